"""Amino acids and bases as texts write them, each as its one letter.

Letters and names are those of IUPAC-IUB; codons are read by the standard genetic code (NCBI table 1).
"""

from __future__ import annotations

from itertools import product

STOP = "*"

#: Three letters to one.
THREE = {
    "Ala": "A", "Arg": "R", "Asn": "N", "Asp": "D", "Cys": "C", "Gln": "Q", "Glu": "E", "Gly": "G",
    "His": "H", "Ile": "I", "Leu": "L", "Lys": "K", "Met": "M", "Phe": "F", "Pro": "P", "Ser": "S",
    "Thr": "T", "Trp": "W", "Tyr": "Y", "Val": "V", "Sec": "U", "Ter": STOP, "Stop": STOP,
}  # fmt: skip
#: Names of amino acids, and words for the end of a chain.
AMINO_NAMES = {
    "alanine": "A", "arginine": "R", "asparagine": "N", "aspartate": "D", "aspartic acid": "D",
    "cysteine": "C", "glutamine": "Q", "glutamate": "E", "glutamic acid": "E", "glycine": "G",
    "histidine": "H", "isoleucine": "I", "leucine": "L", "lysine": "K", "methionine": "M",
    "phenylalanine": "F", "proline": "P", "serine": "S", "threonine": "T", "tryptophan": "W",
    "tyrosine": "Y", "valine": "V", "stop": STOP, "termination": STOP, "terminator": STOP, "ter": STOP,
}  # fmt: skip
BASE_NAMES = {
    "adenine": "A", "adenosine": "A", "cytosine": "C", "cytidine": "C", "guanine": "G", "guanosine": "G",
    "thymine": "T", "thymidine": "T", "uracil": "U", "uridine": "U",
}  # fmt: skip
ONE = "ACDEFGHIKLMNPQRSTUVWY"
BASES = "ACGTU"
_ORDER = "TCAG"
_TABLE = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
CODONS = {"".join(codon): residue for codon, residue in zip(product(_ORDER, repeat=3), _TABLE, strict=True)}


def letter(residue: str) -> str:
    """Return the one letter of an amino acid or a stop written in one or three letters.

    >>> letter("Val"), letter("gly"), letter("X"), letter("stop"), letter("R")
    ('V', 'G', '*', '*', 'R')
    """
    if residue in ("X", STOP):
        return STOP
    return THREE.get(residue.capitalize(), residue)


def letters(residues: str) -> str:
    """Return a chain of residues in one-letter code: ``letters("SerLeu") == "SL"``."""
    three = [residues[i : i + 3] for i in range(0, len(residues), 3)]
    return "".join(letter(each) for each in three) if all(each in THREE for each in three) else residues


def is_bases(text: str) -> bool:
    """Tell whether `text` can be a stretch of bases.

    >>> is_bases("AT"), is_bases("R"), is_bases("")
    (True, False, False)
    """
    return bool(text) and set(text) <= set(BASES)
