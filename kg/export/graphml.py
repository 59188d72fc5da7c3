"""GraphML (Brandes et al. 2002), written from the networkx projection."""

from __future__ import annotations

import io

import networkx as nx

from kg.analysis import to_networkx
from kg.export.xmltext import cleaned
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return the concepts and all associations as GraphML; ``networkx.read_graphml`` reads it back."""
    out = io.BytesIO()
    nx.write_graphml_xml(cleaned(to_networkx(dataset)), out, named_key_ids=True)
    return out.getvalue()
