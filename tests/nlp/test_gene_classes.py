from __future__ import annotations

from kg.lexicon import Status, Term
from kg.model import EntityType, Mention, Span
from kg.nlp.gene_classes import gene_classes


def _gene(text: str, name: str) -> Mention:
    start = text.index(name)
    return Mention(
        span=Span(start=start, end=start + len(name)), text=name, type=EntityType.GENE, recogniser="lexicon"
    )


def _target(symbol: str) -> Term | None:
    if symbol not in ("KIT", "CSF1R"):
        return None
    return Term(
        curie=f"hgnc:{symbol}",
        type=EntityType.GENE,
        label=symbol,
        name=symbol,
        status=Status.LABEL,
        source="hgnc",
    )


def test_symbol_that_its_sentence_tells_apart_stays_a_gene() -> None:
    text = "the AT1 antagonist"
    assert gene_classes([_gene(text, "AT1")], text, _target) == [_gene(text, "AT1")]


def test_gene_before_inhibitor_makes_a_class() -> None:
    text = "a KIT inhibitor"
    (found,) = gene_classes([_gene(text, "KIT")], text, _target)
    assert (found.text, found.type) == ("KIT inhibitor", EntityType.DRUG_CLASS)


def test_genes_joined_by_a_stroke_make_one_class() -> None:
    text = "the KIT/CSF1R inhibitors"
    (found,) = gene_classes([_gene(text, "KIT"), _gene(text, "CSF1R")], text, _target)
    assert found.text == "KIT/CSF1R inhibitors"


def test_gene_alone_stays_a_gene() -> None:
    text = "KIT is inhibited"
    assert gene_classes([_gene(text, "KIT")], text, _target) == [_gene(text, "KIT")]
