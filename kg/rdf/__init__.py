"""The only place, with the store right of it, that knows IRIs and triples: encode, write, validate."""

from kg.rdf.encode import document_iris, encode
from kg.rdf.iri import Iris
from kg.rdf.validate import Severity, Validator, Violation, require_valid, validate
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.rdf.write import write_build

__all__ = [
    "DEFAULT_BASE",
    "Iris",
    "Severity",
    "Validator",
    "Violation",
    "document_iris",
    "encode",
    "require_valid",
    "validate",
    "write_build",
]
