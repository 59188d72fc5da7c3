from __future__ import annotations

import numpy as np
import pytest

from kg.evaluate.marked import Link, MarkedDocument, document_of, relation_corpora
from kg.evaluate.pair_types import PairTypes, head_name, shared_wordings, type_features
from kg.evaluate.parsed import ParsedDocument
from kg.model import Candidate, Concept, EntityType, Grounding, Mention, Span
from kg.nlp.sentence import AnnotatedDocument, Sentence, Token
from kg.relations.learned.model import Head, feature_ids

BIORED = relation_corpora()["biored"]
PAIR = ("drug", "gene")
ENDS = ("MESH:D1", "7490")
LABELS = ("none", "Positive_Correlation", "Association")


def make_document(verb: str, *types: str, work: str = "1") -> ParsedDocument:
    """Return a document of one sentence, in which a drug does to a gene what `verb` says."""
    words = (("Zorbatinib", "nsubj", EntityType.DRUG), (verb, "ROOT", None), ("WT1", "dobj", EntityType.GENE))
    tokens: list[Token] = []
    mentions: list[Mention] = []
    place = 0
    for word, dep, kind in words:
        span = Span(start=place, end=place + len(word))
        at = len(mentions) if kind else -1
        tokens.append(Token(span.start, span.end, word, word.lower(), "NOUN", "NN", dep, 1, at))
        if kind:
            mentions.append(Mention(span=span, text=word, type=kind, recogniser="test"))
        place = span.end + 1
    document = document_of(" ".join(word for word, *_ in words), source="1.txt")
    whole = Span(start=0, end=len(document.text))
    sentence = Sentence(
        span=whole, block=0, text=document.text, tokens=tuple(tokens), mentions=tuple(mentions)
    )
    chosen = [
        Candidate(curie=curie, label=m.text, type=m.type, name=m.text, score=1.0, reasons=("marked",))
        for curie, m in zip(ENDS, mentions, strict=True)
    ]
    return ParsedDocument(
        marked=MarkedDocument(
            corpus="biored",
            name=work,
            work=work,
            document=document,
            mentions=tuple(mentions),
            ids=tuple((curie,) for curie in ENDS),
            links=frozenset(Link(subject=ENDS[0], type=kind, object=ENDS[1]) for kind in types),
        ),
        annotated=AnnotatedDocument(document=document, sentences=(sentence,), abbreviations=()),
        groundings=tuple(
            Grounding(mention=m, concept=c.curie, chosen=c, candidates=(c,))
            for m, c in zip(mentions, chosen, strict=True)
        ),
        concepts={c.curie: Concept(curie=c.curie, label=c.label, type=c.type) for c in chosen},
    )


def make_head(feature: str) -> Head:
    """Return a head that takes a drug to raise a gene where it sees a feature."""
    return Head(
        name=head_name("biored", PAIR),
        pair=PAIR,
        labels=LABELS[1:],
        features=feature_ids([feature]),
        weights=np.array([[5.0, 0.0]]),
        bias=np.zeros(2),
    )


def test_features_tell_the_way_of_an_effect() -> None:
    names = {
        verb: {*type_features(shared_wordings(make_document(verb), BIORED.pairs)[ENDS])}
        for verb in ("induce", "suppress", "bind", "visit")
    }
    assert {"more top title", "more p ab", "more b 1 times"} <= names["induce"]
    assert "less top title" in names["suppress"]
    assert "touch top title" in names["bind"]
    meanings = ("more", "less", "link", "touch")
    assert not [name for name in names["visit"] if name.split()[0] in meanings]


def test_features_of_several_words_are_not_learned_from() -> None:
    assert type_features([(False, ["ab", "bb ab can raise", "k can aux"])]) == ["k can aux"]


def test_words_of_one_meaning_are_counted_over_sentences() -> None:
    sentence = (False, ["ab", "s induce", "s raise"])
    assert "more s 2 times" in type_features([sentence])
    assert "more s 3 times" in type_features([sentence] * 5)
    assert "denied" in type_features([(False, ["ab", "b not"])])
    assert "denied" not in type_features([(False, ["ab", "s not"])])


def test_types_are_weighed_anew_and_the_pair_as_likely_as_before() -> None:
    before = np.array([0.4, 0.2, 0.4])
    heads = {head_name("biored", PAIR): make_head("more top title")}
    raised = PairTypes(heads, make_document("induce"), BIORED).judged(PAIR, ENDS, LABELS, before)
    assert raised.argmax() == 1
    assert (raised[0], raised.sum()) == (pytest.approx(0.4), pytest.approx(1.0))
    other = PairTypes(heads, make_document("visit"), BIORED).judged(PAIR, ENDS, LABELS, before)
    assert other[2] > other[1]


def test_pairs_that_share_no_sentence_keep_their_chances() -> None:
    before = np.array([0.4, 0.2, 0.4])
    heads = {head_name("biored", PAIR): make_head("more top title")}
    judge = PairTypes(heads, make_document("induce"), BIORED)
    assert judge.judged(PAIR, (ENDS[0], "9999"), LABELS, before) is before
