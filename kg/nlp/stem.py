"""Names of medicines by their form: INN stems, two-word names of conjugates and cells, sponsors' code names.

A stem says what a new name is before any list holds it; the stems and their source are in ``stems.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.model import EntityType, Mention, Span


class _Forms(NamedTuple):
    one: re.Pattern[str]
    second: frozenset[str]
    first_endings: tuple[str, ...]
    second_endings: tuple[str, ...]
    stop: frozenset[str]
    stop_endings: tuple[str, ...]
    code: re.Pattern[str]


@cache
def _forms() -> _Forms:
    """Return the stems as they are matched, read from the data file once."""
    with Path(__file__).with_name("stems.toml").open("rb") as file:
        data = tomllib.load(file)
    one = "|".join(
        rf"[a-z]{{{group['min']},}}(?:{'|'.join(sorted(group['endings'], key=len, reverse=True))})"
        for group in data["stem"]
    )
    prefixes = sorted(data["codes"]["prefixes"], key=len, reverse=True)
    # two letters and digits are too often a grant, a cell line or a variant
    bare = [p for p in prefixes if len(p) > 2 or p in data["codes"]["without_hyphen"]]
    return _Forms(
        one=re.compile(rf"(?:{one})"),
        second=frozenset(data["second"]["conjugates"]),
        first_endings=tuple(data["second"]["first_of_two"]),
        second_endings=tuple(data["second"]["second_of_two"]),
        stop=frozenset(data["words"]["stop"]),
        stop_endings=tuple(data["words"]["stop_endings"]),
        code=re.compile(
            rf"(?<![\w-])(?:(?:{'|'.join(prefixes)})-\d{{2,7}}"
            rf"|(?:{'|'.join(bare)})\d{{3,9}})(?:[A-Z]{{1,2}}\d?)?"
            r"(?!\w|-\d)"
        ),
    )


_ADDED = re.compile(r"-[a-z]{4}(?![\w-])")
_SUFFIXED = re.compile(r"([A-Za-z]{6,})(-[a-z]{4})")
# A code name of any sponsor, where the words beside it say what it is: "AB-0001, an antibody against G",
# "the G inhibitor AB-0001".
_MADE = (
    r"(?:inhibitor|antagonist|agonist|antibod(?:y|ies)|(?:drug )?conjugate|vaccine|degrader|immunotoxin"
    r"|oligonucleotide|radioligand|prodrug|blocker|nanobody|T[- ]cell engager|antisense|siRNA|virus therapy"
    r"|oncolytic virus|small molecule|chemotherapy|immunocytokine)s?"
)
_NO_CODE = r"(?:IC|EC|GI|LD|ED|CC|TC|TGI)[59]0"
_CODE = rf"(?P<code>(?!{_NO_CODE})[A-Z]{{1,6}}[A-Za-z]{{0,2}}-?\d{{2,7}}(?:-\d{{1,4}})?[A-Za-z]{{0,2}})"
_TOLD = (
    re.compile(
        rf"(?<![\w-]){_CODE}(?= ?(?:\([^()]{{1,40}}\))?,? (?:is |was )?(?:an?|the first|the) "
        rf"(?:[\w/+-]+ ){{0,6}}{_MADE}\b)"
    ),
    re.compile(rf"\b{_MADE},? \(?{_CODE}(?![\w-])"),
)


def without_suffix(name: str) -> str:
    """Return the name of a biologic without the four letters that the FDA adds to it.

    >>> without_suffix("fabulimab-tkvz"), without_suffix("platelet-like")
    ('fabulimab', 'platelet-like')
    """
    match = _SUFFIXED.fullmatch(name)
    if match is None or not _is_biosimilar(match[2].lower()):
        return name
    return match[1] if _forms().one.fullmatch(match[1].lower()) else name


def with_suffix(text: str, span: Span) -> Span:
    """Return the span of a biologic in `text` with the four letters that the FDA adds to it, if it has them.

    >>> text = "fabulimab-tkvz binds"
    >>> with_suffix(text, Span(start=0, end=9)).of(text)
    'fabulimab-tkvz'
    """
    match = _ADDED.match(text, span.end)
    if match is None or without_suffix(f"{span.of(text)}{match.group()}") != span.of(text):
        return span
    return Span(start=span.start, end=match.end())


def _never(_: str) -> bool:
    return False


def find_stems(text: str, known: Callable[[str], bool] = _never) -> list[Mention]:
    """Return DRUG mentions of `text` by the form of the name, sorted, without overlap; spans are offsets.

    `known` says that a word has another meaning (a gene, a cell line); such code names are left out.

    >>> [m.text for m in find_stems("inventinib-based care, then fabulimab vedotin or MK-0001 in a parcel")]
    ['inventinib', 'fabulimab vedotin', 'MK-0001']
    """
    found: list[Span] = []
    for span in _spans(text, known):
        if not any(span.overlaps(other) for other in found):
            found.append(span)
    return [
        Mention(span=span, text=span.of(text), type=EntityType.DRUG, recogniser="stem")
        for span in sorted(found)
    ]


def _spans(text: str, known: Callable[[str], bool]) -> Iterator[Span]:
    forms = _forms()
    for span in _two(text):
        if not known(span.of(text)):
            yield span
    for word in re.finditer(r"(?<![\w])[A-Za-z]{6,}(?:-[a-z]{4}(?![\w-]))?", text):
        low = word.group().lower()
        stem = low.split("-")[0]
        suffix = low[len(stem) :]
        end = word.end() if not suffix or _is_biosimilar(suffix) else word.start() + len(stem)
        if stem in forms.stop or stem.endswith(forms.stop_endings) or word.group().isupper():
            continue
        if forms.one.fullmatch(stem) and not known(stem):
            yield Span(start=word.start(), end=end)
    for match in forms.code.finditer(text):
        if not known(match.group()):
            yield Span(start=match.start(), end=match.end())
    for match in (m for pattern in _TOLD for m in pattern.finditer(text)):
        if not known(match["code"]):
            yield Span(start=match.start("code"), end=match.end("code"))


def _is_biosimilar(suffix: str) -> bool:
    """Tell whether ``-xxxx`` is the meaningless suffix of an FDA biologic name and not a word ("-free")."""
    return suffix not in ("-free", "-like", "-only", "-fold", "-type", "-naive", "-plus", "-arm")


def _two(text: str) -> Iterator[Span]:
    """Yield two-word names: "trastuzumab deruxtecan", "afamitresgene autoleucel"."""
    forms = _forms()
    words = list(re.finditer(r"[A-Za-z]+", text))
    for one, other in pairwise(words):
        between = text[one.end() : other.start()]
        if between not in (" ", "-", "\u00a0", "\n") or len(one.group()) < 6:
            continue
        first, second = one.group().lower(), other.group().lower()
        if second in forms.second or (
            first.endswith(forms.first_endings)
            and second.endswith(forms.second_endings)
            and second not in forms.stop
            and len(second) >= 6
        ):
            yield Span(start=one.start(), end=other.end())
