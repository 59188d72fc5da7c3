"""The forms in which running text has sequence variants, as regular expressions.

They follow the HGVS nomenclature (den Dunnen et al. 2016) and the older ones that abstracts still use
(Caporaso et al. 2007, MutationFinder; Thomas et al. 2016, SETH; Wei et al. 2013, tmVar).
"""

from __future__ import annotations

import re

from kg.nlp.variants.residues import AMINO_NAMES, BASE_NAMES

_AA3 = "Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Sec|Ter|Stop"
_AA1 = "ACDEFGHIKLMNPQRSTVWY"
_BASE = "[ACGTU]"
_ARROW = r"\s?(?:-{0,2}>|→|/|&gt;)\s?"
_POS = r"(?:[*-]?\d+(?:\s?[+-]\s?\d+)?)"
_FREE = r"(?<![\w.+*/>-])"
_STOP = r"(?![\w>+*]|-\w)"

_NAMED = "|".join(sorted({*AMINO_NAMES, *BASE_NAMES} - {"ter"}, key=len, reverse=True))
_NAME = rf"(?:\b(?:{_NAMED})(?![a-z])(?:\s?\([A-Z]{{1,3}}\))?|(?-i:\b(?:{_AA3})(?![a-z])))"
_RESIDUE = rf"(?:{_NAME}|(?-i:\b[ACGT]{{1,3}}\b))(?: (?:residue|codon))?"
_INTO = (
    r"(?:\s?-{0,4}>\s?|[ -](?:to|into|by|with|for)[ -]| (?:instead|in place) of | rather than "
    r"| (?:is|was|were) (?:replaced|substituted|changed) (?:by|with|to) )(?:an? |the )?"
)
_UNIT = r"(?:amino[- ]acid|nucleotides?|codons?|residues?|positions?|base(?: pair)?s?|nt\.?|bp|cDNA|site)"
_PLACE = (
    rf"(?:(?:{_UNIT}\s?){{1,3}}(?:number )?(?:c\.)?[+-]?\d+(?!\w)"
    r"|[+-]\d{2,5}(?!\w)|\d{3,6}(?![\w%]|\.\d))"
)
_SAID_PLACE = rf"(?:{_UNIT}\s?){{1,3}}(?:number )?[+-]?\d+(?!\w)"
_CHANGE = (
    r"(?:(?:point |missense |nonsense )?(?:substitutions?|changes?|transitions?|transversions?|mutations?"
    r"|replacements?|polymorphisms?|exchanges?|variants?))"
)
_EVENT = r"(?:insertion/deletion|deletion/insertion|deletion|insertion|duplication|indel)s?"
_COUNTED = r"(?:bp|base[- ]?pairs?|kb|kbp|Mb|nucleotides?|nt|bases?)"
_LENGTH = rf"\b(?:\d[\d.,]*\d|\d|one|two|three|four|five|six|seven|eight|nine|ten|single)[ -]?{_COUNTED}"
# a length alone names a deletion only where few others have it
_LONG = rf"\b(?:\d[\d.,]*\d[ -]?{_COUNTED}|\d[ -]?(?:kb|kbp|Mb))"

