from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon import Lexicon
from kg.lexicon.hashing import half_mixed, hash_all, hash_text, mixed, wholly_mixed
from kg.lexicon.index import Filter, Fingerprints
from kg.lexicon.keys import key, stem_key
from kg.lexicon.pieces import Pieces
from kg.lexicon.runs import _NO_BEGINNING, LONGEST, Hasher

NAMES = (
    "Ewing's sarcomas", "TNF-α", "B7-H3", "CLDN18.2", "CDK4/6 inhibitors", "t(11;22)", "EWSR1::WT1",
    "CD8+ T cells", "oesophageal tumours", "small-cell carcinoma of the lung", "metastases",
)  # fmt: skip
#: Signs that decide where pieces begin and end, and what goes between two of them.
SIGNS = "abosuCK α μé19 -–/.;:'’+()[],&\n\t@_中\u3000\U0001d518"
#: The same rules sign by sign: a piece, what may stand between two, and what counts in a key.
_PIECE = re.compile(r"(?:[^\W_]|(?<=[^\W_])['’ʼ](?=s\b)|(?<=[0-9])\.(?=[0-9]))+|\+")
_GAP = re.compile(r"\s?[-‐‑–—/]\s?|\s{2,3}|[ \n\t\u00a0\u2009]|['’ʼ.,:;&]\s?|\s?[(\[]|[)\]]\s?|::|")


def reference(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and key of every run of pieces that a name may be, one after the other."""
    pieces = [match.span() for match in _PIECE.finditer(text)]
    for first, (start, _) in enumerate(pieces):
        before = ""
        for last in range(first, min(first + LONGEST, len(pieces))):
            begin, end = pieces[last]
            if last > first:
                gap = text[pieces[last - 1][1] : begin]
                left = text[max(0, pieces[last - 1][1] - 3) : pieces[last - 1][1]]
                is_end = gap[:1] == "." and len(gap) > 1 and sum(map(str.isalnum, left)) > 2
                if not _GAP.fullmatch(gap) or is_end:
                    break
                digits = text[pieces[last - 1][1] - 1].isdecimal() and text[begin].isdecimal()
                before += gap if gap == "::" or (gap in ("/", ";") and digits) else ""
            if text[slice(*pieces[first])] not in _NO_BEGINNING:
                yield start, end, before + key(text[begin:end])
            before += stem_key(text[begin:end])


def runs(hasher: Hasher, text: str) -> list[tuple[int, int, int]]:
    """Return start, end and hash of every run of pieces."""
    pieces = Pieces(text)
    return sorted(
        (int(pieces.starts[at + place]), int(pieces.ends[at + place + row]), int(hashes[row, place]))
        for at, halves, marks in hasher.runs(pieces)
        for hashes in (wholly_mixed(halves),)
        for row, place in np.argwhere(marks).tolist()
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_run_of_pieces_has_the_hash_of_the_key(name: str) -> None:
    found = {(start, end): one for start, end, one in runs(Hasher(), f"with {name} in")}
    end = next(end for begin, end in sorted(found) if begin == 5 and end >= 5 + len(name.rstrip(")")))
    assert found[5, end] == int(hash_all([key(name)])[0])


@settings(max_examples=400)
@given(st.text(alphabet=SIGNS, max_size=80))
def test_runs_are_those_that_one_finds_sign_by_sign(text: str) -> None:
    expected = list(reference(text))
    hashes = hash_all([of_key for _, _, of_key in expected]).tolist()
    assert runs(Hasher(), text) == sorted(
        (start, end, one) for (start, end, _), one in zip(expected, hashes, strict=True)
    )


def test_a_hasher_remembers_pieces_over_many_texts() -> None:
    hasher = Hasher()
    texts = [" ".join(f"gene{n}s of clone{n % 7}" for n in range(at, at + 3000)) for at in (0, 2000)]
    for text in (*texts, *texts):
        assert runs(hasher, text) == runs(Hasher(), text)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=60), st.lists(st.integers(0, 2**64 - 1), max_size=20))
def test_fingerprints_have_what_the_table_has(given: list[int], others: list[int]) -> None:
    table = np.sort(np.array(given, dtype=np.uint64))
    asked = np.array([*given, *others, *(one ^ 1 << 32 for one in given)], dtype=np.uint64)
    asked = asked[asked >> np.uint64(32) < 2**32 - 1]
    found = Fingerprints(table).have(asked)
    assert found.tolist() == np.isin(asked >> np.uint64(32), table >> np.uint64(32)).tolist()


@given(st.lists(st.text(max_size=20), min_size=1, max_size=30))
def test_filter_passes_what_is_in_the_table(texts: list[str]) -> None:
    hashes = np.array([hash_text(text) for text in texts], dtype=np.uint64)
    assert Filter(np.sort(mixed(hashes))).passes(half_mixed(hashes)).all()


def test_many_texts_are_read_as_each_by_itself(lexicon: Lexicon) -> None:
    texts = [
        "Imatinib in GIST. It helps anti-",
        "",
        "CD70 antibodies and (IL-2)",
        "'s of lung and breast cancers,",
        "gastric " * 40_000,
        "interleukin (IL",
        ") 6 rose; TNF-",
        "alpha fell\n",
    ]
    assert list(lexicon.scan_all(texts)) == [lexicon.scan(text) for text in texts]
    assert list(lexicon.occurrences_all(texts)) == [lexicon.occurrences(text) for text in texts]
