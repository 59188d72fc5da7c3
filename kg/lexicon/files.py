"""Names from any file, be it a pack or a source, and the pack made of a user's own files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.formats import Selected, Selection, Source, read_source, select, stem
from kg.lexicon.lexicon import Lexicon
from kg.lexicon.pack import PACK, Header, read_pack, save_pack
from kg.lexicon.term import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFile:
    """A pack or a source as it was read: its entries, sorted by CURIE, and what is odd about it."""

    file: str
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    """The circles of superclasses that were cut in it."""


def is_pack(path: Path) -> bool:
    """Tell by its name whether a file is a compiled pack."""
    return path.suffix == PACK


def our_packs() -> tuple[NameFile, ...]:
    """Return the packs that come with the package, the curated supplement among them."""
    return tuple(
        NameFile(file=pack.header.name, entries=tuple(pack.entries())) for pack in Lexicon.load().packs()
    )


def read_names(path: Path, *, selection: Selection | None = None) -> NameFile:
    """Read a pack or a source file, whichever it is; without `selection` everything that has a label.

    Raises:
        LexiconError: the file is missing or damaged, or of no known format.
    """
    if is_pack(path):
        return NameFile(file=path.name, entries=tuple(read_pack(path).entries()))
    taken = select([read_source(path)], selection or Selection(untyped=True))
    return NameFile(file=path.name, entries=taken.entries, warnings=taken.warnings, circles=taken.circles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a user says of a pack; empty is what the files say."""

    name: str = ""
    version: str = ""
    licence: str = ""
    searched: bool = True


def add_files(
    paths: Sequence[Path],
    out: Path,
    *,
    selection: Selection,
    described: Described,
    format: str | None = None,
) -> tuple[Path, Header, Selected]:
    """Compile files into one pack and return where it is, its header and what was taken.

    Raises:
        LexiconError: a file cannot be read, nothing in the files is left to be written, or `out` lacks
            the ending by which packs are known.
    """
    if not is_pack(out):
        raise LexiconError(f"{out.name}: the name of a pack ends in {PACK}")
    sources = [read_source(path, format=format) for path in paths]
    taken = select(sources, selection)
    if not taken.entries:
        reason = f"; {taken.warnings[0]}" if taken.warnings else ""
        hint = "; say what its terms are with --type or --type-of" if taken.untyped else ""
        names = ", ".join(path.name for path in paths)
        raise LexiconError(f"{names}: nothing is left to be written{hint}{reason}")
    header = _header(sources, out, described)
    out.parent.mkdir(parents=True, exist_ok=True)
    save_pack(out, header, taken.entries)
    return out, header, taken


def _header(sources: Sequence[Source], out: Path, described: Described) -> Header:
    def stated(values: Iterable[str], missing: str) -> str:
        return " ".join("; ".join(dict.fromkeys(value for value in values if value)).split()) or missing

    titles = [f"{source.title}, {source.file}" if source.title else source.file for source in sources]
    return Header(
        name=described.name or stem(out),
        source=stated(titles, ""),
        version=described.version or stated((source.version for source in sources), "not stated"),
        licence=described.licence or stated((source.licence for source in sources), "not stated"),
        command=f"kg lexicon add {' '.join(source.file for source in sources)} --out {out.name}",
        date=max((source.date for source in sources), default=""),
        searched=described.searched,
    )
