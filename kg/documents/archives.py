"""Members of ZIP, TAR and GZIP archives, read without unpacking to disk and within limits."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from kg.documents.decoding import MAX_BYTES
from kg.errors import ReadError

MAX_RATIO = 200
"""A member that unpacks to more times its packed size, and to over a megabyte, is a bomb."""
MAX_TOTAL = 2_000_000_000
"""Bytes of all members of one archive together."""
MAX_MEMBERS = 200_000
_TAR_SUFFIXES = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_PACKED = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z")
_DAMAGED = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    tarfile.TarError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class Member(NamedTuple):
    """A file of an archive: the name of the archive and its own, and its bytes."""

    name: str
    data: bytes


def is_archive(path: Path) -> bool:
    """Tell whether the file at `path` is an archive, by its first bytes and its name."""
    with path.open("rb") as file:
        head = file.read(512)
    name = path.name.casefold()
    return (
        head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"))
        or head[257:262] == b"ustar"
        or name.endswith(_TAR_SUFFIXES)
    )


def members(path: Path, name: str) -> Iterator[Member | ReadError]:
    """Yield the files of the archive at `path`, called `name`, sorted by their names.

    A member that is a link, lies outside the archive, is encrypted, damaged or too large is yielded as a
    `ReadError`; an archive that cannot be opened at all gives one.
    """
    with path.open("rb") as file:
        head = file.read(2)
    lower = name.casefold()
    if head == b"PK":
        found = _zip(path, name)
    elif lower.endswith(_TAR_SUFFIXES) or head != b"\x1f\x8b":
        found = _tar(path, name)
    else:
        found = _gzip(path, name)
    try:
        yield from found
    except _DAMAGED as error:
        yield ReadError(name, f"is a damaged archive: {_words(error)}")


def _zip(path: Path, name: str) -> Iterator[Member | ReadError]:
    with zipfile.ZipFile(path) as archive:
        infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda info: info.filename)
        if any(info.filename == "[Content_Types].xml" for info in infos):
            yield ReadError(name, "is an Office file; save it as text or HTML")
            return
        yield from _each(
            name,
            [
                (info.filename, info.file_size, info.compress_size, bool(info.flag_bits & 1), info)
                for info in infos
            ],
            archive.open,
        )


def _tar(path: Path, name: str) -> Iterator[Member | ReadError]:
    packed = path.stat().st_size
    with tarfile.open(path, "r:*") as archive:
        infos: list[tarfile.TarInfo] = []
        total = 0
        for info in archive:
            total += info.size
            if (
                total > MAX_TOTAL
                or len(infos) > MAX_MEMBERS
                or (info.size > 10_000_000 and total > MAX_RATIO * packed)
            ):
                yield ReadError(
                    f"{name}/{info.name}",
                    "unpacks to far more than an archive of texts; the rest is not read",
                )
                break
            if info.issym() or info.islnk():
                yield ReadError(f"{name}/{info.name}", "is a link inside an archive; links are not followed")
            elif info.isfile():
                infos.append(info)
        infos.sort(key=lambda info: info.name)
        yield from _each(
            name, [(info.name, info.size, info.size, False, info) for info in infos], archive.extractfile
        )


def _gzip(path: Path, name: str) -> Iterator[Member | ReadError]:
    inner = name[:-3] if name.casefold().endswith(".gz") else name
    limit = min(MAX_BYTES, max(1_000_000, MAX_RATIO * path.stat().st_size))
    with gzip.open(path, "rb") as file:
        data = file.read(limit + 1)
    if data[257:262] == b"ustar":
        yield from _tar(path, name)
    elif len(data) > limit:
        yield ReadError(name, f"unpacks to more than {limit:,} bytes")
    else:
        yield Member(inner, data)


def _each(
    archive: str, rows: list[tuple[str, int, int, bool, object]], opener: object
) -> Iterator[Member | ReadError]:
    total = 0
    for member, size, packed, locked, info in rows:
        name = f"{archive}/{member}"
        if _is_hidden(member):
            continue
        total += size
        reason = _refusal(member, size, packed, total, locked=locked)
        if reason:
            yield ReadError(name, reason)
            continue
        yield _member(name, info, opener)


def _member(name: str, info: object, opener: object) -> Member | ReadError:
    try:
        file: IO[bytes] = opener(info)  # type: ignore[operator]  # zipfile and tarfile share no type
        with file:
            data = file.read(MAX_BYTES + 1)
    except _DAMAGED as error:
        return ReadError(name, f"is damaged: {_words(error)}")
    return Member(name, data)


def _refusal(member: str, size: int, packed: int, total: int, *, locked: bool) -> str:
    path = PurePosixPath(member.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "has a name that leads out of its archive"
    if locked:
        return "is encrypted"
    if size > MAX_BYTES or total > MAX_TOTAL:
        return f"has {size:,} bytes; the limits are {MAX_BYTES:,} for a file and {MAX_TOTAL:,} for an archive"
    if size > 1_000_000 and size > MAX_RATIO * max(packed, 1):
        return f"unpacks to {size // max(packed, 1)} times its size; the limit is {MAX_RATIO}"
    if member.casefold().endswith(_PACKED):
        return "is an archive inside an archive; unpack it"
    return ""


def _is_hidden(member: str) -> bool:
    return any(
        (part.startswith(".") and part not in ("..", ".")) or part == "__MACOSX" for part in member.split("/")
    )


def _words(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
