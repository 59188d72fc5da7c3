"""Abbreviations that a document defines, bound both ways: ``long form (SF)`` and ``SF (long form)``.

scispaCy's implementation of Schwartz and Hearst (2003) gives the first reading of a pair. It starts a long form too
early or too late in known cases (a letter found inside a word, a preposition that is no part of the name), so that
the alignment that Ab3P prefers (Sohn et al. 2008: first letters of words before letters inside them) is scored beside
it, and the better one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scispacy.abbreviation import find_abbreviation
from spacy.tokens import Doc

from kg.model import Abbreviation, Span
from kg.nlp.alignment import Alignment, align

_QUOTES = "\"'“”‘’«»„‟`"
_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,200})[)\]]")
_SHORT = re.compile(rf"[{_QUOTES}]?(?=[\w'’.+/&-]*[A-Za-zα-ωΑ-Ω])[A-Za-z0-9α-ωΑ-Ω][\w'’.+/&:-]{{0,18}}(?: [A-Za-z0-9+-]{{1,6}})?[{_QUOTES}]?")
_INTRODUCED = re.compile(
    r"(?i)(?:(?:also |previously |formerly |commonly |hereafter |here |henceforth )?"
    r"(?:known as|called|referred to as|termed|abbreviated(?: as| to)?|abbr\.?|abbreviation:?|named|designated(?: as)?"
    r"|denoted(?: by| as)?|hereafter|henceforth|a\.?k\.?a\.?|alias|or|i\.e\.,?|acronym:?|short(?:ened to)?)(?:,)? )"
)
_SPLIT = re.compile(r"[;,]\s|\s(?:or|and)\s|:\s|\s=\s|\s/\s")
_NOT_SHORT = re.compile(
    r"(?i)(?:n|p|r|t|f|k|x|df|sd|se|or|hr|ci)\s?[=<>≤≥].*|\d[\d.,–%-]*|(?:fig|table|ref|eq|see|e\.g|i\.e|cf|vs|ie|eg)\b.*"
    r"|(?:19|20)\d\d[a-z]?|[ivx]{1,4}|[a-h]|(?:left|right|top|bottom|both|all|none|data|and|or|the|who|not|yes|no)"
    r"|\d+(?:\.\d+)?\s?(?:mg|kg|g|ml|cm|mm|gy|%|years?|days?|weeks?|months?|h|min).*"
)
_WORD = re.compile(r"[^\s()\[\]]+")
_BOUND = re.compile(r"[.!?;:]\s|[()\[\]]|\n\s*\n")


class _Pair(NamedTuple):
    short: tuple[int, int]
    long: tuple[int, int]
    score: float


def find_abbreviations(
    docs: Iterable[Doc], offsets: Sequence[int], *, aliases: bool = True
) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that the texts define, sorted by place, each pair of names once.

    `docs` are the blocks of a document (only the words are used, any tokenizer will do), `offsets` where each of them
    stands in the document; the spans that come back are document offsets. With `aliases` a second symbol in
    brackets (``CD117 (c-kit)``) and a name after "also called" count as short forms.

    >>> import spacy
    >>> doc = spacy.blank("en")("Treatment of giant cell tumours (GCTs) and of PVNS (pigmented villonodular synovitis)")
    >>> [(a.short, a.long) for a in find_abbreviations([doc], [0])]
    [('GCTs', 'giant cell tumours'), ('PVNS', 'pigmented villonodular synovitis')]
    """
    found: list[Abbreviation] = []
    seen: set[tuple[str, str]] = set()
    for doc, offset in zip(docs, offsets, strict=True):
        text = doc.text
        for pair in _pairs(doc, aliases=aliases):
            short, long = text[slice(*pair.short)], text[slice(*pair.long)]
            if (short, long) in seen or (long, short) in seen:
                continue
            seen.add((short, long))
            found.append(
                Abbreviation(
                    short=short,
                    long=long,
                    short_span=Span(start=pair.short[0] + offset, end=pair.short[1] + offset),
                    long_span=Span(start=pair.long[0] + offset, end=pair.long[1] + offset),
                )
            )
    return tuple(sorted(found, key=lambda a: (a.short_span, a.long_span)))


