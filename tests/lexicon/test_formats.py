"""What the readers of ontologies take from files of the user's own."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from kg.lexicon import Entry, Status
from kg.lexicon.formats import FORMATS, Selection, Source, read_source, select, stem, synonym_status
from kg.lexicon.formats.identifiers import Identifiers, standard
from kg.model import EntityType

OBO = r"""format-version: 1.2
data-version: releases/2026-02-03
ontology: toy
idspace: SPOT http://example.org/spot/ "spots"
property_value: http://purl.org/dc/terms/license https://example.org/free xsd:string

[Term]
id: SPOT:1
name: blue spot
synonym: "azure spot" EXACT OMO:0003003 [] {source="x"} ! a remark
synonym: "BS" EXACT ABBREVIATION []
synonym: "coloured spot" BROAD []
synonym: "spot\, \"azure\"" RELATED []
synonym: "bleu spot" EXACT obsolete_synonym []
xref: DOID:7 {source="MONDO:equivalentTo"}
xref: NCIT:C8 "not quite the same"
is_a: SPOT:0 {source="y"} ! spot
is_a: SPOT:9 {gci_relation="part_of", gci_filler="UBERON:1"} ! only in some place
property_value: skos:exactMatch Orphanet:631

[Term]
id: SPOT:0
name: spot

[Term]
id: SPOT:2
name: old spot
is_obsolete: true

[Typedef]
id: part_of
name: part of
"""

GRAPH = {
    "graphs": [
        {
            "id": "http://purl.obolibrary.org/obo/toy.json",
            "meta": {
                "version": "http://purl.obolibrary.org/obo/toy/releases/2026-02-03/toy.json",
                "basicPropertyValues": [
                    {"pred": "http://purl.org/dc/terms/license", "val": "https://example.org/free"}
                ],
            },
            "nodes": [
                {
                    "id": "http://purl.obolibrary.org/obo/SPOT_1",
                    "lbl": "blue spot",
                    "type": "CLASS",
                    "meta": {
                        "synonyms": [
                            {"pred": "hasExactSynonym", "val": "azure spot", "synonymType": "OMO:0003003"},
                            {"pred": "hasExactSynonym", "val": "BS", "synonymType": "abbreviation"},
                            {"pred": "hasBroadSynonym", "val": "coloured spot"},
                        ],
                        "xrefs": [{"val": "NCIT:C8"}],
                        "basicPropertyValues": [
                            {
                                "pred": "http://www.w3.org/2004/02/skos/core#exactMatch",
                                "val": "http://purl.obolibrary.org/obo/DOID_7",
                            }
                        ],
                    },
                },
                {"id": "http://purl.obolibrary.org/obo/SPOT_0", "lbl": "spot"},
                {
                    "id": "http://purl.obolibrary.org/obo/SPOT_2",
                    "lbl": "old spot",
                    "meta": {"deprecated": True},
                },
                {"id": "http://purl.obolibrary.org/obo/RO_1", "lbl": "part of", "type": "PROPERTY"},
            ],
            "edges": [
                {
                    "sub": "http://purl.obolibrary.org/obo/SPOT_1",
                    "pred": "is_a",
                    "obj": "http://purl.obolibrary.org/obo/SPOT_0",
                },
                {
                    "sub": "http://purl.obolibrary.org/obo/SPOT_1",
                    "pred": "part_of",
                    "obj": "http://purl.obolibrary.org/obo/SPOT_2",
                },
            ],
        }
    ]
}

TURTLE = """
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oio: <http://www.geneontology.org/formats/oboInOwl#> .
<http://purl.obolibrary.org/obo/toy.owl> a owl:Ontology ; owl:versionInfo "2026-02-03" ;
    <http://purl.org/dc/terms/license> <https://example.org/free> .
obo:SPOT_1 a owl:Class ; rdfs:label "blauer Fleck"@de , "blue spot"@en ;
    rdfs:subClassOf obo:SPOT_0 ,
        [ a owl:Restriction ; owl:onProperty obo:RO_1 ; owl:someValuesFrom obo:SPOT_9 ] ;
    oio:hasExactSynonym "azure spot", "BS" ; oio:hasBroadSynonym "coloured spot" ; oio:hasDbXref "NCIT:C8" ;
    skos:exactMatch obo:DOID_7 .
