"""The graph carries the hierarchy of all that it mentions, up to the roots of the ontologies."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions

from kg.lexicon import Lexicon
from kg.pipeline import build
from kg.query import resolve
from kg.store import Dataset, open_build
from tests.pipeline.parts import share_parts

pytestmark = pytest.mark.model

TEXT = """\
# Sarcomas

Synovial sarcoma often spreads to the lung.

Leiomyosarcoma is treated with pazopanib.

Fibroblasts and B cells were seen in the tumour. Apoptosis was rare, angiogenesis was common, and
nausea followed.
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("hierarchy")
    (folder / "note.txt").write_text(TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        share_parts(monkeypatch)
        build([folder / "note.txt"], folder / "out")
    return open_build(folder / "out")


def labels(dataset: Dataset, sparql: str) -> set[str]:
    answer = dataset.query(sparql)
    assert isinstance(answer, QuerySolutions)
    return {row[0].value for row in answer}


@pytest.mark.parametrize(
    ("name", "root"),
    [
        ("synovial sarcoma", "mondo:0000001"),
        ("leiomyosarcoma", "mondo:0000001"),
        ("lung", "uberon:0001062"),
        ("fibroblast", "cl:0000000"),
        ("B cell", "cl:0000000"),
        ("apoptotic process", "go:0008150"),
        pytest.param("angiogenesis", "go:0008150"),
        pytest.param("nausea", "hp:0000118"),
    ],
)
def test_hierarchy_reaches_the_root_of_the_ontology(dataset: Dataset, name: str, root: str) -> None:
    (concept,) = resolve(dataset, name)
    assert concept.documents
    above = labels(dataset, f"SELECT ?c {{ <{concept.iri}> rdfs:subClassOf* ?id . ?id skos:notation ?c }}")
    assert root in above


def test_hierarchy_all_sarcomas_is_one_property_path(dataset: Dataset) -> None:
    (sarcoma,) = resolve(dataset, "sarcoma")
    found = labels(
        dataset,
        f"SELECT ?label {{ ?id rdfs:subClassOf* <{sarcoma.iri}> ; rdfs:label ?label . ?d kgo:mentions ?id }}",
    )
    assert found == {"sarcoma", "synovial sarcoma", "leiomyosarcoma"}


def test_hierarchy_has_no_circle(dataset: Dataset) -> None:
    assert labels(dataset, "SELECT ?c { ?c rdfs:subClassOf+ ?c }") == set()


def test_hierarchy_every_parent_is_described(dataset: Dataset) -> None:
    query = "SELECT ?p { ?c rdfs:subClassOf ?p FILTER NOT EXISTS { ?p kgo:entityType ?type } }"
    assert labels(dataset, query) == set()


def test_hierarchy_is_all_that_the_lexicon_knows(dataset: Dataset) -> None:
    lexicon = Lexicon.load()
    known = {concept.curie for concept in dataset.concepts()}
    for concept in dataset.concepts():
        if concept.documents and not concept.curie.startswith("bkg:"):
            above = {
                curie for curie in lexicon.ancestors(concept.curie) if lexicon.concept(curie) is not None
            }
            assert above <= known
