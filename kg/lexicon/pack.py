"""Packs: the names of one source in two compressed tables, made for loading fast.

``NAME.concepts.tsv.gz`` holds a line a concept: CURIE, type, parents, exact matches (both separated by
blanks), then the names, each as ``status:name``, the label first. ``NAME.keys.tsv.gz`` holds a line a key:
the key (`kg.lexicon.key`) and where its names are, as ``CURIE#n`` separated by blanks, n counting the
names of the concept from 0. Both begin with comment lines that say source, version, licence and the
command that made them. Nothing is parsed until it is asked for.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.keys import key
from kg.lexicon.term import Entry, Status, Term
from kg.model import EntityType

CONCEPTS = ".concepts.tsv.gz"
KEYS = ".keys.tsv.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the names of a pack come from.

    `date` is the day of the release (ISO 8601, as much of it as is known). The names of a pack that is not
    `searched` are only for mentions that something else has found: too many of them are everyday words, or
    the pack is too large to trust each name wherever it stands.
    """

    name: str
    source: str
    version: str
    licence: str
    command: str
    date: str = ""
    searched: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The names of one source, unparsed: lines by CURIE, and references by key."""

    header: Header
    checksum: str
    concepts: Mapping[str, str] = field(repr=False)
    keys: Mapping[str, str] = field(repr=False)

    def entry(self, curie: str) -> Entry | None:
        """Return the concept `curie` with all its names, or None."""
        line = self.concepts.get(curie)
        return None if line is None else parse_entry(curie, line)

    def terms(self, of_key: str) -> Iterator[Term]:
        """Yield the names that have this key, in the order of the file."""
        for reference in self.keys.get(of_key, "").split():
            curie, _, number = reference.rpartition("#")
            fields = self.concepts[curie].split("\t")
            status, _, name = fields[3 + int(number)].partition(":")
            yield Term(
                curie=curie,
                type=EntityType(fields[0]),
                label=fields[3].partition(":")[2],
                name=name,
                status=Status(status),
                source=self.header.name,
            )


def parse_entry(curie: str, line: str) -> Entry:
    """Read the rest of a line of the table of concepts."""
    kind, parents, exact, *names = line.split("\t")
    pairs = (name.partition(":") for name in names)
    return Entry(
        curie=curie,
        type=EntityType(kind),
        names=tuple((Status(status), name) for status, _, name in pairs),
        parents=tuple(parents.split()),
        exact=tuple(exact.split()),
    )


def format_entry(entry: Entry) -> str:
    """Write a line of the table of concepts, without its end."""
    names = (f"{status.value}:{name}" for status, name in entry.names)
    return "\t".join((entry.curie, entry.type.value, " ".join(entry.parents), " ".join(entry.exact), *names))


def index(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the references by key, sorted by key."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for number, (_, name) in enumerate(entry.names):
            of_name = key(name)
            if of_name:
                found.setdefault(of_name, []).append(f"{entry.curie}#{number}")
    return {of_key: " ".join(references) for of_key, references in sorted(found.items())}


def write_pack(folder: Path, header: Header, entries: Iterable[Entry]) -> tuple[Path, Path]:
    """Write the two tables of a pack, sorted, the same bytes for the same entries."""
    ordered = sorted(entries, key=lambda entry: entry.curie)
    top = "".join(
        f"# {label}: {value}\n"
        for label, value in (
            ("name", header.name),
            ("source", header.source),
            ("version", header.version),
            ("licence", header.licence),
            ("command", header.command),
        )
    )
    concepts = folder / (header.name + CONCEPTS)
    keys = folder / (header.name + KEYS)
    _write(concepts, top + "".join(format_entry(entry) + "\n" for entry in ordered))
    _write(keys, top + "".join(f"{of_key}\t{refs}\n" for of_key, refs in index(ordered).items()))
    return concepts, keys


def _write(path: Path, text: str) -> None:
    # No name and no time in the gzip header: same text, same bytes.
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def read_pack(concepts: Path) -> Pack:
    """Read a pack by the path of its table of concepts.

    Raises:
        LexiconError: a table is missing, damaged or has no header.
    """
    name = concepts.name.removesuffix(CONCEPTS)
    text, raw = _read(concepts)
    key_text, _ = _read(concepts.with_name(name + KEYS))
    meta, lines = _split(text)
    try:
        header = Header(
            name=name,
            source=meta["source"],
            version=meta["version"],
            licence=meta["licence"],
            command=meta["command"],
        )
        rows = dict(line.split("\t", 1) for line in lines)
        refs = dict(line.split("\t", 1) for line in _split(key_text)[1])
    except (KeyError, ValueError) as error:
        raise LexiconError(f"{concepts.name}: not a lexicon pack ({error})") from error
    return Pack(header=header, checksum=hashlib.sha256(raw).hexdigest()[:16], concepts=rows, keys=refs)


def _read(path: Path) -> tuple[str, bytes]:
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw).decode(), raw
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read ({error}); run `kg lexicon compile`") from error


def _split(text: str) -> tuple[dict[str, str], list[str]]:
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    start = 0
    meta: dict[str, str] = {}
    while start < len(lines) and lines[start].startswith("# "):
        label, _, value = lines[start][2:].partition(": ")
        meta[label] = value
        start += 1
    return meta, lines[start:]
