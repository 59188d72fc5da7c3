from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.query import NamedQuery, named_queries

Capture = pytest.CaptureFixture[str]
GENES = "SELECT ?name { ?g a biolink:Gene ; rdfs:label ?name } ORDER BY ?name"


def kg(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_query_away_from_a_terminal_is_csv(build: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert kg("query", build, "--text", GENES) == 0
    assert capfdbinary.readouterr().out.splitlines() == [b"name", b"EGFR", b"KDR", b"SS18", b"SSX1", b"TBXT"]


def test_query_table_is_aligned(build: Path, capsys: Capture) -> None:
    assert kg("query", build, "--name", "targets-of", "--param", "therapy=Votrient", "--format", "table") == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["drug", "target", "certainty", "belief", "works", "quote", "id"]
    assert row.index("hgnc:6307") == head.index("id")


def test_query_json_is_the_sparql_results_format(
    build: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert kg("query", build, "--text", GENES, "--json") == 0
    assert json.loads(capfdbinary.readouterr().out)["head"]["vars"] == ["name"]


def test_query_graph_comes_as_turtle(build: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert kg("query", build, "--text", "CONSTRUCT { ?d a biolink:Drug } { ?d rdfs:label 'afatinib' }") == 0
    assert b"drugbank:DB08916 a biolink:Drug ." in capfdbinary.readouterr().out


def test_query_file_and_standard_input_are_read(
    build: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = tmp_path / "genes.rq"
    path.write_text(GENES, encoding="utf-8")
    assert kg("query", build, path) == 0
    first = capfdbinary.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GENES.encode())))
    assert kg("query", build, "-") == 0
    assert capfdbinary.readouterr().out == first


def test_query_show_prints_a_query_that_runs(
    build: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert kg("query", build, "--name", "fusions", "--param", "gene=SYT", "--show") == 0
    path = tmp_path / "mine.rq"
    path.write_bytes(capfdbinary.readouterr().out)
    assert kg("query", build, path) == 0
    assert b"SS18::SSX1" in capfdbinary.readouterr().out


def test_query_parameters_are_flags(build: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert kg("query", build, "--name", "targets-of", "--param", "therapy=Votrient") == 0
    by_param = capfdbinary.readouterr().out
    assert kg("query", build, "--name", "targets-of", "--therapy", "Votrient") == 0
    assert capfdbinary.readouterr().out == by_param != b""


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_query_help_of_a_question_explains_each_parameter(query: NamedQuery, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        kg("query", "--name", query.name, "--help")
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert query.question in out
    assert f"kg query graph --name {query.name}" in out
    assert all(f"--{p.name} {p.type.upper()}" in out and p.about in out for p in query.parameters)


def test_query_help_of_an_unknown_question_is_wrong_usage(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        kg("query", "--name", "cures", "--help")
    assert stop.value.code == 2
    assert "no query is named 'cures'" in capsys.readouterr().err


def test_query_document_may_go_by_its_file_name(build: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert kg("query", build, "--name", "new-in", "--document", "chordoma.txt") == 0
    assert "Back pain is how sacral chordoma shows itself." in capfd.readouterr().out


def test_query_list_shows_flags(build: Path, capsys: Capture) -> None:
    assert kg("query", build, "--list") == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("outcomes-of"))
    assert "--therapy CONCEPT --unit TEXT --least NUMBER" in line
    assert line.endswith("?")


def test_query_list_names_question_and_parameters(build: Path, capsys: Capture) -> None:
    assert kg("query", build, "--list", "--json") == 0
    listed = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["therapies-for"]["parameters"][0]["name"] == "disease"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["--text", "SELECT * { SERVICE <http://example.org/> {} }"], "SERVICE is refused"),
        (["--text", "DROP ALL"], "DROP is refused"),
        (["--text", "SELECT * {"], "syntax error in line 1"),
        (["--name", "nothing"], "no query is named"),
        (["--name", "fusions", "--param", "gene=nosuchgene"], "nothing in the graph is called"),
        (["--text", "ASK {}", "--param", "a=b"], "--param goes with --name"),
        (["--text", "ASK {}", "--disease", "b"], "--disease goes with --name"),
        (["--name", "fusions", "--disease", "sarcoma"], "query fusions has no parameter 'disease'"),
        (["--name", "new-in", "--document", "chordoma.tx"], "did you mean chordoma.txt"),
        (["no-such-file.rq"], "no-such-file.rq: No such file"),
        (["--text", "ASK {}", "--format", "ttl"], "has no format ttl"),
    ],
    ids=[
        "service",
        "update",
        "syntax",
        "name",
        "concept",
        "param",
        "flag",
        "flag of another",
        "document",
        "file",
        "format",
    ],
)
def test_query_that_cannot_be_answered_is_one_line(
    build: Path, args: list[str], line: str, capsys: Capture
) -> None:
    assert kg("query", build, *args) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert line in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [["--param", "x"], ["--time-limit", "0"], ["--text", "ASK {}", "--name", "fusions"], []],
    ids=["no value", "no time", "two queries", "no query"],
)
def test_query_wrong_usage_is_status_2(build: Path, args: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        kg("query", build, *args)
    assert stop.value.code == 2
