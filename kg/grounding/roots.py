"""Roots: what words of one family have in common, so that a noun and its adjective meet.

Endings of English, Latin and Greek are taken off ("dyskinetic", "dyskinesia"; "hallucinatory",
"hallucinations"). A root is no word, and two words of one root need not mean the same: what is found by roots
is weighed, never believed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon.keys import FUNCTION_WORDS, POSSESSIVE, ROMAN, singular, stem_key

_WORD = re.compile(r"[^\W_]+")
_NOUNS = "ity ia ias is us um y ing ion ation ations ism ist eur ency ancy ence ance e es esis ability ness"
_ADJECTIVES = "ic ical al ial ual ous eous ive ary ar atory ative ian ean ent ant able oid atic iac"
_OTHERS = "ically ally ly ed ate ated a"
_ENDINGS = sorted(f"{_NOUNS} {_ADJECTIVES} {_OTHERS}".split(), key=len, reverse=True)
#: What stands behind a head.
_BEHIND = re.compile(r"(?<=\w),? (?:of|in|to|with|due|from|by|on|within|during|after)\b|, ", re.IGNORECASE)
#: Endings of what brings something about: carcinogenic, carcinogenesis.
_ORIGIN = ("genesis", "genetic", "genic", "gen")
#: British spellings that keys leave as they are, and the American ones.
_SPELLED = (("leuco", "leuko"), ("leucae", "leuke"), ("phaeo", "pheo"), ("goitre", "goiter"), ("naev", "nev"))
#: The least number of letters that a root keeps, and how many endings one after the other may go.
_LEAST, _TIMES = 4, 2


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """Return the root of one word.

    >>> root("dystonic") == root("dystonia"), root("hypothyroid") == root("hypothyroidism")
    (True, True)
    >>> root("leucocytic") == root("leukocyte")
    True
    >>> root("II"), root("renal")
    ('2', 'renal')
    """
    short = stem_key(singular(word))
    short = ROMAN.get(short, short)
    if not short.isalpha():
        return short
    for british, american in _SPELLED:
        short = short.replace(british, american)
    for ending in _ORIGIN:
        if short.endswith(ending) and len(short) - len(ending) >= _LEAST:
            return short[: -len(ending)] + "gen"
    for _ in range(_TIMES):
        ending = next((e for e in _ENDINGS if short.endswith(e) and len(short) - len(e) >= _LEAST), "")
        if not ending:
            break
        short = short[: -len(ending)]
    if short.endswith("t") and len(short) > _LEAST + 1:  # thrombot-ic, thrombos-is
        short = short[:-1] + "s"
    return short


def roots(name: str) -> tuple[str, ...]:
    """Return the roots of a name in their order, each once, without function words.

    >>> roots("Spasms of the sphincter")
    ('spasm', 'sphincter')
    """
    return tuple(dict.fromkeys(map(root, split(name))))


def split(name: str) -> list[str]:
    """Return the words of a name in small letters, but no function words."""
    if "'" in name or "’" in name:
        name = POSSESSIVE.sub("", name)
    return [word for word in _WORD.findall(name.lower()) if word not in FUNCTION_WORDS]


def head(name: str) -> str:
    """Return the root of the word that says what kind of thing a name names: the last before "of" or "in".

    >>> head("carcinoma of the breast") == head("breast carcinomas")
    True
    """
    found = roots(_BEHIND.split(name, maxsplit=1)[0]) or roots(name)
    return found[-1] if found else ""
