"""Words that deny, hedge or make an aim of what lies in their scope.

The cues are data (``cues.toml``). A scope is found in the syntax of the sentence: from the cue to the end of
the clause of its verb, or the noun phrase that it governs, as the guidelines of BioScope have it (Vincze et
al. 2008); words that open another clause end it, as in NegEx (Chapman et al. 2001).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.model import Cue, CueKind, Span
from kg.nlp.sentence import Token

_ENDS = frozenset(
    ("but", "however", "although", "though", "whereas", "nevertheless", "yet", "while", "except", "despite")
)
_REASONS = frozenset(
    (
        "because",
        "since",
        "as",
        "so",
        "if",
        "when",
        "which",
        "where",
        "unless",
        "until",
        "suggesting",
        "indicating",
    )
)
_NOT_WORDS = frozenset(("NO", "nt", "N.O."))
"""Nitric oxide and nucleotides, which the lemmatizer takes for words of denial."""
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))


@dataclass(frozen=True, slots=True)
class _Form:
    """A cue as a row of words: for each the alternatives, the tag it must begin with, whether it may be
    missing."""

    words: tuple[tuple[frozenset[str], str, bool], ...]
    kind: str
    scope: str


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """Return the forms by the words that may begin them, read from the data file once."""
    with Path(__file__).with_name("cues.toml").open("rb") as file:
        data = tomllib.load(file)
    named = {name: "|".join(words) for name, words in data["words"].items()}
    found: dict[str, list[_Form]] = {}
    for group in data["cue"]:
        for written in group["forms"]:
            words = tuple(_word(word) for word in written.format_map(named).split())
            for first in sorted(words[0][0]):
                found.setdefault(first, []).append(_Form(words, group["kind"], group["scope"]))
    return {first: tuple(forms) for first, forms in found.items()}


def _word(written: str) -> tuple[frozenset[str], str, bool]:
    """Return what one word of a form in the data file stands for."""
    forms, _, tag = written.removeprefix("?").partition("/")
    return frozenset(forms.split("|")), tag, written.startswith("?")


def find_cues(tokens: Sequence[Token]) -> tuple[Cue, ...]:
    """Return the cues of one sentence, sorted by place, each with its scope (spans are document offsets).

    A scope contains its cue. Pseudo-cues ("not only", "cannot be excluded" as a denial) give none. A
    sentence that ends with a question mark is an aim as a whole.
    """
    if not tokens:
        return ()
    tree = _Tree(tokens)
    found: list[Cue] = []
    at = 0
    while at < len(tokens):
        hit = _longest(tokens, at)
        if hit is None:
            at += 1
            continue
        form, end = hit
        if form.kind != "none":
            first, last = tree.scope(form.scope, at, end)
            if last < end:  # the parse gives the cue nothing: it means at least the phrase behind it
                last = tree.next_phrase(end)
            found.append(
                Cue(
                    kind=CueKind(form.kind),
                    span=Span(start=tokens[at].start, end=tokens[end - 1].end),
                    scope=Span(start=tokens[first].start, end=tokens[last].end),
                )
            )
        at = end
    if tokens[-1].text == "?":
        mark = Span(start=tokens[-1].start, end=tokens[-1].end)
        found.append(Cue(kind=CueKind.AIM, span=mark, scope=Span(start=tokens[0].start, end=mark.end)))
    return tuple(found)


def _longest(tokens: Sequence[Token], at: int) -> tuple[_Form, int] | None:
    """Return the form that matches the most words from token `at` on, and the index behind it."""
    best: tuple[_Form, int] | None = None
    token = tokens[at]
    if token.mention >= 0 or (token.text in _NOT_WORDS and not _is_shouted(tokens)):
        return None
    forms = _forms()
    low = token.text.lower()
    for form in (*forms.get(low, ()), *(forms.get(token.lemma, ()) if token.lemma != low else ())):
        end = _match(form, tokens, at)
        if end is not None and (best is None or end > best[1]):
            best = form, end
    return best


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Tell whether the whole sentence is in capitals, so that they mean nothing."""
    return not any(c.islower() for token in tokens for c in token.text)


def _match(form: _Form, tokens: Sequence[Token], at: int) -> int | None:
    for words, tag, optional in form.words:
        token = tokens[at] if at < len(tokens) else None
        if (
            token is not None
            and token.tag.startswith(tag)
            and ("*" in words or token.text.lower() in words or token.lemma in words)
        ):
            at += 1
        elif not optional:
            return None
    return at


