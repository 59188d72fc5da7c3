"""Abbreviations that a document defines, bound both ways: ``long form (SF)`` and ``SF (long form)``.

scispaCy's implementation of Schwartz and Hearst (2003) gives the first reading of a pair. It starts a long
form too early or too late in known cases (a letter found inside a word, a preposition that is no part of the
name), so that the alignment that Ab3P prefers (Sohn et al. 2008: first letters of words before letters
inside them) is scored beside it, and the better one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scispacy.abbreviation import find_abbreviation  # type: ignore[import-untyped]  # ships no types
from spacy.tokens import Doc

from kg.model import Abbreviation, Span
from kg.nlp.alignment import Alignment, align
from kg.nlp.legend import legend_pairs
from kg.nlp.short_form import QUOTES, is_good, may_be_short

_BRACKET = re.compile(r"[(\[]([^()\[\]]{2,200})[)\]]")
_INTRODUCED = re.compile(
    r"(?i)(?:(?:also |previously |formerly |commonly |hereafter |here |henceforth )?"
    r"(?:known as|called|referred to as|termed|abbreviated(?: as| to)?|abbr\.?|abbreviation:?|named"
    r"|designated(?: as)?"
    r"|denoted(?: by| as)?|hereafter|henceforth|a\.?k\.?a\.?|alias|or|i\.e\.,?|acronym:?"
    r"|short(?:ened to)?)(?:,)? )"
)
_SPLIT = re.compile(r"[;,]\s|\s(?:or|and)\s|:\s|\s=\s|\s/\s")
_CALLED = re.compile(
    r"(?P<lead>,? ?\b(?:also|previously|formerly|commonly|sometimes|otherwise|alternatively) (?:known as"
    r"|called|referred to as|termed|named)|,? \ba\.?k\.?a\.?)"
    r":? (?:the )?(?P<names>[^.;:()\n]{2,120})",
    re.IGNORECASE,
)
#: A line of its own below a name that gives the others: "Synonyms: X; Y".
_NAMES_LINE = re.compile(
    r"(?:synonyms?|(?:other|alternat(?:iv)?e) names?|aliases|abbreviations?|acronyms?|also known as|also"
    r" called)"
    r"\s*:\s*(?P<names>[^()\n]{2,200})",
    re.IGNORECASE,
)
_NAME_BREAK = re.compile(
    r",\s|\s(?:or|and|is|are|was|were|which|that|in|for|by|with|has|have|can|may|arises?|occurs?)\b"
)
_PHRASE = re.compile(r"(?:[A-Za-z0-9α-ω][\w'’/+-]*\s){0,6}[A-Za-z0-9α-ω][\w'’/+-]*\s?$")
_NO_NAME = re.compile(
    r"^(?:\w+\s)*?\b(?:the|a|an|of|in|with|for|by|and|or|is|are|was|were|to|from|as|on|at|called|against)\s",
    re.IGNORECASE,
)
_IS = re.compile(r"\s(?:is|are|was|were|(?:has|have|had) been)\s?$")
_WITHIN = re.compile(r"\b(?:of|in|with|for|from|on|at)\b", re.IGNORECASE)
_LOCANTS = re.compile(r"(?<![^\s])(?:(?:\d+|[A-Zα-ω]|[a-z]{1,2}|alpha|beta|gamma)[',′]*[,-])*$")
# What stands between the names of a list: "A, B and C", "A plus B".
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or|plus)?|\+|/|\b(?:and|or|plus)\b)\s*")
_PREPOSITION = re.compile(r"\s(?:of|in|for|from|by|on|with|to)\s(?:(?:the|an?)\s)?")
# What tells of a study and is no name: "trial comparing A with B".
_CLAUSE = re.compile(r"\b(?:trials?|stud(?:y|ies)) (?:compar|evaluat|assess|investigat|test)ing\b")
#: The noun behind a name that says that it is one of a kind and has no letter in the short form.
CLASS_NOUN = re.compile(r"\s(?:derivatives?|analog(?:ue)?s?|compounds?|complex(?:es)?|agents?)$")
_BOUND = re.compile(r"[.!?;:]\s|[()\[\]]|\n\s*\n")


class _Pair(NamedTuple):
    short: tuple[int, int]
    long: tuple[int, int]
    score: float


#: What stands for a name and is none: "It is also called Y".
_PRONOUNS = frozenset({"it", "they", "this", "these", "that", "those", "he", "she"})


def find_abbreviations(
    docs: Iterable[Doc], offsets: Sequence[int], *, aliases: bool = True
) -> tuple[Abbreviation, ...]:
    """Return the abbreviations that the texts define, sorted by place, each pair of names once.

    `docs` are the blocks of a document (only the words are used, any tokenizer will do), `offsets` where
    each of them stands in the document; the spans that come back are document offsets. With `aliases` a
    second symbol in brackets (``CD117 (c-kit)``) and a name after "also called" count as short forms.

    >>> import spacy
    >>> text = "Treatment of giant cell tumours (GCTs) and of PVNS (pigmented villonodular synovitis)"
    >>> doc = spacy.blank("en")(text)
    >>> [(a.short, a.long) for a in find_abbreviations([doc], [0])]
    [('GCTs', 'giant cell tumours'), ('PVNS', 'pigmented villonodular synovitis')]
    """
    found: list[Abbreviation] = []
    seen: set[tuple[str, str]] = set()
    above = ("", 0)
    for doc, offset in zip(docs, offsets, strict=True):
        text = doc.text
        pairs = [_shift(pair, text, offset) for pair in _pairs(doc, aliases=aliases)]
        pairs += [_shift(_Pair(short, long, 0.0), text, offset) for short, long in legend_pairs(text)]
        if aliases:
            pairs += [_shift(pair, text, offset) for pair in _called(text)]
            pairs += _called_above(text, offset, *above)
        for each in (one for pair in pairs for one in _one_by_one(pair)):
            if each.short.lower() == each.long.lower() or _CLAUSE.search(each.long):
                continue
            if (each.short, each.long) not in seen and (each.long, each.short) not in seen:
                seen.add((each.short, each.long))
                found.append(each)
        above = (text, offset)
    return tuple(sorted(found, key=lambda a: (a.short_span, a.long_span)))


def _shift(pair: _Pair, text: str, offset: int) -> Abbreviation:
    """Return `pair`, found in `text`, at document offsets."""
    return Abbreviation(
        short=text[slice(*pair.short)],
        long=text[slice(*pair.long)],
        short_span=Span(start=pair.short[0] + offset, end=pair.short[1] + offset),
        long_span=Span(start=pair.long[0] + offset, end=pair.long[1] + offset),
    )


def _one_by_one(pair: Abbreviation) -> list[Abbreviation]:
    """Return the parts of a pair that explains several short forms at once, else the pair itself.

    "verdine, ochral and sienna (VER/OCH/SI)" says what each of the three stands for.
    """
    shorts = [m.span() for m in re.finditer(r"[A-Za-z]{2,}", pair.short)]
    cuts = [m.span() for m in _BETWEEN.finditer(pair.long)]
    longs = list(
        zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(pair.long)], strict=True)
    )
    if "/" not in pair.short or len(shorts) < 2 or len(shorts) != len(longs):
        return [pair]
    found = [
        Abbreviation(
            short=pair.short[a:b],
            long=pair.long[c:d],
            short_span=Span(start=pair.short_span.start + a, end=pair.short_span.start + b),
            long_span=Span(start=pair.long_span.start + c, end=pair.long_span.start + d),
        )
        for (a, b), (c, d) in zip(shorts, longs, strict=True)
    ]
    return found if all(each.short[:1].lower() == each.long[:1].lower() for each in found) else [pair]


def _items(text: str, start: int, names: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the names in a list of them ("X, Y or Z"), the first only where no comma follows
    it."""
    end = start + len(names)
    cut = _NAME_BREAK.search(text, start, end)
    while True:
        item = _trim(text, start, cut.start() if cut else end)
        if item[1] > item[0]:
            yield item
        if cut is None or cut.group().strip().lower() != "or":
            return
        start = cut.end()
        cut = _NAME_BREAK.search(text, start, end)


