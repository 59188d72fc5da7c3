from __future__ import annotations

from itertools import pairwise

import pytest

from kg.documents import read_bytes
from kg.lexicon import Lexicon
from kg.model import CueKind, EntityType, Mention, Span
from kg.nlp.annotator import Annotator
from kg.nlp.models import load_model
from kg.nlp.sentence import AnnotatedDocument

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(load_model(), Lexicon.load())


def annotate(annotator: Annotator, text: str, source: str = "note.txt") -> AnnotatedDocument:
    (document,) = read_bytes(text.encode(), source=source)
    return annotator.annotate(document)


def mentions(annotated: AnnotatedDocument) -> list[Mention]:
    return [m for sentence in annotated.sentences for m in sentence.mentions]


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        pytest.param("Thymoma grows.", "Thymoma", EntityType.DISEASE, id="disease"),
        pytest.param("Patients took mitotane.", "mitotane", EntityType.DRUG, id="drug"),
        pytest.param("Loss of SMARCB1 was seen.", "SMARCB1", EntityType.GENE, id="gene"),
        pytest.param("An EWSR1::FLI1 fusion was seen.", "EWSR1::FLI1", EntityType.FUSION, id="fusion"),
        pytest.param("Enrolment in NCT01234567 is open.", "NCT01234567", EntityType.TRIAL, id="trial"),
        pytest.param("They took zorbatinib daily.", "zorbatinib", EntityType.DRUG, id="drug-by-its-stem"),
        pytest.param("The FDA decided.", "FDA", EntityType.AGENCY, id="agency"),
    ],
)
def test_annotator_finds_the_mention(text: str, name: str, type: EntityType, annotator: Annotator) -> None:
    assert (name, type) in {(m.text, m.type) for m in mentions(annotate(annotator, text))}


def test_annotator_knows_a_short_form_in_later_blocks(annotator: Annotator) -> None:
    text = "Giant cell tumor of bone (GCTB) is benign.\n\nDenosumab shrinks GCTB.\n"
    found = [m for m in mentions(annotate(annotator, text)) if m.text == "GCTB"]
    assert {m.lookup.lower() for m in found} == {"giant cell tumor of bone"}
    assert len(found) == 2


def test_annotator_does_not_take_a_word_with_the_short_form_inside(annotator: Annotator) -> None:
    text = "Adrenocortical carcinoma (ACC) is rare.\n\nThe ACCORD group met.\n"
    assert "ACC" not in {m.text for m in mentions(annotate(annotator, text)) if m.span.start > 40}


def test_annotator_reads_a_class_by_the_name_without_its_bracket(annotator: Annotator) -> None:
    text = "The luteinizing hormone-releasing hormone (LHRH) agonist was stopped.\n"
    (found,) = [m for m in mentions(annotate(annotator, text)) if m.type is EntityType.DRUG_CLASS]
    assert (found.text, found.lookup) == (text[4:56], "LHRH agonist")


def test_annotator_takes_the_stage_off_a_disease(annotator: Annotator) -> None:
    found = mentions(annotate(annotator, "Metastatic osteosarcoma was seen."))
    assert "osteosarcoma" in {m.text for m in found}


@pytest.mark.parametrize("word", ["metastatic", "advanced", "recurrent"])
def test_annotator_finds_no_disease_in_a_stage_alone(word: str, annotator: Annotator) -> None:
    assert EntityType.DISEASE not in {m.type for m in mentions(annotate(annotator, f"It was {word}."))}


def test_annotator_mentions_are_sorted_and_do_not_overlap(annotator: Annotator) -> None:
    text = "Clear cell sarcoma of the kidney with an EWSR1::ATF1 fusion was treated with imatinib mesylate.\n"
    found = mentions(annotate(annotator, text))
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


