"""Fits the probabilities that belief is made of to what people judged of associations drawn at random.

    python -m kg.training.belief --verdicts pipelines/models/belief/verdicts.tsv --out pipelines/models/belief

A logistic regression with a ridge penalty (`kg.assembly.calibration` says of what). Five folds by document,
each judged by what the others teach, give the reliability that the card tells.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kg.assembly.calibration import CALIBRATION, CONFIDENCES, SCORES, Calibration, log_odds
from kg.errors import TrainingError
from kg.evaluate.reliability import Bin, reliability
from kg.evaluate.sample import read_table
from kg.files import replace_file

Floats = NDArray[np.float64]
Row = Mapping[str, str]

FOLDS = 5
_RIDGE = 3.0
_BEGIN, _END = "<!-- reliability: begin -->\n", "<!-- reliability: end -->\n"


def fit(rows: Sequence[Row]) -> Calibration:
    """Return the calibration that makes the verdicts of filled tables likeliest.

    Raises:
        TrainingError: a row lacks a number, or there is none.
    """
    if not rows:
        raise TrainingError("no verdicts to fit a calibration to")
    predicates = sorted({row["predicate"] for row in rows})
    table, right = _table(rows, predicates), _right(rows)

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = table @ weights
        value = np.logaddexp(0.0, odds).sum() - right @ odds + _RIDGE / 2 * (weights[1:] ** 2).sum()
        slope = table.T @ (1.0 / (1.0 + np.exp(-odds)) - right)
        slope[1:] += _RIDGE * weights[1:]
        return float(value), slope

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    bias, confidence, grounding, unknown, *others = (round(float(weight), 4) for weight in found)
    return Calibration(
        bias=bias,
        confidence=confidence,
        grounding=grounding,
        unknown=unknown,
        predicates=dict(zip(predicates, others, strict=True)),
    )


def chances(calibration: Calibration, rows: Sequence[Row]) -> list[float]:
    """Return the probability of each row by a calibration."""
    return [calibration.chance(row["predicate"], *_numbers(row)) for row in rows]


def unseen(rows: Sequence[Row]) -> list[float]:
    """Return the probability of each row by what the verdicts on other documents teach."""
    documents = sorted({row["document"] for row in rows})
    fold = {document: number % FOLDS for number, document in enumerate(documents)}
    found = [0.0] * len(rows)
    for number in range(FOLDS):
        held = [i for i, row in enumerate(rows) if fold[row["document"]] == number]
        taught = fit([row for row in rows if fold[row["document"]] != number])
        for i, chance in zip(held, chances(taught, [rows[i] for i in held]), strict=True):
            found[i] = chance
    return found


def card(text: str, bins: Sequence[Bin]) -> str:
    """Return the card with its table of reliability made anew.

    Raises:
        TrainingError: the card has no place for it.
    """
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        raise TrainingError("CARD.md: no place for the table of reliability")
    table = "| belief | judged | mean belief | right |\n| --- | --- | --- | --- |\n"
    for each in bins:
        table += (
            f"| {each.low:.2f} to {each.high:.2f} | {each.count} | {each.mean:.2f} | {each.right:.2f} |\n"
        )
    return f"{before}{begin}{table}{end}{after}"


def _numbers(row: Row) -> tuple[float, float | None]:
    try:
        return float(row["confidence"]), float(row["grounding"]) if row["grounding"] else None
    except (KeyError, ValueError) as error:
        raise TrainingError(f"a verdict lacks a number: {error}") from error


def _table(rows: Sequence[Row], predicates: Sequence[str]) -> Floats:
    found = np.zeros((len(rows), 4 + len(predicates)))
    for line, row in zip(found, rows, strict=True):
        confidence, score = _numbers(row)
        line[0], line[1] = 1.0, log_odds(confidence, CONFIDENCES)
        line[2] = 0.0 if score is None else log_odds(score, SCORES)
        line[3] = score is None
        line[4 + predicates.index(row["predicate"])] = 1.0
    return found


def _right(rows: Sequence[Row]) -> Floats:
    return np.array([{"right": 1.0, "doubtful": 0.5, "wrong": 0.0}[row["verdict"]] for row in rows])


def main() -> None:
    """Fit, and write the calibration and the table of the card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--verdicts", type=Path, required=True, nargs="+", metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    args = parser.parse_args()
    rows = [row for path in args.verdicts for row in read_table(path.read_text("utf-8"), source=str(path))]
    found = fit(rows)
    values = {
        "bias": found.bias,
        "confidence": found.confidence,
        "grounding": found.grounding,
        "unknown": found.unknown,
        "predicates": dict(found.predicates),
    }
    replace_file(args.out / CALIBRATION, (json.dumps(values, indent=1) + "\n").encode())
    path = args.out / "CARD.md"
    bins = reliability(list(zip(unseen(rows), _right(rows).tolist(), strict=True)))
    replace_file(path, card(path.read_text("utf-8"), bins).encode())


if __name__ == "__main__":
    main()
