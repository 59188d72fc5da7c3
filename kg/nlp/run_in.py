"""Headings that lost their line: "Results Thirty mice were treated", "Figure 2 Loss of the gene (A) Map".

Where a page was flattened, headings, titles of figures and items of lists stand before the text that
they belong to without a stop between them. Whether a sentence begins at a word is then decided by a linear
model over the written forms around it: is a word capital that is elsewhere in lower case, is what stands
before it written like a title, does a verb follow (compare, for stops, Punkt, Kiss and Strunk 2006, and
splitta, Gillick 2009).
The weights are data (``run_in.tsv``), made by ``python -m kg.training.run_in``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from kg.model import Span
from kg.nlp.common_words import common_words

Weights = Mapping[str, float]

_WORD = re.compile(r"\S+")


def _set(words: str, between: str | None = None) -> frozenset[str]:
    return frozenset(words.split(between))


_FUNCTION = _set(
    "a after against among an and are as at be because been before being between but by during for from "
    "had has have her his if in into is its no nor not of on onto or our over per such than that the "
    "their these this those through to under using via was were when where whereas which while who whose "
    "with within without"
)
_VERBS = _set(
    "affects alters are be became been can cause causes contributes correspond corresponds could "
    "demonstrate demonstrates depend depends did do does encodes express expresses found had has have "
    "include includes increases indicate indicates induce induces is leads may might must occur occurs "
    "performed plays provides regulates remain remains represent represents require requires results "
    "revealed reveals should show showed shown shows suggest suggests used using was were will would"
)
_HEADINGS = _set(
    "abbreviations; abstract; accession numbers; acknowledgements; acknowledgments; additional data file; "
    "additional file; additional files; aim; aims; author contributions; authors' contributions; "
    "background; case presentation; case report; competing interests; conclusion; conclusions; conflicts "
    "of interest; design; discussion; experimental procedures; figures and tables; findings; footnotes; "
    "funding; history; impression; interventions; introduction; list of abbreviations; main outcome "
    "measures; materials and methods; methods; note added in proof; objective; objectives; participants; "
    "patients and methods; pre-publication history; purpose; references; research design and methods; "
    "results; results and discussion; setting; statistical analysis; study design; summary; supplementary "
    "material; supporting information; synopsis",
    "; ",
)
_LABEL = re.compile(
    r"(?:Figure|Fig\.|Table|Video|Movie|Dataset|Protocol|Text|File|Box|Scheme|Panel) ?S?\d+[A-Z]?"
)
_HEAD = re.compile(
    rf"{_LABEL.pattern}\b|(?:{'|'.join(sorted(re.escape(name.capitalize()) for name in _HEADINGS))})\s",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[^\s,;:(/–—+=<>&-]\s+([A-Z][a-z]*)(?![\w.])")
_SIGN = re.compile(r"[\w)\]]\s(?:[*†‡§¶¤•]\S|\([A-Za-z]\)\s|\(\d[\d.,]* [KMG]B |\S+ [-–=] \w+ .* [-–=] )")
_BREAKS = ",;:(/–—-+=<>&"
_PANEL = re.compile(r"\((?:[A-Za-z]|[A-Za-z](?:[-–,][A-Za-z])+)\)?[,:.]?$")
_FILE = re.compile(r"\(\d[\d.,]* [KMG]B [A-Z]{2,5}\)")
_TITLE = "CNUMFfDP"
_LONGEST_HEADING = 4
_DEPTH = {"(": 1, "[": 1, "“": 1, ")": -1, "]": -1, "”": -1}
_FLAT_CUTS = 4
_FLAT_SHARE = 50
"""A text is flat with so many headings in it, and one for so many stretches."""
_REACH = 7
"""How many words on the right are looked at."""


class Caution(NamedTuple):
    """What the weights of a word must exceed: behind a heading, and where what stands before it runs on."""

    heading: float
    running: float


def split_run_in(text: str, stretches: Sequence[Span]) -> list[Span]:
    """Return the sentences within `stretches` of `text`, which have no stops inside, in order.

    A text in which headings keep turning up has lost its lines; it is then read again with less caution. The
    headings of a structured abstract ("METHODS Thirty patients") do not count: they never had lines.

    >>> text = "Materials and Methods Mice were housed in groups of five."
    >>> [part.of(text) for part in split_run_in(text, [Span(start=0, end=len(text))])]
    ['Materials and Methods', 'Mice were housed in groups of five.']
    """
    found = [part for span in stretches for part in _parts(text, span, STRICT)]
    certain = sum(part.of(text).lower() in _HEADINGS for part in found if part.of(text).isupper())
    cuts = len(found) - len(stretches) - certain
    if cuts < _FLAT_CUTS or cuts * _FLAT_SHARE < len(stretches):
        return found
    return [part for span in stretches for part in _parts(text, span, LENIENT)]


def _parts(text: str, span: Span, caution: Caution) -> list[Span]:
    if is_heading(text, span) or (caution is STRICT and not is_suspect(text, span)):
        return [span]
    known = weights()
    stretch = Stretch(text, span.start, span.end)
    begins = [0]
    for at in stretch.candidates():
        weight = sum(known.get(name, 0.0) for name in stretch.features(at, begins[-2:]))
        least = caution.running if stretch.runs(begins[-1], at) else caution.heading
        if stretch.is_certain(at) or weight > least:
            begins.append(at)
    if len(begins) == 1:
        return [span]
    ends = [*(stretch.end(at - 1) for at in begins[1:]), span.end]
    return [Span(start=stretch.start(at), end=end) for at, end in zip(begins, ends, strict=True)]


def is_suspect(text: str, span: Span) -> bool:
    """Tell whether there is a sign of a lost line, so that a closer look is worth its time.

    >>> text = "Gene targeting The allele was made."
    >>> is_suspect(text, Span(start=0, end=len(text))), is_suspect(text, Span(start=15, end=len(text)))
    (True, False)
    """
    start, end = span.start, span.end
    if _HEAD.match(text, start, end) or _SIGN.search(text, start + 1, end):
        return True
    known = common_words()
    for match in _CAPITAL.finditer(text, start + 1, end):
        if match[1].lower() in known or match[1] == "A":
            before = text[max(start, match.start() - 12) : match.start() + 1].rsplit(None, 1)[-1]
            if before not in _FUNCTION:
                return True
    return False


def is_heading(text: str, span: Span) -> bool:
    """Tell whether `span` is a paragraph by itself without a stop, so that its line is not lost."""
    if text[span.end - 1] in '.!?)]"”':
        return False
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return (not before or (before.isspace() and "\n" in before)) and (
        not after or (after.isspace() and "\n" in after)
    )


@cache
def weights() -> Weights:
    """Return the weights by the name of the feature, read once from ``run_in.tsv``."""
    path = Path(__file__).with_name("run_in.tsv")
    rows = [row.split("\t") for row in path.read_text(encoding="utf-8").splitlines() if row[:1] != "#"]
    return {name: float(weight) for name, weight in rows}


STRICT = Caution(heading=6.0, running=20.0)
LENIENT = Caution(heading=-1.0, running=2.0)


class Stretch:
    """The words of a text between two stops, with what the model sees of each."""

    def __init__(self, text: str, start: int, end: int) -> None:
        matches = list(_WORD.finditer(text, start, end))
        self._spans = [match.span() for match in matches]
        self._words = [match.group() for match in matches]
        self._forms: list[str] = []
        self._lower: list[str] = []
        self._shapes: list[str] = []
        self._is_verb: list[bool] = []

    def start(self, at: int) -> int:
        """Return where the word number `at` begins in the text."""
        return self._spans[at][0]

    def end(self, at: int) -> int:
        """Return where the word number `at` ends in the text."""
        return self._spans[at][1]

    def candidates(self) -> Iterator[int]:
        """Yield the numbers of the words that a sentence may begin with."""
        words = self._words
        opened = 0
        for at in range(1, len(words)):
            word, previous = words[at], words[at - 1]
            if not previous.isalnum():
                for char in previous:
                    opened += _DEPTH.get(char, 0)
                opened = max(0, opened)
            if opened or previous[-1] in _BREAKS or previous in _FUNCTION:
                continue
            first = word[0]
            plain = word.islower() or (first.isalpha() and not _LABEL.fullmatch(" ".join(words[at - 2 : at])))
            if first.isupper() or first in "(*†‡§¶¤•“" or not plain or self._is_item(at):
                yield at

    def is_certain(self, at: int) -> bool:
        """Tell whether a sentence begins at a word whatever the weights say.

        That is so behind a usual heading in capitals ("RESULTS Thirty patients"), and where the size of a
        file begins, which journals set behind a title ("(2 MB PDF)").
        """
        if self._words[at][0] == "(":
            return bool(_FILE.match(" ".join(self._words[at : at + 3])))
        if at > _LONGEST_HEADING or self._forms[at] not in "CF":
            return False
        before = " ".join(self._words[:at])
        return before.isupper() and before.lower() in _HEADINGS

    def runs(self, first: int, at: int) -> bool:
        """Tell whether the words from `first` to before `at` are running text: with a verb in lower case."""
        return any(
            is_verb and word.islower()
            for is_verb, word in zip(self._is_verb[first:at], self._words[first:at], strict=True)
        )

    def _is_item(self, at: int) -> bool:
        """Tell whether a word is defined by what follows: "bp - base pair"."""
        return self._words[at + 1 : at + 2] in (["-"], ["–"], ["="]) or self._words[at][-1] == ":"

    def _prepare(self) -> None:
        known = common_words()
        for word in self._words:
            bare = word.strip("()[],;:.\"“”'")
            self._lower.append(bare.lower())
            self._forms.append(_form(bare, known))
            self._shapes.append(_shape(word))
            self._is_verb.append(self._lower[-1] in _VERBS)

    def _heading_at(self, at: int) -> str:
        """Return the usual heading that begins at a word written with a capital letter, if any."""
        for size in (4, 3, 2, 1):
            if (name := " ".join(self._lower[at : at + size])) in _HEADINGS and self._words[at][0].isupper():
                return name
        return "-"

    def features(self, at: int, begins: Sequence[int]) -> list[str]:
        """Return what speaks for or against a sentence that begins at word `at`.

        `begins` are the words at which the one or two sentences before it began.
        """
        first, last = begins[-1], begins[0]
        if not self._forms:
            self._prepare()
        words, forms, lower = self._words, self._forms, self._lower
        shapes, verbs = self._shapes, self._is_verb
        left, right = forms[first:at], forms[at + 1 : at + 1 + _REACH]
        previous, this = forms[at - 1], forms[at]
        after = right[0] if right else "$"
        second = right[1] if len(right) > 1 else "$"
        next_word = lower[at + 1] if right else "$"
        tail = words[at - 1][-1]
        tail = tail if tail in ").]%" else "d" if tail.isdigit() else "w"
        title = f"{min(left.count('l') + left.count('x'), 3)}{min(left.count('C'), 3)}"
        verb = "v" if True in verbs[first:at] else "-"
        running = (
            f"{min(right.count('l') + right.count('x'), 4)}{min(right.count('C') + right.count('N'), 3)}"
        )
        coming = verbs[at + 1 : at + 13]
        verb_after = (coming.index(True) if True in coming else 12) // 3
        size = _size(at - first)
        before = " ".join(words[first:at])
        opened = before.count("(") > before.count(")")
        whole = " ".join(words[first:at]) if at - first <= 4 else ""
        label = "label" if whole and _LABEL.fullmatch(whole) else "-"
        shape = shapes[at]
        before_run = _run(reversed(left), _TITLE)
        after_run = _run(right, _TITLE)
        caption = "-"
        if first + 1 < at and _LABEL.fullmatch(" ".join(words[first : first + 2])):
            caption = "caption"
        elif "panel" in shapes[first:at]:
            caption = "panel"
        prior = forms[at - 2] if at - 2 >= first else "^"
        heading = " ".join(lower[first:at]) if at - first <= 4 else ""
        heading = heading if heading in _HEADINGS and words[first][0].isupper() else "-"
        comes = self._heading_at(at)
        behind = "text" if first == 0 else "-"
        if last < first <= last + 3 and _LABEL.fullmatch(" ".join(words[last:first])):
            behind = "label"
        item = "item" if self._is_item(at) else "-"
        listed = "list" if {"-", "–", "="} & set(words[first : first + 4]) else "-"
        stopped = "stop" if words[-1][-1] in ".?!" else "-"
        found = [
            "bias",
            f"form={previous}|{this}|{after}",
            f"form2={this}|{after}|{second}",
            f"before={lower[at - 1]}",
            f"before={lower[at - 1]}|{this}|{after}",
            f"pair={lower[at - 1]}|{lower[at]}",
            f"prior={prior}|{previous}|{this}|{after}",
            f"runs={before_run}|{after_run}|{this}",
            f"runs={before_run}|{after_run}|{title}|{verb}",
            f"after={after_run}|{running}|{verb_after}|{this}",
            f"caption={caption}|{shape}|{title}|{this}",
            f"caption={caption}|{words[at][:3] if shape == 'panel' else '-'}",
            f"next words={next_word}|{lower[at + 2] if len(right) > 1 else '$'}",
            f"this={lower[at]}|{this}",
            f"next={next_word}|{this}",
            f"title={title}|{verb}|{this}",
            f"title,running={title}|{running}",
            f"running={running}|{this}|{after}",
            f"verbs={verb}|{verb_after}|{title}",
            f"verb after={verb_after}|{this}",
            f"size={size}|{title}",
            f"size={size}|{verb}|{this}",
            f"opened={opened}",
            f"tail={tail}|{this}",
            f"shape={shape}|{tail}|{title}",
            f"label={label}|{this}",
            f"item={item}|{listed}|{this}",
            f"stopped={stopped}|{title}|{_size(len(words) - at)}",
            f"first={lower[first]}|{size}" if size < "4" else f"first={forms[first]}",
            f"begins={behind}|{title}",
            f"begins={behind}|{shape}|{this}|{caption}",
            f"heading={heading != '-'}|{this}",
            f"heading={heading}|{this}",
            f"comes={comes}|{this}",
            f"comes={comes != '-'}|{this}|{after}|{tail}",
            f"first next={forms[first]}|{left[1] if len(left) > 1 else '$'}|{this}",
        ]
        if whole:
            found.append(f"whole={whole.lower()}")
        return found


def _run(forms: Iterable[str], kinds: str) -> int:
    """Return how many forms in a row are of `kinds`, four at most."""
    return min(4, sum(1 for _ in takewhile(lambda form: form in kinds, forms)))


def _size(count: int) -> str:
    return (
        str(count) if count < 4 else "6" if count < 7 else "9" if count < 12 else "A" if count < 20 else "B"
    )


def _form(word: str, known: frozenset[str]) -> str:
    """Return how a word is written: f, l, x in lower case (function, known, unknown); C, N capital (known,
    unknown); U in capitals; M mixed; D with a digit at its beginning; P of other signs.
    """
    if not word:
        return "P"
    if word.islower():
        return "f" if word in _FUNCTION else "l" if word in known or len(word) > 7 else "x"
    if word[0].isdigit():
        return "D"
    if not word[0].isalpha():
        return "P"
    if word[0].isupper() and (word[1:].islower() or len(word) == 1):
        low = word.lower()
        return "F" if low in _FUNCTION else "C" if low in known or low.split("-")[0] in known else "N"
    if word.isupper():
        return "U"
    return "C" if word[0].isupper() and word.split("-")[0].lower() in known else "M"


def _shape(word: str) -> str:
    if word[0].isalnum():
        return "-"
    if _PANEL.match(word):
        return "panel"
    return "bracket" if word[0] == "(" else "-"
