from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import Entry, Lexicon, Status
from kg.lexicon.curated import read_curated
from kg.lexicon.pack import Header, read_pack, write_pack
from kg.model import EntityType

HEADER = Header(name="toy", source="a test", version="1", licence="CC0", command="pytest")
ENTRIES = (
    Entry(
        curie="toy:2",
        type=EntityType.DISEASE,
        names=((Status.LABEL, "green tumor"), (Status.EXACT, "verdoma")),
        parents=("toy:1",),
        exact=("other:9",),
    ),
    Entry(curie="toy:1", type=EntityType.DISEASE, names=((Status.LABEL, "tumor"),), parents=("toy:2",)),
)
HEAD = "name\tcurie\ttype\tlabel\tstatus\tsource\tnote\n"


def test_pack_round_trip_keeps_everything(tmp_path: Path) -> None:
    concepts, _ = write_pack(tmp_path, HEADER, ENTRIES)
    pack = read_pack(concepts)
    assert pack.header == HEADER
    assert pack.entry("toy:2") == ENTRIES[0]
    assert [term.curie for term in pack.terms("verdoma")] == ["toy:2"]


def test_pack_written_twice_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_pack(tmp_path, HEADER, ENTRIES)]
    second = [path.read_bytes() for path in write_pack(tmp_path, HEADER, reversed(ENTRIES))]
    assert first == second


def test_damaged_pack_raises_one_line(tmp_path: Path) -> None:
    concepts, keys = write_pack(tmp_path, HEADER, ENTRIES)
    keys.write_bytes(b"no gzip")
    with pytest.raises(LexiconError, match=r"toy\.keys\.tsv\.gz: cannot be read"):
        read_pack(concepts)


def test_folder_without_packs_raises(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no lexicon packs"):
        Lexicon.load(tmp_path)


def test_ancestors_end_on_a_cycle(tmp_path: Path) -> None:
    write_pack(tmp_path, HEADER, ENTRIES)
    assert list(Lexicon.load(tmp_path).ancestors("toy:2")) == ["toy:1"]


def test_curated_none_mints_and_notes_parent(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(HEAD + "verdin\tnone\tdrug\tverdin\tlabel\tme\tparent: toy:1\n", encoding="utf-8")
    entry = read_curated(table).entry("bkg:concept/drug/verdin")
    assert entry is not None
    assert entry.parents == ("toy:1",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param("a\tnone\tdrug\ta\tlabel\tme\n", "6 columns", id="columns"),
        pytest.param("a\tnone\tpotion\ta\tlabel\tme\t\n", "potion", id="type"),
        pytest.param("a\tnothing\tdrug\ta\tlabel\tme\t\n", "needs a name", id="curie"),
        pytest.param(
            "a\tx:1\tdrug\ta\tlabel\tm\t\nb\tx:1\tgene\tb\tlabel\tm\t\n", "another type", id="clash"
        ),
    ],
)
def test_curated_broken_row_names_the_line(tmp_path: Path, row: str, reason: str) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(HEAD + row, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"own\.tsv:\d+: .*{reason}"):
        read_curated(table)


def test_extra_table_wins_over_packs(tmp_path: Path) -> None:
    write_pack(tmp_path, HEADER, ENTRIES)
    table = tmp_path / "own.tsv"
    table.write_text(HEAD + "verdoma\tnone\tdrug\tverdoma\tlabel\tme\t\n", encoding="utf-8")
    term = Lexicon.load(tmp_path, extra=[table]).terms("verdoma")[0]
    assert (term.type, term.source) == (EntityType.DRUG, "curated/own")


def test_extra_table_may_name_short_things(tmp_path: Path) -> None:
    write_pack(tmp_path, HEADER, ENTRIES)
    table = tmp_path / "own.tsv"
    table.write_text(HEAD + "VX\tnone\tdrug\tverdoxin\tabbreviation\tme\t\n", encoding="utf-8")
    lexicon = Lexicon.load(tmp_path, extra=[table])
    assert [match[:2] for match in lexicon.scan("VX vx", [(0, 2), (3, 5)])] == [(0, 2)]