# Surely a variant, whatever stands around it.
_SURE = (
    # c.35G>A, g.3907G>A, c.1263+5G>C, c.35_36del, c.429_452dup, c.3036_3038delGGT, c.956delC, m.3243A>G,
    # c145A>G
    rf"\b(?:[cgmnr]\.\s?|[cg](?=\d))[\[(]?{_POS}(?:[_-]{_POS})?\s?(?:{_BASE}+{_ARROW}{_BASE}+|(?:del|dup"
    rf"|ins|inv|con)"
    rf"(?:[ACGTU]+|\d*)(?:ins[ACGTU\d]+)?|=)[\])]?",
    # p.V600E, p.(Val600Glu), p.Y99VfsX61, p.Leu16del, p.Val1724_Thr1739del, p.E947*, p.A502_Y503dup
    rf"\bp\.\s?\(?(?:{_AA3}|[{_AA1}X])\d+(?:_(?:{_AA3}|[{_AA1}])\d+)?"
    rf"(?:(?:{_AA3}|[{_AA1}X*]|stop)?\s?fs(?:\s?(?:X|\*|Ter)?\s?\d*)?|(?:delins|del|dup|ins)(?:{_AA3}"
    rf"|[{_AA1}])*"
    rf"|{_AA3}|[{_AA1}X*]|stop|=)?\)?",
    r"\brs\d{2,12}\b",
    # Val600Glu, Arg47-His, Pro167 > Arg
    rf"(?<![\w.+*/>])(?:{_AA3})[ -]?\d{{1,4}}(?:-|{_ARROW}|\s?to\s?|\s)?(?:{_AA3}|X\b|\*)(?!\w)",
    rf"{_FREE}(?:{_AA3})\d{{1,4}}(?:del|dup|fs(?:X\d+|\*\d+)?)(?!\w)",
    # p.11_12insAA, p.990delM, Q1351Stop, cys152 > arg, 272gly----stop, C/T(-13910)
    rf"\bp\.\d+(?:_\d+)?(?:delins|del|dup|ins)[{_AA1}]+(?!\w)",
    rf"{_FREE}[{_AA1}]\d{{1,4}}(?:[Ss]top|Ter)(?!\w)",
    rf"{_FREE}(?i:{_AA3})\s?\d{{1,4}}\s?(?:-{{0,4}}>|→)\s?(?i:{_AA3})(?!\w)",
    rf"{_FREE}\d{{1,4}}(?i:{_AA3})(?:-{{2,4}}|-{{0,4}}>|→)(?i:{_AA3})(?!\w)",
    rf"{_FREE}{_BASE}\s?(?:/|-{{0,2}}>)\s?{_BASE}\s?\(-[\d,]+\)",
    # C-174G, G-1739A, G20210A
    rf"{_FREE}{_BASE}-\d{{3,5}}{_BASE}(?![\w>-])",
    rf"{_FREE}{_BASE}\d{{5,8}}{_BASE}(?![\w>-])",
    # 1780delTC, 695insT, 185delAG, 2382_2383del, 1397-1401delAGAAC
    rf"{_FREE}\d{{2,5}}(?:[_-]\d{{2,5}})?\s?(?:del|[Ii]ns|dup)(?:\s?[ACGTU]+|\d+)(?!\w)",
    # -588 (A>G)
    rf"(?<![\w.])[+-]\d{{2,5}}\s?\({_BASE}\s?(?:-{{0,2}}>|/)\s?{_BASE}\)",
    # 965G>A, -174G>C, -88 C>A, 3849+10kb C>T, IVS5+1G>A, -764G/A
    rf"(?<![\w.])(?:IVS-?\d+\s?)?(?:[+-]\s?)?\d+(?:\s?[+-]\s?\d+)?(?:\s?kb)?\s?{_BASE}{{1,3}}\s?"
    rf"(?:-{{1,2}}>|>|→)\s?{_BASE}{{1,3}}(?!\w)",
    rf"(?<![\w.])(?:IVS-?\d+\s?)?[+-]\d{{2,5}},?\s?{_BASE}/{_BASE}(?!\w)",
    r"\bIVS-?(?:\d+|[IVX]+)(?:\s?[+-]\s?\d+|\([+-]\d+\))"
    r"(?:\s?\(?[ACGTacgt]\s?(?:-{0,2}>|-|/)\s?[ACGTacgt]\)?|(?:del|ins|dup)[ACGT]+)?(?!\w)",
    # F508del, ΔF508, deltaF508, E746_A750del, F188del
    rf"{_FREE}(?:Δ|[Dd]elta\s?-?)[{_AA1}]\d{{1,4}}(?!\w)",
    rf"{_FREE}[{_AA1}]\d{{1,4}}(?:[_-][{_AA1}]\d{{1,4}})?(?:del|dup|ins)(?:[{_AA1}]{{1,6}})?(?!\w)",
    rf"{_FREE}[{_AA1}]\d{{1,4}}(?:[{_AA1}])?fs(?:X\d+|\*\d+)?(?!\w)",
)
# glycine-to-arginine substitution at position 197; A-to-G transition at nucleotide 276; deletion of G at
# nucleotide 520
_SAID = (
    rf"\(?{_RESIDUE}{_INTO}{_RESIDUE}\)?(?:[ -]\w+)?,?(?: {_CHANGE})?,? (?:at|of|in|on) (?:the )?{_PLACE}",
    rf"(?-i:\b[{_AA1}]) to (?-i:[{_AA1}]) {_CHANGE} (?:at|of|in) (?:the )?{_SAID_PLACE}",
    rf"\b{_SAID_PLACE},? \(?{_RESIDUE}{_INTO}{_RESIDUE}",
    # arginine 84 to glutamine, Glu 12 to stop, proline 484 is replaced by arginine
    rf"{_NAME}[ -]?\d{{1,4}}{_INTO}{_NAME}",
    rf"\b(?:{_NAMED}) \d{{1,4}} (?:{_NAMED})\b",
    # tyrosine codon at amino acid position 67 into a stop
    rf"{_NAME}(?: (?:residue|codon))? at {_SAID_PLACE}{_INTO}{_NAME}",
    rf"\b{_EVENT} of (?:an? |the )?(?:{_RESIDUE}|(?-i:[ACGT]{{1,12}}))(?: nucleotides?| base)?"
    rf" (?:at|in|between|after) (?:the )?{_PLACE}(?: and \d+)?",
    rf"(?:{_RESIDUE}|(?-i:\b[ACGT]{{1,12}}\b)) {_EVENT}(?: mutation)? (?:at|in|between) (?:the )?{_PLACE}"
    r"(?: and \d+)?",
    rf"\b(?:(?:{'|'.join(BASE_NAMES)}) \d{{2,5}}|\d{{2,5}} (?:{'|'.join(BASE_NAMES)})) {_EVENT}\b",
    # 32-bp deletion, 5.5 kb deletion, deletion of 22 bp, single-nucleotide deletion at position 329
    rf"{_LONG}[ -](?:\w+ )?{_EVENT}(?<!s)\b",
    rf"{_LENGTH}[ -](?:\w+ )?{_EVENT} at (?:the )?{_PLACE}",
    rf"\b{_EVENT} of {_LONG}\b",
    rf"\b{_EVENT} of {_LENGTH} at (?:the )?{_PLACE}",
    r"\b(?:ins/del|del/ins) \d+ ?bp\b",
    r"\b(?:del|ins|dup)\d+ ?bp\b",
    # A allele at -31, A at position -45
    rf"(?-i:\b[ACGT]) (?:allele at (?:the )?{_PLACE}|at (?:the )?(?:{_UNIT} )?[+-]\d{{2,5}}(?!\w))",
)
# exon 11 deletion, exon 20 insertions, exon 14 skipping, deletion of exon 19, exon 9 mutation
_EXON = (
    r"\b(?:in-frame )?(?:exons?)[ -]\d{1,2}(?:\s?(?:[-–]|and|or|/)\s?\d{1,2})?[ -]"
    r"(?:in-frame )?(?:deletions?|insertions?|duplications?|skipping|mutations?|mutants?|indels?"
    r"|alterations?)\b",
    r"\b(?:deletions?|insertions?|duplications?|skipping|mutations?) (?:of|in"
    r"|at) exons? \d{1,2}(?:\s?(?:[-–]|and|or|/)\s?\d{1,2})?\b",
    r"\bexons?\s\d{1,2}\s?(?:del|ins|dup)\b",
)

