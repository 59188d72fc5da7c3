"""Gene fusions, and alterations of which a text names only one partner.

``EWSR1::WT1`` is the form that HGNC and HGVS recommend (Bruford et al. 2021, Leukemia 35:3040); hyphens,
slashes and sentences are what most texts still have. The order of the partners is kept as written, the 5'
one first.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model import EntityType, Mention, Span

_GENE = r"[A-Za-z][A-Za-z0-9]{0,9}(?:-[0-9A-Za-z]{1,2}(?![A-Za-z0-9]))?"
_SURE = re.compile(rf"(?<![\w:])(?P<a>{_GENE})\s?(?:::|∷)\s?(?P<b>{_GENE})(?![\w:])")
_PAIR = re.compile(
    r"(?<![\w/–—-])(?P<a>[A-Za-z][A-Za-z0-9]{1,9})(?P<sep>[-–—‐‑−/])(?P<b>[A-Za-z][A-Za-z0-9]{1,9}(?:-"
    r"[0-9])?)"
    r"(?P<more>/[0-9A-Za-z]{1,3})?(?P<tail>[-–—/]\w+)?(?!\w)"
)
_FUSION_WORD = re.compile(
    r"(?<![a-z])(?:oncofusion|fusion|fused|fuses|rearrange|chim(?:a?er)|transloc|breakpoint"
    r"|\bt\(\w{1,2}[;:]\w{1,2}\)"
    r"|inv\(\d+\))",
    re.IGNORECASE,
)
# Words that speak of an alteration of the genome, where "fusion protein" may be one made in the laboratory.
_GENOMIC = re.compile(
    r"rearrange|\bt\(\w{1,2}[;:]\w{1,2}\)|inv\(\d|breakpoint|oncofusion|fusion (?:gene|transcript|onco"
    r"|variant)"
    r"|gene fusion|oncogenic|oncogene|-positive|fusion-positive|sarcoma|leuka?emia|carcinoma|lymphoma"
    r"|glioma|tumou?r",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[-–—](?:positive|negative|rearranged|driven|fused|translocated|mediated|expressing|induced"
    r"|associated|derived"
    r"|dependent|fusion|like|mutant|mutated)$",
    re.IGNORECASE,
)
_VETO = re.compile(
    r"pathway|\baxis\b|signal|complex|bispecific|interact|blockade|inhibitors?\b|cascade|heterodimer"
    r"|ratio\b|co-?express"
    r"|crosstalk|cross-talk|loop\b|dimer|binding|junction\b|engager|dual|co-?targeting|ligation|assay",
    re.IGNORECASE,
)
_VETO_REACH = 24  # characters behind the pair in which such a word speaks of it
_BETWEEN = (
    r"(?:the |its |a |an |part of the |(?:N|C|amino|carboxy)-?\s?terminal (?:domain|part|portion"
    r"|region|end)? ?(?:of )?(?:the )?)*"
)
_GENE_OF = (
    r"(?: (?:gene|protein|locus|genes))?(?: (?:on|at) (?:chromosome [\dXY]{1,2}\b"
    r"|[\dXY]{1,2})(?:[pq][\d.]*)?)?"
)
_SENTENCES = tuple(
    re.compile(form)
    for form in (
        rf"\b(?i:fusions?|translocations?|rearrangements?|fusing|juxtaposition|chimeras?) (?i:of|between"
        rf"|involving|joining|fusing|linking)? ?{_BETWEEN}(?P<a>{_GENE}){_GENE_OF} (?:and|to|with"
        rf"|into) {_BETWEEN}(?P<b>{_GENE})",
        rf"\b(?P<a>{_GENE}){_GENE_OF} (?:(?:is|was|are|being|becomes?|gets?|has been"
        rf"|to be) )?(?:fuse[sd]?|joined|juxtaposed|translocated) (?:in-frame )?(?:to|with"
        rf"|into) {_BETWEEN}(?P<b>{_GENE})",
        rf"\b(?:fuses|joins|juxtaposes|fusing|joining) {_BETWEEN}(?P<a>{_GENE}){_GENE_OF} (?:and|to|with"
        rf"|into) {_BETWEEN}(?P<b>{_GENE})",
        # fusion of the Ewing sarcoma gene (EWSR1) with the Wilms tumour gene (WT1)
        rf"\b(?i:fusions?|translocations?|fusing|fuses|rearrangements?) (?i:of|between|involving"
        rf"|joining)? ?[^.;()]{{2,60}} \((?P<a>{_GENE})\) (?:and|to|with) [^.;()]{{2,60}} \((?P<b>{_GENE})\)",
    )
)
# The alterations that a fusion's partner may have without the other one being named.
_ONE = re.compile(
    rf"(?<![\w:/–—-])(?P<gene>{_GENE})[ -](?:gene )?"
    r"(?P<kind>fusions?(?:[- ]positive)?|rearrange(?:ments?|d)|translocations?|translocated)\b(?! of\b)"
)
_MOVES = re.compile(r"\s(?:to|from|into|across|in|toward)\b")
_PLURAL = re.compile(r"(?i:fusions|translocations|rearrangements)\b")
_KINDS = (("fusion", "fusion"), ("rearrange", "rearrangement"), ("translocat", "translocation"))


class _Pair(NamedTuple):
    span: Span
    five: str
    three: str


class _Data(NamedTuple):
    former: dict[str, str]
    """Earlier names of fusion genes, in upper case, with their present symbols."""
    partners: frozenset[str]
    never: frozenset[frozenset[str]]
    """Pairs that are written as fusions are and never are one."""


@cache
def _data() -> _Data:
    """Return what ``fusions.toml`` holds, read once."""
    with Path(__file__).with_name("fusions.toml").open("rb") as file:
        data = tomllib.load(file)
    return _Data(
        former=dict(data["former"]),
        partners=frozenset(data["partners"]),
        never=frozenset(frozenset(pair) for pair in data["never"]),
    )


def find_fusions(text: str, is_gene: Callable[[str], str | None]) -> list[Mention]:
    """Return FUSION mentions, and VARIANT mentions for alterations of one gene, sorted, without overlap.

    `is_gene` gives the CURIE of a gene by symbol or alias, None for any other word. A fusion's `name` is
    ``FIVE::THREE`` and its `hints` are the CURIEs of both partners in order; the hint of a one-gene
    alteration ("ALK rearrangement") is its gene. Spans are offsets into `text`.

    >>> genes = {"BCR": "hgnc:1014", "ABL1": "hgnc:76"}
    >>> [(m.name, m.hints) for m in find_fusions("driven by the BCR-ABL1 fusion", genes.get)]
    [('BCR::ABL1', ('hgnc:1014', 'hgnc:76'))]
    """
    found: list[Mention] = []
    for pair in [*_sure(text), *_said(text), *_joined(text, is_gene)]:
        five, three = _resolve(pair.five, is_gene), _resolve(pair.three, is_gene)
        if five is None or three is None or five[1] == three[1]:
            continue
        if any(pair.span.overlaps(m.span) for m in found):
            continue
        found.append(
            Mention(
                span=pair.span,
                text=pair.span.of(text),
                type=EntityType.FUSION,
                recogniser="fusion",
                name=f"{five[0]}::{three[0]}",
                hints=(five[1], three[1]),
            )
        )
    for mention in _alterations(text, is_gene):
        if not any(mention.span.overlaps(m.span) for m in found):
            found.append(mention)
    return sorted(found, key=lambda m: m.span)


def _resolve(word: str, is_gene: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Return symbol and CURIE of the partner written as `word`, by its present symbol where that is known.

    A word without a capital or a digit is a partner only where it is known as one ("bcr-abl").
    """
    if word.isalpha() and word.islower() and not _is_partner(word):
        return None
    plain = word.replace("-", "").upper()
    for name in (_data().former.get(plain, plain), plain, word):
        curie = is_gene(name)
        if curie is not None:
            return name.upper().replace("ORF", "orf"), curie
    return None


