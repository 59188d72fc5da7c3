from __future__ import annotations

import re

import pytest

from kg.nlp.variants import read_change, read_notation

PROTEIN = [
    ("R150P", "Arg150Pro"),
    ("R150P", "p.(Arg150Pro)"),
    ("R150P", "Arg-150-Pro"),
    ("R150P", "Arg150 -> Pro"),
    ("R150P", "Arg150---->Pro"),
    ("R150P", "150arg----pro"),
    ("R150P", "arginine 150 proline"),
    ("R150P", "arginine150 to proline"),
    ("R150P", "Arg to Pro at position 150"),
    ("R150P", "Arg 150 to Pro"),
    ("R150P", "arginine-to-proline substitution at codon 150"),
    ("R150P", "substitution of proline for arginine at codon 150"),
    ("R150P", "proline residue in place of an arginine residue at position 150"),
    ("R150P", "arginine 150 is replaced by proline"),
    ("R150P", "arginine (CGC) to proline (CCC) at amino acid 150"),
    ("R150P", "arginine (R) to proline (P) change at residue 150"),
    ("R150P", "codon 150, CGC-->CCC"),
    ("R150P", "CGC(150)CCC"),
    ("K31Q", "31K/Q"),
    ("R12*", "p.R12X"),
    ("R12*", "Arg12Ter"),
    ("R12*", "p.R12*"),
    ("R12*", "Arg 12 to stop"),
    ("R12*", "12arg----stop"),
    ("R12*", "arginine (CGA) by a stop (TGA) at amino-acid 12"),
    ("R12*", "stop codon for arginine at codon 12"),
    ("p.E>G", "glutamate by glycine"),
    ("L10fs", "p.Leu10fs"),
    ("L10fs", "L10fsX"),
    ("L10Pfs*5", "p.Leu10ProfsX5"),
    ("L10Pfs*5", "L10PfsTer5"),
    ("F508del", "p.Phe508del"),
    ("F508del", "ΔF508"),
    ("F508del", "delta-Phe508"),
    ("S366del", "DEL366S"),
    ("E746_A750del", "Glu746-Ala750del"),
    ("D46_Q48delinsE", "p.Asp46_Gln48delinsGlu"),
    ("p.40_52del", "deletion of amino acids 40-52"),
    ("p.ins8", "insertion of eight additional amino acids"),
]  # fmt: skip
BASES = [
    ("c.35delG", "c.35delG"),
    ("35delG", "35 delG"),
    ("35delG", "deletion of G at nucleotide 35"),
    ("5063delT", "T deletion at 5063"),
    ("1234insT", "insertion of a T at 1234"),
    ("7916_7917insT", "nucleotide T insertion at 7916 and 7917"),
    ("c.899_1142del", "c.899-1142del"),
    ("2238_2239delAG", "2238-9del AG"),
    ("c.93-1G>T", "c. 93 -1G>T"),
    ("c.592C>T", "c.592C-->T"),
    ("308G>C", "G to C at nucleotide 308"),
    ("308G>C", "G-to-C point mutation in exon 4 (base 308)"),
    ("1451C>G", "cytosine to guanine transversion at nucleotide 1451"),
    ("387T>A", "T to A transition at the nucleotide position +387"),
    ("33468C>T", "C to T at 33468"),
    ("6410G>T", "G6410 by T"),
    ("c.898G>T", "G>T substitution at nucleotide c.898"),
    ("c.-924A>G", "-924 A/G"),
    ("c.-924A>G", "-924, A/G"),
    ("c.-924A>G", "A-924G"),
    ("c.-924A>G", "\u2212924A>G"),
    ("c.-13910C>T", "C/T(-13,910)"),
    ("IVS9+459A>G", "IVS9+459, A/G"),
    ("IVS9+459A>G", "IVS9 + 459A > G"),
    ("IVS2+745C>G", "IVS-II-745 (C>G)"),
    ("codon38A>G", "A was replaced by a G in codon 38"),
    ("735_736TG>AT", "735-6 TG>AT"),
    ("del32", "32-bp deletion"),
    ("del32", "deletion of 32 base pairs"),
    ("del32", "Delta32"),
    ("del5.5kb", "5.5 kb deletion"),
    ("dup24", "dup24bp"),
    ("delins6", "ins/del 6 bp"),
    ("delCAG", "deletion (CAG)"),
    ("1494del6", "deletion of 6 bp at position 1494"),
    ("A>G", "A-to-G"),
    ("CCTTT[14]", "(CCTTT)14"),
    ("c.-1082A", "A at position -1082"),
    ("c.-251AA", "-251A/A"),
    ("c.-174CC", "C-174C"),
    ("689AA", "689 AA"),
    ("IVS9+459GG", "IVS9+459 GG"),
    ("exon 19 deletion", "deletions of exon 19"),
    ("exon 14 skipping", "exon 14 skipping"),
]  # fmt: skip
#: Notation of today, which is its own name.
NORMAL = ["V600E", "c.34G>T", "c.1263+5G>C", "c.429_452dup", "g.3907G>A", "rs121913529", "G6410T", "c.*12A>G"]


@pytest.mark.parametrize(("name", "text"), [*PROTEIN, *BASES, *((name, name) for name in NORMAL)])
def test_read_change_gives_the_normal_form(name: str, text: str) -> None:
    change = read_change(text)
    assert change is not None
    assert change.name == name


@pytest.mark.parametrize("name", sorted({name for name, _ in (*PROTEIN, *BASES)} | set(NORMAL)))
def test_normal_form_reads_as_itself_and_makes_a_clean_iri(name: str) -> None:
    change = read_notation(name)
    assert change is not None
    assert change.name == name
    assert re.fullmatch(r"[A-Za-z0-9._+-]+", change.slug)


@pytest.mark.parametrize(
    "text",
    [
        "amplification",
        "ALK rearrangement",
        "Tyrosine kinase inhibitor",
        "AR-V7",
        "wild type",
        "A/B toxins",
        "loss of heterozygosity",
        "AA+AG at -45",
        "stop codon at nucleotides 766 to 768",
        "K7_L8_M9 deletion",
        "insertion of (GCG)4GCA",
        "",
    ],
)
def test_read_change_leaves_what_it_cannot_tell(text: str) -> None:
    assert read_change(text) is None


def test_read_change_letters_of_bases_and_amino_acids_have_no_level() -> None:
    change = read_change("G12A")
    assert change is not None
    assert (change.level, change.reference, change.alternative) == ("", "G", "A")
