"""CX2, the exchange format of Cytoscape and NDEx (specification: cytoscape.org/cx/cx2)."""

from __future__ import annotations

import json

from kg.analysis import to_networkx
from kg.store import Dataset

_TYPES = {bool: "boolean", int: "integer", float: "double", str: "string"}


def render(dataset: Dataset) -> bytes:
    """Return the concepts and all associations as one CX2 document."""
    graph = to_networkx(dataset)
    number = {node: i for i, node in enumerate(graph)}
    # Cytoscape wants `name` to label a node and `interaction` to label an edge
    nodes: list[dict[str, object]] = [
        {"id": number[node], "v": {"name": data["label"], **data}} for node, data in graph.nodes(data=True)
    ]
    edges: list[dict[str, object]] = [
        {
            "id": i,
            "s": number[source],
            "t": number[target],
            "v": {"interaction": data["predicate"].rsplit(":", 1)[-1].replace("_", " "), **data},
        }
        for i, (source, target, data) in enumerate(graph.edges(data=True))
    ]
    declarations = {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": _declare(nodes),
        "edges": _declare(edges),
    }
    aspects: list[dict[str, list[object]]] = [
        {"attributeDeclarations": [declarations]},
        {"networkAttributes": [{"name": "biomedkg graph"}]},
        {"nodes": list(nodes)},
        {"edges": list(edges)},
    ]
    counts = [{"name": name, "elementCount": len(items)} for a in aspects for name, items in a.items()]
    document = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": counts},
        *aspects,
        {"status": [{"success": True}]},
    ]
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _declare(elements: list[dict[str, object]]) -> dict[str, dict[str, str]]:
    declared: dict[str, dict[str, str]] = {}
    for element in elements:
        values = element["v"]
        if isinstance(values, dict):
            declared.update({name: {"d": _TYPES[type(value)]} for name, value in values.items()})
    return declared
