"""Reads variants in the notation of HGVS and in the older ones that papers still have.

Sources: den Dunnen et al. 2016 (HGVS); Beaudet and Tsui 1993, Antonarakis 1998 (older names). White space
does not count, and of brackets only what stands in them.
"""

from __future__ import annotations

import re

from kg.nlp.variants.change import Change, ChangeKind
from kg.nlp.variants.residues import BASES, CODONS, ONE, STOP, THREE, is_bases, letter, letters

_THREE = "|".join((*THREE, *(three.lower() for three in THREE), *(three.upper() for three in THREE)))
_AA = rf"(?:{_THREE}|[{ONE}])"
_END = rf"(?:{_THREE}|[{ONE}X*])"
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
_LEVEL = r"(?:(?P<level>[cgmnr])\.?)?"
_POS = r"(?:IVS\d+[+-]\d+|codon\d+|[*+-]?\d+(?:[+-]\d+|_\d+)?)"
_BASE = f"[{BASES}]"
_KIND = r"(?P<kind>delins|del|dup|ins|inv)"
_SIZE = r"\d+(?:\.\d+)?(?:bp|nt|kbp?|[Mm]bp?|aa)?"

_RS = re.compile(r"rs\d{2,}", re.IGNORECASE)
_PROTEIN = re.compile(
    rf"(?P<p>p\.)?(?P<ref>{_AA})(?P<pos>-?\d+)(?:-|>|/|to)?(?P<alt>{_END}|stop)"
    rf"|(?P<p2>p\.)?(?P<pos2>\d+)(?P<ref2>{_AA})[>/](?P<alt2>{_END}|stop)"
)
_SHIFT = re.compile(
    rf"(?:p\.)?(?P<ref>{_AA})(?P<pos>\d+)(?P<alt>{_AA})?fs(?:X|\*|Ter|ter|stop)?(?P<far>\d+|\?)?"
)
_PROTEIN_EVENT = re.compile(
    rf"(?P<p>p\.)?(?P<first>{_AA})(?P<pos>\d+)(?:[_-](?P<last>{_AA})(?P<end>\d+))?{_KIND}"
    rf"(?P<seq>(?:{_THREE})+|[{ONE}]*|\d+)"
)
_EVENT = re.compile(
    rf"(?:(?P<level>[cgmnrp])\.?)?(?:IVS(?P<ivs>\d+)(?=[+-]))?(?P<pos>(?:codon)?[*+-]?\d+(?:[+-]\d+)?)?"
    rf"(?:[_/](?P<end>[*+-]?\d+(?:[+-]\d+)?))?{_KIND}\.?"
    rf"(?:(?P<seq>[{ONE}]+|{_SIZE})?(?:ins(?P<put>[{ONE}]+))?|(?P<range>\d+[_-]\d+))"
)
_BEFORE_EVENT = re.compile(rf"(?i:{_KIND})(?P<pos>\d{{2,}})(?P<seq>[{ONE}]+)")
_PUT_BEFORE = re.compile(rf"(?P<seq>[{ONE}]{{2,}})(?P<pos>\d+)[_-](?P<end>\d+)(?P<kind>ins|del)")
_INS_DEL = re.compile(rf"(?:ins/?del|del/?ins|indel|I/D)(?P<size>{_SIZE})")
_DELTA = re.compile(
    rf"(?:delta|DD)-?(?:(?P<ref>{_AA})(?P<pos>\d+)|(?P<size>\d\d)(?:bp)?)(?:deletion)?", re.IGNORECASE
)
_DNA = (
    re.compile(rf"{_LEVEL}(?P<pos>{_POS}),?(?P<ref>{_BASE}+)[>/](?P<alt>{_BASE}+)"),
    re.compile(rf"{_LEVEL}(?P<pos>{_POS}),?(?P<ref>[acgt])>(?P<alt>[acgt])"),
    re.compile(rf"{_LEVEL}(?P<ref>{_BASE})(?P<pos>{_POS})[>/]?(?P<alt>{_BASE})"),
    re.compile(rf"{_LEVEL}(?P<ref>{_BASE})[>/](?P<alt>{_BASE}),?(?P<pos>{_POS})"),
)
_CODON = re.compile(rf"(?P<ref>{_BASE}{{3}})(?P<pos>\d+)(?P<alt>{_BASE}{{3}})")
_PLACELESS = re.compile(
    rf"(?P<p>p\.)?(?:(?P<ref>{_BASE}+)[>/](?P<alt>{_BASE}+)|(?P<aa>{_AA})[>/](?P<other>{_END}))"
)
_ALLELE = re.compile(
    rf"{_LEVEL}(?P<pos>{_POS})(?P<alt>{_BASE}{{1,2}}|(?P<one>{_BASE})/(?P=one))"
    rf"|{_LEVEL.replace('level', 'level2')}(?P<letter>{_BASE})(?P<place>{_POS})"
)
_RESIDUE = re.compile(rf"(?:p\.)?(?:(?P<aa>{_AA}|\*)(?P<pos>\d+)|(?P<pos2>\d+)(?P<aa2>{_END})(?P=aa2)?)")
_REPEAT = re.compile(rf"\(?(?P<unit>{_BASE}{{2,}})\)?[\[(]?(?P<times>\d+|n)[\])]?")
_EXON = re.compile(r"exon(?P<place>[\d_]+)(?P<what>deletion|insertion|duplication|skipping|indel|mutation)")

