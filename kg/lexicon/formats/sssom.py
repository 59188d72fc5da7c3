"""SSSOM tables: which concepts of two sources mean the same (Matentzoglu et al., Database 2022, baac035)."""

from __future__ import annotations

import re

from kg.errors import LexiconError
from kg.lexicon.formats.content import Content
from kg.lexicon.formats.draft import Draft, Source
from kg.lexicon.formats.identifiers import Identifiers
from kg.lexicon.term import Status

#: The columns without which a table is no SSSOM.
COLUMNS = frozenset({"subject_id", "predicate_id", "object_id"})
_EXACT = frozenset({"skos:exactmatch", "owl:equivalentclass", "owl:sameas"})
_XREF = frozenset({"oboinowl:hasdbxref", "oio:hasdbxref"})
_META = re.compile(r"#\s?(\s*)([\w.-]+):\s*(.*)")


def read(content: Content, ids: Identifiers) -> Source:
    """Read a mapping table; its drafts are the subjects with their labels.

    Broader, narrower and related matches say of nothing that it is the same and are passed over, as are
    rows that a curator negated.

    Raises:
        LexiconError: a row has too few columns or an identifier that is no CURIE.
    """
    source = Source(file=content.name, format="sssom", name=ids.name, only_mappings=True)
    columns: dict[str, int] = {}
    in_map = False
    for number, line in content.lines():
        if line.startswith("#"):
            in_map = _take_meta(source, ids, line, in_map=in_map)
        elif not line.strip():
            continue
        elif not columns:
            columns = {name.strip(): at for at, name in enumerate(line.split("\t"))}
            if missing := sorted(COLUMNS - columns.keys()):
                raise LexiconError(f"{content.name}:{number}: lacks the columns {', '.join(missing)}")
        else:
            _take_row(source, ids, columns, line.split("\t"), f"{content.name}:{number}")
    if not source.mappings:
        raise LexiconError(f"{content.name}: is SSSOM without a row that says what means the same")
    return source


def _take_meta(source: Source, ids: Identifiers, line: str, *, in_map: bool) -> bool:
    """Read a line of the head; tell whether the next may belong to the map of prefixes."""
    match = _META.match(line)
    if match is None:
        return False
    indent, key, value = match.groups()
    value = value.strip().strip("\"'")
    if indent and in_map:
        ids.declare({key: value})
        return True
    if key in ("license", "licence"):
        source.licence = value
    elif key in ("mapping_set_version", "mapping_date"):
        source.state_version(value)
    elif key == "mapping_set_title":
        source.title = value
    return key == "curie_map"


def _take_row(source: Source, ids: Identifiers, columns: dict[str, int], row: list[str], place: str) -> None:
    def cell(name: str) -> str:
        at = columns.get(name, len(row))
        return row[at].strip() if at < len(row) else ""

    if len(row) <= max(columns[name] for name in COLUMNS):
        raise LexiconError(f"{place}: {len(row)} columns, expected {len(columns)}")
    predicate = cell("predicate_id").lower()
    kind = "exact" if predicate in _EXACT else "xref" if predicate in _XREF else ""
    if not kind or cell("predicate_modifier").lower() == "not":
        source.leave_out("rows that say of nothing that it is the same", f"{cell('predicate_id')} at {place}")
        return
    pair = []
    for end in ("subject", "object"):
        curie = ids.curie(cell(f"{end}_id"))
        if curie is None:
            raise LexiconError(f"{place}: the {end} {cell(f'{end}_id')!r} is no CURIE")
        pair.append(curie)
    below, above = pair
    source.mappings.append((below, above, kind))
    draft = source.drafts.get(below)
    if draft is None:
        draft = source.drafts[below] = Draft(curie=below, place=place)
    label = cell("subject_label")
    if label and (Status.LABEL, label) not in draft.names:
        draft.add_label(label)
