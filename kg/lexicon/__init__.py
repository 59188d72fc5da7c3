"""The lexicon: names of genes, diseases, drugs, therapies, anatomy and more, each with its concept."""

from kg.lexicon.keys import key, singular
from kg.lexicon.lexicon import FORMULAS, Lexicon
from kg.lexicon.scan import Match
from kg.lexicon.slug import minted, slug
from kg.lexicon.term import Entry, Status, Term

__all__ = ["FORMULAS", "Entry", "Lexicon", "Match", "Status", "Term", "key", "minted", "singular", "slug"]
