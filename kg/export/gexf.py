"""GEXF 1.2, the format of Gephi, written from the networkx projection."""

from __future__ import annotations

from xml.etree import ElementTree

import networkx as nx

from kg.analysis import to_networkx
from kg.export.xmltext import cleaned
from kg.store import Dataset


def render(dataset: Dataset) -> bytes:
    """Return the concepts and all associations as GEXF; ``networkx.read_gexf`` reads it back."""
    graph = cleaned(to_networkx(dataset))
    for source, target, key, data in graph.edges(keys=True, data=True):
        # Gephi draws `label`, and wants an id of its own for each of several parallel edges
        data["label"] = data["predicate"].rsplit(":", 1)[-1].replace("_", " ")
        data["id"] = key
        data["weight"] = data["belief"]
        graph.edges[source, target, key].update(data)
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    # the writer notes the day on which it ran: the same graph would give other bytes tomorrow
    for meta in list(writer.xml):
        if meta.tag.endswith("meta"):
            writer.xml.remove(meta)
    writer.indent(writer.xml)
    content: bytes = ElementTree.tostring(writer.xml, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