class _Tree:
    """The syntax of one sentence, and the scopes in it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i:
                self._children[token.head].append(i)

    def scope(self, mode: str, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last token of the scope of the cue that is tokens `start` to `end`."""
        if mode == "phrase":
            return self._phrase(start, end)
        if mode == "clause" and self._joins_phrase(start, end):
            return start, self._cut(end - 1, self._phrase_end(end), commas=True)
        if mode == "clause" and (adjective := self._adjective(start)) is not None:
            return start, self._cut(end - 1, max(self._subtree(adjective)))
        verb = self._verb(start, end)
        last = self._clause_end(verb, end - 1)
        passive = any(self._tokens[c].dep in ("nsubjpass", "auxpass") for c in self._children[verb])
        if mode == "whole" or (mode == "clause" and passive):
            parts = [i for i in range(start) if self._tokens[i].text == ";"]
            return max(self._clause_start(verb, start), parts[-1] + 1 if parts else 0), last
        return start, last

    def _adjective(self, start: int) -> int | None:
        """Return the adjective behind its noun that the cue belongs to: "tumors not amenable to surgery"."""
        at = self._tokens[start].head
        adjective = self._tokens[at]
        behind = adjective.pos == "ADJ" and adjective.dep in ("amod", "acl") and adjective.head < start < at
        return at if behind else None

    def _joins_phrase(self, start: int, end: int) -> bool:
        """Tell whether the cue denies a phrase beside another one: "A but not B", "not with C"."""
        if end >= len(self._tokens) or self._tokens[start].lemma != "not":
            return False
        before = self._tokens[start - 1].text.lower() if start else ""
        return before in ("but", "and", "or", ",", "(", "though", "although") and self._tokens[end].pos in (
            "NOUN",
            "PROPN",
            "ADP",
            "DET",
            "PRON",
            "NUM",
            "ADJ",
        )

    def _phrase_end(self, at: int) -> int:
        """Return the last token of the phrase that begins with token `at`."""
        if self._tokens[at].pos == "ADP":
            return max(self._subtree(at))
        head = at
        while (
            self._tokens[head].dep in ("det", "amod", "compound", "nummod", "poss", "advmod")
            and self._tokens[head].head > head
        ):
            head = self._tokens[head].head
        return max(self._subtree(head))

    def next_phrase(self, end: int) -> int:
        """Return the last token of the phrase right behind a cue that ends before token `end`."""
        if (
            end >= len(self._tokens)
            or self._tokens[end].text in ",.;:?!)]"
            or self._tokens[end].pos == "PUNCT"
        ):
            return end - 1
        return self._cut(end - 1, max(self._phrase_end(end), end), commas=True)

    def _head(self, start: int, end: int) -> int:
        """Return the token of the cue that is governed from outside it."""
        return next(
            (
                i
                for i in range(start, end)
                if not start <= self._tokens[i].head < end or self._tokens[i].head == i
            ),
            start,
        )

    def _verb(self, start: int, end: int) -> int:
        """Return the verb (or predicate) whose clause the cue is in."""
        at, seen = self._head(start, end), set[int]()
        while at not in seen:
            seen.add(at)
            token = self._tokens[at]
            if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
                return at
            if token.dep == "ROOT" or token.head == at:
                return at
            at = token.head
        return at

    def _subtree(self, index: int) -> Iterator[int]:
        stack, seen = [index], {index}
        while stack:
            at = stack.pop()
            yield at
            for child in self._children[at]:
                if child not in seen:
                    seen.add(child)
                    stack.append(child)

    def _clause_end(self, verb: int, cue: int) -> int:
        """Return the last token of the clause of `verb`, before any word that opens another one."""
        last = max(self._subtree(verb), default=cue)
        return self._cut(cue, max(last, cue))

    def _clause_start(self, verb: int, cue: int) -> int:
        """Return the first token of the clause of `verb`: its subject where it has one."""
        subjects = [c for c in self._children[verb] if self._tokens[c].dep in _SUBJECTS and c < cue]
        first = min([min(self._subtree(s)) for s in subjects] + [cue])
        while first < cue and self._tokens[first].pos in ("PUNCT", "SYM"):
            first += 1
        return first

    def _cut(self, cue: int, last: int, *, commas: bool = False) -> int:
        """Return where the scope that begins at `cue` and may reach `last` ends."""
        depth = 0
        for i in range(cue + 1, last + 1):
            token = self._tokens[i]
            low = token.text.lower()
            depth += (low in "([") - (low in ")]")
            if depth < 0 or low == ";" or low in _ENDS or (commas and low == ","):
                return self._trim(cue, i - 1)
            if low in ("and", "or", ",") and self._opens_clause(i, cue):
                return self._trim(cue, i - 1)
            if low in _REASONS and (self._tokens[i - 1].text == "," or self._gives_reason(i)):
                return self._trim(cue, i - 1)
        return self._trim(cue, last)

    def _gives_reason(self, index: int) -> bool:
        """Tell whether a conjunction opens a clause that says why: "because", "since", "as" with a verb."""
        token = self._tokens[index]
        return token.dep == "mark" and token.text.lower() in ("because", "since", "as")

    def _opens_clause(self, joint: int, cue: int) -> bool:
        """Tell whether "and" or a comma joins a clause with a subject or an auxiliary of its own, or a second
        verb to one that is itself the cue: "lacks X and carries Y".
        """
        head = self._tokens[joint].head
        joined = [c for c in self._children[head] if self._tokens[c].dep == "conj" and c > joint]
        if not joined or any(
            joint < c < joined[0] and self._tokens[c].dep == "cc" for c in self._children[head]
        ):
            return False
        first = joined[0]
        own = [
            c
            for c in self._children[first]
            if joint < c and self._tokens[c].dep in (*_SUBJECTS, "aux", "auxpass")
        ]
        plain = self._tokens[head].tag in ("VB", "VBN") or head == cue
        finite = self._tokens[first].tag in ("VBZ", "VBD") and plain
        return bool(own) or finite

    def _trim(self, first: int, last: int) -> int:
        """Return `last` without the punctuation at the end."""
        while last > first and self._tokens[last].text in (",", ".", ";", ":", "?", "!", ")", "]"):
            last -= 1
        return last

    def _phrase(self, start: int, end: int) -> tuple[int, int]:
        """Return the noun phrase that the cue belongs to, with the clause where it is the subject."""
        head = self._head(start, end)
        token = self._tokens[head]
        if (
            token.dep in ("det", "amod", "neg", "predet", "compound", "advmod", "preconj")
            and token.head > head
        ):
            head = token.head
            token = self._tokens[head]
        if token.dep in _SUBJECTS:
            last = self._clause_end(token.head, end - 1)
        else:
            reach = [max(self._subtree(head)), *(max(self._subtree(i)) for i in range(start, end))]
            if self._tokens[end - 1].pos in ("ADP", "SCONJ") and end < len(self._tokens):
                reach.append(self._phrase_end(end))
            last = self._cut(end - 1, max(*reach, end - 1))
        return start, max(last, end - 1)
