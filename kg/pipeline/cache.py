"""Readings kept on disk, so that a build can be interrupted, resumed, and a document withdrawn from it."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kg.errors import GraphError
from kg.files import replace_file
from kg.model import Reading

_FOLDER = "readings"


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


class ReadingCache:
    """The folder ``readings/`` of a build: one file for each document and version of the reading parts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / _FOLDER

    def load(self, name: str, fingerprint: str) -> Reading | None:
        """Return the reading kept under `name` (document key and source), None where there is none that
        fits.
        """
        path = self._path(name, fingerprint)
        try:
            return _adapter().validate_json(gzip.decompress(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, EOFError, ValidationError, ValueError):
            # Damaged or of another version: reading again mends it.
            return None

    def save(self, name: str, fingerprint: str, reading: Reading) -> None:
        """Keep a reading; the file appears whole or not at all.

        Raises:
            GraphError: the folder cannot be written.
        """
        path = self._path(name, fingerprint)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, gzip.compress(_adapter().dump_json(reading), compresslevel=6, mtime=0))
        except OSError as error:
            raise GraphError(f"{path}: cannot be written: {error}") from error

    def all(self) -> Iterator[Reading]:
        """Yield the readings of the last finished build, by name of the file.

        Raises:
            GraphError: a file is damaged.
        """
        for path in sorted(self._folder.glob("*.json.gz")):
            try:
                yield _adapter().validate_json(gzip.decompress(path.read_bytes()))
            except (OSError, EOFError, ValidationError, ValueError) as error:
                raise GraphError(f"{path}: is damaged; build again") from error

    def keep_only(self, names: Iterable[str], fingerprint: str) -> None:
        """Delete every reading but these, and what an interrupted run left half-written."""
        kept = {self._path(name, fingerprint) for name in names}
        for path in self._folder.glob("*"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, name: str, fingerprint: str) -> Path:
        return self._folder / f"{name}-{fingerprint}.json.gz"
