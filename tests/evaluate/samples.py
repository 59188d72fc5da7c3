"""Small packs and corpora to measure grounding on; all sentences are our own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.evaluate.gold import GoldDocument, read_documents
from kg.lexicon import Entry, Lexicon, Status
from kg.lexicon.pack import Header, write_pack
from kg.model import EntityType
from tests.training.conftest import write_part

Row = dict[str, Any]
#: Words, type and identifiers of a mention; the words are marked where they first stand.
Marked = tuple[str, str, tuple[str, ...]]

CHORDOMA = Entry(
    curie="mondo:0008978",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "chordoma"), (Status.EXACT, "notochordal sarcoma")),
    parents=("mondo:0005089",),
    exact=("mesh:D002817",),
)
SARCOMA = Entry(
    curie="mondo:0005089",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "sarcoma"),),
    exact=("mesh:D012509",),
)
OSTEOSARCOMA = Entry(
    curie="mondo:0009807",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "osteosarcoma"), (Status.EXACT, "bone sarcoma")),
    parents=("mondo:0005089",),
    exact=("mesh:D012516", "doid:3347"),
)
BONE_PAIN = Entry(curie="hp:0002653", type=EntityType.PHENOTYPE, names=((Status.LABEL, "bone pain"),))
TBXT = Entry(
    curie="hgnc:11515",
    type=EntityType.GENE,
    names=((Status.LABEL, "TBXT"), (Status.EXACT, "brachyury")),
    exact=("ncbigene:6862",),
)
IMATINIB = Entry(curie="drugbank:DB00619", type=EntityType.DRUG, names=((Status.LABEL, "imatinib"),))
ENTRIES = (CHORDOMA, SARCOMA, OSTEOSARCOMA, BONE_PAIN, TBXT, IMATINIB)


def make_packs(folder: Path, entries: Sequence[Entry] = ENTRIES) -> Path:
    """Write entries, a pack for each namespace, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for prefix in sorted({entry.curie.partition(":")[0] for entry in entries}):
        header = Header(name=prefix, source="made up", version="1", licence="CC0 1.0", command="by a test")
        write_pack(folder, header, [e for e in entries if e.curie.startswith(f"{prefix}:")])
    return folder


def make_lexicon(folder: Path, entries: Sequence[Entry] = ENTRIES) -> Lexicon:
    return Lexicon.load(make_packs(folder, entries))


def make_row(name: str, text: str, *marked: Marked, **more: Any) -> Row:
    entities = [
        {
            "start": text.index(words),
            "end": text.index(words) + len(words),
            "text": words,
            "type": kind,
            "ids": list(ids),
        }
        for words, kind, ids in marked
    ]
    return {"id": name, "text": text, "entities": entities, "relations": [], **more}


def make_documents(folder: Path, corpus: str, *rows: Row) -> list[GoldDocument]:
    write_part(folder, corpus, "dev", rows)
    return list(read_documents(folder, corpus, "dev"))
