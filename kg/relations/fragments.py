"""Mentions that are only part of a longer name, and so take part in nothing: the X of "X receptor gene"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import EntityType
from kg.nlp.sentence import Sentence
from kg.relations.scene import GENES, MEDICINES, Participant

#: What is named after a substance that it binds, makes, breaks down or carries.
_PROTEIN = (
    r"(?:receptors?|transporters?|channels?|synth(?:et)?ases?|\w*(?:kin|reduct|oxid|transfer|hydrogen|dismut"
    r"|hydroxyl|carboxyl|phosphat|prote|pept|ester|cycl|lig|iso?mer|mut|oxygen|lipoxygen|catal)ases?)"
)
_GENETIC = (
    r"(?:genes?|alleles?|genotypes?|polymorphisms?|loc(?:us|i)|promoters?|homozygotes?|heterozygotes?"
    r"|substitutions?|residues?|codons?|mutations?|mutants?|variants?|exons?)"
)
# Behind a substance: the rest of the name of a protein or a gene.
_OF_A_PROTEIN = re.compile(
    rf"(?:\(\w{{1,3}}\))?\)?[- ](?:[\w-]+[- ])?(?:\([^ ]*\) )?(?:{_PROTEIN}|{_GENETIC}"
    r"|(?:[a-z]+yl )+(?:ester|ether|amide))\b",
    re.IGNORECASE,
)
# Behind a substance: that it is only what something else is like, or is made of.
_LIKE = re.compile(
    r"[- ](?:subtypes? )?(?:mimetics?|analog(?:ue)?s?|derivatives?|precursors?|antagonists?|agonists?)\b",
    re.I,
)
# Behind a gene: that cells are told by it.
_OF_CELLS = re.compile(
    r"\s?(?:\([+−-]\)|\+|[+−-]/[+−-]|\([+−-]/[+−-]\))[^,.;]{0,30}?\b(?:cells?|lymphocytes|macrophages|monocytes)\b"
)
# Before a substance: the place of a group, so that it is only what another is derived from.
_LOCANT = re.compile(r"\d['′]?-$")
# Behind a gene: the rest of the name of another.
_OF_ANOTHER = re.compile(
    r"[- ](?:receptors?\b(?! inhibit)|(?:associated|interacting|binding|related|like) "
    r"(?:proteins?|factors?|genes?)\b)",
    re.IGNORECASE,
)
_RESIDUE = r"(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Sec|Stop|Ter)"
# A place in a protein, or what stands there instead.
_PLACE = re.compile(rf"(?:{_RESIDUE}[- ]?\(?\d+\)?(?:[-–—>/]*{_RESIDUE})?)")
_BEFORE_RESIDUE = re.compile(rf"\b{_RESIDUE}[- ]?\(?\d*\)?\s?(?:[-–—>/→]+|to)\s?$")
_BEHIND_RESIDUE = re.compile(rf"\s?(?:[-–—>/→]+|to)\s?{_RESIDUE}\b")
# Before the word "infection": what it is an infection with.
_INFECTED = re.compile(r"(?:\bvir(?:us|al)|\bbacteri\w+|\bHIV(?:-\d)?|\))[ -]$", re.IGNORECASE)
_INFECTION = re.compile(r"infections?|infectious disease", re.IGNORECASE)
#: Processes that a gene right before them makes those of this gene: "MYC gene expression".
_OF_A_GENE = re.compile(
    r"(?:gene|protein|m?RNA) (?:expression|secretion|transcription|synthesis|degradation|stability)", re.I
)


def find_fragments(sentence: Sentence, present: Sequence[Participant | None]) -> frozenset[int]:
    """Return the mentions that are only part of a longer name, or of the name of a change in a protein."""
    return frozenset(_fragments(sentence, present))


def _fragments(sentence: Sentence, present: Sequence[Participant | None]) -> Iterator[int]:
    text, offset = sentence.text, sentence.span.start
    last: Participant | None = None
    for index, each in enumerate(present):
        if each is None:
            continue
        before = text[: each.span.start - offset]
        behind = text[each.span.end - offset :]
        if each.type in MEDICINES:
            found = _OF_A_PROTEIN.match(behind) is not None or _is_residue(each, before, behind)
            found = found or _LOCANT.search(before) is not None or _LIKE.match(behind) is not None
        elif each.type in GENES:
            found = _OF_ANOTHER.match(behind) is not None or _OF_CELLS.match(behind) is not None
        elif each.type is EntityType.DISEASE:
            found = _INFECTION.fullmatch(each.text) is not None and _INFECTED.search(before) is not None
        else:
            close = last is not None and last.type in GENES and each.span.start - last.span.end <= 1
            found = each.type is EntityType.PROCESS and close and _OF_A_GENE.fullmatch(each.text) is not None
        if found:
            yield index
        last = each


def _is_residue(drug: Participant, before: str, behind: str) -> bool:
    """Tell whether an amino acid is one of a protein: "Val16", "valine (Val) to alanine", "Thr-Pro"."""
    return (
        _PLACE.fullmatch(drug.text) is not None
        or _BEFORE_RESIDUE.search(before) is not None
        or _BEHIND_RESIDUE.match(behind) is not None
    )