def _called(text: str) -> Iterator[_Pair]:
    """Yield the pairs of ``X, also called Y``: as a definition where letters agree, else as another name."""
    for match in _CALLED.finditer(text):
        phrase = _PHRASE.search(text, max(0, match.start() - 90), match.start())
        if phrase is None:
            continue
        begin = phrase.start()
        while (small := _NO_NAME.match(text[begin : phrase.end()])) is not None:
            begin += small.end()
        verb = _IS.search(text, begin, match.start())
        if verb is not None and _WITHIN.search(text, phrase.start(), begin):
            continue  # "those in the pons were formerly called Y" gives the pons no other name
        left = _trim(text, begin, verb.start() if verb is not None else match.start())
        if left[1] - left[0] < 2 or text[slice(*left)].lower() in _PRONOUNS:
            continue
        for item in _items(text, match.start("names"), match["names"]):
            name = text[slice(*item)]
            best = align(name, text[slice(*left)]) if may_be_short(name, quoted=False) else None
            if best is not None and is_good(best, name):
                yield _Pair(item, (left[0] + best.start, left[1]), best.score)
            elif len(name.split()) <= 6:
                yield _Pair(item, left, 0.0)


def _called_above(text: str, offset: int, heading: str, heading_offset: int) -> list[Abbreviation]:
    """Return the names that a line "Also called: X, Y" or "Synonyms: X; Y" gives to what the block above it
    names.

    One of the names must be an abbreviation of words of that block, which tells how far its name goes.
    """
    match = _CALLED.match(text) or _NAMES_LINE.match(text)
    if match is None or match.start() != 0 or not heading:
        return []
    items: list[tuple[int, int]] = []
    for part in re.finditer(r"[^;]+" if ";" in match["names"] else r"[^,]+", match["names"]):
        items.append(_trim(text, match.start("names") + part.start(), match.start("names") + part.end()))
    ends = [m.end() for m in re.finditer(r"[^\s]+", heading)][:12]
    name: tuple[int, int] | None = None
    for item in items:
        short = text[slice(*item)]
        if not may_be_short(short, quoted=False):
            continue
        options = [
            (best.score, end, best) for end in ends if (best := align(short, heading[:end])) is not None
        ]
        if options and is_good(max(options)[2], short):
            _, end, best = max(options)
            name = (best.start, end)
            break
    if name is None:
        return []
    long_span = Span(start=name[0] + heading_offset, end=name[1] + heading_offset)
    return [
        Abbreviation(
            short=text[slice(*item)],
            long=heading[slice(*name)],
            short_span=Span(start=item[0] + offset, end=item[1] + offset),
            long_span=long_span,
        )
        for item in items
    ]


