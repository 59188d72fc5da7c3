"""Checking of names: what in packs or sources is wrong, and what will go wrong in texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kg.lexicon.files import NameFile
from kg.lexicon.formats.identifiers import is_known, pattern
from kg.lexicon.formats.selection import cut_circles
from kg.lexicon.keys import key
from kg.lexicon.rules import Rules
from kg.lexicon.term import Entry, Status

#: Identifiers of our own, whose local parts are words.
_OWN = "bkg"
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf€-™]|Â[\xa0-\xbf]|â€|\ufffd|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKUP = re.compile(r"</?(?:b|br|em|i|p|span|strong|sub|sup)\b[^<>]*>|&(?:[a-z]+|#\d+);")
_BRACKETS = re.compile(r"\s(?:\([^()]*\)|\[[^\[\]]*\])$")
_LETTERS = re.compile(r"[^\W_]")


#: One name of one concept.
_Name = tuple[Entry, Status, str]


class Severity(Enum):
    """Whether something is wrong, or only may be."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of fault: how many there are, and each as one line, the worst first."""

    kind: str
    severity: Severity
    cases: tuple[str, ...]


def check(files: Sequence[NameFile], rules: Rules) -> tuple[Finding, ...]:
    """Look the entries of some files through, as they would stand together in one lexicon.

    Returns the kinds of faults that there are, errors first; `rules` hold the stop list.
    """
    entries = _merged(files)
    by_key = _by_key(entries)
    found = (
        ("identifiers that break the form of their namespace", Severity.ERROR, _malformed(entries)),
        ("labels of several concepts in one namespace", Severity.ERROR, _double_labels(entries)),
        ("circles of superclasses", Severity.ERROR, _circles(files, entries)),
        ("superclasses that are missing from their namespace", Severity.ERROR, _missing_parents(entries)),
        ("equivalents within one namespace", Severity.ERROR, _equal_siblings(entries)),
        ("concepts of one namespace with a common equivalent", Severity.WARNING, _tied(entries)),
        ("prefixes that ontologies/prefixes.json lacks", Severity.WARNING, _unknown_prefixes(entries)),
        ("names of several concepts", Severity.WARNING, _ambiguous(entries, by_key)),
        ("names that the stop list never reads", Severity.WARNING, _stopped(by_key, rules)),
        ("names of one or two characters", Severity.WARNING, _named(entries, _is_short)),
        ("names without a letter", Severity.WARNING, _named(entries, _is_number)),
        ("names with damaged characters or markup", Severity.WARNING, _named(entries, _is_damaged)),
        ("names that end with a remark in brackets", Severity.WARNING, _named(entries, _has_remark)),
        ("what reading left out", Severity.WARNING,
         (warning for file in files for warning in file.warnings if "circle" not in warning)),
    )  # fmt: skip
    findings = (Finding(kind=kind, severity=severity, cases=tuple(cases)) for kind, severity, cases in found)
    return tuple(finding for finding in findings if finding.cases)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Tell whether anything is wrong beyond doubt."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _merged(files: Iterable[NameFile]) -> dict[str, Entry]:
    """Return the concepts by CURIE; names and links that several files have for one are joined."""
    found: dict[str, Entry] = {}
    for file in files:
        for entry in file.entries:
            first = found.get(entry.curie)
            if first is not None:
                entry = replace(
                    first,
                    names=(*first.names, *(pair for pair in entry.names[1:] if pair not in first.names)),
                    parents=tuple(dict.fromkeys((*first.parents, *entry.parents))),
                    exact=tuple(dict.fromkeys((*first.exact, *entry.exact))),
                )
            found[entry.curie] = entry
    return dict(sorted(found.items()))


def _prefix(curie: str) -> str:
    return curie.partition(":")[0]


def _show(entries: Mapping[str, Entry], curies: Iterable[str]) -> str:
    ordered = sorted(curies)
    shown = ", ".join(f"{c} ({entries[c].label})" if c in entries else c for c in ordered[:4])
    return shown + (f" and {len(ordered) - 4} more" if len(ordered) > 4 else "")


def _malformed(entries: Mapping[str, Entry]) -> Iterator[str]:
    for curie, entry in entries.items():
        prefix, colon, local = curie.partition(":")
        if not (prefix and colon and local) or any(c.isspace() for c in curie):
            yield f"{curie!r} ({entry.label}) is no CURIE"
        elif prefix != _OWN and (form := pattern(prefix)) and not form.fullmatch(local):
            yield f"{curie} ({entry.label}): what follows the prefix is not {form.pattern}"


def _double_labels(entries: Mapping[str, Entry]) -> list[str]:
    by_label: dict[tuple[str, str], list[str]] = {}
    for curie, entry in entries.items():
        by_label.setdefault((_prefix(curie), entry.label), []).append(curie)
    double = [(label, curies) for (_, label), curies in by_label.items() if len(curies) > 1]
    double.sort(key=lambda pair: (-len(pair[1]), pair))
    return [f"{label}: {', '.join(curies)}" for label, curies in double]


