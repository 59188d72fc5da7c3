"""The standing of a name: how surely it means its concept where nothing was learnt from annotated texts."""

from __future__ import annotations

from kg.grounding.candidates import Found, letters, type_factor
from kg.grounding.rewrites import Way
from kg.lexicon import Status
from kg.model import EntityType

_STATUS = {
    Status.LABEL: 1.0,
    Status.CURATED: 1.0,
    Status.EXACT: 0.97,
    Status.LAYPERSON: 0.95,
    Status.ABBREVIATION: 0.93,
    Status.ADJECTIVE: 0.93,
    Status.ALIAS: 0.90,
    Status.FORMER: 0.85,
    Status.RELATED: 0.75,
    Status.NARROW: 0.65,
    Status.BROAD: 0.6,
}
_WORDS = {
    Status.LABEL: "preferred name",
    Status.CURATED: "curated name",
    Status.EXACT: "exact synonym",
    Status.LAYPERSON: "lay synonym",
    Status.ABBREVIATION: "abbreviation",
    Status.ADJECTIVE: "adjective",
    Status.ALIAS: "alias symbol",
    Status.FORMER: "former symbol",
    Status.RELATED: "related synonym",
    Status.NARROW: "narrower synonym",
    Status.BROAD: "broader synonym",
}
_WAYS = {
    Way.SAME: 1.0,
    Way.INDUCED: 0.95,
    Way.LOOSE: 0.95,
    Way.TRIMMED: 1.0,
    Way.RESPELLED: 0.9,
    Way.LESSENED: 0.9,
    Way.ADJECTIVE: 0.9,
    Way.REPLACED: 0.85,
    Way.EXTENDED: 0.88,
    Way.MODIFIED: 0.92,
    Way.MEMBER: 0.8,
    Way.NEAR: 0.7,
    Way.INITIALS: 0.6,
    Way.SIMILAR: 0.7,
}
_OTHER_CASE = 0.95
_SYMBOL = 7
#: Public concepts weigh a little less than curated ones, each further source a little less again.
_SOURCES = (
    "mondo", "hgnc", "drugbank", "famplex", "uberon", "cl", "hp", "maxo", "doid", "ncit", "mesh", "go",
    "symp",
)  # fmt: skip


def standing(found: Found, wanted: EntityType) -> float:
    """Return in [0, 1] how surely a candidate, read as `wanted`, is meant.

    The product of what the status of the name, the types, the way to it and its case are worth, less a
    thousandth for each place of its pack in the order of sources: a label of the right type in the first pack
    that is spelled as the text spells it has 0.999, a curated name 1.
    """
    term = found.term
    source = 1.0 if term.is_trusted else 0.98
    if term.source in _SOURCES:
        source = 0.999 - 0.001 * _SOURCES.index(term.source)
    symbol = term.type is EntityType.GENE or (len(term.name) < _SYMBOL and term.name.isupper())
    case = _OTHER_CASE if symbol and letters(term.name) != letters(found.name) else 1.0
    value = _STATUS[term.status] * type_factor(wanted, term.type) * source * case
    return round(value * _WAYS[found.way] * found.similarity, 4)


def status_words(status: Status) -> str:
    """Return the status of a name as a reason gives it."""
    return _WORDS[status]
