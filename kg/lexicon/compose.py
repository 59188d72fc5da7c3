"""Classes of drugs named after what they act on: "FGFR4 inhibitor", "anti-CD47 antibody".

No list has them all; a gene or family that the lexicon knows, with one of a few heads, names such a class.
A class with a name of its own in a pack never comes here, as the longer name was found first.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.lexicon.slug import minted
from kg.lexicon.term import Status, Term
from kg.model import EntityType

_NAME = re.compile(
    r"(?P<anti>anti-)?(?P<target>\S.*?)[\s-]+"
    r"(?P<head>inhibitor|antagonist|agonist|blocker|degrader|(?:monoclonal )?antibod(?=y|ies))(?:s|y|ies)?",
    re.IGNORECASE,
)
#: What is against a gene and of no kind in particular: "anti-CD47 treatment".
_AGAINST = re.compile(
    r"anti-(?P<target>\S.*?)[ -](?:therap(?:y|ies)|treatments?|agents?|drugs?|medications?|mAbs?)",
    re.IGNORECASE,
)
TREATMENT = re.compile(r"[ -](?:therap(?:y|ies)|treatments?|agents?|drugs?|medications?|m[Aa]bs?)\b")
#: The same heads as they follow a gene in a text.
HEAD = re.compile(
    r"[\s-](?:inhibitor|antagonist|agonist|blocker|degrader|(?:monoclonal )?antibod(?=y|ies))(?:s|y|ies)?\b"
)
SOURCE = "composed"
_GENES = (EntityType.GENE, EntityType.GENE_FAMILY)
_OF_RECEPTORS = frozenset(("agonist", "antagonist", "blocker"))
_FORMERLY = (Status.ALIAS, Status.FORMER)
#: So few letters that are only an alias or former symbol of a gene mostly mean something else.
LETTERS = 2


def compose(name: str, terms: Callable[[str], tuple[Term, ...]]) -> Term | None:
    """Return the class of drugs that `name` says by its target and its head, or None.

    >>> gene = Term(curie="hgnc:3691", type=EntityType.GENE, label="FGFR4", name="FGFR4",
    ...             status=Status.LABEL, source="hgnc")
    >>> compose("FGFR4 inhibitors", lambda name: (gene,) if name == "FGFR4" else ()).curie
    'bkg:concept/drug-class/fgfr4-inhibitor'
    """
    match = _NAME.fullmatch(name.strip()) or _AGAINST.fullmatch(name.strip())
    if match is None:
        return None
    head = match.groupdict().get("head", "").lower().removeprefix("monoclonal ")
    target = _target(match["target"], head, terms)
    if target is None:
        return None
    if head and head != "antibod":
        label = f"{target.label} {head}"
    else:
        label = f"anti-{target.label} {'antibody' if head else 'agent'}"
    return Term(
        curie=minted(EntityType.DRUG_CLASS, label),
        type=EntityType.DRUG_CLASS,
        label=label,
        name=name,
        status=Status.EXACT,
        source=SOURCE,
    )


def _target(name: str, head: str, terms: Callable[[str], tuple[Term, ...]]) -> Term | None:
    """Return what a class acts on: of an agonist or antagonist the receptor, where that is what has the name.

    Two letters or fewer that something once was called by are mostly something else here.
    """
    found = next((term for term in terms(name) if term.type in _GENES), None)
    if found is not None and (found.status not in _FORMERLY or len(name) > LETTERS):
        return found
    if head in _OF_RECEPTORS:
        return next((term for term in terms(f"{name} receptor") if term.type in _GENES), None)
    return None
