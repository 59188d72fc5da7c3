"""One self-contained page: template, style, scripts and data, and a policy that allows no more."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.util
import re
from pathlib import Path
from typing import Literal

from kg.errors import KgError
from kg.files import replace_file
from kg.views.packing import packed
from kg.views.payload import Start, payload, to_script_json
from kg.views.records import Records, RecordSource, collect, find_concept

SCRIPTS = (
    "elements.js",
    "graph_data.js",
    "page_state.js",
    "visible.js",
    "radial.js",
    "gathered.js",
    "vis_picture.js",
    "webgl_programs.js",
    "webgl_picture.js",
    "drawing.js",
    "communities.js",
    "groups.js",
    "labels.js",
    "line_labels.js",
    "fitting.js",
    "evidence.js",
    "paths.js",
    "compare.js",
    "answers.js",
    "start_panel.js",
    "concept_panel.js",
    "filters.js",
    "documents_filter.js",
    "search_box.js",
    "edge_table.js",
    "export_data.js",
    "export_picture.js",
    "keyboard.js",
    "tools.js",
    "main.js",
)
"""The scripts of the page in the order they run; they share one global scope."""

_SLOT = re.compile(r"<!--slot:([a-z]+)-->")


Engine = Literal["auto", "vis", "webgl"]
"""What draws: vis-network on a canvas, sigma.js with WebGL, or which of them suits the number of concepts."""

WEBGL_FROM = 250
"""Above this many concepts with a statement the engine "auto" is WebGL."""
GROUPED_FROM = 20_000
"""Above this many a page for WebGL opens with each community drawn as one shape, and so many concepts at most
are drawn at first when the reader asks for the concepts themselves."""
CANVAS_LIMIT = 1500
"""So many concepts vis-network draws at first."""


def render_page(
    source: RecordSource | Records,
    *,
    title: str = "Knowledge graph",
    focus: str | None = None,
    hops: int = 2,
    limit: int | None = None,
    engine: Engine = "auto",
) -> str:
    """Return the interactive page of `source` as HTML that needs no other file and no network.

    `title` heads the page. `focus` is a name or CURIE: the page then opens at that concept and what lies
    within `hops` steps of it; all else is a click away. `limit` is how many concepts are drawn at first,
    the best connected before the others; None draws `CANVAS_LIMIT` by vis-network, `GROUPED_FROM` by WebGL.
    What is chosen is always drawn, whatever the limit. A page for WebGL carries its data compressed, and
    vis-network too, for browsers that have no WebGL. The same records
    give the same bytes.

    Raises:
        NotFoundError: nothing is called `focus`.
        GraphError: the records do not fit together.
        ValueError: `hops` or `limit` is less than 1.
    """
    if hops < 1 or (limit is not None and limit < 1):
        raise ValueError(f"hops and limit must be at least 1, not {hops} and {limit}")
    records = collect(source)
    drawn = len(records.degrees())
    chosen = engine if engine != "auto" else "webgl" if drawn > WEBGL_FROM else "vis"
    start = Start(
        focus=find_concept(records, focus).curie if focus else "",
        hops=hops,
        limit=limit or (min(max(drawn, 1), GROUPED_FROM) if chosen == "webgl" else CANVAS_LIMIT),
        engine=chosen,
        grouped=chosen == "webgl" and drawn > GROUPED_FROM,
    )
    data = payload(records, title=title, start=start)
    folder = Path(__file__).with_name("page")
    style = (folder / "page.css").read_text(encoding="utf-8").strip()
    libraries = [vis_network()]
    if chosen == "webgl":
        data = packed(data)
        libraries.append(webgl_bundle())
    scripts = [*libraries, *((folder / name).read_text(encoding="utf-8").strip() for name in SCRIPTS)]
    slots = {
        "policy": html.escape(content_policy(style, scripts), quote=True),
        "title": html.escape(title),
        "style": f"<style>{style}</style>",
        "data": f'<script type="application/json" id="graph-data">{to_script_json(data)}</script>',
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    template = (folder / "template.html").read_text(encoding="utf-8")
    # One pass only, so that nothing inside the filled slots is ever taken for a slot.
    return _SLOT.sub(lambda found: slots[found.group(1)], template)


def write_page(
    source: RecordSource | Records,
    path: Path,
    *,
    title: str = "Knowledge graph",
    focus: str | None = None,
    hops: int = 2,
    limit: int | None = None,
    engine: Engine = "auto",
) -> None:
    """Write the page of `render_page` to `path`, whole or not at all.

    Raises:
        NotFoundError, GraphError, ValueError: as `render_page`.
        KgError: the file cannot be written.
    """
    page = render_page(source, title=title, focus=focus, hops=hops, limit=limit, engine=engine)
    try:
        replace_file(path, page.encode("utf-8"))
    except OSError as error:
        raise KgError(f"{path}: cannot be written: {error.strerror}") from error


def content_policy(style: str, scripts: list[str]) -> str:
    """Return a Content-Security-Policy that runs exactly `scripts` and `style` and fetches nothing.

    Each is allowed by its SHA-256 (CSP Level 3), so that script smuggled into the page does not run.
    """
    allowed = " ".join(f"'{_sha256(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{_sha256(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def style_policy(style: str) -> str:
    """Return a Content-Security-Policy that allows exactly `style`, no script, and fetches nothing."""
    return f"default-src 'none'; style-src '{_sha256(style)}'; base-uri 'none'; form-action 'none'"


def vis_network() -> str:
    """Return the vis-network library (Apache-2.0 or MIT) from the installed pyvis package.

    The newest version in the package is taken; its reference to a source map is left out, which a
    browser's tools would try to fetch.

    Raises:
        KgError: pyvis is not installed, or holds no vis-network.
    """
    spec = importlib.util.find_spec("pyvis")
    if spec is None or not spec.submodule_search_locations:
        raise KgError("pyvis is not installed; install biomedkg again")
    root = Path(spec.submodule_search_locations[0])
    found = sorted(root.glob("lib/vis-*/vis-network.min.js"), key=lambda path: _version(path.parent.name))
    if not found:
        raise KgError("the installed pyvis carries no vis-network; install pyvis 0.3.2")
    text = found[-1].read_text(encoding="utf-8")
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise KgError("the installed vis-network cannot be put into a page; install pyvis 0.3.2")
    return re.sub(r"\n//# sourceMappingURL=.*", "", text).strip()


def webgl_bundle() -> str:
    """Return sigma.js, graphology and fflate (all MIT) as one script, with their licences.

    It comes with the package; `pipelines/webgl` makes it from the packages of npm.
    """
    return Path(__file__).with_name("webgl").joinpath("webgl.min.js").read_text(encoding="utf-8").strip()


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
