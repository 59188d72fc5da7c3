"""One gene by one name in one document: what the places of its names tell together of whose gene it is.

The words around a place tell the species that it is about, and change from sentence to sentence; whose gene
a name means seldom does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg.grounding.context import Context
from kg.model import EntityType, Grounding

#: What a species of which the document names no other gene is worth, beside the share of one of which it
#: does: as measured on the development parts of NLM-Gene, GNormPlus and BioRED.
_UNNAMED = 0.4


def of_one_sense(
    found: Mapping[int, Grounding], context: Context, taxon: Callable[[str], str]
) -> dict[int, Grounding]:
    """Return the groundings that change when each name of a gene means the same gene wherever it stands.

    It is the candidate with the highest sum of scores over the places of the name, weighed by how many names
    of the document mean genes of its species. A name with a word for a species close before it ("murine Kit")
    keeps what it means there. `taxon` gives the species of a gene, empty for anything else.
    """
    places: dict[str, list[Grounding]] = defaultdict(list)
    at = {id(grounding): place for place, grounding in found.items()}
    for grounding in found.values():
        mention = grounding.mention
        is_gene = mention.type is EntityType.GENE and taxon(grounding.concept)
        if is_gene and not context.species_before(mention):
            places[mention.text].append(grounding)
    species = Counter(taxon(each.concept) for where in places.values() for each in where)
    changed = {}
    for where in places.values():
        best = _meant(where, species, taxon)
        for each in where:
            chosen = next((c for c in each.candidates if c.curie == best), None)
            if chosen is not None and each.concept != best and not _is_own_symbol(each):
                changed[at[id(each)]] = replace(each, concept=best, chosen=chosen)
    return changed


def _is_own_symbol(grounding: Grounding) -> bool:
    """Tell whether a name is the symbol of its gene to the letter, which tells the species: Tuba1a."""
    chosen, text = grounding.chosen, grounding.mention.text
    return chosen is not None and chosen.label == text and not text.islower()


def _meant(where: Sequence[Grounding], species: Counter[str], taxon: Callable[[str], str]) -> str:
    """Return the CURIE of the gene that a name means in all its places."""
    totals: dict[str, float] = defaultdict(float)
    for grounding in where:
        for candidate in grounding.candidates:
            if of := taxon(candidate.curie):
                totals[candidate.curie] += candidate.score * (_UNNAMED + species[of] / species.total())
    return max(sorted(totals), key=lambda curie: totals[curie])
