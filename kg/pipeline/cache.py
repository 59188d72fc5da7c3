"""Readings kept on disk, so that a build can be interrupted, resumed, and a document withdrawn from it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kg.errors import GraphError
from kg.files import replace_file
from kg.model import Reading
from kg.pipeline.settings import Settings

_FOLDER = "readings"
_RECORD = "finished.json"


class Finished(BaseModel):
    """What a finished build consists of: the names of its readings, and what made them."""

    model_config = ConfigDict(frozen=True)

    fingerprint: str
    readings: tuple[str, ...]
    settings: Settings


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

    def finish(self, record: Finished) -> None:
        """Record which readings the finished build consists of and what made them; delete all others.

        Raises:
            GraphError: the folder cannot be written.
        """
        try:
            replace_file(self._folder / _RECORD, record.model_dump_json(indent=1).encode() + b"\n")
        except OSError as error:
            raise GraphError(f"{self._folder / _RECORD}: cannot be written: {error}") from error
        kept = {self._path(name, record.fingerprint) for name in record.readings} | {self._folder / _RECORD}
        for path in self._folder.glob("*"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def finished(self) -> Finished:
        """Return the record of the last finished build.

        Raises:
            GraphError: there is none, or it is damaged.
        """
        path = self._folder / _RECORD
        try:
            return Finished.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise GraphError(f"{self._folder.parent}: is no build folder with readings") from error
        except (OSError, ValueError) as error:
            raise GraphError(f"{path}: is damaged; build again") from error

    def all(self) -> Iterator[Reading]:
        """Yield the readings of the last finished build, by name of the file.

        Raises:
            GraphError: there is no finished build, or a file is damaged.
        """
        record = self.finished()
        for path in (self._path(name, record.fingerprint) for name in record.readings):
            try:
                yield _adapter().validate_json(gzip.decompress(path.read_bytes()))
            except (OSError, EOFError, ValidationError, ValueError) as error:
                raise GraphError(f"{path}: is damaged; build again") from error

    def _path(self, name: str, fingerprint: str) -> Path:
        return self._folder / f"{name}-{fingerprint}.json.gz"
