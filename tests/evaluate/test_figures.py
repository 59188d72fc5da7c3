from __future__ import annotations

from kg.evaluate.end_to_end import ConceptScore
from kg.evaluate.figures import Case, Share, all_figures, figures
from kg.evaluate.results import as_json
from kg.evaluate.systems import Answer

RIGHT = Answer(curie="mondo:1", label="one")
NONE = Answer()


def case(
    text: str, gold: tuple[str, ...], *, right: bool, document: str = "1", answer: Answer = RIGHT,
    kind: str = "disease", known: bool = True, seen: bool = False,
) -> Case:  # fmt: skip
    return Case(
        system="kg", corpus="ills", kind=kind, document=document, text=text, gold=gold, answer=answer,
        right=right, known=known, seen=seen,
    )  # fmt: skip


def test_figures_count_mentions_documents_and_pairs_each_by_itself() -> None:
    found = figures(
        [
            case("chordoma", ("mesh:1",), right=True),
            case("Chordoma", ("mesh:1",), right=True),
            case("chordoma", ("mesh:1",), right=True),
            case("sarcoma", ("mesh:2",), right=False, document="2"),
        ],
        kind="disease",
    )
    assert found.accuracy == Share(right=3, of=4)
    assert (found.macro, found.unique, found.pairs, found.documents) == (0.5, 0.5, 2, 2)


def test_figures_are_strict_without_mentions_of_several_concepts() -> None:
    both = case("lung cancers", ("doid:1", "doid:2"), right=True)
    found = figures([both, case("sarcoma", ("doid:3",), right=False)], kind="disease")
    assert (found.accuracy, found.strict) == (Share(right=1, of=2), Share(right=0, of=1))


def test_figures_leave_mentions_without_concept_out_of_accuracy() -> None:
    found = figures([case("swelling", (), right=False), case("sarcoma", ("mesh:2",), right=True)], kind="x")
    assert found.accuracy == Share(right=1, of=1)


def test_figures_of_none() -> None:
    found = figures(
        [
            case("swelling", (), right=False, answer=NONE),
            case("lump", (), right=False),
            case("sarcoma", ("mesh:2",), right=False, answer=NONE),
            case("rarity", ("mesh:3",), right=False, answer=NONE, known=False),
        ],
        kind="disease",
    )
    assert found.nil_recall == Share(right=1, of=2)
    assert found.nil_precision == Share(right=1, of=3)
    assert found.nil_known == Share(right=2, of=3)
    assert found.answered == Share(right=0, of=2)


def test_figures_by_namespace_and_by_training() -> None:
    found = figures(
        [
            case("a", ("mesh:1", "omim:1"), right=True, seen=True),
            case("b", ("mesh:2",), right=False, known=False),
        ],
        kind="disease",
    )
    assert found.namespaces == (("mesh", Share(right=1, of=2)), ("omim", Share(right=1, of=1)))
    assert (found.seen, found.unseen) == (Share(right=1, of=1), Share(right=0, of=1))
    assert (found.coverage, found.known) == (Share(right=1, of=2), Share(right=1, of=1))


def test_all_figures_end_with_all_kinds_together() -> None:
    cases = [case("a", ("mesh:1",), right=True), case("b", ("mesh:2",), right=False, kind="chemical")]
    assert [(each.kind, each.accuracy.of) for each in all_figures(cases)] == [
        ("chemical", 1),
        ("disease", 1),
        ("all", 2),
    ]
    assert [each.kind for each in all_figures(cases[:1])] == ["disease"]


def test_as_json_gives_counts_and_rates() -> None:
    found = all_figures([case("a", ("mesh:1",), right=True), case("b", ("mesh:2",), right=False)])
    score = ConceptScore(corpus="ills", kind="disease", documents=1, found=2, right=1, wanted=1, covered=1)
    values = as_json(found, [score], part="dev", packs=[("lexicon/mondo", "1")], notes={})
    (row,) = values["grounding"]
    assert row["accuracy"] == {"right": 1, "of": 2, "rate": 0.5}
    assert row["nil_recall"] == {"right": 0, "of": 0, "rate": None}
    assert row["namespaces"] == {"mesh": {"right": 1, "of": 2, "rate": 0.5}}
    assert values["concepts"][0]["f1"] == 0.6667
