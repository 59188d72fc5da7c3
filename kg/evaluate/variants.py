r"""Variants as corpora normalise them and as we name them, in one form that can be compared.

tmVar (Wei et al. 2013) writes a change as ``p|SUB|V|600|E``: level, kind, then reference, position and
alternative for a substitution, residue and position for an allele, else position and residues or their
number. A form of ours is the same as a tuple ``(level, kind, reference, position, alternative)``, with what
is not said left empty. Only a name in notation has forms: one that repeats the words of a text identifies
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kg.nlp.variants import Change, ChangeKind, read_notation

Form = tuple[str, str, str, str, str]

_KINDS = {"SUB": "SUB", "DEL": "DEL", "INS": "INS", "DUP": "DUP", "INDEL": "INDEL", "FS": "FS",
          "ALLELE": "ALLELE", "AELLE": "ALLELE"}  # fmt: skip
_OURS = {
    ChangeKind.DELETION: "DEL",
    ChangeKind.INSERTION: "INS",
    ChangeKind.DUPLICATION: "DUP",
    ChangeKind.INDEL: "INDEL",
}
_NO_BASE = re.compile(r"[^ACGTUN\d]")


def forms(label: str) -> frozenset[Form]:
    """Return what the name of a variant concept can mean, a gene before it left aside.

    A letter that stands for a base and for an amino acid (``G12A``) gives a form of either level.

    >>> sorted(forms("BRAF V600E")), sorted(forms("c.35G>A"))
    ([('p', 'SUB', 'V', '600', 'E')], [('c', 'SUB', 'G', '35', 'A')])
    >>> sorted(forms("p.Leu16del")), sorted(forms("185delAG")), forms("amplification")
    ([('p', 'DEL', 'L', '16', '')], [('c', 'DEL', 'AG', '185', '')], frozenset())
    """
    words = label.split()
    tails = {"".join(words[start:]) for start in range(min(len(words), 2))}
    changes = (read_notation(tail) for tail in tails)
    return frozenset(form for change in changes if change is not None for form in _of_change(change))


def _of_change(change: Change) -> Iterator[Form]:
    kind, place = change.kind, change.place.upper()
    reference, alternative = _stop(change.reference), _stop(change.alternative)
    levels = {"p": "p", "": "pc"}.get(change.level, "c")
    if kind is ChangeKind.NUMBER:
        yield "", "RS", "", change.alternative, ""
    for level in levels:
        if kind is ChangeKind.SUBSTITUTION:
            yield level, "SUB", reference, place, alternative
        elif kind is ChangeKind.FRAMESHIFT:
            yield level, "FS", reference, place, ""
        elif kind is ChangeKind.ALLELE:
            yield level, "ALLELE", _alleles(reference + alternative), place, ""
        elif kind is ChangeKind.REPEAT:
            yield level, "DUP", alternative, place, ""
        elif kind in _OURS:
            name, (first, *last) = _OURS[kind], reference.split("_")
            residues = alternative or ("" if last else first)
            yield level, name, _length(residues), place, ""
            if last:
                yield level, name, reference, place, ""


def gold_forms(gold: Collection[str]) -> frozenset[Form]:
    """Return the forms of the tmVar and dbSNP identifiers among `gold`.

    >>> sorted(gold_forms({"tmvar:p|SUB|V|600|E", "dbsnp:rs113488022"}))
    [('', 'RS', '', 'rs113488022', ''), ('p', 'SUB', 'V', '600', 'E')]
    """
    found = set()
    for curie in gold:
        prefix, _, local = curie.partition(":")
        if prefix == "dbsnp":
            found.add(("", "RS", "", local.lower(), ""))
        elif prefix == "tmvar":
            found.update(_of_tmvar(local))
    return frozenset(found)


def _of_tmvar(local: str) -> Iterator[Form]:
    fields = local.split("|")
    if len(fields) == 1:
        yield from forms(local)
    if len(fields) < 4 or fields[1].upper() not in _KINDS:
        return
    level, kind, first, second, *rest = fields
    kind = _KINDS[kind.upper()]
    # some residues that are no bases stand with the level of bases
    residues = first + (rest[0] if rest else "") if kind == "SUB" else first
    level = "p" if level == "p" or (kind in ("SUB", "ALLELE") and _NO_BASE.search(residues)) else "c"
    # some frameshifts stand as substitutions, with the distance to the stop codon at the end
    if kind == "FS" or (kind == "SUB" and len(rest) > 1 and rest[1]):
        yield level, "FS", first, _place(second), ""
    elif kind == "SUB" and rest:
        yield level, kind, first, _place(second), _stop(rest[0])
    elif kind == "ALLELE":
        yield level, kind, _alleles(_stop(first)), _place(second), ""
    elif kind in ("DEL", "INS", "DUP", "INDEL"):
        yield level, kind, _length(second), _place(first), ""


def _place(text: str) -> str:
    return text.replace(" ", "").removeprefix("+").upper()


def _stop(residue: str) -> str:
    return residue.replace("*", "X")


def _alleles(residues: str) -> str:
    """Return the different alleles of a genotype: the corpora give a homozygous one by one or two letters."""
    return "".join(sorted(set(residues)))


def _length(residues: str) -> str:
    """Return residues, or a number of them as tmVar writes it ("5.5K")."""
    match = re.fullmatch(r"([\d.]+)([kKmM]?)[bB]?[pP]?", residues)
    return residues if match is None else match[1] + match[2].upper()
