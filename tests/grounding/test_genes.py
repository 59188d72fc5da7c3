"""Whose gene is meant, and how its name is read."""

from __future__ import annotations

import pytest

from kg.grounding.candidates import Candidates
from kg.grounding.context import context_of
from kg.grounding.explained import as_explained
from kg.grounding.gene_names import respelled
from kg.grounding.species import HUMAN, species_words
from kg.lexicon import Entry, Status
from kg.lexicon.lexicon import Lexicon
from kg.lexicon.orthologs import Orthologs
from kg.lexicon.pack import Header, read_pack, write_pack
from kg.lexicon.rules import read_rules
from kg.model import Abbreviation, EntityType, Mention, Span

MOUSE, RAT, FLY = "ncbitaxon:10090", "ncbitaxon:10116", "ncbitaxon:7227"


def mention(text: str, start: int) -> Mention:
    return Mention(
        span=Span(start=start, end=start + len(text)), text=text, type=EntityType.GENE, recogniser="test"
    )


@pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param("a-synuclein", "alpha-synuclein", id="Greek letter"),
        pytest.param("TNF-α", "TNFA", id="Greek sign"),
        pytest.param("NKbeta", "NKB", id="Latin letter"),
        pytest.param("dopamine receptor (DR) 2", "dopamine receptor 2", id="without the bracket"),
        pytest.param("dopamine receptor (DR) 2", "DR 2", id="the bracket instead"),
        pytest.param("dopamine D(2) receptor", "dopamine D2 receptor", id="small bracket"),
        pytest.param("MAPK8/9", "MAPK8", id="numbers"),
        pytest.param("GATA-1, -2 and -3", "GATA-1", id="three of them"),
        pytest.param("A1 and A2 receptors", "A1 receptors", id="the letter again"),
        pytest.param("microRNA-122-5p", "MIR122", id="microRNA"),
        pytest.param("Sec4p", "Sec4", id="protein of yeast"),
        pytest.param("pro-alpha2(XI)", "collagen type XI alpha 2 chain", id="collagen"),
        pytest.param("EGF receptor", "EGFR", id="receptor"),
        pytest.param("FGF receptor 3", "FGFR3", id="receptor with a number"),
        pytest.param("SOX5B", "SOX5", id="isoform"),
        pytest.param("NRG-2 beta", "NRG-2", id="isoform by a Greek letter"),
        pytest.param("DOK4 v2", "DOK4", id="version"),
    ],
)
def test_names_are_read_as_lists_write_them(name: str, form: str) -> None:
    assert form in set(respelled(name))


@pytest.mark.parametrize("name", ["BCR/ABL1", "KIT and PTEN", "Ca channel", "hormone receptor", "TP53"])
def test_no_part_of_another_name_is_taken(name: str) -> None:
    assert list(respelled(name)) == []


def test_hosts_and_antibodies_name_no_species() -> None:
    text = "Nude mice were given mouse anti-KIT; human cells grew."
    assert [taxon for _, taxon in species_words(text)] == [HUMAN]


def test_species_of_the_long_form_is_that_of_the_gene(lexicon: Lexicon) -> None:
    text = "In mice, hKit (human Kit) was made."
    kit = mention("hKit", text.index("hKit"))
    context = context_of(text, [kit], [abbreviation(text, "hKit", "human Kit")], lexicon)
    assert context.species_before(kit) == HUMAN


def abbreviation(text: str, short: str, long: str) -> Abbreviation:
    at, of_long = text.index(short), text.index(long)
    return Abbreviation(
        short=short,
        long=long,
        short_span=Span(start=at, end=at + len(short)),
        long_span=Span(start=of_long, end=of_long + len(long)),
    )


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """A gene of three species whose names only the mouse has, and one of a fly."""
    folder = tmp_path_factory.mktemp("packs")

    def gene(curie: str, taxon: str, *names: str) -> Entry:
        statuses = (Status.LABEL, *[Status.ALIAS] * (len(names) - 1))
        return Entry(
            curie=curie, type=EntityType.GENE, names=tuple(zip(statuses, names, strict=True)), taxon=taxon
        )

    header = Header(name="genes", source="test", version="1", licence="CC0", command="test")
    rows = [
        gene("hgnc:1", HUMAN, "VRD1"),
        gene("ncbigene:2", MOUSE, "Vrd1", "verdin"),
        gene("ncbigene:4", FLY, "vrd", "verdin"),
        gene("rgd:3", RAT, "Vrd1"),
        gene("hgnc:5", HUMAN, "VQ4", "fourth green receptor"),
    ]
    write_pack(folder, header, rows)
    orthologs = Orthologs(lambda: [(HUMAN, MOUSE, RAT), ("hgnc:1", "ncbigene:2", "rgd:3")])
    return Lexicon([read_pack(folder / "genes.pack")], read_rules(folder), orthologs)


@pytest.mark.parametrize(
    ("name", "curies"),
    [
        pytest.param("VQ4 receptor", {"hgnc:5"}, id="symbol of a receptor"),
        pytest.param("verdin receptor", set(), id="a word"),
        pytest.param("VRD1 receptor", set(), id="symbol of what binds to it"),
    ],
)
def test_symbol_before_receptor_is_that_of_a_receptor(small: Lexicon, name: str, curies: set[str]) -> None:
    found = Candidates(small).of(name, EntityType.GENE)
    assert {each.term.curie for each in found} == curies


def test_names_of_an_orthologue_are_names_of_the_gene(small: Lexicon) -> None:
    found = {each.term.curie: each for each in Candidates(small).of("verdin", EntityType.GENE)}
    assert set(found) == {"hgnc:1", "ncbigene:2"}
    assert (found["hgnc:1"].namesake, found["hgnc:1"].term.label) == (MOUSE, "VRD1")
    assert "a name of its orthologue Vrd1" in found["hgnc:1"].why


def test_genes_of_other_species_are_those_of_the_text(small: Lexicon) -> None:
    of = Candidates(small).of
    assert {each.term.curie for each in of("verdin", EntityType.GENE, species=(RAT,))} == {
        "hgnc:1", "ncbigene:2", "rgd:3",
    }  # fmt: skip
    assert "ncbigene:4" in {each.term.curie for each in of("verdin", EntityType.GENE, species=(FLY,))}


@pytest.mark.parametrize(
    ("long", "curie"),
    [
        pytest.param("fourth green receptor protein", "hgnc:5", id="shares words"),
        pytest.param("violet quartz response", "", id="shares none"),
        pytest.param("V Q 4", "hgnc:5", id="tells too little"),
    ],
)
def test_symbol_is_what_its_long_form_leaves_possible(small: Lexicon, long: str, curie: str) -> None:
    found = Candidates(small).of("VQ4", EntityType.GENE)
    left = as_explained(found, EntityType.GENE, long, small.concept)
    assert [each.term.curie for each in left] == ([curie] if curie else [])
