"""Finds sequence variants in running text: HGVS names, older ones, and changes that are told in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.model import EntityType, Mention, Span
from kg.nlp.variants import forms
from kg.nlp.variants.notation import read_notation
from kg.nlp.variants.words import read_words

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
_ALLELES = re.compile(r"allele|genotype|homozyg|heterozyg|mutation|deletion|polymorphism")
# Look like substitutions and are not: histone marks, cell lines, strains, phases, vitamins, cell-cycle terms.
_NOT = re.compile(
    r"(?:[ST]\d{1,2}[NT]|G[0-2]M|G[12]S|A\d{3}T|C\d{1,2}A\d?|H\d{1,2}N|C57[BL]?|T\d[AGC]|E\d{1,2}D)"
)
_HISTONE = re.compile(r"H[1-4][A-Z]?(?:\.\d)?$")
_CELL_LINE_AFTER = re.compile(r"\s?-?(?:cells?|cell lines?|xenografts?|strains?|mice)\b")
_GENE_BEFORE = re.compile(
    r"(?<![\w-])([A-Za-z][\w-]*[A-Za-z0-9])(?:[\s(:,;-]{1,2}(?:gene |protein |exon \d+ |codon )?)$"
)

#: What may follow a change behind a hyphen.
_TAIL = re.compile(
    r"-(?:mut|positive|negative|bearing|express|induced|driven|harbou?r|carry|variant|associated|specific|mediated"
    r"|containing|like|targeted|resistan|dependent|selective|allele|type|encoding)"
)
_DIGIT = re.compile(r"\d")
_HYPHENED = re.compile(r"-([A-Z][A-Za-z0-9]+)\b")

IsGene = Callable[[str], str | None]


def find_variants(text: str, is_gene: Callable[[str], str | None]) -> list[Mention]:
    """Return the VARIANT mentions of `text`, sorted, without overlap; spans are offsets into `text`.

    `is_gene` gives the CURIE of a gene by name, None for any other word. A gene that stands directly before
    the variant is its hint, and then part of its name ("IDH1 R132H").

    >>> genes = {"BRAF": "hgnc:1097"}
    >>> [(m.text, m.name, m.hints) for m in find_variants("a BRAF V600E mutation; c.35G>A", genes.get)]
    [('V600E', 'BRAF V600E', ('hgnc:1097',)), ('c.35G>A', '', ())]
    """
    if not _DIGIT.search(text):
        return []  # each form has a number, and most headings and many paragraphs have none
    found: list[Mention] = []
    for span in _spans(text, is_gene):
        if any(span.overlaps(m.span) for m in found):
            continue
        name = ""
        hints: tuple[str, ...] = ()
        if gene := _gene_before(text, span.start, is_gene):
            name, hints = f"{gene[0]} {span.of(text)}", (gene[1],)
        found.append(_mention(text, span, name, hints))
    for match in forms.GLUED.finditer(text):
        curie = is_gene(match["gene"])
        span = Span(start=match.start("change"), end=match.end("change"))
        if curie is not None and not any(span.overlaps(m.span) for m in found):
            found.append(_mention(text, span, f"{match['gene']} {match['change']}", (curie,)))
    return sorted(found, key=lambda m: m.span)


def _gene_before(text: str, start: int, is_gene: IsGene) -> tuple[str, str] | None:
    """Return symbol and CURIE of the gene directly before a place, None where there is none."""
    before = _GENE_BEFORE.search(text, max(0, start - 40), start)
    if before is None or not _is_symbol(before[1]):
        return None
    curie = is_gene(before[1])
    return (before[1], curie) if curie is not None else None


def _is_symbol(word: str) -> bool:
    """Tell whether a word is written as a gene's symbol can be: neither a plain word nor a codon."""
    return not (word.isalpha() and word.islower()) and not set(word) <= set("ACGTU")


def _mention(text: str, span: Span, name: str, hints: tuple[str, ...]) -> Mention:
    return Mention(
        span=span,
        text=span.of(text),
        type=EntityType.VARIANT,
        recogniser="variant",
        name=name,
        hints=hints,
    )


def _spans(text: str, is_gene: IsGene) -> Iterator[Span]:
    """Yield what may be taken, the surest first; it may overlap."""
    sure = [
        _trim(text, match.start(), match.end())
        for pattern in (*forms.SURE, *forms.EXON)
        for match in pattern.finditer(text)
    ]
    told = {_trim(text, match.start(), match.end()) for form in forms.TOLD for match in form.finditer(text)}
    sure += sorted((span for span in told if _is_told(span.of(text))), key=lambda span: -len(span))
    sure += [_group(match, "change") for match in forms.HISTONE.finditer(text)]
    sure += [_group(match) for match in forms.GENOTYPE.finditer(text)]
    yield from sure
    maybe = [m for m in forms.SHORT.finditer(text) if not _is_other(m, text) and _is_free(m, text, is_gene)]
    for match in maybe:
        if int(match[2]) >= 100 and not _NOT.fullmatch(match.group()):
            sure.append(_group(match))
    for match in maybe:
        span = _group(match)
        is_joined = text[match.start() - 1 : match.start()] == "/"
        if is_joined and not any(span.start - 1 == other.end for other in sure):
            continue
        if span in sure or _is_supported(match, text, sure, is_gene):
            sure.append(span)
            yield span
    for form in (forms.ONE_BASE, forms.SPACED, forms.PLACED_PAIR):
        for match in form.finditer(text):
            if _near(text, match, 60):
                yield _group(match)
    for match in forms.SHORTENED.finditer(text):
        if _gene_before(text, match.start(), is_gene) or _ALLELES.search(text, match.end(), match.end() + 25):
            yield _group(match)


def _group(match: re.Match[str], group: str | int = 0) -> Span:
    return Span(start=match.start(group), end=match.end(group))


def _is_told(words: str) -> bool:
    """Tell whether words can be read as a change that has a place or a length."""
    change = read_notation(words) or read_words(words)
    return change is not None and (bool(change.place) or change.alternative[:1].isdigit())


def _is_free(match: re.Match[str], text: str, is_gene: IsGene) -> bool:
    """Tell whether what hyphens join to a short form is its gene, or a word that leaves it a variant."""
    if text[match.start() - 1 : match.start()] == "-" and not _gene_before(text, match.start(), is_gene):
        return False
    if text[match.end() : match.end() + 1] != "-" or _TAIL.match(text, match.end()):
        return True
    behind = _HYPHENED.match(text, match.end())
    return behind is None or (is_gene(behind[1]) is not None and _near(text, match, 60))


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


def _is_supported(match: re.Match[str], text: str, sure: list[Span], is_gene: IsGene) -> bool:
    """Tell whether the words around a short form such as ``G12D`` speak of a variant.

    With one digit (``T2D``, ``M6P``) the word must stand beside it; else another variant in the same list
    will do.
    """
    if int(match[2]) < 10:
        return bool(_BESIDE.match(text, match.end()))
    return (
        _near(text, match, 60)
        or any(s.start - match.end() < 30 and match.start() - s.end < 30 for s in sure)
        or _gene_before(text, match.start(), is_gene) is not None
    )


def _near(text: str, match: re.Match[str], reach: int) -> bool:
    """Tell whether a word for a variant stands within `reach` characters of `match`."""
    return bool(_WORDS.search(text, max(0, match.start() - reach), match.end() + reach))
