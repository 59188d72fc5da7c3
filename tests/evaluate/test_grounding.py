from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.evaluate.figures import Case
from kg.evaluate.gold import GoldDocument
from kg.evaluate.grounding import measure
from kg.evaluate.systems import Answer, OurGrounder
from kg.lexicon import Entry, Lexicon, Status
from kg.lexicon.pack import Header, write_pack
from kg.model import EntityType
from tests.evaluate.samples import Marked, make_packs, make_row
from tests.training.conftest import write_part


class Scripted:
    """Answers every mention with the same concept."""

    name = "scripted"

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def answers(self, document: GoldDocument) -> Sequence[Answer]:
        return [self._answer for _ in document.mentions]


def cases_of(
    folder: Path, lexicon: Lexicon, corpus: str, text: str, *marked: Marked, answer: Answer | None = None
) -> list[Case]:
    write_part(folder, corpus, "dev", [make_row("1", text, *marked)])
    system = OurGrounder(lexicon) if answer is None else Scripted(answer)
    cases, _ = measure([system], lexicon, folder, [corpus], part="dev")
    return cases


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        pytest.param("chordoma", "MESH:D002817", id="equivalent"),
        pytest.param("notochordal sarcoma", "MESH:D002817", id="synonym"),
        pytest.param("Chordomas", "MESH:D002817", id="plural"),
    ],
)
def test_measure_takes_an_equivalent_for_right(
    tmp_path: Path, lexicon: Lexicon, words: str, identifier: str
) -> None:
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", f"{words} came back", (words, "Disease", (identifier,)))
    assert (case.answer.curie, case.right, case.known) == ("mondo:0008978", True, True)


def test_measure_takes_the_concept_itself_for_right(tmp_path: Path, lexicon: Lexicon) -> None:
    mention = ("bone pain", "HumanPhenotype", ("HP:0002653",))
    (case,) = cases_of(tmp_path, lexicon, "hpo_gsc", "He had bone pain.", mention)
    assert case.right


def test_measure_takes_a_kind_of_the_right_concept_for_wrong(tmp_path: Path, lexicon: Lexicon) -> None:
    mention = ("osteosarcoma", "Disease", ("MESH:D012509",))
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "An osteosarcoma", mention)
    assert (case.answer.curie, case.right, case.known) == ("mondo:0009807", False, True)


@pytest.mark.parametrize(
    ("answer", "identifier", "filed"),
    [
        pytest.param("mondo:9", "MESH:D002817", True, id="next wider with an identifier"),
        pytest.param("mondo:9", "MESH:D012509", False, id="not the next"),
        pytest.param("mondo:0008978", "MESH:D012509", False, id="has an identifier itself"),
        pytest.param("mondo:0008978", "MESH:D002817", True, id="right"),
    ],
)
def test_measure_files_what_is_too_fine_for_the_vocabulary(
    tmp_path: Path, answer: str, identifier: str, filed: bool
) -> None:
    folder = make_packs(tmp_path / "packs")
    fine = Entry(
        curie="mondo:9",
        type=EntityType.DISEASE,
        names=((Status.LABEL, "clival chordoma"),),
        parents=("mondo:0008978",),
    )
    header = Header(name="fine", source="made up", version="1", licence="CC0 1.0", command="by a test")
    write_pack(folder, header, [fine])
    mention = ("clival chordoma", "Disease", (identifier,))
    (case,) = cases_of(
        tmp_path, Lexicon.load(folder), "bc5cdr", "A clival chordoma.", mention, answer=Answer(curie=answer)
    )
    assert case.filed is filed
    assert case.right is (answer != "mondo:9" and filed)


def test_measure_of_several_concepts_takes_one_of_them(tmp_path: Path, lexicon: Lexicon) -> None:
    mention = ("chordoma", "Disease", ("MESH:D012516", "MESH:D002817"))
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "A chordoma", mention)
    assert case.right
    assert case.gold == ("mesh:D002817", "mesh:D012516")


def test_measure_reads_abbreviations_of_the_document(tmp_path: Path, lexicon: Lexicon) -> None:
    text = "Notochordal sarcoma (NS) grows slowly. NS rarely spreads."
    write_part(
        tmp_path, "bc5cdr", "dev", [make_row("1", text, ("NS", "Disease", ("MESH:D002817",)))]
    )  # fmt: skip
    for expand in (True, False):
        (case,), _ = measure(
            [OurGrounder(lexicon)], lexicon, tmp_path, ["bc5cdr"], part="dev", expand=expand
        )  # fmt: skip
        assert case.right is expand


def test_measure_says_none_where_no_name_fits(tmp_path: Path, lexicon: Lexicon) -> None:
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "An odd swelling", ("swelling", "Disease", ()))
    assert (case.answer.curie, case.answer.reason, case.gold, case.right) == ("", "no candidate", (), False)


