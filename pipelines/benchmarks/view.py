"""Time the interactive page against plain pyvis, in Chromium without a window.

    python pipelines/benchmarks/view.py --sizes 100 1000 5000

For each size a graph of hubs and leaves is made up. Printed are the seconds that Python takes to write the
page, its size, the seconds from opening to a drawn picture (for pyvis: until its physics is at rest, at most
--patience), and the milliseconds of a frame while the picture is moved, median and 95th percentile. No
network is reached; what pyvis's page asks for from elsewhere fails at once. Needs Chromium, its driver and
the extra ``dev``.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis has no types
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.ui import WebDriverWait

from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, EvidenceRecord
from kg.views import Records, write_page

_KINDS = ("gene", "drug", "disease", "phenotype", "anatomy", "fusion", "trial")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1400,900",
)
_FRAMES = """
const done = arguments[0], shown = window.network, times = [];
const place = shown.getViewPosition(), step = 8 / shown.getScale();
let last = performance.now(), count = 0;
function frame(now) {
  times.push(now - last);
  last = now;
  count += 1;
  if (count > 40) { done(times.slice(1)); return; }
  shown.moveTo({ position: { x: place.x + step * count, y: place.y }, animation: false });
  requestAnimationFrame(frame);
}
requestAnimationFrame(frame);
"""
_OURS_READY = "return typeof network !== 'undefined' && network !== null && labelBoxes.length > 0"
_PYVIS_READY = """
if (typeof network === 'undefined' || !network) return false;
if (!window.watched) {
  window.watched = true;
  window.network = network;
  network.on('stabilizationIterationsDone', () => { window.rested = true; });
  network.on('stabilized', () => { window.rested = true; });
}
return window.rested === true;
"""


def made_up(size: int, degree: int) -> Records:
    """A graph of hubs and leaves, `degree` statements for each concept."""
    document = DocumentRecord(iri="https://example.org/d", title="Made up", source="a.txt", work="")
    concepts = tuple(
        ConceptRecord(
            iri=f"https://example.org/c/{i:06d}",
            curie=f"bkg:c/{i:06d}",
            label=f"{_KINDS[i % 7]} number {i}",
            names=(f"{_KINDS[i % 7]} number {i}",),
            type=_KINDS[i % 7],
            biolink="biolink:NamedThing",
            grounded=False,
            documents=(document.iri,),
        )
        for i in range(size)
    )
    associations = []
    for i in range(1, size):
        for j in range(degree):
            number = i * degree + j
            hub = (i * 7919 + j * 104729) % max(1, min(i, 1 + i // (3 + 20 * j)))
            quote = f"Number {i} acts on number {hub} here."
            start = 100 * number
            at = start + quote.index("number")
            evidence = EvidenceRecord(
                iri=f"https://example.org/e/{number}",
                document=document.iri,
                quote=quote,
                start=start,
                end=start + len(quote),
                subject_start=start,
                subject_end=start + len(f"Number {i}"),
                object_start=at,
                object_end=at + len(f"number {hub}"),
                section="",
                certainty="asserted",
                extractor="made up",
                confidence=0.8,
            )
            associations.append(
                AssociationRecord(
                    iri=f"https://example.org/a/{number}",
                    subject=concepts[i].iri,
                    predicate="biolink:affects",
                    object=concepts[hub].iri,
                    negated=False,
                    certainty="asserted",
                    belief=0.8,
                    qualifiers=(),
                    evidence=(evidence,),
                )
            )
    return Records(documents=(document,), concepts=concepts, associations=tuple(associations))


def write_plain_pyvis(records: Records, path: Path) -> None:
    """Write the graph as somebody would with pyvis alone: its own layout, its own page."""
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    for concept in records.concepts:
        network.add_node(concept.iri, label=concept.label)
    for association in records.associations:
        network.add_edge(association.subject, association.object, title=association.evidence[0].quote)
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")


def start_browser() -> Any:
    """Start Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in _FLAGS:
        options.add_argument(flag)
    options.page_load_strategy = "none"
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def measure(path: Path, ready: str, *, patience: float) -> str:
    """Open the page in a browser of its own; return what was measured, in words."""
    driver = start_browser()
    try:
        driver.set_script_timeout(patience)
        started = time.perf_counter()
        driver.get(path.as_uri())
        try:
            WebDriverWait(driver, patience, poll_frequency=0.05).until(
                lambda each: each.execute_script(ready)
            )
        except TimeoutException:
            return f"not ready after {patience:.0f} s"
        opened = time.perf_counter() - started
        driver.execute_script("window.network = network")
        times = sorted(driver.execute_async_script(_FRAMES))
        return (
            f"open {opened:5.2f} s, frame {statistics.median(times):4.0f} / "
            f"{times[int(0.95 * (len(times) - 1))]:4.0f} ms"
        )
    finally:
        driver.quit()


def main() -> None:
    """Run the benchmark that the arguments describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 1000, 5000], help="concepts of each graph"
    )
    parser.add_argument("--degree", type=int, default=2, help="statements for each concept (default: 2)")
    parser.add_argument("--limit", type=int, default=1500, help="concepts drawn at first (default: 1500)")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds to wait (default: 60)")
    parser.add_argument("--no-pyvis", action="store_true", help="leave plain pyvis out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in args.sizes:
            records = made_up(size, args.degree)
            jobs = [("kg view", _OURS_READY)] + ([] if args.no_pyvis else [("plain pyvis", _PYVIS_READY)])
            for name, ready in jobs:
                path = Path(folder) / f"{name.replace(' ', '-')}-{size}.html"
                started = time.perf_counter()
                if name == "kg view":
                    write_page(records, path, limit=args.limit)
                else:
                    write_plain_pyvis(records, path)
                written = time.perf_counter() - started
                said = measure(path, ready, patience=args.patience)
                print(
                    f"{size:6,} concepts, {len(records.associations):6,} statements, {name:11}: "
                    f"written {written:5.1f} s, {path.stat().st_size / 1e6:5.2f} MB, {said}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
