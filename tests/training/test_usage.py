"""Counting of how annotators use names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.evaluate.gold import GoldDocument, GoldMention
from kg.evaluate.truth import Truth
from kg.grounding.usage import Uses
from kg.model import Abbreviation, EntityType, Mention, Span
from kg.training.annotated import mark_of
from kg.training.usage import Counts
from tests.evaluate.samples import make_lexicon

DISEASE = EntityType.DISEASE


def document(text: str, *mentions: tuple[str, str], short: str = "", long: str = "") -> GoldDocument:
    """Make a document of diseases, each with its identifier, that may explain a short form."""
    found = tuple(
        GoldMention(
            mention=Mention(span=Span(start=0, end=len(words)), text=words, type=DISEASE, recogniser="gold"),
            kind="disease",
            gold=frozenset((gold,)),
        )
        for words, gold in mentions
    )
    place = Span(start=0, end=1)
    explained = Abbreviation(short=short, long=long, short_span=place, long_span=place)
    return GoldDocument(
        corpus="toy", name=text, text=text, mentions=found, abbreviations=(explained,) if short else ()
    )


def counts(folder: Path, *documents: GoldDocument) -> Counts:
    gold = {curie for d in documents for m in d.mentions for curie in m.gold}
    return Counts(documents, Truth(make_lexicon(folder), gold))


def test_texts_count_once_for_the_concept_that_has_the_identifier(tmp_path: Path) -> None:
    first = document("First text.", ("clival tumor", "mesh:D002817"), ("clival tumors", "mesh:D002817"))
    second = document("Second text.", ("clival tumor", "mesh:D012509"))
    found = counts(tmp_path, first, second)
    assert found.of("clival tumor", DISEASE) == Uses(
        texts=2, by_concept={"mondo:0008978": 1, "mondo:0005089": 1}
    )
    assert found.of("clival tumor", DISEASE, without=mark_of(first)) == Uses(
        texts=1, by_concept={"mondo:0005089": 1}
    )
    assert found.of("clival tumor", EntityType.PHENOTYPE) is None


def test_name_of_two_headings_counts_for_both(tmp_path: Path) -> None:
    one = document("One.", ("clival tumor", "mesh:D002817"))
    both = replace(one.mentions[0], gold=frozenset(("mesh:D002817", "mesh:D012509")))
    none = replace(one.mentions[0], gold=frozenset())
    found = counts(tmp_path, replace(one, mentions=(both,)), replace(one, text="Two.", mentions=(none,)))
    assert found.of("clival tumor", DISEASE) == Uses(
        texts=1, by_concept={"mondo:0008978": 1, "mondo:0005089": 1}
    )


def test_short_form_counts_as_what_it_stands_for(tmp_path: Path) -> None:
    one = document("One.", ("CT", "mesh:D002817"), short="CT", long="clival tumor")
    found = counts(tmp_path, one)
    assert found.of("CT", DISEASE) is None
    assert [name for _, name, _ in found.all()] == ["clivaltumor"]


def test_text_does_not_count_for_itself(tmp_path: Path) -> None:
    first = document("First text.", ("clival tumor", "mesh:D002817"), ("clival mass", "mesh:D002817"))
    second = document("Second text.", ("clival tumor", "mesh:D002817"))
    found = counts(tmp_path, first, second)
    assert found.times("mondo:0008978") == 3
    others = found.without(mark_of(first))
    assert others.times("mondo:0008978") == 1
    assert others.of("clival mass", DISEASE) is None
