"""Precision by reading: associations drawn at random for people to judge, and what they add up to.

A sample is a table that people fill in: its column ``verdict`` takes "right", "wrong" or "doubtful" for each
row, by the quote alone. Filled tables are data: kept, they show how precision goes from version to version.
"""

from __future__ import annotations

import csv
import io
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.errors import ConfigError
from kg.store import AssociationRecord, Dataset, EvidenceRecord

VERDICTS = ("right", "wrong", "doubtful")
COLUMNS = (
    "verdict", "subject", "predicate", "object", "polarity", "certainty", "belief", "extractor", "confidence",
    "grounding", "quote", "document", "association", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How many of the associations that people judged are right; `low` and `high` bound the share.

    The bounds are those of Wilson (J Am Stat Assoc 1927;22:209) at 95 %. Doubtful ones count as half right.

    >>> one = precision("all", ["right"] * 9 + ["wrong"])
    >>> one.share, round(one.low, 2), round(one.high, 2)
    (0.9, 0.6, 0.98)
    """

    name: str
    judged: int
    right: int
    doubtful: int
    share: float
    low: float
    high: float


def draw(dataset: Dataset, *, size: int, seed: int, documents: int | None = None) -> list[dict[str, str]]:
    """Return `size` associations of a build in random order, one piece of evidence each, as rows of a table.

    The same `seed` draws the same ones. `documents` bounds from how many documents they come (default: any
    number); evidence of associations that follow from a name alone ("has part" of a fusion) is left out.
    """
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    labels = {c.iri: c.label for c in dataset.concepts()}
    pool = [a for a in dataset.associations() if a.evidence and a.predicate != "biolink:has_part"]
    if documents is not None:
        names = sorted({e.document for a in pool for e in a.evidence})
        chosen = set(rng.sample(names, min(documents, len(names))))
        pool = [a for a in pool if any(e.document in chosen for e in a.evidence)]
    drawn = rng.sample(pool, min(size, len(pool)))
    rows = []
    for association in drawn:
        evidence = rng.choice(sorted(association.evidence, key=lambda e: e.iri))
        rows.append(
            _row(association, evidence, labels) | {"grounding": _grounding(dataset, association, evidence)}
        )
    return rows


def _row(association: AssociationRecord, evidence: EvidenceRecord, labels: dict[str, str]) -> dict[str, str]:
    return {
        "verdict": "",
        "subject": labels.get(association.subject, association.subject),
        "predicate": association.predicate,
        "object": labels.get(association.object, association.object),
        "polarity": "negated" if association.negated else "affirmed",
        "certainty": evidence.certainty,
        "belief": f"{association.belief:.2f}",
        "extractor": evidence.extractor,
        "confidence": f"{evidence.confidence:.3f}",
        "quote": " ".join(evidence.quote.split()),
        "document": evidence.document,
        "association": association.iri,
        "note": "",
    }


def _grounding(dataset: Dataset, association: AssociationRecord, evidence: EvidenceRecord) -> str:
    """Return the lower of the scores by which the two ends were grounded, empty where none was."""
    text = dataset.text(evidence.document)
    ends = (
        (association.subject, text[evidence.subject_start : evidence.subject_end]),
        (association.object, text[evidence.object_start : evidence.object_end]),
    )
    scores = [
        wording.score
        for concept, words in ends
        for wording in dataset.groundings(concept)
        if wording.document == evidence.document
        and wording.score is not None
        and wording.text.split() == words.split()
    ]
    return f"{min(scores):.3f}" if scores else ""


def as_table(rows: Iterable[dict[str, str]]) -> str:
    """Return the rows as a tab-separated table to fill in."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read_table(text: str, *, source: str) -> list[dict[str, str]]:
    """Return the rows of a filled table that have a verdict; lines before its head that begin with "#" tell
    about the table.

    Raises:
        ConfigError: a column is missing or a verdict is none of the three; the text names `source` and line.
    """
    lines = text.splitlines(keepends=True)
    about = sum(1 for _ in takewhile(lambda line: line.startswith("#"), lines))
    reader = csv.DictReader(io.StringIO("".join(lines[about:])), delimiter="\t")
    missing = [
        name for name in ("verdict", "predicate", "extractor") if name not in (reader.fieldnames or ())
    ]
    if missing:
        raise ConfigError(f"{source}: no column {missing[0]!r}")
    judged = []
    for number, row in enumerate(reader, start=about + 2):
        verdict = (row["verdict"] or "").strip().lower()
        if verdict and verdict not in VERDICTS:
            raise ConfigError(f"{source}:{number}: {verdict!r} is none of {', '.join(VERDICTS)}")
        if verdict:
            judged.append({**row, "verdict": verdict})
    return judged


def tally(rows: Sequence[dict[str, str]]) -> list[Precision]:
    """Return the precision of all judged rows, then by predicate and extractor, the most frequent first."""
    found = [precision("all", [row["verdict"] for row in rows])]
    for column in ("predicate", "extractor"):
        groups: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            groups[row[column]].append(row["verdict"])
        ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        found += [precision(name, verdicts) for name, verdicts in ordered]
    return found


def beliefs(rows: Iterable[dict[str, str]]) -> list[tuple[float, float]]:
    """Return belief and truth of the judged rows that tell their belief; a doubtful one is half true."""
    truth = {"right": 1.0, "doubtful": 0.5, "wrong": 0.0}
    return [(float(row["belief"]), truth[row["verdict"]]) for row in rows if row.get("belief")]


def precision(name: str, verdicts: Sequence[str]) -> Precision:
    """Return the precision that these verdicts give."""
    right, doubtful, judged = verdicts.count("right"), verdicts.count("doubtful"), len(verdicts)
    share = (right + doubtful / 2) / judged if judged else 0.0
    low, high = _wilson(share, judged)
    return Precision(
        name=name, judged=judged, right=right, doubtful=doubtful, share=share, low=low, high=high
    )


def _wilson(share: float, count: int, z: float = 1.96) -> tuple[float, float]:
    if not count:
        return 0.0, 1.0
    middle = share + z * z / (2 * count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
