"""Associations in plain English."""

from __future__ import annotations

from kg.predicates import bundled_predicates
from kg.store.records import AssociationRecord


def in_words(predicate: str, *, negated: bool = False) -> str:
    """Return a predicate (a CURIE) as the middle of an English sentence, by its own name where none is known.

    >>> in_words("biolink:studied_to_treat"), in_words("biolink:treats", negated=True)
    ('is studied to treat', 'does not treat')
    >>> in_words("biolink:interacts_with", negated=True)
    'not: interacts with'
    """
    known = bundled_predicates().by_curie.get(predicate)
    if known is not None:
        return known.denied if negated else known.affirmed
    plain = predicate.rsplit(":", 1)[-1].replace("_", " ")
    return f"not: {plain}" if negated else plain


def sentence(association: AssociationRecord, *, subject: str, object: str) -> str:
    """Return an association between two labels in one line, its certainty and conditions behind it.

    The mark around the predicate carries direction only: ``—`` and ``→``.
    """
    words = in_words(association.predicate, negated=association.negated)
    doubt = {"hedged": " (hedged)", "hypothetical": " (only an aim)"}.get(association.certainty, "")
    conditions = "; ".join(f"{role}: {value}" for role, value in association.qualifiers)
    return f"{subject} — {words} → {object}{doubt}" + (f" [{conditions}]" if conditions else "")
