"""Whether a build folder is still what it was when it was opened."""

from __future__ import annotations

import hashlib
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from kg.errors import GraphError
from kg.rdf.layout import CHANGED_NAME, STORE_NAME, TRIG_NAME, TURTLE_NAME

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


def is_changed(folder: Path) -> bool:
    """Tell whether the store of a build folder was changed since it was built."""
    return (folder / STORE_NAME / CHANGED_NAME).exists()


def mark_changed(folder: Path) -> None:
    """Note that the store of a build folder is about to be changed."""
    (folder / STORE_NAME / CHANGED_NAME).touch()


class States(Protocol):
    """Tells which state of a build is the newest."""

    def current(self) -> tuple[str, Path]:
        """Return a key that no other state has, and the folder with the store; it stays until `release`.

        Raises:
            GraphError: there is no build.
        """
        ...

    def release(self, key: str) -> None:
        """Note that a state is no longer read."""
        ...


class FolderStates:
    """The states of a folder that others may rebuild: always what is in it now."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> tuple[str, Path]:
        """Return the key of the state on the disk, and the folder."""
        return state_key(self._folder), self._folder

    def release(self, key: str) -> None:
        """Do nothing: what is open outlives its files."""


class Latest(Generic[Opened]):
    """A build, opened by `opening` when it is first asked for, and again when its state is another.

    May be asked from any thread.

    Args:
        states: tells which state is the newest.
        opening: opens the store in a folder.
    """

    def __init__(self, states: States, opening: Callable[[Path], Opened]) -> None:
        self._states = states
        self._opening = opening
        self._lock = threading.Lock()
        self._held: tuple[str, Opened] | None = None

    def open(self) -> Opened:
        """Return the build as it is now.

        Raises:
            GraphError: it is none.
        """
        with self._lock:
            key, root = self._states.current()
            if self._held is None or self._held[0] != key:
                try:
                    opened = self._opening(root)
                except BaseException:
                    self._states.release(key)
                    raise
                # whoever still reads the state before keeps it
                weakref.finalize(opened, self._states.release, key)
                self._held = (key, opened)
            return self._held[1]
