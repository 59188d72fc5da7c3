"""Concepts from files in the OBO format 1.4, plain or gzip-packed."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.term import Status

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s+(EXACT|RELATED|BROAD|NARROW)\s*([^\s\[]*)')


@dataclass(slots=True)
class Stanza:
    """One ``[Term]`` as the file gives it, narrow and broad synonyms left out."""

    curie: str = ""
    label: str = ""
    names: list[tuple[Status, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    obsolete: bool = False


def read_text(path: Path) -> str:
    """Return the text of a file, unpacked where its name ends in ``.gz``.

    Raises:
        LexiconError: it is not there.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error})") from error
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def version(text: str) -> str:
    """Return the ``data-version`` of the header, or "not stated"."""
    match = re.search(r"^data-version: (\S+)", text, re.MULTILINE)
    return match.group(1) if match else "not stated"


def stanzas(lines: Iterable[str]) -> Iterator[Stanza]:
    """Yield the terms that are not obsolete, in the order of the file."""
    current: Stanza | None = None
    for line in lines:
        if line.startswith("["):
            if current and not current.obsolete:
                yield current
            current = Stanza() if line.strip() == "[Term]" else None
        elif current is not None:
            _take(current, line)
    if current and not current.obsolete:
        yield current


def _take(stanza: Stanza, line: str) -> None:
    tag, _, value = line.rstrip().partition(": ")
    if tag == "id":
        stanza.curie = value
    elif tag == "name":
        stanza.label = value
        stanza.names.insert(0, (Status.LABEL, value))
    elif tag == "is_a":
        stanza.parents.append(value.split()[0])
    elif tag == "xref":
        stanza.xrefs.append(value.split()[0])
    elif tag == "alt_id":
        stanza.retired.append(value)
    elif tag == "is_obsolete":
        stanza.obsolete = value == "true"
    elif tag == "synonym":
        match = _SYNONYM.match(value)
        if match and (status := _status(match.group(2), match.group(3))):
            stanza.names.append((status, match.group(1).replace('\\"', '"')))


def _status(scope: str, kind: str) -> Status | None:
    """Return the status of a synonym; broad and narrow ones name something else and are left out."""
    if scope in ("BROAD", "NARROW"):
        return None
    if "obsolete" in kind:
        return None
    if "abbreviation" in kind.lower():
        return Status.ABBREVIATION
    if scope == "RELATED":
        return Status.RELATED
    return Status.LAYPERSON if "layperson" in kind else Status.EXACT
