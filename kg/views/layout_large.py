"""Places for a component too large for stress majorization, from communities inwards.

The communities of each level of the Louvain method are nodes of the level above. The few of the last are
placed first, then those of each level around the place of the one they belong to, by forces after Jacomy M
et al., "ForceAtlas2", PLoS ONE 2014, 9(6):e98679: all nodes push each other away, the more the more edges
they have, and edges pull. Of what is far, only the communities push, each as one; time grows with the nodes
times the logarithm of their number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from kg.views.communities import Levels

Places = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
_Indices = np.ndarray[tuple[int, ...], np.dtype[np.intp]]

_ALL_PAIRS = 450
"""Up to so many nodes each pushes each."""
_ROUNDS = {"few": 150, "many": 40}
_MOST_GROUPS = 200
"""So many communities push from afar."""
_NEAREST = 12
"""So many neighbours in the picture push one by one where not all can."""
_ACROSS = 0.12
"""How strongly an edge between communities pulls, one within being 1: so that communities stand apart."""
_GRAVITY = 0.02
_GOLDEN = math.pi * (3.0 - math.sqrt(5.0))


def place_levels(size: int, edges: Iterable[tuple[int, int]], chain: Levels) -> Places:
    """Return a place for each of `size` connected nodes; the distance to the nearest other is 1 on average.

    `chain` gives the levels of their communities. The same edges, in any order, give the same places.
    """
    pairs = sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]})
    whole = np.arange(size)
    for level in chain:
        whole = np.array(level, dtype=np.intp)[whole]
    graphs = [_Level.of_edges(whole, pairs)]
    for level in chain:
        graphs.append(graphs[-1].joined(np.array(level, dtype=np.intp)))
    everything = np.zeros(graphs[-1].size, dtype=np.intp)
    places = graphs[-1].settled(_spiral(np.zeros((1, 2)), everything, np.ones(1)), everything)
    for number in range(len(chain) - 1, -1, -1):
        parent = np.array(chain[number], dtype=np.intp)
        group = parent
        for above in chain[number + 1 :]:
            if int(group.max()) < _MOST_GROUPS:
                break
            group = np.array(above, dtype=np.intp)[group]
        places = graphs[number].settled(_spiral(places, parent, _nearest(places)), group)
    gaps = _nearest(places)
    return np.asarray((places - places.mean(axis=0)) / max(float(np.mean(gaps)), 1e-9))


class _Level:
    """The graph of one level: edges with their weights, and how strongly each node pushes."""

    def __init__(self, mass: Places, first: _Indices, second: _Indices, weight: Places) -> None:
        self.mass = mass
        self.first = first
        self.second = second
        self.weight = weight

    @classmethod
    def of_edges(cls, whole: _Indices, pairs: list[tuple[int, int]]) -> _Level:
        """The graph itself, `whole` telling the community of each node on the last level."""
        first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        mass = 1.0 + np.bincount(np.concatenate([first, second]), minlength=len(whole)).astype(float)
        return cls(mass, first, second, np.where(whole[first] == whole[second], 1.0, _ACROSS))

    @property
    def size(self) -> int:
        return len(self.mass)

    def joined(self, level: _Indices) -> _Level:
        """The graph whose nodes are those that `level` names for the nodes of this."""
        count = int(level.max()) + 1
        low = np.minimum(level[self.first], level[self.second])
        high = np.maximum(level[self.first], level[self.second])
        apart = low != high
        keys, inverse = np.unique(low[apart] * count + high[apart], return_inverse=True)
        weight = _sums(inverse, self.weight[apart], len(keys))
        return _Level(_sums(level, self.mass, count), keys // count, keys % count, weight)

    def settled(self, places: Places, group: _Indices) -> Places:
        """Return `places` after the forces have moved them; one `group` pushes as one from afar."""
        if self.size < 2:
            return places
        few = self.size <= _ALL_PAIRS
        rounds = _ROUNDS["few" if few else "many"]
        places = places.copy()
        for number in range(rounds):
            if few:
                force = self._pushed(places)
            else:
                force = self._pushed_by_groups(places, group) + self._pushed_by_nearest(places)
            force += self._pulled(places)
            force -= _GRAVITY * self.mass[:, None] * (places - places.mean(axis=0))
            move = force / self.mass[:, None]
            length = np.hypot(move[:, 0], move[:, 1])
            # At first the coarse places are put right, at last the fine ones.
            heat = (0.10 if few else 0.03) * _extent(places) * (1.0 - number / rounds) ** 1.5
            places += move * (np.minimum(length, heat) / np.maximum(length, 1e-12))[:, None]
        return places

    def _pushed(self, places: Places) -> Places:
        x, y = (places[:, None, axis] - places[None, :, axis] for axis in (0, 1))
        strength = self.mass[:, None] * self.mass[None, :] / np.maximum(x * x + y * y, 1e-6)
        return np.stack([(x * strength).sum(axis=1), (y * strength).sum(axis=1)], axis=1)

    def _pushed_by_groups(self, places: Places, group: _Indices) -> Places:
        count = int(group.max()) + 1
        mass = _sums(group, self.mass, count)
        centre = np.stack([_sums(group, self.mass * places[:, axis], count) for axis in (0, 1)], axis=1)
        centre /= mass[:, None]
        aside = places - centre[group]
        width = _sums(group, self.mass * (aside * aside).sum(axis=1), count) / mass + 1e-6
        force = np.zeros_like(places)
        for number in range(count):
            x, y = (places[:, axis] - centre[number, axis] for axis in (0, 1))
            # A group is no point: within its own width it pushes less.
            strength = self.mass * mass[number] / (x * x + y * y + width[number])
            force[:, 0] += x * strength
            force[:, 1] += y * strength
        return force

    def _pushed_by_nearest(self, places: Places) -> Places:
        from scipy.spatial import cKDTree  # takes a tenth of a second

        _, near = cKDTree(places).query(places, k=min(_NEAREST + 1, self.size))
        other = near[:, 1:]
        gap = places[:, None, :] - places[other]
        strength = self.mass[:, None] * self.mass[other] / np.maximum((gap * gap).sum(axis=2), 1e-4)
        return np.asarray((gap * strength[:, :, None]).sum(axis=1))

    def _pulled(self, places: Places) -> Places:
        pull = (places[self.second] - places[self.first]) * self.weight[:, None]
        return np.stack(
            [
                _sums(self.first, pull[:, axis], self.size) - _sums(self.second, pull[:, axis], self.size)
                for axis in (0, 1)
            ],
            axis=1,
        )


def _sums(index: _Indices, values: Places, count: int) -> Places:
    """Return the sum of `values` for each of `count` indices."""
    return np.asarray(np.bincount(index, values, count), dtype=np.float64)


def _extent(places: Places) -> float:
    """Root of the mean square of the distance from the middle."""
    return float(np.sqrt(np.square(places - places.mean(axis=0)).sum(axis=1).mean())) or 1.0


def _nearest(places: Places) -> Places:
    """Distance from each place to the nearest other, 1 for a single one."""
    from scipy.spatial import cKDTree  # takes a tenth of a second

    if len(places) < 2:
        return np.ones(len(places))
    distance, _ = cKDTree(places).query(places, k=2)
    return np.asarray(distance[:, 1])


def _spiral(places: Places, parent: _Indices, room: Places) -> Places:
    """Return a place for each node around that of its parent, within half the `room` of the parent."""
    order = np.argsort(parent, kind="stable")
    counts = np.bincount(parent, minlength=len(places))
    rank = np.empty(len(parent))
    rank[order] = np.arange(len(parent)) - np.repeat(np.cumsum(counts) - counts, counts)
    radius = 0.5 * room[parent] * np.sqrt((rank + 0.5) / counts[parent])
    angle = _GOLDEN * rank
    around = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return np.asarray(places[parent] + around)
