from __future__ import annotations

import pytest

from kg.lexicon import Entry, Status
from kg.lexicon.compile import without_others_labels, without_repeats
from kg.lexicon.drafts import Draft
from kg.lexicon.identity import Identity, join
from kg.lexicon.pack import Header
from kg.model import EntityType

LABELS = {
    "mondo:1": "sarcoma",
    "mondo:2": "liposarcoma",
    "mondo:3": "hepatitis",
    "hp:3": "Hepatitis",
    "doid:1": "sarcoma",
    "doid:2": "liposarcoma",
    "mesh:D1": "Sarcoma",
    "mesh:D2": "Liposarcoma",
    "mesh:D3": "Hepatitis",
    "hgnc:6802": "MAGEA4",
    "hgnc:6801": "MAGEA3",
    "hgnc:2039": "CLDN18",
    "drugbank:DB1": "verdin",
    "drugbank:DB2": "verdin sodium",
    "chebi:1": "verdin",
}


def disease(curie: str, *names: str, parents: tuple[str, ...] = ()) -> Entry:
    pairs = ((Status.LABEL, names[0]), *((Status.EXACT, name) for name in names[1:]))
    return Entry(curie=curie, type=EntityType.DISEASE, names=pairs, parents=parents)


def draft(name: str, *entries: Entry, searched: bool = True) -> Draft:
    header = Header(name=name, source="", version="", licence="", command="", searched=searched)
    return Draft(header=header, entries=entries)


def together(identity: Identity, *curies: str) -> bool:
    return len({identity.of(curie) for curie in curies}) == 1


def test_chain_of_mappings_makes_one_concept() -> None:
    identity = join([[("mondo:1", "doid:1")], [("doid:1", "mesh:D1")], [("mesh:D1", "ncit:C9")]], LABELS)
    assert {identity.of(curie) for curie in ("doid:1", "mesh:D1", "ncit:C9")} == {"mondo:1"}
    assert identity.equivalents["mondo:1"] == ("doid:1", "mesh:D1", "ncit:C9")


def test_chain_never_joins_two_records_of_a_namespace() -> None:
    sources = [
        [("mondo:1", "doid:1"), ("mondo:2", "doid:2")],
        [("doid:1", "mesh:D1")],
        [("mesh:D1", "mondo:2")],
    ]
    identity = join(sources, LABELS)
    assert identity.of("mesh:D1") == "mondo:1"
    assert not together(identity, "mondo:1", "mondo:2")


@pytest.mark.parametrize(
    "curies",
    [
        pytest.param(("mondo:1", "mondo:2"), id="sarcoma and liposarcoma"),
        pytest.param(("hgnc:6802", "hgnc:6801"), id="MAGE-A4 and MAGE-A3"),
        pytest.param(("hgnc:2039", "bkg:concept/target/cldn18.2"), id="CLDN18 and CLDN18.2"),
    ],
)
def test_similar_names_stay_apart(curies: tuple[str, str]) -> None:
    assert not together(join([], LABELS | {"bkg:concept/target/cldn18.2": "CLDN18.2"}), *curies)


def test_equal_labels_alone_join_nothing() -> None:
    assert not together(join([], LABELS), "mondo:1", "doid:1")


def test_one_to_many_goes_where_the_labels_agree() -> None:
    identity = join([[("mesh:D2", "mondo:1"), ("mesh:D2", "mondo:2")]], LABELS)
    assert identity.of("mesh:D2") == "mondo:2"


def test_one_to_many_without_agreement_joins_nothing() -> None:
    labels = LABELS | {"mesh:D2": "Fat tumors"}
    identity = join([[("mesh:D2", "mondo:1"), ("mesh:D2", "mondo:2")]], labels)
    assert identity.of("mesh:D2") == "mesh:D2"
    assert identity.equivalents == {"mondo:1": ("mesh:D2",), "mondo:2": ("mesh:D2",)}


