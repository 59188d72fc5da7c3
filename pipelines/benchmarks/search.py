"""Time the search index against SPARQL CONTAINS over the same names, in one run.

    python pipelines/benchmarks/search.py --names 25000

Makes a graph of names of the lexicon, a concept each with its label and synonyms, and prints the seconds it
takes to write the index, its size, and the milliseconds of a look-up (exact, beginning, last word,
misspelled); the same by a SPARQL query that tests every name with CONTAINS. "right" counts the concepts that
were found again, of those that were looked for.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from kg.lexicon import Lexicon
from kg.model import Concept, EntityType, KnowledgeGraph, NamedConcept, Provenance
from kg.rdf import write_build
from kg.search import open_index, write_index
from kg.store import open_build

_SAMPLE = 40
_CONTAINS = """
SELECT DISTINCT ?concept WHERE {{
  ?concept rdfs:label|skos:altLabel ?name FILTER CONTAINS(LCASE(?name), "{text}")
}} LIMIT 20
"""


def graph_of(count: int) -> KnowledgeGraph:
    """Return a graph of at least `count` names of the lexicon's searched packs, spread over their kinds."""
    names: dict[str, list[str]] = defaultdict(list)
    total = 0
    packs = [pack.entries() for pack in Lexicon.load().packs() if pack.header.searched]
    while packs and total < count:
        for pack in list(packs):
            some = list(islice(pack, 100))
            if not some:
                packs.remove(pack)
            for entry in some:
                names[entry.curie] += [name for _, name in entry.names]
                total += len(entry.names)
    concepts = tuple(
        NamedConcept(
            concept=Concept(curie=curie, label=own[0], type=EntityType.DISEASE),
            names=tuple(own),
            documents=(),
        )
        for curie, own in sorted(names.items())
        if own
    )
    return KnowledgeGraph(
        documents=(),
        concepts=concepts,
        associations=(),
        outcomes=(),
        groundings=(),
        provenance=Provenance(parts=()),
    )


def questions(labels: Sequence[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return (IRI, text to look for) by kind of question, from the (IRI, label) pairs of a graph."""
    long = [(iri, label) for iri, label in labels if label.isascii() and len(label.split()) > 1]
    long = [(iri, label) for iri, label in long if all(len(w) > 7 and w.isalpha() for w in label.split())]
    some = long[:: max(1, len(long) // _SAMPLE)][:_SAMPLE]
    return {
        "exact": some,
        "beginning": [(iri, label[:10]) for iri, label in some],
        "last word": [(iri, label.split()[-1]) for iri, label in some],
        "misspelled": [(iri, label[:4] + label[5] + label[4] + label[6:]) for iri, label in some],
    }


def measured(asked: Sequence[tuple[str, str]], ask: Callable[[str], Sequence[str]]) -> tuple[float, int]:
    """Return the median milliseconds of a question and how many answers hold the IRI that was meant."""
    taken, right = [], 0
    for iri, text in asked:
        start = time.perf_counter()
        found = ask(text)
        taken.append(time.perf_counter() - start)
        right += iri in found
    return 1000 * statistics.median(taken), right


def main() -> None:
    """Run the benchmark that the arguments describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=25_000, help="names in the graph (default: 25000)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "graph"
        write_build(graph_of(args.names), folder, check=False)
        dataset = open_build(folder)
        names = sum(len(concept.names) for concept in dataset.concepts())
        start = time.perf_counter()
        path = write_index(dataset, folder)
        seconds = time.perf_counter() - start
        print(
            f"{len(dataset.concepts()):,} concepts, {names:,} names: index written in {seconds:.2f} s, "
            f"{path.stat().st_size / 1e6:.1f} MB"
        )
        start = time.perf_counter()
        index = open_index(folder)
        print(f"opened in {1000 * (time.perf_counter() - start):.0f} ms")
        print(f"{'':12}{'index':>10}{'right':>10}{'CONTAINS':>12}{'right':>10}")

        def look(text: str) -> list[str]:
            return [hit.iri for hit in index.concepts(text, 20)]

        def scan(text: str) -> list[str]:
            answer = dataset.query(_CONTAINS.format(text=text.lower()))
            return [str(row[0].value) for row in answer]  # type: ignore[union-attr]  # a SELECT has rows

        for kind, asked in questions([(c.iri, c.label) for c in dataset.concepts()]).items():
            ours, right = measured(asked, look)
            theirs, held = measured(asked, scan)
            print(f"{kind:12}{ours:7.2f} ms{right:7}/{len(asked)}{theirs:9.1f} ms{held:7}/{len(asked)}")
        index.close()


if __name__ == "__main__":
    main()
