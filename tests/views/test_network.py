"""The pyvis network, the palette and finding by name."""

from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.model import EntityType
from kg.predicates import bundled_predicates
from kg.views import Records, find_concept, to_pyvis
from kg.views.palette import load_palette
from tests.views import sample_records as sample


def test_network_holds_every_connected_concept_and_every_association() -> None:
    network = to_pyvis(sample.sample())
    assert len(network.nodes) == 14
    assert len(network.edges) == len(sample.ASSOCIATIONS)


def test_network_with_isolated_concepts_holds_all() -> None:
    assert len(to_pyvis(sample.sample(), isolated=True).nodes) == len(sample.CONCEPTS)


def test_network_around_a_focus_holds_its_neighbours_only() -> None:
    network = to_pyvis(sample.sample(), focus="chordoma", hops=1)
    assert {node["label"] for node in network.nodes} == {
        "chordoma", "TBXT", "imatinib", "fused sacrum", sample.HOSTILE,
    }  # fmt: skip


def test_network_node_has_the_colour_shape_and_place_of_the_palette() -> None:
    node = next(each for each in to_pyvis(sample.sample()).nodes if each["label"] == "ASPSCR1::TFE3")
    style = load_palette().style("fusion")
    assert (node["color"], node["shape"], node["physics"]) == (style.light, style.shape, False)
    assert isinstance(node["x"], int)


def test_network_edge_of_a_denial_is_marked_in_words_and_dashes() -> None:
    edge = next(each for each in to_pyvis(sample.sample()).edges if each["negated"])
    assert edge["label"] == "does not treat"
    assert edge["dashes"]


def test_palette_knows_every_entity_type() -> None:
    assert {style.type for style in load_palette().types} == {each.value for each in EntityType}


def test_palette_gives_no_two_types_the_same_colour_and_shape() -> None:
    looks = [(style.light, style.shape) for style in load_palette().types]
    assert len(set(looks)) == len(looks)


def test_palette_words_of_an_unlisted_predicate_come_from_its_name() -> None:
    assert load_palette().words("ex:co_occurs_with").forward == "co occurs with"


@pytest.mark.parametrize("name", ["aspl-tfe3", "ASPSCR1::TFE3", "BKG:fusion/ASPSCR1--TFE3"])
def test_find_by_label_synonym_or_curie_in_any_case_gives_the_concept(name: str) -> None:
    assert find_concept(sample.sample(), name).iri == sample.FUSION


def test_find_prefers_a_label_over_a_synonym() -> None:
    records = Records(
        concepts=(
            sample.concept("x:1", "x:1", "melanoma of skin", "disease", "melanoma"),
            sample.concept("x:2", "x:2", "melanoma", "disease"),
        )
    )
    assert find_concept(records, "Melanoma").curie == "x:2"


def test_find_of_nothing_like_it_gives_no_suggestion() -> None:
    with pytest.raises(NotFoundError, match=r"called 'zzzz'$"):
        find_concept(sample.sample(), "zzzz")


def test_palette_words_every_predicate_as_the_schema_does() -> None:
    palette, schema = load_palette(), bundled_predicates()
    assert palette.groups == schema.legend
    for each in schema.by_curie.values():
        words = palette.words(each.curie)
        assert (words.forward, words.denied, words.inverse, words.group) == (
            each.affirmed,
            each.denied,
            each.inverse,
            each.legend,
        )


def test_predicates_stand_in_the_order_of_the_legend() -> None:
    palette = load_palette()
    places = [palette.groups.index(words.group) for words in palette.predicates]
    assert places == sorted(places)
