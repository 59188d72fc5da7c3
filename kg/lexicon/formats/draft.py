"""What a reader makes of a file: concepts as the file gives them, and what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.lexicon.term import Status
from kg.model import EntityType

#: Characters; what is longer is a description that stands where a name should.
LONGEST_NAME = 1000
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)")


@dataclass(slots=True)
class Draft:
    """One concept as a file gives it.

    `place` is where it begins (``file:line``, or the file alone), `xrefs` are its loose cross-references,
    which need not mean the same. `type` is None where the file does not say.
    """

    curie: str
    place: str
    names: list[tuple[Status, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    type: EntityType | None = None
    obsolete: bool = False

    def add_synonym(self, scope: str, kind: str, name: str) -> None:
        """Add a synonym with its scope and type as the ontology writes them, if it is still one."""
        status = synonym_status(scope, kind)
        if status is not None and name.strip():
            self.names.append((status, name))

    def add_label(self, label: str) -> None:
        """Put the preferred name first; a second one is a synonym."""
        if self.names and self.names[0][0] is Status.LABEL:
            self.names.append((Status.EXACT, label))
        else:
            self.names.insert(0, (Status.LABEL, label))


@dataclass(slots=True)
class Source:
    """One file as it was read.

    `title`, `version`, `date` (ISO 8601) and `licence` are empty where the file does not say. `mappings`
    are pairs of CURIEs that mean the same, with the kind of claim (``exact`` or ``xref``); `only_mappings`
    says that the file is a mapping table, whose drafts are no more than the labels in it. `obsolete` holds
    the concepts that the file withdraws.
    """

    file: str
    format: str
    name: str
    title: str = ""
    version: str = ""
    date: str = ""
    licence: str = ""
    drafts: dict[str, Draft] = field(default_factory=dict)
    obsolete: set[str] = field(default_factory=set)
    mappings: list[tuple[str, str, str]] = field(default_factory=list)
    only_mappings: bool = False
    warnings: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def leave_out(self, reason: str, example: str) -> None:
        """Count something that cannot be taken, with the first example of its kind."""
        self.left_out[reason] += 1
        self.examples.setdefault(reason, example)

    def add(self, draft: Draft) -> None:
        """Take a draft; of a concept that came before, its further names and links are added."""
        if draft.obsolete:
            self.obsolete.add(draft.curie)
            return
        first = self.drafts.get(draft.curie)
        if first is None:
            self.drafts[draft.curie] = draft
            return
        for status, name in draft.names:
            if status is Status.LABEL:
                first.add_label(name)
            else:
                first.names.append((status, name))
        first.parents += draft.parents
        first.exact += draft.exact
        first.xrefs += draft.xrefs
        first.type = first.type or draft.type

    def state_version(self, version: str) -> None:
        """Keep the version; a day in it is the date of the release."""
        version = " ".join(version.split())
        day = _DAY.search(version)
        if day and not self.date:
            self.date = day.group(1)
        if version and not self.version:
            self.version = day.group(1) if day and "/" in version else version

    def summary(self) -> list[str]:
        """Return the warnings, those of things left out with their number and an example."""
        counted = [
            f"{self.file}: {reason}: {number:,}, the first {self.examples[reason]}"
            for reason, number in sorted(self.left_out.items())
        ]
        return [*self.warnings, *counted]


#: What the ontologies call the types of synonyms, found in the last part of an identifier or as a word.
_TYPES = (
    (re.compile(r"abbreviation|acronym|OMO[:_]00030(?:00|12)|short.?label", re.I), Status.ABBREVIATION),
    (re.compile(r"layperson|OMO[:_]0003003", re.I), Status.LAYPERSON),
    (re.compile(r"previous.?name|former|OMO[:_]0003008", re.I), Status.FORMER),
)  # fmt: skip
_WITHDRAWN = re.compile(r"obsolete|deprecated", re.I)
_UNFIT = re.compile(r"misspelling|misnomer|dubious|ambiguous|OMO[:_]000300[1267](?!\d)", re.I)
_SCOPES = {
    "exact": Status.EXACT,
    "related": Status.RELATED,
    "broad": Status.BROAD,
    "narrow": Status.NARROW,
}


def synonym_status(scope: str, kind: str = "") -> Status | None:
    """Return the status of a synonym by its scope (``exact``, ...) and its type as the ontology writes it.

    The type counts only where it keeps the scope true: an abbreviation of something wider stays broad.
    Names that the ontology itself calls dubious or misspelt are at most related; one that it has withdrawn
    is None.

    >>> synonym_status("EXACT", "OMO:0003000"), synonym_status("broad", "abbreviation")
    (<Status.ABBREVIATION: 'abbreviation'>, <Status.BROAD: 'broad'>)
    """
    status = _SCOPES.get(scope.lower(), Status.RELATED)
    if _WITHDRAWN.search(kind):
        return None
    if status in (Status.BROAD, Status.NARROW) or not kind:
        return status
    if _UNFIT.search(kind):
        return Status.RELATED
    return next((found for form, found in _TYPES if form.search(kind)), status)
