"""OBO Graph JSON (obographs): nodes with names, and edges."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.errors import LexiconError
from kg.lexicon.formats.content import Content
from kg.lexicon.formats.draft import Draft, Source
from kg.lexicon.formats.identifiers import Identifiers

_IS_A = frozenset({"is_a", "subClassOf", "http://www.w3.org/2000/01/rdf-schema#subClassOf"})
_EXACT_MATCH = "exactMatch"


def read(content: Content, ids: Identifiers) -> Source:
    """Read a file in OBO Graph JSON; properties and individuals among its nodes are no concepts.

    Raises:
        LexiconError: broken JSON, JSON of another shape, or a node without an identifier.
    """
    source = Source(file=content.name, format="obograph", name=ids.name)
    document = _load(content)
    graphs = _objects(document, "graphs", content.name)
    for number, graph in enumerate(graphs):
        where = f"{content.name}: graphs[{number}]"
        _take_meta(source, _object(graph.get("meta"), f"{where}.meta"))
        for place, node in _numbered(graph, "nodes", where):
            _take_node(source, ids, node, place)
        for place, edge in _numbered(graph, "edges", where):
            if edge.get("pred") in _IS_A:
                below, above = (ids.curie(_text(edge.get(end), f"{place}.{end}")) for end in ("sub", "obj"))
                draft = source.drafts.get(below or "")
                if draft and above:
                    draft.parents.append(above)
    if not source.drafts and not source.obsolete:
        raise LexiconError(f"{content.name}: is JSON, but no OBO graph with classes in it")
    return source


def _load(content: Content) -> dict[str, object]:
    try:
        document = json.loads(content.whole())
    except json.JSONDecodeError as error:
        raise LexiconError(
            f"{content.name}:{error.lineno}: is broken JSON: {error.msg} (column {error.colno})"
        ) from error
    except RecursionError as error:
        raise LexiconError(f"{content.name}: is JSON nested too deeply for an OBO graph") from error
    if isinstance(document, dict) and "graphs" not in document and "nodes" in document:
        return {"graphs": [document]}  # some tools write the one graph without its list
    return _object(document, content.name)


def _take_node(source: Source, ids: Identifiers, node: dict[str, object], place: str) -> None:
    if node.get("type") not in (None, "CLASS"):
        return
    identifier = _text(node.get("id"), f"{place}.id")
    if not identifier:
        raise LexiconError(f"{place}: a node without an id")
    meta = _object(node.get("meta"), f"{place}.meta")
    curie = ids.curie(identifier)
    if curie is None:
        source.leave_out("nodes whose identifiers have no prefix", identifier)
        return
    draft = Draft(curie=curie, place=place, obsolete=meta.get("deprecated") is True)
    if label := _text(node.get("lbl"), f"{place}.lbl"):
        draft.add_label(label)
    for at, synonym in _numbered(meta, "synonyms", f"{place}.meta"):
        scope = _text(synonym.get("pred"), f"{at}.pred").removeprefix("has").removesuffix("Synonym")
        kind = _text(synonym.get("synonymType"), f"{at}.synonymType")
        draft.add_synonym(scope, kind, _text(synonym.get("val"), f"{at}.val"))
    for at, xref in _numbered(meta, "xrefs", f"{place}.meta"):
        if other := ids.curie(_text(xref.get("val"), f"{at}.val")):
            draft.xrefs.append(other)
    for at, value in _numbered(meta, "basicPropertyValues", f"{place}.meta"):
        if _text(value.get("pred"), f"{at}.pred").endswith(_EXACT_MATCH):
            other = ids.curie(_text(value.get("val"), f"{at}.val"))
            if other:
                draft.exact.append(other)
    source.add(draft)


def _take_meta(source: Source, meta: dict[str, object]) -> None:
    stated: dict[str, str] = {}
    for _, value in _numbered(meta, "basicPropertyValues", source.file):
        predicate = _text(value.get("pred"), source.file)
        ending = predicate.replace("#", "/").replace("_", "/").rpartition("/")[2]
        stated.setdefault(ending, _text(value.get("val"), source.file))
    source.licence = source.licence or stated.get("license", "") or stated.get("rights", "")
    source.title = source.title or stated.get("title", "")
    source.state_version(stated.get("versionInfo", "") or _text(meta.get("version"), source.file))


def _numbered(of: dict[str, object], key: str, place: str) -> Iterator[tuple[str, dict[str, object]]]:
    for number, value in enumerate(_objects(of, key, place)):
        yield f"{place}.{key}[{number}]", value


def _objects(of: dict[str, object], key: str, place: str) -> list[dict[str, object]]:
    values = of.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise LexiconError(f"{place}.{key}: is no list")
    return [_object(value, f"{place}.{key}[{number}]") for number, value in enumerate(values)]


def _object(value: object, place: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise LexiconError(f"{place}: is no JSON object")
    return value


def _text(value: object, place: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LexiconError(f"{place}: {value!r:.40} is no text")
    return value
