"""Records of MeSH for diseases and signs that no mapping gives one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.lexicon import Entry, Status
from kg.lexicon.headings import with_headings
from kg.lexicon.identity import Identity
from kg.model import EntityType


def entry(curie: str, *names: str, kind: EntityType = EntityType.DISEASE) -> Entry:
    pairs = ((Status.LABEL, names[0]), *((Status.EXACT, name) for name in names[1:]))
    return Entry(curie=curie, type=kind, names=pairs)


def noted(curie: str, *entries: Entry, known: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    identity = Identity(canonical={}, equivalents=known or {})
    return tuple(with_headings(identity, entries).equivalents.get(curie, ()))


HEADING = entry("mesh:D1", "Dropsy, Verdine", "Verdine Swelling")


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("verdine dropsy",), id="label turned round"),
        pytest.param(("verdine swelling",), id="label is an entry term"),
        pytest.param(("verdine disease", "verdine swelling"), id="exact synonym"),
    ],
)
def test_disease_without_a_record_is_noted_with_the_one_that_has_its_name(names: tuple[str, ...]) -> None:
    assert noted("mondo:1", HEADING, entry("mondo:1", *names)) == ("mesh:D1",)


def test_sign_needs_its_label_there() -> None:
    sign = entry("hp:1", "Edema of Verdine", "Verdine swelling", kind=EntityType.PHENOTYPE)
    assert noted("hp:1", HEADING, sign) == ()


def test_names_of_two_records_decide_nothing() -> None:
    disease = entry("mondo:1", "verdine disease", "verdine swelling", "verdine fever")
    assert noted("mondo:1", HEADING, entry("mesh:D2", "Verdine Heat", "Verdine Fever"), disease) == ()


def test_mapped_disease_takes_a_further_record_by_its_label_alone() -> None:
    known = {"mondo:1": ("mesh:D9",), "mondo:2": ("mesh:D1",)}
    synonym = entry("mondo:1", "verdine disease", "verdine swelling")
    assert noted("mondo:1", HEADING, synonym, known=known) == ("mesh:D9",)
    label = entry("mondo:1", "verdine dropsy")
    assert noted("mondo:1", HEADING, label, known=known) == ("mesh:D1", "mesh:D9")


def test_mapped_disease_takes_the_record_that_files_its_label() -> None:
    known = {"mondo:1": ("mesh:D9",)}
    label = entry("mondo:1", "verdine swelling")
    assert noted("mondo:1", HEADING, label, known=known) == ("mesh:D1", "mesh:D9")
    rival = entry("mesh:D2", "Verdine Heat", "Verdine Swelling")
    assert noted("mondo:1", HEADING, rival, label, known=known) == ("mesh:D9",)


def test_record_mapped_to_nothing_goes_to_the_one_disease_that_has_its_label_as_a_synonym() -> None:
    known = {"mondo:1": ("mesh:D9",)}
    disease = entry("mondo:1", "verdine disease", "verdine dropsy")
    assert noted("mondo:1", HEADING, disease, known=known) == ("mesh:D1", "mesh:D9")
    other = entry("mondo:2", "verdine ailment", "verdine dropsy")
    assert noted("mondo:1", HEADING, disease, other, known=known) == ("mesh:D9",)


def test_substances_are_left_alone() -> None:
    drug = entry("mondo:1", "verdine dropsy", kind=EntityType.DRUG)
    assert noted("mondo:1", HEADING, drug) == ()


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        pytest.param("verdol", ("mesh:C1",), id="label"),
        pytest.param("verdol chloride", (), id="salt that is a name of the record"),
    ],
)
def test_substance_is_noted_with_the_record_that_has_its_label(label: str, expected: tuple[str, ...]) -> None:
    record = entry("mesh:C1", "Verdol", "Verdol Chloride", kind=EntityType.DRUG)
    assert noted("drugbank:1", record, entry("drugbank:1", label, kind=EntityType.DRUG)) == expected


def test_substance_and_disease_of_one_name_stay_apart() -> None:
    heading = entry("mesh:D1", "Verdol")
    assert noted("drugbank:1", heading, entry("drugbank:1", "verdol", kind=EntityType.DRUG)) == ()
