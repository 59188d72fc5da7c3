from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.evaluate.crosswalk import Crosswalk, learn
from kg.evaluate.marked import read_marked
from kg.evaluate.parsed import ParsedDocument
from kg.lexicon import Entry, Lexicon, Status
from kg.lexicon.orthologs import write_orthologs
from kg.model import Candidate, Concept, EntityType, Grounding
from kg.nlp.sentence import AnnotatedDocument, Sentence
from tests.evaluate.samples import (
    CHORDOMA,
    IMATINIB,
    OSTEOSARCOMA,
    SARCOMA,
    make_lexicon,
    make_packs,
    make_row,
)
from tests.training.conftest import write_part

CLIVAL = Entry(
    curie="mondo:1",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "clival chordoma"),),
    parents=("mondo:0008978",),
)
# A record that only OMIM is mapped to, and the one of the same name that MeSH has beside it.
INHERITED = Entry(
    curie="mondo:2",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "familial chordoma"),),
    exact=("omim:215400",),
)
BESIDE = Entry(curie="mesh:C7", type=EntityType.DISEASE, names=((Status.LABEL, "Familial chordoma"),))
SIGN = Entry(curie="symp:2", type=EntityType.PHENOTYPE, names=((Status.LABEL, "sarcoma"),))


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("packs")
    return make_lexicon(folder, (CHORDOMA, SARCOMA, OSTEOSARCOMA, IMATINIB, CLIVAL, SIGN, INHERITED, BESIDE))


def concept(entry: Entry, **more: Any) -> Concept:
    return replace(Concept(curie=entry.curie, label=entry.names[0][1], type=entry.type), **more)


def own(folder: Path, row: dict[str, Any], *entries: Entry, corpus: str = "bc5cdr") -> ParsedDocument:
    """Return a document in which each marked mention, in turn, means an entry to us."""
    write_part(folder, corpus, "dev", [row])
    (marked,) = read_marked(folder, corpus, "dev")
    block = marked.document.blocks[0]
    sentence = Sentence(
        span=block.span, block=0, text=marked.document.text, tokens=(), mentions=marked.mentions
    )
    concepts = {entry.curie: concept(entry) for entry in entries}
    groundings = tuple(
        Grounding(
            mention=mention,
            concept=entry.curie,
            chosen=Candidate(curie=entry.curie, label="", type=entry.type, name="", score=1.0, reasons=()),
        )
        for mention, entry in zip(marked.mentions, entries, strict=True)
    )
    return ParsedDocument(
        marked=marked,
        annotated=AnnotatedDocument(document=marked.document, sentences=(sentence,), abbreviations=()),
        groundings=groundings,
        concepts=concepts,
        names={},
    )


@pytest.mark.parametrize(
    ("entry", "curies", "via"),
    [
        pytest.param(OSTEOSARCOMA, ("mesh:D012516",), "mapping", id="what a mapping says"),
        pytest.param(SIGN, ("mesh:D012509",), "label", id="what is called the same"),
        pytest.param(CLIVAL, ("mesh:D002817",), "broader", id="the nearest heading above"),
        pytest.param(INHERITED, ("mesh:C7", "omim:215400"), "mapping", id="the preferred vocabulary, too"),
    ],
)
def test_concepts_are_called_by_the_vocabulary_of_the_corpus(
    lexicon: Lexicon, entry: Entry, curies: tuple[str, ...], via: str
) -> None:
    called = Crosswalk(lexicon, []).called(concept(entry))
    assert called is not None
    assert (called.curies, called.via) == (curies, via)


def test_what_nothing_public_means_has_no_name(lexicon: Lexicon) -> None:
    walk = Crosswalk(lexicon, [])
    assert walk.called(Concept(curie="bkg:concept/disease/x", label="sarcoma", type=EntityType.DISEASE,
                               grounded=False)) is None  # fmt: skip
    assert walk.called(concept(IMATINIB)) is None


def test_identifier_of_the_past_stands_for_what_its_mentions_name(lexicon: Lexicon, tmp_path: Path) -> None:
    row = make_row("1", "Imatinib shrank it.", ("Imatinib", "Chemical", ("MESH:C000001",)))
    document = own(tmp_path, row, IMATINIB)
    named = Crosswalk(lexicon, [document]).name(document)
    assert named.name("drugbank:DB00619") == "MESH:C000001"


