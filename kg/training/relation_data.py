"""What the trained reader of relations learns from: pairs of marked mentions, and their labels."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluate.marked import Link
from kg.evaluate.parsed import ParsedDocument
from kg.evaluate.sequence import Steps, steps
from kg.relations.learned.features import Wording
from kg.relations.learned.model import NONE
from kg.relations.learned.propose import pairs

HEADS = "heads.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadPlan:
    """A head to learn: its pair of kinds, its labels ("none" first), and by corpus what teaches which labels.

    `claims` are predicates for the graph, each with the labels that mean it; no claim is believed below
    `least`. `ridge` is the penalty on weights; `about` a pattern for the second of a pair, where
    the corpora have some only.
    """

    name: str
    pair: tuple[str, str]
    labels: tuple[str, ...]
    teachers: Mapping[str, Mapping[str, tuple[str, ...]]]
    claims: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ridge: float = 12.0
    about: str = ""
    least: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair of mentions: its features, the labels that it may have, and whose it is.

    `work` names the publication: examples of one publication are not independent. `steps` are the words
    around and between, where they were asked for.
    """

    head: str
    corpus: str
    work: str
    features: tuple[str, ...]
    allowed: frozenset[str]
    steps: Steps = field(default_factory=list)


def read_plans(folder: Path) -> dict[str, HeadPlan]:
    """Return the heads that ``heads.toml`` plans, by name."""
    rows = tomllib.loads((folder / HEADS).read_text(encoding="utf-8"))
    return {
        name: HeadPlan(
            name=name,
            pair=(row["pair"][0], row["pair"][1]),
            labels=(NONE, *row["labels"]),
            teachers={c: {k: tuple(v) for k, v in by.items()} for c, by in row["from"].items()},
            claims=tuple((c["predicate"], tuple(c["labels"])) for c in row.get("claims", ())),
            ridge=row.get("ridge", 12.0),
            about=row.get("about", ""),
            least=row.get("least", 0.0),
        )
        for name, row in rows.items()
    }


def examples(
    document: ParsedDocument, plans: Iterable[HeadPlan], *, in_order: bool = False
) -> Iterator[Example]:
    """Yield the examples that a marked document gives the heads that its corpus teaches, with their words
    `in_order` where that is asked for.
    """
    marked = document.marked
    place = {mention.span: i for i, mention in enumerate(marked.mentions)}
    links = _links(marked.links)
    plans = [plan for plan in plans if marked.corpus in plan.teachers]
    curies = iter([g.concept for g in document.groundings])
    for at, sentence in enumerate(document.annotated.sentences):
        concepts = [next(curies) for _ in sentence.mentions]
        types = [m.type for m in sentence.mentions]
        wording = Wording(sentence, types, first=at == 0)
        for plan in plans:
            for one, other in pairs(types, sorted(sentence.token_of), plan.pair):
                if concepts[one] == concepts[other]:
                    continue
                spans = [sentence.mentions[i].span for i in (one, other)]
                ends = [{place[span], *marked.ids[place[span]]} for span in spans]
                found = {kind for a in ends[0] for b in ends[1] for kind in links.get(frozenset((a, b)), ())}
                yield Example(
                    head=plan.name,
                    corpus=marked.corpus,
                    work=marked.work,
                    features=tuple(wording.features(one, other)),
                    allowed=allowed(plan, marked.corpus, found),
                    steps=steps(sentence, types, one, other) if in_order else [],
                )


def allowed(plan: HeadPlan, corpus: str, types: Iterable[str]) -> frozenset[str]:
    """Return the labels that a pair with these types of relation in a corpus may have."""
    taught = plan.teachers[corpus]
    labels = frozenset(label for kind in types for label in taught.get(kind, ()))
    return labels or frozenset(plan.labels) - {label for each in taught.values() for label in each}


def _links(links: Iterable[Link]) -> dict[frozenset[object], set[str]]:
    found: dict[frozenset[object], set[str]] = {}
    for link in links:
        found.setdefault(frozenset((link.subject, link.object)), set()).add(link.type)
    return found
