"""Where documents come from: files, folders, archives, standard input; a bad member stops nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.documents.archives import is_archive, members
from kg.documents.decoding import MAX_BYTES, check
from kg.documents.formats import detect, lookup
from kg.errors import ReadError
from kg.model import Document

_LISTING = re.compile(r"manifest\.(?:toml|json|ya?ml|csv|tsv|txt)|SHA256SUMS", re.IGNORECASE)


def read(
    source: str | Path, *, format: str | None = None, strict: bool = False
) -> Iterator[Document | ReadError]:
    """Yield the documents of a file, a folder (with all below it), an archive, or ``-`` for standard input.

    Files come in the order of their names. What cannot be read is yielded as a `ReadError` and the rest goes
    on; with `strict` it is raised. `format` names a format for all files, else each is detected.
    Names that begin with a dot are passed over in a folder.

    Raises:
        ReadError: only with `strict`.
    """
    if format is not None:
        lookup(format, source=str(source))
    for found in _read(source, format):
        if strict and isinstance(found, ReadError):
            raise found
        yield found


def read_bytes(data: bytes, *, source: str, format: str | None = None) -> tuple[Document, ...]:
    """Return the documents in `data`, a file called `source` (a PubMed file holds many).

    >>> [document] = read_bytes(b"Kidney tumours\\n\\nThese are rare in the young.", source="a.txt")
    >>> [(block.kind.value, document.text_of(block)) for block in document.blocks]
    [('title', 'Kidney tumours'), ('paragraph', 'These are rare in the young.')]

    Raises:
        ReadError: the data are no text, are damaged, or `format` is unknown.
    """
    check(data, source)
    chosen = lookup(format or detect(data, source), source=source)
    return tuple(chosen.read(data, source))


def _read(source: str | Path, format: str | None) -> Iterator[Document | ReadError]:
    if str(source) == "-":
        yield from _documents(sys.stdin.buffer.read(MAX_BYTES + 1), "stdin", format)
        return
    path = Path(source)
    if path.is_dir():
        for file, name in _walk(path):
            if isinstance(file, ReadError):
                yield file
            else:
                yield from _file(file, name, format)
    else:
        yield from _file(path, path.name, format)


def _file(path: Path, name: str, format: str | None) -> Iterator[Document | ReadError]:
    try:
        if not path.is_file():
            yield ReadError(name, _absence(path))
            return
        archive = is_archive(path)
        size = path.stat().st_size
        if not archive and size > MAX_BYTES:
            yield ReadError(name, f"has {size:,} bytes; the limit is {MAX_BYTES:,}")
            return
        data = b"" if archive else path.read_bytes()
    except OSError as error:
        yield ReadError(name, f"cannot be read: {error.strerror or error}")
        return
    if not archive:
        yield from _documents(data, name, format)
        return
    for member in members(path, name):
        if isinstance(member, ReadError):
            yield member
        else:
            yield from _documents(member.data, member.name, format)


def _absence(path: Path) -> str:
    if path.is_symlink():
        return "is a link that leads nowhere or back to itself"
    return "is neither a file nor a folder" if path.exists() else "does not exist"


def _documents(data: bytes, name: str, format: str | None) -> Iterable[Document | ReadError]:
    try:
        return read_bytes(data, source=name, format=format)
    except ReadError as error:
        return (error,)
    except Exception as error:  # a fault of a reader must not cost the other documents
        return (ReadError(name, f"could not be read: {type(error).__name__}: {error}"),)


def _walk(top: Path) -> Iterator[tuple[Path | ReadError, str]]:
    """Yield the files below `top` in the order of their names, each with its path from `top`.

    A manifest lists the texts of a folder and is none of them.

    A folder that is reached a second time through a link is reported and not entered.
    """
    seen: set[Path] = set()
    waiting: list[Path] = [top]
    while waiting:
        path = waiting.pop()
        name = path.relative_to(top).as_posix()
        if not path.is_dir():
            if not _LISTING.fullmatch(path.name):
                yield path, name
            continue
        try:
            real = path.resolve()
            inside = sorted((p for p in path.iterdir() if not p.name.startswith(".")), reverse=True)
        except OSError as error:
            yield ReadError(name, f"cannot be read: {error.strerror or error}"), name
            continue
        if real in seen:
            yield ReadError(name, "is a link to a folder that was read already"), name
            continue
        seen.add(real)
        waiting += inside
