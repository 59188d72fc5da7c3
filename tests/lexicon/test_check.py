"""Faults in names are found, and only those."""

from __future__ import annotations

import pytest

from kg.lexicon import Entry, Status
from kg.lexicon.check import Severity, check, has_errors
from kg.lexicon.files import NameFile
from kg.lexicon.keys import key
from kg.lexicon.rules import Rules
from kg.model import EntityType

RULES = Rules(stop={key("cold"): frozenset({"*"}), key("rest"): frozenset({"gene"})})


def concept(curie: str, *names: str, parents: tuple[str, ...] = (), exact: tuple[str, ...] = ()) -> Entry:
    statuses = (Status.LABEL, *(Status.EXACT for _ in names[1:]))
    return Entry(
        curie=curie,
        type=EntityType.DISEASE,
        names=tuple(zip(statuses, names, strict=True)),
        parents=parents,
        exact=exact,
    )


def found(*entries: Entry, circles: tuple[tuple[str, ...], ...] = ()) -> dict[str, tuple[str, ...]]:
    findings = check([NameFile(file="toy", entries=entries, circles=circles)], RULES)
    return {finding.kind: finding.cases for finding in findings}


def test_sound_names_give_nothing() -> None:
    blue = concept("mondo:0000002", "blue spot", "azure spot", parents=("mondo:0000001",), exact=("doid:7",))
    assert found(concept("mondo:0000001", "spot"), blue) == {}


@pytest.mark.parametrize(
    ("entries", "kind", "case"),
    [
        pytest.param(
            (concept("mondo:12", "spot"),),
            "identifiers that break the form of their namespace",
            r"mondo:12 (spot): what follows the prefix is not ^\d{7}$",
            id="form",
        ),
        pytest.param(
            (concept("doid:1", "spot"), concept("doid:2", "spot")),
            "labels of several concepts in one namespace",
            "spot: doid:1, doid:2",
            id="label twice",
        ),
        pytest.param(
            (concept("doid:1", "spot", parents=("doid:2",)), concept("doid:2", "dot", parents=("doid:1",))),
            "circles of superclasses",
            "doid:1 > doid:2 > doid:1",
            id="circle",
        ),
        pytest.param(
            (concept("doid:1", "spot", parents=("doid:9", "hp:0000001")),),
            "superclasses that are missing from their namespace",
            "doid:9, of doid:1 (spot)",
            id="missing parent, but not of another namespace",
        ),
        pytest.param(
            (concept("doid:1", "spot", exact=("doid:8", "doid:9")), concept("doid:9", "dot")),
            "equivalents within one namespace",
            "doid:1 (spot) and doid:9 (dot)",
            id="equal siblings",
        ),
        pytest.param(
            (concept("doid:1", "spot", exact=("ncit:C1",)), concept("doid:2", "dot", exact=("ncit:C1",))),
            "concepts of one namespace with a common equivalent",
            "ncit:C1: doid:1 (spot), doid:2 (dot)",
            id="tied",
        ),
        pytest.param(
            (concept("lab:1", "spot"),),
            "prefixes that ontologies/prefixes.json lacks",
            "lab: 1 times, as in lab:1",
            id="prefix",
        ),
        pytest.param(
            (concept("doid:1", "blue spot", "BS"), concept("doid:2", "big spot", "B-S")),
            "names of several concepts",
            "BS: 2 concepts, doid:1 (blue spot), doid:2 (big spot)",
            id="ambiguous",
        ),
        pytest.param(
            (concept("doid:1", "common cold", "Cold", "REST"),),
            "names that the stop list never reads",
            "Cold: doid:1 (common cold), exact",
            id="everyday word",
        ),
        pytest.param(
            (concept("doid:1", "B-S"),),
            "names of one or two characters",
            "B-S: doid:1 (B-S), label",
            id="short",
        ),
        pytest.param(
            (concept("doid:1", "spot", "12-345"),),
            "names without a letter",
            "12-345: doid:1 (spot), exact",
            id="number",
        ),
        pytest.param(
            (concept("doid:1", "MÃ©niÃ¨re spot"),),
            "names with damaged characters or markup",
            "MÃ©niÃ¨re spot: doid:1 (MÃ©niÃ¨re spot), label",
            id="mojibake",
        ),
        pytest.param(
            (concept("doid:1", "spot", "spot<sup>2</sup> &amp; more"),),
            "names with damaged characters or markup",
            "spot<sup>2</sup> &amp; more: doid:1 (spot), exact",
            id="markup",
        ),
        pytest.param(
            (concept("doid:1", "spot", "blue spot (disorder)"),),
            "names that end with a remark in brackets",
            "blue spot (disorder): doid:1 (spot), exact",
            id="brackets",
        ),
    ],
)
def test_fault_is_found(entries: tuple[Entry, ...], kind: str, case: str) -> None:
    assert found(*entries)[kind] == (case,)


@pytest.mark.parametrize("name", ["iron(II) oxide", "Ménière spot", "Mus <genus>", "R&D spot", "p53 spot"])
def test_sound_spelling_is_not_suspected(name: str) -> None:
    assert found(concept("doid:1", name)) == {}


def test_equivalents_that_share_a_name_are_one_meaning() -> None:
    entries = (
        concept("doid:1", "spot", exact=("ncit:C1",)),
        concept("mondo:0000001", "spot", exact=("ncit:C1",)),
    )
    assert found(*entries) == {}


def test_the_most_ambiguous_name_comes_first() -> None:
    entries = [concept(f"doid:{n}", f"spot number {n}x", "BS", *(["AS"] if n < 2 else [])) for n in range(3)]
    cases = found(*entries)
    assert [case.partition(",")[0] for case in cases["names of several concepts"]] == [
        "BS: 3 concepts",
        "AS: 2 concepts",
    ]


def test_circles_that_reading_cut_are_told() -> None:
    assert found(concept("doid:1", "spot"), circles=(("doid:1", "doid:1"),)) == {
        "circles of superclasses": ("doid:1 > doid:1",)
    }


def test_a_concept_of_two_files_is_checked_once() -> None:
    one = NameFile(file="a", entries=(concept("doid:1", "spot"),))
    two = NameFile(file="b", entries=(concept("doid:1", "dot", parents=("doid:2",)),))
    findings = check([one, two], Rules())
    assert [(finding.severity, finding.cases) for finding in findings] == [
        (Severity.ERROR, ("doid:2, of doid:1 (spot)",))
    ]
    assert has_errors(findings)


def test_warnings_alone_are_no_errors() -> None:
    assert not has_errors(check([NameFile(file="a", entries=(concept("doid:1", "B"),))], Rules()))
