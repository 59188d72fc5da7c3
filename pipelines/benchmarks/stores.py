"""Compare the two engines of `kg.store` as the data grow: load, memory, disk, and how fast they join.

    python pipelines/benchmarks/stores.py --sizes 10000 100000 1000000 5000000 --rdflib 1000000

The data are those of `serve.py`. Each engine loads each size in a process of its own: pyoxigraph into a store
on disk that is then opened for reading, as `kg build` and `kg serve` do, and into memory; rdflib into memory,
up to `--rdflib` quads. Printed are, for each, the seconds of the load, the resident megabytes after load and
queries, the peak while loading and the megabytes on disk; then the milliseconds of processor time of each
join (median of --repeats, one where it takes over two seconds) and how many times as long rdflib takes. All
must give the same number of rows.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from serve import PREFIX, memory, quads

from kg.store import Engine, OxigraphEngine, RdflibEngine

#: Each joins two patterns or more; the first three begin at one concept, the others run over all.
JOINS = {
    "two steps": "SELECT ?y ?z { ?a b:subject <urn:c7> ; b:object ?y . ?n b:subject ?y ; b:object ?z }",
    "evidence": "SELECT ?m ?q { ?a b:subject <urn:c7> ; b:object ?y ; k:evidence ?e . ?e k:quote ?q . "
    "?y rdfs:label ?m }",
    "by name": 'SELECT ?m ?p { ?x rdfs:label "concept 7" . ?a b:subject ?x ; b:predicate ?p ; b:object ?y . '
    "?y rdfs:label ?m }",
    "one predicate": "SELECT ?l ?m { ?a b:predicate b:p3 ; b:subject ?x ; b:object ?y . ?x rdfs:label ?l . "
    "?y rdfs:label ?m }",
    "quotes": "SELECT ?x ?q { ?a b:predicate b:p7 ; b:subject ?x ; k:evidence ?e . ?e k:quote ?q }",
    "count": "SELECT ?l (COUNT(?e) AS ?n) { ?a b:subject ?x ; b:predicate b:p5 ; k:evidence ?e . "
    "?x rdfs:label ?l } GROUP BY ?l",
}
#: Seconds after which a query is not repeated.
_SLOW = 2.0


def measured(engine: Engine, repeats: int) -> dict[str, tuple[int, float]]:
    """Return rows and median milliseconds of each join, read to the last row."""
    found = {}
    # a store that no build wrote is read once, to see which triples stand in more graphs than one
    engine.query("ASK { ?s ?p ?o }")
    for name, query in JOINS.items():
        times: list[float] = []
        rows = 0
        while len(times) < repeats and (not times or times[-1] < 1000 * _SLOW):
            # of the processor, so that what else runs on the machine counts little
            started = time.process_time()
            answer = engine.query(PREFIX + query)
            rows = sum(1 for _ in answer) if isinstance(answer, ox.QuerySolutions) else 0
            times.append(1000 * (time.process_time() - started))
        # the first one warms up where there are others
        found[name] = rows, statistics.median(times[1:] or times)
    return found


def load_pyoxigraph(data: Path, folder: Path) -> dict[str, Any]:
    """Load N-Quads into a store on disk."""
    started = time.perf_counter()
    store = ox.Store(str(folder))
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    store.flush()
    seconds = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.iterdir())
    return {"quads": len(store), "load": seconds, "peak": _peak(), "disk": size / 1e6}


def ask_pyoxigraph(folder: Path, repeats: int) -> dict[str, Any]:
    """Ask a store on disk, opened for reading."""
    joins = measured(OxigraphEngine.open(folder), repeats)
    return {"memory": memory(os.getpid()), "joins": joins}


def use_memory(data: Path, repeats: int) -> dict[str, Any]:
    """Load N-Quads into a store in memory and ask it."""
    started = time.perf_counter()
    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    seconds = time.perf_counter() - started
    peak = _peak()
    joins = measured(OxigraphEngine(store), repeats)
    return {"load": seconds, "peak": peak, "disk": 0.0, "memory": memory(os.getpid()), "joins": joins}


def use_rdflib(data: Path, repeats: int) -> dict[str, Any]:
    """Load N-Quads into an rdflib dataset in memory and ask it."""
    import rdflib

    started = time.perf_counter()
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(str(data), format="nquads")
    seconds = time.perf_counter() - started
    peak = _peak()
    joins = measured(RdflibEngine(dataset), repeats)
    return {"load": seconds, "peak": peak, "disk": 0.0, "memory": memory(os.getpid()), "joins": joins}


def _peak() -> float:
    """Return the most resident megabytes that this process has had (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(*arguments: object) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, __file__, "--child", *map(str, arguments)]
    # our own program, with arguments of our own
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run_child(kind: str, *rest: str) -> None:
    """Measure, and write what was found as JSON."""
    match kind, *rest:
        case "load", data, folder:
            found = load_pyoxigraph(Path(data), Path(folder))
        case "ask", folder, repeats:
            found = ask_pyoxigraph(Path(folder), int(repeats))
        case "memory", data, repeats:
            found = use_memory(Path(data), int(repeats))
        case "rdflib", data, repeats:
            found = use_rdflib(Path(data), int(repeats))
        case _:
            raise SystemExit(f"no measurement is called {kind}")
    print(json.dumps(found))


