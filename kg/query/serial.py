"""Records as plain values, fit for JSON."""

from __future__ import annotations

from dataclasses import asdict

from kg.query.about import ConceptPage
from kg.query.wording import sentence


def page_as_json(page: ConceptPage) -> dict[str, object]:
    """Return a concept page as dictionaries and lists: concept, edges (sorted as on the page), outcomes."""
    labels = page.labels
    return {
        "concept": asdict(page.concept),
        "same_as": list(page.same_as),
        "partners": list(page.partners),
        "fusions": list(page.fusions),
        "kinds": list(page.kinds),
        "edges": [
            {
                "words": sentence(
                    association,
                    subject=labels.get(association.subject, association.subject),
                    object=labels.get(association.object, association.object),
                ),
                "outgoing": group.outgoing,
                "subject_label": labels.get(association.subject, ""),
                "object_label": labels.get(association.object, ""),
                **asdict(association),
                "evidence": [
                    {**asdict(evidence), "title": page.titles.get(evidence.document, "")}
                    for evidence in association.evidence
                ],
            }
            for group in page.groups
            for association in group.associations
        ],
        "outcomes": [
            {**asdict(outcome), "measure_label": labels.get(outcome.measure, "")} for outcome in page.outcomes
        ],
    }
