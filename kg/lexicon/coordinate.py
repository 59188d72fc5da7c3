"""Coordinated names: in "gastric and ovarian cancers" the first word names a cancer, too.

A disease of two words or more, or a class of drugs, shares its last word with what stands before "and",
"or" or a comma, where the lexicon has the name so completed. Only the words in the text are covered, so the
match of the first is "gastric".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.lexicon.compose import compose
from kg.lexicon.rules import Rules
from kg.lexicon.term import Term
from kg.model import EntityType

Match = tuple[int, int, tuple[Term, ...]]

_BEFORE = re.compile(r"(?P<words>[^\W_][\w'’-]*(?: [^\W_][\w'’-]*)?)(?:,? (?:and/or|and|or|&)|,) $")
#: How the words end that the pattern above looks for, which is soon seen.
_ENDS = ("and ", "or ", "& ", ", ")
#: How far before a name its partner can begin; names of two words are shorter.
_REACH = 60
_DISEASES = (EntityType.DISEASE, EntityType.PHENOTYPE)


def coordinated(
    text: str, matches: Sequence[Match], terms: Callable[[str], tuple[Term, ...]], rules: Rules
) -> list[Match]:
    """Return `matches` with the partners of coordinated names, which replace what they overlap."""
    added: list[Match] = []
    for start, end, kept in matches:
        surface = text[start:end]
        if kept[0].type not in (*_DISEASES, EntityType.DRUG_CLASS) or " " not in surface:
            continue
        head = surface.rpartition(" ")[2]
        at = start
        while (partner := _partner(text, at, head, kept[0], terms, rules)) is not None:
            added.append(partner)
            at = partner[0]
    taken = [(start, end) for start, end, _ in added]
    rest = [m for m in matches if not any(m[0] < end and start < m[1] for start, end in taken)]
    return sorted([*rest, *added], key=lambda match: match[:2])


def _partner(
    text: str, at: int, head: str, model: Term, terms: Callable[[str], tuple[Term, ...]], rules: Rules
) -> Match | None:
    """Return the name that stands before `at` without `head`: in two words if they name one, else in one."""
    begin = max(0, at - _REACH)
    before = text[begin:at]
    found = _BEFORE.search(before) if before.removesuffix("\n").endswith(_ENDS) else None
    if found is None:
        return None
    words = found["words"]
    for part in (words, words.rpartition(" ")[2]):
        name = f"{part} {head}"
        # what names an illness itself needs no other head: "hemeralopia, mild myopia"
        alone = model.type not in _DISEASES or any(t.type in _DISEASES for t in terms(part))
        types = (model.type,) if alone else _DISEASES
        kept = tuple(t for t in terms(name) if t.type in types and rules.admits(t, name))
        if not kept and model.type is EntityType.DRUG_CLASS and (term := compose(name, terms)):
            kept = (term,)
        if kept:
            end = begin + found.end("words")
            return end - len(part), end, kept
    return None
