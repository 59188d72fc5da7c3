"""Features: what speaks for and against a concept, as numbers that the ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.grounding.candidates import Found, letters, type_factor
from kg.grounding.context import Context
from kg.grounding.overlap import Compared
from kg.grounding.rewrites import Way
from kg.grounding.species import HUMAN, style_of
from kg.grounding.usage import COUNTED, Used
from kg.lexicon import Status
from kg.model import Concept, EntityType, Mention

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
#: Vocabularies whose identifiers tell that a concept is commonly spoken of.
_VOCABULARIES = frozenset(("mesh", "omim", "doid", "hp", "ncit", "orphanet", "efo"))
#: Letters before a symbol that say whose gene it is: hCB2, mTERT.
_INITIALS = {"h": HUMAN, "m": "ncbitaxon:10090", "r": "ncbitaxon:10116", "d": "ncbitaxon:7227"}
_SHORT = 3
#: Ways to a form of the name that is compared with names instead of it.
_OF_ITS_OWN = (Way.MEMBER, Way.INDUCED, Way.LESSENED)
_WAYS = {way: rank for rank, way in enumerate(Way)}
#: Statuses from the surest to the least sure, for telling which of two names stands better.
_STANDING = {status: rank for rank, status in enumerate(
    (Status.LABEL, Status.CURATED, Status.EXACT, Status.LAYPERSON, Status.ABBREVIATION, Status.ADJECTIVE,
     Status.ALIAS, Status.FORMER, Status.RELATED, Status.NARROW, Status.BROAD)
)}  # fmt: skip


def group_of(kind: EntityType) -> str:
    """Return the group whose weights a mention of this type is ranked by."""
    return GROUPS.get(kind, OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A concept that a mention could mean: the term that speaks best for it, and its features by name.

    Those that are 0 are left out.
    """

    found: Found
    values: Mapping[str, float]


def features(
    found: Sequence[Found],
    mention: Mention,
    context: Context,
    concept: Callable[[str], Concept | None],
    compared: Compared | None = None,
    used: Used | None = None,
) -> list[Weighed]:
    """Return the concepts that `found` leads to with their features, in the order in which they came.

    What several packs say of one concept counts together. `concept` gives the concept of a CURIE,
    `compared` what the words of the mention and those of a name have in common, `used` tells how annotators
    used names.
    """
    by_concept: dict[str, list[Found]] = {}
    for each in found:
        by_concept.setdefault(each.term.curie, []).append(each)
    best = {curie: min(group, key=_standing) for curie, group in by_concept.items()}
    standings = {curie: _standing(one) for curie, one in best.items()}
    taxa = {each.term.taxon for each in found} - {""}
    species = {taxon: _species(taxon, context, mention) for taxon in taxa}
    used = used if mention.type in COUNTED else None
    uses = None if used is None else used.of(context.name(mention), mention.type)
    weighed = []
    for curie, group in by_concept.items():
        values: dict[str, float] = {}
        for each in group:
            evidence = {**_features(each, mention, context), **species.get(each.term.taxon, {})}
            for name, value in evidence.items():
                values[name] = max(value, values.get(name, value))
        _against_others(values, standings[curie], [s for c, s in standings.items() if c != curie])
        if compared is not None:
            values.update(_common(mention, context, group, compared))
            values.update(_told(compared.added(context.name(mention), best[curie].term.label), context))
        if uses is not None:
            values.update(uses.features(curie))
        if used is not None and (times := used.times(curie)):
            values["meant often"] = math.log1p(times)
            if best[curie].way is Way.SIMILAR:
                values["meant often, similar"] = math.log1p(times)
        if len(group) > 1:
            values["several packs"] = math.log(len(group))
        known = concept(curie)
        if known is not None:
            values["equivalents"] = math.log1p(len(known.exact))
            values["names"] = math.log1p(len(known.synonyms))
            for prefix in {match.partition(":")[0] for match in (curie, *known.exact)} & _VOCABULARIES:
                values[f"in {prefix}"] = 1.0
        weighed.append(Weighed(found=best[curie], values=values))
    return weighed


def _common(
    mention: Mention,
    context: Context,
    group: Sequence[Found],
    compared: Compared,
) -> Mapping[str, float]:
    """Return the overlap of a mention's name with the name of a concept that has most in common with it."""
    whole = context.name(mention)
    names = dict.fromkeys(
        (each.name if each.way in _OF_ITS_OWN else whole, each.term.curie, each.term.name) for each in group
    )
    return max((compared.overlap(*each) for each in names), key=lambda v: v.get("covered and filled", 0.0))


