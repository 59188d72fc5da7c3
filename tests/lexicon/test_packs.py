from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LexiconError
from kg.lexicon import Entry, Lexicon, Status
from kg.lexicon.curated import read_curated
from kg.lexicon.keys import key
from kg.lexicon.pack import _STAYING, Header, read_pack, write_pack
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
    pack = read_pack(write_pack(tmp_path, HEADER, ENTRIES))
    assert pack.header == HEADER
    assert pack.entry("toy:2") == ENTRIES[0]
    assert [term.curie for term in pack.terms("verdoma")] == ["toy:2"]


def test_pack_written_twice_same_bytes(tmp_path: Path) -> None:
    first = write_pack(tmp_path, HEADER, ENTRIES).read_bytes()
    second = write_pack(tmp_path, HEADER, reversed(ENTRIES)).read_bytes()
    assert first == second


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(lambda data: b"", "cannot be read", id="empty"),
        pytest.param(lambda data: b"no pack", "not a lexicon pack", id="another file"),
        pytest.param(lambda data: data[:200], "not a lexicon pack, or a damaged one", id="cut short"),
        pytest.param(lambda data: data[:-3], "its end is missing", id="end cut off"),
        pytest.param(lambda data: data.replace(b'"concepts": 2', b'"concepts": x'), "damaged", id="header"),
    ],
)
def test_damaged_pack_raises_one_line(tmp_path: Path, damage: Callable[[bytes], bytes], message: str) -> None:
    path = write_pack(tmp_path, HEADER, ENTRIES)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(LexiconError, match=rf"toy\.pack: .*{message}"):
        read_pack(path)


def test_damaged_table_is_noticed_on_opening(tmp_path: Path) -> None:
    path = write_pack(tmp_path, HEADER, ENTRIES)
    data = bytearray(path.read_bytes())
    start = data.index(b"}", data.index(b'"version"')) + 8
    data[start - start % 8 + 8] ^= 1
    path.write_bytes(data)
    with pytest.raises(LexiconError, match="tables are not as they were written"):
        read_pack(path)


def test_damaged_record_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    path = write_pack(tmp_path, HEADER, ENTRIES)
    data = bytearray(path.read_bytes())
    data[-6] ^= 255
    path.write_bytes(data)
    pack = read_pack(path)
    with pytest.raises(LexiconError, match=r"toy\.pack: damaged at byte \d+"):
        pack.entry("toy:1")


def test_pack_yields_its_entries_by_curie(tmp_path: Path) -> None:
    pack = read_pack(write_pack(tmp_path, HEADER, ENTRIES))
    assert [entry.curie for entry in pack.entries()] == ["toy:1", "toy:2"]
    assert (len(pack), pack.names) == (2, 3)


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
    assert [match[:2] for match in lexicon.scan("VX vx")] == [(0, 2)]


@given(st.text(alphabet="bcGhoeamurs19 é-'’α\u0301.", max_size=12), st.sampled_from(sorted(_STAYING)))
def test_key_begins_as_its_name_does(rest: str, first: str) -> None:
    assert key(first + rest)[:1] in (first.lower(), "")
