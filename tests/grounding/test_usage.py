"""How annotators use names, and what of it counts."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.grounding.candidates import Found
from kg.grounding.context import Context
from kg.grounding.features import Weighed
from kg.grounding.rewrites import Way
from kg.grounding.stated import clear, preferred
from kg.grounding.usage import TABLE, Usage, Uses, as_table, bundled_usage
from kg.lexicon import Lexicon, Status, Term
from kg.model import EntityType

DISEASE = EntityType.DISEASE


def test_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    uses = Uses(texts=3, by_concept={"mondo:2": 1, "mondo:1": 2})
    (tmp_path / TABLE).write_text("# head\n" + as_table([(DISEASE, "verdinefever", uses)]))
    usage = Usage.load(tmp_path)
    assert usage.of("Verdine fevers", DISEASE) == uses
    assert usage.of("Verdine fever", EntityType.PHENOTYPE) is None


@pytest.mark.parametrize("line", ["disease\tverdine\t3", "disease\tverdine\tx\tmondo:1=1", "no\tv\t1\tm:1=1"])
def test_damaged_table_names_the_line(tmp_path: Path, line: str) -> None:
    (tmp_path / TABLE).write_text(f"# head\n{line}\n")
    with pytest.raises(LexiconError, match=r"usage\.tsv:2: not type, key, texts, concepts"):
        Usage.load(tmp_path)


def test_missing_table_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        Usage.load(tmp_path)


def test_features_tell_the_used_concept_from_others() -> None:
    uses = Uses(texts=4, by_concept={"mondo:1": 3})
    assert uses.features("mondo:1") == {"used": 0.75, "used, texts": math.log1p(3)}
    assert uses.features("mondo:2") == {"used otherwise": math.log1p(4)}


def test_times_of_a_concept_add_up_over_its_names() -> None:
    uses = {
        (DISEASE, "a"): Uses(texts=4, by_concept={"mondo:1": 3}),
        (DISEASE, "b"): Uses(texts=2, by_concept={"mondo:1": 1, "mondo:2": 2}),
    }
    usage = Usage(uses)
    assert [usage.times(curie) for curie in ("mondo:1", "mondo:2", "mondo:3")] == [4, 2, 0]


def test_bundled_table_knows_an_everyday_name() -> None:
    uses = bundled_usage().of("hypertension", DISEASE)
    assert uses is not None
    assert uses.by_concept["mondo:0005044"] > 5


def found(curie: str, status: Status, source: str) -> Found:
    term = Term(curie=curie, type=DISEASE, label=curie, name="verdine dropsy", status=status, source=source)
    return Found(term=term, name="verdine dropsy", way=Way.SAME)


def stated(texts: int, share: float, source: str) -> list[bool]:
    """Return what is stated for a label of MONDO and for a second concept that annotators have used."""
    both = [found("mondo:1", Status.LABEL, "mondo"), found("mondo:2", Status.EXACT, source)]
    values: list[dict[str, float]] = [{}, {"used": share, "used, texts": math.log1p(texts)}]
    weighed = [Weighed(found=one, values=own) for one, own in zip(both, values, strict=True)]
    return preferred(both, weighed, DISEASE, Context())


def test_second_concept_of_a_published_name_counts_where_annotators_use_it() -> None:
    assert stated(2, 1.0, "mesh-all") == [True, True]


@pytest.mark.parametrize(
    ("texts", "share", "source"),
    [
        pytest.param(1, 1.0, "mesh-all", id="one text"),
        pytest.param(5, 0.5, "mesh-all", id="annotators disagree"),
        pytest.param(5, 1.0, "annotated", id="no source has the name"),
    ],
)
def test_annotators_alone_do_not_shake_a_stated_name(texts: int, share: float, source: str) -> None:
    assert stated(texts, share, source) == [True, False]


def cleared(lexicon: Lexicon, curie: str, chance: float, **values: float) -> bool:
    """Return whether a concept that annotators give the name of mesothelioma counts beside mesothelioma."""
    both = [found("mondo:0005065", Status.LABEL, "mondo"), found(curie, Status.RELATED, "annotated")]
    told = {name.replace("_", ", "): value for name, value in values.items()}
    weighed = [Weighed(found=one, values=own) for one, own in zip(both, ({}, told), strict=True)]
    return clear(weighed, [1 - chance, chance], [True, False], lexicon)[1]


def test_disease_that_the_weights_are_clear_about_counts_beside_a_stated_name(lexicon: Lexicon) -> None:
    assert cleared(lexicon, "mondo:0002251", 0.8)
    assert not cleared(lexicon, "mondo:0002251", 0.6)


def test_disease_whose_label_says_more_than_the_text_does_not_count(lexicon: Lexicon) -> None:
    weighed = [
        Weighed(found=found("mondo:0005065", Status.LABEL, "mondo"), values={}),
        Weighed(
            found=found("mondo:0002251", Status.RELATED, "annotated"), values={"label adds, untold": 1.0}
        ),
    ]
    assert clear(weighed, [0.1, 0.9], [True, False], lexicon) == [True, False]


def test_wider_disease_that_only_annotators_mean_does_not_count(lexicon: Lexicon) -> None:
    concept = lexicon.concept("mondo:0005065")
    assert concept is not None
    assert not cleared(lexicon, concept.parents[0], 0.9, used_texts=math.log1p(9))


def test_nothing_is_cleared_where_no_name_is_stated(lexicon: Lexicon) -> None:
    weighed = [Weighed(found=found("mondo:1", Status.RELATED, "annotated"), values={})]
    assert clear(weighed, [0.9], [False], lexicon) == [False]
