"""Symbols whose long form a document gives, and which of the things that lists call so it can be.

Lists have many old symbols; what none of whose names shares a word with the long form is not what the
document means: "arginine succinyltransferase (AST)" is no aspartate transaminase.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.grounding.candidates import Found
from kg.model import Concept, EntityType

#: Types whose short names are symbols that lists have, whatever a document says that they stand for.
_LISTED = (EntityType.GENE, EntityType.GENE_FAMILY, EntityType.CELL_LINE)
_WORD = re.compile(r"[^\W\d_]{6,}")
#: A long form of so many longer words says what is meant; another name of a protein may have one other word.
_TELLING = 2


def as_explained(
    found: Sequence[Found], kind: EntityType, long_form: str, concept: Callable[[str], Concept | None]
) -> list[Found]:
    """Return those of `found`, by the symbol, that the long form of the document leaves possible.

    `kind` is the type of the mention; `concept` gives the concept of a CURIE with all its names. A substance
    needs a name with a word of the long form. Of genes, families and cell lines all stand where the long form
    tells too little; else those with such a name, and beside them those without any name of words.
    """
    said = _words(long_form)
    if kind in _LISTED and len(said) < _TELLING:
        return list(found)
    names = [_names(concept(each.term.curie)) for each in found]
    alike = [each for each, words in zip(found, names, strict=True) if words & said]
    if kind not in _LISTED:
        return alike
    if alike or not any(names):
        return [each for each, words in zip(found, names, strict=True) if not words or words & said]
    return []


def _names(concept: Concept | None) -> set[str]:
    return _words(" ".join((concept.label, *concept.synonyms))) if concept else set()


def _words(name: str) -> set[str]:
    return {word.rstrip("s") for word in _WORD.findall(name.lower())}
