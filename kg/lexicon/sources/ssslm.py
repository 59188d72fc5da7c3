"""Names of the NCI Thesaurus and the Disease Ontology from the lexical tables of Biolexica (SSSLM format).

A concept that MONDO's own mappings make equal to exactly one MONDO concept lends its names to that one; of
the others only neoplasms are kept, without the many that say stage, course or age of patients.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.obo import read_text
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

_SCOPES = {
    "rdfs:label": Status.LABEL,
    "oboInOwl:hasExactSynonym": Status.EXACT,
    "oboInOwl:hasRelatedSynonym": Status.RELATED,
}
_ABBREVIATION = "omo:0003000"
_NEOPLASM = re.compile(
    r"(oma|tumou?r|neoplasm|cancer|leukemia|blastoma|metastasis|mastocytosis)$", re.IGNORECASE
)
_DISEASE_WORD = re.compile(
    r"(oma|omas|itis|osis|emia|aemia|opathy|plasia|trophy|tumou?r|cancer|disease|syndrome|ism|uria|penia|philia|ia|\d)$",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(stage|ajcc|recurrent|refractory|relapsed|metastatic|advanced|localized|unresectable|resectable|"
    r"high risk|low risk|intermediate risk|childhood|adult|pediatric|primary|secondary|grade|by|with|"
    r"without|not|other|unspecified|in situ|"
    r"hereditary|mouse|rat|canine|feline)\b",
    re.IGNORECASE,
)


def _stands_alone(name: str) -> bool:
    """Whether a name says what it names without its heading.

    Both sources list bare adjectives ("Acute", "Central") and acronyms of two or three letters as synonyms.
    """
    if " " in name or "-" in name:
        return True
    return len(name) > 3 if name.isupper() else bool(_DISEASE_WORD.search(name))


def entries(path: Path, prefix: str, exact: Mapping[str, tuple[str, ...]]) -> Iterator[Entry]:
    """Yield the concepts of `prefix` ("ncit", "doid") in a table, under the CURIE of MONDO where mapped."""
    labels: dict[str, str] = {}
    names: dict[str, list[tuple[Status, str]]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(read_text(path)), delimiter="\t", quoting=csv.QUOTE_NONE):
        if not row["curie"].lower().startswith(prefix + ":"):
            continue
        curie = f"{prefix}:{row['curie'].partition(':')[2]}"
        labels[curie] = row["name"]
        status = _SCOPES.get(row["predicate"])
        if status is Status.EXACT and row["type"].lower() == _ABBREVIATION:
            status = Status.ABBREVIATION
        if status and status is not Status.RELATED:
            names[curie].append((status, row["text"]))
    for curie, label in labels.items():
        mondo = [match for match in exact.get(curie, ()) if match.startswith("mondo:")]
        if not mondo and (prefix != "ncit" or not _NEOPLASM.search(label) or _STATE.search(label)):
            continue
        if len(mondo) > 1:
            continue
        given = [
            (Status.EXACT if mondo and status is Status.LABEL else status, name)
            for status, name in names[curie]
            if _stands_alone(name)
        ]
        yield Entry(
            curie=mondo[0] if mondo else curie,
            type=EntityType.DISEASE,
            names=tidy([(Status.LABEL, label), *given]),
        )
