"""Views: the graph as an interactive page that opens offline, as a report, as a pyvis network."""

from kg.views.inline import InlinePage, inline_page
from kg.views.network import to_pyvis
from kg.views.records import Records, RecordSource, collect, find_concept
from kg.views.render import render_page, write_page
from kg.views.report import render_report, write_report

__all__ = [
    "InlinePage",
    "RecordSource",
    "Records",
    "collect",
    "find_concept",
    "inline_page",
    "render_page",
    "render_report",
    "to_pyvis",
    "write_page",
    "write_report",
]
