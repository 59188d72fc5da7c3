"""Concepts from files in the OBO format, plain or gzip-packed, as the packs of this project take them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.formats import obo
from kg.lexicon.formats.obo import Stanza
from kg.lexicon.term import Status


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
    """Yield the terms that are not obsolete, in the order of the file, without broad and narrow synonyms.

    Those name something else.
    """
    for stanza in obo.stanzas(enumerate(lines, start=1)):
        if not stanza.obsolete:
            stanza.names = [pair for pair in stanza.names if pair[0] not in (Status.BROAD, Status.NARROW)]
            yield stanza
