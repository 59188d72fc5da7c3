"""Gilda (Gyori et al. 2022, Bioinformatics Advances vbac034), with a table of terms made from our packs."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluate.peers.names import Name
from kg.evaluate.peers.system import Found
from kg.lexicon import Status

_COLUMNS = (
    "norm_text", "text", "db", "id", "entry_name", "status", "source", "organism", "source_db", "source_id",
)  # fmt: skip
_STATUS = {Status.LABEL: "name", Status.CURATED: "curated", Status.FORMER: "former_name"}


class Gilda:
    """Gilda's grounder on our names."""

    def __init__(self, names: Iterable[Name], terms: Path, *, priority: Sequence[str]) -> None:
        """Load the table `terms`, made from `names` unless it is there.

        `priority` are the namespaces, the most trusted first: what Gilda goes by among equal scores.

        Raises:
            ConfigError: Gilda is not installed.
        """
        try:
            grounder = import_module("gilda.grounder")
            normalize = import_module("gilda.process").normalize
        except ImportError as error:
            raise ConfigError(f"the peer gilda is missing ({error}); run: pip install gilda-slim") from error
        if not terms.is_file():
            beside = terms.with_name(f".{terms.name}")
            with gzip.open(beside, "wt", encoding="utf-8", compresslevel=3, newline="") as table:
                writer = csv.writer(table, delimiter="\t", lineterminator="\n")
                writer.writerow(_COLUMNS)
                for each in names:
                    prefix, _, local = each.curie.partition(":")
                    status = _STATUS.get(each.status, "synonym")
                    row = (normalize(each.name), each.name, prefix, local, each.label, status, each.source)
                    writer.writerow((*row, "", "", ""))
            beside.replace(terms)
        self._grounder = grounder.Grounder(terms, namespace_priority=list(priority))

    def find(self, names: Sequence[str]) -> list[list[Found]]:
        """Return what Gilda finds, by its score."""
        return [
            [
                Found(
                    curie=f"{match.term.db}:{match.term.id}",
                    label=match.term.entry_name,
                    score=float(match.score),
                    reason=f"{match.term.status} {match.term.text!r} in {match.term.source}",
                )
                for match in self._grounder.ground(name)
            ]
            for name in names
        ]