def test_annotator_tokens_cover_every_mention_once(annotator: Annotator) -> None:
    annotated = annotate(
        annotator, "Thymoma (a tumor of the thymus) is treated with cisplatin and surgery.\n"
    )
    for sentence in annotated.sentences:
        with_token = [t.mention for t in sentence.tokens if t.mention >= 0]
        assert len(with_token) == len(set(with_token))
        repeats = {i for i, other in enumerate(sentence.alias_of) if other != i}
        assert set(with_token) | repeats == set(range(len(sentence.mentions)))


def test_annotator_repeated_name_in_brackets_has_no_token(annotator: Annotator) -> None:
    annotated = annotate(annotator, "Adrenocortical carcinoma (ACC) is treated with mitotane.\n")
    (sentence,) = annotated.sentences
    assert [m.text for m in sentence.mentions][:2] == ["Adrenocortical carcinoma", "ACC"]
    assert sentence.alias_of[1] == 0
    assert 1 not in sentence.token_of


def test_annotator_reads_no_furniture_and_no_references(annotator: Annotator) -> None:
    text = (
        "# Thymoma\n\nThymoma is rare.\n\n## References\n\n1. Wu D. Cisplatin for chordoma."
        " J Rare Tumors. 2019;1:2-3.\n"
    )
    assert "chordoma" not in {m.text for m in mentions(annotate(annotator, text, "page.md"))}


def test_annotator_gives_cues_their_scope(annotator: Annotator) -> None:
    annotated = annotate(annotator, "Imatinib did not shrink the chordoma.\n")
    (cue,) = annotated.sentences[0].cues
    assert cue.kind is CueKind.NEGATION
    assert "shrink the chordoma" in cue.scope.of(annotated.document.text)


def test_annotator_sentences_lie_in_their_blocks(annotator: Annotator) -> None:
    annotated = annotate(annotator, "Thymoma\n\nIt is rare. It grows.\n\n- Surgery\n- Rest\n")
    blocks = annotated.document.blocks
    assert all(blocks[s.block].span.contains(s.span) for s in annotated.sentences)
    assert [s.text for s in annotated.sentences][1:3] == ["It is rare.", "It grows."]


def test_annotator_holds_no_state_between_documents(annotator: Annotator) -> None:
    before = annotate(annotator, "The ACC grew.\n")
    annotate(annotator, "Adrenocortical carcinoma (ACC) is rare.\n")
    assert annotate(annotator, "The ACC grew.\n") == before


def test_annotator_names_its_model(annotator: Annotator) -> None:
    name, version = annotator.model
    assert name.startswith("en_")
    assert version[0].isdigit()


def test_load_model_leaves_out_the_entity_recogniser() -> None:
    assert "ner" not in load_model().pipe_names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A study of the Lakeside Society of Nurses (LSON) enrolled men.", id="a-society"),
        pytest.param("We did a QSAR study of these salts.", id="a-method"),
    ],
)
def test_annotator_takes_no_society_and_no_method_for_a_trial(text: str, annotator: Annotator) -> None:
    assert not [m for m in mentions(annotate(annotator, text)) if m.type is EntityType.TRIAL]


def test_annotator_reads_no_gene_in_the_name_of_a_statistician(annotator: Annotator) -> None:
    found = mentions(annotate(annotator, "Cox proportional hazards models were fitted."))
    assert not [m for m in found if m.type is EntityType.GENE]


def test_annotator_takes_marked_mentions_and_no_others(annotator: Annotator) -> None:
    text = "Mitotane shrank the odd green swelling of the adrenal gland."
    (document,) = read_bytes(text.encode(), source="note.txt")
    marked = []
    for words, kind in (
        ("odd green swelling", EntityType.DISEASE),
        ("swelling", EntityType.PHENOTYPE),
        ("Mitotane", EntityType.DRUG),
    ):
        start = text.index(words)
        span = Span(start=start, end=start + len(words))
        marked.append(Mention(span=span, text=words, type=kind, recogniser="somebody"))
    found = annotator.annotate(document, marked=marked)
    assert [m.text for m in mentions(found)] == ["Mitotane", "odd green swelling"]
    (sentence,) = found.sentences
    assert set(sentence.token_of) == {0, 1}
