from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ConfigError
from kg.evaluate.crosswalk import Crosswalk
from kg.evaluate.marked import (
    MarkedDocument,
    RelationCorpus,
    choose_relation_corpora,
    read_marked,
    relation_corpora,
)
from kg.evaluate.parsed import Mentions, ParsedDocument, merged, parse
from kg.evaluate.relations import ALL, PAIR, Found, faults_as_tsv, measure_relations
from kg.lexicon import Lexicon
from kg.model import Candidate, Concept, Document, EntityType, Grounding, Mention, Span
from kg.nlp.sentence import AnnotatedDocument, Sentence
from kg.relations import load_schema
from kg.training.pooled_relations import types_of
from tests.evaluate.samples import make_row
from tests.training.conftest import write_part

TEXT = "Imatinib caused ataxia. Chordoma was treated with imatinib and osteosarcoma was not."
ROW = make_row(
    "1", TEXT,
    ("Imatinib", "Chemical", ("MESH:D000068877",)), ("ataxia", "Disease", ("MESH:D001259",)),
    ("Chordoma", "Disease", ("MESH:D002817",)), ("osteosarcoma", "Disease", ("MESH:D012516",)),
    relations=[
        {"subject": "MESH:D000068877", "predicate": "chemical_induced_disease", "object": "MESH:D001259"},
        {"subject": "MESH:D000068877", "predicate": "chemical_induced_disease", "object": "MESH:D002817"},
    ],
)  # fmt: skip


class OneSentence:
    """Takes a document for one sentence with the marked mentions, or with the first word for a class of
    drugs. By any scheme all words with a capital are chemicals.
    """

    def annotate(self, document: Document, *, marked: Iterable[Mention] | None = None) -> AnnotatedDocument:
        block = document.blocks[0]
        first = Span(start=0, end=document.text.index(" "))
        ours = Mention(
            span=first, text=first.of(document.text), type=EntityType.DRUG_CLASS, recogniser="lexicon"
        )
        mentions = [ours] if marked is None else marked
        sentence = Sentence(span=block.span, block=0, text=document.text, tokens=(), mentions=tuple(mentions))
        return AnnotatedDocument(document=document, sentences=(sentence,), abbreviations=())

    def recognise(self, document: Document, scheme: str) -> list[tuple[Span, str]]:
        found = re.finditer(r"\b[A-Z]\w+", document.text)
        return [(Span(start=m.start(), end=m.end()), "Chemical") for m in found]

    def ground(self, annotated: AnnotatedDocument) -> tuple[tuple[Grounding, ...], dict[str, Concept]]:
        mentions = [m for s in annotated.sentences for m in s.mentions]
        concepts = {f"x:{m.text}": Concept(curie=f"x:{m.text}", label=m.text, type=m.type) for m in mentions}
        return tuple(Grounding(mention=m, concept=f"x:{m.text}", chosen=None) for m in mentions), concepts


def marked(folder: Path, *rows: dict[str, Any], corpus: str = "bc5cdr") -> list[MarkedDocument]:
    write_part(folder, corpus, "dev", rows)
    return list(read_marked(folder, corpus, "dev"))


def parsed(folder: Path, *rows: dict[str, Any], corpus: str = "bc5cdr") -> list[ParsedDocument]:
    return [parse(each, OneSentence(), Mentions.MARKED) for each in marked(folder, *rows, corpus=corpus)]


def found(document: ParsedDocument, one: int, kind: str, other: int) -> Found:
    first, second = (document.groundings[i] for i in (one, other))
    return Found(
        subject=first.concept,
        subject_span=first.mention.span,
        type=kind,
        object=second.concept,
        object_span=second.mention.span,
        sentence=document.annotated.sentences[0].span,
        extractor="test",
        confidence=0.9,
    )


