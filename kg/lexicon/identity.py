"""One concept for the records that several sources keep of it, by curated mappings only.

Names decide nothing here: that two records are one is said by people, in the mappings and
cross-references that ontologies publish. These rules hold:

1. A concept has at most one record of a namespace, so that two records of one are never made one, by
   whatever chain of mappings.
2. A concept is of one kind (`_KINDS`): a disease (MONDO) and its sign (HP) stay two concepts, as do a
   gene, its family and the substance that is made of it. An identifier of MeSH, NCIT or EFO that is mapped
   to a disease and to a sign belongs to the disease, unless its label is that of the sign and not that of
   the disease.
3. Sources of mappings are read in order, the most trusted first; a mapping that contradicts what an
   earlier source said makes nothing one. Where it ties a record of a namespace of many kinds (a MeSH heading
   that covers a disease and its malignant form) to a second concept, the record is noted as an equivalent of
   that one, too, and lends it no names.
4. Where a source maps one identifier to several records of a namespace, only that mapping counts whose
   two labels have one key, if there is exactly one; otherwise none does, and if they are few, the record is
   noted as an equivalent as in rule 3.
5. The concept is called by its record in the first namespace of `PREFERENCE`, and the others are its
   exact matches.
6. A disease or sign is noted with the record of MeSH that files its label, as in rule 3, and so is a disease
   that no mapping ties to MeSH with the record that has its exact synonyms (`kg.lexicon.headings`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.lexicon.keys import key
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

Pair = tuple[str, str]

#: Namespaces, the one that names a concept first.
PREFERENCE = (
    "mondo", "hp", "hgnc", "ncbigene", "rgd", "fplx", "drugbank", "chebi", "uberon", "cl", "maxo", "go",
    "ncbitaxon", "cellosaurus", "mesh", "ncit", "doid", "efo", "orphanet.ordo", "oncotree", "omim", "symp",
    "mgi",
)  # fmt: skip
#: What the records of a namespace are; those not named here (MeSH, NCIT, EFO, NCBI Gene) are of many kinds.
_KINDS = {
    "mondo": "disease", "doid": "disease", "orphanet.ordo": "disease", "oncotree": "disease",
    "omim": "disease", "hp": "sign", "symp": "sign", "hgnc": "human gene", "rgd": "rat gene",
    "mgi": "mouse gene", "fplx": "gene family", "drugbank": "substance", "chebi": "substance",
    "uberon": "anatomy", "cl": "cell", "maxo": "action", "go": "process", "ncbitaxon": "species",
    "cellosaurus": "cell line",
}  # fmt: skip
#: A record that is mapped to more records of a namespace than these is a heading over them.
_COVERED = 3
#: Namespaces whose packs hold every living record: an identifier they lack is one of the past.
_WHOLE = frozenset(("mondo", "hp"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which concept each record belongs to, and the equivalents of each concept."""

    canonical: Mapping[str, str]
    equivalents: Mapping[str, tuple[str, ...]]

    def of(self, curie: str) -> str:
        """Return the CURIE of the concept that the record `curie` is of."""
        return self.canonical.get(curie, curie)

    def apply(self, entry: Entry, labels: Mapping[str, str]) -> Entry:
        """Return `entry` as one of its concept.

        A record that is not the one the concept is called by lends its names: the first is then the label
        of the concept (`labels`, by CURIE), its own label a synonym. It lends no parents, as the
        hierarchies of two sources need not agree.
        """
        curie = self.of(entry.curie)
        exact = (set(entry.exact) | {entry.curie} | set(self.equivalents.get(curie, ()))) - {curie}
        parents = sorted({self.of(parent) for parent in entry.parents} - {curie})
        if curie == entry.curie:
            return replace(entry, exact=tuple(sorted(exact)), parents=tuple(parents))
        as_synonym = Status.ALIAS if entry.type is EntityType.GENE else Status.EXACT
        synonyms = [(as_synonym if status is Status.LABEL else status, n) for status, n in entry.names]
        label = labels.get(curie, entry.label)
        own = [pair for pair in synonyms if pair[1] != label]
        return replace(
            entry,
            curie=curie,
            names=((Status.LABEL, label), *own),
            exact=tuple(sorted(exact)),
            parents=(),
        )


