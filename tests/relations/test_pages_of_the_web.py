"""Wordings of saved pages: news of approvals, boxes of facts, tables of trials, advice in the imperative."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The agency has approved octreotide to treat adults and children 12 and older with thymoma.",
            ("octreotide", "approved_for", "thymoma"),
            id="people by age",
        ),
        pytest.param(
            "Octreotide is for adults with thymoma.", ("octreotide", "treats", "thymoma"), id="is for"
        ),
        pytest.param(
            "The firm presented its thymoma treatment octreotide on Friday.",
            ("octreotide", "treats", "thymoma"),
            id="treatment and name",
        ),
        pytest.param(
            "Thymoma. Octreotide has been shown to improve relapse-free survival rates of patients with "
            "high-risk tumors.",
            ("octreotide", "studied_to_treat", "thymoma"),
            id="rates of survival",
        ),
        pytest.param(
            "Octreotide was effective against several sarcoma subtypes, including angiosarcoma and "
            "synovial sarcoma.",
            ("octreotide", "studied_to_treat", "angiosarcoma"),
            id="subtypes",
        ),
        pytest.param(
            "Olaparib is a kind of medicine named a PARP inhibitor.",
            ("olaparib", "subclass_of", "PARP inhibitor"),
            id="called",
        ),
        pytest.param(
            "Olaparib is in a group of drugs named PARP inhibitors.",
            ("olaparib", "subclass_of", "PARP inhibitor"),
            id="in a class called",
        ),
        pytest.param(
            "Thymoma has a predilection for the neck and the heart.",
            ("thymoma", "disease_has_location", "heart"),
            id="predilection",
        ),
        pytest.param(
            "Here the CAR T-cell target is a marker called GPC2.",
            ("CAR T-cell therapy", "targets", "GPC2"),
            id="target is",
        ),
        pytest.param(
            "Thymoma is rare. Many patients develop metastatic disease, usually to the liver or lung.",
            ("thymoma", "metastasizes_to", "liver"),
            id="spread",
        ),
        pytest.param(
            "Thymomas most often present in the neck (10%) or heart.",
            ("thymoma", "disease_has_location", "heart"),
            id="present in",
        ),
        pytest.param(
            "Thymoma\n\nManagement\n\nAdminister multiagent chemotherapy within a month.",
            ("combination chemotherapy", "treats", "thymoma"),
            id="advice",
        ),
        pytest.param(
            "News of thymoma\n\nOctreotide is used against thymoma in children.\n\nThe agent targets CD99, a "
            "marker of the cells.",
            ("octreotide", "targets", "CD99"),
            id="agent of the paragraph before",
        ),
        pytest.param(
            "Thymoma is rare. Unlike in chordoma, therapy with octreotide is not effective.",
            ("octreotide", "studied_to_treat", "thymoma", "negated"),
            id="not effective",
        ),
        pytest.param(
            "Thymoma. If surgery can't remove it all, radiation therapy or octreotide may be used.",
            ("octreotide", "treats", "thymoma", "affirmed", "hedged"),
            id="if-clause",
        ),
        pytest.param(
            "Tovorafenib (RAF inhibitor) was given to people with thymoma.",
            ("tovorafenib", "subclass_of", "RAF inhibitor"),
            id="class in brackets",
        ),
        pytest.param(
            "Zenocutuzumab (HER3 bispecific) was given to people with thymoma.",
            ("zenocutuzumab", "targets", "ERBB3"),
            id="gene and class in brackets",
        ),
        pytest.param(
            "Thymoma\n\nGenetic conditions that increase the risk include:\n\n- Von Hippel-Lindau disease.\n"
            "- Neurofibromatosis type 1.\n",
            ("neurofibromatosis type 1", "contributes_to", "thymoma"),
            id="conditions that raise the risk",
        ),
        pytest.param(
            "Agents in trials\n\nDrug | Tumor | Result\n---|---|---\nOctreotide | ATC | ORR 12%\n"
            "Everolimus | BTC | ORR 9%\n\n"
            "ATC, anaplastic thyroid carcinoma; BTC, biliary tract cancer; ORR, objective response rate.\n",
            ("everolimus", "studied_to_treat", "biliary tract cancer"),
            id="legend below a table",
        ),
        pytest.param(
            "Everolimus should be offered to patients with progressing thymoma.",
            ("everolimus", "treats", "thymoma"),
            id="progressing",
        ),
        pytest.param(
            "Patients with thymoma should not routinely be recommended chemotherapy.",
            ("chemotherapy", "treats", "thymoma", "negated"),
            id="patients should not be recommended",
        ),
        pytest.param(
            "Dostarlimab blocks PD-1. The drug, which is sold under another name, is used for patients with "
            "thymoma.",
            ("dostarlimab", "treats", "thymoma"),
            id="the drug, which",
        ),
        pytest.param(
            "Relacorilant was given to three people. It works as a blocker of the glucocorticoid receptor.",
            ("relacorilant", "targets", "NR3C1"),
            id="receptor of a class of drugs",
        ),
        pytest.param(
            "The study can't tell us if octreotide will work in patients with thymoma.",
            ("octreotide", "studied_to_treat", "thymoma", "affirmed", "hypothetical"),
            id="cannot tell if",
        ),
        pytest.param(
            "The only treatment that can cure thymoma is a stem cell transplant.",
            ("stem cell transplantation", "treats", "thymoma"),
            id="the treatment that cures is",
        ),
        pytest.param(
            "Thymoma is rare. It belongs to the thymic epithelial tumors.",
            ("thymoma", "subclass_of", "thymic epithelial neoplasm"),
            id="belongs to",
        ),
        pytest.param(
            "Guideline summary: Thymoma and chordoma in adults\n\nCare\n\nOctreotide improved survival.\n",
            ("octreotide", "studied_to_treat", "chordoma"),
            id="two diseases of a title",
        ),
        pytest.param(
            "Thymoma. Beta-blockers must not be given alone, since they may cause a hypertensive crisis.",
            ("beta-adrenergic antagonist", "has_adverse_event", "Hypertensive crisis", "affirmed", "hedged"),
            id="reason for not giving",
        ),
        pytest.param(
            "Thymoma\n\nLong-term problems\n\n- High blood pressure\n- Anemia: 30-40% lifetime risk\n",
            ("thymoma", "has_phenotype", "hypertension"),
            id="problems below a heading",
        ),
    ],
)
def test_page_says(claims: Claims, text: str, expected: tuple[str, ...]) -> None:
    assert Claim(*expected) in claims(text, "page")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        pytest.param(
            "The agency granted priority review to octreotide for adults with thymoma.",
            "approves",
            id="review",
        ),
        pytest.param(
            "However, therapy with octreotide has not been studied in thymoma.", "treats", id="not studied"
        ),
        pytest.param("Unlike chordoma, treatment with octreotide is not effective.", "treats", id="unlike"),
        pytest.param(
            "Other thymomas have no mutations in KIT.", "gene_associated_with_condition", id="other tumors"
        ),
        pytest.param(
            "The trial will show if octreotide is a good treatment that causes few side effects in people "
            "with thymoma.",
            "contributes_to",
            id="causes harm",
        ),
        pytest.param(
            "Thymoma is rare. Octreotide is a treatment for several cancer types.", "treats", id="several"
        ),
        pytest.param(
            "The tumors can press on or invade other soft tissue. Thymoma is one of them.",
            "metastasizes_to",
            id="invade",
        ),
        pytest.param(
            "Care of thymoma\n\nGiven is chemotherapy as part of multimodality therapy.",
            "subclass_of",
            id="as part of",
        ),
        pytest.param(
            "Thymoma is rare. Some are linked to a change in SDHB, SDHD or RET. It is not associated with "
            "obesity.",
            "gene_associated_with_condition",
            id="it is no list",
        ),
        pytest.param(
            "Thymoma is rare. Octreotide is given for thymoma. It can harm the kidneys.",
            "disease_has_location",
            id="harm of a drug",
        ),
        pytest.param(
            "Thymoma is rare. Measure serum octreotide in every patient with thymoma.",
            "studied_to_treat",
            id="measured",
        ),
        pytest.param(
            "Open-label assessment of octreotide for the treatment of thymoma in adults.",
            "approved_for",
            id="open label",
        ),
        pytest.param(
            "Thymoma in a man\n\nIn the second week of his chemotherapy the patient presented with cough.",
            "has_phenotype",
            id="under treatment",
        ),
        pytest.param(
            "Thymoma. Steroids such as prednisolone, or immunosuppressants such as azathioprine, may be "
            "given if octreotide does not help.",
            "NOT treats",
            id="proviso",
        ),
        pytest.param(
            "Hazards of thymoma should be weighed in diabetic people whose complaints often include fatigue.",
            "has_phenotype",
            id="whose symptoms",
        ),
    ],
)
def test_page_does_not_say(claims: Claims, text: str, predicate: str) -> None:
    found = claims(text, "page")
    if predicate.startswith("NOT "):
        assert predicate[4:] not in {c.predicate for c in found if c.polarity == "negated"}
    else:
        assert predicate not in {c.predicate for c in found}


def test_limits_of_a_trial_are_no_treatments(claims: Claims) -> None:
    page = (
        "Octreotide in thymoma\n\nThis is a trial of octreotide in people with thymoma who had one line of "
        "treatment.\n- Neutrophils ≥ 1,500/mm3\n- Platelets > 90,000/mm3\n"
    )
    assert {c.subject for c in claims(page, "page") if c.predicate == "treats"} <= {"octreotide"}


def test_table_of_trials_tells_what_was_tried(claims: Claims) -> None:
    page = (
        "Trials of the year\n\nRegimen | Tumor subtype | Result |\n---|---|---|\n"
        "Octreotide, cisplatin | Thymoma or chordoma | ORR 12% |\n"
    )
    studied = {(c.subject, c.object) for c in claims(page, "page") if c.predicate == "studied_to_treat"}
    assert studied == {
        (drug, disease) for drug in ("octreotide", "cisplatin") for disease in ("thymoma", "chordoma")
    }


def test_words_of_a_title_are_no_part_of_a_tumor(claims: Claims) -> None:
    found = claims("Octreotide Brings Another Hope in Treating Sarcoma\n\nSarcoma is rare.\n", "page")
    assert Claim("octreotide", "treats", "sarcoma") in found


def test_word_that_a_lost_line_break_cuts_is_whole(claims: Claims) -> None:
    found = claims("The agency approved octreotide for cholan- giocarcinoma.", "page")
    assert Claim("octreotide", "approved_for", "cholangiocarcinoma") in found


def test_item_that_says_to_be_no_risk_is_none(claims: Claims) -> None:
    page = (
        "Thymoma\n\nThymoma is rare in adults.\n\nRisk factors\n- Smoking\n- Obesity is not a risk factor\n"
    )
    assert "obesity disorder" not in {c.subject for c in claims(page, "page")}
    assert {c.predicate for c in claims(page, "page")} == {"contributes_to"}


def test_last_sentence_of_a_paragraph_leads_over_to_the_list(claims: Claims) -> None:
    page = (
        "Thymoma\n\nThymoma is rare in adults.\n\nTreating it\n\nAll are eligible for treatment at once, "
        "and an early start is better. Options are:\n- Octreotide, into a vein\n- Cisplatin, a tablet\n"
    )
    treated = {c.subject for c in claims(page, "page") if c.predicate == "treats"}
    assert treated == {"octreotide", "cisplatin"}
