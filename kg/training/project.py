"""The steps of training, as the project file writes them: reading, checking and running them.

The file has the form of a spaCy project (variables, commands, workflows); its variables are filled here.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import ConfigError, TrainingError

WORKFLOW = "all"
EXTRA = "pip install 'biomedkg[train]'"

_VARIABLE = re.compile(r"\$\{vars\.(\w+)\}")
#: What the modules of some steps import beside the library's own dependencies.
_NEEDS = {
    "kg.training.learning.word_vectors": ("torch", "tokenizers", "safetensors"),
    "kg.training.learning.entities": ("torch",),
    "kg.training.learning.syntax": ("torch",),
    "kg.training.learning.accurate": ("torch", "tokenizers", "safetensors", "onnx", "onnxruntime"),
}


class _Command(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    help: str
    script: tuple[str, ...]
    deps: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    description: str = ""
    vars: Mapping[str, str]
    workflows: Mapping[str, tuple[str, ...]]
    commands: tuple[_Command, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it does, its commands, the files and folders it reads and writes.

    `unset` are the variables that it uses and that have no value. One that is `extra` runs only when it is
    asked for by name: it is in another workflow than the first. `record` is the file that tells by which
    commands each step was made; a step that was run by hand is in no record and is judged by its files alone.
    """

    name: str
    help: str
    commands: tuple[tuple[str, ...], ...]
    deps: tuple[Path, ...]
    outputs: tuple[Path, ...]
    unset: tuple[str, ...]
    record: Path
    extra: bool = False

    def __str__(self) -> str:
        return "\n".join(shlex.join(command) for command in self.commands)


def read_steps(path: Path, values: Mapping[str, str]) -> tuple[Step, ...]:
    """Return the steps of the project file in the order of its workflows, with `values` for its variables.

    Raises:
        ConfigError: the file cannot be read, lacks a part, or one of `values` is for no variable of it.
        TrainingError: PyYAML is not installed.
    """
    if find_spec("yaml") is None:
        raise TrainingError(f"training needs PyYAML: {EXTRA}")
    import yaml

    try:
        file = _File(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, TypeError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        raise ConfigError(f"{path}: not a project file: {' '.join(str(error).split())}") from error
    commands = {command.name: command for command in file.commands}
    main = file.workflows.get(WORKFLOW, ())
    order = tuple(dict.fromkeys([*main, *(name for each in file.workflows.values() for name in each)]))
    known = {*file.vars, *commands}
    unknown = [name for name in ("work", *values, *order) if name not in known]
    if unknown or not main:
        raise ConfigError(f"{path}: has no {', '.join(unknown) or f'workflow {WORKFLOW!r}'}")
    filled: dict[str, str] = {}
    for name, value in file.vars.items():
        # a variable may use those above it
        filled[name] = values.get(name, _fill(value, filled, path))
    return tuple(_step(commands[name], filled, path, extra=name not in main) for name in order)


def _step(command: _Command, values: Mapping[str, str], path: Path, *, extra: bool) -> Step:
    texts = (*command.script, *command.deps, *command.outputs)
    used = dict.fromkeys(name for text in texts for name in _VARIABLE.findall(text))
    return Step(
        name=command.name,
        help=command.help,
        # cut into arguments first: a path may have blanks
        commands=tuple(
            tuple(_fill(word, values, path) for word in shlex.split(line)) for line in command.script
        ),
        deps=tuple(Path(_fill(text, values, path)) for text in command.deps),
        outputs=tuple(Path(_fill(text, values, path)) for text in command.outputs),
        unset=tuple(name for name in used if not values[name]),
        record=Path(values["work"]) / "steps.json",
        extra=extra,
    )


def _fill(text: str, values: Mapping[str, str], path: Path) -> str:
    unknown = [name for name in _VARIABLE.findall(text) if name not in values]
    if unknown:
        raise ConfigError(f"{path}: has no variable {', '.join(unknown)}")
    return _VARIABLE.sub(lambda match: values[match[1]], text)


def choose(steps: Sequence[Step], names: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps called `names`, in the order of the workflows; all but the extra ones for no names.

    Raises:
        TrainingError: there is no such step.
    """
    known = [step.name for step in steps]
    for name in names:
        if name not in known:
            raise TrainingError(f"there is no step {name!r}, only {', '.join(known)}")
    return tuple(step for step in steps if step.name in names or not (names or step.extra))


def check(steps: Iterable[Step]) -> None:
    """Check, before the first of `steps` runs, that each has its variables and Python packages.

    Raises:
        TrainingError: one has not; the text says what to give or to install.
    """
    for step in steps:
        if step.unset:
            raise TrainingError(f"the step {step.name!r} needs {' and '.join(f'--{n}' for n in step.unset)}")
        modules = [word for command in step.commands for word in command if word in _NEEDS]
        lacking = [each for module in modules for each in _NEEDS[module] if find_spec(each) is None]
        if lacking:
            raise TrainingError(f"the step {step.name!r} needs {' and '.join(lacking)}: {EXTRA}")


def is_done(step: Step) -> bool:
    """Tell whether all outputs of `step` are there, newer than what it reads, and made by its commands.

    Outputs of a run that did not end do not count.

    Raises:
        TrainingError: the record of the steps is damaged.
    """
    record = _read_record(step.record).get(step.name)
    if record is not None and record != _commands(step):
        return False
    if not step.outputs or not all(path.exists() for path in (*step.outputs, *step.deps)):
        return False
    newest = max((_newest(path) for path in step.deps), default=0.0)
    return min(path.stat().st_mtime for path in step.outputs) >= newest


def run_step(step: Step, *, steps: Sequence[Step] = ()) -> float:
    """Run the commands of `step` one after the other and return the seconds that they took.

    `steps` are all steps, of which one may make what is missing.

    Raises:
        TrainingError: something that the step reads is missing, or a command failed.
    """
    for path in step.deps:
        if not path.exists():
            makers = [each.name for each in steps if any(_within(out, path) for out in each.outputs)]
            hint = f"; run the step {makers[0]!r} first" if makers else ""
            raise TrainingError(f"the step {step.name!r} needs {path}, which is not there{hint}")
    for path in step.outputs:
        path.parent.mkdir(parents=True, exist_ok=True)
    _write_record(step, [])
    start = time.perf_counter()
    for command in step.commands:
        program = sys.executable if command[0] == "python" else command[0]
        status = subprocess.run([program, *command[1:]], check=False).returncode  # noqa: S603 - our own file
        if status:
            raise TrainingError(f"the step {step.name!r} failed with status {status}: {shlex.join(command)}")
    missing = [str(path) for path in step.outputs if not path.exists()]
    if missing:
        raise TrainingError(f"the step {step.name!r} did not write {', '.join(missing)}")
    _write_record(step, _commands(step))
    return time.perf_counter() - start


def _within(output: Path, needed: Path) -> bool:
    return output == needed or needed in output.parents or output in needed.parents


def _newest(path: Path) -> float:
    """Return when the file, or the newest file in the folder, was changed."""
    files = [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
    return max((each.stat().st_mtime for each in files), default=0.0)


def _commands(step: Step) -> list[list[str]]:
    return [list(command) for command in step.commands]


def _read_record(path: Path) -> dict[str, list[list[str]]]:
    """Return the commands that made each step, none for one that did not end."""
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise TrainingError(f"{path}: damaged; delete it to judge the steps by their files") from error


def _write_record(step: Step, commands: list[list[str]]) -> None:
    record = _read_record(step.record) | {step.name: commands}
    step.record.parent.mkdir(parents=True, exist_ok=True)
    step.record.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
