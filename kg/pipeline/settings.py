"""The configuration of a build: complete, typed, and part of the provenance of what it makes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.errors import ConfigError
from kg.resources import data_dir


class Settings(BaseModel):
    """What can be set for a build; see ``pipelines/build.toml`` for the meaning of each."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    model: str
    base: str
    lexicons: tuple[Path, ...] = ()
    approximate: Literal["letter", "similar"] = "letter"


def load_settings(
    config: Path | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    model: str | None = None,
    lexicons: tuple[Path, ...] = (),
) -> Settings:
    """Return the settings: the file (default: the one that comes along) < environment < arguments.

    Raises:
        ConfigError: the file cannot be read, or a value in it is unknown or of the wrong kind.
    """
    path = config or data_dir("pipelines") / "build.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    for name in ("model", "base"):
        if environment and environment.get(f"KG_{name.upper()}"):
            values[name] = environment[f"KG_{name.upper()}"]
    if model:
        values["model"] = model
    if lexicons:
        values["lexicons"] = [*values.get("lexicons", ()), *lexicons]
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
