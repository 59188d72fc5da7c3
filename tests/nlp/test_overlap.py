from __future__ import annotations

from itertools import permutations

import pytest

from kg.model import EntityType, Mention, Span
from kg.nlp.overlap import resolve

TEXT = "clear cell sarcoma of the kidney"


def mention(text: str, recogniser: str = "lexicon", type: EntityType = EntityType.DISEASE) -> Mention:
    start = TEXT.index(text)
    return Mention(span=Span(start=start, end=start + len(text)), text=text, type=type, recogniser=recogniser)


def test_resolve_without_mentions_is_empty() -> None:
    assert resolve([]) == ()


def test_resolve_keeps_the_longer_of_two() -> None:
    assert resolve([mention("sarcoma"), mention("clear cell sarcoma")]) == (mention("clear cell sarcoma"),)


def test_resolve_keeps_the_longer_also_of_a_lower_rank() -> None:
    long = mention("clear cell sarcoma", "head")
    assert resolve([mention("sarcoma", "fusion"), long]) == (long,)


@pytest.mark.parametrize(
    ("higher", "lower"), [("fusion", "lexicon"), ("abbreviation", "lexicon"), ("lexicon", "stem")]
)
def test_resolve_prefers_the_recogniser_whose_form_leaves_less_doubt(higher: str, lower: str) -> None:
    assert resolve([mention("sarcoma", lower), mention("sarcoma", higher)]) == (mention("sarcoma", higher),)


def test_resolve_keeps_mentions_that_only_touch() -> None:
    one, other = mention("clear "), mention("cell")
    assert resolve([other, one]) == (one, other)


def test_resolve_drops_each_mention_that_overlaps_a_longer_one() -> None:
    long = mention("cell sarcoma of the")
    assert resolve([mention("clear cell"), long, mention("the kidney")]) == (long,)


def test_resolve_does_not_depend_on_order() -> None:
    mentions = [mention("clear cell"), mention("sarcoma"), mention("kidney", type=EntityType.ANATOMY)]
    mentions.append(mention("clear cell sarcoma", "stem"))
    results = {resolve(each) for each in permutations(mentions)}
    assert results == {(mention("clear cell sarcoma", "stem"), mention("kidney", type=EntityType.ANATOMY))}


def test_resolve_of_the_same_mention_twice_is_one() -> None:
    assert resolve([mention("kidney"), mention("kidney")]) == (mention("kidney"),)
