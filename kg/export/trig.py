"""TriG (RDF 1.1): the assembled graph, then a named graph per document."""

from __future__ import annotations

from kg.export.quads import sorted_quads
from kg.rdf.write import trig
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return the same bytes as the ``graph.trig`` of the build."""
    return trig(sorted_quads(dataset), dataset.iris)
