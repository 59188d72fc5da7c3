"""Genes of several species that descend from one: whose names a gene shares, whichever record lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path

from kg.errors import LexiconError
from kg.files import replace_file

ORTHOLOGS = "orthologs.tsv"


class Orthologs:
    """Which genes descend from the same gene.

    >>> rows = [("ncbitaxon:9606", "ncbitaxon:10116"), ("hgnc:9604", "rgd:3439")]
    >>> Orthologs(lambda: rows).of("rgd:3439", "ncbitaxon:9606")
    ('hgnc:9604',)
    """

    def __init__(self, read: Callable[[], Sequence[Sequence[str]]] = tuple) -> None:
        """Take what reads the table when it is first asked for.

        Its first row has the species, each other row one group of genes: the CURIEs of a species parted by
        blanks. A gene may be in several groups.
        """
        self._read = read

    @cached_property
    def _table(self) -> tuple[dict[str, int], dict[str, list[Sequence[str]]]]:
        """The place of each species in a row, and the rows of each gene."""
        taxa, *rows = self._read() or ((),)
        groups: dict[str, list[Sequence[str]]] = defaultdict(list)
        for row in rows:
            for cell in row:
                for curie in cell.split():
                    groups[curie].append(row)
        return {taxon: place for place, taxon in enumerate(taxa)}, groups

    def of(self, curie: str, taxon: str) -> tuple[str, ...]:
        """Return the genes of a species in the groups that `curie` is in."""
        places, groups = self._table
        if taxon not in places:
            return ()
        found = (other for row in groups.get(curie, ()) for other in row[places[taxon]].split())
        return tuple(dict.fromkeys(other for other in found if other != curie))


def read_orthologs(path: Path) -> Orthologs:
    """Return a table of `write_orthologs`, read when it is first asked for; none where there is no such file.

    Asking raises `LexiconError` where the file is no text.
    """
    return Orthologs(lambda: _rows(path)) if path.is_file() else Orthologs()


def _rows(path: Path) -> list[list[str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: cannot be read ({error})") from error
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def write_orthologs(folder: Path, rows: Iterable[Sequence[str]], about: Sequence[str]) -> None:
    """Write the rows of a table, the species first, parted by tabs; `about` stands above."""
    lines = [*(f"# {line}" for line in about), *("\t".join(row) for row in rows)]
    replace_file(folder / ORTHOLOGS, ("\n".join(lines) + "\n").encode())
