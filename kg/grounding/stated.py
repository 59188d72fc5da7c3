"""Names that leave no choice: those that the authority of a type gives to one concept.

Annotators of some corpora mean a wider heading by a name, and a ranker learns it of them. But who writes the
name that an authority prefers for a concept means that concept, and so does who writes what the disease
ontology states to be an exact name of one disease, or the NCI Thesaurus prefers for a neoplasm that it lacks.
Where a second source states the name for another concept and annotators use it for that one, the two are
weighed against each other, and so is what a text says that a drug has brought about with the trouble as such.
Where the weights are clear about a concept that has this very name too (`clear`), it is weighed with them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from kg.grounding.candidates import Found, letters
from kg.grounding.context import Context
from kg.grounding.features import Weighed
from kg.grounding.rewrites import Way
from kg.grounding.wordindex import ANNOTATED
from kg.lexicon import Lexicon, Status
from kg.model import EntityType

#: Packs whose labels are the names that an authority prefers.
_AUTHORITIES = frozenset(("mondo", "hgnc", "drugbank", "uberon", "cl", "hp", "maxo", "famplex"))
#: Annotators use a name for a concept where so many texts do, and such a share of those that have the name.
_LEAST_TEXTS, _LEAST_SHARE = 2, 0.75
#: A probability from which on the weights are clear about a disease. In cross-validation they were right in
#: most of the mentions in which they then differed from what is stated.
_CLEAR = 0.7
#: What the text may leave unsaid of a label, in weights of words: nothing, but for rounding.
_UNTOLD = 0.01
#: The pack whose exact synonyms are as good as labels where only one concept has them.
_DISEASES = "mondo"
#: The pack of the neoplasms that it lacks, which the words for a wider disease must not hide.
_SUBTYPES = "ncit"


def preferred(
    found: Sequence[Found], weighed: Sequence[Weighed], wanted: EntityType, context: Context
) -> list[bool]:
    """Return for each concept whether it is one that the name is stated for; all False where none is."""
    labelled = {each.term.curie for each in found if _is_label(each, wanted, context)}
    if not labelled:
        stated = {each.term.curie for each in found if _is_exact(each, wanted)}
        labelled = stated if len(stated) == 1 else _subtype(found, wanted)
    if labelled:
        published = {each.term.curie for each in found if _is_published(each)}
        labelled |= {each.found.term.curie for each in weighed if _is_used(each)} & published
        labelled |= {each.term.curie for each in found if each.way is Way.INDUCED}
    return [each.found.term.curie in labelled for each in weighed]


def clear(
    weighed: Sequence[Weighed], chances: Sequence[float], stated: Sequence[bool], lexicon: Lexicon
) -> list[bool]:
    """Return `stated`, with True as well for a disease of that very name that the weights are clear about.

    `chances` are the probabilities of `weighed`. A concept counts from 0.7 on, but not where its label says
    what the text does not (a hereditary carcinoma for the carcinoma). A wider one than what is stated counts
    where a source has the name for it.
    """
    own = [each.found.term.curie for each, is_own in zip(weighed, stated, strict=True) if is_own]
    return [
        is_own or (bool(own) and chance >= _CLEAR and _may_overrule(each, own, lexicon))
        for each, chance, is_own in zip(weighed, chances, stated, strict=True)
    ]


def _may_overrule(each: Weighed, own: Sequence[str], lexicon: Lexicon) -> bool:
    curie = each.found.term.curie
    if each.found.way is not Way.SAME or each.values.get("label adds, untold", 0.0) >= _UNTOLD:
        return False
    return _is_published(each.found) or not any(curie in lexicon.ancestors(other) for other in own)


def _is_label(found: Found, wanted: EntityType, context: Context) -> bool:
    term = found.term
    if found.way is not Way.SAME or term.status is not Status.LABEL or term.type is not wanted:
        return False
    if term.source == "hgnc":
        return context.of_people and letters(term.name) == letters(found.name)
    return term.source in _AUTHORITIES


def _is_exact(found: Found, wanted: EntityType) -> bool:
    term = found.term
    return (
        found.way is Way.SAME
        and term.source == _DISEASES
        and term.status is Status.EXACT
        and term.type is wanted
    )


def _subtype(found: Sequence[Found], wanted: EntityType) -> set[str]:
    """Return the neoplasm that has this very name where nothing else has it; empty where there is none."""
    named = {each.term.curie for each in found if each.way is Way.SAME}
    return {
        each.term.curie
        for each in found
        if len(named) == 1
        and each.way is Way.SAME
        and each.term.source == _SUBTYPES
        and each.term.status is Status.LABEL
        and each.term.type is wanted
        and each.term.curie.startswith(f"{_SUBTYPES}:")
    }


def _is_published(found: Found) -> bool:
    """Tell whether a source, not annotators, has the name as a label or an exact synonym."""
    term = found.term
    return (
        found.way is Way.SAME
        and term.status in (Status.LABEL, Status.EXACT)
        and not term.source.startswith(ANNOTATED)
    )


def _is_used(each: Weighed) -> bool:
    return each.values.get("used", 0.0) >= _LEAST_SHARE and _texts(each) >= _LEAST_TEXTS


def _texts(each: Weighed) -> int:
    """Return the texts whose annotators use the name for a concept."""
    return round(math.expm1(each.values.get("used, texts", 0.0)))
