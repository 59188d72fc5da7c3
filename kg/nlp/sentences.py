"""Sentence boundaries of biomedical English by rules.

A statistical parser breaks names such as ``CLDN18.2`` and journal references apart; the rules here look at
the word before a stop and at the word behind it, as in the abbreviation-list splitters of the literature
(Grefenstette and Tapanainen 1994; Sadvilkar and Neumann 2020), and know the ways in which biomedical text
differs: reference digits behind the stop, sentences that begin with a lower-case gene name, species with an
initial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span
from kg.nlp.common_words import common_words
from kg.nlp.run_in import split_run_in


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Always followed by more of the same sentence.
_NEVER_LAST = _set(
    "vs v cf ca approx e.g i.e eg ie viz fig figs eq eqs eqn ref refs tab tabl sect sec vol dr drs prof "
    "mr mrs ms mme st no nos pp resp suppl incl excl esp i.v i.p s.c i.m p.o b.i.d q.d ver nr var subsp "
    "ssp gen lt col maj capt rev hon messrs chap app ext temp conc avg std dept chr str est"
)
# May end a sentence; what follows decides.
_MAYBE_LAST = _set(
    "al etc inc corp ltd co jr sr u.s u.s.a u.k e.u ph.d m.d a.m p.m spp sp d.c b.sc m.sc bros jan feb "
    "mar apr jun jul aug sep sept oct nov dec univ hosp ph"
)
# Of these, the ones that are no abbreviations in capital letters: CA (California), CF (cystic fibrosis), OCT.
_NOT_IN_CAPITALS = _set("ca cf mr ms gen col ext est str nos oct dec mar jan sp al var app sec")
# Of these, units, which may end a sentence behind a number: "for 60 sec."
_UNITS = _set("sec ms")
# Words that begin a sentence far more often than they continue one when written with a capital letter.
_STARTERS = _set(
    "a although an and another as at because both but by despite during each finally first for "
    "furthermore given he hence here however if in indeed interestingly it its like many moreover most "
    "neither nevertheless no notably of on one other our overall patients recent recently second several she "
    "similarly since so some such that the their then there therefore these they this those three "
    "through thus to two under until we what when whereas whether which while with within you your"
)
# Nouns that take a single capital letter or a number behind them.
#: What a letter behind tells one from others of its kind: "chromogranin A", "toxin B".
_PROTEIN = re.compile(r"[a-z]{4,}(?:in|ase|ogen|toxin)")
_NAMED_BY_LETTER = _set(
    "vitamin hepatitis type group class grade factor protein stage arm cohort phase table figure part "
    "panel level cyclin influenza haemophilia hemophilia coenzyme immunoglobulin step box grades types "
    "groups stages version alpha beta gamma delta kappa lambda epsilon metaphase prophase anaphase "
    "strain complex isoform subunit subtype appendix chromosome exon codon day week month year cycle "
    "line category section chapter score age gene site lane line dnase rnase proteinase"
)
_VERBS = _set(
    "was were is are had have has did does do can could may might must should will would became showed"
)

_CLOSERS = "\"'”’»)]}"
_OPENERS = "\"'“‘«([{"
_STOP = re.compile(
    rf"""
    (?P<stop>[.!?…]+)                                             # the stop, or an ellipsis
    (?P<close>[{re.escape(_CLOSERS)}]*)                           # quotes and brackets that end with it
    (?P<ref>\d{{1,3}}(?:[,–-]\d{{1,3}}){{0,15}}(?=\s|$)           # reference digits glued to the stop
        |[\u00b9\u00b2\u00b3\u2070-\u2079\u02d2,]{{1,12}}(?=\s|$)  # ... as superscripts
        |\s?\[\d{{1,3}}(?:\s?[,;–-]\s?\d{{1,3}}){{0,15}}\](?=[\s.]|$)   # ... in square brackets
    )?
    """,
    re.VERBOSE,
)
# A number or letter before the item it counts, whose stop ends nothing: "a. Controls", "(B). Mice".
_ITEM_BEFORE = re.compile(
    r"(?:(?:^|\n\s?|[;:•]\s|[a-z]{4}[.)]{1,2}\s)(?:\d{1,2}\)?|\(\d\))"
    r"|(?:^|\n\s?|[.!?;:]\s)(?:[A-Za-z]|\([A-Za-z]\)))$"
)
# What may begin a sentence in lower case: the label of a panel ("(a-c)", "b: ", "c. ", "a, b)"), the key to a
# figure ("cc, connecting cilium", "n = 5").
_LABEL = re.compile(
    r"\([a-z](?:\s?[-–—,]\s?[a-z])*\)|[a-z](?:[-–][a-z])?[:.]\s|[a-z](?:,\s[a-z])*\)\s"
    r"|[a-z]{1,5},\s|n\s?=\s?\d"
)
_LONGEST_BRACKET = 400
_BRACKET = re.compile(r"[(\[]|[)\]]|\n[^\S\n]*\n")
_BULLET = re.compile(r"(?:(?<=\s)|^)[•▪◦‣●■](?=\s)")
# What MEDLINE sets behind a title.
_TITLE_NOTE = re.compile(
    r"\[\s?(?:see comments?|published erratum appears in [^\]]{1,200})\s?\]\.?(?=\s)", re.I
)
# The end of a sequence in a list of primers, where the next one follows: "-3′ KIT-F: 5′-".
_NEXT_PRIMER = re.compile(r"[-–—]3\s?[′'’´](?=\s+\S{1,30}:\s*5\s?[′'’´]\s?[-–—])")
# Place and day before the text of a notice to the press: "Basel, May 3, 2024 – The agency approved".
_DATELINE = re.compile(
    r"\A\s*(?:[A-Z][\w.' ]{1,40}(?:, [A-Z][\w.' ]{1,30}){0,2}[,.]? ?(?:[–—-]{1,2} )?)?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2},? (?:19|20)\d\d"
    r"\s{0,2}(?:\([\w. ]{2,30}\)|/[\w. ]{2,30}/)?\s{0,2}[–—-]{1,2}\s+(?=[\"“A-Z])"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_GLUED_NEXT = re.compile(r"[A-Z][a-z]+(?=[\s,])")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘']+$")
_LAST_WORD = re.compile(r"[A-Za-z]+$")
_NEXT_WORD = re.compile(r"[^\s]+")
# A name that a sentence may begin with although it is in lower case: p53, mTOR, c-kit, miR-21, mRNA, α-actin.
_LOWER_NAME = re.compile(r"(?:[a-z]{1,5}-?(?=[A-Z0-9])|[cgp]\.(?=[A-Z(*-]|\d)|[a-z]-[a-z]{2,}|[α-ωΔ])[\w-]*")
_REFERENCE_BEFORE = re.compile(r"(?<=[a-z]{3}) \d{1,2}(?:, ?\d{1,2}){0,4} (?=[A-Z][a-z]*\b)")


def split_sentences(text: str, *, run_in: bool = True) -> list[Span]:
    """Return the sentences of `text` (one block) in order, without the white space around them.

    Spans are offsets into `text`; together they cover every character that is not white space. Reference
    digits and closing quotes behind a stop belong to the sentence before it. With `run_in`, a heading that
    stands before its text without a stop is a sentence of its own.

    >>> text = "Grade 3 events were rare (Fig. 2).4 p53 was lost in E. coli strains."
    >>> [span.of(text) for span in split_sentences(text)]
    ['Grade 3 events were rare (Fig. 2).4', 'p53 was lost in E. coli strains.']
    """
    found: list[Span] = []
    start = 0
    for cut in [*sorted(set(_cuts(text))), len(text)]:
        piece = text[start:cut]
        if not piece.strip():
            continue
        begin = start + len(piece) - len(piece.lstrip())
        found.append(Span(start=begin, end=start + len(piece.rstrip())))
        start = cut
    return split_run_in(text, found) if run_in else found


def _cuts(text: str) -> Iterator[int]:
    """Yield the offsets at which a new sentence begins (or the white space before it)."""
    for match in _BLANK_LINE.finditer(text):
        yield match.end()
    dateline = _DATELINE.match(text)
    if dateline is not None:
        yield dateline.end()
    for match in _TITLE_NOTE.finditer(text):
        yield match.end()
    for match in _BULLET.finditer(text):
        yield match.start()
    for match in _NEXT_PRIMER.finditer(text):
        yield match.end()
    for match in _REFERENCE_BEFORE.finditer(text):
        if _begins_after_bare_reference(text, match):
            yield match.end()
    depth = _depths(text)
    for match in _STOP.finditer(text):
        if _is_boundary(text, match, depth):
            yield match.end()


def _depths(text: str) -> list[int]:
    """Return, for each offset, where the innermost bracket around it was opened, -1 outside brackets.

    A bracket that is not closed in its paragraph, within `_LONGEST_BRACKET` characters, opens nothing.
    """
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for match in _BRACKET.finditer(text):
        mark, at = match.group(), match.start()
        if mark in "([":
            opened.append(at)
        elif mark not in ")]":
            opened.clear()
        elif opened and at - opened[-1] <= _LONGEST_BRACKET:
            pairs[opened.pop()] = at
        elif opened:
            opened.pop()
    found = [-1] * (len(text) + 1)
    for begin, end in sorted(pairs.items()):  # an inner bracket comes after the one around it
        found[begin + 1 : end] = [begin] * (end - begin - 1)
    return found


def _begins_after_bare_reference(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number between two words is a reference that stands where a stop is missing."""
    before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
    after = _NEXT_WORD.match(text, match.end())
    return (
        before is not None
        and before.group().lower() not in _NAMED_BY_LETTER
        and before.group().lower() not in _STARTERS
        and after is not None
        and after.group().lower() in _STARTERS
    )