def _circles(files: Iterable[NameFile], entries: Mapping[str, Entry]) -> Iterator[str]:
    parents = {curie: list(entry.parents) for curie, entry in entries.items()}
    for circle in (*(circle for file in files for circle in file.circles), *cut_circles(parents)):
        yield " > ".join(circle)


def _missing_parents(entries: Mapping[str, Entry]) -> list[str]:
    """Return the parents that are not there though their namespace is; others may come from other packs."""
    namespaces = {_prefix(curie) for curie in entries}
    missing: dict[str, list[str]] = {}
    for curie, entry in entries.items():
        for parent in entry.parents:
            if parent not in entries and _prefix(parent) in namespaces:
                missing.setdefault(parent, []).append(curie)
    ordered = sorted(missing.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [f"{parent}, of {_show(entries, below)}" for parent, below in ordered]


def _equal_siblings(entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield the concepts that are said to be one; an equivalent that is none is a former identifier."""
    for curie, entry in entries.items():
        for match in entry.exact:
            if match in entries and _prefix(match) == _prefix(curie) and match != curie:
                yield f"{curie} ({entry.label}) and {_show(entries, [match])}"


def _tied(entries: Mapping[str, Entry]) -> list[str]:
    by_match: dict[tuple[str, str], list[str]] = {}
    for curie, entry in entries.items():
        for match in entry.exact:
            by_match.setdefault((match, _prefix(curie)), []).append(curie)
    tied = [(match, curies) for (match, _), curies in by_match.items() if len(curies) > 1]
    tied.sort(key=lambda pair: (-len(pair[1]), pair))
    return [f"{match}: {_show(entries, curies)}" for match, curies in tied]


def _unknown_prefixes(entries: Mapping[str, Entry]) -> list[str]:
    unknown: dict[str, list[str]] = {}
    for curie, entry in entries.items():
        for used in (curie, *entry.parents, *entry.exact):
            if not is_known(_prefix(used)):
                unknown.setdefault(_prefix(used), []).append(used)
    ordered = sorted(unknown.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [f"{prefix}: {len(used):,} times, as in {used[0]}" for prefix, used in ordered]


def _by_key(entries: Mapping[str, Entry]) -> dict[str, list[_Name]]:
    found: dict[str, list[_Name]] = {}
    for entry in entries.values():
        for status, name in entry.names:
            found.setdefault(key(name), []).append((entry, status, name))
    found.pop("", None)
    return found


def _ambiguous(entries: Mapping[str, Entry], by_key: Mapping[str, Sequence[_Name]]) -> list[str]:
    """Return the names that mean several things; concepts that a mapping makes equal are one."""
    same = _identities(entries)
    shared: list[list[tuple[str, str]]] = []
    for names in by_key.values():
        meanings: dict[str, tuple[str, str]] = {}
        if len(names) > 1:
            for entry, _, name in names:
                meanings.setdefault(same.get(entry.curie, entry.curie), (entry.curie, name))
        if len(meanings) > 1:
            shared.append(list(meanings.values()))
    shared.sort(key=lambda pairs: (-len(pairs), pairs))
    return [
        f"{pairs[0][1]}: {len(pairs)} concepts, {_show(entries, (c for c, _ in pairs))}" for pairs in shared
    ]


def _identities(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return one member of each group of equivalents for every member (union-find)."""
    root: dict[str, str] = {}

    def find(curie: str) -> str:
        while (above := root.setdefault(curie, curie)) != curie:
            root[curie] = root[above]
            curie = root[curie]
        return curie

    for curie, entry in entries.items():
        for match in entry.exact:
            first, second = sorted((find(curie), find(match)))
            root[second] = first
    return {curie: find(curie) for curie in root}


def _stopped(by_key: Mapping[str, Sequence[_Name]], rules: Rules) -> list[str]:
    return sorted(
        f"{name}: {entry.curie} ({entry.label}), {status.value}"
        for of_key in rules.stop
        for entry, status, name in by_key.get(of_key, ())
        if status is not Status.CURATED and rules.is_stopped(name, entry.type)
    )


def _named(entries: Mapping[str, Entry], wrong: Callable[[str], bool]) -> Iterator[str]:
    for curie, entry in entries.items():
        for status, name in entry.names:
            if wrong(name):
                yield f"{name}: {curie} ({entry.label}), {status.value}"


def _is_short(name: str) -> bool:
    return len(_LETTERS.findall(name)) <= 2


def _is_number(name: str) -> bool:
    return not any(c.isalpha() for c in name)


def _is_damaged(name: str) -> bool:
    return bool(_MOJIBAKE.search(name) or _MARKUP.search(name))


def _has_remark(name: str) -> bool:
    return bool(_BRACKETS.search(name))
