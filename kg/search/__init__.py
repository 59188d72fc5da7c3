"""Full-text search over a build: concepts by any name, sentences, documents by title."""

from kg.search.index import Index, open_index
from kg.search.records import ConceptHit, DocumentHit, PassageHit, QuoteHit
from kg.search.write import INDEX_NAME, write_index

__all__ = [
    "INDEX_NAME",
    "ConceptHit",
    "DocumentHit",
    "Index",
    "PassageHit",
    "QuoteHit",
    "open_index",
    "write_index",
]
