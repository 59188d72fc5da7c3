"""Which state of a build folder is the newest: the folder itself, or the last snapshot of its writer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from anyio import from_thread

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


class Shown:
    """The states that the pages of a build are made of; asked from threads, the build from the event loop.

    `in_use` are the keys of those that may still be read.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._keys: set[str] = set()

    def current(self) -> tuple[str, Path]:
        """Return the newest state (see `kg.store.States`).

        Raises:
            GraphError: there is none.
        """
        state = from_thread.run(self._take)
        return state.key, state.root

    def release(self, key: str) -> None:
        """Note that a state is no longer read."""
        self._keys.discard(key)

    def in_use(self) -> frozenset[str]:
        """Return the keys of the states that may still be read."""
        return frozenset(self._keys)

    async def _take(self) -> State:
        state = await self._build.current()
        # in the same step, so that no snapshot is removed between the two
        self._keys.add(state.key)
        return state


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
