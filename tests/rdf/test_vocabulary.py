"""Vocabulary file, mapping table and code name the same terms, and the terms that they build on exist."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS

from kg.model import EntityType
from kg.rdf import vocabulary as v
from kg.resources import data_dir

ONTOLOGIES = data_dir("ontologies")
SHARED = Path(os.environ.get("KG_SHARED", ONTOLOGIES.parent.parent / "shared"))
RELATIONS = ("targets", "approved_for", "approves", "compared_with", "studies", "studies_condition")
MORE_RELATIONS = ("metastasizes_to", "dysregulated_in", "has_outcome")
OF_SOME = (
    *("treats_or_applied_or_studied_to_treat", "treats", "approved_for", "in_clinical_trials_for"),
    *("contraindicated_in", "causes", "contributes_to", "associated_with", "biomarker_for", "diagnoses"),
    *("studies_condition", "has_adverse_event"),
)
ROLES: tuple[str, ...] = (
    *("trial", "line", "population", "biomarker", "stage", "comparator", "phase", "regimen", "date"),
    *("agency", "direction", "dose", "duration", "route", "schedule"),
)


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    """The vocabulary file."""
    return rdflib.Graph().parse(ONTOLOGIES / "vocabulary.ttl")


@pytest.fixture(scope="module")
def mapping() -> list[dict[str, str]]:
    """The rows of the mapping table."""
    lines = (ONTOLOGIES / "biolink_mapping.sssom.tsv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def own_terms(vocabulary: rdflib.Graph) -> set[str]:
    """Return the IRIs that the vocabulary describes."""
    subjects = {str(s) for s in vocabulary.subjects(RDFS.label)}
    return {s for s in subjects if s.startswith(v.KGO_NS)}


def test_vocabulary_describes_every_term_of_the_code(vocabulary: rdflib.Graph) -> None:
    in_code = {t.value for t in vars(v).values() if isinstance(t, NamedNode) and t.value.startswith(v.KGO_NS)}
    expected = in_code | {v.KGO_NS + name for name in (*RELATIONS, *MORE_RELATIONS)}
    expected |= {f"{v.KGO_NS}{name}_some" for name in OF_SOME}
    expected |= {v.qualifier_property(role).value for role in ROLES}
    assert own_terms(vocabulary) == expected


def test_vocabulary_every_term_is_a_kind_of_a_public_one(vocabulary: rdflib.Graph) -> None:
    for term in own_terms(vocabulary):
        above = set(vocabulary.objects(rdflib.URIRef(term), RDFS.subClassOf | RDFS.subPropertyOf))
        assert above, term
        assert all(str(one).startswith(v.BIOLINK_NS) for one in above), term


def test_vocabulary_has_a_version(vocabulary: rdflib.Graph) -> None:
    (ontology,) = vocabulary.subjects(RDF.type, OWL.Ontology)
    assert vocabulary.value(ontology, OWL.versionInfo)


def test_mapping_covers_every_term(vocabulary: rdflib.Graph, mapping: list[dict[str, str]]) -> None:
    mapped = {row["subject_id"].replace("kgo:", v.KGO_NS) for row in mapping}
    assert own_terms(vocabulary) <= mapped


def test_biolink_class_of_every_entity_type_is_given() -> None:
    assert set(v.BIOLINK_CLASS) == set(EntityType)


def test_qualifier_role_of_other_properties_is_none() -> None:
    assert [v.qualifier_role(iri.value) for iri in (v.TRIAL, v.BELIEF, v.LABEL)] == [None, None, None]


@pytest.mark.parametrize("role", ROLES)
def test_qualifier_property_and_role_are_inverse(role: str) -> None:
    assert v.qualifier_role(v.qualifier_property(role).value) == role


def test_biolink_terms_exist(vocabulary: rdflib.Graph, mapping: list[dict[str, str]]) -> None:
    path = SHARED / "ontologies" / "biolink" / "biolink-model.yaml.gz"
    if not path.exists():
        pytest.skip("the Biolink schema is not in the shared folder")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        names = {m[1] for line in lines if (m := re.match(r"  ([a-z][^:#]*):\s*$", line))}
    slots = {name.replace(" ", "_") for name in names}
    classes = {"".join(w[0].upper() + w[1:] for w in name.split()) for name in names}
    used = {str(o) for o in vocabulary.objects() if str(o).startswith(v.BIOLINK_NS)}
    used |= {one.value for one in v.BIOLINK_CLASS.values()}
    used |= {t.value for t in vars(v).values() if isinstance(t, NamedNode)}
    used |= {row["object_id"].replace("biolink:", v.BIOLINK_NS) for row in mapping}
    local = {iri.removeprefix(v.BIOLINK_NS) for iri in used if iri.startswith(v.BIOLINK_NS)}
    assert local - slots - classes == set()


def test_ro_terms_exist_with_their_labels(mapping: list[dict[str, str]]) -> None:
    path = SHARED / "ontologies" / "ro" / "ro.json.gz"
    if not path.exists():
        pytest.skip("the Relation Ontology is not in the shared folder")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        nodes = json.load(file)["graphs"][0]["nodes"]
    labels = {n["id"].rsplit("/", 1)[-1].replace("_", ":"): n.get("lbl") for n in nodes}
    rows = [row for row in mapping if row["object_id"].startswith(("RO:", "BFO:"))]
    assert rows
    assert all(labels[row["object_id"]] == row["object_label"] for row in rows)
