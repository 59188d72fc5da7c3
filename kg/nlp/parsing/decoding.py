"""The best tree of a sentence by the scores of its arcs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kg.nlp.words.layers import Floats

Ints = NDArray[np.int64]


def best_heads(scores: Floats) -> Ints:
    """Return the head of each word in the tree of highest score that has one root, which is its own head.

    `scores[d, h]` is that of word `h` as the head of word `d`, `scores[d, d]` that of `d` as the root. Where
    the best heads of all words do not make a tree, it is found as by Chu and Liu (1965) and Edmonds (1967)
    under a root beside the words. Where the best of these trees has several words under it, its arcs are made
    so dear that only one of them is taken, which needs many more steps (Zmigrod et al. 2020).

    >>> best_heads(np.array([[0, 5, 1], [1, 3, 2], [1, 4, 0]], dtype=np.float32)).tolist()
    [1, 1, 1]
    """
    heads = scores.argmax(axis=1)
    if _is_tree(heads):
        return np.asarray(heads, dtype=np.int64)
    count = len(scores)
    wide = np.full((count + 1, count + 1), -np.inf)
    wide[:count, :count] = scores
    np.fill_diagonal(wide, -np.inf)
    wide[:count, count] = np.diagonal(scores)
    heads = _arborescence(wide, count)[:count]
    if np.count_nonzero(heads == count) != 1:
        wide[:count, count] -= 1 + count * (float(scores.max()) - float(scores.min()))
        heads = _arborescence(wide, count)[:count]
    return np.where(heads == count, np.arange(count), heads)


def _is_tree(heads: Ints) -> bool:
    """Tell whether `heads` have one root, which all words lead to."""
    count = len(heads)
    if np.count_nonzero(heads == np.arange(count)) != 1:
        return False
    reached = heads
    for _ in range(count.bit_length()):
        reached = reached[reached]
    return bool((reached == reached[0]).all())


def _arborescence(scores: NDArray[np.float64], root: int) -> Ints:
    """Return the heads of the best tree under `root`, which gets itself."""
    count = len(scores)
    heads = scores.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return np.asarray(heads, dtype=np.int64)
    inside = np.zeros(count, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    # the cycle becomes one word, the last; an arc into it breaks the arc it replaces
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    entered = gain[:, outside].argmax(axis=0)
    left = scores[np.ix_(outside, cycle)].argmax(axis=1)
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = gain[entered, outside]
    small[:-1, -1] = scores[outside, cycle[left]]
    found = _arborescence(small, int(np.searchsorted(outside, root)))
    result = heads.copy()
    for number, word in enumerate(outside):
        head = found[number]
        result[word] = cycle[left[number]] if head == len(outside) else outside[head]
    entry = found[-1]
    result[cycle[entered[entry]]] = outside[entry]
    result[root] = root
    return np.asarray(result, dtype=np.int64)


def _cycle(heads: Ints, root: int) -> Ints | None:
    """Return the words of a cycle in order; None where all words lead to `root`."""
    color = np.zeros(len(heads), dtype=np.int64)
    color[root] = -1
    for start in range(len(heads)):
        word = start
        while color[word] == 0:
            color[word] = start + 1
            word = int(heads[word])
        if color[word] == start + 1:
            found = [word]
            while (word := int(heads[word])) != found[0]:
                found.append(word)
            return np.array(sorted(found), dtype=np.int64)
        # lead to the root: marked so that no later walk takes them for its own
        word = start
        while color[word] == start + 1:
            color[word] = -1
            word = int(heads[word])
    return None
