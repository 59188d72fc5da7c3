"""Preparing the training of the syntax model."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import load_config, load_model_from_config

from kg.lexicon import Lexicon
from kg.nlp.models import load_model
from kg.resources import data_dir
from kg.training.conllu import Tree, Word
from kg.training.silver import is_sound, masked_documents, read_texts
from kg.training.syntax import (
    TEACHER,
    Mixture,
    craft_trees,
    finish,
    genia_trees,
    group,
    prepare,
    sound_trees,
    to_doc,
)

GENIA = """# pmid = 1
1\tMice\tmouse\tNNS\tNNS\t_\t2\tnsubj\t_\t_
2\tsleep\tsleep\tVBP\tVBP\t_\t0\troot\t_\t_
3\tin\tin\tIN\tIN\t_\t4\tcase\t_\t_
4\tcages\tcage\tNNS\tNNS\t_\t2\tnmod\t_\t_

"""
CRAFT = """# newdoc id = 2
1\tMice\tmouse\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tsleep\tsleep\tVERB\tVBP\t_\t0\troot\t_\t_

"""


def sentence(document: str, *forms: str) -> Tree:
    return Tree(
        document, tuple(Word(form, form, "NN", 0, "dep" if i else "ROOT") for i, form in enumerate(forms))
    )


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for corpus, rows in (("genia_dep", GENIA), ("craft_dep", CRAFT)):
        (tmp_path / corpus).mkdir()
        for part in ("train", "dev"):
            (tmp_path / corpus / f"{part}.conllu.gz").write_bytes(gzip.compress(rows.encode()))
    return tmp_path


def test_genia_trees_have_clear_labels(corpora: Path) -> None:
    (tree,) = genia_trees(corpora, "train")
    assert [(w.head, w.label) for w in tree.words] == [(1, "nsubj"), (1, "ROOT"), (1, "prep"), (2, "pobj")]


def test_craft_trees_have_the_root_label_of_spacy(corpora: Path) -> None:
    (tree,) = craft_trees(corpora, "train")
    assert [w.label for w in tree.words] == ["nsubj", "ROOT"]


def test_group_keeps_documents_apart_and_loses_nothing() -> None:
    trees = [sentence(name, str(i)) for name in "ab" for i in range(9)]
    runs = list(group(trees, random.Random(1)))
    assert [tree for run in runs for tree in run] == trees
    assert all(len({tree.document for tree in run}) == 1 for run in runs)
    assert {len(run) for run in runs} > {1}


def test_to_doc_joins_sentences_with_their_boundaries() -> None:
    doc = to_doc(spacy.blank("en").vocab, [sentence("a", "one", "two"), sentence("a", "three")])
    assert [s.text for s in doc.sents] == ["one two", "three"]
    assert [t.head.i for t in doc] == [0, 0, 2]


def test_prepare_repeats_the_small_treebank(corpora: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    prepare(
        corpora,
        out,
        mixture=Mixture(craft=1, genia=3, silver=1),
        silver=[sentence("s", "a"), sentence("s", "b")],
    )
    docs = list(DocBin().from_disk(out / "train.spacy").get_docs(spacy.blank("en").vocab))
    assert sorted(len(doc) for doc in docs) == [1, 2, 4, 4, 4]
    again = tmp_path / "again"
    prepare(
        corpora,
        again,
        mixture=Mixture(craft=1, genia=3, silver=1),
        silver=[sentence("s", "a"), sentence("s", "b")],
    )
    assert (out / "train.spacy").read_bytes() == (again / "train.spacy").read_bytes()


def test_read_texts_joins_what_was_split_into_words(tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl.gz"
    rows = [
        {"text": "It ( mostly ) worked .", "tokenised": True},
        {"text": "It works ."},
        {"text": "It works ."},
    ]
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    assert list(read_texts(path)) == ["It (mostly) worked.", "It works ."]


def parsed(words: str, deps: str, heads: list[int], pos: str) -> Doc:
    vocab = spacy.blank("en").vocab
    return Doc(vocab, words=words.split(), deps=deps.split(), heads=heads, pos=pos.split(), tags=pos.split())


@pytest.mark.parametrize(
    ("deps", "heads", "pos", "expected"),
    [
        pytest.param(
            "nsubj ROOT amod dobj punct", [1, 1, 3, 1, 1], "NOUN VERB ADJ NOUN PUNCT", True, id="sound"
        ),
        pytest.param(
            "nsubj ROOT nsubj dobj punct",
            [1, 1, 1, 1, 1],
            "NOUN VERB NOUN NOUN PUNCT",
            False,
            id="two-subjects",
        ),
        pytest.param(
            "nsubj ROOT dep dobj punct", [1, 1, 3, 1, 1], "NOUN VERB ADJ NOUN PUNCT", False, id="unspecified"
        ),
        pytest.param(
            "nsubj ROOT amod dobj punct", [1, 1, 3, 1, 1], "NOUN PUNCT ADJ NOUN PUNCT", False, id="odd-root"
        ),
    ],
)
def test_is_sound_tells_where_the_parser_was_lost(
    deps: str, heads: list[int], pos: str, expected: bool
) -> None:
    (span,) = parsed("Mice eat soft cheese .", deps, heads, pos).sents
    assert is_sound(span) is expected


def test_configuration_of_the_training_is_complete() -> None:
    config = load_config(data_dir("pipelines") / "models" / "syntax.cfg")
    nlp = load_model_from_config(config, auto_fill=True)
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser"]


@pytest.mark.model
def test_masked_documents_have_a_stand_in_for_each_mention() -> None:
    teacher = load_model(TEACHER)
    names = list(teacher.pipe_names)
    (doc,) = masked_documents(teacher, Lexicon.load(), ["Imatinib treats leiomyosarcoma in young adults."])
    assert "leiomyosarcoma" not in doc.text
    assert teacher.pipe_names == names
    assert [tree.words[0].tag for tree in sound_trees(doc, "a")] == [doc[0].tag_]


@pytest.mark.model
def test_finish_gives_parts_of_speech_and_lemmas_like_the_teacher() -> None:
    teacher = load_model(TEACHER)
    nlp = load_model(TEACHER)
    for name in ("attribute_ruler", "lemmatizer"):
        nlp.remove_pipe(name)
    finish(nlp, teacher)
    text = "It has not been shown that these drugs, which were given to mice, are inhibiting tumors or had."
    assert [(t.pos_, t.lemma_) for t in nlp(text)] == [(t.pos_, t.lemma_) for t in teacher(text)]


@pytest.mark.model
def test_finish_leaves_a_finished_pipeline_alone() -> None:
    nlp: Language = load_model()
    names = nlp.pipe_names
    finish(nlp, load_model(TEACHER))
    assert nlp.pipe_names == names