def _pairs(doc: Doc, *, aliases: bool) -> Iterator[_Pair]:
    """Yield the pairs that the brackets of `doc` hold."""
    text = doc.text
    for match in _BRACKET.finditer(text):
        start, end = match.span(1)
        lead = _INTRODUCED.match(text, start, end)
        start = lead.end() if lead else start
        inner = text[start:end]
        pair = _short_inside(doc, text, match.start(), start, inner) or _long_inside(
            text, match.start(), start, inner
        )
        if pair is None and aliases:
            pair = _alias(text, match.start(), start, inner)
        if pair is not None:
            yield pair


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space and quotes at the ends."""
    while start < end and (text[start].isspace() or text[start] in QUOTES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in QUOTES):
        end -= 1
    return start, end


def _short_inside(doc: Doc, text: str, bracket: int, start: int, inner: str) -> _Pair | None:
    """Return the pair of ``long form (SF)``; spaCy makes the `text` of a document anew each time."""
    first = _SPLIT.split(inner, maxsplit=1)[0]
    begin, end = _trim(text, start, start + len(first))
    short = text[begin:end]
    if not may_be_short(short, quoted=first.strip()[:1] in QUOTES):
        return None
    left, right = _before(text, bracket)
    options = [align(short, text[left:right])]
    if (noun := CLASS_NOUN.search(text, left, right)) is not None:
        options.append(align(short, text[left : noun.start()]))
    options.append(_by_scispacy(doc, text, (left, right), (begin, end)))
    best = max((o for o in options if o is not None), key=lambda o: o.score, default=None)
    if best is None or not is_good(best, short):
        return None
    best = _behind_preposition(short, text[left:right], best)
    return _Pair((begin, end), (left + _with_locants(text[left:right], best.start), right), best.score)


def _behind_preposition(short: str, candidate: str, best: Alignment) -> Alignment:
    """Return the alignment with what stands behind a preposition alone, where that is good too.

    "Genetic profiles of gastroenteropancreatic tumors (GEPTs)": what the profiles are of has the short form.
    """
    for match in _PREPOSITION.finditer(candidate, best.start):
        tail = align(short, candidate[match.end() :], anchored=True)
        if tail is not None and is_good(tail, short):
            return Alignment(match.end() + tail.start, tail.score)
    return best


def _with_locants(candidate: str, start: int) -> int:
    """Return `start` moved before the locants of a chemical name: "2,6-" of "2,6-diaminopurine"."""
    locants = _LOCANTS.search(candidate, 0, start)
    return locants.start() if locants else start


def _long_inside(text: str, bracket: int, start: int, inner: str) -> _Pair | None:
    """Return the pair of ``SF (long form)``."""
    word = re.search(r"[^\s()\[\],;]+\s?$", text[:bracket])
    if word is None:
        return None
    begin, end = _trim(text, word.start(), bracket)
    short = text[begin:end]
    first = re.split(r"[;,]\s", inner, maxsplit=1)[0]
    left, right = _trim(text, start, start + len(first))
    if (
        right - left <= len(short)
        or not may_be_short(short, quoted=False)
        or not any(c.isupper() or c == "-" for c in short)
    ):
        return None
    best = align(short, text[left:right], anchored=True)
    if best is None or not is_good(best, short):
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


def _before(text: str, bracket: int) -> tuple[int, int]:
    """Return the part of the clause before a bracket in which a long form may stand."""
    left = max(0, bracket - 150)
    for match in _BOUND.finditer(text, left, bracket):
        left = match.end()
    return left, len(text[:bracket].rstrip(QUOTES + " \t\n\u00a0"))


def _by_scispacy(doc: Doc, text: str, long: tuple[int, int], short: tuple[int, int]) -> Alignment | None:
    """Return what scispaCy makes of the pair, scored as our own alignments are."""
    size = short[1] - short[0]
    limit = min(size + 5, size * 2)
    candidate = doc.char_span(*long, alignment_mode="contract")
    name = doc.char_span(*short, alignment_mode="expand")
    if candidate is None or name is None:
        return None
    candidate = candidate[-limit:]
    _, found = find_abbreviation(candidate, name)
    if found is None:
        return None
    start = found.start_char - long[0]
    part = text[long[0] + start : long[1]]
    best = align(text[slice(*short)], part, anchored=True)
    return None if best is None else Alignment(start, best.score)
