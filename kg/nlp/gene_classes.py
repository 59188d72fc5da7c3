"""Classes of drugs that are named by the genes they act on: "KIT inhibitors", "JAK1/JAK2 inhibitor"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.lexicon import Term
from kg.model import EntityType, Mention, Span

_GENES = (EntityType.GENE, EntityType.GENE_FAMILY)
#: A symbol, which no common word is.
_SYMBOL = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9-]{1,8}")
_ACTS = re.compile(
    r"[ -](?:kinase |receptor )?(?:inhibitor|antagonist|degrader|blocker)s?(?![\w-])", re.IGNORECASE
)


def gene_classes(
    mentions: Sequence[Mention], text: str, target: Callable[[str], Term | None]
) -> list[Mention]:
    """Return `mentions`, those of a gene made one with the word behind it that makes a class of drugs of it.

    `target` gives the gene or family that a symbol names, or None: what only its sentence tells apart stays
    a gene. A gene right before such a class, with a stroke between, is part of its name: "G1/G2 inhibitor".
    """
    found: list[Mention] = []
    for mention in mentions:
        acts = _ACTS.match(text, mention.span.end) if mention.type in _GENES else None
        taken = acts is not None and any(
            m.span.start < acts.end() and mention.span.end < m.span.end for m in mentions if m is not mention
        )
        known = _SYMBOL.fullmatch(mention.text) is not None and target(mention.text) is not None
        if acts is not None and not taken and known:
            span = Span(start=mention.span.start, end=acts.end())
            mention = Mention(span=span, text=span.of(text), type=EntityType.DRUG_CLASS, recogniser="head")
        while found and _is_joined(found[-1], mention, text):
            span = Span(start=found.pop().span.start, end=mention.span.end)
            mention = replace(mention, span=span, text=span.of(text), name="", hints=())
        found.append(mention)
    return found


def _is_joined(gene: Mention, mention: Mention, text: str) -> bool:
    """Tell whether a gene before a class of drugs is a part of the name of that class."""
    return (
        gene.type in _GENES
        and mention.type is EntityType.DRUG_CLASS
        and text[gene.span.end : mention.span.start] == "/"
        and _SYMBOL.fullmatch(gene.text) is not None
        and re.search(r"(?:inhibitor|antagonist|degrader|blocker)s?$", mention.text, re.IGNORECASE)
        is not None
    )
