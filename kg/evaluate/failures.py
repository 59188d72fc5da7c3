"""The most frequent mistakes of grounding, each with its cause, for those who improve it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import Enum

from kg.evaluate.figures import Case
from kg.evaluate.truth import Truth


class Cause(Enum):
    """Why an answer was wrong."""

    UNKNOWN = "not in packs"
    """No pack has the right concept."""
    UNNAMED = "no such name"
    """The right concept is in the packs, but not by these words: a name or an equivalent is missing."""
    UNUSED = "name not used"
    """The right concept has this very name and was no candidate: another name was looked up (a long form), or
    its type contradicts that of the mention, or the name counts for too little."""
    RANKED = "ranked below"
    """The right concept was among the candidates, and another one was chosen."""
    UNSURE = "not sure enough"
    """The right concept was among the candidates, and none was chosen."""
    NOTHING = "should be none"
    """The corpus gives the mention no concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A mistake, and how often it was made: `gold` and `chosen` with their labels, and why it was chosen.

    `stands_for` is the long form that the document gives for `text`, if it does. `ours` are the concepts of
    the packs that mean `gold`; `relation` says whether the chosen one is "wider" (above one of these in the
    hierarchy) or "narrower" (below). `rank` is the place of the right concept among the candidates, 0 where
    it is none; `runner_up` the candidate after the first.
    """

    times: int
    system: str
    corpus: str
    kind: str
    cause: Cause
    text: str
    stands_for: str
    gold: str
    gold_label: str
    ours: str
    chosen: str
    chosen_label: str
    relation: str
    score: float
    reason: str
    runner_up: str
    rank: int


COLUMNS = tuple(field.name for field in fields(Failure))


def cause_of(case: Case) -> Cause | None:
    """Return why the answer of a case is wrong; None where it is right."""
    if case.right or not (case.gold or case.answer.curie):
        return None
    if not case.gold:
        return Cause.NOTHING
    if case.rank:
        return Cause.RANKED if case.answer.curie else Cause.UNSURE
    if not case.known:
        return Cause.UNKNOWN
    return Cause.UNUSED if case.named else Cause.UNNAMED


def failures(cases: Iterable[Case], truth: Truth) -> list[Failure]:
    """Return the mistakes among `cases`, the most frequent first; the same words taken for the same once."""
    grouped: dict[tuple[str, ...], list[Case]] = {}
    for case in cases:
        if cause_of(case) is not None:
            key = (
                case.system,
                case.corpus,
                case.kind,
                case.text,
                case.stands_for,
                *case.gold,
                "",
                case.answer.curie,
            )
            grouped.setdefault(key, []).append(case)
    found = [_failure(group[0], len(group), truth) for group in grouped.values()]
    return sorted(found, key=lambda each: (-each.times, each.corpus, each.kind, each.text, each.gold))


def _failure(case: Case, times: int, truth: Truth) -> Failure:
    answer = case.answer
    cause = cause_of(case)
    if cause is None:
        raise ValueError(f"{case.text}: the answer is right")
    owners = truth.owners(case.gold)
    others = zip(answer.candidates, answer.names, strict=True)
    return Failure(
        times=times,
        system=case.system,
        corpus=case.corpus,
        kind=case.kind,
        cause=cause,
        text=case.text,
        stands_for=case.stands_for,
        gold=" ".join(case.gold),
        gold_label="; ".join(dict.fromkeys(label for c in case.gold if (label := truth.label(c)))),
        ours=" ".join(sorted(owners)),
        chosen=answer.curie,
        chosen_label=answer.label,
        relation=truth.relation(answer.curie, owners) if answer.curie else "",
        score=answer.score,
        reason=answer.reason,
        runner_up=next((f"{curie} {label}" for curie, label in others if curie != answer.curie), ""),
        rank=case.rank,
    )


def as_row(failure: Failure) -> list[str]:
    """Return the cells of a failure, in the order of `COLUMNS`."""
    values = {name: getattr(failure, name) for name in COLUMNS}
    values |= {"cause": failure.cause.value, "score": f"{failure.score:.2f}" if failure.chosen else ""}
    return [str(value) for value in values.values()]


def as_tsv(found: Iterable[Failure]) -> str:
    """Return failures as a table with tabs: identifiers, names and words of mentions, never sentences."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([" ".join(cell.split()) for cell in as_row(each)] for each in found)
    return stream.getvalue()
