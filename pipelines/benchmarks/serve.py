"""Time `kg serve` against pyoxigraph in its own process, in one run, and let many clients ask at once.

    python pipelines/benchmarks/serve.py --associations 10000 --clients 64 --seconds 20

Makes a store of associations with evidence, a named graph for each ten. Printed are the milliseconds of each
query in this process and over HTTP on loopback (median of --repeats, results read to the end, one connection
kept), and their ratio; then how `--clients` threads fared that ask for `--seconds`: answers a second, each
status and how often, and the memory of server and workers at the beginning and the end.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox

PREFIX = (
    "PREFIX b: <https://w3id.org/biolink/vocab/> PREFIX k: <https://w3id.org/biomedkg/ontology/> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
QUERIES = {
    "look-up": "SELECT ?p ?o { <urn:c7> ?p ?o }",
    "two steps": "SELECT ?a ?y { ?a b:subject <urn:c7> ; b:object ?y }",
    "evidence": "SELECT ?q { ?a b:subject <urn:c7> ; k:evidence ?e . ?e k:quote ?q }",
    "by predicate": "SELECT ?p (COUNT(DISTINCT ?a) AS ?n) { ?a b:predicate ?p } GROUP BY ?p",
    "join": "SELECT ?x (COUNT(DISTINCT ?e) AS ?n) { ?a b:subject ?x ; k:evidence ?e . ?x rdfs:label ?l "
    'FILTER(CONTAINS(?l, "7")) } GROUP BY ?x',
    "long table": "SELECT ?a ?x ?y { ?a b:subject ?x ; b:object ?y } LIMIT 5000",
}


def quads(count: int) -> Iterator[str]:
    """Yield N-Quads: so many associations among a tenth as many concepts."""
    biolink, ours = "https://w3id.org/biolink/vocab/", "https://w3id.org/biomedkg/ontology/"
    concepts = max(10, count // 10)
    for number in range(concepts):
        yield f'<urn:c{number}> <http://www.w3.org/2000/01/rdf-schema#label> "concept {number}" .\n'
    for number in range(count):
        one, other, graph = number % concepts, (number * 7 + 3) % concepts, f"<urn:g{number // 10}>"
        yield f"<urn:a{number}> <{biolink}subject> <urn:c{one}> .\n"
        yield f"<urn:a{number}> <{biolink}predicate> <{biolink}p{number % 20}> .\n"
        yield f"<urn:a{number}> <{biolink}object> <urn:c{other}> .\n"
        yield f"<urn:a{number}> <{ours}evidence> <urn:e{number}> .\n"
        yield f'<urn:e{number}> <{ours}quote> "Sentence {number} says that." {graph} .\n'
        yield f'<urn:e{number}> <{ours}start> "{number}" {graph} .\n'


@contextmanager
def served(folder: Path, *options: str) -> Iterator[tuple[str, int]]:
    """Run `kg serve` on a free port; give its address and the number of its process."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    # our own program, with arguments of our own
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        found = re.search(r"http://[\w.:]+", process.stdout.readline() if process.stdout else "")
        if found is None:
            raise SystemExit("kg serve did not start")
        yield found[0], process.pid
    finally:
        process.terminate()
        process.wait(30)


def memory(process: int) -> float:
    """Return the resident megabytes of a process and its children (Linux)."""
    total = 0.0
    for number in [process, *_children(process)]:
        try:
            text = Path(f"/proc/{number}/status").read_text(encoding="ascii")
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", text)
        total += int(found[1]) / 1024 if found else 0.0
    return total


def _children(process: int) -> list[int]:
    try:
        found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [each for child in map(int, found) for each in (child, *_children(child))]


def milliseconds(run: Callable[[], object], repeats: int) -> float:
    """Return the median time of a call."""
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def compare(folder: Path, address: str, repeats: int) -> None:
    """Print how long each query takes here and over HTTP."""
    store = ox.Store.read_only(str(folder / "store"))
    print(f"{'query':14}{'in process':>12}{'over HTTP':>12}{'ratio':>8}")
    with httpx.Client(timeout=120, headers={"Accept": "application/sparql-results+json"}) as client:
        for name, query in QUERIES.items():

            def here(query: str = query) -> object:
                found = store.query(PREFIX + query, use_default_graph_as_union=True)
                return found.serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[arg-type]

            def there(query: str = query) -> object:
                return client.get(f"{address}/sparql", params={"query": PREFIX + query}).raise_for_status()

            here(), there()
            one, other = milliseconds(here, repeats), milliseconds(there, repeats)
            print(f"{name:14}{one:12.2f}{other:12.2f}{other / one:8.2f}")


def crowd(address: str, process: int, clients: int, seconds: float) -> None:
    """Print how many clients at once fare."""
    statuses: Counter[str] = Counter()
    queries = [PREFIX + query for query in list(QUERIES.values())[:4]]
    end = time.monotonic() + seconds

    def ask(number: int) -> None:
        with httpx.Client(timeout=60) as client:
            while time.monotonic() < end:
                try:
                    answer = client.get(f"{address}/sparql", params={"query": queries[number % len(queries)]})
                    key = str(answer.status_code)
                    key += (
                        ""
                        if answer.status_code == 200
                        else f" Retry-After {answer.headers.get('retry-after')}"
                    )
                except httpx.HTTPError as error:
                    key = type(error).__name__
                statuses[key] += 1

    before = memory(process)
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(min(5.0, seconds / 4))
    warm = memory(process)
    for thread in threads:
        thread.join()
    rate = statuses["200"] / seconds
    print(f"{clients} clients for {seconds:g} s: {rate:.0f} answers/s; {dict(statuses)}")
    print(f"memory {before:.0f} MB at rest, {warm:.0f} MB soon after, {memory(process):.0f} MB at the end")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--associations", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--in-memory", action="store_true", help="serve the store from memory")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = ox.Store(str(folder / "store"))
        store.bulk_load("".join(quads(args.associations)).encode(), format=ox.RdfFormat.N_QUADS)
        store.flush()
        print(f"{len(store)} quads, {os.cpu_count()} cores")
        del store
        with served(folder, *["--in-memory"] * args.in_memory) as (address, process):
            compare(folder, address, args.repeats)
            crowd(address, process, args.clients, args.seconds)


if __name__ == "__main__":
    main()
