"""Relations: what the sentences of a document claim about the concepts they mention."""

from kg.relations.reader import RelationReader, ground_document
from kg.relations.schema import Schema, load_schema

__all__ = ["RelationReader", "Schema", "ground_document", "load_schema"]
