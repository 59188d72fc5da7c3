from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import Claim, Claims, read_text

pytestmark = pytest.mark.model

CAR_T = "CAR T-cell therapy"
TARGETS = [
    pytest.param("KIT is inhibited by imatinib.", "imatinib", "KIT", id="passive"),
    pytest.param(
        "Pexidartinib, an inhibitor of CSF1R, is a capsule.", "pexidartinib", "CSF1R", id="apposition"
    ),
    pytest.param("Tazemetostat is a selective inhibitor of EZH2.", "tazemetostat", "EZH2", id="copula"),
    pytest.param("Vemurafenib inhibits BRAF.", "vemurafenib", "BRAF", id="active"),
    pytest.param(
        "Dinutuximab, which targets GD2, is given to children.", "dinutuximab", "GD2", id="relative-clause"
    ),
    pytest.param("B7-H3 is the target of enoblituzumab.", "enoblituzumab", "CD276", id="target-of"),
    pytest.param("CD19 CAR-T cells were infused.", CAR_T, "CD19", id="compound"),
    pytest.param("HER2-specific CAR-T cells were infused.", CAR_T, "ERBB2", id="specific"),
    pytest.param("GPC3-targeting CAR-T cells were infused.", CAR_T, "GPC3", id="targeting"),
    pytest.param(
        "CAR-T cells directed against GD2 were given to children.", CAR_T, "GD2", id="directed-against"
    ),
]


@pytest.mark.parametrize(("text", "treatment", "target"), TARGETS)
def test_therapy_targets_gene_or_antigen(text: str, treatment: str, target: str, claims: Claims) -> None:
    assert Claim(treatment, "targets", target) in claims(text)


AFFECTED = [
    pytest.param("Imatinib inhibited cell growth.", "imatinib", "cell growth", id="process"),
    pytest.param("Imatinib inhibited steady-state KIT mRNA expression.", "imatinib", "KIT", id="expression"),
    pytest.param("Prednisolone inhibited ACTH and cortisol release.", "prednisolone", "POMC", id="release"),
    pytest.param("Imatinib is an inhibitor of KIT expression.", "imatinib", "KIT", id="inhibitor-of-amount"),
]


@pytest.mark.parametrize(("text", "drug", "affected"), AFFECTED)
def test_what_a_drug_cannot_bind_is_affected_and_no_target(
    text: str, drug: str, affected: str, claims: Claims
) -> None:
    found = claims(text)
    assert Claim(drug, "affects", affected) in found
    assert not [c for c in found if c.predicate == "targets"]


def test_process_is_a_target_where_the_text_says_so(claims: Claims) -> None:
    assert Claim("olaparib", "targets", "DNA repair") in claims("Olaparib targets DNA repair.")


def test_class_named_by_a_family_targets_the_family(claims: Claims) -> None:
    assert Claim("PLA2 inhibitor", "targets", "PLA2") in claims("PLA2 inhibitors were added to the dish.")


def test_gene_beside_a_drug_is_no_target(claims: Claims) -> None:
    found = claims("Patients on mitotane had TP53 sequencing.")
    assert not {c for c in found if c.predicate == "targets"}


CAUSES = [
    pytest.param(
        "The SS18::SSX1 fusion drives synovial sarcoma.", "SS18::SSX1", "synovial sarcoma", id="active"
    ),
    pytest.param(
        "Myxoid liposarcoma is caused by the FUS::DDIT3 fusion.",
        "FUS::DDIT3",
        "myxoid liposarcoma",
        id="passive",
    ),
    pytest.param(
        "The COL1A1::PDGFB fusion is the driver of dermatofibrosarcoma protuberans.",
        "COL1A1::PDGFB",
        "dermatofibrosarcoma protuberans",
        id="nominal",
    ),
    pytest.param(
        "Biallelic loss of RB1 leads to retinoblastoma.", "RB1", "retinoblastoma", id="loss-leads-to"
    ),
    pytest.param("Chordoma is driven by TBXT.", "TBXT", "chordoma", id="driven-by"),
    pytest.param(
        "NTRK3-driven congenital fibrosarcoma is rare.",
        "NTRK3",
        "congenital fibrosarcoma",
        id="driven-adjective",
    ),
    pytest.param(
        "Congenital fibrosarcoma is characterized by the ETV6::NTRK3 fusion.",
        "ETV6::NTRK3",
        "congenital fibrosarcoma",
        id="fusion-that-defines",
    ),
]


