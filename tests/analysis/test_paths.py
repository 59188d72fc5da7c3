from __future__ import annotations

from kg.analysis import shortest_paths
from kg.store import Dataset


def iri(dataset: Dataset, name: str) -> str:
    return dataset.find(name)[0].iri


def labels(dataset: Dataset, iris: list[str]) -> list[str]:
    known = {concept.iri: concept.label for concept in dataset.concepts()}
    return [known[one] for one in iris]


def test_paths_shortest_comes_with_a_quote_for_each_hop(dataset: Dataset) -> None:
    (path, *_) = shortest_paths(dataset, iri(dataset, "KDR"), iri(dataset, "Nausea"))
    assert labels(dataset, [path.hops[0].source, *(hop.target for hop in path.hops)]) == [
        "KDR",
        "pazopanib",
        "Nausea",
    ]
    assert [hop.quote.quote for hop in path.hops] == [
        "Pazopanib blocks VEGFR2.",
        "Nausea followed pazopanib in half of the patients.",
    ]
    assert path.belief == 0.64


def test_paths_fewest_steps_come_first(dataset: Dataset) -> None:
    paths = shortest_paths(dataset, iri(dataset, "afatinib"), iri(dataset, "chordoma"), limit=5)
    lengths = [len(path.hops) for path in paths]
    assert lengths[0] == 1
    assert lengths == sorted(lengths)


def test_paths_avoided_concept_is_not_passed(dataset: Dataset) -> None:
    egfr = iri(dataset, "EGFR")
    ends = iri(dataset, "cetuximab"), iri(dataset, "chordoma")
    assert shortest_paths(dataset, *ends)
    assert shortest_paths(dataset, *ends, avoid=[egfr]) == ()


def test_paths_too_long_are_left_out(dataset: Dataset) -> None:
    ends = iri(dataset, "KDR"), iri(dataset, "Nausea")
    assert shortest_paths(dataset, *ends, longest=1) == ()


def test_paths_denials_and_aims_lead_nowhere(dataset: Dataset) -> None:
    assert shortest_paths(dataset, iri(dataset, "palbociclib"), iri(dataset, "synovial sarcoma")) == ()


def test_paths_to_itself_or_to_the_unknown_are_none(dataset: Dataset) -> None:
    gene = iri(dataset, "KDR")
    assert shortest_paths(dataset, gene, gene) == ()
    assert shortest_paths(dataset, gene, "urn:unknown") == ()