def _is_partner(word: str) -> bool:
    """Tell whether `word` is the present or a former name of a gene of recurrent fusions."""
    plain = word.replace("-", "").upper()
    return plain in _data().partners or plain in _data().former


def _sure(text: str) -> Iterator[_Pair]:
    """Yield pairs written with the double colon."""
    for match in _SURE.finditer(text):
        yield _Pair(Span(start=match.start(), end=match.end()), match["a"], match["b"])


def _said(text: str) -> Iterator[_Pair]:
    """Yield pairs that a phrase joins: "fusion of A to B", "A is fused with B"."""
    for pattern in _SENTENCES:
        for match in pattern.finditer(text):
            if _are_homologues(match["a"], match["b"]) or not (
                _is_partner(match["a"]) or _is_partner(match["b"])
            ):
                continue
            if " and " in match.group() and _PLURAL.match(match.group()):
                continue  # "fusions of A and B" are those of each
            yield _Pair(Span(start=match.start("a"), end=match.end("b")), match["a"], match["b"])


def _joined(text: str, is_gene: Callable[[str], str | None]) -> Iterator[_Pair]:
    """Yield pairs with a hyphen, dash or slash that the words around them show to be fusions."""
    data = _data()
    for match in _PAIR.finditer(text):
        five, three = match["a"], match["b"]
        if match["tail"] and not _TAIL.match(match["tail"]):
            continue
        if frozenset((five.upper(), three.upper())) in data.never or _are_homologues(five, three):
            continue
        if is_gene(f"{five}{match['sep']}{three}") is not None:
            continue  # one gene with a hyphen in its name
        end = match.end("b")
        around = _clause(text, match.start(), match.end())
        has_word = bool(_FUSION_WORD.search(around))
        behind = text[match.end() : match.end() + _VETO_REACH]
        behind = behind.split(".")[0].split(",")[0].split(";")[0]
        veto = _VETO.search(behind)
        if veto and not _FUSION_WORD.search(behind, 0, veto.start()):
            continue
        symbols = all(_is_symbol(word) for word in (five, three))
        known = [_is_partner(word) for word in (five, three)]
        if not has_word and (match["sep"] == "/" or not symbols or not all(known)):
            continue
        if has_word and not any(known) and not (symbols and _GENOMIC.search(around)):
            continue
        yield _Pair(Span(start=match.start(), end=match.end("more") if match["more"] else end), five, three)


