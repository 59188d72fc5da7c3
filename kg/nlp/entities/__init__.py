"""The entity recogniser: mentions by the states of words, and the spaCy component around it."""

from kg.nlp.entities.recogniser import GRAPH, Found, Recogniser

__all__ = ["GRAPH", "Found", "Recogniser"]
