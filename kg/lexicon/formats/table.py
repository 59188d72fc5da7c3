"""Plain tables, parted by tabs, one name a line: the columns of the curated supplement or some of them."""

from __future__ import annotations

import re

from kg.errors import LexiconError
from kg.lexicon.formats.content import Content
from kg.lexicon.formats.draft import Draft, Source
from kg.lexicon.formats.identifiers import Identifiers
from kg.lexicon.slug import minted
from kg.lexicon.term import Status
from kg.model import EntityType

#: What a table must have, and what it may have.
NEEDED = frozenset({"name", "curie"})
COLUMNS = ("name", "curie", "type", "label", "status", "source", "note")
_META = re.compile(r"#\s*(version|licence|license|date|title|name|source):\s*(.*)")
_PARENT = re.compile(r"parent: (\S+)")
_EXACT = re.compile(r"exact: (\S+)")


def read(content: Content, ids: Identifiers) -> Source:
    """Read a table of names whose first line names its columns, among them name and curie.

    The label of a concept is its column ``label``, else the name with the status label, else its first
    name. A CURIE may be ``none`` where type and label (or name) say what is meant. A note may hold
    ``parent: CURIE`` and ``exact: CURIE``.

    Raises:
        LexiconError: a line breaks the format.
    """
    source = Source(file=content.name, format="table", name=ids.name)
    columns: dict[str, int] = {}
    labels: dict[str, str] = {}
    for number, line in content.lines():
        place = f"{content.name}:{number}"
        if match := _META.match(line):
            _take_meta(source, *match.groups())
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = _columns(source, cells, place)
            continue
        if len(cells) != len(columns):
            raise LexiconError(f"{place}: {len(cells)} columns, expected {len(columns)}")
        row = {name: cells[at] for name, at in columns.items()}
        _take_row(source, ids, row, labels, place)
    if not source.drafts:
        raise LexiconError(f"{content.name}: is a table without a row")
    for curie, draft in source.drafts.items():
        _put_label_first(draft, labels.get(curie, ""))
    return source


def _columns(source: Source, cells: list[str], place: str) -> dict[str, int]:
    columns = {name.lower(): at for at, name in enumerate(cells)}
    if missing := sorted(NEEDED - columns.keys()):
        raise LexiconError(f"{place}: lacks the column {' and '.join(missing)} (columns are parted by tabs)")
    if len(columns) != len(cells):
        raise LexiconError(f"{place}: names a column twice")
    if unknown := sorted(columns.keys() - set(COLUMNS)):
        source.warnings.append(
            f"{place}: the columns {', '.join(unknown)} are not read; known are {', '.join(COLUMNS)}"
        )
    return columns


def _take_row(
    source: Source, ids: Identifiers, row: dict[str, str], labels: dict[str, str], place: str
) -> None:
    name = row["name"]
    kind = _type(row.get("type", ""), place)
    label = row.get("label", "")
    if not name:
        raise LexiconError(f"{place}: a line without a name")
    if row["curie"] == "none":
        if kind is None:
            raise LexiconError(f"{place}: a name without a CURIE needs a type")
        curie: str | None = minted(kind, label or name)
    else:
        curie = ids.curie(row["curie"])
    if curie is None:
        raise LexiconError(f"{place}: {row['curie']!r} is no CURIE and no IRI with a known prefix")
    draft = source.drafts.setdefault(curie, Draft(curie=curie, place=place))
    if draft.type not in (None, kind) and kind is not None:
        raise LexiconError(f"{place}: {curie} has another type at {draft.place}")
    if label and labels.setdefault(curie, label) != label:
        raise LexiconError(f"{place}: {curie} has another label at {draft.place}")
    draft.type = draft.type or kind
    draft.names.append((_status(row.get("status", ""), place), name))
    note = row.get("note", "")
    draft.parents += [above for text in _PARENT.findall(note) if (above := ids.curie(text.rstrip(".,;")))]
    draft.exact += [same for text in _EXACT.findall(note) if (same := ids.curie(text.rstrip(".,;")))]


def _put_label_first(draft: Draft, label: str) -> None:
    stated = label or next((n for status, n in draft.names if status is Status.LABEL), draft.names[0][1])
    others = [
        (Status.EXACT if status is Status.LABEL else status, name)
        for status, name in draft.names
        if name != stated
    ]
    draft.names = [(Status.LABEL, stated), *others]


def _type(text: str, place: str) -> EntityType | None:
    if not text:
        return None
    try:
        return EntityType(text)
    except ValueError as error:
        known = ", ".join(kind.value for kind in EntityType)
        raise LexiconError(f"{place}: {text!r} is no type; there are {known}") from error


def _status(text: str, place: str) -> Status:
    if not text:
        return Status.EXACT
    try:
        return Status(text)
    except ValueError as error:
        known = ", ".join(status.value for status in Status)
        raise LexiconError(f"{place}: {text!r} is no status; there are {known}") from error


def _take_meta(source: Source, key: str, value: str) -> None:
    value = value.strip()
    if key == "version":
        source.state_version(value)
    elif key in ("licence", "license"):
        source.licence = source.licence or value
    elif key == "date":
        source.date = value
    elif key in ("title", "source"):
        source.title = source.title or value
