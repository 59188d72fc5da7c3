"""Multinomial logistic regression with a ridge penalty, where an example may allow several labels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

from kg.relations.learned.model import Floats, softmax

Bools = NDArray[np.bool_]
_LEAST = 1e-12
_NEAR = 0.005


def fit(table: Any, allowed: Bools, *, ridge: float, steps: int = 150) -> tuple[Floats, Floats]:
    """Return weights (features x labels) and biases that make the allowed labels likeliest.

    `table` is a sparse matrix with a row an example; `allowed` says which labels each may have. By L-BFGS.
    """
    count, labels = table.shape[1], allowed.shape[1]
    turned = table.T.tocsr()

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights, bias = flat[: count * labels].reshape(count, labels), flat[count * labels :]
        chances = softmax(table @ weights + bias)
        fitting = np.where(allowed, chances, 0.0)
        whole = np.maximum(fitting.sum(axis=1, keepdims=True), _LEAST)
        slope = chances - fitting / whole
        value = -float(np.log(whole).sum()) + ridge / 2 * float((weights**2).sum())
        return value, np.concatenate([(turned @ slope + ridge * weights).ravel(), slope.sum(axis=0)])

    start = np.zeros((count + 1) * labels)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return found[: count * labels].reshape(count, labels), found[count * labels :]


def temperature(sums: Floats, allowed: Bools) -> float:
    """Return what the sums are best divided by for their probabilities to be right on the average."""

    def loss(log: float) -> float:
        fitting = np.where(allowed, softmax(sums / np.exp(log)), 0.0).sum(axis=1)
        return -float(np.log(np.maximum(fitting, _LEAST)).sum())

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def best_threshold(chance: Floats, right: Bools, wanted: int) -> float:
    """Return from which probability on answers are to be believed for the best F1.

    That is flat around its top and its very top is chance: the middle of all that come near is taken.
    """
    scores = {}
    for step in range(6, 90, 2):
        taken = chance >= step / 100
        scores[step / 100] = 2 * int(right[taken].sum()) / max(int(taken.sum()) + wanted, 1)
    near = [at for at, score in scores.items() if score >= max(scores.values()) - _NEAR]
    return near[len(near) // 2]
