"""Wordings of guideline pages, pages for patients and disease overviews, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims, Results

_PAGE = "Chordoma\n\nChordoma is a rare bone tumor.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "General Information About Chordoma\n\nThe most common presentation is back pain.",
            Claim("chordoma", "has_phenotype", "back pain"),
            id="heading-words",
        ),
        pytest.param(
            "Chordoma\n\nSynonyms: CRD; notochordal sarcoma\n\nCRD spreads to the lung.",
            Claim("chordoma", "metastasizes_to", "lung"),
            id="synonyms-line",
        ),
        pytest.param(
            "Hepatoblastoma is an embryonal tumor that affects infants and is often associated with "
            "infection by hepatitis B virus.",
            Claim("Hepatitis B virus", "causes", "hepatoblastoma"),
            id="infection-by",
        ),
        pytest.param(
            f"{_PAGE}About half of cases are caused by clonal integration of the Merkel cell polyomavirus.",
            Claim("Merkel cell polyomavirus", "causes", "chordoma"),
            id="cases-caused",
        ),
        pytest.param(
            "Von Hippel-Lindau disease, an autosomal dominant syndrome caused by mutations of VHL, is rare.",
            Claim("VHL", "causes", "von Hippel-Lindau disease"),
            id="kind-in-apposition",
        ),
        pytest.param(
            f"{_PAGE}Nearly all have a mutation in the SMARCB1 gene.",
            Claim("SMARCB1", "gene_associated_with_condition", "chordoma"),
            id="nearly-all",
        ),
        pytest.param(
            f"{_PAGE}Tumors carry many mutations, with inactivation of PTEN and RB1.",
            Claim("PTEN", "gene_associated_with_condition", "chordoma"),
            id="with-inactivation",
        ),
        pytest.param(
            f"{_PAGE}The genes most often mutated are PIK3CA and LYST.",
            Claim("LYST", "gene_associated_with_condition", "chordoma"),
            id="most-often-mutated",
        ),
        pytest.param(
            f"{_PAGE}Molecular features\n\n- Recurrent alterations: PIK3CA, CDKN2A and ARID1A\n- Other",
            Claim("ARID1A", "gene_associated_with_condition", "chordoma"),
            id="label-of-alterations",
        ),
        pytest.param(
            "Genetic studies have found mutations in PLCG1 and KDR in angiosarcoma.",
            Claim("PLCG1", "gene_associated_with_condition", "angiosarcoma"),
            id="studies-found",
        ),
        pytest.param(
            "ERBB2 is overexpressed in most osteosarcomas.",
            Claim("ERBB2", "gene_associated_with_condition", "osteosarcoma"),
            id="overexpressed",
        ),
        pytest.param(
            "Some schwannomas arise in the setting of an inherited syndrome: neurofibromatosis type 2 or "
            "Carney complex.",
            Claim("Carney complex", "contributes_to", "schwannoma"),
            id="in-the-setting",
        ),
        pytest.param(
            "Asbestos exposure aside, smoking is strongly associated with laryngeal carcinoma.",
            Claim("Smoking", "contributes_to", "laryngeal carcinoma"),
            id="habit",
        ),
        pytest.param(
            "Smoking has not been shown to increase the risk of chordoma.",
            Claim("Smoking", "contributes_to", "chordoma", "negated"),
            id="no-risk",
        ),
        pytest.param(
            "Smoking and diet have not been linked to chordoma.",
            Claim("Smoking", "contributes_to", "chordoma", "negated"),
            id="not-linked",
        ),
        pytest.param(
            f"{_PAGE}Hematogenous dissemination involves the liver and bones.",
            Claim("chordoma", "metastasizes_to", "liver"),
            id="dissemination-involves",
        ),
        pytest.param(
            f"{_PAGE}Spread is to lymph nodes first, then spleen and lungs.",
            Claim("chordoma", "metastasizes_to", "spleen"),
            id="spread-is-to",
        ),
        pytest.param(
            f"{_PAGE}The lung is the commonest site of metastasis, followed by bone and liver.",
            Claim("chordoma", "metastasizes_to", "liver"),
            id="followed-by",
        ),
        pytest.param(
            f"{_PAGE}The skull, the sacrum and the neck are the usual places where it grows.",
            Claim("chordoma", "disease_has_location", "neck"),
            id="places-where",
        ),
        pytest.param(
            f"{_PAGE}A few occur in the thalamus.",
            Claim("chordoma", "disease_has_location", "thalamus"),
            id="a-few",
        ),
        pytest.param(
            "Hyperparathyroidism does not occur in chordoma.",
            Claim("chordoma", "has_phenotype", "hyperparathyroidism", "negated"),
            id="does-not-occur",
        ),
        pytest.param(
            "Chordoma\n\nClinical description\n\nEpistaxis, ptosis and dysphagia may result.",
            Claim("chordoma", "has_phenotype", "dysphagia"),
            id="may-result",
        ),
        pytest.param(
            "Chordoma\n\nSymptoms of chordoma\n\nSome feel pain. Others have fatigue or fever.",
            Claim("chordoma", "has_phenotype", "fatigue"),
            id="others-have",
        ),
        pytest.param(
            "Symptoms of chordoma include:\n\n- Trouble seeing, such as double vision\n- Headache\n",
            Claim("chordoma", "has_phenotype", "Diplopia"),
            id="such-as-item",
        ),
        pytest.param(
            "Nausea and ataxia are the hallmarks of medulloblastoma.",
            Claim("medulloblastoma", "has_phenotype", "Ataxia"),
            id="hallmark-is-no-cause",
        ),
        pytest.param(
            f"{_PAGE}Getting a diagnosis\n\nThe only sure way to diagnose chordoma is a biopsy.",
            Claim("biopsy", "diagnoses", "chordoma"),
            id="only-way",
        ),
        pytest.param(
            f"{_PAGE}Getting a diagnosis\n\nThe tumor cells stain for S100 and ERG.",
            Claim("ERG", "biomarker_for", "chordoma"),
            id="cells-stain",
        ),
        pytest.param(
            f"{_PAGE}Work-up\n\n| Test | Purpose |\n| PET/CT | response assessment |\n"
            "| Colonoscopy | colorectal cancer |\n",
            Claim("PET/CT", "diagnoses", "chordoma"),
            id="test-and-purpose",
        ),
        pytest.param(
            "Chordoma\n\nTreatment of chordoma\n\n1. Hysterectomy with lymphadenectomy.\n2. Imatinib.",
            Claim("lymphadenectomy", "treats", "chordoma"),
            id="companion",
        ),
        pytest.param(
            "Treatment of chordoma\n\n- Proton therapy for people at risk of local recurrence\n- Imatinib",
            Claim("proton therapy", "treats", "chordoma"),
            id="risk-of-recurrence",
        ),
        pytest.param(
            "Treatment of chordoma\n\n- Imatinib\n- Ondansetron for nausea\n",
            Claim("ondansetron", "ameliorates_condition", "nausea"),
            id="for-a-complaint",
        ),
        pytest.param(
            f"{_PAGE}Treatment options\n\nCryoablation – of nodules.\nSurgery – the best chance of cure.\n"
            "Sunitinib – a KIT inhibitor with modest activity.\n",
            Claim("sunitinib", "treats", "chordoma"),
            id="terms-with-dashes",
        ),
        pytest.param(
            f"{_PAGE}Treatment options\n\nCryoablation – of nodules.\nSurgery – the best chance of cure.\n"
            "Sunitinib – a KIT inhibitor with modest activity.\n",
            Claim("sunitinib", "targets", "KIT"),
            id="class-behind-dash",
        ),
        pytest.param(
            f"{_PAGE}Treating chordoma\n\nCare is given in few centers.\n\nEmbolization\n\nA small plug is "
            "placed.\n\nBrachytherapy\n\nSeeds are used.\n\nSide effects\n\nAsk your nurse.",
            Claim("brachytherapy", "treats", "chordoma"),
            id="flat-headings",
        ),
        pytest.param(
            f"{_PAGE}The medicine erdafitinib is under study.",
            Claim("erdafitinib", "studied_to_treat", "chordoma", certainty="hypothetical"),
            id="under-study",
        ),
        pytest.param(
            "Sorafenib and axitinib have shrunk chordoma in adults.",
            Claim("axitinib", "studied_to_treat", "chordoma"),
            id="have-shrunk",
        ),
        pytest.param(
            f"{_PAGE}Treatment\n\nInterferon alfa is no longer routinely used because of its toxicity.",
            Claim("Interferon alfa", "treats", "chordoma", "negated"),
            id="no-longer",
        ),
        pytest.param(
            f"{_PAGE}Treatment\n\nAciclovir has no effect on established lesions.",
            Claim("acyclovir", "treats", "chordoma", "negated"),
            id="no-effect-on-lesions",
        ),
        pytest.param(
            "Side effects of axitinib comprise nausea, fatigue and hypertension.",
            Claim("axitinib", "has_adverse_event", "fatigue"),
            id="comprise",
        ),
        pytest.param(
            "Hepatitis limits the use of vincristine.",
            Claim("vincristine", "has_adverse_event", "hepatitis"),
            id="limits-use",
        ),
        pytest.param(
            "Oral bexarotene — monitor for hypothyroidism",
            Claim("bexarotene", "has_adverse_event", "hypothyroidism"),
            id="monitor-for",
        ),
        pytest.param(
            "Radiotherapy may raise the chance of stroke later in life.",
            Claim("radiotherapy", "has_adverse_event", "stroke disorder", certainty="hedged"),
            id="chance-of",
        ),
        pytest.param(
            f"{_PAGE}| Agent | Class | Line |\n| Nivolumab | anti-PD-1 antibody | first |\n"
            "| Sunitinib | KIT inhibitor | second |\n",
            Claim("sunitinib", "targets", "KIT"),
            id="class-column",
        ),
        pytest.param(
            "Alpelisib and taselisib, PI3K inhibitors, were well tolerated.",
            Claim("taselisib", "subclass_of", "PI3K inhibitor"),
            id="classes-of-a-list",
        ),
        pytest.param(
            "Palbociclib is a CDK4/6 inhibitor.",
            Claim("palbociclib", "targets", "CDK4"),
            id="first-of-two-targets",
        ),
        pytest.param(
            f"{_PAGE}6.1 Chordoma: morphine or ibuprofen.",
            Claim("morphine", "treats", "chordoma"),
            id="numbered-label",
        ),
        pytest.param(
            f"{_PAGE}Clinical trials\n\nAB2CD: Pazopanib for Chordoma\n\nGoal: to learn more.\n",
            Claim("AB2CD", "studies", "pazopanib"),
            id="trial-with-digit-inside",
        ),
        pytest.param(
            "Imatinib prolonged survival compared with placebo in BLUEBELL (HR 0.6) in chordoma.",
            Claim("BLUEBELL", "studies", "imatinib"),
            id="trial-with-ratio",
        ),
    ],
)
def test_page_wording_is_read(claims: Claims, text: str, expected: Claim) -> None:
    assert expected in claims(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        pytest.param(
            "They may be due to conditions other than chordoma, such as gout.",
            ("gout", "chordoma"),
            id="other-than",
        ),
        pytest.param(
            f"{_PAGE}Risk factors\n\n- Smoking\n- Circumcision is protective\n",
            ("posthectomy", "chordoma"),
            id="protective",
        ),
        pytest.param(
            f"{_PAGE}Risk factors\n\n- Smoking\n- Phototherapy for psoriasis\n",
            ("psoriasis", "chordoma"),
            id="what-was-treated",
        ),
        pytest.param(
            f"{_PAGE}Diagnosis\n\nS100 and SOX10 staining is weak or absent.",
            ("SOX10", "chordoma"),
            id="weak-staining",
        ),
        pytest.param(
            f"{_PAGE}Treatment\n\nSurgery: Not possible near the cord.\nRadiotherapy: Given to all.\n"
            "Imatinib: In relapse.\n",
            ("surgery", "chordoma"),
            id="term-that-is-denied",
        ),
        pytest.param(
            "Proton pump inhibitors and renal failure cause false-positive results.",
            ("EC 3.6.3.10 (H(+)/K(+)-exchanging ATPase) inhibitor", "kidney failure"),
            id="both-have-results",
        ),
        pytest.param(
            f"{_PAGE}Side effects of treatment\n\nPossible complications include ptosis.",
            ("chordoma", "Ptosis"),
            id="complications-of-care",
        ),
        pytest.param(
            "In the ASPEN trial, zanubrutinib was tested and caused less atrial fibrillation.",
            ("zanubrutinib", "atrial fibrillation"),
            id="harm-in-a-trial",
        ),
    ],
)
def test_pair_is_not_related(claims: Claims, text: str, pair: tuple[str, str]) -> None:
    found = {(c.subject, c.object) for c in claims(text) if c.polarity == "affirmed"}
    assert pair not in found


def test_page_opens_with_its_disease_below_a_title_without_one(claims: Claims) -> None:
    text = (
        "Oncology Handbook\n\nChordoma – for clinicians\n\nOVERVIEW\n\nIt is found in the sacrum.\n\n"
        "TREATMENT\n\nImatinib and lapatinib are active salvage agents.\n"
    )
    assert Claim("lapatinib", "treats", "chordoma") in claims(text)


def test_name_of_a_site_is_not_what_its_page_is_about(claims: Claims) -> None:
    text = "Blood Cancer Aid\n\n# Chordoma\n\nIt is rare.\n\n## Treatment\n\nImatinib is used first.\n"
    assert Claim("imatinib", "treats", "chordoma") in claims(text, "page")


def test_ratio_behind_a_bracketed_short_form_is_a_result(results: Results) -> None:
    text = "Progression-free survival was longer with imatinib (hazard ratio [HR], 0.46) in chordoma."
    assert {(r.statistic, r.value) for r in results(text)} == {("hazard ratio", "0.46")}
