from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
import spacy
from numpy.typing import NDArray

from kg.errors import ModelError
from kg.nlp.entities import Found, Recogniser
from kg.nlp.entities.component import NAME, EntityComponent
from kg.nlp.entities.gazetteer import Gazetteer
from kg.nlp.entities.recogniser import LONGEST, Head, cut

_HEADS = (
    Head(scheme="graph", types=("gene",), offset=0),
    Head(scheme="graph", types=("disease",), offset=5),
    Head(scheme="other", types=("A", "B"), offset=10),
)


class _ByHeart:
    """Gives each word the tags that a table says, by column."""

    def __init__(self, table: Mapping[str, Sequence[int]]) -> None:
        self._table = table

    def outputs(
        self, sentences: Sequence[Sequence[str]], hints: NDArray[np.float32], columns: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        words = [word for sentence in sentences for word in sentence]
        assert len(hints) == len(words)
        rows = np.zeros((len(words), 19), dtype=np.float32)
        rows[:, [0, 5, 10]] = 4
        for row, word in zip(rows, words, strict=True):
            for column in self._table.get(word, ()):
                row[column] = 9
        return rows[:, columns]


_TABLE = {"WT1": (4,), "small": (6,), "cell": (7,), "tumor": (8,), "drug": (18,)}


@pytest.fixture()
def recogniser() -> Recogniser:
    return Recogniser(_ByHeart(_TABLE), Gazetteer.build([]), _HEADS)


def test_find_gives_characters_of_the_text(recogniser: Recogniser) -> None:
    text = "WT1 drives the small cell tumor. No drug helps; WT1 again."
    found = recogniser.find([text])[0]
    assert [(text[f.start : f.end], f.type) for f in found] == [
        ("WT1", "gene"),
        ("small cell tumor", "disease"),
        ("WT1", "gene"),
    ]
    assert all(0.9 < f.confidence <= 1 for f in found)


def test_find_reads_by_the_scheme_asked_for(recogniser: Recogniser) -> None:
    text = "A drug against WT1."
    assert [f.type for f in recogniser.find([text], scheme="other")[0]] == ["B"]


def test_find_names_the_schemes_there_are(recogniser: Recogniser) -> None:
    with pytest.raises(ModelError, match="graph, other"):
        recogniser.find(["x"], scheme="bc5cdr")


def test_find_gives_a_list_for_each_text(recogniser: Recogniser) -> None:
    assert [len(each) for each in recogniser.find(["", "WT1", "\n\n", "none"])] == [0, 1, 0, 0]
    assert recogniser.find([]) == []


def test_find_reads_a_sentence_without_end_in_parts(recogniser: Recogniser) -> None:
    text = " ".join(["word"] * 250 + ["WT1"])
    assert [text[f.start : f.end] for f in recogniser.find([text])[0]] == ["WT1"]
    assert [len(text[a:b].split()) for a, b in cut(text)] == [LONGEST, LONGEST, 51]


def test_load_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"heads\.json"):
        Recogniser.load(tmp_path)


def test_component_writes_spans_and_entities(recogniser: Recogniser) -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe(NAME)
    assert isinstance(component, EntityComponent)
    component.use(recogniser)
    doc = nlp("The small cell tumor lacks WT1.")
    assert [(s.text, s.label_) for s in doc.spans["graph"]] == [
        ("small cell tumor", "disease"),
        ("WT1", "gene"),
    ]
    assert [e.text for e in doc.ents] == ["small cell tumor", "WT1"]


def test_component_without_a_model_says_so() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    with pytest.raises(ModelError, match="no model"):
        nlp("WT1")


def test_found_sorts_longer_mentions_first(recogniser: Recogniser) -> None:
    heads = (*_HEADS[:1], Head(scheme="graph", types=("family",), offset=5))
    both = Recogniser(_ByHeart({"WT1": (4, 6), "protein": (8,)}), Gazetteer.build([]), heads)
    found = both.find(["WT1 protein"])[0]
    assert [(f.start, f.end, f.type) for f in found] == [(0, 11, "family"), (0, 3, "gene")]
    assert isinstance(found[0], Found)


def test_component_gives_one_span_for_two_mentions_within_a_token() -> None:
    nlp = spacy.blank("en")
    component = nlp.add_pipe(NAME)
    assert isinstance(component, EntityComponent)
    component.use(Recogniser(_ByHeart({"WT1": (4,), "FLI1": (4,)}), Gazetteer.build([]), _HEADS))
    doc = nlp("FLI1::WT1 fused.")
    assert [s.text for s in doc.spans["graph"]] == ["FLI1::WT1"]
