"""Time the interactive page against plain pyvis and plain sigma.js, in Chromium without a window.

    python pipelines/benchmarks/view.py --sizes 100 1000 5000 20000

For each size a graph of topics with hubs and leaves is made up (`graphs.py`), and all draw the same. Printed
is a table: seconds that Python takes to write the page, its size, seconds from opening to a still picture on
the screen (for pyvis: until its physics is at rest, at most --patience), seconds of the processors that the
browser takes for it (which tells more on a busy machine; Linux only), and the milliseconds between two frames
while the mouse drags the picture, median and 95th percentile. WebGL runs on the processor, so that the
figures can be had on any machine; a graphics card is faster. No network is reached; what the page of pyvis
asks for from elsewhere fails at once. Needs Chromium, its driver and the extra ``dev``.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphs import made_up
from pyvis.network import Network  # type: ignore[import-untyped]  # pyvis has no types
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.support.ui import WebDriverWait

from kg.views import Records, write_page
from kg.views.communities import levels
from kg.views.layout import place
from kg.views.palette import load_palette
from kg.views.render import webgl_bundle

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1400,900",
)
_STEPS = 60
"""Steps of the mouse while it drags, of four pixels each."""
_PATIENCE = 20.0
"""Seconds after which dragging ends early."""
_RECORD = """
window.frameTimes = [];
let last = performance.now();
requestAnimationFrame(function frame(now) {
  window.frameTimes.push(now - last);
  last = now;
  requestAnimationFrame(frame);
});
"""
_CORNER = """
const box = document.querySelector(arguments[0]).getBoundingClientRect();
return [box.left + 8, Math.min(box.bottom, innerHeight) - 8];
"""
_OURS_READY = "return typeof picture !== 'undefined' && picture !== undefined && labelBoxes.length > 0"
_SIGMA_READY = "return window.drawn === true"
_PYVIS_READY = """
if (typeof network === 'undefined' || !network) return false;
if (!window.watched) {
  window.watched = true;
  network.on('stabilizationIterationsDone', () => { window.rested = true; });
  network.on('stabilized', () => { window.rested = true; });
}
return window.rested === true;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A page: how it is written, when it is ready (script), what is dragged (selector), its largest graph."""

    name: str
    write: Callable[[Records, Path], None]
    ready: str
    canvas: str
    most: int


def write_plain_pyvis(records: Records, path: Path) -> None:
    """Write the graph as somebody would with pyvis alone: its own layout, its own page."""
    network = Network(height="800px", directed=True, cdn_resources="in_line")
    for concept in records.concepts:
        network.add_node(concept.iri, label=concept.label)
    for association in records.associations:
        network.add_edge(association.subject, association.object, title=association.evidence[0].quote)
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")


def write_plain_sigma(records: Records, path: Path) -> None:
    """Write the graph as sigma.js draws it by itself: its settings, the places of our layout, no panels."""
    index = {concept.iri: number for number, concept in enumerate(records.concepts)}
    pairs = [(index[each.subject], index[each.object]) for each in records.associations]
    places = place([concept.label for concept in records.concepts], pairs, levels(len(index), pairs))
    palette = load_palette()
    nodes = [
        [concept.label, x, -y, palette.style(concept.type).light]
        for concept, (x, y) in zip(records.concepts, places, strict=True)
    ]
    path.write_text(
        "<!doctype html><meta charset=utf-8><style>#canvas { height: 800px }</style><div id=canvas></div>"
        f"<script>{webgl_bundle()}</script>"
        f"<script>const nodes = {json.dumps(nodes)}, edges = {json.dumps(pairs)};"
        "const graph = new webgl.Graph({ multi: true });"
        "nodes.forEach(([label, x, y, color], i) => graph.addNode(i, { label, x, y, color, size: 3 }));"
        "edges.forEach(([a, b]) => graph.addEdge(a, b));"
        "const sigma = new webgl.Sigma(graph, document.getElementById('canvas'));"
        "requestAnimationFrame(() => { window.drawn = true; });</script>",
        encoding="utf-8",
    )


CONTENDERS = (
    Contender(
        name="kg view", write=write_page, ready=_OURS_READY, canvas="#canvas", most=10**9
    ),
    Contender(
        name="plain sigma.js", write=write_plain_sigma, ready=_SIGMA_READY, canvas="#canvas", most=10**9
    ),
    Contender(
        name="plain pyvis", write=write_plain_pyvis, ready=_PYVIS_READY, canvas="#mynetwork", most=5000
    ),
)  # fmt: skip


def start_browser() -> Any:
    """Start Chromium without a window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in _FLAGS:
        options.add_argument(flag)
    options.page_load_strategy = "none"
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def measure(path: Path, contender: Contender, *, patience: float) -> tuple[str, str, str]:
    """Open the page in a browser of its own; return the cells for opening (two) and for frames."""
    driver = start_browser()
    try:
        driver.set_script_timeout(patience)
        before = processor_seconds(driver.service.process.pid)
        started = time.perf_counter()
        driver.get(path.as_uri())
        try:
            WebDriverWait(driver, patience, poll_frequency=0.05).until(
                lambda each: each.execute_script(contender.ready)
            )
        except TimeoutException:
            return f"not still after {patience:.0f}", "-", "-"
        driver.get_screenshot_as_base64()  # comes when the picture is on the screen
        opened = time.perf_counter() - started
        worked = processor_seconds(driver.service.process.pid) - before
        times = sorted(drag(driver, contender.canvas))
        middle, late = statistics.median(times), times[int(0.95 * (len(times) - 1))]
        return f"{opened:.1f}", f"{worked:.1f}" if before else "-", f"{middle:.0f} / {late:.0f}"
    finally:
        driver.quit()


