"""A large payload made small: compressed, the evidence in parts that the page unpacks when asked for."""

from __future__ import annotations

import base64
import json
import zlib

from kg.views.payload import JsonValue

_PIECES = 1000
"""Pieces of evidence in a part: some milliseconds to unpack."""


def packed(data: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the payload `data` packed: about a sixth of the size.

    The result has "packed", all but the evidence as JSON compressed by zlib in base64, and "evidence", the
    same for each "pieces" of its entries. In the packed JSON stands which document each piece is from
    ("evidenceDocuments"), so that filtering by documents unpacks nothing.
    """
    entries = data["evidence"]
    if not isinstance(entries, list):
        raise TypeError("the payload has no list of evidence")
    core = {**data, "evidence": [], "evidenceDocuments": [_document(entry) for entry in entries]}
    parts = [entries[start : start + _PIECES] for start in range(0, len(entries), _PIECES)]
    return {"packed": _pack(core), "evidence": [_pack(part) for part in parts], "pieces": _PIECES}


def _document(entry: JsonValue) -> JsonValue:
    return entry["d"] if isinstance(entry, dict) else None


def _pack(value: JsonValue) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode("ascii")
