"""Triples that stand in more than one graph of a store: found, and put on record beside the store.

What a query reads of several graphs is their RDF merge, in which each triple is once (SPARQL 1.1, section
13.2). The engine goes through the graphs one after the other instead, so it has to be known which quads say
again what another graph says. In a build no quad does.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, Store, Triple, parse, serialize

from kg.rdf.layout import ONCE_NAME, SURPLUS_NAME

_REPEATED = "SELECT ?s ?p ?o { ?s ?p ?o } GROUP BY ?s ?p ?o HAVING (COUNT(*) > 1)"


def surplus(store: Store) -> tuple[Quad, ...]:
    """Return the quads without which each triple of the store stands in one graph; goes through all quads.

    Of the graphs that have a triple, one keeps it: a named one, so that what is left to the default graph
    alone hides nothing from GRAPH.
    """
    found = store.query(_REPEATED, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        return ()
    return surplus_among(store, (Triple(row[0], row[1], row[2]) for row in found))


def surplus_among(store: Store, triples: Iterable[Triple]) -> tuple[Quad, ...]:
    """Return those of the quads of `surplus` that hold one of these triples."""
    return tuple(
        quad
        for triple in dict.fromkeys(triples)
        for quad in sorted(
            store.quads_for_pattern(triple.subject, triple.predicate, triple.object),
            key=lambda quad: (isinstance(quad.graph_name, DefaultGraph), str(quad.graph_name)),
        )[1:]
    )


def read_surplus(folder: Path) -> tuple[Quad, ...] | None:
    """Return what is on record of a store directory; None where nothing is: then it has to be found.

    Raises:
        OSError: the record cannot be read.
    """
    path = folder / SURPLUS_NAME
    try:
        return tuple(parse(path.read_bytes(), format=RdfFormat.N_QUADS)) if path.exists() else None
    except SyntaxError as error:
        raise OSError(f"{path}: {error}") from error


def write_surplus(folder: Path, quads: Iterable[Quad]) -> None:
    """Put on record which quads of a store directory are surplus."""
    beside = folder / f".{SURPLUS_NAME}.new"
    beside.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    beside.replace(folder / SURPLUS_NAME)


def forget_surplus(folder: Path) -> None:
    """Take the record away, since the store is about to be changed."""
    (folder / SURPLUS_NAME).unlink(missing_ok=True)


def store_once(store: Store, folder: Path, quads: Iterable[Quad]) -> None:
    """Write, into the directory of a copy of the store, a second one without these quads.

    It shares the files of the store, as copies by `Store.backup` do.

    Raises:
        OSError: it cannot be written.
    """
    store.backup(str(folder / ONCE_NAME))
    once = Store(str(folder / ONCE_NAME))
    for quad in quads:
        once.remove(quad)
    once.flush()
