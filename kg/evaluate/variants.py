r"""Variants as corpora normalise them and as we name them, in one form that can be compared.

tmVar (Wei et al. 2013) writes a change as ``p|SUB|V|600|E``: level, kind, then reference, position and
alternative for a substitution, else position and residues. A form of ours is the same as a tuple ``(level,
kind, reference, position, alternative)``, with what is not said left empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

Form = tuple[str, str, str, str, str]

_AMINO = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G",
    "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S",
    "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Sec": "U", "Ter": "X", "Stop": "X", "stop": "X",
}  # fmt: skip
_AMINO_PATTERN = re.compile("|".join(_AMINO))
_KINDS = {"SUB": "SUB", "DEL": "DEL", "INS": "INS", "DUP": "DUP", "INDEL": "INDEL", "FS": "FS"}
_AA = "[ACDEFGHIKLMNPQRSTUVWXY]"
_POS = r"(?:IVS-?\d+)?[+*-]?\d*(?:[+-]\d+)?"
_LEVEL = r"(?:(?P<level>[cgmnrp])\.?)?"
_SUBSTITUTED = re.compile(rf"(?:p\.?)?(?P<ref>{_AA})-?(?P<pos>\d+)-?(?P<alt>{_AA})")
_BASES = (
    re.compile(rf"{_LEVEL}(?P<pos>{_POS})(?P<ref>[ACGTU]+)(?:>|/)(?P<alt>[ACGTU]+)"),
    re.compile(rf"{_LEVEL}(?P<ref>[ACGTU])(?P<pos>{_POS})(?:>|/)?(?P<alt>[ACGTU])"),
)
_CHANGED = re.compile(
    rf"{_LEVEL}(?P<first>{_AA}?)(?P<pos>\*?-?\d+(?:[+-]\d+)?)"
    rf"(?:_(?P<last>{_AA}?)(?P<end>\*?-?\d+(?:[+-]\d+)?))?"
    r"(?P<kind>delins|del|dup|ins)(?P<seq>[A-Z]*|\d*)(?:ins(?P<put>[A-Z]+))?"
)
_SHIFTED = re.compile(rf"(?:p\.?)?(?P<ref>{_AA})(?P<pos>\d+)(?P<alt>{_AA}?)fs.*")
_RS = re.compile(r"rs\d+")
_OLD_DELETION = re.compile(r"(?:Δ|delta)-?(?P<ref>[A-Z])(?P<pos>\d+)", re.IGNORECASE)


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
    return frozenset(form for tail in tails for form in _read(tail))


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
        yield from _read(local)
    if len(fields) < 4 or fields[1] not in _KINDS:
        return
    level, kind, first, second, *rest = fields
    level = "p" if level == "p" else "c"
    # some frameshifts stand as substitutions, with the distance to the stop codon at the end
    if kind == "FS" or (kind == "SUB" and len(rest) > 1 and rest[1]):
        yield level, "FS", first, _place(second), ""
    elif kind == "SUB" and rest:
        yield level, kind, first, _place(second), _stop(rest[0])
    elif kind in ("DEL", "INS", "DUP", "INDEL"):
        yield level, kind, second, _place(first), ""


def _read(text: str) -> Iterator[Form]:
    if match := _RS.fullmatch(text.lower()):
        yield "", "RS", "", match.group(), ""
        return
    short = _AMINO_PATTERN.sub(lambda match: _AMINO[match.group()], text)
    short = re.sub(r"[()\[\]]|-{1,2}(?=>)", "", short).replace("→", ">")
    if match := _OLD_DELETION.fullmatch(short):
        yield "p", "DEL", match["ref"], match["pos"], ""
    if (match := _SUBSTITUTED.fullmatch(short.replace("*", "X").replace(">", ""))) and short[
        0
    ] not in "cgmnr":
        yield "p", "SUB", match["ref"], match["pos"], match["alt"]
    for pattern in _BASES:
        if (match := pattern.fullmatch(short)) and match["pos"] and match["level"] != "p":
            yield "c", "SUB", match["ref"], _place(match["pos"]), match["alt"]
    if match := _SHIFTED.fullmatch(short):
        yield "p", "FS", match["ref"], match["pos"], ""
    elif match := _CHANGED.fullmatch(short):
        yield from _changed(match)


def _changed(match: re.Match[str]) -> Iterator[Form]:
    kind = "INDEL" if match["kind"] == "delins" or match["put"] else match["kind"].upper()
    level = "p" if match["level"] == "p" or match["first"] else "c"
    place = _place(match["pos"] + (f"_{match['end']}" if match["end"] else ""))
    residues = match["put"] or match["seq"] or (match["first"] if not match["end"] else "")
    yield level, kind, residues, place, ""
    if match["first"] and match["end"]:
        yield level, kind, f"{match['first']}_{match['last']}", place, ""


def _place(text: str) -> str:
    return text.replace(" ", "").removeprefix("+")


def _stop(residue: str) -> str:
    return residue.replace("*", "X")
