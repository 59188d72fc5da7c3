from __future__ import annotations

import itertools

import pytest

from kg.lexicon import Lexicon, key
from kg.lexicon.pack import Pack
from kg.resources import data_dir


@pytest.mark.parametrize(
    ("name", "curie"),
    [
        ("osteosarcomas", "mondo:0009807"),
        ("CD47", "hgnc:1682"),
        ("c-kit", "hgnc:6342"),
        ("B7-H3", "hgnc:19137"),
        ("irinotecan", "drugbank:DB00762"),
        ("kidney", "uberon:0002113"),
        ("belly pain", "hp:0002027"),
        ("chemo", "maxo:0000647"),
        ("FDA", "mesh:D014486"),
        ("SPEARHEAD-1", "clinicaltrials:NCT04044768"),
    ],
)
def test_terms_likeliest_meaning_first(lexicon: Lexicon, name: str, curie: str) -> None:
    assert lexicon.terms(name)[0].curie == curie


def test_terms_unknown_name_has_none(lexicon: Lexicon) -> None:
    assert lexicon.terms("quux zorbinate") == ()


def test_liposomal_product_is_not_the_plain_drug(lexicon: Lexicon) -> None:
    assert lexicon.terms("Onivyde")[0].curie != lexicon.terms("irinotecan")[0].curie


def test_isoform_is_not_its_gene(lexicon: Lexicon) -> None:
    assert lexicon.terms("CLDN18.2")[0].curie != lexicon.terms("CLDN18")[0].curie


@pytest.mark.parametrize(
    ("symbol", "curie"), [("EWS", "hgnc:3508"), ("HER2", "hgnc:3430"), ("FLI1", "hgnc:3749")]
)
def test_is_gene_knows_symbols_and_aliases(lexicon: Lexicon, symbol: str, curie: str) -> None:
    assert lexicon.is_gene(symbol) == curie


@pytest.mark.parametrize("word", ["chordoma", "imatinib", "XYZZY9"])
def test_is_gene_none_for_other_things(lexicon: Lexicon, word: str) -> None:
    assert lexicon.is_gene(word) is None


def test_concept_joins_the_names_of_all_packs(lexicon: Lexicon) -> None:
    concept = lexicon.concept("mondo:0011719")
    assert concept is not None
    assert concept.label == "gastrointestinal stromal tumor"
    assert "GIST" in concept.synonyms
    assert "orphanet.ordo:44890" in concept.exact


def test_concept_unknown_is_none(lexicon: Lexicon) -> None:
    assert lexicon.concept("mondo:9999999") is None


def test_ancestors_of_a_sarcoma_reach_cancer(lexicon: Lexicon) -> None:
    assert "mondo:0004992" in set(lexicon.ancestors("mondo:0009807"))


def test_compose_names_a_class_by_its_target(lexicon: Lexicon) -> None:
    term = lexicon.compose("anti-CD47 monoclonal antibodies")
    assert term is not None
    assert term.label == "anti-CD47 antibody"


def test_compose_needs_a_known_target(lexicon: Lexicon) -> None:
    assert lexicon.compose("pump inhibitors") is None


def test_versions_are_sorted_and_name_every_pack(lexicon: Lexicon) -> None:
    versions = lexicon.versions()
    assert list(versions) == sorted(versions)
    assert {name for name, _ in versions} >= {"lexicon/mondo", "lexicon/hgnc", "lexicon/curated"}


@pytest.mark.parametrize("name", ["mondo", "hgnc", "uberon"])
def test_keys_of_a_pack_lead_to_its_names(lexicon: Lexicon, name: str) -> None:
    pack = next(pack for pack in lexicon.packs() if pack.header.name == name)
    for entry in itertools.islice(pack.entries(), 0, None, 997):
        for status, spelled in entry.names:
            found = [(term.curie, term.status) for term in pack.terms(key(spelled)) if term.name == spelled]
            assert (entry.curie, status) in found


def _curated(lexicon: Lexicon) -> Pack:
    return next(pack for pack in lexicon.packs() if pack.header.name == "curated")


def test_curated_identifiers_of_packs_exist_there(lexicon: Lexicon) -> None:
    complete = {"mondo", "hgnc", "drugbank", "uberon", "cl", "hp", "maxo", "go", "fplx"}
    others = [pack for pack in lexicon.packs() if pack.header.name != "curated"]
    missing = [
        entry.curie
        for entry in _curated(lexicon).entries()
        if entry.curie.split(":")[0] in complete and not any(pack.entry(entry.curie) for pack in others)
    ]
    assert missing == []


def test_curated_concepts_are_labelled_once(lexicon: Lexicon) -> None:
    labels = [(entry.type, entry.label) for entry in _curated(lexicon).entries()]
    assert len(labels) == len(set(labels))


def test_packs_stay_small() -> None:
    folder = data_dir("ontologies") / "lexicons"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 40_000_000
