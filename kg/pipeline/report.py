"""The report of a build: what was read, what failed and why, what came out. No times, so it is
reproducible.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.errors import ReadError
from kg.model import KnowledgeGraph, Polarity


def make_report(graph: KnowledgeGraph, failures: Sequence[ReadError]) -> dict[str, Any]:
    """Return counts and lists as plain JSON values, sorted."""
    labels = {c.concept.curie: c.concept.label for c in graph.concepts}
    mentioned = [c for c in graph.concepts if c.documents]
    degree: Counter[str] = Counter()
    for association in graph.associations:
        degree.update((association.subject, association.object))
    return {
        "documents": [
            {
                "source": d.source,
                "key": d.key,
                "format": d.format,
                "title": d.metadata.title,
                "work": d.work,
                "characters": len(d.text),
                "blocks": dict(sorted(Counter(b.kind.value for b in d.blocks).items())),
            }
            for d in sorted(graph.documents, key=lambda d: d.source)
        ],
        "failures": [
            {"source": f.source, "line": f.line, "reason": f.reason}
            for f in sorted(failures, key=lambda f: (f.source, f.line or 0, f.reason))
        ],
        "counts": {
            "documents": len(graph.documents),
            "works": len({d.work for d in graph.documents}),
            "concepts mentioned": len(mentioned),
            "concepts grounded": sum(c.concept.grounded for c in mentioned),
            "associations": len(graph.associations),
            "evidence": sum(len(a.evidence) for a in graph.associations),
            "outcomes": len(graph.outcomes),
            "negated": sum(a.polarity is Polarity.NEGATED for a in graph.associations),
            "conflicts": sum(bool(a.conflicts) for a in graph.associations) // 2,
        },
        "certainty": dict(sorted(Counter(a.certainty.value for a in graph.associations).items())),
        "concept types": dict(sorted(Counter(c.concept.type.value for c in mentioned).items())),
        "predicates": dict(sorted(Counter(a.predicate for a in graph.associations).items())),
        "most connected": [
            {"curie": curie, "label": labels[curie], "associations": count}
            for curie, count in sorted(degree.items(), key=lambda item: (-item[1], item[0]))[:20]
        ],
        "not grounded": [
            {"label": c.concept.label, "type": c.concept.type.value, "documents": len(c.documents)}
            for c in mentioned
            if not c.concept.grounded
        ],
        "made by": dict(graph.provenance.parts),
    }


def to_json(report: dict[str, Any]) -> bytes:
    """Return the report as indented UTF-8 JSON."""
    return (json.dumps(report, indent=1, ensure_ascii=False) + "\n").encode()
