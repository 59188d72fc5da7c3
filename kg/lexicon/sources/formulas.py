"""Formulas and symbols of chemistry, from the table ``formulas.tsv`` beside the packs, which people edit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.errors import LexiconError
from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.obo import read_text
from kg.lexicon.term import Entry, Status
from kg.model import EntityType
from kg.resources import data_dir

TABLE = "formulas.tsv"


def entries() -> Iterator[Entry]:
    """Yield the substances of the table with their formulas.

    Raises:
        LexiconError: the table is missing, or a line has not three columns.
    """
    path = data_dir("ontologies") / "lexicons" / TABLE
    found: dict[tuple[str, str], list[tuple[Status, str]]] = defaultdict(list)
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if len(fields) != 3:
                raise LexiconError(f"{path.name}:{number}: {len(fields)} columns, expected 3")
            found[fields[1], fields[2]].append((Status.ABBREVIATION, fields[0]))
    for (curie, label), formulas in sorted(found.items()):
        yield Entry(curie=curie, type=EntityType.DRUG, names=tidy([(Status.LABEL, label), *formulas]))
