"""What is wrong with a query, in one line that a person can act on."""

from __future__ import annotations

import re
from collections.abc import Collection

_PLACE = re.compile(r"error at (\d+):(\d+)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_LAST_NAME = re.compile(r"(?:^|[\s({\[,;^|/!])([\w.-]*):[^\s<>]*$")


def explain(message: str, *, sparql: str, prefixes: Collection[str]) -> str:
    """Return a complaint of the engine with its place shown in the words of the query.

    Args:
        message: what the engine says; without ``error at LINE:COLUMN`` it is returned as it is.
        sparql: the query as the user wrote it.
        prefixes: those that need no declaration.

    >>> explain("error at 1:15", sparql="SELECT * { ?s ", prefixes=())
    'syntax error in line 1, column 15, at the end of the query'
    >>> explain("error at 1:20", sparql="SELECT * { ?s a x:Y }", prefixes=("biolink",))
    'prefix x: is not declared (line 1, column 17)'
    """
    found = _PLACE.search(message)
    if found is None:
        return " ".join(message.split())
    line, column = int(found[1]), int(found[2])
    lines = sparql.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    before, rest = text[: column - 1], text[column - 1 :]
    name = _LAST_NAME.search(before)
    if name and name[1] not in prefixes and name[1] not in _DECLARED.findall(sparql):
        return f"prefix {name[1]}: is not declared (line {line}, column {name.start(1) + 1})"
    place = f"syntax error in line {line}, column {column}"
    if rest.strip():
        return f"{place}, at {rest.strip()[:30]!r}"
    follows = "\n".join(lines[line:]).strip()
    return f"{place}, at the end of the {'line' if follows else 'query'}"
