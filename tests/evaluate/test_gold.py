from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.evaluate.gold import check_kinds, choose_corpora, read_documents
from kg.model import EntityType, Span
from tests.evaluate.samples import make_documents, make_row
from tests.training.conftest import write_part


def test_read_documents_gives_mentions_with_our_types_and_identifiers(tmp_path: Path) -> None:
    row = make_row(
        "1", "Imatinib rarely shrinks a chordoma.",
        ("Imatinib", "Chemical", ("MESH:D000068877",)), ("chordoma", "Disease", ("MESH:D002817",)),
    )  # fmt: skip
    (document,) = make_documents(tmp_path, "bc5cdr", row)
    first, second = document.mentions
    assert (first.kind, first.mention.type) == ("chemical", EntityType.DRUG)
    assert first.gold == {"mesh:D000068877"}
    assert (second.mention.span, second.mention.text) == (Span(start=26, end=34), "chordoma")
    assert (second.mention.recogniser, second.mention.hints) == ("gold", ())


def test_read_documents_leaves_other_types_out(tmp_path: Path) -> None:
    row = make_row("1", "Loss of TBXT", ("TBXT", "FamilyName", ("NCBIGene:6862",)))
    assert make_documents(tmp_path, "gnormplus", row) == []


def test_read_documents_keeps_mentions_without_identifier_as_none(tmp_path: Path) -> None:
    row = make_row("1", "An odd swelling", ("swelling", "Disease", ()))
    (document,) = make_documents(tmp_path, "bc5cdr", row)
    assert [mention.gold for mention in document.mentions] == [frozenset()]


def test_read_documents_counts_what_means_nothing_outside_its_corpus(tmp_path: Path) -> None:
    row = make_row("1", "EWSR1-FLI1 is read", ("EWSR1-FLI1", "gene", ("local:fusion", "HGNC:3508")))
    (document,) = make_documents(tmp_path, "cancermine", row)
    assert (document.mentions, document.left_out) == ((), 1)


def test_read_documents_finds_what_abbreviations_stand_for(tmp_path: Path) -> None:
    text = "Giant cell tumours (GCTs) hurt.\nGCTs grow."
    (document,) = make_documents(tmp_path, "bc5cdr", make_row("1", text, ("GCTs", "Disease", ("MESH:D5",))))
    assert [(a.short, a.long) for a in document.abbreviations] == [("GCTs", "Giant cell tumours")]


def test_read_documents_without_abbreviations_has_none(tmp_path: Path) -> None:
    row = make_row("1", "Giant cell tumours (GCTs) hurt.", ("GCTs", "Disease", ("MESH:D5",)))
    write_part(tmp_path, "bc5cdr", "dev", [row])
    (document,) = read_documents(tmp_path, "bc5cdr", "dev", abbreviations=False)
    assert document.abbreviations == ()


def test_read_documents_joins_rows_of_one_text(tmp_path: Path) -> None:
    text = "TBXT and bone pain"
    gene, sign = ("TBXT", "Gene", ("NCBIGene:6862",)), ("bone pain", "HumanPhenotype", ("HP:0002653",))
    rows = [make_row("1", text, gene, sign, pmid="7"), make_row("2", text, gene, pmid="7")]
    (document,) = make_documents(tmp_path, "pgr", *rows)
    assert [mention.mention.text for mention in document.mentions] == ["TBXT", "bone pain"]


def test_read_documents_grounds_a_mention_in_fragments_by_its_own_words(tmp_path: Path) -> None:
    row = make_row("1", "liver and bone marrow", ("liver and bone marrow", "UBERON", ("UBERON:0002371",)))
    row["entities"][0]["spans"] = [[0, 5], [15, 21]]
    (document,) = make_documents(tmp_path, "craft", row)
    (mention,) = document.mentions
    assert (mention.mention.text, mention.mention.lookup) == ("liver and bone marrow", "liver marrow")


def test_choose_corpora_tells_what_is_missing(tmp_path: Path) -> None:
    write_part(tmp_path, "bc5cdr", "dev", [])
    there, missing = choose_corpora(tmp_path, (), "dev")
    assert there == ["bc5cdr"]
    assert "craft" in missing


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        pytest.param(("nothing",), "not measured on 'nothing'", id="unknown corpus"),
        pytest.param(("craft",), "no part 'dev' of craft", id="missing corpus"),
    ],
)
def test_choose_corpora_refuses(tmp_path: Path, wanted: tuple[str, ...], message: str) -> None:
    write_part(tmp_path, "bc5cdr", "dev", [])
    with pytest.raises(ConfigError, match=message):
        choose_corpora(tmp_path, wanted, "dev")


def test_choose_corpora_names_the_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere: no such folder"):
        choose_corpora(tmp_path / "nowhere", (), "dev")


def test_check_kinds_names_those_there_are() -> None:
    check_kinds(["bc5cdr"], ["disease"])
    with pytest.raises(ConfigError, match="'gene'; there are chemical, disease"):
        check_kinds(["bc5cdr"], ["gene"])
