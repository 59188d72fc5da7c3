"""Sequence variants: HGVS names, amino-acid substitutions, rs numbers, exon deletions and insertions.

The forms are those of the HGVS nomenclature (den Dunnen et al. 2016) and the older ones that abstracts still
use (Caporaso et al. 2007, MutationFinder; Thomas et al. 2016, SETH).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.model import EntityType, Mention, Span

_AA3 = "Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Sec|Ter|Stop"
_AA1 = "ACDEFGHIKLMNPQRSTVWY"
_BASE = "[ACGTU]"
_ARROW = r"\s?(?:-{0,2}>|→|/|&gt;)\s?"
_POS = r"(?:[*-]?\d+(?:\s?[+-]\s?\d+)?)"
_FREE = r"(?<![\w.+*/>-])"
_STOP = r"(?![\w>+*]|-\w)"

_NAMES = (
    "alanine|arginine|asparagine|aspart(?:ate|ic acid)|cysteine|glutamine|glutam(?:ate|ic acid)|glycine"
    "|histidine"
    "|isoleucine|leucine|lysine|methionine|phenylalanine|proline|serine|threonine|tryptophan|tyrosine|valine"
    "|adenine|adenosine|cytosine|guanine|thymine|thymidine|uracil"
)
_RESIDUE = rf"(?:(?:{_NAMES})(?: \((?:{_AA3})\))?|(?-i:\b(?:{_AA3})\b)|(?-i:\b[ACGT]\b))"
_PLACE = (
    r"(?:(?:amino[- ]acid|nucleotides?|codons?|residues?|positions?|base(?: pair)?s?|nt\.?|bp|cDNA"
    r"|site)\s?){1,3}"
    r"(?:number )?[+-]?\d+(?!\w)"
)
_CHANGE = (
    r"(?:substitutions?|changes?|transitions?|transversions?|mutations?|replacements?"
    r"|polymorphisms?|exchanges?|variants?)"
)

# Surely a variant, whatever stands around it.
_SURE = (
    # c.35G>A, g.3907G>A, c.1263+5G>C, c.35_36del, c.429_452dup, c.3036_3038delGGT, c.956delC, m.3243A>G,
    # c145A>G
    rf"\b(?:[cgmnr]\.\s?|[cg](?=\d))[\[(]?{_POS}(?:[_-]{_POS})?\s?(?:{_BASE}+{_ARROW}{_BASE}+|(?:del|dup"
    rf"|ins|inv|con)"
    rf"(?:[ACGTU]+|\d*)(?:ins[ACGTU\d]+)?|=)[\])]?",
    # p.V600E, p.(Val600Glu), p.Y99VfsX61, p.Leu16del, p.Val1724_Thr1739del, p.E947*, p.A502_Y503dup
    rf"\bp\.\s?\(?(?:{_AA3}|[{_AA1}X])\d+(?:_(?:{_AA3}|[{_AA1}])\d+)?"
    rf"(?:(?:{_AA3}|[{_AA1}X*]|stop)?\s?fs(?:\s?(?:X|\*|Ter)?\s?\d*)?|(?:delins|del|dup|ins)(?:{_AA3}"
    rf"|[{_AA1}])*"
    rf"|{_AA3}|[{_AA1}X*]|stop|=)?\)?",
    r"\brs\d{2,12}\b",
    # Val600Glu, Arg47-His, Pro167 > Arg
    rf"{_FREE}(?:{_AA3})[ -]?\d{{1,4}}(?:-|{_ARROW}|\s?to\s?)?(?:{_AA3}|X\b|\*)(?!\w)",
    rf"{_FREE}(?:{_AA3})\d{{1,4}}(?:del|dup|fs(?:X\d+|\*\d+)?)(?!\w)",
    # 1780delTC, 695insT, 185delAG, 2382_2383del, 1397-1401delAGAAC
    rf"{_FREE}\d{{2,5}}(?:[_-]\d{{2,5}})?\s?(?:del|[Ii]ns|dup)(?:[ACGTU]+|\d+)(?!\w)",
    # 965G>A, -174G>C, -88 C>A, 3849+10kb C>T, IVS5+1G>A, -764G/A
    rf"(?<![\w.])(?:IVS-?\d+\s?)?(?:[+-]\s?)?\d+(?:\s?[+-]\s?\d+)?(?:\s?kb)?\s?{_BASE}{{1,3}}\s?"
    rf"(?:-{{1,2}}>|>|→)\s?{_BASE}{{1,3}}(?!\w)",
    rf"(?<![\w.])(?:IVS-?\d+\s?)?[+-]\d{{2,5}}\s?{_BASE}/{_BASE}(?!\w)",
    r"\bIVS-?\d+(?:\s?[+-]\s?\d+|\([+-]\d+\))(?:\s?\(?[ACGTacgt]\s?(?:-{0,2}>|-|/)\s?[ACGTacgt]\)?|(?:del"
    r"|ins|dup)[ACGT]+)?(?!\w)",
    # F508del, ΔF508, deltaF508, E746_A750del, F188del
    rf"{_FREE}(?:Δ|[Dd]elta\s?-?)[{_AA1}]\d{{1,4}}(?!\w)",
    rf"{_FREE}[{_AA1}]\d{{1,4}}(?:[_-][{_AA1}]\d{{1,4}})?(?:del|dup|ins)(?:[{_AA1}]{{1,6}})?(?!\w)",
    rf"{_FREE}[{_AA1}]\d{{1,4}}(?:[{_AA1}])?fs(?:X\d+|\*\d+)?(?!\w)",
)
# glycine-to-arginine substitution at position 197; A-to-G transition at nucleotide 276; deletion of G at
# nucleotide 520
_SAID = (
    rf"{_RESIDUE}(?:[ -]to[ -]|\s?-{{0,2}}>\s?| for ){_RESIDUE}(?:[ -]\w+)?,?(?: {_CHANGE})?,? (?:at|of"
    rf"|in) (?:the )?{_PLACE}",
    rf"\b{_PLACE},? {_RESIDUE}(?:[ -]to[ -]| for ){_RESIDUE}",
    rf"\b(?:deletion|insertion|duplication) of (?:an? )?{_RESIDUE} at (?:the )?{_PLACE}",
    rf"\b{_RESIDUE} (?:deletion|insertion|duplication) (?:at|in) (?:the )?{_PLACE}",
)
# exon 11 deletion, exon 20 insertions, exon 14 skipping, deletion of exon 19, exon 9 mutation
_EXON = (
    r"\b(?:in-frame )?(?:exons?)[ -]\d{1,2}(?:\s?(?:[-–]|and|or|/)\s?\d{1,2})?[ -]"
    r"(?:in-frame )?(?:deletions?|insertions?|duplications?|skipping|mutations?|mutants?|indels?"
    r"|alterations?)\b",
    r"\b(?:deletions?|insertions?|duplications?|skipping|mutations?) (?:of|in"
    r"|at) exons? \d{1,2}(?:\s?(?:[-–]|and|or|/)\s?\d{1,2})?\b",
    r"\bexons?\s\d{1,2}\s?(?:del|ins|dup)\b",
)
# V600E, D842V, R132H, R175*, K27M; a number of two digits or more, or a word for a variant beside it
_SHORT = re.compile(rf"{_FREE}([{_AA1}])(\d{{1,4}})([{_AA1}X*])(?:/([{_AA1}]))?{_STOP}")
# BRAFV600E: the change was a superscript
_GLUED = re.compile(rf"(?<![\w-])(?P<gene>[A-Z][A-Z0-9]{{2,6}}?)(?P<change>[{_AA1}]\d{{2,4}}[{_AA1}*])(?!\w)")
_ONE_BASE = re.compile(rf"{_FREE}{_BASE}-?\d{{2,6}}{_BASE}{_STOP}")
_SPACED = re.compile(rf"{_FREE}[{_AA1}]\d{{2,4}} [{_AA1}](?=[,;.)]|\s(?:mutation|variant|and))")
_BESIDE = re.compile(
    r"\)?\s{1,2}(?:missense |point |somatic |germline )?(?:mutation|mutant|variant|substitution"
    r"|polymorphism|allele)"
)
_WORDS = re.compile(
    r"mutat|mutant|variant|substitution|polymorphism|allele|genotype|\bSNPs?\b|missense|nonsense|codon"
    r"|hotspot"
    r"|amino acid|residue|homozyg|heterozyg|carrier|wild[- ]type|resistan|oncogenic|activating|\bexon\b",
    re.IGNORECASE,
)
# Look like substitutions and are not: histone marks, cell lines, strains, phases, vitamins, cell-cycle terms.
_NOT = re.compile(
    r"(?:[ST]\d{1,2}[NT]|G[0-2]M|G[12]S|A\d{3}T|C\d{1,2}A\d?|H\d{1,2}N|C57[BL]?|T\d[AGC]|E\d{1,2}D)"
)
_HISTONE = re.compile(r"H[1-4][A-Z]?(?:\.\d)?$")
_CELL_LINE_AFTER = re.compile(r"\s?-?(?:cells?|cell lines?|xenografts?|strains?|mice)\b")
_GENE_BEFORE = re.compile(
    r"([A-Za-z][\w-]*[A-Za-z0-9])(?:[\s(:,;-]{1,2}(?:gene |protein |exon \d+ |codon )?)$"
)

_PATTERNS = tuple(re.compile(form) for form in _SURE) + tuple(
    re.compile(form, re.IGNORECASE) for form in (*_SAID, *_EXON)
)


def find_variants(text: str, is_gene: Callable[[str], str | None]) -> list[Mention]:
    """Return the VARIANT mentions of `text`, sorted, without overlap; spans are offsets into `text`.

    `is_gene` gives the CURIE of a gene by name, None for any other word. A gene that stands directly before
    the variant is its hint, and then part of its name ("IDH1 R132H").

    >>> genes = {"BRAF": "hgnc:1097"}
    >>> [(m.text, m.name, m.hints) for m in find_variants("a BRAF V600E mutation; c.35G>A", genes.get)]
    [('V600E', 'BRAF V600E', ('hgnc:1097',)), ('c.35G>A', '', ())]
    """
    found: list[Mention] = []
    for span in _spans(text):
        if any(span.overlaps(m.span) for m in found):
            continue
        name = ""
        hints: tuple[str, ...] = ()
        before = _GENE_BEFORE.search(text, max(0, span.start - 40), span.start)
        if before is not None and _is_symbol(before[1]) and (curie := is_gene(before[1])) is not None:
            name, hints = f"{before[1]} {span.of(text)}", (curie,)
        found.append(_mention(text, span, name, hints))
    for match in _GLUED.finditer(text):
        curie = is_gene(match["gene"])
        span = Span(start=match.start("change"), end=match.end("change"))
        if curie is not None and not any(span.overlaps(m.span) for m in found):
            found.append(_mention(text, span, f"{match['gene']} {match['change']}", (curie,)))
    return sorted(found, key=lambda m: m.span)


def _is_symbol(word: str) -> bool:
    """Tell whether a word is written as a gene's symbol can be: neither a plain word nor a codon."""
    return not word.islower() and not set(word) <= set("ACGTU")