def test_read_marked_keeps_relations_of_the_table(tmp_path: Path) -> None:
    (document,) = marked(tmp_path, ROW)
    assert [m.text for m in document.mentions] == ["Imatinib", "ataxia", "Chordoma", "osteosarcoma"]
    assert {m.type for m in document.mentions} == {EntityType.DRUG, EntityType.DISEASE}
    assert {link.object for link in document.links} == {"MESH:D001259", "MESH:D002817"}


def test_read_marked_joins_rows_with_one_text(tmp_path: Path) -> None:
    text = "SOX9 and TBXT drive chordoma."
    rows = [
        make_row(
            name, text, (gene, "gene", ()), ("chordoma", "cancer", ()),
            relations=[{"subject": 0, "predicate": "Driver", "object": 1}], pmid="7",
        )
        for name, gene in (("a", "SOX9"), ("b", "TBXT"))
    ]  # fmt: skip
    (document,) = marked(tmp_path, *rows, corpus="cancermine")
    assert [m.text for m in document.mentions] == ["SOX9", "TBXT", "chordoma"]
    assert {(link.subject, link.object) for link in document.links} == {(0, 2), (1, 2)}


def test_measure_relations_counts_pairs_of_documents(tmp_path: Path) -> None:
    documents = parsed(tmp_path, ROW)
    corpus = relation_corpora()["bc5cdr"]

    def extract(document: ParsedDocument, corpus: RelationCorpus) -> Iterator[Found]:
        yield found(document, 0, "chemical_induced_disease", 1)
        yield found(document, 0, "chemical_induced_disease", 1)
        yield found(document, 0, "chemical_induced_disease", 3)

    scores, faults = measure_relations(documents, corpus, extract)
    (every,) = [score for score in scores if score.type == ALL]
    assert (every.found, every.right, every.wanted, every.covered) == (2, 1, 2, 1)
    assert {(fault.fault, fault.object) for fault in faults} == {
        ("wrong", "osteosarcoma"),
        ("missed", "Chordoma"),
    }
    assert faults_as_tsv({"test": faults}).count("\n") == 3


def test_measure_relations_tells_a_wrong_type_from_a_wrong_pair(tmp_path: Path) -> None:
    text = "TBXT drives chordoma."
    row = make_row(
        "a", text, ("TBXT", "gene", ()), ("chordoma", "cancer", ()),
        relations=[{"subject": 0, "predicate": "Driver", "object": 1}],
    )  # fmt: skip
    documents = parsed(tmp_path, row, corpus="cancermine")
    scores, _ = measure_relations(
        documents, relation_corpora()["cancermine"], lambda document, _: [found(document, 0, "Oncogene", 1)]
    )
    rights = {score.type: score.right for score in scores}
    assert (rights[ALL], rights[PAIR]) == (0, 1)


def test_measure_relations_leaves_out_pairs_that_a_corpus_never_marks(tmp_path: Path) -> None:
    documents = parsed(tmp_path, ROW)
    scores, _ = measure_relations(
        documents,
        relation_corpora()["bc5cdr"],
        lambda document, _: [found(document, 1, "chemical_induced_disease", 2)],
    )
    assert all(score.found == 0 for score in scores)


def test_measure_relations_judges_own_concepts_by_identity(tmp_path: Path, lexicon: Lexicon) -> None:
    (document,) = marked(tmp_path, ROW)
    annotated = OneSentence().annotate(document.document, marked=document.mentions)
    curies = ("drugbank:DB00619", "hp:0001251", "mondo:0008978", "mondo:0009807")
    concepts = {
        curie: Concept(curie=curie, label=m.text, type=m.type)
        for curie, m in zip(curies, document.mentions, strict=True)
    }
    groundings = tuple(
        Grounding(
            mention=m,
            concept=curie,
            chosen=Candidate(curie=curie, label="", type=m.type, name="", score=1.0, reasons=()),
        )
        for curie, m in zip(curies, document.mentions, strict=True)
    )
    own = ParsedDocument(
        marked=document, annotated=annotated, groundings=groundings, concepts=concepts, names={}
    )
    named = Crosswalk(lexicon, [own]).name(own)
    scores, _ = measure_relations(
        [own, named],
        relation_corpora()["bc5cdr"],
        lambda document, _: [found(document, 0, "chemical_induced_disease", 2)],
    )
    (every,) = [score for score in scores if score.type == ALL]
    # without names the concepts of ours are none of those that the corpus marks
    assert (every.found, every.right) == (2, 1)


