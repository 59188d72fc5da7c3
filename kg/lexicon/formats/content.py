"""Files as they are opened: plain or gzip-packed, read in pieces of bounded size, refused when no text."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import LexiconError

#: Bytes, unpacked: more than any ontology in OBO or OWL has, less than what a packed bomb makes.
MAX_BYTES = 3_000_000_000
#: Bytes of a file that has to be held in memory whole (JSON).
MAX_WHOLE = 1_000_000_000
#: Bytes of one line where lines count.
MAX_LINE = 1_000_000
#: Bytes from which the format is told.
HEAD = 262_144

_GZIP = b"\x1f\x8b"
_NO_TEXT = (
    (b"%PDF", "is a PDF"),
    (b"PK\x03\x04", "is a ZIP or Office file; unpack it or save its table as text"),
    (b"BZh", "is compressed with bzip2; unpack it"),
    (b"\xfd7zXZ", "is compressed with xz; unpack it"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it"),
    (b"(\xb5/\xfd", "is compressed with zstd; unpack it"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save its table as text"),
    (b"SQLite format 3", "is a database"),
    (b"\x80\x04\x95", "is a Python pickle, which is never opened"),
    (b"\xff\xfe", "is UTF-16; convert it to UTF-8"),
    (b"\xfe\xff", "is UTF-16; convert it to UTF-8"),
)


class Content:
    """One file: its head, and its text by lines, as a stream or whole."""

    def __init__(self, path: Path) -> None:
        """Look at the beginning of the file.

        Raises:
            LexiconError: it cannot be read, is empty, or is no text.
        """
        self.path = path
        self.name = path.name
        with self.stream() as stream:
            self.head = stream.read(HEAD)
        if not self.head.strip():
            raise LexiconError(f"{self.name}: is empty")
        for signature, reason in ((_GZIP, "is packed twice; unpack it"), *_NO_TEXT):
            if self.head.startswith(signature):
                raise LexiconError(f"{self.name}: {reason}")
        if (at := self.head.find(b"\0")) >= 0:
            raise LexiconError(f"{self.name}: is binary, no text (a NUL byte at byte {at})")

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Open the unpacked bytes; what goes wrong while they are read is a `LexiconError`."""
        try:
            with self.path.open("rb") as raw:
                packed = raw.read(2) == _GZIP
                raw.seek(0)
                plain = gzip.GzipFile(fileobj=raw) if packed else raw
                yield io.BufferedReader(_Bounded(plain, self.name), 65_536)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise LexiconError(f"{self.name}: is damaged: {error}") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise LexiconError(f"{self.name}: cannot be read ({reason})") from error

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield number and text of each line, without its end.

        Raises:
            LexiconError: a line is not UTF-8, or far too long.
        """
        with self.stream() as stream:
            number = 0
            while raw := stream.readline(MAX_LINE + 1):
                number += 1
                if len(raw) > MAX_LINE:
                    raise LexiconError(f"{self.name}:{number}: a line of more than {MAX_LINE:,} bytes")
                yield number, self._decode(raw, number).rstrip("\r\n")

    def whole(self) -> str:
        """Return the text of the file.

        Raises:
            LexiconError: it is too large to be held in memory, or not UTF-8.
        """
        with self.stream() as stream:
            raw = stream.read(MAX_WHOLE + 1)
        if len(raw) > MAX_WHOLE:
            raise LexiconError(f"{self.name}: has more than {MAX_WHOLE:,} bytes unpacked")
        return self._decode(raw, 1)

    def _decode(self, raw: bytes, line: int) -> str:
        try:
            return raw.decode("utf-8-sig" if line == 1 else "utf-8")
        except UnicodeDecodeError as error:
            line += raw.count(b"\n", 0, error.start)
            raise LexiconError(
                f"{self.name}:{line}: is not UTF-8 (byte 0x{raw[error.start]:02x}); convert it"
            ) from error


class _Bounded(io.RawIOBase):
    """Bytes of a stream, up to the limit: a packed bomb ends in an error, not in all of the memory."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, name: str) -> None:
        self._stream = stream
        self._name = name
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # the base class calls it Buffer, 3.12 and above
        piece = self._stream.read(len(view))
        self._read += len(piece)
        if self._read > MAX_BYTES:
            raise LexiconError(f"{self._name}: has more than {MAX_BYTES:,} bytes unpacked")
        view[: len(piece)] = piece
        return len(piece)
