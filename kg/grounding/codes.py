"""Codes of substances: what a document writes in brackets beside a name, and no letters explain.

"natamycin (E235)" and "E235 (natamycin)" say that both are one, as a definition of an abbreviation does; so
does a systematic name with a code, where only the code is in a list, and a short form that no list has. A
code may also be the end of a longer name of the document: Rb1 of ginsenoside Rb1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.lexicon import Lexicon
from kg.model import EntityType, Mention

#: A code: letters with a number, in capitals ("SCH-23390", "E235", "UK 14,304").
_CODE = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z][A-Za-z]{0,5}[ -]?(?:[A-Z]{1,2}[ -]?)?\d[\d,]{0,7}[A-Za-z]{0,2}")
#: A short form, two of its letters capitals: "7-NI", "L-NIL".
_SHORT = re.compile(r"(?=(?:.*[A-Z]){2})\w[\w-]{1,7}")
_OPENING = re.compile(r"\s?[(\[]")
_BEHIND = (")", "]", ",")
#: Names shorter than this are symbols or words themselves.
_LONG = 7


def coded(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the codes and names of one substance as (short form, long form).

    Of a name that no list has and a code that one has, the code is the second. A code whose own concept is
    of the kind that the name names, or a salt of it, keeps its meaning: "prostaglandin (PGE2)".
    """
    drugs = sorted((m for m in mentions if m.type is EntityType.DRUG), key=lambda m: m.span)
    yield from _ends(drugs, lexicon)
    for one, other in pairwise(drugs):
        gap = text[one.span.end : other.span.start]
        behind = text[other.span.end : other.span.end + 1]
        if not _OPENING.fullmatch(gap) or behind not in _BEHIND:
            continue
        codes = [m.lookup for m in (one, other) if _is_code(m.lookup, lexicon)]
        names = [m.lookup for m in (one, other) if m.lookup not in codes and len(m.lookup) >= _LONG]
        if not codes or not names:
            continue
        (code,), (name,) = codes, names
        of_code, of_name = _meant(code, lexicon), _meant(name, lexicon)
        if behind == "," and of_code:  # one of several members of a class, it may be
            continue
        if of_name and not any(_is_kind(curie, name, of_name, lexicon) for curie in of_code):
            yield code, name
        elif of_code and not of_name and any(map(str.isdigit, name)):
            yield name, code


def _is_code(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name is a code, or a short form that no list has."""
    if _CODE.fullmatch(name):
        return True
    return _SHORT.fullmatch(name) is not None and not _meant(name, lexicon)


def _ends(drugs: Sequence[Mention], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield the codes that no list has, each with the one longer name of the document that it ends."""
    names = dict.fromkeys(mention.lookup for mention in drugs)
    for code in names:
        if not _CODE.fullmatch(code) or _meant(code, lexicon):
            continue
        longer = {name.lower(): name for name in names if name.endswith(f" {code}")}
        if len(longer) == 1:
            yield code, next(iter(longer.values()))


def _is_kind(curie: str, name: str, of_name: set[str], lexicon: Lexicon) -> bool:
    """Tell whether a substance is below another one, or called by the name of that and something more."""
    concept = lexicon.concept(curie)
    if concept is None or curie in of_name:
        return False
    begin = f"{name.lower()} "
    more = any(other.lower().startswith(begin) for other in (concept.label, *concept.synonyms))
    return more or bool(of_name & set(lexicon.ancestors(curie)))


def _meant(name: str, lexicon: Lexicon) -> set[str]:
    """Return the substances that a name may mean."""
    return {term.curie for term in lexicon.all_terms(name) if term.type is EntityType.DRUG}
