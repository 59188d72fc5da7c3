from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.explorer.marking import Label, marked_quote, pieces, stands_in_quote
from kg.store.records import EvidenceRecord

TEXT = "abcdefghij"
SPANS = st.tuples(st.integers(0, 14), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1]))


def label(start: int, end: int, name: str) -> Label:
    return Label(start=start, end=end, kind="x", name=name)


def cut(*labels: Label, offset: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.text, piece.named("x")) for piece in pieces(TEXT, labels, offset=offset)]


def test_overlapping_spans_are_cut_where_each_begins_and_ends() -> None:
    assert cut(label(1, 5, "a"), label(3, 8, "b")) == [
        ("a", ()),
        ("bc", ("a",)),
        ("de", ("a", "b")),
        ("fgh", ("b",)),
        ("ij", ()),
    ]


def test_nested_spans_keep_the_outer_one_all_along() -> None:
    assert cut(label(0, 10, "a"), label(4, 6, "b")) == [
        ("abcd", ("a",)),
        ("ef", ("a", "b")),
        ("ghij", ("a",)),
    ]


def test_equal_spans_are_one_piece() -> None:
    assert cut(label(2, 4, "a"), label(2, 4, "b"))[1] == ("cd", ("a", "b"))


def test_what_lies_outside_is_cut_off() -> None:
    assert cut(label(95, 102, "a"), label(109, 200, "b"), offset=100) == [
        ("ab", ("a",)),
        ("cdefghi", ()),
        ("j", ("b",)),
    ]


@given(st.lists(SPANS, max_size=6), st.integers(0, 4))
def test_pieces_lose_nothing_and_every_character_has_its_labels(
    spans: list[tuple[int, int]], offset: int
) -> None:
    labels = [label(start, end, str(i)) for i, (start, end) in enumerate(spans)]
    found = list(pieces(TEXT, labels, offset=offset))
    assert "".join(piece.text for piece in found) == TEXT
    for piece in found:
        for at in range(piece.start, piece.start + len(piece.text)):
            assert {x.name for x in piece.labels} == {x.name for x in labels if x.start <= at < x.end}


def evidence(subject: tuple[int, int], object: tuple[int, int]) -> EvidenceRecord:
    return EvidenceRecord(
        iri="urn:e",
        document="urn:d",
        quote="WT1 marks it",
        start=20,
        end=32,
        subject_start=subject[0],
        subject_end=subject[1],
        object_start=object[0],
        object_end=object[1],
        section="",
        certainty="asserted",
        extractor="test",
        confidence=1.0,
    )


def test_quote_marks_the_participants_that_stand_in_it() -> None:
    one = evidence((20, 23), (3, 8))
    assert [(p.text, p.named("role")) for p in marked_quote(one)] == [
        ("WT1", ("subject",)),
        (" marks it", ()),
    ]
    assert stands_in_quote(one, 20, 23)
    assert not stands_in_quote(one, 3, 8)


def test_participants_with_the_same_words_are_marked_as_both() -> None:
    assert marked_quote(evidence((20, 23), (20, 23)))[0].named("role") == ("object", "subject")