def test_variant_is_called_by_the_words_that_a_number_is_marked_at(lexicon: Lexicon, tmp_path: Path) -> None:
    row = make_row("1", "The A12V change.", ("A12V", "SequenceVariant", ("dbSNP:rs1",)))
    variant, other = (
        Entry(curie=f"bkg:variant/{name}", type=EntityType.VARIANT, names=((Status.LABEL, f"TBXT {name}"),))
        for name in ("A12V", "A12G")
    )
    for entry, called in ((variant, "dbSNP:rs1"), (other, other.curie)):
        named = Crosswalk(lexicon, []).name(own(tmp_path, row, entry, corpus="biored"))
        assert named.name(entry.curie) == called


def test_document_knows_names_and_which_are_wider(lexicon: Lexicon, tmp_path: Path) -> None:
    row = make_row(
        "1", "Chordoma is no carcinoma but a sarcoma.",
        ("Chordoma", "Disease", ("MESH:D002817",)), ("sarcoma", "Disease", ("MESH:D012509",)),
    )  # fmt: skip
    document = own(tmp_path, row, CHORDOMA, SARCOMA)
    named = Crosswalk(lexicon, []).name(document)
    assert named.names == {"mondo:0008978": "MESH:D002817", "mondo:0005089": "MESH:D012509"}
    assert named.wider == {("MESH:D002817", "MESH:D012509")}
    # with the marked mentions the concepts are called by the corpus already
    marked = replace(
        document,
        names=None,
        concepts={c: concept(CHORDOMA, curie=c) for c in ("MESH:D002817", "MESH:D012509")},
    )
    assert Crosswalk(lexicon, []).name(marked).wider == named.wider


def test_learned_is_what_most_publications_call_it(lexicon: Lexicon, tmp_path: Path) -> None:
    walk = Crosswalk(lexicon, [])
    documents = [
        own(tmp_path, make_row(work, "A chordoma.", ("chordoma", "Disease", (heading,)), pmid=work), CHORDOMA)
        for work, heading in (("1", "MESH:D007"), ("2", "MESH:D007"), ("3", "MESH:D002817"))
    ]
    assert learn(documents, walk) == {"mondo:0008978": "mesh:D007"}
    assert learn(documents[1:], walk) == {}
    walk.teach(learn(documents, walk))
    called = walk.called(concept(CHORDOMA))
    assert called is not None and called.curies == ("mesh:D007",)


def test_family_is_called_by_one_member_in_any_species(tmp_path: Path) -> None:
    """Two publications mark the human gene and the one of mice where we read the family."""
    family = Entry(curie="fplx:TBX", type=EntityType.GENE_FAMILY, names=((Status.LABEL, "TBX"),))
    human, mouse = (
        Entry(curie=curie, type=EntityType.GENE, names=((Status.LABEL, name),), exact=exact, taxon=taxon)
        for curie, name, exact, taxon in (
            ("hgnc:11515", "TBXT", ("ncbigene:6862",), "ncbitaxon:9606"),
            ("ncbigene:20997", "T", (), "ncbitaxon:10090"),
        )
    )
    packs = make_packs(tmp_path / "packs", (family, human, mouse))
    rows = (("ncbitaxon:9606", "ncbitaxon:10090"), ("hgnc:11515", "ncbigene:20997"))
    write_orthologs(packs, rows, about=())
    walk = Crosswalk(Lexicon.load(packs), [])
    documents = [
        own(
            tmp_path, make_row(work, "TBX rose.", ("TBX", "GeneOrGeneProduct", (gene,)), pmid=work), family,
            corpus="biored",
        )
        for work, gene in (("1", "NCBIGene:6862"), ("2", "NCBIGene:20997"))
    ]  # fmt: skip
    assert learn(documents, walk) == {"fplx:TBX": "ncbigene:6862"}
    walk.teach(learn(documents, walk))
    called = walk.called(concept(family))
    assert called is not None and called.curies == ("ncbigene:6862", "ncbigene:20997")