def _pairs(doc: Doc, *, aliases: bool) -> Iterator[_Pair]:
    """Yield the pairs that the brackets of `doc` hold."""
    text = doc.text
    for match in _BRACKET.finditer(text):
        start, end = match.span(1)
        lead = _INTRODUCED.match(text, start, end)
        start = lead.end() if lead else start
        inner = text[start:end]
        pair = _short_inside(doc, match.start(), start, inner) or _long_inside(text, match.start(), start, inner)
        if pair is None and aliases:
            pair = _alias(text, match.start(), start, inner)
        if pair is not None:
            yield pair


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space and quotes at the ends."""
    while start < end and (text[start].isspace() or text[start] in _QUOTES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _QUOTES):
        end -= 1
    return start, end


def _short_inside(doc: Doc, bracket: int, start: int, inner: str) -> _Pair | None:
    """Return the pair of ``long form (SF)``."""
    text = doc.text
    first = _SPLIT.split(inner, maxsplit=1)[0]
    begin, end = _trim(text, start, start + len(first))
    short = text[begin:end]
    if not _may_be_short(short, quoted=first.strip()[:1] in _QUOTES):
        return None
    left, right = _before(text, bracket)
    options = [align(short, text[left:right])]
    options.append(_by_scispacy(doc, (left, right), (begin, end)))
    best = max((o for o in options if o is not None), key=lambda o: o.score, default=None)
    if best is None or not _good(best, short):
        return None
    return _Pair((begin, end), (left + best.start, right), best.score)


def _long_inside(text: str, bracket: int, start: int, inner: str) -> _Pair | None:
    """Return the pair of ``SF (long form)``."""
    word = re.search(r"[^\s()\[\],;]+\s?$", text[:bracket])
    if word is None:
        return None
    begin, end = _trim(text, word.start(), bracket)
    short = text[begin:end]
    first = re.split(r"[;,]\s", inner, maxsplit=1)[0]
    left, right = _trim(text, start, start + len(first))
    if right - left <= len(short) or not _may_be_short(short, quoted=False) or not any(c.isupper() or c == "-" for c in short):
        return None
    best = align(short, text[left:right], anchored=True)
    if best is None or not _good(best, short):
        return None
    return _Pair((begin, end), (left, right), best.score)


def _alias(text: str, bracket: int, start: int, inner: str) -> _Pair | None:
    """Return the pair of two symbols for one thing: ``CD117 (c-kit)``."""
    word = re.search(r"(?<!\S)[(]?([A-Za-z0-9α-ω/-]{2,12})\s?$", text[:bracket])
    begin, end = _trim(text, start, start + len(inner))
    other = text[begin:end]
    if word is None or not _is_symbol(word[1]) or not _is_symbol(other) or _is_variant(other):
        return None
    return _Pair((begin, end), word.span(1), 0.0)


def _is_symbol(word: str) -> bool:
    """Tell whether `word` is written as the symbol of a gene or a protein, with a digit or a hyphen in it."""
    return bool(re.fullmatch(r"[A-Za-zα-ω][A-Za-z0-9α-ω]{0,7}(?:[-/][A-Za-z0-9α-ω]{1,6}){0,2}", word)) and (
        bool(re.search(r"[A-Za-z]-?\d", word)) or bool(re.fullmatch(r"[a-z]-[a-z]{2,4}", word))
    )


def _is_variant(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]\d{2,4}[A-Z]", word))


def _may_be_short(short: str, *, quoted: bool) -> bool:
    """Tell whether `short` has the shape of a short form."""
    if not 2 <= len(short) <= 22 or not _SHORT.fullmatch(short) or _NOT_SHORT.fullmatch(short):
        return False
    letters = sum(c.isalpha() for c in short)
    if letters * 2 < len(re.sub(r"[\s-]", "", short)):
        return False
    return quoted or any(c.isupper() or c.isdigit() or c in "-/" for c in short) or len(short) <= 6


def _before(text: str, bracket: int) -> tuple[int, int]:
    """Return the part of the clause before a bracket in which a long form may stand."""
    left = max(0, bracket - 150)
    for match in _BOUND.finditer(text, left, bracket):
        left = match.end()
    return left, len(text[:bracket].rstrip())


def _by_scispacy(doc: Doc, long: tuple[int, int], short: tuple[int, int]) -> Alignment | None:
    """Return what scispaCy makes of the pair, scored as our own alignments are."""
    limit = min(len(doc.text[slice(*short)]) + 5, len(doc.text[slice(*short)]) * 2)
    candidate = doc.char_span(*long, alignment_mode="contract")
    name = doc.char_span(*short, alignment_mode="expand")
    if candidate is None or name is None:
        return None
    candidate = candidate[-limit:]
    _, found = find_abbreviation(candidate, name)
    if found is None:
        return None
    start = found.start_char - long[0]
    part = doc.text[long[0] + start : long[1]]
    best = align(doc.text[slice(*short)], part, anchored=True)
    return None if best is None else Alignment(start, best.score)


def _good(best: Alignment, short: str) -> bool:
    """Tell whether an alignment is good enough to be a definition."""
    size = sum(c.isalnum() for c in short)
    return best.score >= 0.75 * size
