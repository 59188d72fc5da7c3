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
SURPLUS_NAME: Final = "surplus.nq"
"""In the store: the quads whose triple another graph has as well (see `kg.rdf.merge`), none in a build."""
ONCE_NAME: Final = "once"
"""In a copy of a store that has such quads: the same store without them."""