[] a owl:Axiom ; owl:annotatedSource obo:SPOT_1 ; owl:annotatedProperty oio:hasExactSynonym ;
    owl:annotatedTarget "azure spot" ; oio:hasSynonymType obo:OMO_0003003 .
[] a owl:Axiom ; owl:annotatedSource obo:SPOT_1 ; owl:annotatedProperty oio:hasExactSynonym ;
    owl:annotatedTarget "BS" ; oio:hasSynonymType obo:OMO_0003000 .
obo:SPOT_0 a owl:Class ; rdfs:label "spot" .
obo:SPOT_2 a owl:Class ; rdfs:label "old spot" ; owl:deprecated true .
obo:RO_1 a owl:ObjectProperty ; rdfs:label "part of" .
"""

#: Entities as the short names of namespaces, as old ontology editors write them.
RDF_XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [
  <!ENTITY obo "http://purl.obolibrary.org/obo/">
  <!ENTITY owl "http://www.w3.org/2002/07/owl#"> ]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
    xmlns:owl="&owl;" xmlns:oio="http://www.geneontology.org/formats/oboInOwl#"
    xmlns:skos="http://www.w3.org/2004/02/skos/core#" xmlns:dct="http://purl.org/dc/terms/">
  <owl:Ontology rdf:about="&obo;toy.owl">
    <owl:versionIRI rdf:resource="&obo;toy/releases/2026-02-03/toy.owl"/>
    <dct:license rdf:resource="https://example.org/free"/>
  </owl:Ontology>
  <owl:Class rdf:about="&obo;SPOT_1">
    <rdfs:label>blue spot</rdfs:label>
    <oio:hasExactSynonym>azure spot</oio:hasExactSynonym>
    <oio:hasExactSynonym>BS</oio:hasExactSynonym>
    <oio:hasBroadSynonym>coloured spot</oio:hasBroadSynonym>
    <oio:hasDbXref>NCIT:C8</oio:hasDbXref>
    <skos:exactMatch rdf:resource="&obo;DOID_7"/>
    <rdfs:subClassOf rdf:resource="&obo;SPOT_0"/>
  </owl:Class>
  <owl:Axiom>
    <owl:annotatedSource rdf:resource="&obo;SPOT_1"/>
    <owl:annotatedProperty rdf:resource="http://www.geneontology.org/formats/oboInOwl#hasExactSynonym"/>
    <owl:annotatedTarget>azure spot</owl:annotatedTarget>
    <oio:hasSynonymType rdf:resource="&obo;OMO_0003003"/>
  </owl:Axiom>
  <owl:Axiom>
    <owl:annotatedSource rdf:resource="&obo;SPOT_1"/>
    <owl:annotatedProperty rdf:resource="http://www.geneontology.org/formats/oboInOwl#hasExactSynonym"/>
    <owl:annotatedTarget>BS</owl:annotatedTarget>
    <oio:hasSynonymType rdf:resource="&obo;OMO_0003000"/>
  </owl:Axiom>
  <owl:Class rdf:about="&obo;SPOT_0"><rdfs:label>spot</rdfs:label></owl:Class>
  <owl:Class rdf:about="&obo;SPOT_2"><rdfs:label>old spot</rdfs:label>
    <owl:deprecated rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">true</owl:deprecated></owl:Class>
</rdf:RDF>
"""


