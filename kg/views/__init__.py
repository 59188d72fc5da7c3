"""Views: the graph as one interactive page that opens offline, and as a pyvis network to go on with."""

from kg.views.inline import InlinePage, inline_page
from kg.views.network import to_pyvis
from kg.views.records import Records, RecordSource, collect, find_concept
from kg.views.render import render_page, write_page

__all__ = [
    "InlinePage",
    "RecordSource",
    "Records",
    "collect",
    "find_concept",
    "inline_page",
    "render_page",
    "to_pyvis",
    "write_page",
]