def _told(added: Mapping[str, float], context: Context) -> Mapping[str, float]:
    """Return how much of what a concept's label says beyond the mention the text says somewhere."""
    whole = sum(added.values())
    if not whole:
        return {}
    told = sum(weight for root, weight in added.items() if root in context.words)
    return {"label adds, told": told / whole, "label adds, untold": math.log1p(whole - told)}


def nothing(weighed: Sequence[Weighed], *, surface: str) -> dict[str, float]:
    """Return the features of the answer that none of these concepts is meant."""
    values = {"none": 1.0, "none, of many": math.log(max(1, len(weighed)))}
    for each in weighed[:1]:
        values[f"none, {each.found.way.value}"] = 1.0
        if each.values.keys() & {"used", "used otherwise"}:
            values["none, used"] = 1.0
    if len(surface) <= _SHORT:
        values["none, short"] = 1.0
    return values


def _features(each: Found, mention: Mention, context: Context) -> dict[str, float]:
    term, wanted = each.term, mention.type
    values = {
        f"way {each.way.value}": 1.0,
        f"status {term.status.value}": 1.0,
        f"pack {term.source}": 1.0,
        f"namespace {term.curie.partition(':')[0]}": 1.0,
    }
    if type_factor(wanted, term.type) < 1.0:
        values["kin"] = 1.0
    own, name = letters(each.name), letters(term.name)
    if own == name:
        values["spelled alike"] = 1.0
    elif own.lower() != name.lower():
        values["spelled otherwise"] = 1.0
    if len(name) < _SYMBOL and any(map(str.isupper, name)):
        values["symbol"] = 1.0
        if own != name:
            values["symbol in another case"] = 1.0
    values["long"] = min(len(own), 30) / 30
    if len(own) <= _SHORT:
        values["short"] = 1.0
    if each.namesake:
        values["name of an orthologue"] = 1.0
    if each.way is Way.MEMBER:
        values["later member"] = 1.0 - each.similarity
    elif each.similarity < 1.0:
        values["similarity"] = each.similarity
    certain = context.certain.get(term.curie, 0)
    if certain:
        values["named in full elsewhere"] = min(math.log1p(certain), 2.0)
    return values


def _against_others(
    values: dict[str, float], own: tuple[int, int], others: Sequence[tuple[int, int]]
) -> None:
    """Add how a concept stands among the others."""
    better = sum(other < own for other in others)
    equal = sum(other == own for other in others)
    if better:
        values["others stand better"] = math.log1p(better)
    if equal:
        values["others stand equal"] = math.log1p(equal)


def _standing(found: Found) -> tuple[int, int]:
    return _WAYS[found.way], _STANDING[found.term.status]


def _species(taxon: str, context: Context, mention: Mention) -> Mapping[str, float]:
    """Return what speaks for the species of a gene: the words of the text, and how its symbol is written."""
    share = context.species.get(taxon, 0.0)
    human = taxon == HUMAN
    values = {"species share": share, ("human" if human else "not human"): 1.0}
    if not context.species:
        values["no species" + (", human" if human else "")] = 1.0
    elif not share:
        values["species not named" + (", human" if human else "")] = 1.0
    if share and share == max(context.species.values()):
        values["main species"] = 1.0
    around = context.species_around(mention.span)
    if around:
        values["species around"] = around.get(taxon, 0.0)
        if not around.get(taxon):
            values["species not around" + (", human" if human else "")] = 1.0
    before = context.species_before(mention)
    if before:
        values["before, same species" if before == taxon else "before, other species"] = 1.0
    surface = mention.text
    if len(surface) > 2 and surface[0] in _INITIALS and surface[1].isupper():
        values["initial of " + ("it" if _INITIALS[surface[0]] == taxon else "another")] = 1.0
    style = style_of(surface)
    whose = "human" if human else "not human"
    if style:
        values[f"{style}, {whose}"] = 1.0
    values[f"style of the document, {whose}"] = context.manner
    values[f"clinical, {whose}"] = context.clinical
    values["species odds"] = context.species_odds(taxon)
    if context.title:
        values["species of the title"] = context.title.get(taxon, 0.0)
    return values