@pytest.mark.parametrize(("text", "alteration", "disease"), CAUSES)
def test_driver_causes_disease(text: str, alteration: str, disease: str, claims: Claims) -> None:
    assert Claim(alteration, "causes", disease) in claims(text)


@pytest.mark.parametrize(
    ("text", "gene", "disease"),
    [
        pytest.param(
            "MDM2 amplification contributes to the development of liposarcoma.",
            "MDM2",
            "liposarcoma",
            id="contributes-to-development",
        ),
        pytest.param(
            "TP53 mutations promote progression of osteosarcoma.",
            "TP53",
            "osteosarcoma",
            id="promote-progression",
        ),
        pytest.param(
            "Overexpression of MYC accelerates osteosarcoma.", "MYC", "osteosarcoma", id="accelerates"
        ),
        pytest.param("Loss of CDKN2A facilitates mesothelioma.", "CDKN2A", "mesothelioma", id="facilitates"),
    ],
)
def test_promoter_contributes_and_does_not_cause(text: str, gene: str, disease: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(gene, "contributes_to", disease) in found
    assert Claim(gene, "causes", disease) not in found


ASSOCIATED = [
    pytest.param("IDH1 mutations were found in chondrosarcoma.", "IDH1", "chondrosarcoma", id="found-in"),
    pytest.param("Leiomyosarcomas frequently harbor TP53 mutations.", "TP53", "leiomyosarcoma", id="harbor"),
    pytest.param("MYCN amplification in neuroblastoma is a bad sign.", "MYCN", "neuroblastoma", id="nominal"),
    pytest.param("CTNNB1-mutant desmoid tumors may regress.", "CTNNB1", "desmoid tumor", id="mutant"),
    pytest.param(
        "Mutations in GNAS occur in fibrous dysplasia.", "GNAS", "fibrous dysplasia", id="mutations-in"
    ),
    pytest.param(
        "DICER1 is mutated in pleuropulmonary blastoma.",
        "DICER1",
        "pleuropulmonary blastoma",
        id="is-mutated",
    ),
    pytest.param("SDHB variants are linked to paraganglioma.", "SDHB", "paraganglioma", id="linked-to"),
]


@pytest.mark.parametrize(("text", "gene", "disease"), ASSOCIATED)
def test_altered_gene_is_associated_with_disease(text: str, gene: str, disease: str, claims: Claims) -> None:
    found = claims(text)
    assert gene in {c.subject for c in found if c.predicate == "gene_associated_with_condition"}
    assert Claim(gene, "causes", disease) not in found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("CTNNB1 mutations were not detected in chordoma.", id="not-detected"),
        pytest.param("Chordomas do not harbor CTNNB1 mutations.", id="do-not-harbor"),
    ],
)
def test_absent_alteration_is_denied(text: str, claims: Claims) -> None:
    assert claims(text) == {Claim("CTNNB1", "gene_associated_with_condition", "chordoma", "negated")}


@pytest.mark.parametrize(
    ("text", "gene", "disease"),
    [
        pytest.param("MYC is upregulated in Burkitt lymphoma.", "MYC", "Burkitt lymphoma", id="upregulated"),
        pytest.param(
            "Dysregulation of CCND1 in mantle cell lymphoma is universal.",
            "CCND1",
            "mantle cell lymphoma",
            id="nominal",
        ),
        pytest.param(
            "Deregulation of CDK4 occurs in liposarcoma.", "CDK4", "liposarcoma", id="deregulation-occurs"
        ),
        pytest.param(
            "The hedgehog pathway is dysregulated in medulloblastoma.",
            "Hedgehog signaling pathway",
            "medulloblastoma",
            id="pathway",
        ),
    ],
)
def test_changed_regulation_is_dysregulated_in(text: str, gene: str, disease: str, claims: Claims) -> None:
    assert Claim(gene, "dysregulated_in", disease) in claims(text)


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        pytest.param("Vorinostat reduces expression of MYC.", "vorinostat", "MYC", id="reduces-expression"),
        pytest.param("MYC is regulated by BRD4.", "BRD4", "MYC", id="passive"),
    ],
)
def test_regulation_affects(text: str, subject: str, object_: str, claims: Claims) -> None:
    assert Claim(subject, "affects", object_) in claims(text)


