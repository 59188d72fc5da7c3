"""The OpenAPI 3.1 description of the prepared questions, and the same as a page for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

from kg import __version__
from kg.query import NamedQuery, Parameter
from kg.query.catalogue import LARGEST, TYPES

#: Format of an answer by name, with its media type.
MEDIA = {"json": "application/json", "csv": "text/csv", "tsv": "text/tab-separated-values"}
PROBLEM = "application/problem+json"

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}"
    "section{border-top:1px solid #d0d7de;padding:.6rem 0}h2{font-size:1.05rem;margin:.2rem 0}"
    "code{background:#f2f4f7;padding:0 .25rem}label{display:block;margin:.3rem 0}"
    "small{color:#57606a}input{width:18rem}"
)


def openapi(queries: Sequence[NamedQuery]) -> dict[str, Any]:
    """Return the description of the end points for `queries` as plain values."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "biomedkg questions",
            "summary": "Prepared questions to a biomedical knowledge graph, answered as tables",
            "description": "Each row shows the sentence that says it. A concept goes by any of its names or "
            "its CURIE; a disease includes its subtypes.",
            "version": __version__,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/questions": {
                "get": {
                    "operationId": "questions",
                    "summary": "The prepared questions with their parameters",
                    "responses": {
                        "200": _response("The questions", {"$ref": "#/components/schemas/Questions"}),
                        "400": _problem("There are no parameters"),
                    },
                }
            }
        }
        | {f"/api/questions/{query.name}": {"get": _operation(query)} for query in queries},
        "components": {"schemas": _SCHEMAS},
    }


def listed(query: NamedQuery) -> dict[str, Any]:
    """Return a question as plain values."""
    return {
        "name": query.name,
        "question": query.question,
        "parameters": [
            {"name": p.name, "type": p.type, "about": p.about, "default": _default(p)}
            for p in query.parameters
        ],
        "example": dict(query.example),
    }


def page(queries: Sequence[NamedQuery]) -> str:
    """Return the questions as an HTML page with a form for each; it has no script and loads nothing."""
    sections = "".join(_section(query) for query in queries)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Questions</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        "<h1>Questions</h1><p>Each answers by GET with JSON, or with CSV or TSV by <code>Accept</code> or "
        '<code>?format=</code>. <a href="openapi.json">OpenAPI description</a></p>'
        f"{sections}</body></html>"
    )


def _default(parameter: Parameter) -> str | None:
    return None if parameter.default == "UNDEF" else parameter.default


def _section(query: NamedQuery) -> str:
    example = dict(query.example)
    fields = "".join(
        f"<label><code>{escape(p.name)}</code> "
        f'<input name="{escape(p.name)}" placeholder="{escape(example.get(p.name, ""))}"> '
        f"<small>{escape(p.about)}; {escape(TYPES[p.type])}</small></label>"
        for p in query.parameters
    )
    link = f"questions/{query.name}" + (f"?{urlencode(example)}" if example else "")
    formats = "".join(f"<option>{name}</option>" for name in MEDIA)
    return (
        f'<section id="{escape(query.name)}"><h2>{escape(query.question)}</h2>'
        f'<form action="questions/{escape(query.name)}">{fields}'
        f'<select name="format">{formats}</select> <button>Ask</button></form>'
        f'<p>Example: <a href="{escape(link)}"><code>/api/{escape(link)}</code></a></p></section>'
    )


def _operation(query: NamedQuery) -> dict[str, Any]:
    example = dict(query.example)
    parameters = [_parameter(parameter, example) for parameter in query.parameters]
    parameters.append(
        {
            "name": "format",
            "in": "query",
            "required": False,
            "description": "The format; without it, what Accept prefers, else json.",
            "allowEmptyValue": True,
            "schema": {"type": "string", "enum": [*MEDIA, ""]},
        }
    )
    answers = {
        MEDIA["json"]: {"schema": {"$ref": "#/components/schemas/Answer"}},
        MEDIA["csv"]: {"schema": {"type": "string"}},
        MEDIA["tsv"]: {"schema": {"type": "string"}},
    }
    return {
        "operationId": query.name,
        "summary": query.question,
        "parameters": parameters,
        "responses": {
            "200": {"description": "The answer, a row each", "content": answers},
            "400": _problem("A parameter is unknown, repeated or no number"),
            "404": _problem("A name that the graph does not know"),
            "406": _problem("No format of those that Accept allows"),
            "default": _problem("The question could not be answered"),
        },
    }


def _parameter(parameter: Parameter, example: Mapping[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    default = _default(parameter)
    if parameter.type == "number":
        # a form sends the fields that are left empty, too
        number = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
        schema = {"anyOf": [number, {"type": "string", "const": ""}]}
        if default is not None:
            schema["default"] = float(default)
    entry = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "allowEmptyValue": True,
        "description": f"{parameter.about[0].upper()}{parameter.about[1:]} ({TYPES[parameter.type]}).",
        "schema": schema,
    }
    if parameter.name in example:
        value = example[parameter.name]
        entry["example"] = float(value) if parameter.type == "number" else value
    return entry


def _response(description: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA["json"]: {"schema": schema}}}


def _problem(description: str) -> dict[str, Any]:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


_TEXT = {"type": "string"}
_SCHEMAS: dict[str, Any] = {
    "Problem": {
        "type": "object",
        "description": "Problem details (RFC 9457).",
        "required": ["type", "title", "status", "detail"],
        "properties": {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
    },
    "Answer": {
        "type": "object",
        "required": ["name", "question", "parameters", "columns", "rows"],
        "properties": {
            "name": _TEXT,
            "question": _TEXT,
            "parameters": {"type": "object", "additionalProperties": _TEXT},
            "columns": {"type": "array", "items": _TEXT},
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
                },
            },
        },
    },
    "Questions": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "question", "parameters", "example"],
            "properties": {
                "name": _TEXT,
                "question": _TEXT,
                "parameters": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name", "type", "about", "default"],
                        "properties": {
                            "name": _TEXT,
                            "type": {"type": "string", "enum": list(TYPES)},
                            "about": _TEXT,
                            "default": {"type": ["string", "null"]},
                        },
                    },
                },
                "example": {"type": "object", "additionalProperties": _TEXT},
            },
        },
    },
}
