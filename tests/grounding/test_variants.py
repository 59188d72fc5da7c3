from __future__ import annotations

import pytest

from kg.grounding.variants import variant_concepts
from kg.lexicon import Lexicon
from kg.model import Concept, EntityType, Mention, Span

KRAS, WT1, EWSR1 = "hgnc:6407", "hgnc:12796", "hgnc:3508"
GENES = {"KRAS": KRAS, "WT1": WT1, "EWSR1": EWSR1, "Kras": "ncbigene:16653"}


def concepts(lexicon: Lexicon, text: str, *variants: str) -> list[Concept]:
    """Return what the variants mean, each where it first stands behind the one before."""
    mentions, start = [], 0
    for variant in variants:
        start = text.index(variant, start)
        span = Span(start=start, end=start + len(variant))
        mentions.append(Mention(span=span, text=variant, type=EntityType.VARIANT, recogniser="test"))
        start = span.end
    genes = [
        (Span(start=at, end=at + len(name)), curie)
        for name, curie in GENES.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    return variant_concepts(mentions, genes, lexicon, text)


def curies(lexicon: Lexicon, text: str, *variants: str) -> list[str]:
    return [concept.curie for concept in concepts(lexicon, text, *variants)]


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        pytest.param(
            "In KRAS we saw R12C twice.", "bkg:variant/KRAS/R12C", id="the one gene of the sentence"
        ),
        pytest.param("We saw R12C in KRAS but not WT1.", "bkg:variant/KRAS/R12C", id="said to be in it"),
        pytest.param("WT1 was normal, KRAS (exon 2, R12C) not.", "bkg:variant/KRAS/R12C", id="of a list"),
        pytest.param("KRAS was read. There was R12C.", "bkg:variant/KRAS/R12C", id="gene of the text before"),
        pytest.param("Neither WT1 nor KRAS explained why R12C came.", "bkg:variant/none/R12C", id="in doubt"),
        pytest.param("The mouse had Kras with R12C.", "bkg:variant/none/R12C", id="gene of another species"),
        pytest.param(
            "R12C was there. KRAS came later.", "bkg:variant/none/R12C", id="gene of the text behind"
        ),
    ],
)
def test_gene_of_a_variant(lexicon: Lexicon, text: str, curie: str) -> None:
    assert curies(lexicon, text, "R12C") == [curie]


def test_list_in_front_of_its_gene_is_not_of_the_gene_before(lexicon: Lexicon) -> None:
    text = "We found A5T in WT1, Q7R in EWSR1 and nothing in KRAS."
    assert curies(lexicon, text, "A5T", "Q7R") == ["bkg:variant/WT1/A5T", "bkg:variant/EWSR1/Q7R"]


def test_variant_has_the_gene_that_the_document_gives_it_elsewhere(lexicon: Lexicon) -> None:
    text = "R12C was common. KRAS Arg12Cys and WT1 loss came together in R12C of KRAS."
    assert set(curies(lexicon, text, "R12C", "Arg12Cys", "R12C")) == {"bkg:variant/KRAS/R12C"}


def test_spellings_of_one_change_are_one_concept(lexicon: Lexicon) -> None:
    text = "KRAS c.35G>A, or G to A at nucleotide 35, was seen."
    assert set(curies(lexicon, text, "c.35G>A", "G to A at nucleotide 35")) == {"bkg:variant/KRAS/c.35G-A"}


def test_letters_of_either_level_are_what_the_document_shows_them_to_be(lexicon: Lexicon) -> None:
    text = "KRAS G1138A, that is G to A at nucleotide 1138, was seen."
    assert set(curies(lexicon, text, "G1138A", "G to A at nucleotide 1138")) == {"bkg:variant/KRAS/1138G-A"}


def test_number_of_dbsnp_is_the_concept(lexicon: Lexicon) -> None:
    (concept,) = concepts(lexicon, "KRAS rs61764370 was read.", "rs61764370")
    assert (concept.curie, concept.label, concept.grounded) == ("dbsnp:rs61764370", "rs61764370", True)


@pytest.mark.parametrize(
    "text",
    [
        "KRAS R12C (rs55) was there.",
        "KRAS R12C polymorphism (dbSNP: rs55) was there.",
        "KRAS polymorphism (R12C, rs55) was there.",
        "KRAS R12C (c.34C>T; rs55) was there.",
        "KRAS A5T (rs44), R12C (rs55) and Q7R (rs66) were there.",
    ],
)
def test_number_in_apposition_is_that_of_the_change(lexicon: Lexicon, text: str) -> None:
    between = ("c.34C>T",) if "c.34C>T" in text else ()
    assert curies(lexicon, text, "R12C", *between, "rs55") == ["dbsnp:rs55"] * (2 + len(between))


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        pytest.param("KRAS R12C, rs55 were there.", ("R12C", "rs55"), id="a list"),
        pytest.param("KRAS (R12C, rs55, rs66)", ("R12C", "rs55", "rs66"), id="a list in brackets"),
        pytest.param("KRAS R12C and (A5T, rs55)", ("R12C", "A5T", "rs55"), id="of another change"),
        pytest.param("KRAS R12C (rs55), A5T (rs55)", ("R12C", "rs55", "A5T", "rs55"), id="of two changes"),
    ],
)
def test_number_beside_a_change_is_not_always_its_own(
    lexicon: Lexicon, text: str, variants: tuple[str, ...]
) -> None:
    assert curies(lexicon, text, *variants)[0] == "bkg:variant/KRAS/R12C"


def test_words_that_tell_no_change_keep_their_letters(lexicon: Lexicon) -> None:
    (concept,) = concepts(lexicon, "a Tyrosine-rich Termination loss", "Tyrosine-rich Termination loss")
    assert concept.curie == "bkg:variant/none/Tyrosine-rich-Termination-loss"