def processor_seconds(root: int) -> float:
    """Return the seconds that a process and all below it have worked, 0 where that is not told."""
    taken: dict[int, float] = {}
    parent: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        number = int(stat.parent.name)
        parent[number] = int(fields[1])
        taken[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_below(number: int) -> bool:
        while number not in (root, 0):
            number = parent.get(number, 0)
        return number == root

    return sum(seconds for number, seconds in taken.items() if is_below(number))


def drag(driver: Any, canvas: str) -> list[float]:
    """Drag the picture with the mouse from its corner; return the milliseconds between two frames."""
    x, y = driver.execute_script(_CORNER, canvas)

    def mouse(kind: str, step: int) -> None:
        driver.execute_cdp_cmd(
            "Input.dispatchMouseEvent",
            {
                "type": kind,
                "x": x + 4 * step,
                "y": y - 2 * step,
                "button": "left",
                "buttons": 1,
                "clickCount": 1,
            },
        )

    mouse("mouseMoved", 0)
    mouse("mousePressed", 0)
    driver.execute_script(_RECORD)
    ended = time.perf_counter() + _PATIENCE
    for step in range(1, _STEPS + 1):
        mouse("mouseMoved", step)
        time.sleep(0.01)
        if time.perf_counter() > ended:
            break
    times: list[float] = driver.execute_script("return window.frameTimes.slice(1)")
    mouse("mouseReleased", _STEPS)
    return times


def main() -> None:
    """Run the benchmark that the arguments describe."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 1000, 5000, 20_000], help="concepts of each graph"
    )
    parser.add_argument("--degree", type=int, default=3, help="statements for each concept (default: 3)")
    parser.add_argument("--patience", type=float, default=120.0, help="seconds to wait (default: 120)")
    parser.add_argument(
        "--only", choices=[each.name for each in CONTENDERS], nargs="+", help="these pages alone"
    )
    args = parser.parse_args()
    print("| concepts / statements | page | written, s | MB | open, s | CPU, s | frame, ms, median / 95 % |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for size in args.sizes:
            records = made_up(size, args.degree)
            counts = f"{size:,} / {len(records.associations):,}"
            for contender in CONTENDERS:
                if args.only and contender.name not in args.only:
                    continue
                if size > contender.most:
                    print(f"| {counts} | {contender.name} | not run | - | - | - | - |")
                    continue
                path = Path(folder) / f"{contender.name.replace(' ', '-')}-{size}.html"
                started = time.perf_counter()
                contender.write(records, path)
                written = time.perf_counter() - started
                opened, worked, frame = measure(path, contender, patience=args.patience)
                megabytes = path.stat().st_size / 1e6
                print(
                    f"| {counts} | {contender.name} | {written:.1f} | {megabytes:.1f} | {opened} | {worked} "
                    f"| {frame} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
