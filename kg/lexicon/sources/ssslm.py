"""Names of the NCI Thesaurus from the lexical tables of Biolexica (SSSLM format).

Of the concepts that no mapping joins with one of MONDO only neoplasms are worth keeping, without the many
that say stage, course or age of patients.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
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


def stands_alone(name: str) -> bool:
    """Whether a name says what it names without its heading.

    Both sources list bare adjectives ("Acute", "Central") and acronyms of two or three letters as synonyms.
    """
    if " " in name or "-" in name:
        return True
    return len(name) > 3 if name.isupper() else bool(_DISEASE_WORD.search(name))


def entries(path: Path, prefix: str) -> Iterator[Entry]:
    """Yield the concepts of `prefix` ("ncit") in a table with the names that say what they name."""
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
        given = [(status, name) for status, name in names[curie] if stands_alone(name)]
        yield Entry(curie=curie, type=EntityType.DISEASE, names=tidy([(Status.LABEL, label), *given]))


def is_neoplasm(entry: Entry) -> bool:
    """Whether a concept that no mapping joins with another is a neoplasm, and not its stage or course."""
    return bool(_NEOPLASM.search(entry.label)) and not _STATE.search(entry.label)
