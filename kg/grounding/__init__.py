"""Grounding: from a mention to the concept it means, with the reasons and the runner-up."""

from kg.grounding.approximate import OneLetter, Similar
from kg.grounding.grounder import Grounder

__all__ = ["Grounder", "OneLetter", "Similar"]
