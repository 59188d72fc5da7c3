"""Pickles in wheels, read by an unpickler that can make nothing but plain containers."""

from __future__ import annotations

import bz2
import io
import pickle  # nosec: read by the restricted unpickler below
from typing import Any

from kg.errors import LexiconError
from kg.lexicon.sources.wheel import Wheel


class _PlainUnpickler(pickle.Unpickler):
    """Refuses every class: what it reads is dictionaries, lists, text and numbers."""

    def find_class(self, module: str, name: str) -> Any:
        raise LexiconError(f"the dictionary holds an object of {module}.{name}; refusing to load it")


def containers(wheel: Wheel, member: str) -> Any:
    """Return what a pickle in `wheel`, packed by bzip2, holds.

    Raises:
        LexiconError: it is missing, or holds an object that is no plain container.
    """
    return _PlainUnpickler(io.BytesIO(bz2.decompress(wheel.read(member)))).load()
