"""Reads variants that are told in words: "substitution of proline for arginine at codon 150"."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.nlp.variants.change import Change, ChangeKind
from kg.nlp.variants.notation import codons, place, plain, size
from kg.nlp.variants.residues import AMINO_NAMES, BASE_NAMES, CODONS, ONE, STOP, THREE, is_bases

_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        (
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ),
        1,
    )
} | {"single": "1"}
_UNIT = (
    r"(?P<unit>bp|base[- ]?pairs?|kbp?|[Mm]bp?|nt|nucleotides?|bases?|kilobases?|megabases?"
    r"|amino[- ]acids?|aa|residues?)\b"
)
_NUMBER = r"(?:IVS-?\d+[+-])?(?:(?<![\w)])[+*-]\s?)?\d+(?:[+-]\d+)?"
_TOKENS = re.compile(
    "|".join(
        (
            rf"(?P<size>\b(?:\d[\d.,]*|{'|'.join(_COUNTS)})[ -]?(?:(?:additional|extra|successive|terminal)"
            rf" )?{_UNIT})",
            r"(?P<exon>\b(?:exons?|introns?|chromosome|families|family)[ -]?(?P<which>(?:\d+|[IVX]+)(?:(?:-|/"
            r"| and | or | to )\d+)?)\b)",
            rf"(?P<base>\b(?:{'|'.join(BASE_NAMES)})(?![a-z]))",
            rf"(?P<amino>\b(?:{'|'.join(sorted(AMINO_NAMES, key=len, reverse=True))})(?![a-z]))",
            rf"(?P<three>(?<![A-Za-z])(?-i:{'|'.join(THREE)})(?![a-z]))",
            r"(?P<bases>(?-i:(?<![\w-])[ACGTU]{1,12}(?=\d{2}|\b)(?!-\d)|(?<=\d)[ACGTU]\b))",
            rf"(?P<one>(?-i:(?<![\w-])[{ONE}X](?=\d{{2}}|\b)))",
            r"(?P<backward>\b(?:instead of|in place of|in lieu of|rather than|for)\b)",
            r"(?P<forward>>|/|\b(?:to|into|by|with)\b)",
            r"(?P<both>\bins(?:ertion)?s?/del(?:etion)?s?|del(?:etion)?s?/ins(?:ertion)?s?"
            r"|insertion-deletions?|deletion-insertions?|\bindels?\b)",
            r"(?P<del>\b(?:deletions?|deleted|deleting|del|lacking|loss)(?![a-z]))",
            r"(?P<ins>\b(?:insertions?|inserted|insert|ins)(?![a-z]))",
            r"(?P<dup>\b(?:duplications?|duplicated|duplicating|dup)(?![a-z]))",
            r"(?P<rep>\brepeats?\b)",
            r"(?P<skip>\bskipping)",
            r"(?P<mut>\b(?:mutations?|mutants?|alterations?|variants?)\b)",
            r"(?P<protein>\b(?:amino[- ]acids?|residues?(?= (?:number )?\d))\b)",
            r"(?P<codon>\bcodons?\b)",
            r"(?P<at>\b(?:at|allele|position)\b)",
            r"(?P<place>(?:(?<![A-Za-z])(?P<level>[cgmnr])\.\s?)?(?<!DD)(?<!delta)(?<!\d)"
            rf"(?P<first>{_NUMBER})(?!\d|(?-i:,?\d*[a-z]|[A-Z]{{2}}|[A-Z]\d))"
            r"(?:(?:\s?[-_]\s?|,? (?:and|to|through) )(?:nt |nucleotides? )?(?P<last>\d+)(?!\w)"
            r"|\s?/(?P<other>[+-]\d+))?)",
        )
    ),
    re.IGNORECASE,
)
_KINDS = {"del": ChangeKind.DELETION, "ins": ChangeKind.INSERTION, "dup": ChangeKind.DUPLICATION,
          "rep": ChangeKind.DUPLICATION}  # fmt: skip
_BEFALLS = {"del": "deletion", "ins": "insertion", "dup": "duplication", "both": "indel", "skip": "skipping",
            "mut": "mutation"}  # fmt: skip
_LONGEST = 200


class _Residue(NamedTuple):
    at: int
    level: str
    """``p``, ``dna``, or empty for a letter that can be either."""
    letters: str
    is_named: bool


class _Told(NamedTuple):
    """What a phrase tells, sorted by what it is."""

    residues: list[_Residue]
    directions: list[tuple[int, str]]
    places: list[tuple[str, str]]
    sizes: list[tuple[str, bool]]
    exons: list[str]
    words: set[str]

    @property
    def place(self) -> tuple[str, str]:
        """Level and place: of several numbers the longest, since short ones count other things."""
        return max(self.places, key=lambda place: len(place[1]), default=("", ""))


#: What only notation can tell: copies of a sequence, and more than one residue by its place.
_BEYOND = re.compile(r"\([ACGTU]+\)\d|_[A-Z]\d")


def read_words(text: str) -> Change | None:
    """Return the change that a phrase tells, None where it tells none.

    >>> read_words("substitution of proline for arginine at codon 150").name
    'R150P'
    >>> read_words("T deletion at 5063").name, read_words("G to A at nucleotide -308").name
    ('5063delT', 'c.-308G>A')
    """
    if len(text) > _LONGEST or _BEYOND.search(text):
        return None
    told = _told(re.sub(r"(?<=\w)-(to|for)-(?=\w)", r" \1 ", plain(text), flags=re.IGNORECASE))
    kinds = told.words & {"del", "ins", "dup", "rep", "both"}
    if kinds and (told.residues or told.sizes or told.places):
        return _event(told, kinds)
    if len(told.residues) > 1:
        return _substitution(told)
    if told.residues and told.places:
        return _allele(told)
    if told.exons and not told.residues and not told.places and not told.sizes:
        return _of_exon(told)
    return None


def _told(text: str) -> _Told:
    told = _Told([], [], [], [], [], set())
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or ""
        group = next(name for name in ("size", "exon", "place", kind) if match[name])
        if group == "size":
            words = match["size"].lower()
            count = next((words.replace(w, n, 1) for w, n in _COUNTS.items() if words.startswith(w)), words)
            count = re.match(r"[\d.,]+", count).group()  # type: ignore[union-attr]
            is_protein = match["unit"].lower().startswith(("amino", "aa", "res"))
            unit = match["unit"][0] if match["unit"][0] in "kKmM" else ""
            told.sizes.append((size(count + unit), is_protein))
        elif group == "exon":
            if match["exon"].lower().startswith("exon"):
                told.exons.append(match["which"])
        elif group == "place":
            told.places.append((match["level"] or "", _place(match)))
        elif group in ("forward", "backward"):
            told.directions.append((match.start(), group))
        elif residue := _residue(group, match):
            _add(told.residues, residue, text)
        else:
            told.words.add(group)
    return told


def _place(match: re.Match[str]) -> str:
    first = match["first"].replace(" ", "").removeprefix("+")
    if last := match["last"] or match["other"]:
        return f"{first}_{last}"
    return place(first, known=bool(match["level"]))


def _residue(group: str, match: re.Match[str]) -> _Residue | None:
    word = match.group()
    if group == "base":
        return _Residue(match.start(), "dna", BASE_NAMES[word.lower()], True)
    if group == "amino":
        return _Residue(match.start(), "p", AMINO_NAMES[word.lower()], True)
    if group == "three":
        return _Residue(match.start(), "p", THREE[word], True)
    if group == "bases":
        return _Residue(match.start(), "dna" if len(word) > 1 else "", word.upper(), False)
    if group == "one":
        return _Residue(match.start(), "p", STOP if word == "X" else word, False)
    return None


def _add(residues: list[_Residue], new: _Residue, text: str) -> None:
    """Add a residue unless it only says the last one again: "valine (Val)", "arginine (CGA)"."""
    if residues:
        last = residues[-1]
        letters = CODONS.get(new.letters, new.letters) if last.level == "p" else new.letters
        between = text[last.at : new.at]
        if letters == last.letters and not re.search(r"[>/]|\b(?:to|for|by|into|with)\b", between):
            return
    residues.append(new)


def _substitution(told: _Told) -> Change | None:
    one, other = told.residues[:2]
    way = next((way for at, way in told.directions if one.at < at < other.at), "")
    if not way and not (told.places and one.is_named and other.is_named):
        return None
    if way == "backward":
        one, other = other, one
    level, at = told.place
    is_codons = len(one.letters) == 3 == len(other.letters) and one.level == other.level == "dna"
    if is_codons and ("codon" in told.words or "protein" in told.words):
        return codons(one.letters, at, other.letters)
    if "p" in (one.level, other.level) or "protein" in told.words:
        ref, alt = (CODONS.get(r.letters, r.letters) for r in (one, other))
        if len(ref) != 1 or len(alt) != 1 or "dna" in (one.level, other.level):
            return None
        return Change(kind=ChangeKind.SUBSTITUTION, level="p", place=at, reference=ref, alternative=alt)
    if at and "codon" in told.words:
        at = f"codon{at}"
    return Change(
        kind=ChangeKind.SUBSTITUTION, level=level or _level(at), place=at, reference=one.letters,
        alternative=other.letters,
    )  # fmt: skip


def _event(told: _Told, kinds: set[str]) -> Change | None:
    level, at = told.place
    is_told = any(residue.is_named for residue in told.residues)
    residues = [residue for residue in told.residues if residue.is_named or not is_told]
    seq = "".join(residue.letters for residue in residues)
    is_protein = "protein" in told.words or any(residue.level == "p" for residue in residues)
    if told.sizes and not seq and "_" not in at and not (at and told.sizes[0][0] == "1"):
        seq = told.sizes[0][0]
    is_protein = is_protein or (any(of for _, of in told.sizes)) or ("codon" in told.words and not seq)
    if STOP in seq or (not seq and not at) or (len(residues) > 1 and not is_told):
        return None
    if "rep" in kinds and seq and not told.sizes:
        level, times = "p" if is_protein else "dna", at if at.isdigit() else ""
        return Change(kind=ChangeKind.REPEAT, level=level, reference=times, alternative=seq)
    if "both" in kinds or kinds >= {"ins", "del"}:
        kind = ChangeKind.INDEL
    else:
        kind = next(_KINDS[name] for name in ("dup", "rep", "ins", "del") if name in kinds)
    if is_protein:
        if len(seq) == 1 and seq.isalpha() and kind is ChangeKind.DELETION and at:
            return Change(kind=kind, level="p", place=at, reference=seq)
        return Change(kind=kind, level="p", place=at, alternative=seq)
    if at and "codon" in told.words:
        at = f"codon{at}"
    return Change(kind=kind, level=level or _level(at), place=at, alternative=seq)


def _allele(told: _Told) -> Change | None:
    (residue,) = told.residues
    if not residue.is_named and "at" not in told.words:
        return None
    level, at = told.place
    if "_" in at:
        return None
    if (residue.level == "p" and (residue.is_named or residue.letters == STOP)) or "protein" in told.words:
        return Change(kind=ChangeKind.ALLELE, level="p", place=at, reference=residue.letters)
    if not is_bases(residue.letters):
        return None
    return Change(kind=ChangeKind.ALLELE, level=level or _level(at), place=at, alternative=residue.letters)


def _of_exon(told: _Told) -> Change | None:
    what = next((noun for word, noun in _BEFALLS.items() if word in told.words), "")
    if not what or len(told.exons) != 1:
        return None
    at = re.sub(r"[^\dIVX]+", "_", told.exons[0])
    return Change(kind=ChangeKind.EXON, place=at, alternative=what)


def _level(place: str) -> str:
    """Return the level of bases at a place whose sequence is not said: only coding ones count below zero."""
    return "c" if place.startswith("-") else "dna"