def test_parse_with_our_mentions_finds_what_the_corpus_marks(tmp_path: Path) -> None:
    (document,) = marked(tmp_path, ROW)
    ours = parse(document, OneSentence(), Mentions.OURS)
    found = [(m.text, m.type) for s in ours.annotated.sentences for m in s.mentions]
    # what the graph knows of the same place is kept
    assert found == [("Imatinib", EntityType.DRUG_CLASS), ("Chordoma", EntityType.DRUG)]
    graph = parse(document, OneSentence(), Mentions.GRAPH)
    assert [m.text for s in graph.annotated.sentences for m in s.mentions] == ["Imatinib"]
    assert ours.is_own and graph.is_own


def test_table_names_predicates_of_the_schema() -> None:
    known = set(load_schema().predicates)
    for corpus in relation_corpora().values():
        assert set(corpus.answers) <= known
        assert set(corpus.answers.values()) | set(corpus.labels.values()) <= set(corpus.relations)


def test_choose_relation_corpora_names_the_unknown(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="choose from bc5cdr"):
        choose_relation_corpora(tmp_path, ["treebank"], "dev")


def test_variants_are_told_apart_by_identifiers_that_hold_the_usual_sign(tmp_path: Path) -> None:
    row = make_row(
        "v", "A12B in chordoma.",
        ("A12B", "SequenceVariant", ("tmVar:p|SUB|A|12|B", "dbSNP:rs1")),
        ("chordoma", "DiseaseOrPhenotypicFeature", ("MESH:D002817",)),
        relations=[
            {"subject": "tmVar:p|SUB|A|12|B", "predicate": "Association", "object": "MESH:D002817"}
        ],
    )  # fmt: skip
    documents = parsed(tmp_path, row, corpus="biored")
    scores, _ = measure_relations(
        documents, relation_corpora()["biored"], lambda document, _: [found(document, 0, "Association", 1)]
    )
    (every,) = [score for score in scores if score.type == ALL]
    assert (every.found, every.right, every.covered) == (1, 1, 1)
    assert types_of(documents[0], documents[0].groundings[0].concept, "MESH:D002817") == {"Association"}


def test_our_mention_means_what_the_graph_has_there_or_within(tmp_path: Path) -> None:
    (document,) = marked(tmp_path, ROW)
    span = Span(start=0, end=8)

    def one(curie: str, span: Span, *, sure: bool) -> ParsedDocument:
        mention = Mention(span=span, text=span.of(TEXT), type=EntityType.DRUG, recogniser="model")
        chosen = Candidate(curie=curie, label="", type=EntityType.DRUG, name="", score=1.0, reasons=())
        return ParsedDocument(
            marked=document,
            annotated=OneSentence().annotate(document.document, marked=[mention]),
            groundings=(Grounding(mention=mention, concept=curie, chosen=chosen if sure else None),),
            concepts={curie: Concept(curie=curie, label="x", type=EntityType.DRUG)},
            names={},
        )

    same = merged(one("chebi:1", span, sure=True), one("chebi:2", span, sure=True))
    assert same.groundings[0].concept == "chebi:2"
    within = one("chebi:2", Span(start=0, end=4), sure=True)
    unknown = merged(one("bkg:concept/drug/x", span, sure=False), within)
    assert (unknown.groundings[0].concept, unknown.groundings[0].mention.span) == ("chebi:2", span)
    assert merged(one("chebi:1", span, sure=True), within).groundings[0].concept == "chebi:1"
