"""The OBO flat file format, 1.2 and 1.4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.errors import LexiconError
from kg.lexicon.formats.content import Content
from kg.lexicon.formats.draft import Draft, Source, synonym_status
from kg.lexicon.formats.identifiers import Identifiers
from kg.lexicon.term import Status

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(EXACT|RELATED|BROAD|NARROW)?\s*([^\s\[{]*)')
_TAG = re.compile(r"([\w-]+):(?:\s+|$)(.*)")
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"n": " ", "t": " ", "W": " "}
#: Trailing modifiers, ``{source="MONDO:equivalentTo"}``, and comments, ``! name``.
_MODIFIERS = re.compile(r"\s*(?<!\\)\{([^{}]*)\}\s*$")
_COMMENT = re.compile(r"(?:^|\s+)(?<!\\)!\s.*$")
#: An ``is_a`` that holds only for some members, those in an organ or a stage, is no superclass.
_CONDITION = "gci_relation="
#: The exact relation of a ``property_value``, and the modifier with which MONDO marks one.
_EXACT = frozenset({"skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"})
_EQUIVALENT = "MONDO:equivalentTo"
_LICENCE = frozenset(
    {"dcterms:license", "dc:license", "dcterms-license", "license", "dc:rights", "dcterms:rights"}
    | {"http://purl.org/dc/terms/license", "http://purl.org/dc/elements/1.1/rights"}
)
_TITLE = frozenset(
    {"dcterms:title", "dc:title", "dcterms-title"}
    | {"http://purl.org/dc/terms/title", "http://purl.org/dc/elements/1.1/title"}
)


@dataclass(slots=True)
class Stanza:
    """One ``[Term]`` as the file gives it: identifiers unchanged, `line` where it begins."""

    line: int = 0
    curie: str = ""
    label: str = ""
    names: list[tuple[Status, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    obsolete: bool = False


def read(content: Content, ids: Identifiers) -> Source:
    """Read an OBO file.

    Raises:
        LexiconError: a term lacks its identifier, or the file has no term.
    """
    source = Source(file=content.name, format="obo", name=ids.name)
    seen = False
    for stanza in stanzas(_with_header(content.lines(), source, ids)):
        seen = True
        place = f"{content.name}:{stanza.line}"
        if not stanza.curie:
            raise LexiconError(f"{place}: a [Term] without an id")
        curie = ids.curie(stanza.curie)
        if curie is None:
            source.leave_out("terms whose identifiers have no prefix", f"{stanza.curie!r} at {place}")
            continue
        source.add(
            Draft(
                curie=curie,
                place=place,
                names=stanza.names,
                parents=_curies(stanza.parents, ids),
                exact=_curies(stanza.exact, ids),
                xrefs=_curies(stanza.xrefs, ids),
                obsolete=stanza.obsolete,
            )
        )
    if not seen:
        raise LexiconError(f"{content.name}: is OBO without a [Term]")
    return source


def stanzas(lines: Iterable[tuple[int, str]]) -> Iterator[Stanza]:
    """Yield every ``[Term]`` of numbered lines in the order of the file, obsolete ones, too."""
    current: Stanza | None = None
    for number, line in _joined(lines):
        if line.startswith("["):
            if current:
                yield current
            current = Stanza(line=number) if line.strip() == "[Term]" else None
        elif current is not None:
            _take(current, line)
    if current:
        yield current


def _joined(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Join lines that end with a backslash to the next."""
    held, start = "", 0
    for number, line in lines:
        if line.endswith("\\") and not line.endswith("\\\\"):
            held, start = held + line[:-1], start or number
            continue
        yield (start or number), held + line
        held, start = "", 0
    if held:
        yield start, held


def _with_header(
    lines: Iterable[tuple[int, str]], source: Source, ids: Identifiers
) -> Iterator[tuple[int, str]]:
    """Pass the lines on and read those before the first stanza."""
    in_header = True
    for number, line in lines:
        in_header = in_header and not line.startswith("[")
        if in_header and (match := _TAG.match(line)):
            _take_header(source, ids, match.group(1), match.group(2).strip())
        yield number, line


def _take_header(source: Source, ids: Identifiers, tag: str, value: str) -> None:
    words = value.split()
    if tag == "data-version":
        source.state_version(value.removeprefix("releases/"))
    elif tag == "ontology" and value and not words[0].count("/"):
        source.name = ids.name = words[0].removesuffix(".obo").removesuffix(".owl")
    elif tag == "idspace" and len(words) > 1:
        ids.declare({words[0]: words[1]})
    elif tag == "property_value" and len(words) > 1:
        text = re.search(r'"((?:[^"\\]|\\.)*)"', value)
        stated = _unescape(text.group(1)) if text else words[1]
        if words[0] in _LICENCE:
            source.licence = source.licence or stated
        elif words[0] in _TITLE:
            source.title = source.title or stated


def _take(stanza: Stanza, line: str) -> None:
    match = _TAG.match(line)
    if match is None:
        return
    tag, value = match.group(1), match.group(2).strip()
    if tag == "name":
        stanza.label = _unescape(_bare(value))
        stanza.names.insert(0, (Status.LABEL, stanza.label))
    elif tag == "synonym":
        quoted = _SYNONYM.match(value)
        status = synonym_status(quoted.group(2) or "RELATED", quoted.group(3)) if quoted else None
        if quoted and status and quoted.group(1).strip():
            stanza.names.append((status, _unescape(quoted.group(1))))
    elif tag == "is_obsolete":
        stanza.obsolete = value.startswith("true")
    elif tag == "property_value":
        words = value.split()
        if len(words) > 1 and words[0] in _EXACT:
            stanza.exact.append(_unescape(words[1].strip('"')))
    elif tag == "alt_id":
        stanza.retired.append(_unescape(_bare(value)))
    elif tag in ("id", "is_a", "xref"):
        identifier = _unescape(next(iter(_bare(value).split()), ""))
        if tag == "id":
            stanza.curie = identifier
        elif identifier:
            found = _MODIFIERS.search(_COMMENT.sub("", value))
            modifiers = found.group(1) if found else ""
            if tag == "xref":
                (stanza.exact if _EQUIVALENT in modifiers else stanza.xrefs).append(identifier)
            elif _CONDITION not in modifiers:
                stanza.parents.append(identifier)


def _bare(value: str) -> str:
    """Return a value without comment and modifiers."""
    return _MODIFIERS.sub("", _COMMENT.sub("", value))


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda match: _LETTERS.get(match.group(1), match.group(1)), text)


def _curies(identifiers: Iterable[str], ids: Identifiers) -> list[str]:
    return [curie for identifier in identifiers if (curie := ids.curie(identifier))]
