"""What a build folder holds, by name."""

from __future__ import annotations

from typing import Final

TURTLE_NAME: Final = "graph.ttl"
"""All triples, without graph names."""
TRIG_NAME: Final = "graph.trig"
"""The same with a named graph for each document."""
STORE_NAME: Final = "store"
"""A RocksDB directory of pyoxigraph."""
TEXTS_NAME: Final = "texts"
"""The text of each document as it was read: ``<key>.txt``, the key being 16 digits of its SHA-256."""
CHANGED_NAME: Final = "changed"
"""An empty file in the store once it was changed, so that it holds more or less than the other files say."""
