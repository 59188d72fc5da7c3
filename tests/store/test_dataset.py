"""A build opened again: queries, records, names and texts, with both engines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples

from kg.errors import GraphError, NotFoundError, QueryError
from kg.rdf import Iris, write_build
from kg.store import Dataset, EngineKind, open_build
from tests.sample import (
    HOSTILE_DRUG,
    HOSTILE_TITLE,
    PALETTE,
    PAZOPANIB,
    build_sample,
    sample_graph,
    sample_readings,
)

# rdflib 7.6 uses names of its own that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample build."""
    return build_sample(tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module", params=list(EngineKind), ids=lambda kind: kind.value)
def dataset(build: Path, request: pytest.FixtureRequest) -> Dataset:
    """The sample build, opened with each engine."""
    return open_build(build, engine=request.param)


def count(dataset: Dataset, sparql: str) -> int:
    """Return how many rows a query has."""
    answer = dataset.query(sparql)
    assert isinstance(answer, QuerySolutions)
    return len(list(answer))


def test_query_reaches_quotes_without_graph(dataset: Dataset) -> None:
    found = count(
        dataset, "SELECT DISTINCT ?q { ?a biolink:predicate biolink:causes ; kgo:evidence/kgo:quote ?q }"
    )
    assert found == 2


def test_query_union_counts_no_triple_twice(dataset: Dataset) -> None:
    total = count(dataset, "SELECT ?s ?p ?o { ?s ?p ?o }")
    assert total == count(dataset, "SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }")


def test_query_named_graph_is_that_of_the_document(dataset: Dataset) -> None:
    found = count(dataset, "SELECT ?e { GRAPH ?document { ?e prov:wasDerivedFrom ?document } }")
    assert found == count(dataset, "SELECT ?e { VALUES ?kind { kgo:Evidence kgo:Grounding } ?e a ?kind }")


def test_query_outcome_value_filters_as_a_number(dataset: Dataset) -> None:
    assert count(dataset, "SELECT ?o { ?o kgo:value ?v FILTER (?v > 4.5) }") == 2
    assert count(dataset, "SELECT ?o { ?o kgo:value ?v FILTER (?v = 0) }") == 1


def test_query_substitution_binds_a_variable(dataset: Dataset) -> None:
    answer = dataset.query("SELECT ?s ?name { ?s rdfs:label ?name }", substitutions={"name": Literal("lung")})
    assert isinstance(answer, QuerySolutions)
    assert len(list(answer)) == 1


def test_query_hostile_text_binds_as_text(dataset: Dataset) -> None:
    answer = dataset.query(
        "SELECT ?d ?t { ?d dcterms:title ?t }", substitutions={"t": Literal(HOSTILE_TITLE)}
    )
    assert isinstance(answer, QuerySolutions)
    assert len(list(answer)) == 1


def test_query_substitution_of_an_absent_variable_on_disk_raises(build: Path) -> None:
    with pytest.raises(QueryError, match="name"):
        open_build(build).query("SELECT ?s { ?s rdfs:label ?l }", substitutions={"name": Literal("lung")})


def test_query_ask_and_construct_answer_in_kind(dataset: Dataset) -> None:
    assert bool(dataset.query("ASK { ?d a kgo:Document }"))
    assert isinstance(dataset.query("ASK { ?d a kgo:Document }"), QueryBoolean)
    triples = dataset.query("CONSTRUCT { ?d a kgo:Document } WHERE { ?d a kgo:Document }")
    assert isinstance(triples, QueryTriples)
    assert len(list(triples)) == 4


def test_query_answer_serialises_itself(dataset: Dataset) -> None:
    answer = dataset.query('SELECT ?l { ?s rdfs:label ?l FILTER (?l = "lung") }')
    content = answer.serialize(format=QueryResultsFormat.CSV) if isinstance(answer, QuerySolutions) else b""
    assert (content or b"").split() == [b"l", b"lung"]


@pytest.mark.parametrize("query", ["SELECT * {", "SELEKT", "SELECT ?s { ?s nowhere:p ?o }"])
def test_query_malformed_raises_one_line(dataset: Dataset, query: str) -> None:
    with pytest.raises(QueryError, match="cannot be answered") as raised:
        dataset.query(query)
    assert "\n" not in str(raised.value)


def test_query_service_is_refused(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        dataset.query("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }")


def test_records_are_the_same_with_both_engines(build: Path) -> None:
    disk, memory = (open_build(build, engine=kind) for kind in EngineKind)
    assert disk.documents() == memory.documents()
    assert disk.concepts() == memory.concepts()
    assert disk.associations() == memory.associations()
    assert disk.outcomes() == memory.outcomes()


def test_associations_come_back_as_they_were_assembled(dataset: Dataset) -> None:
    assembled = {f"assoc/{a.key}": a for a in sample_graph().associations}
    for record in dataset.associations():
        origin = assembled.pop("/".join(record.iri.split("/")[-2:]))
        assert (record.predicate, record.belief) == (origin.predicate, origin.belief)
        assert record.certainty == origin.certainty.value
        assert record.negated == (origin.polarity.value == "negated")
        assert len(record.evidence) == len(origin.evidence)
        assert len(record.conflicts) == len(origin.conflicts)
    assert assembled == {}


def test_association_qualifiers_show_labels_and_words(dataset: Dataset) -> None:
    (qualified,) = (a for a in dataset.associations() if a.qualifiers)
    assert qualified.qualifiers == (("phase", "phase 3"), ("trial", "PALETTE"))


def test_evidence_quote_is_what_the_text_says_there(dataset: Dataset) -> None:
    pieces = [e for a in dataset.associations() for e in a.evidence]
    pieces += [e for o in dataset.outcomes() for e in o.evidence]
    assert pieces
    assert all(dataset.text(e.document)[e.start : e.end] == e.quote for e in pieces)


def test_outcomes_keep_zero_apart_from_nothing(dataset: Dataset) -> None:
    values = {(o.value_text, o.value, o.lower) for o in dataset.outcomes()}
    assert values == {("6%", 6.0, 4.0), ("0%", 0.0, None), ("4.6 months", 4.6, None)}


def test_documents_keep_metadata_and_order_of_authors(dataset: Dataset) -> None:
    review = next(d for d in dataset.documents() if d.iri.startswith("https://doi.org/"))
    assert review.authors == ("Ada Example", "Björn Beispiel")
    assert (review.journal, review.date) == ("Journal of Invented Oncology", "2024-05")
    assert review.work == "doi:10.5555/invented.2024.17"


def test_concepts_have_curie_class_and_documents(dataset: Dataset) -> None:
    trial = next(c for c in dataset.concepts() if c.curie == PALETTE)
    assert (trial.type, trial.biolink, trial.grounded) == ("trial", "biolink:ClinicalTrial", True)
    assert trial.names == ("PALETTE", "NCT00753688")
    assert len(trial.documents) == 2


@pytest.mark.parametrize(
    ("name", "first"),
    [
        pytest.param("SYNOVIAL-sarcoma", "synovial sarcoma", id="case and punctuation"),
        pytest.param("sarcoma", "sarcoma", id="exact before contained"),
        pytest.param("vegfr-2", "KDR", id="another name"),
        pytest.param("SS18-SSX1", "SS18::SSX1", id="fusion with a dash"),
        pytest.param("mondo:0005058", "leiomyosarcoma", id="CURIE"),
        pytest.param("DB06589", "pazopanib", id="identifier"),
        pytest.param(Iris().expand(PAZOPANIB), "pazopanib", id="IRI"),
        pytest.param("trabec", "trabectedin", id="beginning"),
        pytest.param("bectedin", "trabectedin", id="middle"),
    ],
)
def test_find_gives_the_best_first(dataset: Dataset, name: str, first: str) -> None:
    assert dataset.find(name)[0].label == first


@pytest.mark.parametrize("name", ["no such thing", "", "  "])
def test_find_nothing_is_empty(dataset: Dataset, name: str) -> None:
    assert dataset.find(name) == ()


def test_find_hostile_name_comes_back_unchanged(dataset: Dataset) -> None:
    (drug,) = dataset.find('ZX-17 <b onmouseover="alert(1)">plus</b>')
    assert drug.curie == HOSTILE_DRUG
    assert "<b onmouseover" in drug.label


def test_text_of_an_unknown_document_raises(dataset: Dataset) -> None:
    with pytest.raises(NotFoundError, match="no document"):
        dataset.text("https://example.org/nowhere")


def test_text_that_is_gone_raises(build: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(build, copy)
    shutil.rmtree(copy / "texts")
    dataset = open_build(copy)
    with pytest.raises(GraphError, match="missing from the build"):
        dataset.text(dataset.documents()[0].iri)


def test_open_build_without_a_store_loads_the_trig(build: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(build, copy, ignore=shutil.ignore_patterns("store"))
    assert len(open_build(copy).documents()) == len(sample_readings())


def test_open_build_with_turtle_alone_loads_it(build: Path, tmp_path: Path) -> None:
    shutil.copy(build / "graph.ttl", tmp_path)
    iri = next(c.iri for c in open_build(build).concepts() if c.label == "leiomyosarcoma")
    assert open_build(tmp_path).groundings(iri) == open_build(build).groundings(iri) != ()


def test_groundings_stand_at_their_place_in_the_text(dataset: Dataset) -> None:
    found = [one for concept in dataset.concepts() for one in dataset.groundings(concept.iri)]
    assert len(found) == count(dataset, "SELECT ?g { ?g a kgo:Grounding }")
    assert all(dataset.text(one.document)[one.start : one.end] == one.text for one in found)


def test_groundings_of_an_ancestor_that_no_text_names_are_none(dataset: Dataset) -> None:
    iri = next(c.iri for c in dataset.concepts() if c.label == "sarcoma")
    assert dataset.groundings(iri) == ()


def test_open_build_of_another_base_gives_the_same_curies(build: Path, tmp_path: Path) -> None:
    write_build(sample_graph(), tmp_path, base="https://example.org/kg/")
    curies = {c.curie for c in open_build(tmp_path).concepts()}
    assert curies == {c.curie for c in open_build(build).concepts()}


@pytest.mark.parametrize("kind", list(EngineKind), ids=lambda kind: kind.value)
def test_open_build_of_a_folder_that_is_none_raises_one_line(tmp_path: Path, kind: EngineKind) -> None:
    with pytest.raises(GraphError, match="is not a build"):
        open_build(tmp_path, engine=kind)
    with pytest.raises(GraphError, match="no such folder"):
        open_build(tmp_path / "none", engine=kind)


@pytest.mark.parametrize("kind", list(EngineKind), ids=lambda kind: kind.value)
def test_open_build_of_a_damaged_build_raises_one_line(tmp_path: Path, kind: EngineKind) -> None:
    (tmp_path / "graph.trig").write_text("no TriG at all", encoding="utf-8")
    with pytest.raises(GraphError, match="cannot be loaded") as raised:
        open_build(tmp_path, engine=kind)
    assert "\n" not in str(raised.value)


def test_open_build_of_a_damaged_store_raises_one_line(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(GraphError, match="cannot be opened") as raised:
        open_build(tmp_path)
    assert "\n" not in str(raised.value)
