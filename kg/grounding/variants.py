"""What the sequence variants of one document are: change, gene, and the number of dbSNP where it is stated.

A variant is named by its gene and its change in normal form (`kg.nlp.variants`), so that every spelling of
it is one concept. A document tells more than one mention does: the gene may stand elsewhere, and an
apposition in brackets ("rs1695 (Ile105Val)") says which number of dbSNP a change has.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.lexicon import Lexicon, slug
from kg.model import Concept, EntityType, Mention, Span
from kg.nlp.sentences import split_sentences
from kg.nlp.variants import Change, ChangeKind, read_change

#: Between two names of one variant: a bracket or a comma, perhaps after a word for what it is.
_APPOSED = re.compile(
    r"(?:,? ?(?:gene |single nucleotide |missense |nonsense )?(?:polymorphism|variant|variation|SNP|mutation"
    r"|substitution|allele|change|transition|transversion))?\s?(?P<mark>[(\[,;:/])\s?"
    r"(?:(?:dbSNP|SNP|i\.e\.,?|also|known as|named|designated|p\.|:)\s?)*"
)
#: Between a variant, or a bracket with variants, and the gene that they are said to be in.
_IN = re.compile(
    r"(?:(?:[\s,;/]|\band\b)*[)\]])?(?: (?:mutations?|variants?|alleles?|(?:\w+ )?polymorphisms?|changes?))?"
    r",? (?:in|of|within|at) (?:(?:the|exons?|introns?|\w+ exon"
    r"|promoter|region|human|coding|and|of|in|a|both|\d+)\s)*"
)
#: Between a gene and a list of its variants, but for other variants.
_LIST = re.compile(
    r"(?:[\s,;:()\[\]/+-]|\b(?:and|or|gene|protein|mutations?|mutants?|variants?|polymorphisms?|alleles?|SNPs?"
    r"|exons?|introns?|codons?|IVS|the|novel|in|at|position|nucleotide|missense|nonsense|frameshift|homozygous"
    r"|heterozygous|compound|i\.e|such as|including|\d+)\b)*"
)
#: How far before its gene a variant may stand that is said to be in it.
_NEAR = 120
#: How far behind its gene a variant may stand when its own sentence names none.
_REACH = 400


@dataclass(frozen=True, slots=True)
class _Told:
    """What one mention tells: its change, and the gene that is surely its own."""

    mention: Mention
    change: Change | None
    gene: str


class _Genes:
    """The genes and variants that a document names, and which gene a variant lies in."""

    def __init__(self, genes: Sequence[tuple[Span, str]], variants: Iterable[Span], text: str) -> None:
        self._genes = sorted(genes)
        self._variants = sorted(variants)
        bare = list(text)
        for span in self._variants:
            bare[span.start : span.end] = " " * (min(span.end, len(text)) - span.start)
        self._bare = "".join(bare)
        self._starts = list(_sentence_starts(text))

    def of(self, variant: Span) -> str:
        """Return the human gene of a variant where its sentence leaves no doubt, else an empty string.

        That is the one gene that the sentence names, the one that a list of variants begins with, or the one
        that the variant is said to be "in"; where the sentence names none, the last one before.
        """
        start = self._starts[bisect_right(self._starts, variant.start) - 1]
        behind = bisect_left(self._starts, variant.end)
        end = self._starts[behind] if behind < len(self._starts) else len(self._bare)
        inside = [(span, curie) for span, curie in self._genes if start <= span.start and span.end <= end]
        if not inside:
            found = [c for s, c in self._genes if variant.start - _REACH <= s.start < start][-1:]
        elif len({curie for _, curie in inside}) == 1:
            found = [inside[0][1]]
        else:
            found = [curie for span, curie in inside if self._is_in(variant, span)][:1]
            before = [(span, curie) for span, curie in inside if span.end <= variant.start][-1:]
            if not found and before and self._is_listed(variant, before[0][0]):
                found = [before[0][1]]
        return found[0] if found and found[0].startswith("hgnc:") else ""

    def _is_listed(self, variant: Span, gene: Span) -> bool:
        """Tell whether a variant is of a list that a gene begins, unless another variant is in that gene."""
        between = self._bare[gene.end : variant.start]
        return bool(_LIST.fullmatch(between)) and not any(self._is_in(v, gene) for v in self._variants)

    def _is_in(self, variant: Span, gene: Span) -> bool:
        """Tell whether the words between a variant and a gene say that the one is in the other."""
        is_near = 0 <= gene.start - variant.end <= _NEAR
        return is_near and bool(_IN.fullmatch(self._bare[variant.end : gene.start]))


def _sentence_starts(text: str) -> Iterator[int]:
    """Yield where sentences begin, the first one at 0."""
    yield 0
    place = 0
    for line in text.splitlines(keepends=True):
        yield from (place + span.start for span in split_sentences(line) if place + span.start)
        place += len(line)


def variant_concepts(
    mentions: Sequence[Mention], genes: Sequence[tuple[Span, str]], lexicon: Lexicon, text: str
) -> list[Concept]:
    """Return the concept of each variant of a document, in the order of `mentions`.

    `genes` are the genes that the document names, with what they were grounded as; `text` is its text, in
    which spans count.
    """
    if not mentions:
        return []
    places = _Genes(genes, [m.span for m in mentions], text)
    told = [_Told(m, _change_of(m), _hinted(m) or places.of(m.span)) for m in mentions]
    whole = _completed(told)
    told = [replace(t, change=whole.get(t.change, t.change) if t.change else None) for t in told]
    heirs = _heirs(told)
    numbers = _numbers(told, text)
    return [_concept(t, heirs, numbers, lexicon) for t in told]


def _change_of(mention: Mention) -> Change | None:
    """Return the change of a mention, a gene at its beginning left aside."""
    _, _, tail = mention.lookup.partition(" ")
    names = (mention.lookup, tail, mention.text)
    return next((change for name in names if name and (change := read_change(name))), None)


def _concept(told: _Told, heirs: Mapping[str, str], numbers: Mapping[str, str], lexicon: Lexicon) -> Concept:
    mention, change = told.mention, told.change
    if change is not None:
        number = change.name if change.kind is ChangeKind.NUMBER else numbers.get(change.name)
        if number:
            return Concept(curie=f"dbsnp:{number}", label=number, type=EntityType.VARIANT)
    gene = told.gene or (heirs.get(change.name, "") if change else "")
    known = lexicon.concept(gene) if gene else None
    name = known.label if known else gene.rpartition(":")[2] or "none"
    if change is not None:
        text, local = change.name, change.slug
    else:
        text = mention.lookup
        if gene and text.upper().startswith(name.upper() + " "):
            text = text[len(name) + 1 :]
        local = re.sub(r"[^A-Za-z0-9._+]+", "-", text).strip("-") or slug(text)
    return Concept(
        curie=f"bkg:variant/{name}/{local}",
        label=f"{name} {text}" if gene else text,
        type=EntityType.VARIANT,
        grounded=bool(gene),
    )


def _hinted(mention: Mention) -> str:
    """Return the gene that the recogniser saw beside a variant."""
    return next((hint for hint in mention.hints if hint.startswith("hgnc:")), "")


def _completed(told: Iterable[_Told]) -> dict[Change, Change]:
    """Return what the less exact changes of a document are, where just one more exact one fits.

    Letters that are bases or amino acids are what another mention shows them to be; bases count on the
    reference sequence that another mention gives; a deletion is of the bases that another mention names.
    """
    known = {t.change for t in told if t.change is not None and t.change.place}
    found = {}
    for change in known:
        fits = [other for other in known if other != change and _is_less(change, other)]
        if len(fits) == 1:
            found[change] = fits[0]
    return {change: found.get(whole, whole) for change, whole in found.items()}


def _is_less(change: Change, other: Change) -> bool:
    """Tell whether `other` says all that `change` says, and more."""
    if (change.kind, change.place) != (other.kind, other.place):
        return False
    levels = {"": ("p", "dna", "c", "g", "m", "n", "r", ""), "dna": ("c", "g", "m", "n", "dna")}
    if other.level not in levels.get(change.level, (change.level,)):
        return False
    here, there = (change.reference, change.alternative), (other.reference, other.alternative)
    is_open = change.kind in (ChangeKind.DELETION, ChangeKind.DUPLICATION) and here == ("", "")
    return here == there or is_open


def _heirs(told: Iterable[_Told]) -> dict[str, str]:
    """Return the gene of each change that the document puts in one gene only."""
    genes: dict[str, set[str]] = defaultdict(set)
    for each in told:
        if each.change is not None and each.gene:
            genes[each.change.name].add(each.gene)
    return {name: next(iter(found)) for name, found in genes.items() if len(found) == 1}


def _numbers(told: Sequence[_Told], text: str) -> dict[str, str]:
    """Return the number of dbSNP that the document gives for a change in an apposition.

    Only names that bracket one another count, with one number and no two changes of one level among them.
    """
    pairs: dict[str, set[str]] = defaultdict(set)
    levels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for chain in _chains(told, text):
        numbers = {c.name for c in chain if c.kind is ChangeKind.NUMBER}
        changes = {c for c in chain if c.kind is not ChangeKind.NUMBER}
        if len(numbers) != 1 or len({c.level for c in changes}) < len(changes):
            continue
        (number,) = numbers
        for change in changes:
            if change.kind is not ChangeKind.ALLELE and change.place:
                pairs[change.name].add(number)
                levels[number, change.level or "p"].add(change.name)
    return {
        name: number
        for name, found in pairs.items()
        for number in found
        if len(found) == 1 and all(len(n) == 1 for (of, _), n in levels.items() if of == number)
    }


def _chains(told: Sequence[_Told], text: str) -> Iterable[list[Change]]:
    """Yield runs of changes in apposition: a name and those in the bracket behind it, or all in one."""
    ordered = sorted((t for t in told if t.change is not None), key=lambda t: t.mention.span)
    chain: list[Change] = []
    for one, other in pairwise(ordered):
        start, end = one.mention.span.end, other.mention.span.start
        match = _APPOSED.fullmatch(text, start, end) if start <= end else None
        if one.change is None or other.change is None:
            continue
        if match is not None and match["mark"] not in "([":
            if not chain and text[: one.mention.span.start].rstrip()[-1:] in ("(", "["):
                chain = [one.change]
            if chain:
                chain.append(other.change)
            continue
        if chain:
            yield chain
        chain = [one.change, other.change] if match is not None else []
    if chain:
        yield chain