def test_measure_tells_what_no_pack_has(tmp_path: Path, lexicon: Lexicon) -> None:
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "imatinib", ("imatinib", "Chemical", ("MESH:D1",)))
    assert (case.answer.curie, case.right, case.known) == ("drugbank:DB00619", False, False)


def test_measure_keeps_genes_of_other_species_apart(tmp_path: Path, lexicon: Lexicon) -> None:
    text = "TBXT of people and Brachyury of mice"
    cases = cases_of(
        tmp_path, lexicon, "nlm_gene", text,
        ("TBXT", "Gene", ("NCBIGene:6862",)), ("Brachyury", "Gene", ("NCBIGene:20997",)),
    )  # fmt: skip
    assert [(case.kind, case.right) for case in cases] == [("gene", True), ("gene, not human", False)]


@pytest.mark.parametrize(
    ("words", "identifier", "right"),
    [
        pytest.param("V600E", "tmVar:p|SUB|V|600|E", True, id="the same change"),
        pytest.param("Val600Glu", "tmVar:p|SUB|V|600|E", True, id="three letters"),
        pytest.param("V600K", "tmVar:p|SUB|V|600|E", False, id="another change"),
        pytest.param("rs113488022", "dbSNP:rs113488022", True, id="rs number"),
        pytest.param("V600E", "dbSNP:rs113488022", False, id="no pack knows the rs number"),
    ],
)
def test_measure_compares_variants_by_their_change(
    tmp_path: Path, lexicon: Lexicon, words: str, identifier: str, right: bool
) -> None:
    (case,) = cases_of(
        tmp_path, lexicon, "biored", f"{words} drives", (words, "SequenceVariant", (identifier,))
    )
    assert case.right is right


def test_measure_compares_accessions_of_cell_lines_without_their_letters(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    mention = ("HeLa", "CellLine", ("Cellosaurus:CVCL_0030",))
    for curie in ("cellosaurus:CVCL_0030", "cellosaurus:0030"):
        answer = Answer(curie=curie, label="HeLa")
        (case,) = cases_of(tmp_path, lexicon, "bioid_cellline", "HeLa cells", mention, answer=answer)
        assert case.right


def test_measure_tells_the_place_of_the_right_candidate(tmp_path: Path, lexicon: Lexicon) -> None:
    answer = Answer(
        curie="mondo:0005089",
        label="sarcoma",
        candidates=("mondo:0005089", "mondo:0008978"),
        names=("sarcoma", "chordoma"),
    )
    mention = ("chordoma", "Disease", ("MESH:D002817",))
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "A chordoma", mention, answer=answer)
    assert (case.right, case.rank) == (False, 2)


def test_measure_tells_which_words_the_training_part_has(tmp_path: Path, lexicon: Lexicon) -> None:
    mention = ("chordoma", "Disease", ("MESH:D002817",))
    write_part(tmp_path, "bc5cdr", "train", [make_row("9", "Sarcoma", ("Sarcoma", "Disease", ()))])
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "A chordoma", mention)
    assert not case.seen
    write_part(tmp_path, "bc5cdr", "train", [make_row("9", "Chordoma", ("Chordoma", "Disease", ()))])
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", "A chordoma", mention)
    assert case.seen


def test_measure_takes_kinds_and_a_limit(tmp_path: Path, lexicon: Lexicon) -> None:
    rows = [
        make_row(name, "imatinib, chordoma", ("imatinib", "Chemical", ()), ("chordoma", "Disease", ()))
        for name in ("1", "2", "3")
    ]
    for number, row in enumerate(rows):
        row["text"] += "." * number
    write_part(tmp_path, "bc5cdr", "dev", rows)
    cases, _ = measure(
        [OurGrounder(lexicon)], lexicon, tmp_path, ["bc5cdr"], part="dev", kinds=["disease"], limit=2
    )  # fmt: skip
    assert [(case.document, case.kind) for case in cases] == [("1", "disease"), ("2", "disease")]


def test_measure_tells_what_the_document_says_that_words_stand_for(tmp_path: Path, lexicon: Lexicon) -> None:
    text = "Giant cell tumours (GCTs) hurt.\nGCTs grow."
    (case,) = cases_of(tmp_path, lexicon, "bc5cdr", text, ("GCTs", "Disease", ("MESH:D5",)))
    assert (case.text, case.stands_for) == ("GCTs", "Giant cell tumours")


def test_measure_tells_a_name_that_was_not_looked_up(tmp_path: Path, lexicon: Lexicon) -> None:
    text = "The brachyury box translocator (TBXT) is read."
    mention = ("TBXT", "Gene", ("NCBIGene:6862",))
    (case,) = cases_of(tmp_path, lexicon, "gnormplus", text, mention, answer=Answer())
    assert (case.named, case.rank) == (True, 0)
