"""Candidates: the concepts that a name could mean for a mention of some type, scored."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grounding.backoff import shorter_names, trimmed
from kg.lexicon import Lexicon, Status, Term
from kg.model import Candidate, EntityType

#: How surely a name of this standing means its concept.
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
#: Types between which sources draw the line differently; any other pair of types is a contradiction.
_KIN = (
    frozenset((EntityType.DISEASE, EntityType.PHENOTYPE)),
    frozenset((EntityType.DRUG, EntityType.DRUG_CLASS, EntityType.CELL_THERAPY, EntityType.THERAPY)),
    frozenset((EntityType.GENE, EntityType.GENE_FAMILY)),
    frozenset((EntityType.CELL, EntityType.CELL_LINE, EntityType.ANATOMY)),
    frozenset((EntityType.AGENCY, EntityType.ORGANIZATION)),
    frozenset((EntityType.THERAPY, EntityType.DIAGNOSTIC)),
)
_KIN_FACTOR = 0.9
_BACKOFF_FACTOR = 0.92
_OTHER_CASE_FACTOR = 0.95
#: Public concepts weigh a little less than curated ones, each further source a little less again.
_SOURCES = (
    "mondo", "hgnc", "drugbank", "famplex", "uberon", "cl", "hp", "maxo", "doid", "ncit", "mesh", "go",
    "symp",
)  # fmt: skip
THRESHOLD = 0.5


def type_factor(wanted: EntityType, given: EntityType) -> float:
    """Return 1 for the same type, less for its kin, 0 for a contradiction."""
    if wanted is given:
        return 1.0
    return _KIN_FACTOR if any(wanted in kin and given in kin for kin in _KIN) else 0.0


def score(term: Term, name: str, wanted: EntityType) -> float:
    """Return in [0, 1] how surely `name`, read as `wanted`, means the concept of `term`.

    The product of what the standing of the name, the types and the case are worth, less a thousandth
    for each place of its pack in the order of sources: a label of the right type in the first pack
    that is spelled as the text spells it has 0.999, a curated name 1.
    """
    source = 0.999 - 0.001 * _SOURCES.index(term.source) if term.source in _SOURCES else 1.0
    symbol = term.type is EntityType.GENE or (len(term.name) < 7 and term.name.isupper())
    case = _OTHER_CASE_FACTOR if symbol and _letters(term.name) != _letters(name) else 1.0
    return round(_STATUS[term.status] * type_factor(wanted, term.type) * source * case, 4)


def candidates(lexicon: Lexicon, name: str, wanted: EntityType, *, reason: str = "") -> Iterator[Candidate]:
    """Yield what `name` could mean, and if it means nothing as it stands, what it means without modifiers.

    `reason` is put before the other reasons (how the name came about).
    """
    found = list(_of_name(lexicon, name, wanted, 1.0, (reason,) if reason else ()))
    if found:
        yield from found
        return
    bare = trimmed(name, wanted)
    if bare and bare != name:
        yield from candidates(lexicon, bare, wanted, reason=reason or f"read as {bare!r}")
        return
    for shorter, dropped in shorter_names(name):
        why = (*((reason,) if reason else ()), f"without the modifier {dropped!r}")
        found = list(_of_name(lexicon, shorter, wanted, _BACKOFF_FACTOR, why))
        if found:
            yield from found
            return


def _of_name(
    lexicon: Lexicon, name: str, wanted: EntityType, factor: float, why: tuple[str, ...]
) -> Iterator[Candidate]:
    for term in lexicon.terms(name):
        value = round(score(term, name, wanted) * factor, 4)
        if value >= THRESHOLD:
            spelled = () if term.name == name else (f"spelled {term.name!r}",)
            yield Candidate(
                curie=term.curie,
                label=term.label,
                type=term.type,
                name=term.name,
                score=value,
                reasons=(*why, f"{_WORDS[term.status]} in {term.source}", *spelled),
            )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
