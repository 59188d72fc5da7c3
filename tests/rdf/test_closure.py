"""What follows, and above all what does not."""

from __future__ import annotations

import gzip
import importlib.util
import os
import runpy
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.rdf import vocabulary as v
from kg.rdf.closure import Rules, closure
from kg.resources import data_dir

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGIES = data_dir("ontologies")
SHARED = Path(os.environ.get("KG_SHARED", ONTOLOGIES.parent.parent / "shared"))
HAS_REASONABLE = importlib.util.find_spec("reasonable") is not None

EACH_RULES = [
    pytest.param(Rules.RDFS, id="rdfs"),
    pytest.param(
        Rules.OWL_RL,
        id="owl-rl",
        marks=pytest.mark.skipif(not HAS_REASONABLE, reason="reasonable comes with the extra 'owl'"),
    ),
]


def node(name: str) -> NamedNode:
    """Return a term: of Biolink or the project by its prefix, else one of this test."""
    prefix, colon, local = name.partition(":")
    stem = {"biolink": v.BIOLINK_NS, "kgo": v.KGO_NS}.get(prefix)
    return NamedNode(stem + local if stem and colon else f"urn:test:{name}")


def facts(*lines: str) -> set[Triple]:
    """Return triples for lines of three words; each node of an edge is a concept."""
    found = set()
    for line in lines:
        subject, predicate, value = line.split()
        if predicate == "<":
            found.add(Triple(node(subject), v.SUBCLASS_OF, node(value)))
        elif predicate == "a":
            found.add(Triple(node(subject), v.TYPE, node(value)))
        else:
            found.add(Triple(node(subject), node(predicate), node(value)))
            found |= {Triple(node(name), v.ENTITY_TYPE, Literal("x")) for name in (subject, value)}
    return found


def follows(line: str, *given: str, rules: Rules = Rules.RDFS) -> bool:
    """Tell whether the triple of `line` follows from the `given` ones."""
    wanted = next(t for t in facts(line) if t.predicate != v.ENTITY_TYPE)
    return wanted in closure(facts(*given), rules=rules)


SARCOMAS = ("synovial < soft", "soft < sarcoma", "drug biolink:treats synovial")
TREATS_ANY = "biolink:treats_or_applied_or_studied_to_treat"


@pytest.mark.parametrize("rules", EACH_RULES)
@pytest.mark.parametrize(
    ("line", "given"),
    [
        pytest.param("synovial < sarcoma", SARCOMAS, id="superclass of a superclass"),
        pytest.param(f"drug {TREATS_ANY} synovial", SARCOMAS, id="broader predicate"),
        pytest.param("synovial biolink:treated_by drug", SARCOMAS, id="inverse"),
        pytest.param("synovial biolink:related_to drug", SARCOMAS, id="broadest, both ways"),
        pytest.param("drug kgo:treats_some sarcoma", SARCOMAS, id="some sarcoma"),
        pytest.param("drug kgo:treats_some synovial", SARCOMAS, id="some of itself"),
        pytest.param("drug biolink:treats x", ("drug kgo:approved_for x",), id="own predicate"),
        pytest.param("b kgo:compared_with a", ("a kgo:compared_with b",), id="symmetric"),
        pytest.param("x a biolink:NamedThing", ("x a biolink:Disease",), id="broader class"),
        pytest.param("f a biolink:SequenceVariant", ("f a kgo:GeneFusion",), id="own class"),
        pytest.param("f kgo:contributes_to_some c", ("f biolink:causes d", "d < c"), id="broader"),
    ],
)
def test_closure_holds_what_follows(line: str, given: tuple[str, ...], rules: Rules) -> None:
    assert follows(line, *given, rules=rules)


