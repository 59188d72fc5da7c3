"""Sentences with their syntax in a compact form that needs no spaCy to be used or tested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.model import Abbreviation, Cue, Document, Mention, Quantity, Span


class Token(NamedTuple):
    """A word, or a whole mention, with its syntax (labels of spaCy's English pipelines).

    A mention is one token however many words it has, parsed as a plain noun. `start` and `end` are
    document offsets; `head` is the index of the governor within the sentence (its own for the root);
    `mention` is an index into the sentence's mentions, or -1.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    mention: int = -1


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence of a block.

    `mentions` and `quantities` are sorted by place; mentions do not overlap. `skipped` are mentions in
    brackets that only repeat the one before ("… tumor (DSRCT)"): they have no token, and
    `alias_of[i]` is the index of the mention they stand for.
    """

    span: Span
    block: int
    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    cues: tuple[Cue, ...] = ()
    alias_of: tuple[int, ...] = ()
    """For each mention the index of the mention it repeats, its own index where it repeats none."""

    @cached_property
    def token_of(self) -> dict[int, int]:
        """The token index of each mention that has one."""
        return {token.mention: i for i, token in enumerate(self.tokens) if token.mention >= 0}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its direct dependents, left to right."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i:
                found[token.head].append(i)
        return tuple(tuple(each) for each in found)

    def ancestors(self, index: int) -> Iterator[int]:
        """Yield the governors of token `index`, the nearest first."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            seen.add(head)
            yield head
            index = head

    def subtree(self, index: int) -> set[int]:
        """Return the indices of token `index` and all that depends on it."""
        found, stack = {index}, [index]
        while stack:
            for child in self.children[stack.pop()]:
                if child not in found:
                    found.add(child)
                    stack.append(child)
        return found


@dataclass(frozen=True, kw_only=True)
class AnnotatedDocument:
    """A document with all its sentences, in order, and the abbreviations it defines.

    `trial` is the registered trial that the whole document describes (the page of a registry), if any.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    abbreviations: tuple[Abbreviation, ...]
    trial: Mention | None = None