def _is_boundary(text: str, match: re.Match[str], depth: list[int]) -> bool:
    """Tell whether the stop of `match` ends a sentence."""
    end = match.end()
    rest = text[end : end + 60]
    if not rest.strip():
        return False
    stop, close = match["stop"], match["close"]
    opened = depth[match.start()]
    if opened >= 0 and not _bracket_begins_sentence(text, opened) and depth[end] == opened:
        return False
    word = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    before = word.group() if word else ""
    if not rest[0].isspace():
        return stop == "." and not close and not match["ref"] and _is_glued(before, text, end)
    after = rest.lstrip()
    if match["ref"] and match["ref"][0].isdigit() and before[-1:].isdigit():
        return False  # the stop is a decimal point
    if stop == "." and _ITEM_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
        return False
    if match["ref"] and match["ref"][0].isdigit() and before.isupper():
        starter = _NEXT_WORD.match(after)
        if starter is None or starter.group().lower() not in common_words():
            return False  # a name: "PU.1 sites"
    return _may_begin(after, before, match) and (
        stop != "." or bool(close and before == "") or _may_end(before, after, text, match)
    )


def _bracket_begins_sentence(text: str, opened: int) -> bool:
    """Tell whether the bracket at `opened` stands where a sentence begins, so that it holds whole ones."""
    left = text[max(0, opened - 20) : opened].rstrip()
    return not left or left[-1] in ".!?"


