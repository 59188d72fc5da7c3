"""Short forms: what can be one, and how well one fits the words that it is said to stand for."""

from __future__ import annotations

import re

from kg.nlp.alignment import Alignment

QUOTES = "\"'“”‘’«»„‟`"
_SHORT = re.compile(
    rf"[{QUOTES}]?(?=[\w'’.+/&-]*[A-Za-zα-ωΑ-Ω])[A-Za-z0-9α-ωΑ-Ω][\w'’.+/&:-]{{0,18}}(?: "
    rf"[A-Za-z0-9+-]{{1,6}})?[{QUOTES}]?"
)
_NOT_SHORT = re.compile(
    r"(?i:(?:n|p|r|t|f|k|x|df|sd|se|or|hr|ci)\s?[=<>≤≥].*|\d[\d.,–%-]*|(?:figs?|tables?|refs?|eqs?|see"
    r"|e\.g|i\.e|cf|vs)\b.*"
    r"|(?:19|20)\d\d[a-z]?|\d+(?:\.\d+)?\s?(?:mg|kg|g|ml|cm|mm|gy|%|years?|days?|weeks?|months?|h|min).*)"
    r"|[ivx]{1,4}|I{1,3}|IV|VI{0,3}|[a-h]|.*-|.*[+]|(?:left|right|top|bottom|both|all|none|data|and|or"
    r"|the|who|not|yes|no|eg|ie|with|from|into|for"
    r"|that|this|these|those|also|only|but|men|women|male|female|mean|median|range|total|each|per|versus"
    r"|control|controls)"
)
_FIT = 0.75
_PLAIN_FIT = 1.15
"""Least score of an alignment for each letter of the short form; tuned on the training part of Ab3P's
MED1250."""


def may_be_short(short: str, *, quoted: bool) -> bool:
    """Tell whether `short` has the shape of a short form; one in quotes may be a plain word.

    >>> may_be_short("GCTs", quoted=False), may_be_short("range", quoted=False)
    (True, False)
    """
    if not 2 <= len(short) <= 22 or not _SHORT.fullmatch(short) or _NOT_SHORT.fullmatch(short):
        return False
    letters = sum(c.isalpha() for c in short)
    if letters * 2 < len(re.sub(r"[\s-]", "", short)):
        return False
    return quoted or any(c.isupper() or c.isdigit() or c in "-/" for c in short) or len(short) <= 6


def is_good(best: Alignment, short: str) -> bool:
    """Tell whether an alignment is good enough to be a definition; a word in lower case must fit better."""
    size = sum(c.isalnum() for c in short)
    return (
        best.score >= (_PLAIN_FIT if short.islower() and short.isalpha() and len(short) > 3 else _FIT) * size
    )
