"""Places: the same each time, nothing on top of something else."""

from __future__ import annotations

import itertools
import math

from kg.views.communities import levels
from kg.views.layout import place as place_by_levels

STAR = [(0, i) for i in range(1, 30)]
LABELS = [f"concept number {i}" for i in range(30)]


def place(labels: list[str], edges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return place_by_levels(labels, edges, levels(len(labels), edges))


def test_places_of_the_same_graph_are_the_same() -> None:
    assert place(LABELS, STAR) == place(LABELS, STAR[::-1])


def test_places_do_not_depend_on_direction_repetition_or_loops() -> None:
    turned = [(end, start) for start, end in STAR]
    assert place(LABELS, [*turned, *STAR, (3, 3)]) == place(LABELS, STAR)


def test_no_two_labels_of_a_star_overlap() -> None:
    places = place(LABELS, STAR)
    for (ax, ay), (bx, by) in itertools.combinations(places, 2):
        assert abs(ax - bx) > 100 or abs(ay - by) > 40


def test_components_stand_apart() -> None:
    edges = [(i, i + 1) for i in range(9)] + [(i, i + 1) for i in range(10, 19)]
    places = place(LABELS[:20], edges)
    boxes = []
    for members in (places[:10], places[10:]):
        xs, ys = [x for x, _ in members], [y for _, y in members]
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    first, second = boxes
    assert first[1] < second[0] or second[1] < first[0] or first[3] < second[2] or second[3] < first[2]


def test_nodes_without_an_edge_stand_below_the_rest() -> None:
    places = place(LABELS, STAR[:10])
    assert min(y for _, y in places[11:]) > max(y for _, y in places[:11])


def test_large_component_is_placed_whole() -> None:
    labels = [f"n{i}" for i in range(1300)]
    places = place(labels, [(i, (i * 7) // 10) for i in range(1, 1300)])
    assert len(set(places)) > 1250


def topics(count: int, size: int) -> list[tuple[int, int]]:
    """Edges of `count` topics of `size` nodes, each a ring with chords, joined one to the next."""
    edges = []
    for topic in range(count):
        start = topic * size
        edges += [(start + i, start + (i + step) % size) for i in range(size) for step in (1, 7, 19)]
        edges.append((start, (start + size) % (count * size)))
    return edges


def test_large_component_is_placed_the_same_each_time_whatever_the_order() -> None:
    edges = topics(10, 120)
    labels = [f"n{i}" for i in range(1200)]
    assert place(labels, edges) == place(labels, [(b, a) for a, b in reversed(edges)])


def test_large_component_keeps_topics_together() -> None:
    places = place([f"n{i}" for i in range(1200)], topics(10, 120))
    middles = [
        tuple(sum(each[axis] for each in places[start : start + 120]) / 120 for axis in (0, 1))
        for start in range(0, 1200, 120)
    ]
    nearest = [min(range(10), key=lambda topic: math.dist(place, middles[topic])) for place in places]
    assert sum(topic == node // 120 for node, topic in enumerate(nearest)) > 1100


def test_large_component_whose_best_connected_are_not_joined_is_placed() -> None:
    hubs = [(hub * 60, hub * 60 + leaf) for hub in range(30) for leaf in range(1, 59)]
    chains = [(hub * 60 + 59, hub * 60 + 58) for hub in range(30)]
    joined = [(hub * 60 + 59, (hub + 1) * 60 + 57) for hub in range(29)]
    places = place([f"n{i}" for i in range(1800)], hubs + chains + joined)
    assert len(set(places)) > 1750


def test_shapes_of_a_large_component_do_not_lie_over_each_other() -> None:
    places = place([f"n{i}" for i in range(1200)], topics(10, 120))
    near = sum(math.dist(a, b) < 14 for a, b in itertools.combinations(places[:400], 2))
    assert near < 20