@pytest.mark.parametrize("rules", EACH_RULES)
@pytest.mark.parametrize(
    ("line", "given"),
    [
        pytest.param("drug biolink:treats sarcoma", SARCOMAS, id="all of a broader disease"),
        pytest.param("drug biolink:treats synovial", ("drug biolink:treats y", "synovial < y"), id="a kind"),
        pytest.param("drug biolink:treats x", ("drug biolink:studied_to_treat x",), id="studied only"),
        pytest.param("x biolink:treated_by drug", ("drug biolink:studied_to_treat x",), id="inverse"),
        pytest.param("drug biolink:treats x", ("drug biolink:in_clinical_trials_for x",), id="in trials"),
        pytest.param("drug kgo:treats_some c", ("drug biolink:contraindicated_in d", "d < c"), id="harm"),
        pytest.param("drug biolink:related_to sarcoma", SARCOMAS, id="some, upwards"),
        pytest.param("synovial a biolink:Disease", ("synovial < soft",), id="no class from a kind"),
        pytest.param("a < b", ("a biolink:subclass_of b",), id="a text's claim is no axiom"),
    ],
)
def test_closure_leaves_out_what_does_not_follow(line: str, given: tuple[str, ...], rules: Rules) -> None:
    assert not follows(line, *given, rules=rules)


def test_closure_repeats_nothing_that_is_given() -> None:
    given = facts(*SARCOMAS, f"drug {TREATS_ANY} synovial")
    assert not set(closure(given)) & given


def test_closure_of_a_closure_is_empty() -> None:
    given = facts(*SARCOMAS, "drug a biolink:Drug", "a kgo:compared_with drug")
    assert closure(given | set(closure(given))) == ()


@given(
    st.sets(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=16
    )
)
@settings(max_examples=40)
def test_closure_of_any_hierarchy_is_its_reachability(pairs: set[tuple[int, int]]) -> None:
    reach = set(pairs)
    while new := {(a, d) for a, b in reach for c, d in reach if b == c} - reach:
        reach |= new
    found = closure(facts(*(f"c{low} < c{high}" for low, high in pairs)))
    assert set(found) == facts(*(f"c{low} < c{high}" for low, high in reach - pairs))


@pytest.mark.skipif(not HAS_REASONABLE, reason="reasonable comes with the extra 'owl'")
def test_closure_of_both_rules_agrees_on_the_data() -> None:
    given = facts(*SARCOMAS, "f biolink:causes synovial", "f a kgo:GeneFusion", "drug kgo:compared_with e")
    rdfs, owl = (
        {t for t in closure(given, rules=rules) if str(t.subject).startswith("<urn:test:")} for rules in Rules
    )
    assert rdfs == owl


def test_biolink_inverses_make_no_predicate_broader_than_its_parents() -> None:
    above: dict[str, set[str]] = {}
    predicates = set()
    for quad in parse(path=str(ONTOLOGIES / "biolink.ttl"), format=RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode)
        if quad.predicate == v.SUBPROPERTY_OF:
            above.setdefault(quad.subject.value, set()).add(quad.object.value)
            predicates |= {quad.subject.value, quad.object.value}
    for name in (
        "studied_to_treat",
        "in_clinical_trials_for",
        "applied_to_treat",
        "contributes_to",
        "affects",
    ):
        start = v.BIOLINK_NS + name
        expected: set[str] = set()
        todo = [start]
        while todo:
            new = above.get(todo.pop(), set()) - expected
            expected |= new
            todo += new
        given = {Triple(node("s"), NamedNode(start), node("o"))}
        given |= {Triple(node(one), v.ENTITY_TYPE, Literal("x")) for one in ("s", "o")}
        found = {
            t.predicate.value
            for t in closure(given)
            if t.subject == node("s") and t.object == node("o") and not t.predicate.value.endswith("_some")
        }
        assert found == expected, name


def test_biolink_tree_is_that_of_the_schema() -> None:
    path = SHARED / "ontologies" / "biolink" / "biolink-model.yaml.gz"
    if not path.exists():
        pytest.skip("the Biolink schema is not in the shared folder")
    with gzip.open(path, "rt", encoding="utf-8") as content:
        tree = runpy.run_path(str(ROOT / "pipelines" / "biolink.py"))["tree"]
        assert tree(yaml.safe_load(content)) == (ONTOLOGIES / "biolink.ttl").read_text(encoding="utf-8")
