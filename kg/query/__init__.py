"""Asking a dataset: SPARQL within limits, prepared questions, and all about one concept."""

from kg.query.about import ConceptPage, EdgeGroup, bound, describe, resolve, resolve_document
from kg.query.catalogue import NamedQuery, Parameter, named_queries, named_query
from kg.query.grounds import Wording, in_short, wordings
from kg.query.results import FORMATS, Result, Value, rows
from kg.query.run import run_query
from kg.query.wording import in_words, sentence
from kg.store import check_query

__all__ = [
    "FORMATS",
    "ConceptPage",
    "EdgeGroup",
    "NamedQuery",
    "Parameter",
    "Result",
    "Value",
    "Wording",
    "bound",
    "check_query",
    "describe",
    "in_short",
    "in_words",
    "named_queries",
    "named_query",
    "resolve",
    "resolve_document",
    "rows",
    "run_query",
    "sentence",
    "wordings",
]
