"""The only place, with the store right of it, that knows IRIs and triples: encode, write, validate."""

from kg.rdf.encode import document_iris, encode
from kg.rdf.iri import Iris
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.rdf.write import write_build

__all__ = ["DEFAULT_BASE", "Iris", "document_iris", "encode", "write_build"]
