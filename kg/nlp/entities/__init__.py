"""The entity recogniser: words, gazetteer, network, tags, and the spaCy component around them."""

from kg.nlp.entities.recogniser import GRAPH, Found, Recogniser

__all__ = ["GRAPH", "Found", "Recogniser"]
