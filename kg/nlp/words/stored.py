"""What the components of a model have in common: each is saved as a folder of files, copied as they are."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Generic, Self, TypeVar

from spacy.tokens import Doc

from kg.errors import ModelError

Model = TypeVar("Model")


def require(folder: Path, files: Iterable[str], what: str) -> None:
    """Check that a folder has the files of a model; `what` names it in the error.

    Raises:
        ModelError: a file is missing.
    """
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder}: no {what} here ({', '.join(missing)} missing)")


class StoredComponent(ABC, Generic[Model]):
    """A spaCy component whose model is a folder; the files are those that training wrote.

    The model is read when it is needed first, since it may stand on that of another component.
    """

    def __init__(self, name: str, files: Sequence[str]) -> None:
        """Take the name to speak of in errors, and the files that a model must have."""
        self._name = name
        self._files = tuple(files)
        self._folder: Path | None = None
        self._model: Model | None = None

    @abstractmethod
    def _read(self, folder: Path) -> Model:
        """Return the model in `folder`."""

    @abstractmethod
    def pipe(self, stream: Iterable[Doc]) -> Iterator[Doc]:
        """Read many documents."""

    def __call__(self, doc: Doc) -> Doc:
        """Read one document."""
        return next(self.pipe([doc]))

    @property
    def trained(self) -> Model:
        """The model.

        Not called `model`: while spaCy puts a pipeline together, it asks each component whether it has an
        attribute of that name, before any has read its files. Under Python 3.11 that runs the property in
        about one process of ten: the attributes are asked for in the order of a set of strings.

        Raises:
            ModelError: the component was made anew and has read no model, or the model is damaged.
        """
        if self._model is None:
            if self._folder is None:
                raise ModelError(f"the component {self._name!r} has no model; load a trained pipeline")
            model = self._read(self._folder)
            self.use(model)
            return model
        return self._model

    def use(self, model: Model) -> None:
        """Take a model that is at hand already; nothing of it is saved with the pipeline."""
        self._model = model

    def load(self) -> None:
        """Read the model now.

        Raises:
            ModelError: there is none, or it is damaged.
        """
        self.trained  # noqa: B018 - read by being asked for

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files of the model that was read, if any."""
        if self._folder is not None:
            shutil.copytree(self._folder, path, dirs_exist_ok=True)

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> Self:
        """Take the model in `path`.

        Raises:
            ModelError: a file is missing.
        """
        folder = Path(path)
        require(folder, self._files, f"model for {self._name!r}")
        self._folder, self._model = folder, None
        return self
