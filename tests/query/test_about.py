from __future__ import annotations

import json

import pytest

from kg.errors import NotFoundError
from kg.query import describe, in_words, resolve, sentence
from kg.query.about import suggest
from kg.query.serial import page_as_json
from kg.store import Dataset


@pytest.mark.parametrize("name", ["pazopanib", "PAZOPANIB", "votrient", "drugbank:DB06589", "DB06589"])
def test_resolve_any_name_finds_the_concept(dataset: Dataset, name: str) -> None:
    assert [concept.curie for concept in resolve(dataset, name)] == ["drugbank:DB06589"]


def test_resolve_part_of_a_name_is_not_the_concept(dataset: Dataset) -> None:
    assert [concept.label for concept in resolve(dataset, "chordoma")] == ["chordoma"]


@pytest.mark.parametrize(
    ("name", "near"), [("pazopanb", "pazopanib"), ("synovial", "synovial sarcoma"), ("SSX", "SSX1")]
)
def test_resolve_unknown_name_suggests(dataset: Dataset, name: str, near: str) -> None:
    with pytest.raises(NotFoundError, match=f"did you mean .*{near}"):
        resolve(dataset, name)


def test_suggest_nothing_alike_is_empty(dataset: Dataset) -> None:
    assert suggest(dataset, "qqqqqqqq") == ()


def test_describe_groups_by_predicate_and_direction(dataset: Dataset) -> None:
    page = describe(dataset, resolve(dataset, "EGFR")[0])
    assert [(g.predicate, g.outgoing, len(g.associations)) for g in page.groups] == [
        ("kgo:dysregulated_in", True, 1),
        ("kgo:targets", False, 3),
    ]


def test_describe_denial_has_a_group_of_its_own(dataset: Dataset) -> None:
    page = describe(dataset, resolve(dataset, "imatinib")[0])
    assert [(g.words, g.negated) for g in page.groups] == [("treats", False), ("does not treat", True)]


def test_describe_fusion_has_partners_in_order(dataset: Dataset) -> None:
    page = describe(dataset, resolve(dataset, "SS18::SSX1")[0])
    assert [page.labels[iri] for iri in page.partners] == ["SS18", "SSX1"]


def test_describe_gene_knows_its_fusions(dataset: Dataset) -> None:
    page = describe(dataset, resolve(dataset, "SSX1")[0])
    assert [page.labels[iri] for iri in page.fusions] == ["SS18::SSX1"]


def test_describe_broader_disease_knows_its_kinds(dataset: Dataset) -> None:
    page = describe(dataset, resolve(dataset, "chordoma")[0])
    assert [page.labels[iri] for iri in page.kinds] == ["sacral chordoma"]


def test_describe_result_of_zero_is_kept(dataset: Dataset) -> None:
    page = describe(dataset, resolve(dataset, "pazopanib")[0])
    assert sorted(outcome.value for outcome in page.outcomes if outcome.unit == "%")[0] == 0.0


def test_page_as_json_is_plain(dataset: Dataset) -> None:
    page = page_as_json(describe(dataset, resolve(dataset, "imatinib")[0]))
    assert "imatinib — does not treat → synovial sarcoma" in json.dumps(page, ensure_ascii=False)


def test_sentence_hedge_and_conditions_are_told(dataset: Dataset) -> None:
    by_subject = {a.subject: a for a in dataset.associations()}
    trabectedin = by_subject["https://go.drugbank.com/drugs/DB05109"]
    assert sentence(trabectedin, subject="a", object="b") == "a — treats → b (hedged)"


def test_in_words_unknown_predicate_is_said_as_named() -> None:
    assert in_words("biolink:located_in") == "located in"
