"""Plain OBO sources: gene families of FamPlex, actions of MAXO, symptoms of SYMP."""

from __future__ import annotations

from collections.abc import Iterator

from kg.lexicon.sources import obo
from kg.lexicon.sources.names import public, tidy
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

FAMPLEX = "famplex"
FAMPLEX_FILE = "/export/famplex.obo"
_MAXO_DIAGNOSTIC = "MAXO:0000003"


def famplex(text: str) -> Iterator[Entry]:
    """Yield families and complexes; the identifier with its underscores is a name only without them."""
    for stanza in obo.stanzas(text.splitlines()):
        if not stanza.curie.startswith("FPLX:") or stanza.curie == "FPLX:root":
            continue
        label = stanza.label.replace("_", " ").replace("-family", " family")
        names = [(Status.LABEL, label), *((s, n) for s, n in stanza.names if s is not Status.LABEL)]
        yield Entry(
            curie="fplx:" + stanza.curie.partition(":")[2],
            type=EntityType.GENE_FAMILY,
            names=tidy(names),
            parents=tuple("fplx:" + p.partition(":")[2] for p in sorted(stanza.parents) if p != "FPLX:root"),
        )


def maxo(text: str) -> Iterator[Entry]:
    """Yield medical actions: diagnostic procedures as such, all others as therapies."""
    terms = {stanza.curie: stanza for stanza in obo.stanzas(text.splitlines())}

    def is_below(curie: str, top: str) -> bool:
        return curie == top or any(is_below(p, top) for p in terms[curie].parents if p in terms)

    for curie, stanza in terms.items():
        if not curie.startswith("MAXO:") or not stanza.names:
            continue
        diagnostic = is_below(curie, _MAXO_DIAGNOSTIC)
        yield Entry(
            curie=public(curie),
            type=EntityType.DIAGNOSTIC if diagnostic else EntityType.THERAPY,
            names=tidy(stanza.names),
            parents=tuple(sorted(public(p) for p in stanza.parents if p.startswith("MAXO:"))),
        )


def symp(text: str) -> Iterator[Entry]:
    """Yield the symptoms."""
    for stanza in obo.stanzas(text.splitlines()):
        if stanza.names:
            yield Entry(
                curie=public(stanza.curie),
                type=EntityType.PHENOTYPE,
                names=tidy(stanza.names),
            )
