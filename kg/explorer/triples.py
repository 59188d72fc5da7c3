"""Anything of the graph as plain triples: what has no page of its own, and what its page does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import GraphError, NotFoundError, QueryError
from kg.explorer.questions import DATA_PREFIX
from kg.explorer.responses import page
from kg.explorer.site import Site
from kg.search.spelling import words_of

#: Triples that a page shows in each direction, things that a search finds.
_SHOWN = 200
_FOUND = 20

#: By which properties other vocabularies name things.
_NAMES = (
    "<http://www.w3.org/2000/01/rdf-schema#label> <http://www.w3.org/2004/02/skos/core#prefLabel> "
    "<http://www.w3.org/2004/02/skos/core#altLabel> <http://purl.org/dc/terms/title> "
    "<http://xmlns.com/foaf/0.1/name> <http://schema.org/name> <https://schema.org/name>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A term as it is shown: `path` where it has a page, `note` the language or datatype of a literal."""

    text: str
    path: str = ""
    note: str = ""


def triples_path(iri: str) -> str:
    """Return the path of the page that shows the triples of anything."""
    return "/triples?iri=" + quote(iri, safe="")


def triples(site: Site, request: Request) -> Response:
    """Answer with all that is said of `iri`, and where it is named.

    Raises:
        QueryError: `iri` is missing or none.
    """
    iri = request.query_params.get("iri", "")
    if not iri:
        raise QueryError("Say which resource: /triples?iri=…")
    return triples_page(site, iri)


def triples_page(site: Site, iri: str) -> Response:
    """Return the page of the triples of a resource.

    Raises:
        QueryError: `iri` is no IRI.
        NotFoundError: the graph does not have it.
    """
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI.") from error
    said = _pairs(site, f"SELECT DISTINCT ?a ?b {{ {node} ?a ?b }} ORDER BY ?a ?b LIMIT {_SHOWN + 1}")
    named = _pairs(site, f"SELECT DISTINCT ?a ?b {{ ?a ?b {node} }} ORDER BY ?b ?a LIMIT {_SHOWN + 1}")
    if not said and not named:
        raise NotFoundError(f"The graph says nothing about {iri!r}.")
    own = site.path_of(iri)
    return page(
        "triples.html",
        iri=iri,
        title=site.dataset.iris.contract(iri) or iri,
        own=own or "",
        said=said[:_SHOWN],
        named=named[:_SHOWN],
        more=len(said) > _SHOWN or len(named) > _SHOWN,
        data=DATA_PREFIX + quote(iri, safe=""),
    )


def others(site: Site, text: str) -> list[Shown]:
    """Return things that are no concepts, documents or statements: those named so, or with this identifier.

    Without a word in `text`, any.
    """
    wanted = words_of(text)
    if wanted:
        held = " && ".join(f'CONTAINS(LCASE(STR(?name)), "{word}")' for word in wanted)
        named = f"{{ VALUES ?property {{ {_NAMES} }} ?node ?property ?name FILTER({held}) }}"
        exact = f"{{ VALUES ?node {{ {_meant(site, text.strip())} }} ?node ?property ?value }}"
        pattern, order = f"{named} UNION {exact}", "ORDER BY ?node"
    else:
        # sorting all there is would take long
        pattern, order = f"SELECT DISTINCT ?node {{ ?node ?property ?value }} LIMIT {10 * _FOUND}", ""
    query = (
        f"SELECT ?node (MIN(STR(?name)) AS ?shown) {{ {{ {pattern} }} FILTER(isIRI(?node)) }} "
        f"GROUP BY ?node {order} LIMIT {10 * _FOUND}"
    )
    found = site.dataset.query(query)
    shown = []
    for row in found if isinstance(found, QuerySolutions) else ():
        node, name = row[0], row[1]
        if isinstance(node, NamedNode) and site.path_of(node.value) is None:
            short = site.dataset.iris.contract(node.value) or node.value
            title = name.value if wanted and isinstance(name, Literal) else ""
            shown.append(
                Shown(text=title or short, path=triples_path(node.value), note=short if title else "")
            )
    return shown[:_FOUND]


def _pairs(site: Site, query: str) -> list[tuple[Shown, Shown]]:
    found = site.dataset.query(query)
    if not isinstance(found, QuerySolutions):
        return []
    return [(_shown(site, row[0]), _shown(site, row[1])) for row in found]


def _shown(site: Site, term: NamedNode | BlankNode | Literal | Triple | None) -> Shown:
    if isinstance(term, NamedNode):
        concept = site.concepts.get(term.value)
        text = concept.label if concept else site.dataset.iris.contract(term.value) or term.value
        return Shown(text=text, path=site.path_of(term.value) or triples_path(term.value))
    if isinstance(term, Literal):
        short = site.dataset.iris.contract(term.datatype.value) or term.datatype.value
        return Shown(text=term.value, note=term.language or ("" if short == "xsd:string" else short))
    return Shown(text=str(term))


def _meant(site: Site, text: str) -> str:
    """Return the IRIs that an IRI or a CURIE may be, as SPARQL."""
    found = []
    for read in (NamedNode, lambda curie: NamedNode(site.dataset.iris.expand(curie))):
        try:
            found.append(str(read(text)))
        except (ValueError, GraphError):
            continue
    return " ".join(found)