def _tell(quads: int, engine: str, found: dict[str, Any]) -> None:
    print(
        f"{quads:>9}  {engine:20}{found['load']:9.2f}{found['memory']:11.0f}{found['peak']:11.0f}"
        f"{found['disk']:10.1f}",
        flush=True,
    )


def compare(size: int, *, with_rdflib: bool, repeats: int) -> list[str]:
    """Measure both engines with so many quads, print the loads, and return a line for each join.

    Raises:
        SystemExit: the two give different numbers of rows.
    """
    with tempfile.TemporaryDirectory() as name:
        data, folder = Path(name) / "data.nq", Path(name) / "store"
        with data.open("w", encoding="ascii") as out:
            # six quads for an association, and one for each ten
            out.writelines(quads(round(size / 6.1)))
        disk = child("load", data, folder)
        disk |= child("ask", folder, repeats)
        _tell(disk["quads"], "pyoxigraph on disk", disk)
        ram = child("memory", data, repeats)
        _tell(disk["quads"], "pyoxigraph in memory", ram)
        other = child("rdflib", data, repeats) if with_rdflib else None
    if other is not None:
        _tell(disk["quads"], "rdflib in memory", other)
    lines = []
    for join, (rows, on_disk) in disk["joins"].items():
        same, in_memory = ram["joins"][join]
        line = f"{disk['quads']:>9}  {join:14}{rows:>8}{on_disk:>12.2f}{in_memory:12.2f}"
        if other is not None:
            same, theirs = other["joins"][join]
            line += f"{theirs:12.2f}{theirs / on_disk:10.1f}{theirs / in_memory:10.1f}"
        if same != rows:
            raise SystemExit(f"{join}: {rows} rows on disk, {same} in memory")
        lines.append(line)
    return lines


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rdflib", type=int, default=1_000_000, help="the most quads that rdflib is given")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        run_child(*args.child)
        return
    print(f"{os.cpu_count()} cores\n")
    print(f"{'quads':>9}  {'engine':20}{'load s':>9}{'memory MB':>11}{'peak MB':>11}{'disk MB':>10}")
    joins: list[str] = []
    for size in args.sizes:
        joins += compare(size, with_rdflib=size <= args.rdflib, repeats=args.repeats)
    print(
        f"\n{'quads':>9}  {'join':14}{'rows':>8}{'disk ms':>12}{'memory ms':>12}{'rdflib ms':>12}"
        f"{': disk':>10}{': memory':>10}"
    )
    print("\n".join(joins))


if __name__ == "__main__":
    main()