_DASHES = re.compile("[\u2010-\u2015\u2212\u2043]")
_ARROWS = re.compile("\\s*(?:-*(?:>|&gt;)|=>|\u2192|\u21d2|-{2,})\\s*")
_DELTAS = re.compile("[\u0394\u2206\u03b4]")


def plain(text: str) -> str:
    """Return `text` with one sign for each dash, arrow and delta.

    >>> plain("Val600 --> Glu"), plain("\u0394F508"), plain("c.34\u22121G&gt;T")
    ('Val600>Glu', 'deltaF508', 'c.34-1G>T')
    """
    text = _DELTAS.sub("delta", _DASHES.sub("-", text))
    return _ARROWS.sub(">", text)


def read_notation(text: str) -> Change | None:
    """Return the change that `text` as a whole is the name of, None where it is in words or none at all.

    >>> read_notation("p.(Val600Glu)").name, read_notation("c.35 G>A").name, read_notation("1780 delTC").name
    ('V600E', 'c.35G>A', '1780delTC')
    """
    short = re.sub(r"\s", "", plain(text)).strip(",;.:")
    match = _REPEAT.fullmatch(short)
    if match is not None and ("(" in short or "[" in short):
        times = "" if match["times"] == "n" else match["times"]
        return Change(kind=ChangeKind.REPEAT, level="dna", reference=times, alternative=match["unit"])
    short = re.sub(r"(?<=\d),(?=\d{3}\b)", "", re.sub(r"[()\[\]]", "", short))
    short = re.sub(r"IVS-?([IVX]+)[+-]?(?=\d)", lambda m: f"IVS{_ROMAN.get(m[1], m[1])}+", short)
    short = re.sub(r"IVS-?(\d+)nt-?(?=\d)", r"IVS\1+", re.sub(r"IVS-(?=\d)", "IVS", short))
    for read in (_number, _protein, _events, _dna, _other):
        change = read(short)
        if change is not None:
            return change
    return None


def _number(short: str) -> Change | None:
    if _RS.fullmatch(short):
        return Change(kind=ChangeKind.NUMBER, alternative=short.lower())
    if match := _EXON.fullmatch(short):
        return Change(kind=ChangeKind.EXON, place=match["place"], alternative=match["what"])
    return None


def _protein(short: str) -> Change | None:
    if match := _PROTEIN.fullmatch(short):
        ref, pos, alt = (match[name] or match[f"{name}2"] for name in ("ref", "pos", "alt"))
        if len(ref) != len(alt) and not (letter(alt) == STOP or (len(ref) == 1) == (len(alt) == 1)):
            return None
        level = "p"
        if len(ref) == 3 and pos.startswith("-"):
            pos = pos[1:]
        elif not (match["p"] or match["p2"]) and is_bases(ref) and is_bases(alt):
            if pos.startswith("-") or match["ref2"]:
                return None  # a place before a gene, or bases behind a place
            level = ""
        return Change(
            kind=ChangeKind.SUBSTITUTION,
            level=level,
            place=pos,
            reference=letter(ref),
            alternative=letter(alt),
        )
    if match := _SHIFT.fullmatch(short):
        far = f"*{match['far']}" if (match["far"] or "?") != "?" else ""
        return Change(
            kind=ChangeKind.FRAMESHIFT, level="p", place=match["pos"], reference=letter(match["ref"]),
            alternative=letter(match["alt"] or "") + far,
        )  # fmt: skip
    if match := _PROTEIN_EVENT.fullmatch(short):
        last = f"_{letter(match['last'])}" if match["last"] else ""
        return Change(
            kind=ChangeKind(match["kind"]), level="p",
            place=match["pos"] + (f"_{match['end']}" if match["end"] else ""),
            reference=letter(match["first"]) + last, alternative=letters(match["seq"]),
        )  # fmt: skip
    return None


def _events(short: str) -> Change | None:
    if match := _DELTA.fullmatch(short):
        if match["ref"]:
            reference = letter(match["ref"])
            return Change(kind=ChangeKind.DELETION, level="p", place=match["pos"], reference=reference)
        return Change(kind=ChangeKind.DELETION, level="dna", alternative=match["size"])
    if match := _INS_DEL.fullmatch(short):
        return Change(kind=ChangeKind.INDEL, level="dna", alternative=size(match["size"]))
    if match := _PUT_BEFORE.fullmatch(short):
        return _event(match["kind"], "", stretch(match["pos"], match["end"]), match["seq"])
    if match := _BEFORE_EVENT.fullmatch(short):
        return _event(match["kind"].lower(), "", match["pos"], match["seq"])
    match = _EVENT.fullmatch(short.replace("del-", "del"))
    if match is None:
        return None
    if match["range"]:
        first, last = re.split("[_-]", match["range"])
        at = stretch(first, last)
    else:
        at = match["pos"] or ""
        at = (
            stretch(at, match["end"])
            if match["end"]
            else place(at, known=bool(match["level"] or match["ivs"]))
        )
    if match["ivs"]:
        at = f"IVS{match['ivs']}{at}"
    seq = match["seq"] or ""
    if not at and not seq:
        return None
    if match["put"]:
        kind, put = ChangeKind.INDEL, match["put"]
        return Change(kind=kind, level=match["level"] or "dna", place=at, reference=seq, alternative=put)
    return _event(match["kind"], match["level"] or "", at, seq)