def save(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def taken(*sources: Source, **rules: object) -> dict[str, Entry]:
    selection = Selection(**{"type": EntityType.DISEASE, **rules})  # type: ignore[arg-type]  # named in tests
    return {entry.curie: entry for entry in select(sources, selection).entries}


def test_formats_are_these() -> None:
    assert list(FORMATS) == ["obo", "obograph", "rdfxml", "turtle", "ntriples", "sssom", "table"]


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        pytest.param("toy.obo", OBO, "obo", id="OBO"),
        pytest.param("toy.json", json.dumps(GRAPH), "obograph", id="OBO graph"),
        pytest.param("toy.owl", TURTLE, "turtle", id="Turtle under another ending"),
        pytest.param("toy.owl", RDF_XML, "rdfxml", id="RDF/XML"),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_read_the_same_ontology_in_every_format(
    tmp_path: Path, name: str, text: str, format: str, packed: bool
) -> None:
    path = tmp_path / (name + ".gz" if packed else name)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    source = read_source(path)
    assert (source.format, source.name) == (format, "toy")
    assert (source.version, source.date) == ("2026-02-03", "2026-02-03")
    assert source.licence == "https://example.org/free"
    found = taken(source)
    assert sorted(found) == ["spot:0", "spot:1"]
    blue = found["spot:1"]
    assert blue.names[:4] == (
        (Status.LABEL, "blue spot"),
        (Status.LAYPERSON, "azure spot"),
        (Status.ABBREVIATION, "BS"),
        (Status.BROAD, "coloured spot"),
    )
    assert blue.parents == ("spot:0",)
    assert "doid:7" in blue.exact
    assert "ncit:C8" not in blue.exact


def test_obo_unescapes_and_leaves_withdrawn_synonyms_out(tmp_path: Path) -> None:
    names = [name for _, name in taken(read_source(save(tmp_path, "toy.obo", OBO)))["spot:1"].names]
    assert 'spot, "azure"' in names
    assert "bleu spot" not in names


def test_obo_takes_exact_matches_and_marked_cross_references(tmp_path: Path) -> None:
    source = read_source(save(tmp_path, "toy.obo", OBO))
    assert taken(source)["spot:1"].exact == ("doid:7", "orphanet:631")
    assert "ncit:C8" in taken(source, xrefs=frozenset({"ncit"}))["spot:1"].exact


def test_skos_reads_both_directions_and_prefixes_of_the_file(tmp_path: Path) -> None:
    text = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX pets: <https://example.org/pets/>
    pets:cat a skos:Concept ; skos:prefLabel "cat"@en, "Katze"@de ; skos:altLabel "puss"@en, "Mieze"@de ;
        skos:hiddenLabel "catt" ; skos:broader pets:animal .
    pets:animal a skos:Concept ; skos:prefLabel "animal"@en ; skos:narrower pets:dog .
    pets:dog a skos:Concept ; skos:prefLabel "Hund"@de .
    """
    source = read_source(save(tmp_path, "pets.ttl", text))
    found = taken(source)
    assert found["pets:cat"].names == (
        (Status.LABEL, "cat"),
        (Status.EXACT, "puss"),
        (Status.RELATED, "catt"),
    )
    assert found["pets:cat"].parents == found["pets:dog"].parents == ("pets:animal",)
    assert found["pets:dog"].label == "Hund"
    assert "other languages" in source.summary()[0]


def test_ntriples_are_read(tmp_path: Path) -> None:
    iri = "<http://purl.obolibrary.org/obo/SPOT_1>"
    text = (
        f"{iri} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class> .\n"
        f'{iri} <http://www.w3.org/2000/01/rdf-schema#label> "blue spot" .\n'
    )
    assert taken(read_source(save(tmp_path, "toy.txt", text)))["spot:1"].label == "blue spot"


def test_namespace_without_prefix_is_called_by_the_file_and_only_one_is() -> None:
    ids = Identifiers("lab")
    assert ids.curie("https://example.org/a#x") == "lab:x"
    assert ids.curie("https://example.org/b#x") is None


@pytest.mark.parametrize(
    ("identifier", "curie"),
    [
        ("http://purl.obolibrary.org/obo/MONDO_0005089", "mondo:0005089"),
        ("http://www.orpha.net/ORDO/Orphanet_631", "orphanet:631"),
        ("http://www.orpha.net/ORDO/Orphanet_C017", "orphanet:C017"),
        ("http://identifiers.org/hgnc/HGNC:5", "hgnc:5"),
        ("https://bioregistry.io/cosmic:EWS", "cosmic:EWS"),
        ("http://www.ebi.ac.uk/efo/EFO_0000001", "efo:0000001"),
        ("https://sorgerlab.github.io/famplex/AMPK_alpha", "fplx:AMPK_alpha"),
        ("https://www.cellosaurus.org/CVCL_0001", "cellosaurus:CVCL_0001"),
        ("https://doi.org/10.1/a_b/c", "doi:10.1/a_b/c"),
    ],
)
def test_iris_are_compressed(identifier: str, curie: str) -> None:
    assert Identifiers("toy").curie(identifier) == curie


@pytest.mark.parametrize("text", ["", "word", "two words:1", ":1", "a:", "http://x.org/y"])
def test_no_curie_is_no_curie(text: str) -> None:
    assert standard(text) is None


@pytest.mark.parametrize(
    ("scope", "kind", "status"),
    [
        ("EXACT", "", Status.EXACT),
        ("EXACT", "http://purl.obolibrary.org/obo/mondo#ABBREVIATION", Status.ABBREVIATION),
        ("RELATED", "OMO:0003012", Status.ABBREVIATION),
        ("EXACT", "OMO:0003008", Status.FORMER),
        ("EXACT", "OMO:0003006", Status.RELATED),
        ("NARROW", "abbreviation", Status.NARROW),
        ("EXACT", "hp:obsolete_synonym", None),
        ("", "", Status.RELATED),
    ],
)
def test_synonym_status(scope: str, kind: str, status: Status | None) -> None:
    assert synonym_status(scope, kind) is status


SSSOM = """#curie_map:
#  SPOT: http://example.org/spot/
#license: https://example.org/free
#mapping_set_version: 2026-03-04
subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id
SPOT:1\tblue spot\tskos:exactMatch\t\tDOID:7
SPOT:1\tblue spot\tskos:exactMatch\tNot\tDOID:8
SPOT:1\tblue spot\tskos:broadMatch\t\tDOID:9
SPOT:1\tblue spot\toboInOwl:hasDbXref\t\tONCOTREE:BS
SPOT:3\tgreen spot\tskos:exactMatch\t\tDOID:10
"""


def test_sssom_alone_gives_the_subjects(tmp_path: Path) -> None:
    source = read_source(save(tmp_path, "toy.sssom.tsv", SSSOM))
    assert (source.format, source.version, source.licence) == (
        "sssom",
        "2026-03-04",
        "https://example.org/free",
    )
    found = taken(source)
    assert {curie: (entry.label, entry.exact) for curie, entry in found.items()} == {
        "spot:1": ("blue spot", ("doid:7",)),
        "spot:3": ("green spot", ("doid:10",)),
    }
    assert taken(source, xrefs=frozenset({"oncotree"}))["spot:1"].exact == ("doid:7", "oncotree:BS")


def test_sssom_beside_an_ontology_adds_equivalents_only(tmp_path: Path) -> None:
    found = taken(
        read_source(save(tmp_path, "toy.obo", OBO.replace("DOID:7", "DOID:6"))),
        read_source(save(tmp_path, "toy.sssom.tsv", SSSOM)),
    )
    assert sorted(found) == ["spot:0", "spot:1"]
    assert found["spot:1"].exact == ("doid:6", "doid:7", "orphanet:631")


def test_table_of_two_columns(tmp_path: Path) -> None:
    text = "# version: 3\n# licence: CC0\nname\tcurie\nblue spot\tMONDO:1\nazure spot\tMONDO:1\n"
    source = read_source(save(tmp_path, "mine.tsv", text))
    assert (source.version, source.licence) == ("3", "CC0")
    (entry,) = select([source], Selection()).entries
    assert entry.names == ((Status.LABEL, "blue spot"), (Status.EXACT, "azure spot"))
    assert entry.type is EntityType.DISEASE


def test_table_with_all_columns_in_another_order(tmp_path: Path) -> None:
    text = (
        "curie\tname\tstatus\ttype\tlabel\tnote\tsource\n"
        "none\tBS-1\tabbreviation\tdrug\tbluespotumab\tparent: MESH:D000911\tours\n"
    )
    (entry,) = select([read_source(save(tmp_path, "mine.tsv", text))], Selection()).entries
    assert entry.curie == "bkg:concept/drug/bluespotumab"
    assert entry.names == ((Status.LABEL, "bluespotumab"), (Status.ABBREVIATION, "BS-1"))
    assert entry.parents == ("mesh:D000911",)


def chain(*pairs: tuple[str, str]) -> str:
    """Return OBO of terms and their parents."""
    above: dict[str, list[str]] = {}
    for below, parent in pairs:
        above.setdefault(below, []).append(parent)
        above.setdefault(parent, [])
    return "format-version: 1.4\n" + "".join(
        f"\n[Term]\nid: {term}\nname: {term.replace(':', ' ')}\n" + "".join(f"is_a: {p}\n" for p in parents)
        for term, parents in above.items()
    )


def test_circle_is_cut_and_named(tmp_path: Path) -> None:
    text = chain(("A:1", "A:2"), ("A:2", "A:3"), ("A:3", "A:1"), ("A:3", "A:4"))
    result = select([read_source(save(tmp_path, "round.obo", text))], Selection(type=EntityType.DISEASE))
    assert result.circles == (("a:1", "a:2", "a:3", "a:1"),)
    assert result.warnings == ("round.obo:3: a circle of superclasses is cut: a:1 > a:2 > a:3 > a:1",)
    assert {entry.curie: entry.parents for entry in result.entries}["a:3"] == ("a:4",)


def test_hierarchy_of_ten_thousand_levels_is_no_trouble(tmp_path: Path) -> None:
    pairs = [(f"A:{number}", f"A:{number + 1}") for number in range(10_000)]
    found = taken(read_source(save(tmp_path, "deep.obo", chain(*pairs))))
    assert found["a:0"].parents == ("a:1",)


def test_prefix_keeps_its_terms_and_lifts_their_parents(tmp_path: Path) -> None:
    text = chain(("A:1", "B:1"), ("B:1", "A:2"), ("A:1", "C:unknown")).replace(
        "\n[Term]\nid: C:unknown\nname: C unknown\n", ""
    )
    found = taken(read_source(save(tmp_path, "mixed.obo", text)), prefixes=frozenset({"a"}))
    assert sorted(found) == ["a:1", "a:2"]
    assert found["a:1"].parents == ("a:2", "c:unknown")


def test_type_of_the_nearest_ancestor_counts(tmp_path: Path) -> None:
    text = chain(("A:3", "A:2"), ("A:2", "A:1"), ("A:5", "A:4"))
    source = read_source(save(tmp_path, "toy.obo", text))
    types = {"a:1": EntityType.THERAPY, "a:2": EntityType.DIAGNOSTIC}
    result = select([source], Selection(types=types))
    assert {entry.curie: entry.type.value for entry in result.entries} == {
        "a:1": "therapy",
        "a:2": "diagnostic",
        "a:3": "diagnostic",
    }
    assert result.untyped == 2
    assert result.warnings == ("terms to which nothing gives a type, left out: 2, the first a:5",)


@pytest.mark.parametrize(
    ("name", "expected"), [("SO.obo.gz", "so"), ("my terms.sssom.tsv", "my-terms"), (".gz", "names")]
)
def test_stem(name: str, expected: str) -> None:
    assert stem(Path(name)) == expected


SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "ontologies"


@pytest.mark.parametrize(
    ("file", "format", "terms", "synonyms"),
    [
        # Terms that are not obsolete and their synonyms (of maxo without 9 deprecated), counted with awk.
        pytest.param("maxo/maxo.obo.gz", "obo", 6997, 19582, id="maxo"),
        pytest.param("so/so.obo.gz", "obo", 2404, 4326, id="so"),
        pytest.param("ncit/ncit-disease-2018-06-08.json.gz", "obograph", 20324, 61741, id="ncit"),
        pytest.param("hgnc.genegroup/hgnc.genegroup.obo.gz", "obo", 1981, 3212, id="gene groups"),
        pytest.param("ogms/ogms.owl.gz", "rdfxml", 17, 2, id="ogms"),
    ],
)
def test_whole_ontologies_give_all_their_terms(file: str, format: str, terms: int, synonyms: int) -> None:
    path = SHARED / file
    if not path.is_file():
        pytest.skip(f"the ontology files are not at {os.path.relpath(SHARED)}")
    source = read_source(path)
    assert source.format == format
    assert len(source.drafts) == terms
    names = [pair for draft in source.drafts.values() for pair in draft.names]
    assert sum(status is not Status.LABEL for status, _ in names) == synonyms
