"""What stands before the root of an XML file: read exactly, so that no entity can hide in it.

A document may declare entities, and entities made of entities grow a short file without bound. Ontology
editors declare the short names of namespaces in this way, so those are allowed, and nothing else is.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import IO

from kg.errors import LexiconError

#: Bytes of an entity: the IRI of a namespace fits, and so short a text cannot make a file grow without bound.
LONGEST = 200
_SKIPPED = re.compile(rb"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^\[<>\"']*(?:\"[^\"]*\"\s*|'[^']*'\s*)*(\[|>)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(%?)\s*([^\s>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|[^>]*?)\s*>")
_END = re.compile(rb"\]\s*>")
_ROOT = re.compile(rb"<[A-Za-z_][^<>]*>")
_AGAIN = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_XMLNS = re.compile(rb"xmlns:([\w.-]+)\s*=\s*(?:\"([^\"]+)\"|'([^']+)')")
_REFERENCE = re.compile(rb"&([^;&]+);")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prolog:
    """What a reader needs to know of it: the prefixes that the root declares, and its length in bytes."""

    length: int
    prefixes: dict[str, str] = field(default_factory=dict)


def read_prolog(head: bytes, name: str) -> Prolog:
    """Read the prolog of an XML file from its first bytes; `name` is that of the file, for messages.

    Raises:
        LexiconError: it does not end within these bytes, or declares what is no short name.
    """
    start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    at = _skip(head, start)
    entities: dict[bytes, bytes] = {}
    if doctype := _DOCTYPE.match(head, at):
        at = doctype.end()
        if doctype.group(1) == b"[":
            at = _read_entities(head, at, name, entities)
        at = _skip(head, at)
    root = _ROOT.match(head, at)
    if root is None:
        line = head.count(b"\n", 0, at) + 1
        raise LexiconError(f"{name}:{line}: has no element where its root should stand")
    found = _XMLNS.findall(root.group())
    return Prolog(
        length=root.end(),
        prefixes={
            prefix.decode("utf-8", "replace"): _expand(double or single, entities)
            for prefix, double, single in found
        },
    )


def _skip(head: bytes, at: int) -> int:
    match = _SKIPPED.match(head, at)
    return match.end() if match else at


def _read_entities(head: bytes, at: int, name: str, entities: dict[bytes, bytes]) -> int:
    while True:
        at = _skip(head, at)
        if end := _END.match(head, at):
            return end.end()
        line = head.count(b"\n", 0, at) + 1
        match = _ENTITY.match(head, at)
        if match is None:
            raise LexiconError(f"{name}:{line}: its DOCTYPE holds more than short names of namespaces")
        parameter, entity, double, single = match.groups()
        value = double if double is not None else single
        place = f"{name}:{line}: the entity {entity.decode('utf-8', 'replace')}"
        if parameter or value is None:
            raise LexiconError(f"{place} is defined elsewhere; only short names of namespaces are read")
        if b"&" in value or b"%" in value:
            raise LexiconError(f"{place} is made of other entities, which can grow without bound")
        if len(value) > LONGEST:
            raise LexiconError(f"{place} is longer than {LONGEST} bytes: no name of a namespace")
        entities[entity] = value
        at = match.end()


def _expand(stem: bytes, entities: dict[bytes, bytes]) -> str:
    expanded = _REFERENCE.sub(lambda match: entities.get(match.group(1), b""), stem)
    return expanded.decode("utf-8", "replace")


def guarded(stream: IO[bytes], name: str, prolog: Prolog) -> IO[bytes]:
    """Return the bytes of an XML file whose prolog was read; a DOCTYPE further down is a `LexiconError`."""
    return io.BufferedReader(_Guarded(stream, name, prolog.length), 65_536)


class _Guarded(io.RawIOBase):
    """Bytes of a stream, looked through as they pass."""

    def __init__(self, stream: IO[bytes], name: str, prolog: int) -> None:
        self._stream = stream
        self._name = name
        self._unseen = prolog
        self._last = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the base class calls it Buffer, 3.12 and above
        piece = self._stream.read(len(view))
        body = self._last + piece[self._unseen :]
        self._unseen = max(0, self._unseen - len(piece))
        if _AGAIN.search(body):
            raise LexiconError(f"{self._name}: has a DOCTYPE below its root")
        self._last = body[1 - len(b"<!DOCTYPE") :]
        view[: len(piece)] = piece
        return len(piece)
