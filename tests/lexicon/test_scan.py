from __future__ import annotations

import pytest

from kg.lexicon import Lexicon


def found(lexicon: Lexicon, text: str) -> dict[str, str]:
    """Return the words of each match with the CURIE of its likeliest term."""
    return {text[start:end]: terms[0].curie for start, end, terms in lexicon.scan(text)}


@pytest.mark.parametrize(
    ("text", "words", "curie"),
    [
        pytest.param("a CD47-positive clone", "CD47", "hgnc:1682", id="first half of a token"),
        pytest.param("an anti-CD70 lead", "CD70", "hgnc:11937", id="second half of a token"),
        pytest.param("HER2+ disease", "HER2", "hgnc:3430", id="plus sign"),
        pytest.param("FAP-/- and MAGE A4", "MAGE A4", "hgnc:6802", id="blank for hyphen"),
        pytest.param(
            "a Hashimoto's thyroiditis", "Hashimoto's thyroiditis", "mondo:0007699", id="possessive"
        ),
        pytest.param(
            "a cognitive behaviour therapy", "cognitive behaviour therapy", "maxo:0000883", id="british"
        ),
        pytest.param("two chordomas grew", "chordomas", "mondo:0008978", id="plural"),
        pytest.param("renal cell carcinoma", "renal cell carcinoma", "mondo:0005086", id="longest"),
        pytest.param("c-Kit staining", "c-Kit", "hgnc:6342", id="mixed case with hyphen"),
        pytest.param("TNF-alpha rose", "TNF-alpha", "hgnc:11892", id="greek written out"),
        pytest.param(
            "an FGFR4 inhibitor", "FGFR4 inhibitor", "bkg:concept/drug-class/fgfr4-inhibitor", id="class"
        ),
        pytest.param(
            "a histone deacetylase (HDAC) inhibitor",
            "histone deacetylase (HDAC) inhibitor",
            "chebi:61115",
            id="listed class around a short form",
        ),
        pytest.param(
            "fibroblast growth factor receptor 4 (FGFR4) inhibitors",
            "fibroblast growth factor receptor 4 (FGFR4) inhibitors",
            "bkg:concept/drug-class/fgfr4-inhibitor",
            id="class around a short form",
        ),
        pytest.param("given CCl4 in oil", "CCl4", "chebi:27385", id="formula"),
        pytest.param("high CCL4 in serum", "CCL4", "hgnc:10630", id="gene like a formula"),
    ],
)
def test_scan_finds(lexicon: Lexicon, text: str, words: str, curie: str) -> None:
    assert found(lexicon, text).get(words) == curie


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("It was not set on rest.", "set", id="lower-case symbol"),
        pytest.param("A large white patient", "large", id="stop list"),
        pytest.param("both arms of the study", "arms", id="arms of a study"),
        pytest.param("we met in the inn", "met", id="met"),
        pytest.param("kept at 10 degrees", "at 10", id="function word and number"),
        pytest.param("the in vitro model", "the in", id="name over a break"),
        pytest.param("a non-melanoma growth", "melanoma", id="negated by its prefix"),
        pytest.param("MAGE-B77 is made up", "MAGE", id="other member of a family"),
        pytest.param("saved as a PDF", "PDF", id="file"),
    ],
)
def test_scan_leaves_alone(lexicon: Lexicon, text: str, words: str) -> None:
    assert words not in found(lexicon, text)


def test_scan_matches_never_overlap_and_lie_in_the_text(lexicon: Lexicon) -> None:
    text = (
        "Gastric (stomach) GISTs, CDK4/6 inhibitor-treated well-differentiated liposarcoma of the thigh (n=3)"
    )
    ends = [0]
    for start, end, terms in lexicon.scan(text):
        assert ends[-1] <= start < end <= len(text)
        assert terms
        ends.append(end)


@pytest.mark.parametrize(
    ("text", "words", "curie"),
    [
        pytest.param("gastric and ovarian cancers", "gastric", "mondo:0001056", id="and"),
        pytest.param("thyroid, lung, and colon cancer", "thyroid", "mondo:0002108", id="list"),
        pytest.param("soft tissue or bone sarcomas", "soft tissue", "mondo:0018078", id="two words"),
        pytest.param("KDR and FGFR4 inhibitors", "KDR", "bkg:concept/drug-class/kdr-inhibitor", id="class"),
    ],
)
def test_scan_completes_coordinated_names(lexicon: Lexicon, text: str, words: str, curie: str) -> None:
    assert found(lexicon, text).get(words) == curie


def test_scan_leaves_a_neighbour_that_shares_no_head(lexicon: Lexicon) -> None:
    assert found(lexicon, "nausea and ovarian cancer")["nausea"] == "hp:0002018"


def test_scan_of_nothing_is_empty(lexicon: Lexicon) -> None:
    assert lexicon.scan("") == []
