from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from kg.errors import ConfigError
from kg.evaluate.gold import GoldDocument
from kg.evaluate.peers import PEERS, load_peer
from kg.evaluate.peers.names import names_table, read_names
from kg.evaluate.peers.system import Found, Peer
from kg.lexicon import Lexicon
from kg.model import EntityType
from tests.evaluate.samples import make_documents, make_row


@pytest.fixture()
def document(tmp_path: Path) -> GoldDocument:
    row = make_row(
        "1", "Chordoma, notochordal sarcoma and osteosarcomas; TBXT; imatinib.",
        ("Chordoma", "Disease", ("MESH:D002817",)), ("notochordal sarcoma", "Disease", ("MESH:D002817",)),
        ("osteosarcomas", "Disease", ("MESH:D012516",)), ("TBXT", "Disease", ()),
        ("imatinib", "Chemical", ()),
    )  # fmt: skip
    (made,) = make_documents(tmp_path / "corpora", "bc5cdr", row)
    return made


def answered(peer: Peer, document: GoldDocument) -> dict[str, str]:
    answers = peer.answers(document)
    return {m.mention.text: a.curie for m, a in zip(document.mentions, answers, strict=True)}


def test_exact_takes_names_as_they_are_written(
    tmp_path: Path, lexicon: Lexicon, document: GoldDocument
) -> None:
    assert answered(load_peer("exact", lexicon, tmp_path), document) == {
        "Chordoma": "",
        "notochordal sarcoma": "mondo:0008978",
        "osteosarcomas": "",
        "TBXT": "",  # a gene is no disease
        "imatinib": "drugbank:DB00619",
    }


def test_entityruler_takes_names_in_any_case(
    tmp_path: Path, lexicon: Lexicon, document: GoldDocument
) -> None:
    found = answered(load_peer("entityruler", lexicon, tmp_path), document)
    assert (found["Chordoma"], found["osteosarcomas"]) == ("mondo:0008978", "")


def test_scispacy_takes_similar_names(tmp_path: Path, lexicon: Lexicon, document: GoldDocument) -> None:
    found = answered(load_peer("scispacy", lexicon, tmp_path), document)
    assert found["Chordoma"] == "mondo:0008978"
    assert found["osteosarcomas"] == "mondo:0009807"
    assert found["TBXT"] == ""


def test_load_peer_keeps_what_it_made(tmp_path: Path, lexicon: Lexicon) -> None:
    table = names_table(lexicon, tmp_path)
    before = table.read_bytes()
    load_peer("exact", lexicon, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [table.name]
    assert table.read_bytes() == before


def test_names_are_all_names_of_all_packs(tmp_path: Path, lexicon: Lexicon) -> None:
    names = {(name.curie, name.name, name.source) for name in read_names(names_table(lexicon, tmp_path))}
    assert ("hgnc:11515", "brachyury", "hgnc") in names
    assert len(names) == 9


@pytest.mark.parametrize("name", ["gilda", "scispacy"])
def test_load_peer_names_the_package_that_is_missing(
    tmp_path: Path, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    module = {"gilda": "gilda.grounder", "scispacy": "scispacy.candidate_generation"}[name]
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ConfigError, match=f"the peer {name} is missing .*; run: pip install"):
        load_peer(name, lexicon, tmp_path)


def test_load_peer_refuses_a_name_it_does_not_know(tmp_path: Path, lexicon: Lexicon) -> None:
    with pytest.raises(ConfigError, match="no peer 'nobody'; there are exact"):
        load_peer("nobody", lexicon, tmp_path)
    assert list(PEERS) == ["exact", "entityruler", "gilda", "scispacy"]


@dataclass
class FakeGilda:
    """What of Gilda is called: a grounder that reads a table of terms and finds equal normal forms."""

    terms: Path
    namespace_priority: list[str]

    def ground(self, name: str) -> Iterator[SimpleNamespace]:
        import csv
        import gzip

        with gzip.open(self.terms, "rt", encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t"):
                if row["norm_text"] == name.lower():
                    yield SimpleNamespace(term=SimpleNamespace(**row), score=0.7)


def test_gilda_reads_terms_made_from_our_packs(
    tmp_path: Path, lexicon: Lexicon, document: GoldDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    grounder, process = ModuleType("gilda.grounder"), ModuleType("gilda.process")
    monkeypatch.setattr(grounder, "Grounder", FakeGilda, raising=False)
    monkeypatch.setattr(process, "normalize", str.lower, raising=False)
    monkeypatch.setitem(sys.modules, "gilda", ModuleType("gilda"))
    monkeypatch.setitem(sys.modules, "gilda.grounder", grounder)
    monkeypatch.setitem(sys.modules, "gilda.process", process)
    peer = load_peer("gilda", lexicon, tmp_path)
    first, second, *_ = peer.answers(document)
    assert (first.curie, first.label, first.score) == ("mondo:0008978", "chordoma", 0.7)
    assert first.reason == "name 'chordoma' in mondo"
    assert second.reason == "synonym 'notochordal sarcoma' in mondo"


class Listed:
    """Finds the same for every name, and remembers the names."""

    def __init__(self, *found: Found) -> None:
        self.asked: list[str] = []
        self._found = found

    def find(self, names: Sequence[str]) -> list[tuple[Found, ...]]:
        self.asked += names
        return [self._found for _ in names]


def found_as(curie: str, score: float) -> Found:
    return Found(curie=curie, label=curie, score=score, reason="")


def test_peer_weighs_types_as_our_grounder_does(document: GoldDocument) -> None:
    types = {"hp:1": EntityType.PHENOTYPE, "mondo:1": EntityType.DISEASE, "hgnc:1": EntityType.GENE}
    finder = Listed(found_as("hgnc:1", 1.0), found_as("hp:1", 0.9), found_as("mondo:1", 0.88))
    answer = Peer("listed", finder, types).answers(document)[0]
    assert answer.candidates == ("mondo:1", "hp:1")


def test_peer_is_told_what_an_abbreviation_stands_for(tmp_path: Path) -> None:
    row = make_row("1", "Giant cell tumours (GCTs) hurt.\nGCTs", ("GCTs", "Disease", ("MESH:D5",)))
    (made,) = make_documents(tmp_path, "bc5cdr", row)
    finder = Listed()
    Peer("listed", finder, {}).answers(made)
    assert finder.asked == ["Giant cell tumours"]
