"""Of each pair of sentences about genes, tests and harm, only the first says what the second seems to say."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

GENE = "gene_associated_with_condition"
PAIRS = [
    pytest.param(
        "Roughly all hepatoblastomas are liver cancers.",
        "Roughly 5% of all liver cancers are hepatoblastomas.",
        ("liver cancer", "subclass_of", "hepatoblastoma"),
        False,
        id="share-of-it",
    ),
    pytest.param(
        "Complications of lactose include cataract.",
        "Despite avoidance of lactose, patients suffer from complications including cataract.",
        ("lactose", "has_adverse_event", "cataract"),
        True,
        id="kept-from",
    ),
    pytest.param(
        "Dexamethasone treatment was effective in gastric atrophy.",
        "Dexamethasone treatment resulted in gastric atrophy.",
        ("dexamethasone", "studied_to_treat", "gastric atrophy"),
        False,
        id="brought-about",
    ),
    pytest.param(
        "TCF4 has a role in thymoma.",
        "The role of TCF4 in thymoma is unknown.",
        ("TCF4", GENE, "thymoma"),
        False,
        id="role-unknown",
    ),
    pytest.param(
        "Immunosuppression has a role in thymoma.",
        "Immunosuppression lets viruses in, which play a role in thymoma development.",
        ("Immunosuppression Therapy", "treats", "thymoma"),
        False,
        id="role-in-its-coming",
    ),
    pytest.param(
        "Vemurafenib targeted CD44.",
        "Vemurafenib targeted the CD44(-) fraction.",
        ("vemurafenib", "targets", "CD44"),
        True,
        id="cells-so-marked",
    ),
    pytest.param(
        "Thymomas grew in blood vessels.",
        "Thymomas grew leaky blood vessels.",
        ("thymoma", "disease_has_location", "blood vessel"),
        True,
        id="brought-forth",
    ),
    pytest.param(
        "FOSL1 promotes breast cancer.",
        "FOSL1 promotes breast cancer chemosensitivity.",
        ("FOSL1", "contributes_to", "breast cancer"),
        True,
        id="promoted-yielding",
    ),
    pytest.param(
        "Edema was treated with radiation therapy.",
        "Patients with radiation retinopathy (edema and hemorrhages) were treated.",
        ("radiotherapy", "ameliorates_condition", "Edema"),
        True,
        id="named-by-treatment",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "expected", "stated"), PAIRS)
def test_reading_that_cannot_be_meant_is_refused(
    right: str, wrong: str, expected: tuple[str, str, str], stated: bool, claims: Claims
) -> None:
    if stated:
        assert Claim(*expected) in claims(right)
    assert Claim(*expected) not in claims(wrong)


def test_risk_of_a_relative_clause_is_said_of_the_nearest_alone(claims: Claims) -> None:
    found = claims("Vitamin C keeps people from hypertension, which is a risk factor for stroke.")
    told = {c.subject for c in found if c.predicate == "contributes_to"}
    assert "hypertension" in told
    assert "ascorbic acid" not in told


def test_gene_of_a_genotype_is_not_acted_on(claims: Claims) -> None:
    found = claims("BCL11B is a suppressor of p53 +/- lymphomas.")
    assert Claim("BCL11B", "affects", "TP53") not in found


DENIALS = [
    pytest.param("Age and gender were not predictors of KRAS mutation in thymoma.", id="goes-with-else"),
    pytest.param(
        "Cells of thymoma fail to divide, owing to the action of mutated KRAS.", id="failing-for-it"
    ),
    pytest.param(
        "In thymoma we saw a mutation in the KRAS gene, which was not present within blood.",
        id="in a relative",
    ),
]


@pytest.mark.parametrize("text", DENIALS)
def test_denial_of_something_else_denies_no_gene(text: str, claims: Claims) -> None:
    assert not [c for c in claims(text) if c.predicate == GENE and c.polarity == "negated"]


def test_inhibition_of_what_others_set_off_is_not_denied_in_general(claims: Claims) -> None:
    found = claims("Hinokitiol did not inhibit the activation of AKT1 by other agonists.")
    assert not [c for c in found if c.polarity == "negated"]


CARE = ("treats", "studied_to_treat", "in_clinical_trials_for")
MORE = [
    pytest.param(
        "Other androgen targeted therapies in thymoma are costly.",
        "androgen",
        CARE,
        id="aimed-at-it",
    ),
    pytest.param(
        "We found a duplication in all twelve patients with Dravet syndrome, detected by comparative genomic"
        " hybridization.",
        "comparative genomic hybridization",
        ("diagnoses",),
        id="found-a-change",
    ),
    pytest.param(
        "Cases of cleft palate and anomalies of the ear and kidney were more common in twins.",
        "cleft palate",
        ("disease_has_location",),
        id="else-in-the-organ",
    ),
    pytest.param(
        "Relapse did not depend on whether the thymoma was located in the left lung.",
        "thymoma",
        ("disease_has_location",),
        id="wherever-it-lies",
    ),
    pytest.param(
        "IL6 induces ARG1, thereby linking obesity with several pathways, implicated in angiogenesis.",
        "IL6",
        ("contributes_to",),
        id="what-else-takes-part",
    ),
    pytest.param(
        "We determined the effects of celecoxib on IL6 in synoviocytes of osteoarthritis patients.",
        "celecoxib",
        CARE,
        id="on-their-cells",
    ),
    pytest.param(
        "The KIT levels were compared with those observed in control thymoma subjects.",
        "KIT",
        (GENE,),
        id="of-the-controls",
    ),
    pytest.param(
        "Imatinib is a small-molecule inhibitor of KIT.",
        "small molecule inhibitor",
        ("targets",),
        id="inhibitor-of-anything",
    ),
    pytest.param(
        "Oximes are used in the treatment of poisoning with malathion.",
        "malathion",
        CARE,
        id="poisoned-with-it",
    ),
    pytest.param(
        "Celecoxib decreased the expression of KIT in thymoma cells and reduces the activity of KIT in them.",
        "KIT",
        (GENE,),
        id="changed-in-cells",
    ),
    pytest.param(
        "Zolmitriptan worked as well as sumatriptan and better than ergotamine in thymoma.",
        "sumatriptan",
        ("compared_with",),
        id="both-set-against-it",
    ),
]


@pytest.mark.parametrize(("text", "subject", "predicates"), MORE)
def test_what_the_words_only_mention_claims_nothing(
    text: str, subject: str, predicates: tuple[str, ...], claims: Claims
) -> None:
    assert not [c for c in claims(text) if c.subject == subject and c.predicate in predicates]


NOT_DENIED = [
    pytest.param("None of the patients required colectomy for ulcerative colitis.", id="nobody-needed-it"),
    pytest.param(
        "Tamoxifen improved function scores in thymoma, but it had no effect on mood scores.",
        id="other-things-helped",
    ),
    pytest.param("Imatinib is not considered a curative option for thymoma.", id="no-cure"),
]


@pytest.mark.parametrize("text", NOT_DENIED)
def test_denial_of_something_else_denies_no_treatment(text: str, claims: Claims) -> None:
    assert not [c for c in claims(text) if c.predicate in CARE and c.polarity == "negated"]


def test_target_genes_of_a_factor_are_not_the_factor(claims: Claims) -> None:
    found = claims("The PXR target gene CYP3A4 was induced by rifampicin.")
    assert not [c for c in found if c.predicate == "affects" and c.object == "NR1I2"]


def test_what_a_drug_sets_off_need_not_be_its_target(claims: Claims) -> None:
    found = claims("Dioxin inhibited insulin-induced AKT1 activation.")
    assert not [c for c in found if c.predicate == "targets" and c.object == "AKT1"]


def test_severity_said_of_a_disease_is_no_hedge(claims: Claims) -> None:
    found = claims("Marfan syndrome is a potentially fatal disorder of connective tissue.")
    assert {c.certainty for c in found if c.predicate == "subclass_of"} == {"asserted"}


def test_use_told_in_passing_is_no_aim(claims: Claims) -> None:
    found = claims("We investigated what metformin, which is often given for diabetes, does to mice.")
    assert {c.certainty for c in found if c.predicate in CARE} == {"asserted"}
