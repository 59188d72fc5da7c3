"""Names of concepts in a graph."""

from __future__ import annotations

import pytest

from kg.assembly import assemble
from kg.documents import read_bytes
from kg.pipeline.reader import DocumentReader
from kg.pipeline.settings import load_settings


@pytest.mark.model
def test_gene_of_a_series_goes_by_its_whole_symbol() -> None:
    reader = DocumentReader(load_settings())
    (document,) = read_bytes(b"IDH1/2 mutations are found in chondrosarcoma.", source="a.txt")
    graph = assemble(
        [reader.read(document)], hierarchy=reader.lexicon.concept, provenance=reader.provenance()
    )
    (gene,) = (c for c in graph.concepts if c.concept.label == "IDH2")
    assert "IDH2" in gene.names
    assert "2" not in gene.names
