"""Packs: the names of one source in one file whose records are mapped into memory, not parsed.

A file ``NAME.pack`` begins with eight letters, the length of its header (four bytes, little endian) and the
header itself (JSON: source, version, date, licence, counts, command, checksums, lengths). Then come

``keys``
    for each name of each concept 32 bits of the hash of its key (`kg.lexicon.hashing`) and the number of the
    concept, sorted,
``loose``
    the same for the loose keys (`kg.lexicon.keys.loose_key`) of the names that have another one, but for cell
    lines, whose names are codes,
``curies``
    the same for the CURIEs,
``blocks``
    where each block of concepts begins,
``records``
    the blocks: 32 lines of concepts each, packed by zlib.

The tables are packed: differences of the hashes and numbers of the concepts, byte by byte, by zlib, which
leaves about half. A line holds CURIE, type, taxon, parents, equivalents (both separated by blanks), then the
names, each as ``status:name``, the label first, separated by tabs. Two processes that open a pack share its
records. Whoever damages one is told so: the tables have a checksum that is compared on opening, the blocks
that of zlib.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import string
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import LexiconError
from kg.files import replace_file
from kg.lexicon.hashing import PLACE_BITS, Hashes, hash_all, hash_one, placed
from kg.lexicon.keys import key, loose_key
from kg.lexicon.term import Entry, Status, Term
from kg.model import EntityType

PACK = ".pack"
_MAGIC = b"KGPACK\x01\n"
_BLOCK = 32
_TABLES = ("keys", "loose", "curies", "blocks")
_TYPES = {kind.value: kind for kind in EntityType}
_STATUSES = {status.value: status for status in Status}
#: Letters that a key begins with if its name does; an a or o may be the first of a British spelling.
_STAYING = frozenset(string.ascii_letters + string.digits) - set("aoAO")
_PLACE = np.uint64((1 << PLACE_BITS) - 1)


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
class Tables:
    """The sorted numbers of a pack: by key, by loose key and by CURIE."""

    keys: Hashes
    loose: Hashes
    curies: Hashes


class Pack:
    """The names of one source; concepts have numbers from 0."""

    def __init__(
        self,
        header: Header,
        *,
        tables: Tables,
        lines: Callable[[int], Sequence[str]],
        size: int,
        names: int,
        checksum: str,
    ) -> None:
        """Take the tables as they are; `lines` gives the lines of a block by its number."""
        self.header = header
        self.tables = tables
        self.size = size
        """How many concepts it has."""
        self.names = names
        """How many names they have."""
        self.checksum = checksum
        """The beginning of the SHA-256 of the lines."""
        self._lines = lines

    def __len__(self) -> int:
        """Return the number of concepts."""
        return self.size

    def at(self, place: int) -> Entry:
        """Return the concept with a number."""
        return parse_entry(self._lines(place // _BLOCK)[place % _BLOCK])

    def entries(self) -> Iterator[Entry]:
        """Yield all concepts, sorted by CURIE."""
        for block in range(-(-self.size // _BLOCK)):
            yield from map(parse_entry, self._lines(block))

    def entries_of(self, types: Collection[EntityType]) -> Iterator[Entry]:
        """Yield as `entries` does the concepts of some types, without reading the others."""
        wanted = {kind.value for kind in types}
        for block in range(-(-self.size // _BLOCK)):
            for line in self._lines(block):
                if line.split("\t", 2)[1] in wanted:
                    yield parse_entry(line)

    def entry(self, curie: str) -> Entry | None:
        """Return the concept `curie` with all its names, or None."""
        for place in find(self.tables.curies, curie):
            found = self.at(place)
            if found.curie == curie:
                return found
        return None

    def terms(self, of_key: str) -> Iterator[Term]:
        """Yield the names that have this key, by CURIE and in the order of the concept."""
        for place in find(self.tables.keys, of_key):
            yield from named(self.at(place), of_key, self.header.name)


def find(table: Hashes, text: str) -> list[int]:
    """Return the numbers that a table has for the hash of `text`, rising."""
    low = hash_one(text) >> PLACE_BITS << PLACE_BITS
    first = int(np.searchsorted(table, np.uint64(low)))
    last = int(np.searchsorted(table, np.uint64(low | int(_PLACE)), side="right"))
    return [int(number & _PLACE) for number in table[first:last]]


def named(entry: Entry, of_key: str, source: str, *, loosely: bool = False) -> Iterator[Term]:
    """Yield the names of a concept that have a key, or a loose one."""
    same = loose_key if loosely else key
    first = of_key[:1]
    for status, name in entry.names:
        # most names of a concept are seen to have another key by their first letter
        if not loosely and name[:1] in _STAYING and name[:1].lower() != first:
            continue
        if same(name) == of_key:
            yield Term(
                curie=entry.curie,
                type=entry.type,
                label=entry.label,
                name=name,
                status=status,
                source=source,
                taxon=entry.taxon,
            )


def parse_entry(line: str) -> Entry:
    """Read a line."""
    curie, kind, taxon, parents, exact, *names = line.split("\t")
    pairs = [name.partition(":") for name in names]
    return Entry(
        curie=curie,
        type=_TYPES[kind],
        names=tuple([(_STATUSES[status], name) for status, _, name in pairs]),
        parents=tuple(parents.split()),
        exact=tuple(exact.split()),
        taxon=taxon,
    )


def format_entry(entry: Entry) -> str:
    """Write a line, without its end."""
    names = (f"{status.value}:{name}" for status, name in entry.names)
    return "\t".join(
        (entry.curie, entry.type.value, entry.taxon, " ".join(entry.parents), " ".join(entry.exact), *names)
    )


def make_pack(header: Header, entries: Iterable[Entry]) -> Pack:
    """Return a pack in memory."""
    lines = _formatted(entries)
    tables, names = _tables(lines)
    return Pack(
        header,
        tables=tables,
        lines=lambda block: lines[block * _BLOCK : (block + 1) * _BLOCK],
        size=len(lines),
        names=names,
        checksum=_checksum(lines),
    )


def write_pack(folder: Path, header: Header, entries: Iterable[Entry]) -> Path:
    """Write a pack by its name into `folder` and return its path.

    Raises:
        OSError: the file cannot be written.
    """
    path = folder / (header.name.replace("/", "-") + PACK)
    save_pack(path, header, entries)
    return path


def save_pack(path: Path, header: Header, entries: Iterable[Entry]) -> None:
    """Write a pack; the same entries give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    lines = _formatted(entries)
    tables, names = _tables(lines)
    packed = [
        zlib.compress("\n".join(lines[at : at + _BLOCK]).encode(), 9) for at in range(0, len(lines), _BLOCK)
    ]
    starts = np.cumsum([0, *(len(block) for block in packed)]).astype(np.uint64)
    parts = [_packed(table) for table in (tables.keys, tables.loose, tables.curies, starts)]
    body = b"".join(parts)
    about = {
        **asdict(header),
        "concepts": len(lines),
        "names": names,
        "checksum": _checksum(lines),
        "tables": dict(zip(_TABLES, map(len, parts), strict=True)),
        "crc": zlib.crc32(body),
    }
    head = json.dumps(about, ensure_ascii=False, sort_keys=True).encode()
    replace_file(path, _MAGIC + struct.pack("<I", len(head)) + head + body + b"".join(packed))


