"""Which state of a build folder is the newest: the folder itself, or the last snapshot of its writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.rdf.layout import STORE_NAME
from kg.store import CURRENT, state_key


@dataclass(frozen=True, slots=True)
class State:
    """One state of a build: a key that no other state has, and the folder that holds it."""

    key: str
    root: Path


class Build(Protocol):
    """Something that is served."""

    async def current(self) -> State:
        """Return the newest state.

        Raises:
            GraphError: there is none.
        """
        ...


def state_of(folder: Path) -> State:
    """Return the state of a build folder as it is on the disk now.

    Raises:
        GraphError: the folder holds no build.
    """
    return State(state_key(folder), folder)


class FolderBuild:
    """A build folder that others may rebuild while it is served."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = state_of(folder)
        self._has_store = (folder / STORE_NAME).is_dir()

    async def current(self) -> State:
        """Return the newest state; in the instant in which a rebuild swaps the store, the one before."""
        if (self._folder / STORE_NAME / CURRENT).exists() or not self._has_store:
            self._last = state_of(self._folder)
        return self._last
