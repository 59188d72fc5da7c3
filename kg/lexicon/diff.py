"""Comparing two states of the same names: two releases of an ontology, or a pack with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from kg.lexicon.files import NameFile
from kg.lexicon.keys import key
from kg.lexicon.term import Entry

#: Something about one concept (or, of a moved name, about the name): what it was, and what it is.
Change = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What is new, each as (CURIE, before, now), sorted; empty text for what there is not.

    `moved` are names that now mean another concept: (name, CURIEs before, CURIEs now).
    """

    added: tuple[Change, ...]
    gone: tuple[Change, ...]
    renamed: tuple[Change, ...]
    names_added: tuple[Change, ...]
    names_gone: tuple[Change, ...]
    statuses: tuple[Change, ...]
    types: tuple[Change, ...]
    parents: tuple[Change, ...]
    exact: tuple[Change, ...]
    moved: tuple[Change, ...]

    def parts(self) -> tuple[tuple[str, tuple[Change, ...]], ...]:
        """Return every kind of change with its cases, in the order of the fields."""
        return tuple((field.name.replace("_", " "), getattr(self, field.name)) for field in fields(self))


def compare(old: NameFile, new: NameFile) -> Difference:
    """Say what has changed between two files."""
    before = {entry.curie: entry for entry in old.entries}
    now = {entry.curie: entry for entry in new.entries}
    both = [(before[curie], now[curie]) for curie in sorted(before.keys() & now.keys())]
    names_added: list[Change] = []
    names_gone: list[Change] = []
    statuses: list[Change] = []
    for first, second in both:
        had = {name: status.value for status, name in first.names}
        has = {name: status.value for status, name in second.names}
        names_added += [(first.curie, "", name) for name in has if name not in had]
        names_gone += [(first.curie, name, "") for name in had if name not in has]
        statuses += [
            (first.curie, f"{name} ({had[name]})", f"{name} ({has[name]})")
            for name in had
            if name in has and had[name] != has[name]
        ]
    return Difference(
        added=tuple((curie, "", now[curie].label) for curie in sorted(now.keys() - before.keys())),
        gone=tuple((curie, before[curie].label, "") for curie in sorted(before.keys() - now.keys())),
        renamed=_changed((a.curie, a.label, b.label) for a, b in both),
        names_added=tuple(names_added),
        names_gone=tuple(names_gone),
        statuses=tuple(statuses),
        types=_changed((a.curie, a.type.value, b.type.value) for a, b in both),
        parents=_changed((a.curie, _line(a.parents), _line(b.parents)) for a, b in both),
        exact=_changed((a.curie, _line(a.exact), _line(b.exact)) for a, b in both),
        moved=_moved(before, now),
    )


def _changed(pairs: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(change for change in pairs if change[1] != change[2])


def _line(curies: Iterable[str]) -> str:
    return " ".join(sorted(curies))


def _moved(before: Mapping[str, Entry], now: Mapping[str, Entry]) -> tuple[Change, ...]:
    """Return the names that lost a concept and gained another; what only gained one is ambiguous instead."""
    had, has = _meanings(before), _meanings(now)
    found = []
    for of_key, (name, first) in had.items():
        second = has.get(of_key, ("", set()))[1]
        if first - second and second - first:
            found.append((name, _line(first), _line(second)))
    return tuple(sorted(found))


def _meanings(entries: Mapping[str, Entry]) -> dict[str, tuple[str, set[str]]]:
    found: dict[str, tuple[str, set[str]]] = {}
    for curie, entry in entries.items():
        for _, name in entry.names:
            found.setdefault(key(name), (name, set()))[1].add(curie)
    found.pop("", None)
    return found
