"""Turtle (RDF 1.1): all triples without graph names, grouped by subject."""

from __future__ import annotations

from kg.export.quads import sorted_quads
from kg.rdf.write import turtle
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return the same bytes as the ``graph.ttl`` of the build."""
    return turtle(sorted_quads(dataset), dataset.iris)
