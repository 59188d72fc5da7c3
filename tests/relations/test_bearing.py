"""What a careless reader would claim and the words do not bear out; each beside a sentence that does."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claims

pytestmark = pytest.mark.model

NOT_SAID = [
    pytest.param("A patient with gout and asthma presented with fever.", "has_phenotype", id="one-patient"),
    pytest.param(
        "Clinical improvement of a woman with severe asthma after administration of omalizumab was seen.",
        "has_adverse_event",
        id="illness-before-the-drug",
    ),
    pytest.param(
        "Fever and rash are complications of methotrexate in patients with psoriasis.",
        "has_phenotype",
        id="complication-of-a-drug",
    ),
    pytest.param(
        "In hepatocytes without STAT3, leptin does not suppress MYC.", "affects", id="denied-of-some-cells"
    ),
    pytest.param("The MYC inhibitor raised the insulin-stimulated KIT.", "affects", id="what-set-it-off"),
    pytest.param(
        "Obesity is associated with a reduction in the risk of osteoporosis.",
        "contributes_to",
        id="risk-that-is-lower",
    ),
    pytest.param(
        "Treating chordoma cells with imatinib raised MYC levels.", "treats", id="cells-that-are-treated"
    ),
    pytest.param(
        "Polymorphisms of the estrogen receptor gene are common in osteoporosis.",
        "studied_to_treat",
        id="drug-in-the-name-of-a-gene",
    ),
    pytest.param("Gemcitabine is active but may act as a label for chordoma.", "treats", id="acts-as"),
    pytest.param("Radiation retinopathy was seen in patients treated last year.", "treats", id="named-by-it"),
]


@pytest.mark.parametrize(("text", "predicate"), NOT_SAID)
def test_words_that_do_not_bear_a_claim_out_make_none(text: str, predicate: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == predicate}


SAID = [
    pytest.param("Patients with gout present with fever.", "has_phenotype", "gout", id="people"),
    pytest.param(
        "Anaphylaxis after administration of omalizumab was seen.",
        "has_adverse_event",
        "omalizumab",
        id="harm-after-the-drug",
    ),
    pytest.param("Leptin failed to induce MYC.", "affects", "leptin", id="denied-of-all"),
    pytest.param("Leptin inhibits the secretion of KIT.", "affects", "leptin", id="acts-on-an-amount"),
    pytest.param("Imatinib inhibits KIT.", "targets", "imatinib", id="acts-on-it"),
    pytest.param(
        "TP53 mutations increase the risk of chordoma.", "contributes_to", "TP53", id="raises-the-risk"
    ),
    pytest.param(
        "Levels of VEGFA were associated with the risk of chordoma.",
        "gene_associated_with_condition",
        "VEGFA",
        id="goes-with-the-risk",
    ),
]


@pytest.mark.parametrize(("text", "predicate", "subject"), SAID)
def test_words_that_bear_a_claim_out_make_it(text: str, predicate: str, subject: str, claims: Claims) -> None:
    assert {c.subject.lower() for c in claims(text) if c.predicate == predicate} >= {subject.lower()}


def test_but_not_denies_only_what_stands_behind_it(claims: Claims) -> None:
    found = {
        (c.object, c.polarity)
        for c in claims("Imatinib inhibits KIT but not EGFR.")
        if c.predicate == "targets"
    }
    assert ("KIT", "affirmed") in found
    assert ("KIT", "negated") not in found


def test_with_or_without_denies_nothing(claims: Claims) -> None:
    found = claims("Chordoma with or without metastasis is treated with imatinib.")
    assert not {c for c in found if c.polarity == "negated"}
