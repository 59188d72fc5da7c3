"""Time a build against the pass of spaCy's general-English pipeline over the same texts, in one run.

    python pipelines/benchmarks/speed.py seeds

Prints processor seconds of one core, median of the rounds, start-up (models, lexicons) apart: what `kg build`
needs to read, annotate, ground and relate; what it needs to assemble and write; and the ratio of each to the
full pass of en_core_web_sm, which the extra ``dev`` brings.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from threadpoolctl import threadpool_limits

from kg.assembly import assemble
from kg.documents import read
from kg.model import Document, Reading
from kg.nlp.models import load_pipeline
from kg.pipeline.reader import DocumentReader
from kg.pipeline.settings import load_settings
from kg.rdf import write_build
from kg.training.speed import PEER

_GENERAL = "en_core_web_sm's pass"


def main() -> None:
    """Run the benchmark that the arguments describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", help="file, folder or archive of texts")
    parser.add_argument("--rounds", type=int, default=5, help="counted rounds (default: 5)")
    args = parser.parse_args()
    settings = load_settings()
    started = time.process_time()
    reader = DocumentReader(settings)
    loading = time.process_time() - started
    nlp = load_pipeline(PEER)
    documents = [each for each in read(args.source) if isinstance(each, Document)]
    texts = [document.text for document in documents]

    def build() -> None:
        again = [each for each in read(args.source) if isinstance(each, Document)]
        write([reader.read(document) for document in again])

    def write(readings: list[Reading]) -> None:
        graph = assemble(readings, hierarchy=reader.lexicon.concept, provenance=reader.provenance())
        with tempfile.TemporaryDirectory() as folder:
            write_build(graph, Path(folder) / "graph")

    readings = [reader.read(document) for document in documents]
    jobs: list[tuple[str, Callable[[], object]]] = [
        (_GENERAL, lambda: list(nlp.pipe(texts))),
        ("reading documents", lambda: list(read(args.source))),
        ("annotate, ground, relate", lambda: [reader.read(document) for document in documents]),
        ("assemble, check, write", lambda: write(readings)),
        ("whole build", build),
    ]
    for _, job in jobs:
        job()
    seconds: dict[str, list[float]] = {name: [] for name, _ in jobs}
    # a second thread of the linear algebra waits busily and doubles the processor time of short products
    with threadpool_limits(limits=1):
        for _ in range(args.rounds):
            for name, job in jobs:
                start = time.process_time()
                job()
                seconds[name].append(time.process_time() - start)
    peer = statistics.median(seconds[_GENERAL])
    print(f"{len(texts)} documents, {sum(map(len, texts)):,} characters; loading took {loading:.2f} s")
    for name, values in seconds.items():
        middle = statistics.median(values)
        print(f"{name:26} {middle:7.3f} s   {middle / peer:5.2f} x spaCy")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
