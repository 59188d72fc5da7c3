"""Features: what speaks for and against a candidate, as numbers that the ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.grounding.candidates import Found, type_factor
from kg.grounding.context import HUMAN, Context
from kg.lexicon import Status
from kg.model import EntityType

#: Groups of types that are ranked by weights of their own.
GROUPS = {
    EntityType.DISEASE: "disease",
    EntityType.PHENOTYPE: "phenotype",
    EntityType.DRUG: "drug",
    EntityType.DRUG_CLASS: "drug",
    EntityType.GENE: "gene",
    EntityType.GENE_FAMILY: "gene",
    EntityType.SPECIES: "species",
    EntityType.ANATOMY: "anatomy",
    EntityType.CELL: "cell",
    EntityType.CELL_LINE: "cell line",
}
OTHER = "other"
_SYMBOL = 7
#: Statuses from the surest to the least sure, for telling which of two names stands better.
_STANDING = {status: rank for rank, status in enumerate(
    (Status.LABEL, Status.CURATED, Status.EXACT, Status.LAYPERSON, Status.ABBREVIATION, Status.ADJECTIVE,
     Status.ALIAS, Status.FORMER, Status.RELATED, Status.NARROW, Status.BROAD)
)}  # fmt: skip


def group_of(kind: EntityType) -> str:
    """Return the group whose weights a mention of this type is ranked by."""
    return GROUPS.get(kind, OTHER)


def features(
    found: Sequence[Found], wanted: EntityType, context: Context, *, surface: str
) -> list[dict[str, float]]:
    """Return the features of each candidate of one mention, by name, those that are 0 left out.

    `surface` is what the text says, which tells more of a gene's species than its long form does.
    """
    return [_features(each, found, wanted, context, surface) for each in found]


def _features(
    each: Found, all_found: Sequence[Found], wanted: EntityType, context: Context, surface: str
) -> dict[str, float]:
    term = each.term
    values = {
        "bias": 1.0,
        f"way {each.way.value}": 1.0,
        f"status {term.status.value}": 1.0,
        f"pack {term.source}": 1.0,
        f"namespace {term.curie.partition(':')[0]}": 1.0,
    }
    if type_factor(wanted, term.type) < 1.0:
        values["kin"] = 1.0
    letters, name = _letters(each.name), _letters(term.name)
    if letters == name:
        values["spelled alike"] = 1.0
    elif letters.lower() != name.lower():
        values["spelled otherwise"] = 1.0
    if len(name) < _SYMBOL and any(map(str.isupper, name)):
        values["symbol"] = 1.0
        if letters != name:
            values["symbol in another case"] = 1.0
    values["long"] = min(len(letters), 30) / 30
    if len(letters) <= 3:
        values["short"] = 1.0
    _against_others(values, each, all_found)
    if each.similarity < 1.0:
        values["similarity"] = each.similarity
    certain = context.certain.get(term.curie, 0)
    if certain:
        values["named in full elsewhere"] = min(math.log1p(certain), 2.0)
    if term.taxon:
        values.update(_species(term.taxon, context, surface))
    return values


def _against_others(values: dict[str, float], each: Found, all_found: Sequence[Found]) -> None:
    """Add how a candidate stands among the others."""
    own = _standing(each)
    others = {f.term.curie: f for f in reversed(all_found) if f.term.curie != each.term.curie}
    better = sum(_standing(f) < own for f in others.values())
    equal = sum(_standing(f) == own for f in others.values())
    if better:
        values["others stand better"] = math.log1p(better)
    if equal:
        values["others stand equal"] = math.log1p(equal)
    packs = len({f.term.source for f in all_found if f.term.curie == each.term.curie})
    if packs > 1:
        values["several packs"] = math.log(packs)


def _standing(found: Found) -> tuple[int, int]:
    return list(type(found.way)).index(found.way), _STANDING[found.term.status]


def _species(taxon: str, context: Context, surface: str) -> Mapping[str, float]:
    """Return what speaks for the species of a gene: the words of the text, and how its symbol is written."""
    share = context.species.get(taxon, 0.0)
    human = taxon == HUMAN
    values = {"species share": share, ("human" if human else "not human"): 1.0}
    if not context.species:
        values["no species" + (", human" if human else "")] = 1.0
    if share and share == max(context.species.values()):
        values["main species"] = 1.0
    bare = "".join(c for c in surface if c.isalpha())
    if len(bare) > 1 and len(surface) <= 12:
        if bare.isupper():
            values["capitals, " + ("human" if human else "not human")] = 1.0
        elif bare[0].isupper() and bare[1:].islower():
            values["one capital, " + ("human" if human else "not human")] = 1.0
    return values


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
