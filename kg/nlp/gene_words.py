"""Words that say of a name that it is a gene's: "the WAS gene", "BHD alleles", "transcription factor II"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.lexicon import Term
from kg.model import EntityType, Mention

_GENE_NEXT = re.compile(
    r"[ -](?:(?:m|c)?[DR]NA|(?:(?:sus\w+|tumou?r suppressor|disease) )?(?:genes?|alleles?|loc(?:us|i)"
    r"|exons?|introns?|promoters?|transcripts?))\b"
)
_PROTEIN_LAST = re.compile(
    r"\b(?:(?:transcription|growth|elongation|initiation|splicing|exchange) factors?|receptors?|proteins?"
    r"|antigens?|ligands?|subunits?|homologs?|homologues?|[a-z]*(?:kinase|phosphatase|ligase|transferase"
    r"|protease|synthase|reductase|oxidase)s?)"
    r"(?:[ -](?:type )?(?:[A-Z]|[IVX]{1,4}|\d{1,2}[A-Za-z]?|alpha|beta|gamma|delta))?\Z"
)
_CLOTTING = re.compile(r"[Ff]actor [IVX]{1,4}")
_OTHER_FACTOR = re.compile(
    r"\b(?:transcription|growth|elongation|initiation|splicing|exchange|release|regulatory)[ -]\Z"
)
#: What a symbol looks like, so that "breast cancer gene" stays a disease.
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9-]{1,9}")
_ALSO_GENES = frozenset({EntityType.DISEASE, EntityType.PHENOTYPE, EntityType.DRUG})


def ends_as_protein(name: str) -> bool:
    """Tell whether a name ends as that of a protein.

    >>> ends_as_protein("coastal homeobox transcription factor II"), ends_as_protein("coastal factor II")
    (True, False)
    """
    return _PROTEIN_LAST.search(name) is not None


def genes_by_next_word(
    mentions: Iterable[Mention], text: str, terms: Callable[[str], Sequence[Term]]
) -> list[Mention]:
    """Return `mentions`, those of a disease, finding or drug made a gene's where the text says that it is one
    and the lexicon has a gene of that symbol; `terms` gives what the lexicon has for a name.

    "Factor II" of "transcription factor II" is no mention of the factor of clotting.
    """
    return [
        _as_gene(m, text, terms) or m
        for m in mentions
        if _CLOTTING.fullmatch(m.text) is None or _OTHER_FACTOR.search(text, 0, m.span.start) is None
    ]


def _as_gene(mention: Mention, text: str, terms: Callable[[str], Sequence[Term]]) -> Mention | None:
    if mention.type not in _ALSO_GENES or _SYMBOL.fullmatch(mention.text) is None:
        return None
    if mention.text.islower() or _GENE_NEXT.match(text, mention.span.end) is None:
        return None
    genes = [t.curie for t in terms(mention.text) if t.type is EntityType.GENE]
    if not genes:
        return None
    return replace(
        mention, type=EntityType.GENE, recogniser="lexicon", name="", hints=tuple(dict.fromkeys(genes))
    )
