"""Ontologies and vocabularies in RDF: OWL and SKOS, as RDF/XML, Turtle or N-Triples.

The triples are read one after the other (pyoxigraph), so that memory holds the names alone. Nothing is
fetched, and entities that a document declares are taken only as the short names of namespaces, which is
what ontology editors use them for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.errors import LexiconError
from kg.lexicon.formats.content import Content
from kg.lexicon.formats.draft import Draft, Source, synonym_status
from kg.lexicon.formats.identifiers import Identifiers
from kg.lexicon.formats.prolog import Prolog, guarded, read_prolog
from kg.lexicon.term import Status

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_OIO = "http://www.geneontology.org/formats/oboInOwl#"
_OBO = "http://purl.obolibrary.org/obo/"
_NCIT = "http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#"

_LABEL, _PREFERRED = _RDFS + "label", _SKOS + "prefLabel"
#: What gives a name, with the scope that it has.
_NAMES = {
    _OIO + "hasExactSynonym": "exact",
    _OIO + "hasRelatedSynonym": "related",
    _OIO + "hasBroadSynonym": "broad",
    _OIO + "hasNarrowSynonym": "narrow",
    _OIO + "hasSynonym": "related",
    _SKOS + "altLabel": "exact",
    _SKOS + "hiddenLabel": "related",  # what people type, misspellings too
    _OBO + "IAO_0000118": "exact",  # alternative label
    _OBO + "IAO_0000111": "exact",  # editor preferred term
    "http://www.ebi.ac.uk/efo/alternative_term": "exact",
    _NCIT + "P90": "exact",  # FULL_SYN
}
_PARENTS = frozenset({_RDFS + "subClassOf", _SKOS + "broader", _SKOS + "broaderTransitive"})
_CHILDREN = frozenset({_SKOS + "narrower"})
_EXACT = frozenset({_SKOS + "exactMatch", _OWL + "equivalentClass", _OWL + "sameAs"})
_CLASSES = frozenset({_OWL + "Class", _RDFS + "Class", _SKOS + "Concept"})
_ABOUT = frozenset({_OWL + "Ontology", _SKOS + "ConceptScheme"})
_AXIOM = {
    _OWL + "annotatedSource": "subject",
    _OWL + "annotatedProperty": "predicate",
    _OWL + "annotatedTarget": "object",
    _OIO + "hasSynonymType": "type",
}
_LICENCE = re.compile(r"https?://purl\.org/dc/(?:terms|elements/1\.1)/(?:license|licence|rights)")
_TITLE = re.compile(r"https?://purl\.org/dc/(?:terms|elements/1\.1)/title")
_VERSION = (_OWL + "versionInfo", _OWL + "versionIRI", "http://purl.org/dc/terms/modified")


@dataclass(slots=True)
class _Resource:
    """What the triples say of one subject."""

    labels: list[tuple[str, str]] = field(default_factory=list)
    preferred: list[tuple[str, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    """Predicate and text."""
    parents: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    is_concept: bool = False
    is_about: bool = False
    deprecated: bool = False
    stated: dict[str, str] = field(default_factory=dict)


class _Collector:
    """Gathers triples by subject."""

    def __init__(self) -> None:
        self.resources: dict[str, _Resource] = {}
        self.kinds: dict[tuple[str, str, str], str] = {}
        """Types of synonyms by subject, predicate and text."""
        self._open: dict[str, dict[str, str]] = {}

    def take(self, subject: str, predicate: str, value: str, language: str | None) -> None:
        """Take a triple about a named subject; `language` is None where the object is no literal."""
        literal = language is not None
        if predicate == _RDF + "type":
            self._of(subject).is_concept |= value in _CLASSES
            self._of(subject).is_about |= value in _ABOUT
        elif literal and predicate == _LABEL:
            self._of(subject).labels.append((language or "", value))
        elif literal and predicate == _PREFERRED:
            self._of(subject).preferred.append((language or "", value))
        elif literal and predicate in _NAMES:
            if _is_english(language or ""):
                self._of(subject).names.append((predicate, value))
        elif not literal and predicate in _PARENTS:
            self._of(subject).parents.append(value)
        elif not literal and predicate in _CHILDREN:
            self._of(value).parents.append(subject)
        elif predicate in _EXACT:
            self._of(subject).exact.append(value)
        elif predicate == _OIO + "hasDbXref":
            self._of(subject).xrefs.append(value)
        elif predicate == _OWL + "deprecated":
            self._of(subject).deprecated = value in ("true", "1")
        elif predicate in _VERSION or _LICENCE.fullmatch(predicate) or _TITLE.fullmatch(predicate):
            self._of(subject).stated.setdefault(predicate, value)

    def take_axiom(self, node: str, predicate: str, value: str) -> None:
        """Take a triple about a nameless subject: of interest where it is an axiom that types a synonym."""
        part = _AXIOM.get(predicate)
        if part is None:
            return
        parts = self._open.setdefault(node, {})
        parts[part] = value
        if len(parts) == len(_AXIOM):
            del self._open[node]
            self.kinds[parts["subject"], parts["predicate"], parts["object"]] = parts["type"]

    def _of(self, subject: str) -> _Resource:
        found = self.resources.get(subject)
        if found is None:
            found = self.resources[subject] = _Resource()
        return found


def read_xml(content: Content, ids: Identifiers) -> Source:
    """Read OWL or SKOS in RDF/XML.

    Raises:
        LexiconError: broken XML or RDF, entities that are no short names, or no class or concept at all.
    """
    prolog = read_prolog(content.head, content.name)
    ids.declare(prolog.prefixes)
    return _read(content, ids, "rdfxml", prolog)


def read_turtle(content: Content, ids: Identifiers) -> Source:
    """Read OWL or SKOS in Turtle.

    Raises:
        LexiconError: broken Turtle, or no class or concept at all.
    """
    return _read(content, ids, "turtle")


def read_ntriples(content: Content, ids: Identifiers) -> Source:
    """Read OWL or SKOS in N-Triples.

    Raises:
        LexiconError: a broken line, or no class or concept at all.
    """
    return _read(content, ids, "ntriples")


def _read(content: Content, ids: Identifiers, name: str, prolog: Prolog | None = None) -> Source:
    import pyoxigraph as px

    syntax = {
        "rdfxml": px.RdfFormat.RDF_XML,
        "turtle": px.RdfFormat.TURTLE,
        "ntriples": px.RdfFormat.N_TRIPLES,
    }[name]
    collector = _Collector()
    with content.stream() as stream:
        try:
            # Lenient: a blank in one IRI is no reason to refuse a whole ontology.
            checked = guarded(stream, content.name, prolog) if prolog else stream
            triples = px.parse(checked, syntax, base_iri="urn:file:", lenient=True)
            _collect(triples, collector)
        except SyntaxError as error:
            raise _broken(content, name, error) from error
        except MemoryError as error:
            # The parser's own limit of one token, not the end of the memory.
            raise LexiconError(f"{content.name}: holds a text that is far too long") from error
    ids.declare(triples.prefixes)
    source = Source(file=content.name, format=name, name=ids.name)
    _fill(source, ids, collector)
    if not source.drafts and not source.obsolete:
        raise LexiconError(
            f"{content.name}: has no owl:Class, rdfs:Class or skos:Concept"
            + (f" that can be named; {source.summary()[0]}" if source.left_out else "")
        )
    return source


def _collect(triples: Iterable[object], collector: _Collector) -> None:
    import pyoxigraph as px

    take: Callable[[str, str, str, str | None], None] = collector.take
    for triple in triples:
        if not isinstance(triple, px.Quad):
            continue
        value = triple.object
        if isinstance(triple.subject, px.NamedNode):
            if isinstance(value, px.Literal):
                take(triple.subject.value, triple.predicate.value, value.value, value.language or "")
            elif isinstance(value, px.NamedNode):
                take(triple.subject.value, triple.predicate.value, value.value, None)
        elif isinstance(triple.subject, px.BlankNode) and isinstance(value, px.NamedNode | px.Literal):
            collector.take_axiom(triple.subject.value, triple.predicate.value, value.value)


def _fill(source: Source, ids: Identifiers, collector: _Collector) -> None:
    for iri, resource in collector.resources.items():
        if resource.is_about:
            _take_about(source, resource)
        if not resource.is_concept:
            continue
        curie = ids.curie(iri)
        if curie is None:
            source.leave_out("classes whose IRIs have no prefix", iri)
            continue
        source.add(
            Draft(
                curie=curie,
                place=source.file,
                names=_names(source, iri, resource, collector),
                parents=_curies(resource.parents, ids),
                exact=_curies(resource.exact, ids),
                xrefs=_curies(resource.xrefs, ids),
                obsolete=resource.deprecated,
            )
        )


def _names(source: Source, iri: str, resource: _Resource, collector: _Collector) -> list[tuple[Status, str]]:
    labels = [*resource.preferred, *resource.labels]
    chosen = [text for language, text in labels if _is_english(language)]
    if labels and not chosen:
        source.leave_out(
            "labels in other languages than English, taken for want of one", f"{labels[0][1]!r} of {iri}"
        )
        chosen = [labels[0][1]]
    names = [(Status.LABEL if number == 0 else Status.EXACT, text) for number, text in enumerate(chosen)]
    for predicate, text in resource.names:
        kind = collector.kinds.get((iri, predicate, text), "")
        if (status := synonym_status(_NAMES[predicate], kind)) and text.strip():
            names.append((status, text))
    return names


def _take_about(source: Source, resource: _Resource) -> None:
    for predicate in _VERSION:
        source.state_version(resource.stated.get(predicate, ""))
    for predicate, value in resource.stated.items():
        if _LICENCE.fullmatch(predicate):
            source.licence = source.licence or value
        elif _TITLE.fullmatch(predicate):
            source.title = source.title or value


def _is_english(language: str) -> bool:
    return language in ("", "en") or language.startswith("en-")


def _curies(identifiers: Iterable[str], ids: Identifiers) -> list[str]:
    return [curie for identifier in identifiers if (curie := ids.curie(identifier))]


def _broken(content: Content, name: str, error: SyntaxError) -> LexiconError:
    reason = str(error)
    if "UTF-8" in reason and name == "rdfxml":
        return LexiconError(f"{content.name}:1: is XML in another encoding than UTF-8; convert it")
    line = error.lineno or (_line_of_broken_xml(content) if name == "rdfxml" else None)
    reason = re.sub(r"^Parser error at line .*?: | \(line \d+\)$", "", reason)
    kind = {"rdfxml": "RDF/XML", "turtle": "Turtle", "ntriples": "N-Triples"}[name]
    return LexiconError(f"{content.name}{f':{line}' if line else ''}: is broken {kind}: {reason}")


def _line_of_broken_xml(content: Content) -> int | None:
    """Return the line of the first fault in XML, None where it is well-formed (and its RDF is not)."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with content.stream() as stream:
        try:
            while piece := stream.read(65_536):
                parser.feed(piece)
            parser.close()
        except etree.XMLSyntaxError as error:
            return error.lineno
    return None
