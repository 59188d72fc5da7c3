"""What the curated supplement says of names that no ontology has, or that one gives to another concept."""

from __future__ import annotations

import pytest

from kg.lexicon import Lexicon
from kg.model import EntityType


@pytest.mark.parametrize(
    ("name", "curie"),
    [
        ("obe-cel", "drugbank:DB17362"),
        ("tab-cel", "drugbank:DB17072"),
        ("SYD985", "drugbank:DB16342"),
        ("U3-1402", "mesh:C000710748"),
        ("Lutathera", "drugbank:DB13985"),
        ("FRα", "hgnc:3791"),
        ("nectin-4", "hgnc:19688"),
        ("GPRC5D", "hgnc:13310"),
        ("GD2", "mesh:C019403"),
        ("R-CHOP", "mesh:C571759"),
        ("FOLFOX", "mesh:C410216"),
        ("TACE", "mesh:D016461"),
        ("DWI-MRI", "mesh:D038524"),
        ("EBRT", "maxo:0000429"),
        ("RECIST 1.1", "mesh:D066066"),
        ("ICANS", "ncit:C162909"),
        ("pleural", "uberon:0000977"),
        ("duodenal", "uberon:0002114"),
        ("cancer of the kidney", "mondo:0002367"),
    ],
)
def test_names_of_oncology_have_their_identifier(lexicon: Lexicon, name: str, curie: str) -> None:
    assert lexicon.terms(name)[0].curie == curie


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("RP2D", "MTD"),
        ("DLT", "toxicity"),
        ("time to next treatment", "time to response"),
        ("FDG-PET", "PET/CT"),
        ("en bloc resection", "wide local excision"),
        ("uterine carcinosarcoma", "carcinosarcoma"),
        ("low white blood cell count", "neutropenia"),
        ("Merkel cell carcinoma", "trabecular adenocarcinoma"),
    ],
)
def test_names_of_neighbours_stay_apart(lexicon: Lexicon, name: str, other: str) -> None:
    assert lexicon.terms(name)[0].curie != lexicon.terms(other)[0].curie


@pytest.mark.parametrize(
    ("name", "parent"),
    [("CLDN18.2", "hgnc:2039"), ("EGFRvIII", "hgnc:3236"), ("HLA-A*02:01", "hgnc:4931")],
)
def test_products_of_a_gene_stand_below_it(lexicon: Lexicon, name: str, parent: str) -> None:
    assert parent in lexicon.ancestors(lexicon.terms(name)[0].curie)


@pytest.mark.parametrize(
    "text", ["Cook the rice in a rice cooker.", "Her vision of a palette set it in motion."]
)
def test_words_of_every_day_are_no_regimen_or_trial(lexicon: Lexicon, text: str) -> None:
    found = {term.type for _, _, terms in lexicon.scan(text) for term in terms}
    assert not found & {EntityType.TRIAL, EntityType.THERAPY}
