"""Measures the lexicon against its peers: names found per second, memory and time as the packs grow.

    python pipelines/benchmarks/lexicon.py --texts DIR
    python pipelines/benchmarks/lexicon.py --grow 3000000 --plot growth.svg

Without ``--texts`` the texts are those of ``seeds``. Every figure of a run is measured in that run, one after
the other, in seconds of the processor on one thread: compare within a run only. Every system gets the same
texts and the same names and starts from text (one that works on tokens has to make them). Gilda is measured
where it is installed (``pip install gilda-slim``).
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from kg.lexicon import Entry, Lexicon, Status
from kg.lexicon.pack import Header, read_pack, save_pack
from kg.lexicon.pieces import CHUNK, Pieces
from kg.lexicon.rules import Rules
from kg.model import EntityType
from kg.resources import data_dir

_ROUNDS = 5


def texts_of(folder: Path) -> list[str]:
    """Return the texts of the files in a folder."""
    found = [p.read_text(encoding="utf-8") for p in sorted(folder.iterdir()) if p.suffix in (".txt", ".md")]
    if not found:
        raise SystemExit(f"{folder}: no texts (.txt, .md)")
    return found


def best(measure: Callable[[], object]) -> float:
    """Return the seconds of the processor that the fastest of a few rounds takes."""
    seconds = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        measure()
        seconds.append(time.process_time() - start)
    return min(seconds)


def megabytes() -> int:
    """Return the peak memory of this process, that of the process which started it not counted."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text(encoding="ascii").partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def names(lexicon: Lexicon, count: int | None = None) -> Iterator[tuple[str, str]]:
    """Yield (CURIE, name) of the searched packs, then of the others, then made-up ones up to `count`."""
    given = 0
    packs = sorted(lexicon.packs(), key=lambda pack: not pack.header.searched)
    for turn in range(sys.maxsize):
        for pack in packs:
            for entry in pack.entries():
                for _, name in entry.names:
                    yield entry.curie, name if not turn else f"{name} {turn}x"
                    given += 1
                    if given == count:
                        return
        if count is None:
            return


def compare(texts: Sequence[str]) -> None:
    """Print the pace of the lexicon and of its peers with the names of the searched packs."""
    words = sum(len(text.split()) for text in texts)
    start = time.process_time()
    lexicon = Lexicon.load()
    print(f"{words} words; the lexicon is ready after {time.process_time() - start:.2f} s, {megabytes()} MB")
    searched = [
        name
        for pack in lexicon.packs()
        if pack.header.searched
        for entry in pack.entries()
        for _, name in entry.names
    ]
    start = time.process_time()
    for text in texts:
        lexicon.scan(text)
    first = time.process_time() - start
    ours = words / best(lambda: list(lexicon.occurrences_all(texts)))
    row("kg, candidates", ours, ours)
    row("kg, candidates, one by one", words / best(lambda: [lexicon.occurrences(t) for t in texts]), ours)
    row("kg, pieces alone", words / best(lambda: [Pieces(part) for part in _chunks(texts)]), ours)
    row("kg, with rules", words / best(lambda: list(lexicon.scan_all(texts))), ours)
    row("kg, with rules, one by one", words / best(lambda: [lexicon.scan(t) for t in texts]), ours)
    row("kg, with rules, first time", words / first, ours)
    _phrase_matcher(texts, searched, words, ours)
    _gilda(texts, lexicon, words, ours)


def _chunks(texts: Sequence[str]) -> list[str]:
    """Return the texts as one, in as large parts as are worked on at once."""
    whole = "\n\n\n\n".join(texts)
    return [whole[at : at + CHUNK] for at in range(0, len(whole), CHUNK)]


def row(name: str, pace: float, ours: float) -> None:
    """Print a line of the comparison."""
    print(f"{name:<28}{pace:>12,.0f} words/s  candidates take {pace / ours:8.2f} of its time", flush=True)


def _phrase_matcher(texts: Sequence[str], every: Sequence[str], words: int, ours: float) -> None:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    start = time.process_time()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("name", [nlp.make_doc(name) for name in every])
    print(f"PhraseMatcher is ready after {time.process_time() - start:.1f} s, {megabytes()} MB")
    row("spaCy's tokens alone", words / best(lambda: [nlp.make_doc(t) for t in texts]), ours)
    row("PhraseMatcher, from text", words / best(lambda: [matcher(nlp.make_doc(t)) for t in texts]), ours)
    docs = [nlp.make_doc(text) for text in texts]
    row("PhraseMatcher, from tokens", words / best(lambda: [matcher(doc) for doc in docs]), ours)