def read_pack(path: Path) -> Pack:
    """Open a pack.

    Raises:
        LexiconError: it is missing, damaged, or no pack.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path.name}: cannot be read ({error}); run `kg lexicon compile`") from error
    try:
        about, arrays, start = _opened(data)
        header = Header(**{field.name: about[field.name] for field in fields(Header)})
        size, names, checksum = int(about["concepts"]), int(about["names"]), str(about["checksum"])
    except (KeyError, ValueError, TypeError, struct.error, zlib.error) as error:
        raise LexiconError(f"{path.name}: not a lexicon pack, or a damaged one ({error})") from error
    blocks = arrays["blocks"]

    @lru_cache(maxsize=1024)
    def lines(block: int) -> list[str]:
        first, last = start + int(blocks[block]), start + int(blocks[block + 1])
        try:
            return zlib.decompress(data[first:last]).decode().split("\n")
        except (zlib.error, UnicodeDecodeError) as error:
            raise LexiconError(f"{path.name}: damaged at byte {first} ({error})") from error

    tables = Tables(keys=arrays["keys"], loose=arrays["loose"], curies=arrays["curies"])
    return Pack(header, tables=tables, lines=lines, size=size, names=names, checksum=checksum)


def _opened(data: mmap.mmap) -> tuple[dict[str, Any], dict[str, Hashes], int]:
    """Return the header, the tables as views, and where the records begin.

    Raises:
        ValueError, KeyError, struct.error: the file is no pack, or damaged.
    """
    if data[: len(_MAGIC)] != _MAGIC:
        raise ValueError("it begins otherwise")
    (length,) = struct.unpack_from("<I", data, len(_MAGIC))
    at = len(_MAGIC) + 4 + length
    about = json.loads(data[len(_MAGIC) + 4 : at])
    counts = [int(about["tables"][name]) for name in _TABLES]  # bytes
    end = at + sum(counts)
    if end > len(data) or zlib.crc32(memoryview(data)[at:end]) != about["crc"]:
        raise ValueError("its tables are not as they were written")
    arrays: dict[str, Hashes] = {}
    for name, count in zip(_TABLES, counts, strict=True):
        arrays[name] = _unpacked(data[at : at + count])
        at += count
    if len(data) != end + int(arrays["blocks"][-1]):
        raise ValueError("its end is missing")
    return about, arrays, end


def _packed(table: Hashes) -> bytes:
    """Return a sorted table in few bytes: what is alike in neighbours stands together."""
    upper = (table >> np.uint64(PLACE_BITS)).astype("<u4")
    lower = (table & _PLACE).astype("<u4")
    steps = np.diff(upper, prepend=np.uint32(0)).astype("<u4")
    planes = [column.view(np.uint8).reshape(-1, 4).T.tobytes() for column in (steps, lower)]
    return zlib.compress(b"".join(planes), 9)


def _unpacked(packed: bytes) -> Hashes:
    """Return the table that `_packed` packed.

    Raises:
        ValueError, zlib.error: it is damaged.
    """
    planes = np.frombuffer(zlib.decompress(packed), dtype=np.uint8).reshape(2, 4, -1)
    steps, lower = (np.ascontiguousarray(plane.T).view("<u4").ravel().astype(np.uint64) for plane in planes)
    return (np.cumsum(steps, dtype=np.uint64) << np.uint64(PLACE_BITS)) | lower


def _formatted(entries: Iterable[Entry]) -> list[str]:
    return [format_entry(entry) for entry in sorted(entries, key=lambda entry: entry.curie)]


def _tables(lines: Sequence[str]) -> tuple[Tables, int]:
    """Return the tables for the lines of a pack, and the number of names."""
    curies: list[str] = []
    keys: list[str] = []
    loose: list[str] = []
    key_places: list[int] = []
    loose_places: list[int] = []
    names = 0
    for place, line in enumerate(lines):
        curie, kind, _, _, _, *given = line.split("\t")
        curies.append(curie)
        names += len(given)
        exact = {key(name.partition(":")[2]) for name in given} - {""}
        others: set[str] = set()
        if kind != EntityType.CELL_LINE.value:
            others = {loose_key(name.partition(":")[2]) for name in given} - exact - {""}
        keys += sorted(exact)
        key_places += [place] * len(exact)
        loose += sorted(others)
        loose_places += [place] * len(others)
    return (
        Tables(
            keys=_table(keys, key_places),
            loose=_table(loose, loose_places),
            curies=_table(curies, list(range(len(curies)))),
        ),
        names,
    )


def _table(texts: Sequence[str], places: Sequence[int]) -> Hashes:
    return np.sort(placed(hash_all(texts), np.array(places, dtype=np.uint64)))


def _checksum(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
