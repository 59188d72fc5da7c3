from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

MARKERS = [
    pytest.param(
        "Desmin and myogenin are markers for rhabdomyosarcoma.", "MYOG", "rhabdomyosarcoma", id="copula"
    ),
    pytest.param(
        "STAT6 expression is diagnostic of solitary fibrous tumor.",
        "STAT6",
        "solitary fibrous tumor",
        id="diagnostic-of",
    ),
    pytest.param(
        "Solitary fibrous tumors are positive for CD34 and STAT6.",
        "CD34",
        "solitary fibrous tumor",
        id="positive-for",
    ),
    pytest.param("SOX10 is a biomarker for schwannoma.", "SOX10", "schwannoma", id="biomarker-for"),
]


@pytest.mark.parametrize(("text", "gene", "disease"), MARKERS)
def test_marker_is_biomarker_for(text: str, gene: str, disease: str, claims: Claims) -> None:
    assert Claim(gene, "biomarker_for", disease) in claims(text)


def test_marker_that_is_none_is_denied(claims: Claims) -> None:
    assert claims("Desmin is not a marker of angiosarcoma.") == {
        Claim("DES", "biomarker_for", "angiosarcoma", "negated")
    }


DIAGNOSES = [
    pytest.param("Ewing sarcoma is diagnosed by biopsy.", "biopsy", "Ewing sarcoma", id="passive"),
    pytest.param(
        "MRI is used to diagnose chordoma.", "magnetic resonance imaging", "chordoma", id="infinitive"
    ),
    pytest.param(
        "Magnetic resonance imaging is the modality of choice for the evaluation of osteosarcoma.",
        "magnetic resonance imaging",
        "osteosarcoma",
        id="of-choice",
    ),
    pytest.param(
        "Core needle biopsy is required for the diagnosis of liposarcoma.",
        "core needle biopsy",
        "liposarcoma",
        id="required-for",
    ),
    pytest.param(
        "Colonoscopy is useful for colorectal cancer.", "colonoscopy", "colorectal cancer", id="useful-for"
    ),
    pytest.param("Biopsy is essential for diagnosing liposarcoma.", "biopsy", "liposarcoma", id="gerund"),
    pytest.param(
        "Chordoma can be detected with MRI.", "magnetic resonance imaging", "chordoma", id="detected-with"
    ),
]


@pytest.mark.parametrize(("text", "test", "disease"), DIAGNOSES)
def test_test_diagnoses_disease(text: str, test: str, disease: str, claims: Claims) -> None:
    assert Claim(test, "diagnoses", disease) in claims(text)


@pytest.mark.parametrize(
    ("text", "test", "disease"),
    [
        pytest.param(
            "CT alone is insufficient for the diagnosis of chondrosarcoma.",
            "computed tomography",
            "chondrosarcoma",
            id="insufficient",
        ),
        pytest.param(
            "Fine needle aspiration is not recommended for the diagnosis of lymphoma.",
            "fine-needle aspiration",
            "lymphoma",
            id="not-recommended",
        ),
    ],
)
def test_test_that_does_not_do_is_denied(text: str, test: str, disease: str, claims: Claims) -> None:
    assert claims(text) == {Claim(test, "diagnoses", disease, "negated")}


PHENOTYPES = [
    pytest.param(
        "Symptoms of pheochromocytoma include headache, sweating and palpitations.",
        "pheochromocytoma",
        "headache",
        id="symptoms-include",
    ),
    pytest.param(
        "Hepatoblastoma presents with an abdominal mass.",
        "hepatoblastoma",
        "abdominal mass",
        id="presents-with",
    ),
    pytest.param("Headache is a symptom of glioblastoma.", "glioblastoma", "headache", id="is-a-symptom"),
    pytest.param(
        "Patients with glioblastoma often have seizures and headache.",
        "glioblastoma",
        "seizure",
        id="patients-have",
    ),
]


