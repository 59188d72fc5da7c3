"""The curated supplement: a plain table that people edit, one name a line.

Columns: name, CURIE or ``none``, type, label, status, source, note. Lines of one concept (one CURIE, or
with ``none`` one type and label) are its names; the label is always one of them. ``none`` says that no
public identifier was found; the concept then has one of our own. A note may name superclasses
(``parent: mondo:0005089``).
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.pack import Header, Pack, make_pack
from kg.lexicon.slug import minted
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

#: The command of a pack that no program makes.
BY_HAND = "edited by hand"
_PARENT = re.compile(r"parent: (\S+)")
COLUMNS = ("name", "curie", "type", "label", "status", "source", "note")


def read_curated(path: Path) -> Pack:
    """Read a curated table as the pack ``curated``, or ``curated/NAME`` where the file has another name.

    Raises:
        LexiconError: the file is missing, or a line breaks the format; the line is named.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read ({error})") from error
    labels: dict[str, tuple[EntityType, str]] = {}
    names: dict[str, list[tuple[Status, str]]] = {}
    parents: dict[str, set[str]] = {}
    version = "not stated"
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("# version: "):
            version = line.removeprefix("# version: ")
        if not line.strip() or line.startswith(("#", "name\t")):
            continue
        name, curie, kind, label, status, note = _row(path, number, line)
        curie = minted(kind, label) if curie == "none" else curie
        if labels.setdefault(curie, (kind, label)) != (kind, label):
            raise LexiconError(f"{path.name}:{number}: {curie} has another type or label above")
        names.setdefault(curie, []).append((status, name))
        parents.setdefault(curie, set()).update(_PARENT.findall(note))
    entries = [
        Entry(
            curie=curie,
            type=kind,
            names=((Status.LABEL, label), *((s, n) for s, n in names[curie] if n != label)),
            parents=tuple(sorted(parents[curie])),
        )
        for curie, (kind, label) in sorted(labels.items())
    ]
    header = Header(
        name="curated" if path.stem == "curated" else f"curated/{path.stem}",
        source="this project",
        version=version,
        licence="CC0",
        command=BY_HAND,
    )
    return make_pack(header, entries)


def _row(path: Path, number: int, line: str) -> tuple[str, str, EntityType, str, Status, str]:
    fields = line.split("\t")
    if len(fields) != len(COLUMNS):
        raise LexiconError(f"{path.name}:{number}: {len(fields)} columns, expected {len(COLUMNS)}")
    name, curie, kind, label, status, _, note = (field.strip() for field in fields)
    if not name or not label or (curie != "none" and ":" not in curie):
        raise LexiconError(f"{path.name}:{number}: needs a name, a label, and a CURIE or the word none")
    try:
        return name, curie, EntityType(kind), label, Status(status), note
    except ValueError as error:
        raise LexiconError(f"{path.name}:{number}: {error}") from error