def _clause(text: str, start: int, end: int) -> str:
    """Return the words of the sentence around a span, at most 100 characters either side."""
    left = text[max(0, start - 100) : start]
    right = text[end : end + 100]
    return re.split(r"[.;](?=\s)", left)[-1] + " ## " + re.split(r"[.;](?=\s|$)", right)[0]


def _is_symbol(word: str) -> bool:
    """Tell whether `word` is written as gene symbols are and long enough to mean nothing else."""
    return len(word) >= 3 and word.isupper()


def _are_homologues(five: str, three: str) -> bool:
    """Tell whether two symbols differ only in their number, as alternatives do: "PAX3/PAX7"."""
    return five.rstrip("0123456789").upper() == three.rstrip("0123456789").upper()


def _alterations(text: str, is_gene: Callable[[str], str | None]) -> Iterator[Mention]:
    """Yield the alterations of one gene: "ALK rearrangement", "NTRK fusions", "FUS-rearranged"."""
    for match in _ONE.finditer(text):
        gene = match["gene"]
        kind = next(noun for form, noun in _KINDS if match["kind"].startswith(form))
        if not _is_partner(gene) and (kind != "rearrangement" or not _is_symbol(gene)):
            continue  # proteins move ("PKC translocation") and are fused in the laboratory ("a GST fusion")
        if kind == "translocation" and _MOVES.match(text, match.end()):
            continue
        resolved = _resolve(gene, is_gene)
        if resolved is None or not any(c.isupper() for c in gene):
            continue
        span = Span(start=match.start(), end=match.end("kind"))
        yield Mention(
            span=span,
            text=span.of(text),
            type=EntityType.VARIANT,
            recogniser="fusion",
            name=f"{resolved[0]} {kind}",
            hints=(resolved[1],),
        )
