"""`kg lexicon add | check | diff` on files of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.lexicon import Lexicon

Capture = pytest.CaptureFixture[str]

TABLE = "name\tcurie\ttype\nblue spot\tdoid:1\tdisease\nBS-1\tdoid:1\tdisease\nbig spot\tdoid:2\tdisease\n"


def kg(*args: object) -> int:
    return main([str(arg) for arg in args])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_add_writes_a_pack_and_says_what_to_type_next(table: Path, capsys: Capture) -> None:
    out = table.with_name("mine.pack")
    assert kg("lexicon", "add", table, "--out", out, "--licence", "CC0", "--version", "7") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("2 concepts, 3 names")
    assert lines[1:3] == ["  version 7; licence CC0", "  2 disease"]
    pack = lines[0].partition(": ")[0]
    assert Path(pack).is_file()
    assert lines[3] == f"read texts with it: kg build SOURCE... --out DIR --lexicon {pack}"
    assert kg("lexicon", "diff", table, pack, "--json") == 0
    assert not any(json.loads(capsys.readouterr().out).values())


def test_names_of_an_added_pack_are_looked_up(table: Path) -> None:
    assert kg("lexicon", "add", table, "--out", table.with_name("mine.pack")) == 0
    found = Lexicon.load(table.parent).terms("Blue spots")
    assert [(term.curie, term.source) for term in found] == [("doid:1", "mine")]


def test_add_refuses_a_name_that_is_no_pack(table: Path, capsys: Capture) -> None:
    assert kg("lexicon", "add", table, "--out", table.with_name("mine.txt")) == 1
    assert capsys.readouterr().err == "kg: mine.txt: the name of a pack ends in .pack\n"


def test_add_tells_the_type_by_ancestor(tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "acts.obo"
    source.write_text(
        "format-version: 1.4\n[Term]\nid: MAXO:1\nname: act\n[Term]\nid: MAXO:2\nname: look\nis_a: MAXO:1\n",
        encoding="utf-8",
    )
    rules = ("--type", "therapy", "--type-of", "MAXO:2=diagnostic", "--prefix", "MAXO")
    assert kg("lexicon", "add", source, "--out", tmp_path / "a.pack", *rules) == 0
    assert "  1 therapy, 1 diagnostic" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--type", "colour"), "kg: 'colour' is no type; there are gene, gene family"),
        (("--type-of", "MAXO"), "kg: --type-of 'MAXO': write CURIE=TYPE"),
        (("--format", "owlx"), "kg: no format is called 'owlx'; there are obo"),
        (("--prefix", "hp"), "kg: mine.tsv: nothing is left to be written"),
    ],
)
def test_add_with_wrong_options_is_one_line(
    table: Path, capsys: Capture, options: tuple[str, ...], message: str
) -> None:
    assert kg("lexicon", "add", table, "--out", table.with_name("a.pack"), *options) == 1
    err = capsys.readouterr().err
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_check_of_sound_names_is_status_0(table: Path, capsys: Capture) -> None:
    assert kg("lexicon", "check", table) == 0
    assert capsys.readouterr().out == "2 concepts in mine.tsv\nnothing found\n"


def test_check_of_errors_is_status_1(table: Path, capsys: Capture) -> None:
    table.write_text(TABLE.replace("big spot", "blue spot"), encoding="utf-8")
    assert kg("lexicon", "check", table) == 1
    out = capsys.readouterr().out
    assert "error    1       labels of several concepts in one namespace  blue spot: doid:1, doid:2" in out
    assert kg("lexicon", "check", table, "--json") == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["severity"], first["count"], first["cases"]) == (
        "error", 1, ["blue spot: doid:1, doid:2"],
    )  # fmt: skip


def test_check_shows_as_many_examples_as_asked(table: Path, capsys: Capture) -> None:
    table.write_text(TABLE + "\n".join(f"{n}{n}\tdoid:2\tdisease" for n in "abcde"), encoding="utf-8")
    assert kg("lexicon", "check", table, "--examples", 2) == 0
    out = capsys.readouterr().out
    assert "warning  5       names of one or two characters  aa: doid:2 (big spot), exact" in out
    assert out.count("(big spot)") == 2


def test_check_of_a_broken_file_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.owl"
    path.write_text("<html></html>", encoding="utf-8")
    assert kg("lexicon", "check", path) == 1
    assert capsys.readouterr().err == "kg: a.owl: is a web page, not an ontology in RDF/XML\n"


def test_diff_counts_and_lists(table: Path, capsys: Capture) -> None:
    newer = table.with_name("newer.tsv")
    newer.write_text(TABLE.replace("big spot", "large spot"), encoding="utf-8")
    assert kg("lexicon", "diff", table, newer) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["change", "number"]
    assert ["renamed", "1"] in [line.split() for line in lines]
    assert kg("lexicon", "diff", table, newer, "--full") == 0
    assert "renamed\tdoid:2\tbig spot -> large spot" in capsys.readouterr().out.splitlines()
