from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.model import EntityType, Mention, Span
from kg.nlp.models import load_model
from kg.nlp.parsing.component import SyntaxComponent
from kg.nlp.syntax import Parser, Word, dependency_labels, mask, stand_in


def words(text: str, offset: int = 0) -> list[Span]:
    """Return the words of a text whose words and stops are apart."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append(Span(start=at + offset, end=at + offset + len(word)))
        at += len(word)
    return found


def mention(text: str, part: str, type: EntityType = EntityType.DISEASE) -> Mention:
    start = text.index(part)
    return Mention(span=Span(start=start, end=start + len(part)), text=part, type=type, recogniser="x")


def shown(row: list[Word]) -> list[str]:
    return [word.shown for word in row]


@pytest.mark.parametrize("type", EntityType)
def test_stand_in_knows_every_type(type: EntityType) -> None:
    assert stand_in(mention("B7-H3", "B7-H3", type))


@pytest.mark.parametrize(("one", "many"), [("giant cell tumor", "giant cell tumors"), ("GIST", "GISTs")])
def test_stand_in_has_the_number_of_the_mention(one: str, many: str) -> None:
    assert stand_in(mention(one, one)) != stand_in(mention(many, many))


def test_stand_in_leaves_common_words_as_they_are() -> None:
    assert stand_in(mention("surgery", "surgery", EntityType.THERAPY)) == "surgery"


def test_stand_in_of_an_adjective_is_an_adjective() -> None:
    assert stand_in(mention("hepatic", "hepatic", EntityType.ANATOMY), adjective=True) == "abdominal"


def test_mask_makes_one_word_of_a_long_name() -> None:
    text = "the giant cell tumor of bone grows"
    row = mask(words(text), [mention(text, "giant cell tumor of bone")], text=text)
    assert [text[w.start : w.end] for w in row] == ["the", "giant cell tumor of bone", "grows"]
    assert [w.mention for w in row] == [-1, 0, -1]


def test_mask_leaves_out_what_is_skipped() -> None:
    text = "thymoma ( TM ) grows"
    row = mask(words(text), [mention(text, "thymoma")], text=text, skip=[Span(start=8, end=14)])
    assert [text[w.start : w.end] for w in row] == ["thymoma", "grows"]


def test_mask_splits_a_word_that_a_mention_is_part_of() -> None:
    text = "the GPC3-targeting cells"
    row = mask(words(text), [mention(text, "GPC3", EntityType.GENE)], text=text)
    assert [text[w.start : w.end] for w in row] == ["the", "GPC3", "-targeting", "cells"]


def test_mask_without_mentions_shows_the_words() -> None:
    text = "nothing is named here"
    assert shown(mask(words(text), [], text=text)) == text.split()


@pytest.mark.model
def test_parser_gives_tokens_of_the_text_and_heads_within_the_sentence() -> None:
    text = "thymoma grows . giant cell tumors of bone are treated with denosumab ."
    mentions = [
        mention(text, "thymoma"),
        mention(text, "giant cell tumors of bone"),
        mention(text, "denosumab", EntityType.DRUG),
    ]
    row = mask(words(text), mentions, text=text)
    stop = next(i for i, w in enumerate(row) if text[w.start : w.end] == ".") + 1
    first, second = Parser(load_model()).parse([row[:stop], row[stop:]], text=text)
    for tokens in (first, second):
        assert all(text[t.start : t.end] == t.text for t in tokens)
        assert all(0 <= t.head < len(tokens) for t in tokens)
    assert [t.text for t in second if t.mention >= 0] == ["giant cell tumors of bone", "denosumab"]


@pytest.mark.model
def test_parser_reads_a_masked_passive() -> None:
    text = "desmoplastic small round cell tumors are treated with trabectedin ."
    mentions = [
        mention(text, "desmoplastic small round cell tumors"),
        mention(text, "trabectedin", EntityType.DRUG),
    ]
    (tokens,) = Parser(load_model()).parse([mask(words(text), mentions, text=text)], text=text)
    verb = next(t for t in tokens if t.text == "treated")
    assert (verb.lemma, verb.pos) == ("treat", "VERB")
    assert tokens[0].dep == "nsubjpass"


@pytest.mark.model
def test_parser_of_nothing_gives_empty_sentences() -> None:
    assert Parser(load_model()).parse([[], []], text="") == [(), ()]


@pytest.mark.model
@pytest.mark.parametrize("opening", ["At present", "In general", "In brief", "At last"])
def test_subject_after_an_opening_adverbial_belongs_to_the_verb(opening: str) -> None:
    text = f"{opening} thymoma is treated with cisplatin ."
    mentions = [mention(text, "thymoma"), mention(text, "cisplatin", EntityType.DRUG)]
    (tokens,) = Parser(load_model()).parse([mask(words(text), mentions, text=text)], text=text)
    subject = next(t for t in tokens if t.text == "thymoma")
    assert (subject.dep, tokens[subject.head].text) == ("nsubjpass", "treated")


@pytest.mark.model
def test_noun_of_a_leading_phrase_stays_where_the_verb_has_a_subject() -> None:
    text = "In advanced thymoma surgery is preferred ."
    mentions = [mention(text, "thymoma"), mention(text, "surgery", EntityType.THERAPY)]
    (tokens,) = Parser(load_model()).parse([mask(words(text), mentions, text=text)], text=text)
    assert next(t for t in tokens if t.text == "thymoma").dep != "nsubjpass"


def test_parser_gives_clear_labels_where_its_model_has_universal_ones() -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    parser.add_label("nmod:poss")  # type: ignore[attr-defined]
    nlp.add_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    nlp.initialize()
    fixed = Parser(nlp)
    tree = [("Loss", "NN", 0, "root"), ("of", "IN", 2, "case"), ("PTEN", "NN", 0, "nmod")]

    def annotate(doc: Doc) -> Doc:
        for token, (_, tag, head, label) in zip(doc, tree, strict=True):
            token.tag_, token.dep_, token.head = tag, label, doc[head]
        return doc

    fixed._components = [annotate]
    text = "Loss of PTEN"
    (tokens,) = fixed.parse([mask(words(text), [], text=text)], text=text)
    assert [(t.dep, t.head) for t in tokens] == [("ROOT", 0), ("prep", 0), ("pobj", 1)]


def test_parser_of_our_pipeline_follows_the_habits_of_masked_sentences(nlp: Language) -> None:
    text = "the tumor grows and the mice sleep ."
    row = mask(words(text), [mention(text, "tumor")], text=text)
    (tokens,) = Parser(nlp).parse([row], text=text)
    component = nlp.get_pipe("biomedkg_syntax")
    assert isinstance(component, SyntaxComponent)
    assert component.treebank != "silver"
    doc = Doc(
        nlp.vocab, words=[w.shown for w in row], spaces=[w.space for w in row], sent_starts=[1, *[0] * 7]
    )
    next(component.pipe([doc], treebank="silver"))
    assert [t.tag for t in tokens] == [t.tag_ for t in doc]


def test_dependency_labels_are_those_of_the_parser_whatever_its_name(nlp: Language) -> None:
    assert dependency_labels(nlp) == {"ROOT", "dep", "nsubj", "punct"}
    other = spacy.blank("en")
    assert dependency_labels(other) == frozenset()
    other.add_pipe("parser").add_label("pobj")  # type: ignore[attr-defined]
    assert "pobj" in dependency_labels(other)
