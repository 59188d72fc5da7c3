"""Whether a build folder is still what it was when it was opened."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from kg.errors import GraphError
from kg.rdf.layout import STORE_NAME, TRIG_NAME, TURTLE_NAME

#: The file of RocksDB that names the newest state of a store.
CURRENT = "CURRENT"

Opened = TypeVar("Opened")


def state_key(folder: Path) -> str:
    """Return a key of the state that a build folder has on the disk now; no other state has it.

    Raises:
        GraphError: the folder holds no build.
    """
    for name in (f"{STORE_NAME}/{CURRENT}", TRIG_NAME, TURTLE_NAME):
        path = folder / name
        try:
            file, above = path.stat(), path.parent.stat()
        except OSError:
            continue
        text = f"{name} {above.st_ino} {file.st_ino} {file.st_mtime_ns} {file.st_size}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]
    raise GraphError(f"{folder}: is not a build; make one with kg build")


class Latest(Generic[Opened]):
    """A build, opened by `opening` when it is first asked for, and again when it was built anew meanwhile.

    May be asked from any thread.
    """

    def __init__(self, folder: Path, opening: Callable[[Path], Opened]) -> None:
        self._folder = folder
        self._opening = opening
        self._lock = threading.Lock()
        self._held: tuple[str, Opened] | None = None

    def open(self) -> Opened:
        """Return the build as it is now.

        Raises:
            GraphError: it is none.
        """
        key = state_key(self._folder)
        with self._lock:
            if self._held is None or self._held[0] != key:
                self._held = (key, self._opening(self._folder))
            return self._held[1]
