"""Forms of the name of a gene or protein that lists may have where they lack the one of a text.

Each rule undoes one habit of writers: a short form in brackets within a name, a Latin letter for a Greek one
or the other way round, several genes named in one breath, a microRNA by its product, a receptor in full, and
last the letter of an isoform. What a rule makes is a candidate like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.lexicon.keys import GREEK

_GREEK = {
    "a": "alpha", "b": "beta", "g": "gamma", "d": "delta", "e": "epsilon", "z": "zeta", "k": "kappa",
}  # fmt: skip
_LATIN = {greek: letter.upper() for letter, greek in _GREEK.items()}
#: A small letter alone, or behind a capital or a digit: "b-catenin", "TNF-a", "ERa".
_SMALL = re.compile(r"(?<![a-z])(?<!\b[A-Z])([abgdezk])(?![A-Za-z])")
_GREEK_WORD = re.compile(rf"(?<=\w)[- ]?({'|'.join(_LATIN)})(?![a-z])")
_WITHIN = re.compile(r"^(.*?)\s*\(([^()]{2,})\)(.*)$")
_SMALL_BRACKET = re.compile(r"(?<=\w)\((\w{1,2})\)")
_COLLAGEN = re.compile(
    r"(?:pro-?)?(?:alpha|a)[- ]?(\d)[- ]?\(([IVX]+)\)(?: (?:pro)?collagen)?(?: chain)?", re.IGNORECASE
)
_MICRO = re.compile(
    r"(?:hsa-|mmu-|rno-)?(?:mi(?:cro)?RNAs?|miR)[- ]?(\d+[a-z]?(?:-\d)?)(?:-[35]p|\*)?", re.IGNORECASE
)
_MEMBER = r"(?:\d{1,2}[A-Za-z]?|[A-Z]|[IVX]{1,4}|alpha|beta|gamma|delta)"
_SEVERAL = re.compile(
    rf"^(?P<stem>.*?[\w)])(?P<joint>[- ]?)(?P<first>{_MEMBER})"
    rf"(?:(?:\s*[/,]\s*(?:and |or )?|\s+(?:and|or|&)\s+)-?(?P<again>[A-Za-z]*?)-?{_MEMBER})+"
    r"(?P<tail>(?: [a-z]+)?)$"
)
#: The receptor of a ligand that goes by a symbol, and its number: "FGF receptor 2".
_RECEPTOR = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,7})[- ]receptors?(?:[- ](?:type )?(\d{1,2}[A-Za-z]?))?")
#: A symbol that ends with a number, and the letter or version of an isoform behind it: "OCT4A", "DOK7 v1".
_ISOFORM = re.compile(r"([A-Za-z][A-Za-z0-9-]+\d)[- ]?(?:[A-Za-z]|[vV]\d{1,2}|alpha|beta|gamma|delta)")
#: Proteins of yeast by its genes ("Sec4p"), and genes of it that are taken out ("sec4Delta").
_YEAST = re.compile(r"(?:Delta)?([A-Za-z]{3}\d{1,3})(?:p|Delta)?")
#: Words of names that lists have at full length.
_PHRASES = (
    ("CXC chemokine", "C-X-C motif chemokine"),
    ("CC chemokine", "C-C motif chemokine"),
    ("NO synthase", "nitric oxide synthase"),
    ("TNFR-", "TNF receptor-"),
)
_SHORT = 12


def respelled(name: str) -> Iterator[str]:
    """Yield other forms of `name`, by one rule or by two of them, the likeliest first.

    >>> list(respelled("b-catenin"))
    ['beta-catenin']
    >>> list(respelled("glutamate receptor (GluR) 5"))
    ['glutamate receptor 5', 'GluR 5']
    >>> next(respelled("SMAD2 and 3")), next(respelled("miRNA-21-5p")), next(respelled("alpha2(IX)"))
    ('SMAD2', 'MIR21', 'collagen type IX alpha 2 chain')
    >>> list(respelled("FGF receptor 2")), list(respelled("OCT4B"))
    (['FGFR2'], ['OCT4'])
    """
    plain = name.translate(GREEK)
    seen = {name, plain, ""}
    forms = [plain]
    for _ in range(2):
        made = [form for known in forms for rule in _RULES for form in rule(known)]
        forms = [form for form in dict.fromkeys(made) if form not in seen]
        seen.update(forms)
        yield from forms
    if match := _ISOFORM.fullmatch(plain):
        yield match[1]


def ligand(name: str) -> str:
    """Return the symbol that the name of a receptor begins with; it may be that of the ligand alone.

    >>> ligand("EP4 receptor"), ligand("growth hormone receptor")
    ('EP4', '')
    """
    match = _RECEPTOR.fullmatch(name)
    return match[1] if match and not match[2] and not match[1].islower() else ""


def _collagens(name: str) -> Iterator[str]:
    if match := _COLLAGEN.fullmatch(name):
        yield f"collagen type {match[2].upper()} alpha {match[1]} chain"


def _receptors(name: str) -> Iterator[str]:
    match = _RECEPTOR.fullmatch(name)
    if match and not match[1].islower():
        yield f"{match[1]}R{match[2] or ''}"


def _phrases(name: str) -> Iterator[str]:
    for said, listed in _PHRASES:
        if said in name:
            yield name.replace(said, listed)


def _micro(name: str) -> Iterator[str]:
    if match := _MICRO.fullmatch(name):
        yield f"MIR{match[1].upper()}"


def _yeasts(name: str) -> Iterator[str]:
    match = _YEAST.fullmatch(name)
    if match and match[1] != name:
        yield match[1]


def _brackets(name: str) -> Iterator[str]:
    if _SMALL_BRACKET.search(name):
        yield _SMALL_BRACKET.sub(r"\1", name)
    elif match := _WITHIN.fullmatch(name):
        before, short, behind = match.groups()
        yield f"{before}{behind}" if behind.strip() else before
        yield f"{short}{behind}"


def _several(name: str) -> Iterator[str]:
    """Yield the first of several genes; letters that are said again are those before its number."""
    match = _SEVERAL.fullmatch(name)
    if match and match["stem"].endswith(match["again"] or ""):
        yield f"{match['stem']}{match['joint']}{match['first']}{match['tail']}"


def _greek(name: str) -> Iterator[str]:
    if _SMALL.search(name):
        yield _SMALL.sub(lambda match: _GREEK[match[1]], name)


def _latin(name: str) -> Iterator[str]:
    if len(name) <= _SHORT and _GREEK_WORD.search(name):
        yield _GREEK_WORD.sub(lambda match: _LATIN[match[1]], name)


_RULES: tuple[Callable[[str], Iterator[str]], ...] = (
    _collagens, _micro, _phrases, _receptors, _yeasts, _several, _brackets, _greek, _latin,
)  # fmt: skip
