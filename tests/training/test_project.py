"""The steps of training, with steps that copy a file."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg.errors import ConfigError, TrainingError
from kg.resources import data_dir
from kg.training import project
from kg.training.project import Step, check, choose, is_done, read_steps, run_step

PROJECT = data_dir("pipelines") / "models" / "project.yml"
COPY = "import pathlib, sys; pathlib.Path(sys.argv[2]).write_bytes(pathlib.Path(sys.argv[1]).read_bytes())"
FILE = f"""\
title: Copies
vars:
  corpora: ""
  work: {{work}}
  model: ${{{{vars.work}}}}/model
workflows:
  all: [first, second]
commands:
  - name: second
    help: copy the copy
    script: ['python -c "{COPY}" ${{{{vars.work}}}}/one ${{{{vars.model}}}}/two']
    deps: ["${{{{vars.work}}}}/one"]
    outputs: ["${{{{vars.model}}}}/two"]
  - name: first
    help: copy a file
    script: ['python -c "{COPY}" ${{{{vars.corpora}}}} ${{{{vars.work}}}}/one']
    deps: ["${{{{vars.corpora}}}}"]
    outputs: ["${{{{vars.work}}}}/one"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project whose folders have a blank in their names."""
    path = tmp_path / "project.yml"
    path.write_text(FILE.format(work=tmp_path / "work here"), encoding="utf-8")
    return path


@pytest.fixture
def steps(path: Path, tmp_path: Path) -> tuple[Step, ...]:
    corpora = tmp_path / "some corpora"
    corpora.write_text("a corpus", encoding="utf-8")
    age(corpora, 100)
    return read_steps(path, {"corpora": str(corpora)})


def age(path: Path, seconds: float) -> None:
    """Make a file look as if it was written so many seconds earlier."""
    time = path.stat().st_mtime - seconds
    os.utime(path, (time, time))


def test_read_steps_orders_them_as_the_workflow_does(steps: tuple[Step, ...]) -> None:
    assert [step.name for step in steps] == ["first", "second"]


def test_read_steps_fills_variables_that_use_others(steps: tuple[Step, ...], tmp_path: Path) -> None:
    assert steps[1].outputs == (tmp_path / "work here" / "model" / "two",)


def test_read_steps_keeps_a_path_with_blanks_one_argument(steps: tuple[Step, ...], tmp_path: Path) -> None:
    assert steps[0].commands[0][-2:] == (str(tmp_path / "some corpora"), str(tmp_path / "work here" / "one"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("title: [", id="no yaml"),
        pytest.param("3", id="no mapping"),
        pytest.param("title: x\nvars: {}\nworkflows: {}\ncommands: []", id="no workflow"),
        pytest.param("title: x\nvars: {work: w}\nworkflows: {all: [fly]}\ncommands: []", id="no such step"),
        pytest.param(
            "title: x\nvars: {work: w}\nworkflows: {all: [fly]}\n"
            "commands: [{name: fly, help: h, script: ['a ${vars.b}']}]",
            id="no such variable",
        ),
    ],
)
def test_read_steps_of_a_damaged_file_names_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "project.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"project\.yml"):
        read_steps(path, {})


def test_read_steps_of_an_unknown_variable_names_it(path: Path) -> None:
    with pytest.raises(ConfigError, match="has no colour"):
        read_steps(path, {"colour": "red"})


def test_read_steps_without_yaml_names_the_extra(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "find_spec", lambda name: None)
    with pytest.raises(TrainingError, match=r"biomedkg\[train\]"):
        read_steps(path, {})


def test_choose_takes_the_named_in_order_and_all_by_default(steps: tuple[Step, ...]) -> None:
    assert [step.name for step in choose(steps, ["second"])] == ["second"]
    assert choose(steps, []) == steps


def test_choose_of_an_unknown_step_lists_the_known(steps: tuple[Step, ...]) -> None:
    with pytest.raises(TrainingError, match="no step 'third', only first, second"):
        choose(steps, ["third"])


def test_check_names_the_option_that_is_missing(path: Path) -> None:
    with pytest.raises(TrainingError, match="'first' needs --corpora"):
        check(read_steps(path, {}))


def test_check_without_torch_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = choose(read_steps(PROJECT, {"corpora": "corpora"}), ["entities"])
    monkeypatch.setattr(project, "find_spec", lambda name: None)
    with pytest.raises(TrainingError, match=r"needs torch: pip install 'biomedkg\[train\]'"):
        check(steps)


def test_run_step_makes_the_outputs_and_is_done(steps: tuple[Step, ...]) -> None:
    for step in steps:
        assert not is_done(step)
        assert run_step(step) >= 0
        assert is_done(step)
    assert steps[1].outputs[0].read_text(encoding="utf-8") == "a corpus"


def test_is_done_ends_when_something_read_is_newer(steps: tuple[Step, ...]) -> None:
    run_step(steps[0])
    age(steps[0].outputs[0], 200)
    assert not is_done(steps[0])


def test_is_done_ends_when_the_command_changes(steps: tuple[Step, ...], path: Path, tmp_path: Path) -> None:
    run_step(steps[0])
    other = tmp_path / "other"
    other.write_text("", encoding="utf-8")
    age(other, 100)
    assert not is_done(read_steps(path, {"corpora": str(other)})[0])


def test_is_done_judges_a_step_run_by_hand_by_its_files(steps: tuple[Step, ...]) -> None:
    output = steps[0].outputs[0]
    output.parent.mkdir()
    output.write_text("made by hand", encoding="utf-8")
    assert is_done(steps[0])


def test_is_done_of_a_damaged_record_says_what_to_do(steps: tuple[Step, ...]) -> None:
    steps[0].record.parent.mkdir()
    steps[0].record.write_text("{", encoding="utf-8")
    with pytest.raises(TrainingError, match="delete it"):
        is_done(steps[0])


def test_run_step_names_the_step_that_makes_what_is_missing(steps: tuple[Step, ...]) -> None:
    with pytest.raises(TrainingError, match="which is not there; run the step 'first' first"):
        run_step(steps[1], steps=steps)


def test_run_step_that_fails_is_not_done(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("import pathlib", "import no_such_module, pathlib")
    path.write_text(text, encoding="utf-8")
    corpora = tmp_path / "corpora"
    corpora.write_text("", encoding="utf-8")
    (step, _) = read_steps(path, {"corpora": str(corpora)})
    with pytest.raises(TrainingError, match="'first' failed with status 1: python -c"):
        run_step(step)
    # what it left behind does not count
    step.outputs[0].write_text("half", encoding="utf-8")
    assert not is_done(step)


def test_run_step_that_writes_nothing_fails(path: Path, tmp_path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(COPY, "pass"), encoding="utf-8")
    (step, _) = read_steps(path, {"corpora": str(path)})
    with pytest.raises(TrainingError, match="did not write"):
        run_step(step)


def test_shipped_project_runs_modules_that_exist() -> None:
    commands = [command for step in read_steps(PROJECT, {}) for command in step.commands]
    modules = [command[2] for command in commands]
    assert [module for module in modules if find_spec(module) is None] == []
    assert set(project._NEEDS) <= set(modules)


def test_shipped_project_is_a_spacy_project() -> None:
    schemas = pytest.importorskip("weasel.schemas")
    import yaml

    assert schemas.validate(schemas.ProjectConfigSchema, yaml.safe_load(PROJECT.read_text())) == []
