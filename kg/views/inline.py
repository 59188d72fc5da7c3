"""The page inside a notebook: an object that a notebook shows by itself."""

from __future__ import annotations

import html
from dataclasses import dataclass

from kg.views.records import Records, RecordSource
from kg.views.render import Engine, render_page


@dataclass(frozen=True, slots=True, kw_only=True)
class InlinePage:
    """A page in a frame of its own: shown when it is the last value of a notebook cell.

    `page` is the whole HTML, `height` that of the frame in pixels. The frame carries the page with it, so it
    works offline and in a saved notebook, and it is sandboxed: its scripts cannot reach the notebook.

    >>> InlinePage(page="<p>a</p>", height=200)._repr_html_()[:26]
    '<iframe srcdoc="&lt;p&gt;a'
    """

    page: str
    height: int = 640

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{html.escape(self.page, quote=True)}" width="100%" height="{self.height}" '
            'sandbox="allow-scripts allow-popups allow-downloads allow-modals" title="Knowledge graph" '
            'style="border:1px solid #8888;border-radius:8px"></iframe>'
        )


def inline_page(
    source: RecordSource | Records,
    *,
    title: str = "Knowledge graph",
    focus: str | None = None,
    hops: int = 2,
    limit: int | None = None,
    engine: Engine = "auto",
    height: int = 640,
) -> InlinePage:
    """Return the page of `render_page` to be shown in a notebook, `height` pixels high.

    Raises:
        NotFoundError, GraphError, ValueError: as `render_page`.
    """
    page = render_page(source, title=title, focus=focus, hops=hops, limit=limit, engine=engine)
    return InlinePage(page=page, height=height)