def test_many_to_one_goes_where_the_labels_agree() -> None:
    identity = join([[("drugbank:DB1", "chebi:1"), ("drugbank:DB2", "chebi:1")]], LABELS)
    assert (identity.of("chebi:1"), identity.of("drugbank:DB2")) == ("drugbank:DB1", "drugbank:DB2")


def test_earlier_source_wins() -> None:
    identity = join([[("mondo:2", "mesh:D1")], [("mondo:1", "mesh:D1")]], LABELS)
    assert identity.of("mesh:D1") == "mondo:2"


def test_disease_and_sign_stay_two_and_share_what_is_mapped() -> None:
    identity = join([[("mondo:3", "mesh:D3")], [("hp:3", "mesh:D3")]], LABELS)
    assert not together(identity, "mondo:3", "hp:3")
    assert identity.of("mesh:D3") == "mondo:3"
    assert identity.equivalents["hp:3"] == ("mesh:D3",)


def test_disease_and_sign_stay_two_though_mapped_to_each_other() -> None:
    identity = join([[("mondo:3", "hp:3")]], LABELS)
    assert not together(identity, "mondo:3", "hp:3")
    assert identity.equivalents == {"mondo:1": ("mesh:D2",), "mondo:2": ("mesh:D2",)}


def test_retired_identifier_names_no_concept() -> None:
    identity = join([[("mondo:99", "mesh:D1")], [("mondo:1", "mesh:D1")]], LABELS)
    assert identity.of("mesh:D1") == "mondo:1"


def test_identifier_outside_the_packs_names_no_concept() -> None:
    identity = join([[("orphanet.ordo:5", "oncotree:X")], [("oncotree:X", "efo:7")]], {"efo:7": "thing"})
    assert identity.of("orphanet.ordo:5") == "efo:7"


def test_lent_entry_takes_the_label_of_its_concept_and_keeps_its_names() -> None:
    identity = join([[("mondo:2", "doid:2")], [("mondo:1", "doid:1")]], LABELS)
    lent = identity.apply(disease("doid:2", "lipoma, malignant", "fat sarcoma", parents=("doid:1",)), LABELS)
    assert (lent.curie, lent.label, lent.exact, lent.parents) == ("mondo:2", "liposarcoma", ("doid:2",), ())
    assert [name for _, name in lent.names[1:]] == ["lipoma, malignant", "fat sarcoma"]


def test_parents_are_called_by_their_concepts() -> None:
    identity = join([[("mondo:1", "doid:1")]], LABELS)
    assert identity.apply(disease("doid:2", "liposarcoma", parents=("doid:1",)), LABELS).parents == (
        "mondo:1",
    )


def test_name_that_mondo_prefers_for_another_disease_is_not_borrowed() -> None:
    mondo = draft("mondo", disease("mondo:1", "sarcoma"), disease("mondo:2", "liposarcoma"))
    lent = draft("mesh-all", disease("mondo:1", "sarcoma", "liposarcomas", "soft tumor"), searched=False)
    alone = draft("efo", disease("efo:1", "fat tumor", "liposarcoma"), searched=False)
    _, lent, alone = without_others_labels([mondo, lent, alone])
    assert [name for _, name in lent.entries[0].names] == ["sarcoma", "soft tumor"]
    assert [name for _, name in alone.entries[0].names] == ["fat tumor", "liposarcoma"]


def test_pack_for_grounding_repeats_no_name() -> None:
    first = draft("mondo", disease("mondo:1", "sarcoma", "soft tumor"))
    second = draft("mesh-all", disease("mondo:1", "sarcoma", "Soft tumors", "fleshy tumor"), searched=False)
    third = draft("efo", disease("mondo:1", "sarcoma", "fleshy tumors"), searched=False)
    found = without_repeats([second, third, first])
    assert [[name for e in each.entries for _, name in e.names] for each in found] == [
        ["sarcoma", "fleshy tumor"],
        [],
        ["sarcoma", "soft tumor"],
    ]
