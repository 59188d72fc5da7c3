"""Numeric results in a table: a column headed by a measure, a number in the cell below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import BlockKind, Certainty, Document, EntityType, Outcome, Quantity, Span
from kg.nlp.quantity import find_quantities
from kg.relations.outcomes import RESULT_KINDS
from kg.relations.result import Result, number_evidence
from kg.relations.scene import TREATMENTS, Scene
from kg.relations.tables import cells_of, inside

#: The unit that the head of a column gives for the bare numbers below.
_UNIT = re.compile(r"[(\[,]\s*(?:in )?(?P<unit>months?|mo|years?|weeks?|%)\s*[)\]]?\s*$", re.IGNORECASE)
_BARE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*")


def read_table_results(scene: Scene, document: Document, section: str) -> Iterator[Result]:
    """Yield a result for each cell that is a number under the name of a measure.

    It is of the treatments of its row, in the disease that the row names or else the one the table is about.
    A row with more or fewer cells than heads says nothing, nor does one that names no treatment.
    """
    around = scene.around
    about = scene.of_type(*TREATMENTS)
    if around.kind is not BlockKind.TABLE_ROW or not around.measures or not about:
        return
    heads, cells = cells_of(around.intro), cells_of(scene.sentence.text)
    if len(heads) != len(cells):
        return
    diseases = [*scene.of_type(EntityType.DISEASE), *around.topics]
    for head, cell in zip(heads, cells, strict=True):
        named = [p for place, p in around.measures if head[0] <= place < head[1]]
        number = _number(scene, cell, around.intro[slice(*head)])
        if len(named) != 1 or number is None or inside(scene, *cell, TREATMENTS):
            continue
        outcome = Outcome(
            measure=named[0].concept,
            statistic=_statistic(around.intro[slice(*head)], number),
            value=number.value,
            unit=number.unit,
            comparator=number.comparator,
            value_text=number.text,
            about=tuple(sorted({p.concept for p in about})),
            population=diseases[0].concept if diseases else "",
            trial=around.trial.concept if around.trial else "",
            lower=number.lower,
            upper=number.upper,
            evidence=number_evidence(
                scene,
                document,
                measure=named[0].span,
                number=number.span,
                section=section,
                certainty=Certainty.ASSERTED,
                extractor="outcome/table",
                confidence=0.8,
            ),
        )
        yield Result(outcome=outcome, about=tuple(about), population=diseases[0] if diseases else None)


def _number(scene: Scene, cell: tuple[int, int], head: str) -> Quantity | None:
    """Return the first value of a cell, a bare number in the unit of its column's head."""
    left, right = cell
    offset = scene.sentence.span.start
    within = [q for q in scene.sentence.quantities if left <= q.span.start - offset < right]
    values = [q for q in within if q.kind in RESULT_KINDS]
    unit, bare = _UNIT.search(head.strip()), _BARE.fullmatch(scene.sentence.text[left:right])
    if values or unit is None or bare is None:
        return values[0] if values else None
    found = find_quantities(f"{bare.group(1)} {unit['unit']}")
    start = offset + left + bare.start(1)
    span = Span(start=start, end=start + len(bare.group(1)))
    return replace(found[0], span=span, text=bare.group(1)) if found else None


def _statistic(head: str, number: Quantity) -> str:
    if number.kind == "percent":
        return "proportion"
    if number.kind == "ratio":
        return "ratio"
    return "median" if re.search(r"\bmedian\b", head, re.IGNORECASE) else "value"
