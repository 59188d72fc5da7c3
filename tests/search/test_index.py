from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.search import INDEX_NAME, Index, open_index, write_index
from kg.store import open_build
from tests import sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = sample.build_sample(tmp_path_factory.mktemp("build") / "graph")
    write_index(open_build(path), path)
    return path


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[Index]:
    opened = open_index(folder)
    yield opened
    opened.close()


def labels(index: Index, text: str) -> list[str]:
    return [hit.label for hit in index.concepts(text)]


@pytest.mark.parametrize(
    ("text", "label", "way"),
    [
        pytest.param("Synovial Sarcoma", "synovial sarcoma", "exact", id="another case"),
        pytest.param("SS18-SSX1", "SS18::SSX1", "exact", id="other punctuation"),
        pytest.param("votrient", "pazopanib", "exact", id="synonym"),
        pytest.param("mondo:0010434", "synovial sarcoma", "exact", id="CURIE"),
        pytest.param("DB06589", "pazopanib", "exact", id="identifier without a prefix"),
        pytest.param("doid:5485", "synovial sarcoma", "exact", id="identifier of another ontology"),
        pytest.param("pazo", "pazopanib", "prefix", id="beginning"),
        pytest.param("p", "pazopanib", "prefix", id="one letter"),
        pytest.param("tissue sarc", "soft tissue sarcoma", "word", id="words, the last begun"),
        pytest.param("SS18 fusion", "SS18::SSX1", "word", id="word and type"),
        pytest.param("pazopnaib", "pazopanib", "typo", id="letters swapped"),
        pytest.param("synovail sarcoma", "synovial sarcoma", "typo", id="slip in one of two words"),
        pytest.param("leiomyosarkoma", "leiomyosarcoma", "typo", id="letter changed"),
        pytest.param("luung", "lung", "typo", id="letter too many in a short word"),
    ],
)
def test_concepts_are_found_by(index: Index, text: str, label: str, way: str) -> None:
    first = index.concepts(text)[0]
    assert (first.label, first.way) == (label, way)


def test_exact_name_comes_before_the_beginning_of_another_and_before_a_word(index: Index) -> None:
    found = labels(index, "sarcoma")
    assert found[0] == "sarcoma"
    assert {"synovial sarcoma", "soft tissue sarcoma"} <= set(found)


def test_the_concept_that_more_documents_mention_comes_first(index: Index) -> None:
    hits = [hit for hit in index.concepts("sarcoma") if hit.way == "word"]
    assert [hit.documents for hit in hits] == sorted((hit.documents for hit in hits), reverse=True)


def test_hit_says_which_name_matched(index: Index) -> None:
    hit = index.concepts("FLK1")[0]
    assert (hit.label, hit.name, hit.kind) == ("KDR", "FLK1", "synonym")


def test_another_digit_is_no_slip(index: Index) -> None:
    assert "SSX1" not in labels(index, "SSX2")


def test_each_concept_is_there_once_and_no_more_than_the_limit(index: Index) -> None:
    found = [hit.iri for hit in index.concepts("s", 5)]
    assert len(found) == len(set(found)) == 5


def test_quotes_are_found_by_words_of_any_form_with_the_words_marked(index: Index) -> None:
    hit = index.quotes("imatinib sarcomas")[0]
    assert {hit.quote[start:end].lower() for start, end in hit.marks} <= {"imatinib", "sarcoma", "sarcomas"}
    assert hit.marks


def test_passages_stand_in_the_text_where_they_say(index: Index, folder: Path) -> None:
    dataset = open_build(folder)
    hits = index.passages("sarcoma")
    assert hits
    assert all(dataset.text(hit.document)[hit.start : hit.end] == hit.text for hit in hits)


@pytest.mark.parametrize("text", ["one fusion few drugs", "björn", "10.5555", "review.txt"])
def test_documents_are_found_by_title_author_and_identifier(index: Index, text: str) -> None:
    assert index.documents(text)[0].title == "Synovial sarcoma: one fusion, few drugs"


HOSTILE = [
    '"',
    "AND",
    "NEAR(a b)",
    "a*",
    "^x",
    "col:a",
    "(",
    "-",
    "'; DROP TABLE name; --",
    "\0",
    "\ud800",
    "%_",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_syntax_of_the_search_is_never_understood(index: Index, text: str) -> None:
    for ask in (index.concepts, index.quotes, index.passages, index.documents):
        assert isinstance(ask(text), tuple)


@given(text=st.text(st.characters(codec=None), max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(index: Index, text: str) -> None:
    for ask in (index.concepts, index.quotes, index.passages, index.documents):
        ask(text)


def test_quotation_marks_are_looked_for_as_any_other_sign(index: Index) -> None:
    assert index.concepts('"""') == ()
    assert index.concepts('a"b"c') == ()


def test_nothing_is_found_for_nothing(index: Index) -> None:
    found = (index.concepts("  "), index.quotes(""), index.passages("…"), index.documents("("))
    assert found == ((), (), (), ())


def test_same_build_gives_the_same_bytes_and_leaves_nothing_beside(folder: Path) -> None:
    before = (folder / INDEX_NAME).read_bytes()
    write_index(open_build(folder), folder)
    assert (folder / INDEX_NAME).read_bytes() == before
    assert [path.name for path in folder.glob(".*")] == []


def damage_format(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE about SET value = '0' WHERE key = 'format'")
    connection.close()


def damage_graph(path: Path) -> None:
    trig = path.with_name("graph.trig")
    trig.write_bytes(trig.read_bytes() + b"\n")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(Path.unlink, id="no file"),
        pytest.param(lambda path: path.write_bytes(b"no database"), id="no database"),
        pytest.param(damage_format, id="older format"),
        pytest.param(damage_graph, id="of another graph"),
    ],
)
def test_index_that_does_not_fit_is_made_anew_in_memory(tmp_path: Path, spoil: object) -> None:
    path = sample.build_sample(tmp_path / "graph")
    write_index(open_build(path), path)
    assert callable(spoil)
    spoil(path / INDEX_NAME)
    files = sorted(each.name for each in path.iterdir())
    index = open_index(path)
    assert labels(index, "votrient") == ["pazopanib"]
    assert sorted(each.name for each in path.iterdir()) == files
    assert index._connection.execute("PRAGMA database_list").fetchone()[2] == ""
