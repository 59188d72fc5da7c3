from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.output import plain_table, record_lines, write_file
from kg.store import Dataset
from tests.sample import HOSTILE_DRUG

Capture = pytest.CaptureFixture[str]


def kg(*args: object) -> int:
    return main([str(arg) for arg in args])


def test_show_tells_edge_and_sentence(build: Path, capsys: Capture) -> None:
    assert kg("show", build, "Votrient") == 0
    out = capsys.readouterr().out
    assert out.startswith("pazopanib  (drug, drugbank:DB06589)\n")
    assert "  pazopanib — targets → KDR  belief 0.80\n      “Pazopanib blocks VEGFR2.”\n" in out
    assert "Synovial sarcoma: one fusion, few drugs (Drugs) — 2 copies" in out


def test_show_conflict_is_marked(build: Path, capsys: Capture) -> None:
    assert kg("show", build, "imatinib") == 0
    assert capsys.readouterr().out.count("! other texts say the opposite") == 2


def test_show_json_is_json(build: Path, capsys: Capture) -> None:
    assert kg("show", build, "imatinib", "--json") == 0
    page = json.loads(capsys.readouterr().out)
    assert page["concept"]["curie"] == "drugbank:DB00619"
    assert [edge["negated"] for edge in page["edges"]] == [False, True]
    assert page["edges"][0]["evidence"][0]["title"] == "Imatinib once more: a case report"


def test_show_why_reads_the_store_alone(build: Path, tmp_path: Path, capsys: Capture) -> None:
    shutil.copytree(build / "store", tmp_path / "store")
    assert kg("show", tmp_path, "leiomyosarcoma", "--why") == 0
    assert capsys.readouterr().out.endswith(
        "why these words were read as it:\n"
        "  “LMS” (2×): exact name; score 0.95, 0.02 above laryngomalacia <i>or so</i> (mondo:0009549); "
        "found by lexicon\n"
        "  “leiomyosarcoma” (2×): exact name; score 0.95; found by lexicon\n"
    )


def test_show_why_of_an_ungrounded_name_tells_what_was_rejected(build: Path, capsys: Capture) -> None:
    assert kg("show", build, HOSTILE_DRUG, "--why") == 0
    assert "the nearest is zolpidem (drugbank:DB00425), which scores only 0.25; found by" in (
        capsys.readouterr().out
    )


def test_show_why_as_json_has_numbers_and_places(build: Path, dataset: Dataset, capsys: Capture) -> None:
    assert kg("show", build, "LMS", "--why", "--json") == 0
    words = {one["text"]: one for one in json.loads(capsys.readouterr().out)["grounding"]}
    one = words["LMS"]
    assert (one["score"], one["margin"], one["times"]) == (0.95, 0.02, 2)
    assert (one["runner_up"], one["runner_up_label"]) == ("mondo:0009549", "laryngomalacia <i>or so</i>")
    document, start, end = one["places"][0]
    assert dataset.text(document)[start:end] == "LMS"


def test_show_why_of_an_ancestor_says_that_no_text_names_it(build: Path, capsys: Capture) -> None:
    assert kg("show", build, "sarcoma", "--why") == 0
    assert capsys.readouterr().err == "kg: the graph keeps no words that were read as sarcoma\n"


def test_show_unknown_name_suggests_and_fails(build: Path, capsys: Capture) -> None:
    assert kg("show", build, "imatinip") == 1
    assert capsys.readouterr().err == (
        "kg: nothing in the graph is called 'imatinip'; did you mean imatinib / afatinib?\n"
    )


def test_path_prints_each_step_with_its_quote(build: Path, capsys: Capture) -> None:
    assert kg("path", build, "KDR", "Nausea") == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "1. 2 steps, belief 0.64",
        "   pazopanib — targets → KDR",
        "      “Pazopanib blocks VEGFR2.”",
    ]


