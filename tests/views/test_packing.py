"""A packed payload: smaller, and the same when it is unpacked."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from kg.views.packing import packed
from kg.views.payload import Start, payload
from tests.views import sample_records as sample


def unpacked(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(text)))


def test_packed_payload_unpacks_to_the_same() -> None:
    data = json.loads(json.dumps(payload(sample.many(900), title="t", start=Start(limit=7))))
    small: Any = packed(data)
    core = unpacked(small["packed"])
    pieces = [piece for part in small["evidence"] for piece in unpacked(part)]
    assert pieces == data["evidence"]
    assert core.pop("evidenceDocuments") == [piece["d"] for piece in pieces]
    assert {**core, "evidence": pieces} == data


def test_parts_hold_as_many_pieces_as_is_told() -> None:
    small: Any = packed(payload(sample.many(900), title="t"))
    parts = [unpacked(part) for part in small["evidence"]]
    assert len(parts) > 1
    assert all(len(part) == small["pieces"] for part in parts[:-1])


def test_packed_payload_is_a_fraction_of_the_plain_one() -> None:
    data = payload(sample.many(900), title="t")
    assert len(json.dumps(packed(data))) < len(json.dumps(data)) / 4


def test_hostile_texts_survive_packing() -> None:
    small: Any = packed(payload(sample.sample(), title=sample.HOSTILE))
    assert unpacked(small["packed"])["title"] == sample.HOSTILE
    assert "<" not in json.dumps(small)
