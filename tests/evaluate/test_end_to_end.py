from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate.end_to_end import ConceptScore, measure_concepts
from kg.grounding import Grounder
from kg.lexicon import Lexicon
from kg.model import Document, EntityType, Mention, Reading, Span
from tests.evaluate.samples import make_row
from tests.training.conftest import write_part


class WordReader:
    """Grounds the words of a list wherever they first stand, each as the type given with it."""

    def __init__(self, lexicon: Lexicon, *words: tuple[str, EntityType]) -> None:
        self.lexicon = lexicon
        self._words = words

    def read(self, document: Document) -> Reading:
        grounder = Grounder(self.lexicon)
        mentions = []
        for words, kind in self._words:
            start = document.text.find(words)
            if start >= 0:
                span = Span(start=start, end=start + len(words))
                mentions.append(Mention(span=span, text=words, type=kind, recogniser="list"))
        groundings = grounder.ground(mentions)
        concepts = tuple(grounder.concept(curie) for curie in sorted({g.concept for g in groundings}))
        return Reading(
            document=document, groundings=groundings, concepts=concepts, assertions=(), outcomes=()
        )


def scores(folder: Path, lexicon: Lexicon, *words: tuple[str, EntityType]) -> dict[str, ConceptScore]:
    text = "Imatinib was given for chordoma, for osteosarcoma and for an odd swelling."
    row = make_row(
        "1", text,
        ("Imatinib", "Chemical", ("MESH:D000068877",)), ("chordoma", "Disease", ("MESH:D002817",)),
        ("osteosarcoma", "Disease", ("MESH:D012516",)),
    )  # fmt: skip
    write_part(folder, "bc5cdr", "dev", [row])
    found = measure_concepts(WordReader(lexicon, *words), folder, ["bc5cdr"], part="dev")
    return {score.kind: score for score in found}


def test_measure_concepts_compares_sets_of_concepts(tmp_path: Path, lexicon: Lexicon) -> None:
    found = scores(
        tmp_path, lexicon,
        ("chordoma", EntityType.DISEASE), ("notochordal sarcoma", EntityType.DISEASE),
        ("Imatinib", EntityType.DRUG),
    )  # fmt: skip
    assert (found["disease"].found, found["disease"].right) == (1, 1)
    assert (found["disease"].wanted, found["disease"].covered) == (2, 1)
    assert (found["chemical"].found, found["chemical"].right) == (1, 0)
    assert (found["all"].found, found["all"].right, found["all"].wanted) == (2, 1, 3)
    assert found["all"].f1 == pytest.approx(0.4)


def test_measure_concepts_counts_no_concept_of_our_own(tmp_path: Path, lexicon: Lexicon) -> None:
    found = scores(tmp_path, lexicon, ("swelling", EntityType.DISEASE))
    assert found["all"].found == 0
    assert (found["all"].precision, found["all"].recall, found["all"].f1) == (0.0, 0.0, 0.0)


def test_measure_concepts_counts_no_type_that_the_corpus_does_not_mark(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    row = make_row("1", "TBXT in chordoma", ("chordoma", "Disease", ("MESH:D002817",)))
    write_part(tmp_path, "ncbi_disease", "dev", [row])
    reader = WordReader(lexicon, ("TBXT", EntityType.GENE), ("chordoma", EntityType.DISEASE))
    (score,) = measure_concepts(reader, tmp_path, ["ncbi_disease"], part="dev")
    assert (score.found, score.right) == (1, 1)