def _event(kind: str, level: str, at: str, seq: str) -> Change:
    if not level and seq:
        level = "dna" if is_bases(seq) or seq[0].isdigit() else "p"
    level = "c" if level in ("", "dna") and at.startswith("-") else level
    if kind == "del" and level == "p" and at.isdigit() and len(seq) == 1:
        return Change(kind=ChangeKind.DELETION, level="p", place=at, reference=seq)
    seq = size(seq) if seq[:1].isdigit() else seq
    return Change(kind=ChangeKind(kind), level=level, place=at.removeprefix("+"), alternative=seq)


def place(first: str, *, known: bool) -> str:
    """Return a place; a hyphen parts a range where the number behind it is the greater, or is cut short.

    In a `known` reference sequence, ``899-1`` is the base before the exon that begins with base 899.

    >>> place("899-1142", known=True), place("2238-9", known=False), place("899-1", known=True)
    ('899_1142', '2238_2239', '899-1')
    """
    match = re.fullmatch(r"(\d+)-(\d+)", first)
    if match is None:
        return first
    whole = match[1][: -len(match[2])] + match[2] if len(match[2]) < len(match[1]) and not known else match[2]
    return f"{match[1]}_{whole}" if int(whole) > int(match[1]) else first


def stretch(first: str, last: str) -> str:
    """Return a range; a last number that is cut short is made whole ("763-6" is 763_766)."""
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: -len(last)] + last
    return f"{first}_{last}"


def size(text: str) -> str:
    """Return a length: bases are its unit when none stands there.

    >>> size("32 bp"), size("5.5-kb"), size("4Mbp")
    ('32', '5.5kb', '4Mb')
    """
    match = re.match(r"([\d.,]+)[\s-]*([A-Za-z]*)", text)
    if match is None:
        return text
    unit = {"k": "kb", "m": "Mb"}.get(match[2][:1].lower(), "")
    return match[1].replace(",", "").strip(".") + unit


def _dna(short: str) -> Change | None:
    for pattern in _DNA:
        match = pattern.fullmatch(short)
        if match is not None:
            ref, alt = match["ref"].upper(), match["alt"].upper()
            at = match["pos"].removeprefix("+")
            if at.startswith("codon") and len(ref) == len(alt) == 3:
                return codons(ref, at.removeprefix("codon"), alt)
            if len(ref) > 1 and not match["level"]:
                at = place(at, known=False)
            level = match["level"] or ("c" if at.startswith("-") else "dna")
            if ref == alt:  # a genotype
                return Change(kind=ChangeKind.ALLELE, level=level, place=at, alternative=ref + alt)
            return Change(kind=ChangeKind.SUBSTITUTION, level=level, place=at, reference=ref, alternative=alt)
    match = _CODON.fullmatch(short)
    if match is not None:
        return codons(match["ref"], match["pos"], match["alt"])
    return None


def codons(first: str, at: str, second: str) -> Change:
    """Return the substitution that the change of a codon makes."""
    one, other = (CODONS[codon.replace("U", "T")] for codon in (first, second))
    return Change(kind=ChangeKind.SUBSTITUTION, level="p", place=at, reference=one, alternative=other)


def _other(short: str) -> Change | None:
    if match := _PLACELESS.fullmatch(short):
        if match["ref"] and not match["p"]:
            return Change(
                kind=ChangeKind.SUBSTITUTION, level="dna", reference=match["ref"], alternative=match["alt"]
            )
        ref, alt = match["ref"] or match["aa"], match["alt"] or match["other"]
        return Change(kind=ChangeKind.SUBSTITUTION, level="p", reference=letter(ref), alternative=letter(alt))
    if match := _ALLELE.fullmatch(short):
        if match["letter"] and not match["level2"] and not match["place"].startswith(("-", "IVS")):
            return Change(kind=ChangeKind.ALLELE, reference=match["letter"], place=match["place"])
        at = (match["pos"] or match["place"]).removeprefix("+")
        level = match["level"] or match["level2"] or ("c" if at.startswith("-") else "dna")
        seen = (match["alt"] or match["letter"]).replace("/", "")
        return Change(kind=ChangeKind.ALLELE, level=level, place=at, alternative=seen)
    if match := _RESIDUE.fullmatch(short):
        residue, at = letter(match["aa"] or match["aa2"]), match["pos"] or match["pos2"]
        return Change(kind=ChangeKind.ALLELE, level="p", place=at, reference=residue)
    return None
