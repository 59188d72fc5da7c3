"""Check a graph against the project's SHACL shapes and say which document and sentence breaks one.

Two validators of the W3C Recommendation are at hand: `shacl`, fast and young, does the work; `pyshacl` is the
second opinion in tests and steps in where `shacl` is not installed for the platform.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.errors import GraphError, ShapeError
from kg.rdf import vocabulary as v
from kg.rdf.layout import CHANGED_NAME, STORE_NAME, TRIG_NAME
from kg.resources import data_dir

_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
}
_SHACL = "http://www.w3.org/ns/shacl#"


class Validator(Enum):
    """What runs the shapes."""

    SHACL = "shacl"
    PYSHACL = "pyshacl"


class Severity(IntEnum):
    """How bad a result is, by the three levels of SHACL (section 2.1.4), the worst last."""

    INFO = 1
    """Good to know."""
    WARNING = 2
    """A person should look at it."""
    VIOLATION = 3
    """The graph breaks its contract."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One place where a graph breaks a shape.

    `shape` is the local name of the shape, `node` the IRI it is about, `path` the property in question (empty
    for a shape that is a query), `value` the offending value where there is one. `document` and `sentence`
    tell where the node comes from: title (or file name) and quote, empty where the graph does not say.
    `label` names the node in words: that of a concept, or what an association says; `advice` is what to do.
    """

    shape: str
    node: str
    message: str
    path: str = ""
    value: str = ""
    document: str = ""
    sentence: str = ""
    label: str = ""
    advice: str = ""
    severity: Severity = Severity.VIOLATION

    def __str__(self) -> str:
        text = f"{self.message} ({self.shape}: {self.node}"
        text += f" = {self.value!r})" if self.value else ")"
        if self.document:
            text += f", in {self.document!r}"
        if self.sentence:
            text += f": {self.sentence!r}"
        return text


def read_quads(path: Path) -> tuple[Quad, ...]:
    """Return the quads of a build folder or of a Turtle, TriG, N-Triples or N-Quads file.

    Of a folder it is the TriG file that is read, or the store where that was changed since or is all there
    is; without what was inferred.

    Raises:
        GraphError: the file is missing, of another format, or malformed.
    """
    store = path / STORE_NAME
    if store.is_dir() and ((store / CHANGED_NAME).exists() or not (path / TRIG_NAME).exists()):
        return _stored(store)
    file = path / TRIG_NAME if path.is_dir() else path
    if file.suffix not in _FORMATS:
        raise GraphError(f"{file}: not one of {', '.join(sorted(_FORMATS))}")
    try:
        return tuple(parse(path=str(file), format=_FORMATS[file.suffix]))
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{file}: cannot be read: {error}") from error


def _stored(path: Path) -> tuple[Quad, ...]:
    try:
        store = Store.read_only(str(path))
        inferred = {q.subject for q in store.quads_for_pattern(None, v.TYPE, v.INFERRED_GRAPH)}
        return tuple(quad for quad in store if quad.graph_name not in inferred)
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {error}") from error


def validate(
    graph: Path | Iterable[Quad],
    *,
    validator: Validator = Validator.SHACL,
    severity: Severity = Severity.VIOLATION,
) -> tuple[Violation, ...]:
    """Return every result of `severity` or worse in a build folder, a file or quads, sorted.

    The shapes see the union of all graphs.

    Raises:
        GraphError: the graph cannot be read.
    """
    quads = read_quads(graph) if isinstance(graph, Path) else tuple(graph)
    content = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    shapes = (data_dir("ontologies") / "shapes.ttl").read_text(encoding="utf-8")
    run = _run_shacl if validator is Validator.SHACL and _has_shacl() else _run_pyshacl
    results = run((content or b"").decode("utf-8"), shapes)
    found = tuple(result for result in results if result.severity >= severity)
    if not found:
        return ()
    advice = _advice(shapes)
    store = Store()
    store.bulk_extend(quads)
    placed = {replace(_placed(one, store), advice=advice.get(one.shape, "")) for one in found}
    return tuple(sorted(placed))


def require_valid(graph: Path | Iterable[Quad]) -> None:
    """Raise where the graph breaks a shape.

    Raises:
        ShapeError: names the first violation with its document and sentence, and how many more there are.
        GraphError: the graph cannot be read.
    """
    found = validate(graph)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise ShapeError(f"{found[0]}{more}")


def _advice(shapes: str) -> dict[str, str]:
    """Return what to do where a shape is broken, by its local name."""
    return {
        _local(quad.subject.value): quad.object.value
        for quad in parse(shapes, format=RdfFormat.TURTLE)
        if quad.predicate == v.COMMENT
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
    }


def _severity(iri: str) -> Severity:
    return Severity[_local(iri.strip("<>")).upper()]


def _has_shacl() -> bool:
    try:
        import shacl  # noqa: F401
    except ImportError:
        return False
    return True


def _run_shacl(triples: str, shapes: str) -> Iterator[Violation]:
    import shacl

    report = shacl.Shapes.from_turtle(shapes).validate_text(triples, format="ntriples")
    for result in report.results:
        yield Violation(
            shape=_local((result.root_shape or result.source_shape or "").strip("<>")),
            node=result.focus_node.strip("<>"),
            message=result.message or result.component,
            path=_local((result.path or "").strip("<>")),
            value=result.value_plain or "",
            severity=_severity(result.severity),
        )


def _run_pyshacl(triples: str, shapes: str) -> Iterator[Violation]:
    import pyshacl
    from rdflib import RDF, Graph, URIRef
    from rdflib.term import Node

    shapes_graph = Graph().parse(data=shapes, format="turtle")
    data = Graph().parse(data=triples, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph)
    if not isinstance(report, Graph):
        raise GraphError(f"the validator gave no report: {report}")

    def text(node: Node, name: str) -> str:
        value = report.value(node, URIRef(_SHACL + name))
        return "" if value is None else str(value)

    def named_shape(node: Node | None) -> str:
        """Return the shape itself where it has an IRI, else the named shape that holds it."""
        while node is not None and not isinstance(node, URIRef):
            node = next(iter(shapes_graph.subjects(URIRef(_SHACL + "property"), node)), None)
        return _local(str(node or ""))

    for result in report.subjects(RDF.type, URIRef(_SHACL + "ValidationResult")):
        yield Violation(
            shape=named_shape(report.value(result, URIRef(_SHACL + "sourceShape"))),
            node=text(result, "focusNode"),
            message=text(result, "resultMessage"),
            path=_local(text(result, "resultPath")),
            value=text(result, "value"),
            severity=_severity(text(result, "resultSeverity")),
        )


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _placed(violation: Violation, store: Store) -> Violation:
    """Return the violation with the document and the sentence that stand behind its node."""
    if ":" not in violation.node:
        return violation
    node = NamedNode(violation.node)
    evidence = next(_evidence_of(node, store), None)
    source: NamedNode | Literal | None
    if evidence is None:
        source, sentence = _document_of(node, store), _text(store, node, v.GROUNDING_TEXT)
    else:
        source = next(_objects(store, evidence, v.WAS_DERIVED_FROM), None)
        sentence = _text(store, evidence, v.QUOTE)
    title = ""
    if isinstance(source, NamedNode):
        title = _text(store, source, v.TITLE) or _text(store, source, v.SOURCE_FILE)
    # a shape that is a query reports its node as the value, too
    value = "" if violation.value == violation.node else violation.value
    return replace(violation, value=value, document=title, sentence=sentence, label=_label(node, store))


def _label(node: NamedNode, store: Store) -> str:
    """Return a node in words: its label, or what the association says that it is or stands behind."""
    if label := _text(store, node, v.LABEL):
        return label
    claims = [node, *_subjects(store, v.EVIDENCE, node)]
    for claim in claims:
        ends = [next(_objects(store, claim, role), None) for role in (v.SUBJECT, v.PREDICATE, v.OBJECT)]
        if all(isinstance(end, NamedNode) for end in ends):
            words = [
                _text(store, end, v.LABEL) or _local(end.value) for end in ends if isinstance(end, NamedNode)
            ]
            return " ".join(words).replace("_", " ")
    meaning = next(_objects(store, node, v.GROUNDING_OF), None)
    return _text(store, meaning, v.LABEL) if isinstance(meaning, NamedNode) else ""


def _objects(store: Store, subject: NamedNode, predicate: NamedNode) -> Iterator[NamedNode | Literal]:
    """Yield the values of a property in sorted order."""
    values = [quad.object for quad in store.quads_for_pattern(subject, predicate, None)]
    for value in sorted(values, key=str):
        if isinstance(value, NamedNode | Literal):
            yield value


def _subjects(store: Store, predicate: NamedNode, value: NamedNode) -> Iterator[NamedNode]:
    subjects = [quad.subject for quad in store.quads_for_pattern(None, predicate, value)]
    for subject in sorted(subjects, key=str):
        if isinstance(subject, NamedNode):
            yield subject


def _text(store: Store, subject: NamedNode, predicate: NamedNode) -> str:
    return next((value.value for value in _objects(store, subject, predicate)), "")


def _evidence_of(node: NamedNode, store: Store) -> Iterator[NamedNode]:
    """Yield the evidence that a node is, has, or (a concept) takes part in."""
    if any(store.quads_for_pattern(node, v.QUOTE, None)):
        yield node
    yield from (e for e in _objects(store, node, v.EVIDENCE) if isinstance(e, NamedNode))
    for role in (v.SUBJECT, v.OBJECT, v.MEASURE, v.ABOUT):
        for claim in _subjects(store, role, node):
            yield from (e for e in _objects(store, claim, v.EVIDENCE) if isinstance(e, NamedNode))


def _document_of(node: NamedNode, store: Store) -> NamedNode | None:
    if any(store.quads_for_pattern(node, v.SHA256, None)):
        return node
    derived = next(_objects(store, node, v.WAS_DERIVED_FROM), None)
    if isinstance(derived, NamedNode):
        return derived
    return next(_subjects(store, v.MENTIONS, node), None)
