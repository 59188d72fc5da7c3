"""The figures of grounding, from judged answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.identifiers import namespace
from kg.evaluate.systems import Answer

TOGETHER = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One annotated mention, the answer of a system to it, and the judgement.

    `gold` are the right concepts, sorted, none where the corpus has none. `known` says whether the packs have
    one of them, `named` whether they have it by these very words, `seen` whether the part for training has a
    mention with the same words; `rank` is the place of a right one among the candidates, from 1, or 0 for
    none. `stands_for` is the long form that the document gives for the words, if it does. `filed` says
    whether the answer is right or is filed under a right one (`kg.evaluate.truth`).
    """

    system: str
    corpus: str
    kind: str
    document: str
    text: str
    gold: tuple[str, ...]
    answer: Answer
    right: bool
    known: bool
    seen: bool
    named: bool = False
    rank: int = 0
    stands_for: str = ""
    filed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many.

    >>> Share(right=3, of=4).rate, Share(right=0, of=0).rate
    (0.75, None)
    """

    right: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share between 0 and 1; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured of one system on one kind of mentions of one corpus.

    `coverage` are the mentions whose concept the packs have. `accuracy` is over all mentions with a concept
    (accuracy@1, micro), `filed` the same with answers that the corpus' vocabulary has no identifier for taken
    for the next wider that it has, `strict` over those with one concept only, `known` over those that the
    packs cover, `seen` and `unseen` by whether the part for training has their words. `macro` is the mean
    over documents, `unique` the mean over distinct pairs of words and concept, of which there are `pairs`.
    `answered` are the mentions with a concept that got any answer.

    Of none: `nil_recall` are the mentions without a concept to which the answer was none; `nil_precision`
    says how many answers of none were right, `nil_known` how many were right or at least about a concept
    that no pack has.
    """

    system: str
    corpus: str
    kind: str
    documents: int
    coverage: Share
    accuracy: Share
    filed: Share
    strict: Share
    known: Share
    answered: Share
    seen: Share
    unseen: Share
    macro: float | None
    unique: float | None
    pairs: int
    nil_recall: Share
    nil_precision: Share
    nil_known: Share
    namespaces: tuple[tuple[str, Share], ...]


def figures(cases: Sequence[Case], *, kind: str) -> Figures:
    """Return the figures of `cases`, which are of one system and one corpus; `kind` names them."""
    scored = [case for case in cases if case.gold]
    silent = [case for case in cases if not case.answer.curie]
    empty = [case for case in cases if not case.gold]
    by_document: dict[str, list[bool]] = defaultdict(list)
    by_pair: dict[tuple[str, tuple[str, ...]], list[bool]] = defaultdict(list)
    by_namespace: dict[str, list[Case]] = defaultdict(list)
    for case in scored:
        by_document[case.document].append(case.right)
        by_pair[case.text.casefold(), case.gold].append(case.right)
        for prefix in {namespace(curie) for curie in case.gold}:
            by_namespace[prefix].append(case)
    return Figures(
        system=cases[0].system,
        corpus=cases[0].corpus,
        kind=kind,
        documents=len({case.document for case in cases}),
        coverage=_share(case.known for case in scored),
        accuracy=_right(scored),
        filed=_share(case.filed for case in scored),
        strict=_right(case for case in scored if len(case.gold) == 1),
        known=_right(case for case in scored if case.known),
        answered=_share(bool(case.answer.curie) for case in scored),
        seen=_right(case for case in scored if case.seen),
        unseen=_right(case for case in scored if not case.seen),
        macro=_mean(by_document.values()),
        unique=_mean(by_pair.values()),
        pairs=len(by_pair),
        nil_recall=_share(not case.answer.curie for case in empty),
        nil_precision=_share(not case.gold for case in silent),
        nil_known=_share(not case.gold or not case.known for case in silent),
        namespaces=tuple((prefix, _right(by_namespace[prefix])) for prefix in sorted(by_namespace)),
    )


def all_figures(cases: Iterable[Case]) -> list[Figures]:
    """Return the figures of each kind of each corpus and system, in the order of the cases.

    A corpus of several kinds has them together at its end.
    """
    grouped: dict[tuple[str, str], dict[str, list[Case]]] = {}
    for case in cases:
        grouped.setdefault((case.corpus, case.system), {}).setdefault(case.kind, []).append(case)
    found = []
    for kinds in grouped.values():
        found += [figures(kinds[kind], kind=kind) for kind in sorted(kinds)]
        if len(kinds) > 1:
            found.append(figures([case for group in kinds.values() for case in group], kind=TOGETHER))
    return found


def _right(cases: Iterable[Case]) -> Share:
    return _share(case.right for case in cases)


def _share(values: Iterable[bool]) -> Share:
    counts = Counter(values)
    return Share(right=counts[True], of=counts.total())


def _mean(groups: Iterable[Sequence[bool]]) -> float | None:
    means = [sum(group) / len(group) for group in groups]
    return sum(means) / len(means) if means else None
