"""From bytes to text: UTF-8, UTF-16 and UTF-32 with a byte order mark, and clear words for all else."""

from __future__ import annotations

import codecs

from kg.errors import ReadError

MAX_BYTES = 200_000_000
"""Bytes of one source; what is longer is a data set and no document."""
MAX_PARAGRAPH = 500_000
"""Characters of one paragraph; what is longer is no text."""

_SIGNATURES = (
    (b"%PDF", "is a PDF; save its text, or fetch the article as XML"),
    (b"PK\x03\x04", "is a ZIP or Office file inside another source; unpack it or save it as text"),
    (b"\x1f\x8b", "is compressed inside another source; unpack it"),
    (b"\xd0\xcf\x11\xe0", "is an old Office file; save it as text"),
    (b"\x89PNG", "is a PNG image, not text"),
    (b"\xff\xd8\xff", "is a JPEG image, not text"),
    (b"GIF8", "is a GIF image, not text"),
    (b"\x7fELF", "is a program, not text"),
    (b"SQLite format 3", "is a database, not text"),
    (b"{\\rtf", "is RTF; save it as text or HTML"),
    (b"BZh", "is compressed with bzip2; unpack it"),
    (b"\xfd7zXZ", "is compressed with xz; unpack it"),
    (b"7z\xbc\xaf", "is a 7-Zip archive; unpack it"),
)
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def check(data: bytes, source: str) -> None:
    """Refuse what cannot be a text.

    Raises:
        ReadError: no bytes, only white space, too many bytes, or a known kind of binary file.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(source, f"has {len(data):,} bytes; the limit is {MAX_BYTES:,}")
    if not data:
        raise ReadError(source, "is empty")
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(source, reason)


def decode(data: bytes, source: str) -> str:
    """Return the text of `data`, with nothing normalised.

    A UTF-8 byte order mark stays, as one character; those of UTF-16 and UTF-32 tell the encoding and go.

    Raises:
        ReadError: not a text, or not in one of these encodings; names the byte and the line.
    """
    check(data, source)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and (at := data.find(b"\0")) >= 0:
        raise ReadError(
            source,
            f"has a NUL byte at byte {at}: it is binary, or UTF-16 without a byte order mark",
            line=data.count(b"\n", 0, at) + 1,
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(
            source,
            f"is not {encoding.upper()}: {error.reason} (0x{data[error.start]:02x}) at byte {error.start};"
            " convert it to UTF-8",
            line=line,
        ) from None
    if not text.strip("\ufeff \t\r\n\x0b\x0c\xa0"):
        raise ReadError(source, "holds only white space")
    return text
