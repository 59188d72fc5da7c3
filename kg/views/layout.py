"""Where concepts stand in the picture: computed here once, so that the page needs no physics.

Stress majorization after Gansner ER, Koren Y, North S, "Graph drawing by stress majorization", Graph Drawing
2004, LNCS 3383: distances in the picture follow the distances in the graph. A line is the longer, the fewer
neighbours its two ends share, so that the leaves of a hub get a ring with room for their names. It starts
from the force-directed places of rustworkx with a fixed seed; then boxes that overlap are pushed apart and
the connected components are packed side by side. A component too large for that, which takes time by the
square of the nodes, is placed by `kg.views.layout_large`.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx

from kg.views.communities import Levels, within
from kg.views.layout_large import place_levels

_SEED = 20250101
_LARGE = 900
"""Above this many nodes a component is placed by communities."""
_LARGE_UNIT = 52.0
"""Pixels to the nearest other shape in such a component, on average."""
_START_ROUNDS = 50
_STRESS_ROUNDS = 80
_STRESS_WORK = 25_000_000
"""Rounds of stress majorization times the square of the nodes, at most."""
_UNIT = 80.0
"""Pixels of a line whose ends share all their neighbours."""
_SPREAD = 0.6
"""How much longer a line gets with the root of the number of neighbours that its ends do not share."""
_CHARACTER = 7.0
_LINE = 46.0
_WIDEST = 190.0
_STRETCH = 1.15
"""Screens are wider than high, and so are labels."""
_TURNS = 24
"""So many ways to turn a component are tried."""
_GAP = 60.0
_SHAPE = 28.0
"""Room for a shape alone: in a large component not every label has room, and what is close stays close."""


@dataclass(slots=True)
class _Point:
    x: float
    y: float


def place(
    labels: Sequence[str], edges: Iterable[tuple[int, int]], chain: Levels
) -> tuple[tuple[int, int], ...]:
    """Return a place for each node, in pixels at scale 1, the y axis pointing down.

    `labels` gives the nodes in order, `edges` pairs of their indices (direction, loops and repetition do
    not matter), `chain` the levels of their communities. Components stand side by side, the largest first;
    nodes without an edge in a block below. The same input gives the same places.

    >>> place(["a", "b"], [(0, 1)], [[0, 0]]) == place(["a", "b"], [(1, 0), (0, 1)], [[0, 0]])
    True
    >>> place([], [], [])
    ()
    """
    neighbours: list[set[int]] = [set() for _ in labels]
    for start, end in edges:
        if start != end:
            neighbours[start].add(end)
            neighbours[end].add(start)
    points = [_Point(0.0, 0.0) for _ in labels]
    # In a large picture not every label has room anyway: the boxes shrink, so that the shapes stay visible.
    tight = max(0.4, min(1.0, math.sqrt(120.0 / max(1, sum(1 for near in neighbours if near)))))
    widths = [tight * (min(_WIDEST, _CHARACTER * len(label)) + 24.0) for label in labels]
    components = _components(neighbours)
    for component in components:
        _place_component(component, neighbours, widths, points, chain)
    bottom = _pack(components, widths, points)
    _grid([node for node, near in enumerate(neighbours) if not near], points, bottom)
    return tuple((round(point.x), round(point.y)) for point in points)


def _components(neighbours: Sequence[set[int]]) -> list[list[int]]:
    """Connected components with at least one edge, the largest first, nodes in order."""
    seen: set[int] = set()
    found: list[list[int]] = []
    for start, near in enumerate(neighbours):
        if start in seen or not near:
            continue
        seen.add(start)
        members, queue = [start], deque([start])
        while queue:
            for other in sorted(neighbours[queue.popleft()] - seen):
                seen.add(other)
                members.append(other)
                queue.append(other)
        found.append(sorted(members))
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _place_component(
    members: list[int],
    neighbours: Sequence[set[int]],
    widths: Sequence[float],
    points: list[_Point],
    chain: Levels,
) -> None:
    index = {node: position for position, node in enumerate(members)}
    edges = [(index[a], index[b]) for a in members for b in sorted(neighbours[a]) if a < b]
    if len(members) > _LARGE:
        places, unit = place_levels(len(members), edges, within(chain, members)), _LARGE_UNIT
    else:
        graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(members)
        graph.add_edges_from_no_data(edges)
        start = rustworkx.spring_layout(graph, num_iter=_START_ROUNDS, seed=_SEED, scale=1)
        first = np.array([start[position] for position in range(len(members))])
        places, unit = (
            _turned(_stress(graph, first, neighbours, members)),
            _UNIT * min(1.0, math.sqrt(300.0 / len(members))),
        )
    for node, (x, y) in zip(members, places.tolist(), strict=True):
        points[node].x, points[node].y = x * unit * _STRETCH, y * unit
    if len(members) > _LARGE:
        _push_apart(members, [_SHAPE] * len(points), _SHAPE, points, rounds=25)
    else:
        _push_apart(members, widths, _LINE, points, rounds=200)


def _stress(
    graph: rustworkx.PyGraph[int, None],
    places: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    neighbours: Sequence[set[int]],
    members: Sequence[int],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return places whose distances come near to those in `graph`, nearer pairs counting more.

    Each round is the Guttman transform of the stress with weights 1/d², which never makes it larger.
    """
    if len(members) < 3:
        return np.array([[0.0, 0.0], [3.0, 0.0]])[: len(members)]
    weighted: rustworkx.PyGraph[int, float] = rustworkx.PyGraph(multigraph=False)
    weighted.add_nodes_from(members)
    for a, b in sorted(graph.edge_list()):
        apart = len(neighbours[members[a]] ^ neighbours[members[b]])
        weighted.add_edge(a, b, 1.0 + _SPREAD * math.sqrt(apart))
    distance = rustworkx.graph_floyd_warshall_numpy(weighted, weight_fn=float)
    size = len(members)
    np.fill_diagonal(distance, 1.0)
    weight = distance**-2.0
    np.fill_diagonal(weight, 0.0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + 1.0 / size) - 1.0 / size
    pull = weight * distance
    current = places * float(distance.max()) / 2.0
    for _ in range(min(_STRESS_ROUNDS, max(20, _STRESS_WORK // size**2))):
        gap = np.hypot(*(current[:, None, axis] - current[None, :, axis] for axis in (0, 1)))
        ratio = -pull / np.maximum(gap, 1e-6)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        current = inverse @ (ratio @ current)
    return current


def _turned(
    places: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return `places` turned so that the smallest screen holds them: distances alone do not say how."""

    def needed(turned: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        width, height = np.ptp(turned, axis=0)
        return float(max(height, width))  # the width is stretched later

    turns = [math.pi * step / _TURNS for step in range(_TURNS)]
    ways = [np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]]) for a in turns]
    return min((places @ way for way in ways), key=needed)


def _push_apart(
    members: list[int], widths: Sequence[float], height: float, points: list[_Point], *, rounds: int
) -> None:
    """Push overlapping boxes apart along the shorter way until none overlap or the rounds are over.

    In each round every box moves by the mean of what its overlaps ask of it, so that the order of the nodes
    does not matter.
    """
    from scipy.spatial import cKDTree  # takes a tenth of a second

    place = np.array([(points[node].x, points[node].y) for node in members])
    width = np.array([widths[node] for node in members])
    reach = np.array([float(width.max(initial=1.0)), height])
    for _ in range(rounds):
        pairs = cKDTree(place / reach).query_pairs(1.0, p=math.inf, output_type="ndarray")
        first, second = pairs[:, 0], pairs[:, 1]
        gap = place[second] - place[first]
        over_x = (width[first] + width[second]) / 2.0 - np.abs(gap[:, 0])
        over_y = height - np.abs(gap[:, 1])
        hits = (over_x > 0.5) & (over_y > 0.5)
        if not hits.any():
            break
        first, second, gap = first[hits], second[hits], gap[hits]
        over_x, over_y = over_x[hits], over_y[hits]
        upright = over_y * 2.0 <= over_x
        sign = np.where(gap >= 0.0, 1.0, -1.0)
        shift = np.zeros_like(gap)
        shift[:, 0] = np.where(upright, 0.0, sign[:, 0] * (over_x / 2.0 + 0.5))
        shift[:, 1] = np.where(upright, sign[:, 1] * (over_y / 2.0 + 0.5), 0.0)
        asked = np.bincount(first, minlength=len(place)) + np.bincount(second, minlength=len(place))
        for axis in (0, 1):
            moved = np.bincount(second, shift[:, axis], len(place)) - np.bincount(
                first, shift[:, axis], len(place)
            )
            place[:, axis] += moved / np.maximum(1.0, asked / 2.0)
    for node, (x, y) in zip(members, place.tolist(), strict=True):
        points[node].x, points[node].y = x, y


def _pack(components: list[list[int]], widths: Sequence[float], points: list[_Point]) -> float:
    """Move the components onto shelves, the largest first; return where the last shelf ends."""
    boxes: list[tuple[float, float, float, float]] = []
    for members in components:
        left = min(points[node].x - widths[node] / 2.0 for node in members)
        right = max(points[node].x + widths[node] / 2.0 for node in members)
        top = min(points[node].y for node in members) - _LINE / 2.0
        boxes.append((left, top, right - left, max(points[node].y for node in members) + _LINE / 2.0 - top))
    widest = max((width for _, _, width, _ in boxes), default=0.0)
    total = sum((width + _GAP) * (height + _GAP) for _, _, width, height in boxes)
    # Of some widths that the picture could have, the one that needs the smallest screen of usual shape.
    shelves = sorted({widest, *(max(widest, math.sqrt(total) * step / 10.0) for step in range(8, 20, 2))})
    shelf = min(shelves, key=lambda width: _needed(boxes, width))
    corners, bottom, _ = _shelve(boxes, shelf)
    for members, (left, top, _, _), (x, y) in zip(components, boxes, corners, strict=True):
        for node in members:
            points[node].x += x - left
            points[node].y += y - top
    return bottom


def _shelve(
    boxes: Sequence[tuple[float, float, float, float]], shelf: float
) -> tuple[list[tuple[float, float]], float, float]:
    """Return the corner of each box on shelves of this width, where the last ends, and the width in use."""
    corners: list[tuple[float, float]] = []
    x = y = deepest = used = 0.0
    for _, _, width, height in boxes:
        if x > 0.0 and x + width > shelf:
            x, y, deepest = 0.0, y + deepest + _GAP, 0.0
        corners.append((x, y))
        used = max(used, x + width)
        x, deepest = x + width + _GAP, max(deepest, height)
    return corners, y + deepest, used


def _needed(boxes: Sequence[tuple[float, float, float, float]], shelf: float) -> float:
    """Height of the screen, by `_STRETCH` wider than high, that holds the boxes on shelves of this width."""
    _, height, width = _shelve(boxes, shelf)
    return max(height, width / _STRETCH)


def _grid(alone: list[int], points: list[_Point], top: float) -> None:
    """Set nodes without an edge in rows below everything else."""
    columns = max(1, math.ceil(math.sqrt(len(alone) * 0.5)))
    for position, node in enumerate(alone):
        points[node].x = (position % columns) * (_WIDEST + 30.0)
        points[node].y = top + 2.0 * _GAP + (position // columns) * (_LINE + 14.0)