RESISTANCE = [
    pytest.param("KRAS mutations confer resistance to cetuximab.", "KRAS", "cetuximab", id="confer"),
    pytest.param(
        "Loss of PTEN is associated with resistance to trastuzumab.", "PTEN", "trastuzumab", id="associated"
    ),
    pytest.param("Resistance to imatinib is mediated by KIT mutations.", "KIT", "imatinib", id="mediated-by"),
]
RESPONSE = [
    pytest.param("HER2 expression predicts response to trastuzumab.", "ERBB2", "trastuzumab", id="predicts"),
    pytest.param(
        "BRAF mutation was associated with response to vemurafenib.", "BRAF", "vemurafenib", id="associated"
    ),
]


@pytest.mark.parametrize(("text", "gene", "drug"), RESISTANCE)
def test_gene_is_associated_with_resistance_never_response(
    text: str, gene: str, drug: str, claims: Claims
) -> None:
    found = claims(text)
    assert Claim(gene, "associated_with_resistance_to", drug) in found
    assert not {c for c in found if c.predicate == "associated_with_response_to"}


@pytest.mark.parametrize(("text", "gene", "drug"), RESPONSE)
def test_gene_is_associated_with_response_never_resistance(
    text: str, gene: str, drug: str, claims: Claims
) -> None:
    found = claims(text)
    assert Claim(gene, "associated_with_response_to", drug) in found
    assert not {c for c in found if c.predicate == "associated_with_resistance_to"}


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        pytest.param("The EWSR1::FLI1 fusion was found.", ("EWSR1", "FLI1"), id="double-colon"),
        pytest.param("A PAX3-FOXO1 fusion was detected by FISH.", ("PAX3", "FOXO1"), id="dash"),
        pytest.param("The tumor had an ASPSCR1::TFE3 fusion.", ("ASPSCR1", "TFE3"), id="object"),
    ],
)
def test_fusion_has_its_partners_in_order(
    text: str, partners: tuple[str, str], reader: DocumentReader
) -> None:
    reading = read_text(reader, text, "plain")
    labels = {c.curie: c.label for c in reading.concepts}
    (fusion,) = [c for c in reading.concepts if c.partners]
    parts = {labels[a.object] for a in reading.assertions if a.predicate == "biolink:has_part"}
    assert fusion.label == "::".join(partners)
    assert tuple(labels[p] for p in fusion.partners) == partners
    assert parts == set(partners)


def test_fusion_parts_hold_also_where_the_fusion_is_denied(reader: DocumentReader) -> None:
    reading = read_text(reader, "No EWSR1::FLI1 fusion was found in chordoma.", "plain")
    parts = [a for a in reading.assertions if a.predicate == "biolink:has_part"]
    assert {a.polarity.value for a in parts} == {"affirmed"}


def test_drug_that_suppresses_a_process_affects_it(claims: Claims) -> None:
    found = {(c.predicate, c.object) for c in claims("Imatinib suppressed apoptosis.")}
    assert ("affects", "apoptotic process") in found
    assert "targets" not in {predicate for predicate, _ in found}


def test_class_named_by_a_family_acts_on_the_family(claims: Claims) -> None:
    found = claims("We tested an HDAC inhibitor in thymoma.")
    targets = [c.object for c in found if c.predicate == "targets"]
    assert targets == ["HDAC"]


def test_short_form_of_a_substance_is_no_gene(claims: Claims) -> None:
    text = "Caffeic acid phenethyl ester (CAPE) comes from hives. In thymoma cells CAPE inhibits EGFR."
    assert Claim("phenethyl caffeate", "targets", "EGFR") in claims(text)


def test_class_around_a_short_form_acts_on_what_it_names(claims: Claims) -> None:
    found = claims("We tested a histone deacetylase (HDAC) inhibitor in thymoma.")
    assert [c.object for c in found if c.predicate == "targets"] == ["HDAC"]


def test_what_is_against_a_gene_is_not_the_gene(claims: Claims) -> None:
    found = claims("Treatment with anti-CD47 reduced IL6 levels.")
    assert not {c for c in found if c.subject == "CD47" and c.predicate == "affects"}


def test_change_that_people_made_is_none_of_the_disease(claims: Claims) -> None:
    made = claims("Downregulation of EZH2 in the thymoma cells induced expression of CASP3.")
    seen = claims("Downregulation of EZH2 in thymoma was confirmed.")
    assert Claim("EZH2", "dysregulated_in", "thymoma") in seen
    assert not {c for c in made if c.predicate == "dysregulated_in"}
