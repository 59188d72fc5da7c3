"""ClinicalTrials.gov: study records as version 2 of its interface gives them, one or a page of several."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.documents.decoding import decode
from kg.documents.formats import reader
from kg.documents.rendering import Rendering, clean
from kg.documents.text import build
from kg.errors import ReadError
from kg.model import BlockKind, Document, Metadata

SECTION = "protocolSection"
"""The key by which a record is told from other JSON."""

_MARK = re.compile(r"^\s*(?:[*•-]|\d{1,2}[.)])\s+")


@reader("clinicaltrials", about="ClinicalTrials.gov study records in JSON (version 2 of the interface)")
def read_clinicaltrials(data: bytes, source: str) -> Iterator[Document]:
    """Yield a document for each study that has a title.

    Raises:
        ReadError: broken JSON (with its line), or no study in it.
    """
    text = decode(data, source).lstrip("\ufeff")
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(source, f"is broken JSON: {error.msg}", line=error.lineno) from None
    except RecursionError:
        raise ReadError(source, "is broken JSON: nested too deeply") from None
    found = False
    for study in _studies(value):
        found = True
        document = _document(study, source)
        if document is not None:
            yield document
    if not found:
        raise ReadError(source, "is JSON without study records of ClinicalTrials.gov")


def _studies(value: Any) -> Iterator[dict[str, Any]]:
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        section = entry.get(SECTION)
        if isinstance(section, dict):
            yield section
        elif isinstance(entry.get("studies"), list):
            yield from _studies(entry["studies"])


def _document(study: dict[str, Any], source: str) -> Document | None:
    identity = _part(study, "identificationModule")
    title = _words(identity, "briefTitle") or _words(identity, "officialTitle")
    if not title:
        return None
    page = Rendering()
    page.add(title, BlockKind.TITLE)
    page.add(
        f"ClinicalTrials.gov ID: {_words(identity, 'nctId')}", BlockKind.METADATA, reason="key and value"
    )
    _paragraphs(page, "Official title", _words(identity, "officialTitle"))
    described = _part(study, "descriptionModule")
    _paragraphs(page, "Brief summary", _raw(described, "briefSummary"))
    _paragraphs(page, "Detailed description", _raw(described, "detailedDescription"))
    _items(page, "Condition or disease", _list(_part(study, "conditionsModule"), "conditions"))
    arms = _part(study, "armsInterventionsModule")
    given = [e for e in _list(arms, "interventions") if isinstance(e, dict)]
    _items(page, "Intervention / treatment", [_intervention(e) for e in given])
    groups = [e for e in _list(arms, "armGroups") if isinstance(e, dict)]
    _items(page, "Arms", [_named(e, "label") for e in groups])
    measured = _part(study, "outcomesModule")
    for key, heading in (
        ("primaryOutcomes", "Primary outcomes"),
        ("secondaryOutcomes", "Secondary outcomes"),
    ):
        _items(page, heading, [_named(e, "measure") for e in _list(measured, key) if isinstance(e, dict)])
    _paragraphs(page, "Eligibility criteria", _raw(_part(study, "eligibilityModule"), "eligibilityCriteria"))
    cited = [e for e in _list(_part(study, "referencesModule"), "references") if isinstance(e, dict)]
    for index, entry in enumerate(cited):
        if index == 0:
            page.add("References", BlockKind.HEADING, heading=2)
        page.add(_words(entry, "citation"), BlockKind.REFERENCE, reason="reference list")
    start = _words(_part(_part(study, "statusModule"), "startDateStruct"), "date")
    metadata = Metadata(title=title, date=start if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", start) else "")
    return build(page.text, page.pieces, source=source, format_="clinicaltrials", metadata=metadata)


def _intervention(entry: dict[str, Any]) -> str:
    """Return an intervention as the registry's pages show it: "Drug: Sunitinib"."""
    kind = _words(entry, "type").replace("_", " ").capitalize()
    return ": ".join(part for part in (kind, _words(entry, "name")) if part)


def _named(entry: dict[str, Any], key: str) -> str:
    """Return what an entry is called and what is said of it, in one line."""
    return ": ".join(part for part in (_words(entry, key), _words(entry, "description")) if part)


def _paragraphs(page: Rendering, heading: str, words: str) -> None:
    """Add the paragraphs and items of a field of free text below a heading; nothing of an empty one."""
    lines = [line for line in re.split(r"\n+", words) if clean(line)]
    if not lines:
        return
    page.add(heading, BlockKind.HEADING, heading=2)
    for line in lines:
        mark = _MARK.match(line)
        page.add(clean(line[mark.end() :] if mark else line), marker="bullet" if mark else "")


def _items(page: Rendering, heading: str, items: list[Any]) -> None:
    words = [clean(item) for item in items if isinstance(item, str) and clean(item)]
    if words:
        page.add(heading, BlockKind.HEADING, heading=2)
    for item in words:
        page.add(item, BlockKind.LIST_ITEM, marker="bullet")


def _part(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _list(value: dict[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _raw(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _words(value: dict[str, Any], key: str) -> str:
    return clean(_raw(value, key))
