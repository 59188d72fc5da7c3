"""A tolerant reading of BibTeX entries as sites print them: missing commas and unknown fields do no harm."""

from __future__ import annotations

import re

_ENTRY = re.compile(r"@([A-Za-z]{3,20})\s*\{\s*([^,\s{}]{0,200})\s*,")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w-]{0,40})\s*=\s*")
_LONGEST = 20_000
"""Characters of one entry; what is longer is given up."""


def first_entry(text: str) -> dict[str, str]:
    """Return the fields of the first entry of `text` that has a title, keys in lower case.

    >>> first_entry("see @article{k, title = {On {KIT}}, year = 2020}")
    {'title': 'On KIT', 'year': '2020'}
    """
    for match in _ENTRY.finditer(text):
        fields = _fields(text[match.end() : match.end() + _LONGEST])
        if "title" in fields:
            return fields
    return {}


def authors_of(value: str) -> tuple[str, ...]:
    """Return the names of an author field in order, without "others".

    >>> authors_of("Roe, Ann, and Doe, Jim and others")
    ('Roe, Ann', 'Doe, Jim')
    """
    names = (" ".join(name.split()).strip(" ,;") for name in re.split(r"\s+and\s+", value))
    return tuple(name for name in names if name and name != "others")


def _fields(body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    at = 0
    while match := _FIELD.match(body, at):
        value, at = _value(body, match.end())
        fields.setdefault(match.group(1).lower(), " ".join(value.replace("{", "").replace("}", "").split()))
    return fields


def _value(body: str, at: int) -> tuple[str, int]:
    """Return the value that begins at `at` and where it ends."""
    if body[at : at + 1] == "{":
        depth = 0
        for end in range(at, len(body)):
            depth += (body[end] == "{") - (body[end] == "}")
            if depth == 0:
                return body[at + 1 : end], end + 1
        return body[at + 1 :], len(body)
    if body[at : at + 1] == '"':
        end = body.find('"', at + 1)
        return (body[at + 1 : end], end + 1) if end >= 0 else (body[at + 1 :], len(body))
    match = re.compile(r"[^,}\n]*").match(body, at)
    end = match.end() if match else at
    return body[at:end].strip(), end
