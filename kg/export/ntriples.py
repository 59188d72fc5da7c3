"""N-Triples (RDF 1.1): one triple a line, sorted, without graph names."""

from __future__ import annotations

from pyoxigraph import RdfFormat

from kg.export.quads import lines_of, sorted_quads
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return all triples, each once, sorted by their text: two graphs compare by ``diff``."""
    return lines_of((quad.triple for quad in sorted_quads(dataset)), RdfFormat.N_TRIPLES)