def _is_glued(before: str, text: str, end: int) -> bool:
    """Tell whether two sentences stand without a space between them: "of tumors.Patients with"."""
    following = _GLUED_NEXT.match(text, end)
    if following is None:
        return False
    if re.search(r"(?:^|[^A-Za-z.])[a-z]{3,}$|^[a-z]{3,}$", before):
        return True
    return before[-1:] == ")" and following.group().lower() in _STARTERS


def _may_begin(after: str, before: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence may begin with the words `after` behind a stop and the word `before`."""
    bare = after.lstrip(_OPENERS + "•▪◦‣●■–—- ")
    if not bare:
        return False
    first = bare[0]
    if first.isupper() or first.isdigit():
        return True
    if not first.islower():
        return first in "<>≥≤~±+Δ*#%†‡§¤¶?•"
    stop = match["stop"]
    if "..." in stop or "…" in stop:
        return False
    if _LOWER_NAME.match(bare):
        return True
    if stop != "." or match["close"]:
        return False
    return bool(before[-1:] in ")]" or _LABEL.match(after) or _is_ordinary(before))


def _is_ordinary(word: str) -> bool:
    """Tell whether `word` is too long and too plainly written to be an abbreviation."""
    last = word.rsplit("-", 1)[-1]
    if len(last) < 4 or not (last.isalpha() and last.islower()):
        return False
    return last not in _NEVER_LAST and (len(last) > 5 or last in common_words())


def _may_end(before: str, after: str, text: str, match: re.Match[str]) -> bool:
    """Tell whether a sentence may end with the word `before` and a stop when `after` follows."""
    if before[-1:] in ")]" and before[-1:]:
        return True  # the stop of an abbreviation would stand inside the bracket
    bare = before.strip(_OPENERS + _CLOSERS)
    low = bare.lower()
    last = low.rsplit("-", 1)[-1]
    following = _NEXT_WORD.match(after)
    next_word = following.group().strip(_OPENERS + _CLOSERS + ",;:.") if following else ""
    starter = next_word.lower() in _STARTERS
    if (
        match["close"]
        and match["close"][0] in ")]"
        and match["stop"] == "."
        and not starter
        and low in _MAYBE_LAST
    ):
        return False
    if len(low) > 1 and bare.isupper() and low in _NOT_IN_CAPITALS:
        return True
    if low in _NEVER_LAST or last in ("vs", "approx"):
        if low in _UNITS and next_word[:1].isupper():
            return text[: match.start() - len(low)].rstrip()[-1:].isdigit()
        return low in ("no", "app", "st", "gen", "col", "ref", "var") and (
            starter and not next_word[0].isdigit()
        )
    if low in _MAYBE_LAST:
        return starter or _opens_clause(after)
    if len(low) == 1 and before.isalpha() and not match["close"]:
        return _letter_ends(
            before, after, next_word, starter, text[max(0, match.start() - 40) : match.start()]
        )
    if re.fullmatch(r"(?:[a-z]\.-?)+[a-z]", low):  # further initials and dotted abbreviations
        return starter
    return True


def _opens_clause(after: str) -> bool:
    """Tell whether `after` begins as only a sentence does: "Lysates were", "Minor changes are"."""
    words = after.split(None, 3)[:3]
    if len(words) < 2 or not words[0][:1].isupper() or words[0].lower() not in common_words():
        return False
    return words[0].endswith("ly") or words[1] in _VERBS or (words[1].islower() and words[-1] in _VERBS)


def _letter_ends(letter: str, after: str, next_word: str, starter: bool, left: str) -> bool:
    """Tell whether a single letter before a stop ends a sentence ("vitamin D.") or is an initial ("J.
    Smith")."""
    previous = _LAST_WORD.search(left[:-1].rstrip())
    if letter.islower() or (previous is not None and previous.group().lower() in _NAMED_BY_LETTER):
        return True
    if (
        previous is not None
        and _PROTEIN.fullmatch(previous.group())
        and not re.match(r"[A-Z][a-z]+\b", after)
    ):
        return True  # "chromogranin A. TTF-1 is"
    if starter:
        return next_word[:1].isupper() and not (len(next_word) == 1 and after[1:2] == ".")
    return _opens_clause(after)
