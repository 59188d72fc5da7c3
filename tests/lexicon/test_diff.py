"""What changed between two states of the same names."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import Entry, Status
from kg.lexicon.diff import compare
from kg.lexicon.files import Described, NameFile, add_files, read_names
from kg.lexicon.formats import Selection
from kg.model import EntityType


def concept(curie: str, *names: str, type: str = "disease", **links: tuple[str, ...]) -> Entry:
    """Return an entry; a name may begin with its status, ``broad:``."""
    pairs = [(Status.LABEL, names[0])]
    for name in names[1:]:
        status, colon, rest = name.partition(":")
        pairs.append((Status(status), rest) if colon else (Status.EXACT, name))
    return Entry(
        curie=curie,
        type=EntityType(type),
        names=tuple(pairs),
        parents=links.get("parents", ()),
        exact=links.get("exact", ()),
    )


def changes(old: list[Entry], new: list[Entry]) -> dict[str, list[tuple[str, str, str]]]:
    difference = compare(NameFile(file="old", entries=tuple(old)), NameFile(file="new", entries=tuple(new)))
    return {kind: list(cases) for kind, cases in difference.parts() if cases}


def test_the_same_names_have_no_difference() -> None:
    entries = [concept("a:1", "spot", "dot")]
    assert changes(entries, entries) == {}


def test_every_kind_of_change_is_told() -> None:
    old = [
        concept("a:1", "spot", "dot", "fleck", parents=("a:2",), exact=("b:1",)),
        concept("a:2", "mark", "BS"),
    ]
    new = [
        concept("a:1", "blue spot", "broad:dot", type="phenotype", parents=("a:3", "a:2")),
        concept("a:3", "sign", "B S"),
    ]
    assert changes(old, new) == {
        "added": [("a:3", "", "sign")],
        "gone": [("a:2", "mark", "")],
        "renamed": [("a:1", "spot", "blue spot")],
        "names added": [("a:1", "", "blue spot")],
        "names gone": [("a:1", "spot", ""), ("a:1", "fleck", "")],
        "statuses": [("a:1", "dot (exact)", "dot (broad)")],
        "types": [("a:1", "disease", "phenotype")],
        "parents": [("a:1", "a:2", "a:2 a:3")],
        "exact": [("a:1", "b:1", "")],
        "moved": [("BS", "a:2", "a:3")],
    }


def test_a_name_that_only_becomes_ambiguous_has_not_moved() -> None:
    old = [concept("a:1", "spot", "BS"), concept("a:2", "dot")]
    new = [concept("a:1", "spot", "BS"), concept("a:2", "dot", "BS")]
    assert list(changes(old, new)) == ["names added"]


OBO = 'format-version: 1.4\ndata-version: 2026-01-02\n[Term]\nid: A:1\nname: spot\nsynonym: "dot" EXACT []\n'


def test_pack_of_a_file_says_what_the_file_says(tmp_path: Path) -> None:
    source = tmp_path / "toy.obo"
    source.write_text(OBO, encoding="utf-8")
    pack, header, taken = add_files(
        [source],
        tmp_path / "new" / "mine.pack",
        selection=Selection(type=EntityType.DISEASE),
        described=Described(licence="CC0"),
    )
    assert (header.name, header.version, header.licence, header.date) == (
        "mine", "2026-01-02", "CC0", "2026-01-02",
    )  # fmt: skip
    assert header.source == "toy.obo"
    assert header.command == "kg lexicon add toy.obo --out mine.pack"
    assert read_names(pack).entries == taken.entries
    read = read_names(source, selection=Selection(type=EntityType.DISEASE))
    assert compare(read_names(pack), read) == compare(read, read)


def test_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "toy.obo"
    source.write_text(OBO, encoding="utf-8")
    rules = Selection(type=EntityType.DISEASE)
    first, _, _ = add_files([source], tmp_path / "1" / "a.pack", selection=rules, described=Described())
    second, _, _ = add_files([source], tmp_path / "2" / "a.pack", selection=rules, described=Described())
    assert first.read_bytes() == second.read_bytes()


def test_terms_of_unknown_type_ask_for_one(tmp_path: Path) -> None:
    source = tmp_path / "toy.obo"
    source.write_text(OBO, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"toy\.obo: nothing is left to be written; say .* with --type"):
        add_files([source], tmp_path / "a.pack", selection=Selection(), described=Described())
