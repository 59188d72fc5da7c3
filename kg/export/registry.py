"""The formats a dataset can be exported to: one name each, one writer each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from kg.errors import KgError

if TYPE_CHECKING:
    # the names of the formats stand in a help text, which should not wait for the store
    from kg.store import Dataset

#: Content of each file by its name; a format that is one file has one entry.
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: `module` (``kg.export.<module>``) has the function ``render(dataset) -> bytes``, or, where
    `folder` is true, ``-> Files``."""

    name: str
    title: str
    suffix: str
    module: str
    folder: bool = False


_ALL = (
    Format(name="ttl", title="Turtle (one graph)", suffix=".ttl", module="turtle"),
    Format(name="nt", title="N-Triples (one graph)", suffix=".nt", module="ntriples"),
    Format(name="nq", title="N-Quads (a graph per document)", suffix=".nq", module="nquads"),
    Format(name="trig", title="TriG (a graph per document)", suffix=".trig", module="trig"),
    Format(name="jsonld", title="JSON-LD (a graph per document)", suffix=".jsonld", module="jsonld"),
    Format(name="rdfxml", title="RDF/XML (one graph)", suffix=".rdf", module="rdfxml"),
    Format(name="webanno", title="W3C Web Annotations (JSON-LD)", suffix=".jsonld", module="webanno"),
    Format(
        name="graphml", title="GraphML: Gephi, yEd, Cytoscape, igraph", suffix=".graphml", module="graphml"
    ),
    Format(name="gexf", title="GEXF 1.2: Gephi", suffix=".gexf", module="gexf"),
    Format(name="cx2", title="CX2: Cytoscape, NDEx", suffix=".cx2", module="cx2"),
    Format(
        name="csv", title="tables: nodes, edges, evidence, outcomes", suffix="", module="tables", folder=True
    ),
    Format(
        name="kgx", title="KGX: nodes and edges by the Biolink model", suffix="", module="kgx", folder=True
    ),
    Format(name="neo4j", title="Neo4j: tables and a Cypher script", suffix="", module="neo4j", folder=True),
)


def formats() -> Mapping[str, Format]:
    """Return all formats by name, in the order in which help shows them."""
    return {format.name: format for format in _ALL}


def render(dataset: Dataset, name: str) -> Files:
    """Return `dataset` in the format `name`: its files by name, the same bytes on every run.

    Raises:
        KgError: there is no such format.
    """
    if name not in formats():
        raise KgError(f"no export format is named {name!r} (there are: {', '.join(formats())})")
    format = formats()[name]
    writer = import_module(f"kg.export.{format.module}").render
    if format.folder:
        return cast("Callable[[Dataset], Files]", writer)(dataset)
    return {f"graph{format.suffix}": cast("Callable[[Dataset], bytes]", writer)(dataset)}
