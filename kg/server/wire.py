"""What server and worker processes say to each other over pipes.

A request is one line of JSON. An answer is a sequence of frames: a byte for the kind, four for the length,
the content. It begins with `HEAD` (JSON) and ends with `LAST` or, at any point, with `ERROR` (JSON).
"""

from __future__ import annotations

import json
import struct
from typing import Any, Final

HEAD: Final = b"H"
DATA: Final = b"D"
LAST: Final = b"L"
ERROR: Final = b"X"

PREFIX: Final = struct.Struct(">cI")

#: Bytes of an answer that are collected before they are sent on.
CHUNK: Final = 64 * 1024


def frame(kind: bytes, content: bytes) -> bytes:
    """Return one frame.

    >>> frame(LAST, b"ab")
    b'L\\x00\\x00\\x00\\x02ab'
    """
    return PREFIX.pack(kind, len(content)) + content


def pack(value: dict[str, Any]) -> bytes:
    """Return a request as one line, or the content of a `HEAD` or `ERROR` frame.

    >>> pack({"op": "ping"})
    b'{"op": "ping"}\\n'
    """
    return json.dumps(value).encode() + b"\n"


def unpack(line: bytes) -> dict[str, Any]:
    """Return what `pack` has packed."""
    value: dict[str, Any] = json.loads(line)
    return value
