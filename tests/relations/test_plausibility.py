"""The table of plausibility: of each pair of sentences, only the first says what the second seems to say."""

from __future__ import annotations

import pytest

from kg.relations import load_schema
from kg.relations.plausibility import TABLE
from kg.resources import data_dir
from tests.relations.claims import Claims

pytestmark = pytest.mark.model

PAIRS = [
    pytest.param(
        "Digoxin was used for atrial fibrillation.",
        "Atrial fibrillation was associated with digoxin toxicity.",
        ("digoxin", "*", "atrial fibrillation", "affirmed"),
        id="its-toxicity",
    ),
    pytest.param(
        "Osteosarcoma arises in the lung.",
        "The metastatic sites of osteosarcoma included the lung.",
        ("osteosarcoma", "disease_has_location", "lung", "affirmed"),
        id="spread-to",
    ),
    pytest.param(
        "Patients with asthma were given ondansetron.",
        "Patients with asthma who suffered nausea were given ondansetron.",
        ("ondansetron", "studied_to_treat", "asthma", "affirmed"),
        id="given-for-else",
    ),
    pytest.param(
        "Sarcoidosis is a cause of uveitis.",
        "Sarcoidosis, a cause of uveitis, was ruled out.",
        ("sarcoidosis", "causes", "uveitis", "*"),
        id="ruled-out",
    ),
    pytest.param(
        "Stroke was a complication of chemotherapy.",
        "A syndrome mimicking stroke was a complication of chemotherapy.",
        ("chemotherapy", "has_adverse_event", "*", "affirmed"),
        id="look-alike",
    ),
    pytest.param(
        "Estrogen was effective against chordoma.",
        "Estrogen withdrawal therapy was effective against chordoma.",
        ("estrogen", "studied_to_treat", "chordoma", "affirmed"),
        id="behind-subject",
    ),
    pytest.param(
        "Testosterone was used to treat prostate cancer.",
        "Expression of testosterone was used to treat prostate cancer.",
        ("testosterone", "treats", "prostate cancer", "affirmed"),
        id="before-subject",
    ),
    pytest.param(
        "Patients with thymoma developed fatigue.",
        "Patients with thymoma developed grade 3 fatigue.",
        ("thymoma", "has_phenotype", "fatigue", "affirmed"),
        id="sentence",
    ),
    pytest.param(
        "KIT is mutated in thymoma.",
        "Mutations of KIT are rare events in thymoma.",
        ("KIT", "gene_associated_with_condition", "thymoma", "affirmed"),
        id="within",
    ),
    pytest.param(
        "Osteosarcoma metastasizes to the lung.",
        "Pneumonia metastasizes to the lung.",
        ("*", "metastasizes_to", "lung", "affirmed"),
        id="subject-label-not",
    ),
    pytest.param(
        "Doxorubicin caused nausea.",
        "Doxorubicin caused chordoma.",
        ("doxorubicin", "has_adverse_event", "*", "affirmed"),
        id="object-label",
    ),
    pytest.param(
        "Pazopanib plus imatinib did not improve survival in chordoma.",
        "Pazopanib plus imatinib versus pazopanib plus placebo did not improve survival in chordoma.",
        ("pazopanib", "studied_to_treat", "chordoma", "negated"),
        id="between-repeats",
    ),
    pytest.param(
        "Pazopanib was not effective in chordoma.",
        "Pazopanib does not impair the efficacy of imatinib in chordoma.",
        ("pazopanib", "studied_to_treat", "chordoma", "negated"),
        id="subject-here",
    ),
    pytest.param(
        "Imatinib should not be given for chordoma.",
        "No imatinib was given for chordoma.",
        ("imatinib", "treats", "chordoma", "negated"),
        id="before-list",
    ),
    pytest.param(
        "Pazopanib was not effective in chordoma.",
        "With pazopanib the median overall survival was not reached in chordoma.",
        ("pazopanib", "studied_to_treat", "chordoma", "negated"),
        id="not-reached",
    ),
    pytest.param(
        "Chordoma often spreads to the lymph nodes.",
        "No correlation with KIT was found in chordoma for age, gender, tumor size, or nodal involvement.",
        ("chordoma", "metastasizes_to", "lymph node", "*"),
        id="compared-features",
    ),
    pytest.param(
        "KIT is present in chordoma.",
        "KIT is present in the infected chordoma cells.",
        ("KIT", "gene_associated_with_condition", "chordoma", "affirmed"),
        id="put-in",
    ),
    pytest.param(
        "KIT expression was lost in chordoma.",
        "KIT expression in chordoma was measured by flow cytometry.",
        ("KIT", "gene_associated_with_condition", "chordoma", "affirmed"),
        id="only-measured",
    ),
    pytest.param(
        "Immunohistochemistry was performed for thymoma.",
        "Immunohistochemistry was performed in 40 samples of thymoma.",
        ("immunohistochemistry", "diagnoses", "thymoma", "affirmed"),
        id="examined-samples",
    ),
    pytest.param(
        "Magnetic resonance imaging was used in glioma.",
        "Magnetic resonance imaging was used to measure glucose in glioma.",
        ("*", "diagnoses", "glioma", "affirmed"),
        id="measures-else",
    ),
    pytest.param(
        "Carcinoma is a main cause of gout.",
        "Carcinoma is a main cause of death in gout.",
        ("carcinoma", "causes", "gout", "affirmed"),
        id="cause-of-death",
    ),
    pytest.param(
        "KIT mutations drive chordoma.",
        "OS: overall survival; PR: partial response; CT: scan; KIT mutations drive chordoma.",
        ("KIT", "*", "chordoma", "affirmed"),
        id="legend",
    ),
    pytest.param(
        "Adverse events, including nausea, were more common with imatinib (12%) than placebo (3%).",
        "Adverse events, including nausea, were no more common with imatinib (12%) than placebo (13%).",
        ("imatinib", "has_adverse_event", "nausea", "affirmed"),
        id="as-with-placebo",
    ),
    pytest.param(
        "There is no evidence that imatinib improves survival in chordoma.",
        "There is no evidence that imatinib does not improve survival in chordoma.",
        ("imatinib", "*", "chordoma", "negated"),
        id="denied-twice",
    ),
    pytest.param(
        "There was no KIT expression in chordoma.",
        "No data are available on KIT expression in chordoma.",
        ("KIT", "gene_associated_with_condition", "chordoma", "negated"),
        id="nothing-known",
    ),
    pytest.param(
        "Chordomas showed absent KIT expression.",
        "Chordomas showed reduced or absent KIT expression.",
        ("KIT", "gene_associated_with_condition", "chordoma", "negated"),
        id="less-or-none",
    ),
    pytest.param(
        "Progesterone was used in breast cancer.",
        "Plasma progesterone was used in breast cancer.",
        ("progesterone", "*", "breast cancer", "affirmed"),
        id="in-the-blood",
    ),
    pytest.param(
        "Intake of vitamin D in chordoma may help.",
        "Intake of vitamin D in chordoma may promote thrombosis.",
        ("*", "studied_to_treat", "chordoma", "affirmed"),
        id="intake-that-harms",
    ),
    pytest.param(
        "Effects of propranolol for atrial fibrillation.",
        "Effects of propranolol on the threshold for initiating atrial fibrillation.",
        ("propranolol", "*", "atrial fibrillation", "affirmed"),
        id="threshold",
    ),
    pytest.param(
        "Imatinib is associated with nausea.",
        "Imatinib is associated with less fatigue and nausea.",
        ("imatinib", "has_adverse_event", "nausea", "affirmed"),
        id="less-harm",
    ),
    pytest.param(
        "Uveitis was seen in 50% of patients treated with etanercept.",
        "Remission of uveitis was seen in 50% of patients treated with etanercept.",
        ("etanercept", "has_adverse_event", "uveitis", "affirmed"),
        id="better-of",
    ),
    pytest.param(
        "Pneumonia was a complication of imatinib.",
        "Postoperative pneumonia was a complication of imatinib.",
        ("imatinib", "has_adverse_event", "*", "affirmed"),
        id="after-an-operation",
    ),
    pytest.param(
        "MRI was performed in suspected chordoma.",
        "MRI was performed in 12 patients with chordoma.",
        ("magnetic resonance imaging", "diagnoses", "chordoma", "affirmed"),
        id="examined-people",
    ),
    pytest.param(
        "Syncope is a complication of atrial fibrillation.",
        "Atrial fibrillation or syncope are complications after surgery.",
        ("*", "has_phenotype", "*", "affirmed"),
        id="listed-signs",
    ),
    pytest.param(
        "We report six cases of bradykinesia who were treated with risperidone.",
        "We report six cases of psychosis in patients with bradykinesia who were treated with risperidone.",
        ("risperidone", "ameliorates_condition", "*", "affirmed"),
        id="besides",
    ),
    pytest.param(
        "Ivermectin treatment was not effective in COVID-19.",
        "Ivermectin treatment was not continued in COVID-19.",
        ("ivermectin", "*", "COVID-19", "negated"),
        id="not-gone-on-with",
    ),
    pytest.param(
        "Imatinib is not effective in chordoma.",
        "Pazopanib is not a substitute for imatinib in chordoma.",
        ("imatinib", "*", "chordoma", "negated"),
        id="no-substitute",
    ),
    pytest.param(
        "Nausea was common with ondansetron.",
        "Nausea was less common with ondansetron.",
        ("ondansetron", "has_adverse_event", "nausea", "affirmed"),
        id="less-often",
    ),
    pytest.param(
        "There was a risk of stroke in patients with atrial fibrillation.",
        "The risk of stroke was lower with apixaban in patients with atrial fibrillation.",
        ("atrial fibrillation", "contributes_to", "*", "affirmed"),
        id="risk-under-treatment",
    ),
    pytest.param(
        "We saw bortezomib-induced myeloma.",
        "We saw bortezomib-induced myeloma cell lysis.",
        ("bortezomib", "has_adverse_event", "*", "affirmed"),
        id="harm-to-cells",
    ),
    pytest.param(
        "Pneumonia was caused by influenza.",
        "Pneumonia was caused by steroid treatment for influenza.",
        ("influenza", "causes", "*", "affirmed"),
        id="treated-for",
    ),
    pytest.param(
        "Carcinomas such as thymoma are rare.",
        "Findings in carcinomas such as thymoma are rare.",
        ("thymoma", "subclass_of", "*", "affirmed"),
        id="findings-in-it",
    ),
    pytest.param(
        "Rash was not caused by imatinib or allopurinol.",
        "Rash was not caused by imatinib, but by allopurinol.",
        ("allopurinol", "has_adverse_event", "*", "negated"),
        id="not-but",
    ),
    pytest.param(
        "Adverse events of cyclosporine included stroke.",
        "The primary outcome was adverse events of cyclosporine including stroke.",
        ("cyclosporine", "has_adverse_event", "*", "affirmed"),
        id="counted-outcome",
    ),
    pytest.param(
        "There was no risk of stroke in patients with migraine.",
        "Sumatriptan had no risk of stroke in patients with migraine.",
        ("migraine disorder", "contributes_to", "*", "negated"),
        id="risk-of-treatment",
    ),
    pytest.param(
        "Treatment of chordoma\n\nImatinib was used.",
        "Treatment of chordoma\n\nPazopanib was used as a substitute for imatinib.",
        ("imatinib", "*", "chordoma", "affirmed"),
        id="stood-in-for",
    ),
    pytest.param(
        "Glycemic control in type 2 diabetes",
        "Improved glycemic control in type 2 diabetes",
        ("Glycemic Control", "*", "type 2 diabetes mellitus", "affirmed"),
        id="achieved",
    ),
    pytest.param(
        "Apoptosis is triggered by KIT.",
        "Imatinib triggers apoptosis by blocking KIT.",
        ("KIT", "causes", "apoptotic process", "affirmed"),
        id="how-not-who",
    ),
    pytest.param(
        "Imatinib induced changes in KIT, and KIT was induced by imatinib.",
        "There is a role of KIT in the changes induced by imatinib.",
        ("imatinib", "affects", "KIT", "affirmed"),
        id="part-in-changes",
    ),
    pytest.param(
        "Pazopanib targets monocytes.",
        "Pazopanib blocks monocyte adhesion.",
        ("pazopanib", "targets", "monocyte", "affirmed"),
        id="doing-of-cells",
    ),
    pytest.param(
        "KIT was found in chordoma U-CH1 cells.",
        "KIT was found in transfected chordoma U-CH1 cells.",
        ("KIT", "gene_associated_with_condition", "chordoma", "affirmed"),
        id="put-into-a-cell-line",
    ),
    pytest.param(
        "# Chordoma\n\nEZH2 is present in most patients.",
        "# Chordoma\n\nEZH2 is present on platelets.",
        ("EZH2", "gene_associated_with_condition", "chordoma", "affirmed"),
        id="where-it-is-said-to-be",
    ),
    pytest.param(
        "The most common sarcoma of the skull is chordoma.",
        "Chordoma was found, and the rarest of sarcomas was not.",
        ("chordoma", "subclass_of", "sarcoma", "affirmed"),
        id="first-of-its-kinds",
    ),
    pytest.param(
        "Sunitinib was given. It inhibits KIT.",
        "Sunitinib was given. They inhibit KIT.",
        ("sunitinib", "targets", "KIT", "affirmed"),
        id="several-are-not-one",
    ),
    pytest.param(
        "CD34 plays a role in apoptosis.",
        "CD34(+) cells play a role in apoptosis.",
        ("CD34", "affects", "apoptotic process", "affirmed"),
        id="marker-of-cells",
    ),
    pytest.param(
        "Loss of KIT was found in chordoma.",
        "Loss of the KIT binding sites was found in chordoma.",
        ("KIT", "gene_associated_with_condition", "chordoma", "affirmed"),
        id="where-it-binds",
    ),
    pytest.param(
        "No KIT mutations were found in patients with chordoma.",
        "Fatigue is seen in patients with chordoma without identifiable KIT mutations.",
        ("KIT", "gene_associated_with_condition", "chordoma", "negated"),
        id="those-without",
    ),
    pytest.param(
        "KIT has no role in apoptosis.",
        "The role of KIT in apoptosis has not been addressed.",
        ("KIT", "affects", "apoptotic process", "negated"),
        id="not-yet-clear",
    ),
    pytest.param(
        "KIT is not inactivated in chordoma.",
        "In chordoma KIT does not inactivate EZH2.",
        ("KIT", "gene_associated_with_condition", "chordoma", "negated"),
        id="doer",
    ),
    pytest.param(
        "KIT has no role in apoptosis.",
        "EZH2 and KIT, but neither PTEN nor AKT1, have a role in apoptosis.",
        ("KIT", "affects", "apoptotic process", "negated"),
        id="but-neither",
    ),
    pytest.param(
        "KIT ablation decreased EZH2 expression.",
        "RF ablation decreased EZH2 expression.",
        ("KIT", "affects", "EZH2", "affirmed"),
        id="ablation-of-a-gene",
    ),
    pytest.param(
        "The RNF7 E3 ligase regulates apoptosis.",
        "The E3 ligase regulates apoptosis, and RNF7 is rare.",
        ("RNF7", "affects", "apoptotic process", "affirmed"),
        id="gene-before-its-class",
    ),
    pytest.param(
        "# Chordoma\n\nBrachyury is a marker.",
        "# Chordoma\n\nBrachyury is a monocyte marker.",
        ("TBXT", "biomarker_for", "chordoma", "affirmed"),
        id="marker-of-a-cell",
    ),
    pytest.param(
        "Loss of KIT was seen in chordoma cells.",
        "Loss of KIT induces apoptosis in chordoma cells.",
        ("KIT", "gene_associated_with_condition", "chordoma", "affirmed"),
        id="experiment-on-cells",
    ),
    pytest.param(
        "Pazopanib inhibits TNF.",
        "Pazopanib inhibits TNF-dependent responses of the skin.",
        ("pazopanib", "targets", "TNF", "affirmed"),
        id="by-way-of-it",
    ),
]


@pytest.mark.parametrize(("sensible", "senseless", "said"), PAIRS)
def test_claim_is_read_only_where_it_can_be_meant(
    sensible: str, senseless: str, said: tuple[str, ...], claims: Claims
) -> None:
    def says(text: str) -> bool:
        return any(
            all(wanted in ("*", found) for wanted, found in zip(said, each[:4], strict=True))
            for each in claims(text)
        )

    assert says(sensible)
    assert not says(senseless)


def test_table_explains_every_condition_that_it_uses() -> None:
    text = (data_dir("ontologies") / "relations" / TABLE).read_text(encoding="utf-8")
    head, _, rules = text.partition("[[implausible]]\n")
    used = {line.split(" = ")[0] for line in rules.splitlines() if " = " in line and not line.startswith("#")}
    assert {key for key in used - {"name", "predicates"} if key not in head} == set()


def test_rules_that_come_along_have_names_of_their_own() -> None:
    rules = load_schema().plausibility
    names = [rule.name for rule in (*rules.implausible, *rules.no_denial)]
    assert len(names) == len(set(names))