def test_path_none_is_status_1(build: Path, capsys: Capture) -> None:
    assert kg("path", build, "KDR", "EGFR", "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert "no way of up to 6 steps leads from KDR to EGFR" in captured.err


def test_analyze_ranks_one_type(build: Path, capsys: Capture) -> None:
    assert kg("analyze", build, "--type", "gene", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert {entry["type"] for entry in result["centrality"]} == {"gene"}
    assert result["communities"][0]["members"]


def test_analyze_unknown_type_lists_the_known(build: Path, capsys: Capture) -> None:
    assert kg("analyze", build, "--type", "colour") == 1
    assert "(but agency, anatomy, diagnostic, disease, drug" in capsys.readouterr().err


def test_validate_sample_conforms(build: Path, capsys: Capture) -> None:
    assert kg("validate", build) == 0
    assert capsys.readouterr().out == f"{build}: conforms to the shapes\n"


def test_validate_severity_decides_what_is_listed_and_fails(build: Path, capsys: Capture) -> None:
    assert kg("validate", build, "--severity", "warning") == 0
    capsys.readouterr()
    assert kg("validate", build, "--severity", "info") == 1
    out = capsys.readouterr().out
    assert "UndisputedAssociation: 2 (info)\n  what to do: Read both sentences" in out
    assert "    imatinib treats synovial sarcoma: another text says the opposite\n      “" in out
    assert out.splitlines()[-1].startswith("info: ")


def test_validate_as_turtle_is_a_report(build: Path, capsys: Capture) -> None:
    assert kg("validate", build, "--format", "ttl") == 0
    assert "sh:conforms true" in capsys.readouterr().out


def test_validate_broken_graph_is_status_1(build: Path, tmp_path: Path, capsys: Capture) -> None:
    broken = tmp_path / "broken.ttl"
    lines = (build / "graph.ttl").read_text(encoding="utf-8").splitlines(keepends=True)
    broken.write_text("".join(line for line in lines if "kgo:belief" not in line), encoding="utf-8")
    assert kg("validate", broken, "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert report["conforms"] is False
    assert any(violation["sentence"] for violation in report["violations"])
    assert kg("validate", broken) == 1
    assert "\nviolation: " in capsys.readouterr().out


def test_export_goes_to_standard_output(build: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert kg("export", build, "--to", "ttl") == 0
    assert capfdbinary.readouterr().out == (build / "graph.ttl").read_bytes()


def test_export_file_is_written_whole(build: Path, tmp_path: Path) -> None:
    assert kg("export", build, "--to", "trig", "--out", tmp_path / "g.trig") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["g.trig"]
    assert (tmp_path / "g.trig").read_bytes() == (build / "graph.trig").read_bytes()


def test_export_folder_and_archive_hold_the_same(build: Path, tmp_path: Path) -> None:
    assert kg("export", build, "--to", "csv", "--out", tmp_path / "tables") == 0
    assert kg("export", build, "--to", "csv", "--out", tmp_path / "tables.zip") == 0
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}


def test_export_archive_is_the_same_twice(build: Path, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert kg("export", build, "--to", "kgx", "--out", tmp_path / name) == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_export_several_files_need_a_place(build: Path, capsys: Capture) -> None:
    assert kg("export", build, "--to", "csv") == 1
    assert "name a folder or a .zip with --out" in capsys.readouterr().err


def test_export_missing_folder_of_out_is_one_line(build: Path, tmp_path: Path, capsys: Capture) -> None:
    assert kg("export", build, "--to", "nt", "--out", tmp_path / "no" / "g.nt") == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_write_file_failure_leaves_the_old(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_file(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_plain_table_of_no_rows_is_its_head() -> None:
    assert plain_table(["a", "b"], []) == ["a  b"]


def test_record_lines_empty_cells_are_left_out() -> None:
    assert record_lines(["a", "long"], [["", "x"], ["y", "z"]], width=40) == [
        "1  long  x",
        "2  a     y",
        "   long  z",
    ]


def test_record_lines_stay_within_the_width() -> None:
    lines = record_lines(["quote"], [["word " * 30]], width=30)
    assert max(map(len, lines)) <= 30