def _mention(text: str, span: Span, name: str, hints: tuple[str, ...]) -> Mention:
    return Mention(
        span=span,
        text=span.of(text),
        type=EntityType.VARIANT,
        recogniser="variant",
        name=name,
        hints=hints,
    )


def _spans(text: str) -> Iterator[Span]:
    sure: list[Span] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            sure.append(_trim(text, match.start(), match.end()))
    yield from sure
    maybe = [m for m in _SHORT.finditer(text) if not _is_other(m, text)]
    for match in maybe:
        if int(match[2]) >= 100 and not _NOT.fullmatch(match.group()):
            sure.append(Span(start=match.start(), end=match.end()))
    for match in maybe:
        span = Span(start=match.start(), end=match.end())
        if span in sure or _is_supported(match, text, sure):
            yield span
    for match in (*_ONE_BASE.finditer(text), *_SPACED.finditer(text)):
        if _near(text, match, 60):
            yield Span(start=match.start(), end=match.end())


def _trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space and without a closing bracket that was opened before it."""
    while text[start].isspace():
        start += 1
    for opening, closing in ("()", "[]"):
        if text[end - 1] == closing and opening not in text[start:end]:
            end -= 1
    return Span(start=start, end=end)


def _is_other(match: re.Match[str], text: str) -> bool:
    """Tell whether a word shaped like ``V600E`` is a cell line, a strain or a histone mark."""
    return (
        match[1] == match[3]
        or int(match[2]) == 0
        or bool(_CELL_LINE_AFTER.match(text, match.end()))
        or bool(_HISTONE.search(text, max(0, match.start() - 5), match.start()))
    )


def _is_supported(match: re.Match[str], text: str, sure: list[Span]) -> bool:
    """Tell whether the words around a short form such as ``G12D`` speak of a variant.

    With one digit (``T2D``, ``M6P``) the word must stand beside it; else another variant in the same list
    will do.
    """
    if int(match[2]) < 10:
        return bool(_BESIDE.match(text, match.end()))
    return _near(text, match, 60) or any(
        s.start - match.end() < 30 and match.start() - s.end < 30 for s in sure
    )


def _near(text: str, match: re.Match[str], reach: int) -> bool:
    """Tell whether a word for a variant stands within `reach` characters of `match`."""
    return bool(_WORDS.search(text, max(0, match.start() - reach), match.end() + reach))
