from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from kg.cli import main
from kg.lexicon import Lexicon
from tests.evaluate.samples import make_row
from tests.training.conftest import write_part

pytestmark = pytest.mark.model

#: Large packs of what these sentences do not speak of: a measurement goes through all names.
OTHERS = ("cellosaurus", "chebi", "hgnc", "homologene", "mesh-all", "ncbigene", "ncbitaxon", "unii")


@pytest.fixture(autouse=True)
def fewer_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lexicon, "load", partial(Lexicon.load, without=OTHERS))


@pytest.fixture()
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    row = make_row(
        "1", "Imatinib caused ataxia in two patients. Chordoma is rare.",
        ("Imatinib", "Chemical", ("MESH:D000068877",)), ("ataxia", "Disease", ("MESH:D001259",)),
        ("Chordoma", "Disease", ("MESH:D002817",)),
        relations=[
            {"subject": "MESH:D000068877", "predicate": "chemical_induced_disease", "object": "MESH:D001259"}
        ],
    )  # fmt: skip
    write_part(folder, "bc5cdr", "dev", [row])
    return folder


def test_relations_are_measured_by_rules_and_reader(corpora: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["evaluate", "relations", "--corpora", str(corpora), "--corpus", "bc5cdr"]
    assert main([*command, "--by", "rules", "both", "--out", str(out)]) == 0
    rows = json.loads((out / "relations.json").read_text())["relations"]
    (rules,) = [row for row in rows if row["by"] == "rules" and row["type"] == "(pair)"]
    assert (rules["right"], rules["wanted"], rules["f1"]) == (1, 1, 1.0)
    assert {row["by"] for row in rows} == {"rules", "both"}
    assert (out / "relations.tsv").read_text().startswith("by\tcorpus\t")


@pytest.mark.parametrize("own", [("--own",), ("--own", "graph")])
def test_relations_are_measured_with_own_mentions(
    corpora: Path, capsys: pytest.CaptureFixture[str], own: tuple[str, ...]
) -> None:
    assert main(["evaluate", "relations", "--corpora", str(corpora), "--corpus", "bc5cdr", *own]) == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if "(pair)" in line]
    # ours are called as the corpus calls them
    assert row.split()[3:6] == ["1", "1", "1"]


def test_relations_of_an_unknown_corpus_are_refused(
    corpora: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", "relations", "--corpora", str(corpora), "--corpus", "treebank"]) == 1
    assert "choose from" in capsys.readouterr().err
