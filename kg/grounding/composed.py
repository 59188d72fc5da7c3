"""Concepts composed of others: fusions, trials."""

from __future__ import annotations

import re

from kg.lexicon import Lexicon, minted, slug
from kg.model import Concept, EntityType, Mention

#: What is no part of the name of a trial.
_NOUN = re.compile(r"(?<=\w)\s+(?:trial|study)$", re.IGNORECASE)
_NCT = re.compile(r"\bNCT\d{8}\b")


def symbol(lexicon: Lexicon, curie: str) -> str:
    """Return the label of a concept, or the local part of its CURIE where the lexicon has none."""
    concept = lexicon.concept(curie)
    return concept.label if concept else curie.rpartition(":")[2].rpartition("/")[2]


def fusion(lexicon: Lexicon, mention: Mention) -> Concept:
    """Return the concept of a fusion from the partners that its recogniser found, 5' first.

    A rearrangement of which only one partner is known is a concept of its own.
    """
    partners = tuple(hint for hint in mention.hints if ":" in hint)
    names = [symbol(lexicon, partner) for partner in partners]
    if len(partners) == 2:
        label = "::".join(names)
        curie = "bkg:fusion/" + "--".join(re.sub(r"[^A-Za-z0-9.]+", "-", name) for name in names)
        return Concept(curie=curie, label=label, type=EntityType.FUSION, partners=partners)
    label = f"{names[0]} fusion" if names else mention.lookup
    return Concept(
        curie=minted(EntityType.FUSION, label),
        label=label,
        type=EntityType.FUSION,
        partners=partners,
        grounded=bool(partners),
    )


def trial(lexicon: Lexicon, mention: Mention) -> Concept:
    """Return the concept of a trial: by registry number where the text, a hint or the lexicon has one."""
    curies = [hint for hint in mention.hints if hint.startswith("clinicaltrials:")]
    number = _NCT.search(mention.text)
    if number:
        curies.insert(0, f"clinicaltrials:{number.group()}")
    curies += [t.curie for t in lexicon.terms(mention.lookup) if t.curie.startswith("clinicaltrials:")]
    if curies:
        known = lexicon.concept(curies[0])
        label = known.label if known else mention.lookup
        return known or Concept(curie=curies[0], label=label, type=EntityType.TRIAL)
    name = _NOUN.sub("", mention.lookup)
    return Concept(curie=f"bkg:trial/{slug(name)}", label=name, type=EntityType.TRIAL, grounded=False)
