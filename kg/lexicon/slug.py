"""Slugs: the readable local part of an identifier of our own, the same on every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from kg.lexicon.keys import GREEK, singular
from kg.model import EntityType

_LAST_WORD = re.compile(r"[^\W\d_]+$")


def slug(text: str) -> str:
    """Return `text` as lower-case ASCII words joined by hyphens, the last word in the singular.

    Text without a single ASCII letter or digit gives twelve digits of its SHA-256.

    >>> slug("CLDN18.2-directed CAR T cells"), slug("TGF-β trap")
    ('cldn18.2-directed-car-t-cell', 'tgf-beta-trap')
    """
    words = " ".join(text.split())
    match = _LAST_WORD.search(words)
    if match:
        words = words[: match.start()] + singular(match.group())
    plain = unicodedata.normalize("NFKD", words).casefold().translate(GREEK)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    found = "-".join(re.findall(r"[a-z0-9]+(?:\.(?=[0-9])[0-9]+)*", plain))
    return found or hashlib.sha256(text.encode()).hexdigest()[:12]


def minted(kind: EntityType, name: str) -> str:
    """Return the CURIE of a concept that no public ontology is known to have.

    >>> minted(EntityType.DRUG_CLASS, "PARP inhibitors")
    'bkg:concept/drug-class/parp-inhibitor'
    """
    return f"bkg:concept/{kind.value.replace(' ', '-')}/{slug(name)}"