def _gilda(texts: Sequence[str], lexicon: Lexicon, words: int, ours: float) -> None:
    try:
        gilda, ner = import_module("gilda.grounder"), import_module("gilda.ner")
        normalize, make = import_module("gilda.process").normalize, import_module("gilda.term").Term
    except ImportError:
        print("Gilda is not installed (pip install gilda-slim): not measured")
        return
    start = time.process_time()
    terms = [
        make(
            normalize(name), name, entry.curie.partition(":")[0], entry.curie, entry.label,
            "name" if status is Status.LABEL else "synonym", pack.header.name,
        )
        for pack in lexicon.packs()
        if pack.header.searched
        for entry in pack.entries()
        for status, name in entry.names
    ]  # fmt: skip
    grounder = gilda.Grounder(terms)
    print(f"Gilda is ready after {time.process_time() - start:.1f} s, {megabytes()} MB")
    # Its sentence splitter refuses long texts, so it gets them by paragraphs.
    parts = [part for text in texts for part in text.split("\n\n") if part.strip()]
    row("Gilda, annotate", words / best(lambda: [ner.annotate(p, grounder=grounder) for p in parts]), ours)


def grow(most: int, folder: Path, plot: Path | None) -> None:
    """Print time and memory for packs of 10,000 names and more, each opened in a process of its own."""
    print(f"{'names':>10}{'file MB':>10}{'open s':>10}{'memory MB':>12}{'words/s':>12}")
    lexicon = Lexicon.load()
    rows = []
    for size in (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000):
        if size > most:
            break
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "grown.pack"
            _write(path, lexicon, size)
            command = [sys.executable, __file__, "--open", str(path), "--texts", str(folder)]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
            opened, memory, pace = json.loads(out)
            file = path.stat().st_size / 1e6
        print(f"{size:>10,}{file:>10.1f}{opened:>10.3f}{memory:>12,.0f}{pace:>12,.0f}", flush=True)
        rows.append((size, opened, memory))
    if plot:
        plot.write_text(_svg(rows), encoding="utf-8")


def _write(path: Path, lexicon: Lexicon, size: int) -> None:
    """Write a pack of so many names."""
    by_curie: dict[str, list[tuple[Status, str]]] = {}
    for curie, name in names(lexicon, size):
        group = by_curie.setdefault(curie, [])
        group.append((Status.EXACT if group else Status.LABEL, name))
    header = Header(name="grown", source="benchmark", version="1", licence="none", command="benchmark")
    save_pack(
        path,
        header,
        (Entry(curie=c, type=EntityType.DISEASE, names=tuple(rows)) for c, rows in by_curie.items()),
    )


def opened(path: Path, texts: Sequence[str]) -> None:
    """Open a pack, look texts up and print seconds, megabytes and words a second as JSON."""
    start = time.process_time()
    lexicon = Lexicon([read_pack(path)], Rules())
    seconds = time.process_time() - start
    words = sum(len(text.split()) for text in texts)
    pace = words / best(lambda: list(lexicon.occurrences_all(texts)))
    print(json.dumps([seconds, megabytes(), pace]))


def _svg(rows: Sequence[Sequence[float]]) -> str:
    """Return a plot of opening time and memory over the number of names, both axes logarithmic."""
    width, height, left = 640, 400, 70

    def x(value: float) -> float:
        return left + (math.log10(value) - 4) / 2.6 * (width - left - 30)

    def y(value: float) -> float:
        return height - 50 - (math.log10(value) + 3) / 7 * (height - 90)

    def line(column: int, colour: str, name: str) -> str:
        points = " ".join(f"{x(r[0]):.1f},{y(r[column]):.1f}" for r in rows)
        last = rows[-1]
        return (
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
            f'<text x="{x(last[0]) - 90:.1f}" y="{y(last[column]) - 8:.1f}" fill="{colour}">{name}</text>'
        )

    marks = "".join(
        f'<text x="{x(10**p):.1f}" y="{height - 28}" text-anchor="middle">10^{p}</text>' for p in (4, 5, 6)
    ) + "".join(
        f'<text x="{left - 8}" y="{y(10.0**p):.1f}" text-anchor="end">{10.0**p:g}</text>'
        for p in range(-3, 5)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/>{marks}'
        f'<text x="{width / 2}" y="{height - 8}" text-anchor="middle">names</text>'
        f"{line(1, '#1f77b4', 'seconds to open')}{line(2, '#d62728', 'memory, MB')}</svg>\n"
    )


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(description="Measure the lexicon against its peers.")
    parser.add_argument("--texts", type=Path, default=data_dir("seeds"), metavar="DIR")
    parser.add_argument("--grow", type=int, metavar="N", help="packs of 10,000 to N names")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="with --grow: where the plot goes (SVG)")
    parser.add_argument("--open", type=Path, metavar="PACK", help="open one pack and look the texts up")
    args = parser.parse_args()
    if args.open:
        opened(args.open, texts_of(args.texts))
    elif args.grow:
        grow(args.grow, args.texts, args.plot)
    else:
        compare(texts_of(args.texts))


if __name__ == "__main__":
    main()
