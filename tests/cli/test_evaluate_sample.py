from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.evaluate.sample import precision

VERDICTS = ("right", "wrong", "doubtful")


@pytest.fixture()
def table(build: Path, tmp_path: Path) -> Path:
    out = tmp_path / "judge.tsv"
    assert main(["evaluate", "sample", str(build), "--size", "3", "--out", str(out)]) == 0
    return out


def _rows(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def test_a_sample_has_the_sentence_behind_each_association(table: Path) -> None:
    rows = _rows(table)
    assert 0 < len(rows) <= 3
    assert all(row["quote"] and row["predicate"] and row["subject"] and not row["verdict"] for row in rows)


def test_the_same_seed_draws_the_same_associations(build: Path, table: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.tsv"
    assert main(["evaluate", "sample", str(build), "--size", "3", "--out", str(again)]) == 0
    assert again.read_bytes() == table.read_bytes()


def test_verdicts_add_up(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    filled = [lines[0], *(verdict + line for verdict, line in zip(VERDICTS, lines[1:], strict=False))]
    table.write_text("\n".join(filled) + "\n", encoding="utf-8")
    assert main(["evaluate", "verdicts", str(table), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    everything = found["precision"][0]
    judged = len(filled) - 1
    assert sum(each["count"] for each in found["reliability"]) == judged
    assert (everything["name"], everything["judged"], everything["right"]) == ("all", judged, 1)


def test_a_word_that_is_no_verdict_is_an_error(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([lines[0], "perhaps" + lines[1]]) + "\n", encoding="utf-8")
    assert main(["evaluate", "verdicts", str(table)]) == 1
    assert "judge.tsv:2: 'perhaps'" in capsys.readouterr().err


def test_bounds_are_those_of_wilson() -> None:
    found = precision("all", ["right"] * 45 + ["wrong"] * 5)
    assert (found.share, round(found.low, 3), round(found.high, 3)) == (0.9, 0.786, 0.957)
    assert precision("none", []).high == 1.0


def test_what_stands_above_a_table_is_no_verdict(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, first, *_ = table.read_text(encoding="utf-8").splitlines()
    table.write_text(f"# judged on a train\n{head}\nright{first}\n", encoding="utf-8")
    assert main(["evaluate", "verdicts", str(table)]) == 0
    shown = capsys.readouterr().out
    assert "all" in shown
    assert "belief" in shown
    table.write_text(f"# judged on a train\n{head}\nperhaps{first}\n", encoding="utf-8")
    assert main(["evaluate", "verdicts", str(table)]) == 1
    assert "judge.tsv:3: 'perhaps'" in capsys.readouterr().err


def test_a_sample_tells_how_each_association_was_read(table: Path) -> None:
    for row in _rows(table):
        assert 0 < float(row["confidence"]) <= 1
        assert row["grounding"] == "" or 0 < float(row["grounding"]) <= 1
