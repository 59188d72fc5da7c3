from __future__ import annotations

import csv
import io

import pytest

from kg.evaluate.failures import COLUMNS, Cause, as_tsv, cause_of, failures
from kg.evaluate.figures import Case
from kg.evaluate.systems import Answer
from kg.evaluate.truth import Truth
from kg.lexicon import Lexicon

SARCOMA = Answer(curie="mondo:0005089", label="sarcoma", score=0.99, reason="preferred name in mondo")


def case(
    text: str, gold: tuple[str, ...], answer: Answer, *, right: bool = False, known: bool = True,
    named: bool = False, rank: int = 0,
) -> Case:  # fmt: skip
    return Case(
        system="kg", corpus="ills", kind="disease", document="1", text=text, gold=gold, answer=answer,
        right=right, known=known, named=named, seen=False, rank=rank,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("judged", "cause"),
    [
        pytest.param(case("a", ("mesh:1",), SARCOMA, right=True), None, id="right"),
        pytest.param(case("a", (), Answer()), None, id="none is right"),
        pytest.param(case("a", (), SARCOMA), Cause.NOTHING, id="none would be right"),
        pytest.param(case("a", ("mesh:1",), SARCOMA, known=False), Cause.UNKNOWN, id="not in packs"),
        pytest.param(case("a", ("mesh:1",), SARCOMA), Cause.UNNAMED, id="no candidate is right"),
        pytest.param(case("a", ("mesh:1",), Answer(), named=True), Cause.UNUSED, id="has the name"),
        pytest.param(case("a", ("mesh:1",), SARCOMA, rank=2), Cause.RANKED, id="ranked below"),
        pytest.param(case("a", ("mesh:1",), Answer(), rank=1), Cause.UNSURE, id="too unsure"),
    ],
)
def test_cause_of(judged: Case, cause: Cause | None) -> None:
    assert cause_of(judged) is cause


def test_failures_are_counted_and_the_most_frequent_come_first(lexicon: Lexicon) -> None:
    truth = Truth(lexicon, {"mesh:D002817", "mesh:D012516"})
    wrong = case("chordoma", ("mesh:D002817",), SARCOMA)
    other = case("bone tumour", ("mesh:D012516",), Answer(reason="no candidate"))
    first, second = failures([other, wrong, wrong], truth)
    assert (first.times, first.text, second.times, second.text) == (2, "chordoma", 1, "bone tumour")


def test_failures_say_what_would_have_been_right(lexicon: Lexicon) -> None:
    truth = Truth(lexicon, {"mesh:D002817"})
    answer = Answer(
        curie="mondo:0005089",
        label="sarcoma",
        candidates=("mondo:0005089", "mondo:0009807"),
        names=("sarcoma", "osteosarcoma"),
    )
    (found,) = failures([case("chordoma", ("mesh:D002817",), answer)], truth)
    assert (found.gold_label, found.ours, found.relation) == ("chordoma", "mondo:0008978", "wider")
    assert found.runner_up == "mondo:0009807 osteosarcoma"


def test_failures_tell_a_narrower_concept(lexicon: Lexicon) -> None:
    truth = Truth(lexicon, {"mesh:D012509"})
    answer = Answer(curie="mondo:0009807", label="osteosarcoma")
    (found,) = failures([case("sarcoma", ("mesh:D012509",), answer)], truth)
    assert found.relation == "narrower"


def test_as_tsv_has_a_row_a_failure(lexicon: Lexicon) -> None:
    truth = Truth(lexicon, {"mesh:D002817"})
    table = as_tsv(failures([case("a\ntumour", ("mesh:D002817",), SARCOMA)], truth))
    header, row = csv.reader(io.StringIO(table), delimiter="\t")
    assert tuple(header) == COLUMNS
    cells = dict(zip(header, row, strict=True))
    assert (cells["text"], cells["cause"], cells["score"]) == ("a tumour", "no such name", "0.99")
