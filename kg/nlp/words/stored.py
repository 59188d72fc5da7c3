"""What the components of a model have in common: each is saved as a folder of files, copied as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from kg.errors import ModelError


class StoredComponent:
    """A spaCy component whose model is a folder; the files are those that training wrote."""

    def __init__(self, name: str, files: Sequence[str]) -> None:
        """Take the name to speak of in errors, and the files that a model must have."""
        self._name = name
        self._files = tuple(files)
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The folder that was read.

        Raises:
            ModelError: the component was made anew and has read no model.
        """
        if self._folder is None:
            raise ModelError(f"the component {self._name!r} has no model; load a trained pipeline")
        return self._folder

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files of the model that was read, if any."""
        if self._folder is not None:
            shutil.copytree(self._folder, path, dirs_exist_ok=True)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Self:
        """Take the model in `path`; it is read when it is needed first.

        Raises:
            ModelError: a file is missing.
        """
        folder = Path(path)
        missing = [name for name in self._files if not (folder / name).is_file()]
        if missing:
            raise ModelError(f"{folder}: no model for {self._name!r} here ({', '.join(missing)} missing)")
        self._folder = folder
        return self
