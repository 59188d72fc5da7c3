"""N-Quads (RDF 1.1): one triple a line with the graph it stands in, sorted."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kg.export.quads import lines_of, sorted_quads
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return all quads sorted by their text: two graphs compare by ``diff``."""
    return lines_of(sorted_quads(dataset), RdfFormat.N_QUADS)
