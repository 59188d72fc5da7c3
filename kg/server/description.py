"""What the server says about itself: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import BytesIO

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import KgError
from kg.query.results import Result
from kg.server.builds import Build
from kg.server.errors import FormatError
from kg.server.media import GRAPHS, RDF, TABLES, choose_graph
from kg.server.options import DefaultGraph, Options
from kg.server.pool import Pool

VOID_PATH = "/.well-known/void"

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_PREFIXES = {
    "sd": _SD,
    "void": _VOID,
    "formats": "http://www.w3.org/ns/formats/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Property of the description and the query that counts it.
_COUNTS = (
    ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
    ("documents", "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
)
#: The parts of the dataset: property, property of its key, property of its size, query.
_PARTS = (
    ("propertyPartition", "property", "triples", "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
    ("classPartition", "class", "entities", "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x"),
)


def service_description(request: Request, options: Options) -> Response:
    """Return the description of the service, in the format that the client wants, by default Turtle.

    Raises:
        FormatError: the client wants none of the formats.
    """
    root = str(request.base_url).rstrip("/")
    service = ox.NamedNode(f"{root}/sparql")
    dataset, graph = ox.NamedNode(f"{service.value}#dataset"), ox.NamedNode(f"{service.value}#default-graph")
    union = options.default_graph is DefaultGraph.UNION
    triples = [
        ox.Triple(service, _RDF_TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _RDF_TYPE, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), graph),
        ox.Triple(graph, _RDF_TYPE, _sd("Graph")),
    ]
    triples += [
        ox.Triple(service, _sd("resultFormat"), ox.NamedNode(format.iri)) for format in (*TABLES, *GRAPHS)
    ]
    if union:
        triples.append(ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")))
    if options.services:
        triples.append(ox.Triple(service, _sd("feature"), _sd("BasicFederatedQuery")))
    if options.writable:
        triples.append(ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update")))
    return described(request, triples)


def routes(pool: Pool, build: Build) -> list[BaseRoute]:
    """Return the route of the VoID description; counts are made once per state of the build."""
    known: dict[str, list[tuple[str, Result]]] = {}

    async def void(request: Request) -> Response:
        key = (await build.current()).key
        if key not in known:
            known.clear()
            known[key] = [
                (name, await pool.ask(sparql)) for name, sparql in (*_COUNTS, *((p[0], p[3]) for p in _PARTS))
            ]
        root = str(request.base_url).rstrip("/")
        return described(request, list(_void(root, dict(known[key]))))

    return [Route(VOID_PATH, void, methods=["GET", "HEAD"])]


def described(request: Request, triples: list[ox.Triple]) -> Response:
    """Return triples in the format that the client wants, by default Turtle.

    Raises:
        FormatError: the client wants none of the formats.
    """
    accept = request.headers.get("accept", "")
    choice = choose_graph(accept) or (choose_graph("") if "html" in accept else None)
    if choice is None:
        raise FormatError(f"the description is given as {', '.join(f.media_type for f in GRAPHS)}")
    out = BytesIO()
    ox.serialize(triples, out, format=RDF[choice.format.name], prefixes=_PREFIXES)
    return Response(out.getvalue(), media_type=choice.media_type, headers={"Vary": "Accept"})


def _void(root: str, counts: dict[str, Result]) -> Iterable[ox.Triple]:
    dataset = ox.NamedNode(f"{root}{VOID_PATH}#dataset")
    yield ox.Triple(dataset, _RDF_TYPE, _void_term("Dataset"))
    yield ox.Triple(dataset, _void_term("sparqlEndpoint"), ox.NamedNode(f"{root}/sparql"))
    for name, _ in _COUNTS:
        for row in _rows(counts[name]):
            yield ox.Triple(dataset, _void_term(name), _number(row["n"]["value"]))
    for part, key, size, _ in _PARTS:
        for number, row in enumerate(sorted(_rows(counts[part]), key=lambda row: str(row["x"]["value"]))):
            if row["x"]["type"] == "uri":
                node = ox.NamedNode(f"{root}{VOID_PATH}#{key}-{number}")
                yield ox.Triple(dataset, _void_term(part), node)
                yield ox.Triple(node, _void_term(key), ox.NamedNode(row["x"]["value"]))
                yield ox.Triple(node, _void_term(size), _number(row["n"]["value"]))


def _rows(result: Result) -> list[dict[str, dict[str, str]]]:
    try:
        found: list[dict[str, dict[str, str]]] = json.loads(result.data)["results"]["bindings"]
    except (KeyError, ValueError) as error:
        raise KgError("a count of the dataset is no table") from error
    return found


def _number(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"{_PREFIXES['xsd']}integer"))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _void_term(name: str) -> ox.NamedNode:
    return ox.NamedNode(_VOID + name)
