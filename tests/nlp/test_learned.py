from __future__ import annotations

from kg.model import EntityType, Mention, Span
from kg.nlp.entities import Found
from kg.nlp.learned import learned_mentions

_TEXT = "Zorvanib slows Qx7 cells in patients."


def _found(start: int, end: int, kind: str, confidence: float = 0.9) -> Found:
    return Found(start=start, end=end, type=kind, confidence=confidence)


def test_learned_mentions_take_the_type_of_the_graph() -> None:
    found = learned_mentions(_TEXT, [_found(0, 8, "chemical"), _found(15, 24, "cell_line")], [])
    assert [(m.text, m.type) for m in found] == [
        ("Zorvanib", EntityType.DRUG),
        ("Qx7 cells", EntityType.CELL_LINE),
    ]
    assert all(m.span.of(_TEXT) == m.text for m in found)


def test_learned_mentions_leave_what_lists_have() -> None:
    taken = [Mention(span=Span(start=0, end=8), text="Zorvanib", type=EntityType.DRUG, recogniser="lexicon")]
    assert learned_mentions(_TEXT, [_found(0, 14, "disease"), _found(0, 8, "gene")], taken) == []


def test_learned_mentions_leave_what_is_unsure_or_a_phrase() -> None:
    found = [
        _found(0, 8, "chemical", 0.3),
        _found(9, 14, "process"),
        _found(15, 24, "cell_type"),
        _found(28, 36, "population"),
        _found(36, 37, "gene"),
    ]
    assert learned_mentions(_TEXT, found, []) == []


def test_learned_mentions_keep_the_surer_of_two_readings() -> None:
    found = [_found(15, 24, "cell_line", 0.7), _found(15, 18, "gene", 0.95)]
    assert [m.type for m in learned_mentions(_TEXT, found, [])] == [EntityType.GENE]


def test_learned_mentions_leave_what_names_nothing() -> None:
    text = "Tumor cells of the patients died of lethality."
    found = [_found(0, 11, "disease"), _found(19, 27, "species"), _found(36, 45, "phenotype")]

    def is_stopped(name: str, kind: EntityType) -> bool:
        return (name, kind) == ("lethality", EntityType.PHENOTYPE)

    assert learned_mentions(text, found, [], is_stopped=is_stopped) == []
