"""The evidence as W3C Web Annotations (Recommendation of 2017), which other tools show in place."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.store import Dataset
from kg.store.records import AssociationRecord, EvidenceRecord

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"biolink": "https://w3id.org/biolink/vocab/", "kgo": "https://w3id.org/biomedkg/ontology/"},
]


def render(dataset: Dataset) -> bytes:
    """Return one annotation collection: an annotation per association and evidence, sorted.

    The body is the association; the target is the quote in its document, selected both by its words and by
    its position (characters, half-open), so that the place is found again in a text that has changed.
    """
    items = list(_annotations(sorted(dataset.associations(), key=lambda a: a.iri)))
    page = {
        "@context": _CONTEXT,
        "type": "AnnotationPage",
        "id": "urn:biomedkg:annotations",
        "startIndex": 0,
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _annotations(associations: list[AssociationRecord]) -> Iterator[dict[str, object]]:
    for association in associations:
        body = {
            "id": association.iri,
            "type": "biolink:Association",
            "biolink:subject": {"id": association.subject},
            "biolink:predicate": {"id": association.predicate},
            "biolink:object": {"id": association.object},
            "biolink:negated": association.negated,
            "kgo:certainty": association.certainty,
            "kgo:belief": association.belief,
        }
        for evidence in sorted(association.evidence, key=lambda e: e.iri):
            yield {
                "id": f"{evidence.iri}/of/{association.iri.rsplit('/', 1)[-1]}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": body,
                "target": {"source": evidence.document, "selector": _selectors(evidence)},
            }


def _selectors(evidence: EvidenceRecord) -> list[dict[str, object]]:
    return [
        {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
        {"type": "TextQuoteSelector", "exact": evidence.quote},
    ]
