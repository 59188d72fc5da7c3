"""The prepared questions: SPARQL files in ``kg/query/named``, each with its question in plain words.

A file starts with comment lines that hold TOML: `question`, `example` (one value per parameter), and a table
per parameter with `type` and `about`. A parameter is a variable that the query binds once by
``VALUES ?name { ... }``; what stands between the braces is the default, ``UNDEF`` for "any", so each file is
plain SPARQL that runs in any engine as it stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from kg.errors import QueryError

FOLDER = Path(__file__).parent / "named"
#: The types of parameters and what a person may write for each.
TYPES = {
    "concept": "a name or CURIE of a concept",
    "document": "the file name, title, DOI, PMID or IRI of a document",
    "number": "a number",
    "text": "words, taken as they stand",
}


#: Numbers beyond this, on either side of zero, are refused: they are no measurements.
LARGEST = 1e308
#: Decimals of SPARQL hold numbers between these powers of ten; others are written as doubles.
_DECIMAL = range(-15, 18)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,9})?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter; `type` is one of `TYPES`."""

    name: str
    type: str
    about: str
    default: str
    """The SPARQL between the braces; ``UNDEF`` for any value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A prepared question; `example` holds (parameter, value) pairs that have an answer on sarcoma texts."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    example: tuple[tuple[str, str], ...]
    sparql: str

    def bind(
        self,
        values: Mapping[str, str],
        *,
        resolve: Callable[[str], tuple[str, ...]],
        resolve_document: Callable[[str], tuple[str, ...]] | None = None,
    ) -> str:
        """Return the query with `values` in the place of defaults.

        Args:
            values: by name of parameter, as a person writes them.
            resolve: gives the IRIs of the concepts that go by a name.
            resolve_document: gives the IRIs of the documents that go by a name; without it, `resolve` does.

        Raises:
            QueryError: an unknown parameter, or a value that is no number.
            NotFoundError: raised by `resolve` for a name that the graph does not know.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        sparql = self.sparql
        for name, value in values.items():
            if name not in known:
                names = ", ".join(known) or "none"
                raise QueryError(f"query {self.name} has no parameter {name!r} (it has: {names})")
            is_document = known[name].type == "document"
            terms = _terms(known[name], value, (resolve_document or resolve) if is_document else resolve)
            block = _block(name).search(sparql)
            if block is not None:
                sparql = f"{sparql[: block.start(2)]} {terms} {sparql[block.end(2) :]}"
        return sparql


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"(VALUES\s+\?{name}\s*\{{)([^}}]*)(\}})")


def _terms(parameter: Parameter, value: str, resolve: Callable[[str], tuple[str, ...]]) -> str:
    if parameter.type in ("concept", "document"):
        return " ".join(f"<{iri}>" for iri in resolve(value))
    if parameter.type == "number":
        number = Decimal(value) if _NUMBER.fullmatch(value) else None
        if number is None or number.copy_abs() > Decimal(LARGEST):
            raise QueryError(f"parameter {parameter.name}: {value!r} is no number")
        # 1e-999999999 in digits would fill the memory
        return format(number, "f") if number.adjusted() in _DECIMAL else repr(float(number))
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def named_queries() -> tuple[NamedQuery, ...]:
    """Return all prepared questions, sorted by name."""
    return tuple(read_query(path) for path in sorted(FOLDER.glob("*.rq"), key=lambda path: path.stem))


def named_query(name: str) -> NamedQuery:
    """Return the prepared question `name`.

    Raises:
        QueryError: there is none of this name.

    >>> named_query("therapies-for").parameters[0].name
    'disease'
    """
    names = sorted(path.stem for path in FOLDER.glob("*.rq"))
    if name not in names:
        # not difflib for 20 names a person can read
        raise QueryError(f"no query is named {name!r} (there are: {', '.join(names)})")
    return read_query(FOLDER / f"{name}.rq")


def read_query(path: Path) -> NamedQuery:
    """Return the prepared question in the file `path`.

    Raises:
        QueryError: the header is damaged, or a parameter is not bound exactly once by VALUES.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    size = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    try:
        header = tomllib.loads("\n".join(line.removeprefix("#").removeprefix(" ") for line in lines[:size]))
    except tomllib.TOMLDecodeError as error:
        raise QueryError(f"{path.name}: header: {error}") from error
    parameters = []
    for name, entry in header.get("parameters", {}).items():
        blocks = _block(name).findall(text)
        if len(blocks) != 1 or entry.get("type") not in TYPES:
            raise QueryError(f"{path.name}: parameter {name} needs a type and one VALUES ?{name} {{ }}")
        default = blocks[0][1].strip()
        parameters.append(Parameter(name=name, type=entry["type"], about=entry["about"], default=default))
    return NamedQuery(
        name=path.stem,
        question=header.get("question", ""),
        parameters=tuple(parameters),
        example=tuple((name, str(value)) for name, value in header.get("example", {}).items()),
        sparql=text,
    )
