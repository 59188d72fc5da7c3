from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.evaluate import PEERS
from kg.evaluate.peers import PEERS as KNOWN
from tests.evaluate.samples import make_packs, make_row
from tests.training.conftest import write_part


@pytest.fixture()
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    text = "Imatinib for chordoma, osteosarcoma and sarcoma of an odd kind"
    row = make_row(
        "1", text,
        ("Imatinib", "Chemical", ("MESH:D000068877",)), ("chordoma", "Disease", ("MESH:D002817",)),
        ("osteosarcoma", "Disease", ("MESH:D012509",)), ("odd", "Disease", ()),
    )  # fmt: skip
    write_part(folder, "bc5cdr", "dev", [row])
    return folder


def evaluate(corpora: Path, packs: Path, *options: str | Path) -> int:
    fixed = ["evaluate", "grounding", "--corpora", str(corpora), "--packs", str(packs)]
    return main([*fixed, *map(str, options)])


@pytest.fixture()
def packs(tmp_path: Path) -> Path:
    return make_packs(tmp_path / "packs")


def test_evaluate_shows_a_row_a_kind(corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(corpora, packs, "--corpus", "bc5cdr") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[0][:5] == ["corpus", "kind", "mentions", "known", "acc"]
    assert rows[2][:5] == ["bc5cdr", "disease", "2", "100.0", "50.0"]
    assert [row[1] for row in rows[1:4]] == ["chemical", "disease", "all"]


def test_evaluate_confined_has_a_column(
    corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = make_row("0", "A sarcoma in mice", ("sarcoma", "Disease", ("MESH:D012509",)))
    write_part(corpora, "bc5cdr", "train", [row])
    assert evaluate(corpora, packs, "--kind", "disease", "--confined") == 0
    head, row_of_kind, *_ = (line.split() for line in capsys.readouterr().out.splitlines())
    assert dict(zip(head[:7], row_of_kind, strict=False)) == {
        "corpus": "bc5cdr", "kind": "disease", "mentions": "2", "known": "100.0", "acc": "50.0",
        "filed": "100.0", "confined": "50.0",
    }  # fmt: skip


def test_evaluate_lists_mistakes(corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(corpora, packs, "--corpus", "bc5cdr", "--kind", "disease", "--errors", "5") == 0
    shown = capsys.readouterr().out
    (causes,) = [line.split() for line in shown.splitlines() if line.startswith("bc5cdr") and "." not in line]
    assert causes == ["bc5cdr", "disease", "1", "1"]
    (row,) = [line for line in shown.splitlines() if line.startswith("1 ")]
    assert "mesh:D012509 sarcoma" in row
    assert "mondo:0009807 osteosarcoma" in row
    assert "narrower" in row


def test_evaluate_writes_files(corpora: Path, packs: Path, tmp_path: Path) -> None:
    out = tmp_path / "measured" / "today"
    assert evaluate(corpora, packs, "--corpus", "bc5cdr", "--out", out) == 0
    written = json.loads((out / "grounding.json").read_text(encoding="utf-8"))
    assert [row["kind"] for row in written["grounding"]] == ["chemical", "disease", "all"]
    assert "lexicon/mondo" in written["packs"]
    table = (out / "errors.tsv").read_text(encoding="utf-8")
    assert "of an odd kind" not in table
    assert len(table.splitlines()) == 3


def test_evaluate_writes_json(corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(corpora, packs, "--corpus", "bc5cdr", "--peer", "exact", "--json") == 0
    values = json.loads(capsys.readouterr().out)
    assert [row["system"] for row in values["grounding"]] == ["kg"] * 3 + ["exact"] * 3
    assert list(values["notes"]) == ["exact"]


def test_evaluate_compares_peers(corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(corpora, packs, "--corpus", "bc5cdr", "--peer", "exact") == 0
    shown = capsys.readouterr()
    assert "50.0 / 50.0  50.0 / 50.0" in shown.out
    assert "exact: a dictionary" in shown.err


def test_evaluate_believes_an_own_table(
    corpora: Path, packs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(
        "name\tcurie\ttype\tlabel\tstatus\tsource\tnote\n"
        "osteosarcoma\tmondo:0005089\tdisease\tosteosarcoma\tlabel\ttest\t\n",
        encoding="utf-8",
    )
    assert evaluate(corpora, packs, "--corpus", "bc5cdr", "--kind", "disease", "--lexicon", own) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[4] == "100.0"


def test_evaluate_says_which_corpora_are_not_there(
    corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(corpora, packs) == 0
    assert "kg: not measured: craft has no part 'dev'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--corpus", "nothing"), "not measured on 'nothing'", id="corpus"),
        pytest.param(("--corpus", "craft"), "no part 'dev' of craft", id="no such part"),
        pytest.param(("--kind", "ship"), "no mentions of kind 'ship'", id="kind"),
        pytest.param(("--lexicon", "nowhere.tsv"), "nowhere.tsv", id="table"),
        pytest.param(("--end-to-end",), "leave --end-to-end out", id="packs of its own"),
    ],
)
def test_evaluate_fails_with_one_line(
    corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], message: str
) -> None:
    assert evaluate(corpora, packs, *options) == 1
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "not measured: " not in line]
    assert message in line


def test_evaluate_names_a_peer_that_is_not_installed(
    corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gilda.grounder", None)
    assert evaluate(corpora, packs, "--corpus", "bc5cdr", "--peer", "gilda") == 1
    assert "pip install gilda-slim" in capsys.readouterr().err


def test_evaluate_names_the_damaged_line(
    corpora: Path, packs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_part(corpora, "bc5cdr", "dev", [{"id": "1"}])
    assert evaluate(corpora, packs, "--corpus", "bc5cdr") == 1
    assert "dev.jsonl.gz:1: not a row of a corpus" in capsys.readouterr().err


def test_evaluate_offers_the_peers_there_are() -> None:
    assert tuple(KNOWN) == PEERS