SURE = tuple(re.compile(form) for form in _SURE)
"""Surely a variant, whatever stands around it."""
TOLD = tuple(re.compile(form, re.IGNORECASE) for form in _SAID)
"""A variant in words, where they can be read."""
EXON = tuple(re.compile(form, re.IGNORECASE) for form in _EXON)
"""What befell an exon."""
SHORT = re.compile(rf"(?<![\w.+*>])([{_AA1}])(\d{{1,4}})([{_AA1}X*])(?:/([{_AA1}])(?![\w]))?(?![\w>+*])")
"""V600E, D842V, R175*: a number of two digits or more, or a word for a variant beside it."""
GLUED = re.compile(rf"(?<![\w-])(?P<gene>[A-Z][A-Z0-9]{{2,6}}?)(?P<change>[{_AA1}]\d{{2,4}}[{_AA1}*])(?!\w)")
"""BRAFV600E: the change was a superscript."""
HISTONE = re.compile(r"\bH3(?:\.[123])?[ABCF]?[ -]?(?P<change>K27[MI]|G34[RVWL]|K36[MI])(?!\w)")
"""The mutations of histone H3 in tumours, where other letters behind a number are marks (WHO 2021)."""
ONE_BASE = re.compile(rf"{_FREE}{_BASE}-?\d{{2,6}}{_BASE}{_STOP}")
SPACED = re.compile(rf"{_FREE}[{_AA1}]\d{{2,4}} [{_AA1}](?=[,;.)]|\s(?:mutation|variant|and))")
PLACED_PAIR = re.compile(rf"(?<![\w.+-])\d{{3,6}},?\s?{_BASE}/{_BASE}(?![\w/])")
"""1520 C/T."""
SHORTENED = re.compile(r"(?:(?:(?<=[A-Z0-9])|\b)[Dd]elta ?|Δ)-?\d\d(?![\w.])")
"""Delta32: a deletion by its length."""
GENOTYPE = re.compile(
    rf"(?<![\w.])(?:IVS\d+[+-]|-)\d{{2,5}}\s?{_BASE}{{1,2}}(?:/{_BASE})?"
    r"(?=\)? (?:allele|genotype|carrier|homozyg))"
)
"""-930G allele, IVS3+12 CC genotype."""
