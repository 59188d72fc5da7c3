"""Plain tables in CSV (RFC 4180): one row per node, edge, evidence, outcome, document."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kg.store import Dataset

#: Stands between several values in one cell.
SEPARATOR = "|"


def render(dataset: Dataset) -> dict[str, bytes]:
    """Return ``nodes.csv``, ``edges.csv``, ``evidence.csv``, ``outcomes.csv`` and ``documents.csv``."""
    concepts = sorted(dataset.concepts(), key=lambda c: c.curie)
    curies = {c.iri: c.curie for c in concepts}

    def short(iri: str) -> str:
        return dataset.iris.contract(iri) or iri

    associations = sorted(dataset.associations(), key=lambda a: a.iri)
    outcomes = sorted(dataset.outcomes(), key=lambda o: o.iri)
    nodes = (
        (
            c.curie,
            c.label,
            c.type,
            c.biolink,
            c.grounded,
            joined(c.names),
            joined(short(iri) for iri in c.exact),
            joined(curies.get(iri, iri) for iri in c.parents),
            c.iri,
        )
        for c in concepts
    )
    edges = (
        (
            local_name(a.iri),
            curies[a.subject],
            a.predicate,
            curies[a.object],
            a.negated,
            a.certainty,
            a.belief,
            joined(f"{role}={value}" for role, value in a.qualifiers),
            joined(local_name(e.iri) for e in a.evidence),
            joined(local_name(iri) for iri in a.conflicts),
        )
        for a in associations
    )
    said = {e.iri: e for a in associations for e in a.evidence} | {
        e.iri: e for o in outcomes for e in o.evidence
    }
    evidence = (
        (
            local_name(e.iri), e.document, e.section, e.quote, e.start, e.end, e.subject_start, e.subject_end,
            e.object_start, e.object_end, e.certainty, e.extractor, e.confidence,
        )
        for _, e in sorted(said.items())
    )  # fmt: skip
    numbers = (
        (
            local_name(o.iri), curies.get(o.measure, o.measure), o.statistic, o.comparator, o.value, o.unit,
            o.value_text, o.lower, o.upper, o.timepoint, joined(curies.get(iri, iri) for iri in o.about),
            curies.get(o.population, ""), curies.get(o.trial, ""),
            joined(local_name(e.iri) for e in o.evidence), o.arm, o.interval,
            joined(curies.get(iri, iri) for iri in o.versus), o.versus_value, o.p_comparator, o.p_value,
            o.sample_size, o.grade,
        )
        for o in outcomes
    )  # fmt: skip
    documents = (
        (d.iri, d.title, d.source, d.work, d.date, d.journal, joined(d.authors), d.url)
        for d in sorted(dataset.documents(), key=lambda d: d.iri)
    )
    return {
        "nodes.csv": table("id label type biolink grounded names same_as parents iri", nodes),
        "edges.csv": table(
            "id subject predicate object negated certainty belief qualifiers evidence conflicts", edges
        ),
        "evidence.csv": table(
            "id document section quote start end subject_start subject_end object_start object_end "
            "certainty extractor confidence",
            evidence,
        ),
        "outcomes.csv": table(
            "id measure statistic comparator value unit value_text lower upper timepoint about population "
            "trial evidence arm interval versus versus_value p_comparator p_value sample_size grade",
            numbers,
        ),
        "documents.csv": table("id title source work date journal authors url", documents),
    }


def table(columns: str, rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> bytes:
    """Return a table in UTF-8: `columns` parted by blanks, truth values as true, false, None as nothing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns.split())
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def cell(value: object) -> str:
    """Return a value as it stands in a table.

    >>> cell(True), cell(None), cell(0.0), cell(39.0)
    ('true', '', '0', '39')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".15g")
    return str(value)


def joined(values: Iterable[str]) -> str:
    """Return `values` in one cell; a separator within a value becomes a blank."""
    return SEPARATOR.join(value.replace(SEPARATOR, " ") for value in values)


def local_name(iri: str) -> str:
    """Return what follows the last slash of `iri`.

    >>> local_name("https://example.org/id/assoc/1f")
    '1f'
    """
    return iri.rsplit("/", 1)[-1]