@pytest.mark.parametrize(("text", "disease", "finding"), PHENOTYPES)
def test_symptom_is_a_phenotype(text: str, disease: str, finding: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(disease, "has_phenotype", finding) in found
    assert not {c for c in found if c.predicate == "has_adverse_event"}


def test_symptom_that_is_none_is_denied(claims: Claims) -> None:
    assert claims("Fever is not a symptom of chondrosarcoma.") == {
        Claim("chondrosarcoma", "has_phenotype", "fever", "negated")
    }


@pytest.mark.parametrize(
    ("text", "disease", "place"),
    [
        pytest.param("Osteosarcoma usually arises in the femur.", "osteosarcoma", "femur", id="arises-in"),
        pytest.param("Angiosarcoma is found in the scalp.", "angiosarcoma", "scalp", id="found-in"),
        pytest.param("Ependymomas occur in the spinal cord.", "ependymoma", "spinal cord", id="occur-in"),
        pytest.param(
            "Angiosarcoma, a rare vascular tumor, arises in the scalp.",
            "angiosarcoma",
            "scalp",
            id="apposition",
        ),
    ],
)
def test_place_of_origin_is_a_location(text: str, disease: str, place: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(disease, "disease_has_location", place) in found
    assert not {c for c in found if c.predicate == "metastasizes_to"}


@pytest.mark.parametrize(
    ("text", "disease", "place"),
    [
        pytest.param(
            "Uveal melanoma metastasizes to the liver.", "uveal melanoma", "liver", id="metastasizes"
        ),
        pytest.param("Osteosarcoma often spreads to the lungs.", "osteosarcoma", "lung", id="spreads"),
        pytest.param(
            "Neuroblastoma can metastasize to bone marrow, liver and skin.",
            "neuroblastoma",
            "skin",
            id="last-of-three",
        ),
    ],
)
def test_place_of_spread_is_no_location(text: str, disease: str, place: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(disease, "metastasizes_to", place) in found
    assert not {c for c in found if c.predicate == "disease_has_location"}


def test_spread_that_does_not_happen_is_denied(claims: Claims) -> None:
    assert claims("Basal cell carcinoma does not spread to lymph nodes.") == {
        Claim("basal cell carcinoma", "metastasizes_to", "lymph node", "negated")
    }


KINDS = [
    pytest.param("Chondrosarcoma is a type of bone cancer.", "chondrosarcoma", "bone cancer", id="type-of"),
    pytest.param("Chordoma is a rare bone tumor.", "chordoma", "bone neoplasm", id="copula"),
    pytest.param(
        "Soft tissue sarcomas such as leiomyosarcoma and liposarcoma respond poorly.",
        "liposarcoma",
        "soft tissue sarcoma",
        id="such-as",
    ),
    pytest.param(
        "Vascular tumors, including angiosarcoma, are rare.",
        "angiosarcoma",
        "vascular neoplasm",
        id="including",
    ),
    pytest.param(
        "Angiosarcoma, a rare vascular tumor, is feared.",
        "angiosarcoma",
        "vascular neoplasm",
        id="apposition",
    ),
    pytest.param(
        "Neuroblastoma and other pediatric cancers need care.",
        "neuroblastoma",
        "pediatric cancer",
        id="and-other",
    ),
    pytest.param(
        "Pazopanib is a tyrosine kinase inhibitor.", "pazopanib", "tyrosine kinase inhibitor", id="drug"
    ),
    pytest.param(
        "Tyrosine kinase inhibitors such as imatinib and sunitinib are oral.",
        "sunitinib",
        "tyrosine kinase inhibitor",
        id="drugs-such-as",
    ),
    pytest.param(
        "Sunitinib, a tyrosine kinase inhibitor, was given.",
        "sunitinib",
        "tyrosine kinase inhibitor",
        id="drug-apposition",
    ),
]


@pytest.mark.parametrize(("text", "member", "kind"), KINDS)
def test_member_is_subclass_of_its_kind(text: str, member: str, kind: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(member, "subclass_of", kind) in found
    assert Claim(kind, "subclass_of", member) not in found


def test_kind_that_is_part_of_a_longer_name_is_none(claims: Claims) -> None:
    found = claims("They asked about colon cancer or other Lynch syndrome spectrum tumors.")
    assert not [c for c in found if c.predicate == "subclass_of" and c.object == "Lynch syndrome"]


def test_kind_in_apposition_is_said_of_the_last_name_alone(claims: Claims) -> None:
    found = claims("He had both pneumonia and uveal melanoma, the most common form of eye cancer.")
    assert {c.subject for c in found if c.predicate == "subclass_of"} == {"uveal melanoma"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Verapamil overdose kills, and there is no antidote.", id="there-is"),
        pytest.param(
            "Imatinib in chordoma\n\nImatinib was given. The usual treatment is chemotherapy.", id="the-usual"
        ),
        pytest.param(
            "A tyrosine kinase inhibitor, sunitinib, along with doxorubicin, was given.", id="class-first"
        ),
        pytest.param("Imatinib and sunitinib were given.", id="two-drugs"),
        pytest.param("Chordoma and chondrosarcoma were reviewed.", id="two-diseases"),
    ],
)
def test_list_of_things_makes_no_kinds(text: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == "subclass_of"}


def test_kind_that_it_is_not_is_denied(claims: Claims) -> None:
    assert claims("Chordoma is not a carcinoma.") == {
        Claim("chordoma", "subclass_of", "carcinoma", "negated")
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "A man with thymoma developed nausea after intravenous infusion of cisplatin.", id="after"
        ),
        pytest.param("A woman with thymoma on cisplatin developed nausea.", id="on"),
    ],
)
def test_finding_under_a_drug_is_no_sign_of_the_disease(text: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == "has_phenotype"}


def test_method_that_shows_something_else_diagnoses_no_topic(claims: Claims) -> None:
    text = "Diagnosis of thymoma\n\nIn situ hybridization of mouse embryos detects EZH2 expression."
    assert not {c for c in claims(text) if c.predicate == "diagnoses"}


@pytest.mark.parametrize(
    "text",
    [
        "Diagnosis of thymoma\n\nMutations were looked for by performing sequence analysis.",
        "Diagnosis of thymoma\n\nPatients were evaluated by neurologic examination.",
    ],
)
def test_test_of_something_else_diagnoses_no_topic(text: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == "diagnoses"}