def join(sources: Sequence[Iterable[Pair]], labels: Mapping[str, str]) -> Identity:
    """Return what `sources` of mappings, the most trusted first, make of the records in `labels`.

    `labels` are the labels of all records in the packs, by CURIE; other identifiers can be equivalents, but
    name no concept.
    """
    groups: dict[str, set[str]] = {}
    shared: dict[str, set[str]] = defaultdict(set)
    clear = [_sorted_out(source, labels) for source in sources]
    signs = _signs([meant for meant, _ in clear], labels)
    for meant, doubtful in ((signs, []), *clear):
        for left, right in meant:
            _unite(left, right, groups, shared)
        for left, right in doubtful:
            _share(left, right, shared)
            _share(right, left, shared)
    canonical: dict[str, str] = {}
    equivalents: dict[str, set[str]] = defaultdict(set)
    for members in groups.values():
        named = [member for member in members if member in labels]
        best = min(named or members, key=_rank)
        for member in members:
            canonical[member] = best
        equivalents[best] |= members - {best}
    for curie, others in shared.items():
        equivalents[canonical.get(curie, curie)] |= others
    return Identity(
        canonical=canonical,
        equivalents={curie: tuple(sorted(others)) for curie, others in equivalents.items()},
    )


def namespace(curie: str) -> str:
    """Return what stands before the colon."""
    return curie.partition(":")[0]


def _rank(curie: str) -> tuple[int, str]:
    prefix = namespace(curie)
    return (PREFERENCE.index(prefix) if prefix in PREFERENCE else len(PREFERENCE), curie)


def _sorted_out(source: Iterable[Pair], labels: Mapping[str, str]) -> tuple[list[Pair], list[Pair]]:
    """Return the mappings of one source that rule 4 takes, and those that it doubts.

    In both the preferred namespaces come first.
    """
    partners: dict[tuple[str, str], set[str]] = defaultdict(set)
    pairs: set[Pair] = set()
    for pair in source:
        left, right = sorted(pair, key=_rank)
        if namespace(left) == namespace(right):
            continue
        if any(namespace(curie) in _WHOLE and curie not in labels for curie in pair):
            continue
        pairs.add((left, right))
        partners[left, namespace(right)].add(right)
        partners[right, namespace(left)].add(left)

    def is_meant(curie: str, other: str) -> bool:
        rivals = partners[curie, namespace(other)]
        if len(rivals) == 1:
            return True
        label = key(labels.get(curie, ""))
        return bool(label) and [r for r in rivals if key(labels.get(r, "")) == label] == [other]

    def is_covered(own: str, other: str) -> bool:
        """Whether a record is mapped to one other that covers a few like it."""
        return len(partners[own, namespace(other)]) == 1 and len(partners[other, namespace(own)]) <= _COVERED

    ordered = sorted(pairs, key=lambda pair: (_rank(pair[0]), _rank(pair[1])))
    meant = [(left, right) for left, right in ordered if is_meant(left, right) and is_meant(right, left)]
    taken = set(meant)
    doubtful = [
        (left, right)
        for left, right in ordered
        if (left, right) not in taken and (is_covered(left, right) or is_covered(right, left))
    ]
    return meant, doubtful


def _signs(sources: Sequence[Sequence[Pair]], labels: Mapping[str, str]) -> list[Pair]:
    """Return the mappings of signs whose labels agree where that of no disease mapped to the same does.

    MONDO maps some of its diseases to the sign they are known by: visual epilepsy to MeSH's seizures.
    """
    agreed: dict[str, dict[str, str]] = {"hp": {}, "mondo": {}}
    for source in sources:
        for one, other in source:
            same = key(labels.get(one, "")) == key(labels.get(other, "-"))
            if same and namespace(one) in agreed and namespace(other) not in _KINDS:
                agreed[namespace(one)].setdefault(other, one)
    return [(sign, other) for other, sign in sorted(agreed["hp"].items()) if other not in agreed["mondo"]]


def _unite(left: str, right: str, groups: dict[str, set[str]], shared: dict[str, set[str]]) -> None:
    """Make the concepts of two records one, unless rule 1 or 2 forbids it."""
    mine, others = groups.get(left, {left}), groups.get(right, {right})
    if mine is others:
        return
    kinds = {_KINDS[prefix] for curie in mine | others if (prefix := namespace(curie)) in _KINDS}
    clash = {namespace(curie) for curie in mine} & {namespace(curie) for curie in others}
    if clash or kinds == {"disease", "sign"}:
        _share(left, right, shared)
        _share(right, left, shared)
    if clash or len(kinds) > 1:
        return
    joined = mine | others
    for curie in joined:
        groups[curie] = joined


def _share(own: str, other: str, shared: dict[str, set[str]]) -> None:
    """Note `other`, a record of a namespace of many kinds that is of another concept, as an equivalent."""
    if namespace(own) in _KINDS and namespace(other) not in _KINDS:
        shared[own].add(other)
