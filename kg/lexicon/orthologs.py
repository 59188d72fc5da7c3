"""Genes of several species that descend from one: whose names a gene shares, whichever record lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import LexiconError
from kg.files import replace_file

ORTHOLOGS = "orthologs.tsv"


class Orthologs:
    """Which genes descend from the same gene.

    >>> Orthologs([("hgnc:9604", "ncbigene:19224", "rgd:3439")]).of("rgd:3439")
    ('hgnc:9604', 'ncbigene:19224')
    """

    def __init__(self, rows: Iterable[Sequence[str]] = ()) -> None:
        """Take groups of CURIEs; a gene may be in several."""
        self._groups: dict[str, list[Sequence[str]]] = defaultdict(list)
        for row in rows:
            for curie in row:
                self._groups[curie].append(row)

    def of(self, curie: str) -> tuple[str, ...]:
        """Return the other genes of the groups that `curie` is in."""
        found = dict.fromkeys(other for row in self._groups.get(curie, ()) for other in row)
        return tuple(other for other in found if other != curie)


def read_orthologs(path: Path) -> Orthologs:
    """Read a table of `write_orthologs`; none where there is no such file.

    Raises:
        LexiconError: it is no text.
    """
    if not path.is_file():
        return Orthologs()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: cannot be read ({error})") from error
    return Orthologs(line.split("\t") for line in lines if line and not line.startswith("#"))


def write_orthologs(folder: Path, rows: Iterable[Sequence[str]], about: Sequence[str]) -> None:
    """Write groups of CURIEs, one a line, parted by tabs, the human gene first; `about` stands above."""
    lines = [*(f"# {line}" for line in about), *("\t".join(row) for row in rows)]
    replace_file(folder / ORTHOLOGS, ("\n".join(lines) + "\n").encode())
