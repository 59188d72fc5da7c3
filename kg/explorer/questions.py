"""The prepared questions as forms, with their answers as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError, NotFoundError
from kg.explorer.responses import page
from kg.explorer.site import Site
from kg.query.about import bound
from kg.query.catalogue import NamedQuery
from kg.query.results import Result, Value, rows

#: Behind this comes an IRI, and then the name of a format.
DATA_PREFIX = "/resource?iri="
#: Rows that one page shows; the editor shows all.
_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value of a table: `path` where it has a page; `number` where it is one."""

    text: str
    path: str
    number: bool


def title_of(query: NamedQuery) -> str:
    """Return the question in words."""
    return query.question or query.name.replace("-", " ")


def question(site: Site, request: Request, *, ask: Callable[[str], Result]) -> Response:
    """Answer with a prepared question: its form and, once it is asked, its answer.

    `ask` gives the answer to a SELECT query in the format "json".

    Raises:
        NotFoundError: no question has this name.
    """
    name = request.path_params["name"]
    query = next((one for one in site.questions if one.name == name), None)
    if query is None:
        raise NotFoundError(f"No prepared question is named {name!r}.")
    asked = "run" in request.query_params or not query.parameters
    values = {
        parameter.name: value.strip()
        for parameter in query.parameters
        if (value := request.query_params.get(parameter.name, "")).strip()
    }
    columns: list[str] = []
    table: list[list[Cell]] = []
    total, status, problem = 0, 200, ""
    if asked:
        try:
            names, found = rows(ask(bound(site.dataset, query, values)))
            total = len(found)
            columns = _columns(site, names, found)
            table = [[_cell(site, row.get(column)) for column in columns] for row in found[:_ROWS]]
        except KgError as error:
            status, problem = getattr(error, "status", 400), str(error)
    return page(
        "question.html",
        status=status,
        query=query,
        title=title_of(query),
        values=values,
        example=dict(query.example),
        ran=asked,
        columns=columns,
        table=table,
        total=total,
        problem=problem,
    )


def _columns(site: Site, names: Sequence[str], found: Sequence[dict[str, Value]]) -> list[str]:
    """Return the columns to show: without the IRI of a concept whose label, with its link, is in the row."""

    def told(row: dict[str, Value], column: str) -> bool:
        value = row.get(column)
        return (
            isinstance(value, str) and value in site.concepts and site.concepts[value].label in row.values()
        )

    return [name for name in names if name != "id" or not all(told(row, name) for row in found)]


def _cell(site: Site, value: Value) -> Cell:
    if value is None:
        return Cell(text="", path="", number=False)
    if isinstance(value, bool):
        return Cell(text="yes" if value else "no", path="", number=False)
    if isinstance(value, float):
        return Cell(text=f"{value:g}", path="", number=True)
    if isinstance(value, int):
        return Cell(text=f"{value:,}", path="", number=True)
    if iri := site.by_label.get(value):
        return Cell(text=value, path=site.concept_path(iri), number=False)
    path = site.path_of(value) if "://" in value or value.startswith("urn:") else None
    text = site.dataset.iris.contract(value) or value if path else value
    return Cell(text=text, path=path or "", number=False)
