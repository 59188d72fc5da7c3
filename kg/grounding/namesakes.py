"""Names that a gene and a family share, and which of the two gives way.

NCBI collects whatever a gene was once called. Where FamPlex has the same letters for a family or a complex,
and none of the names of that gene shares a word with those of the family, texts mean the family: LH is
luteinizing hormone, no more the lysyl hydroxylase. What HGNC lists as an alias stays a reading.

The other way round MeSH has headings over single proteins, which count as families, and FamPlex has families
that are called like one of their members.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.grounding.candidates import Found, letters
from kg.grounding.rewrites import Way
from kg.grounding.species import HUMAN
from kg.lexicon import Status
from kg.model import Concept, EntityType

_FAMILIES = "fplx:"
_AUTHORITY = "hgnc"
_HEADINGS = "mesh:"
_COLLECTED = frozenset(("ncbigene", "homologene", "rgd"))
#: Statuses of the names that a gene has now, and alone.
_OWN = (Status.LABEL, Status.EXACT)
_WORD = re.compile(r"[^\W\d_]{6,}")
#: Words of so many proteins that they make none like another.
_COMMON = frozenset(
    (
        "antigen", "binding", "containing", "domain", "factor", "family", "homolog", "kinase", "kinases",
        "member", "protein", "proteins", "receptor", "receptors", "related", "subunit", "transcription",
    )
)  # fmt: skip


def without_namesakes(
    found: Sequence[Found], concept: Callable[[str], Concept | None]
) -> tuple[list[Found], list[Found]]:
    """Return `found` without the genes that only an old alias makes a reading, and what they give way to.

    `concept` gives the concept of a CURIE with all its names.
    """
    families = [each for each in found if _is_family(each)]
    words = {family.term.curie: _words(family.term.curie, concept) for family in families}
    families = [family for family in families if words[family.term.curie]]
    if not families:
        return list(found), []
    vouched = {each.term.curie for each in found if not _is_collected(each)}
    spelled = {curie for each in found if (curie := each.term.curie) not in vouched}
    own = {curie: _words(curie, concept) for curie in sorted(spelled)}
    gone = {
        each.term.curie
        for each in found
        for family in families
        if own.get(each.term.curie)
        and _is_spelled_alike(each, family)
        and not words[family.term.curie] & own[each.term.curie]
    }
    return [each for each in found if each.term.curie not in gone], families if gone else []


def overruled_families(found: Sequence[Found]) -> frozenset[str]:
    """Return the CURIEs of the families among `found` that give way to a gene by its own name.

    A heading of MeSH does to a gene of people that is called so, and to genes of that name which are one
    gene in several species: "neuronal nitric oxide synthase". A family does where HGNC approves the name for
    a gene: "calcium sensing receptor".
    """
    genes = [each for each in found if each.way is Way.SAME and each.term.type is EntityType.GENE]
    named = [each.term for each in genes if each.term.taxon == HUMAN and each.term.status in _OWN]
    is_approved = any(term.source == _AUTHORITY for term in named)
    is_one = bool(named) or len({each.term.label.casefold() for each in genes}) == 1
    return frozenset(
        each.term.curie
        for each in found
        if each.term.type is EntityType.GENE_FAMILY
        and (is_approved or (is_one and each.term.curie.startswith(_HEADINGS)))
    )


def _is_spelled_alike(found: Found, family: Found) -> bool:
    """Tell whether a gene has the name of a family; one lent by another species, or of words, in any case."""
    one, other = (_in_case(each.term.name, found.name) for each in (found, family))
    return one == other or (bool(found.namesake) and one.upper() == other.upper())


def _in_case(name: str, read: str) -> str:
    """Return the letters of a name, small where what was read is of several words: no list agrees on their
    capitals.
    """
    return letters(name).lower() if " " in read else letters(name)


def _is_family(found: Found) -> bool:
    term = found.term
    return (
        found.way is Way.SAME
        and term.type is EntityType.GENE_FAMILY
        and term.curie.startswith(_FAMILIES)
        and term.status in (Status.LABEL, Status.EXACT)
        and _in_case(term.name, found.name) == _in_case(found.name, found.name)
    )


def _is_collected(found: Found) -> bool:
    """Tell whether it is a gene of people by an alias that only lists of all there ever was have."""
    term = found.term
    return (
        term.type is EntityType.GENE
        and term.taxon == HUMAN
        and found.way is Way.SAME
        and term.source in _COLLECTED
        and (term.status in (Status.ALIAS, Status.FORMER, Status.RELATED) or bool(found.namesake))
    )


def _words(curie: str, concept: Callable[[str], Concept | None]) -> set[str]:
    """Return the longer words of all names of a concept, but those that many proteins have."""
    known = concept(curie)
    names = (known.label, *known.synonyms) if known else ()
    return {word for name in names for word in _WORD.findall(name.lower())} - _COMMON
