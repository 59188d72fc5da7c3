"""The graphs that a request brings: its body, or each file of a form (Graph Store Protocol, section 5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from kg.server.errors import RequestError
from kg.server.media import GRAPHS, RDF, rdf_format
from kg.server.protocol import body, content_type, counted, media_type

MULTIPART = "multipart/form-data"
#: Files that one form may have.
MOST = 100

#: What a client calls a file whose type it does not know.
_UNKNOWN = frozenset({"", "application/octet-stream", "text/plain"})
_ENDINGS = {
    ".ttl": "ttl",
    ".nt": "nt",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".xml": "rdfxml",
    ".jsonld": "jsonld",
    ".trig": "trig",
    ".nq": "nq",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A graph as it was sent: its bytes, the name of their format in `kg.server.media`, and what to call it.

    `name` is empty where the graph is the whole body.
    """

    content: bytes
    format: str
    name: str


async def graph_parts(request: Request, *, limit: int) -> tuple[Part, ...]:
    """Return the graphs that a request brings.

    The files of a form may be in several formats; what a file states none of goes by the ending of its name.

    Args:
        request: a POST or PUT; only a POST may be a form.
        limit: bytes that the body may have, all parts together.

    Raises:
        RequestError: the body is too large, of an unknown type, or no form; where it is a form, the message
            names the part.
    """
    sent = content_type(request)
    if sent == MULTIPART:
        if request.method != "POST":
            raise RequestError(415, f"{MULTIPART} is for POST; a PUT brings one graph")
        return await _files(request, limit)
    return (Part(content=await body(request, limit), format=_format(sent, ""), name=""),)


async def _files(request: Request, limit: int) -> tuple[Part, ...]:
    parser = _Parser(request.headers, counted(request, limit), max_files=MOST)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise RequestError(400, f"the form cannot be read: {error.message}") from error
    found: list[Part] = []
    try:
        if not parser.whole:
            raise RequestError(400, "the form is cut off: its last boundary is missing")
        for number, (field, value) in enumerate(form.multi_items(), start=1):
            name = f"part {number} ({field})"
            if not isinstance(value, UploadFile):
                raise RequestError(400, f"{name} is no file; a graph is sent as one, with a file name")
            name = f"part {number} ({value.filename or field})"
            sent = media_type(value.content_type or "", name)
            format = _format(sent, value.filename or "", name)
            found.append(Part(content=await value.read(), format=format, name=name))
    finally:
        await form.close()
    if not found:
        raise RequestError(400, "the form has no file")
    return tuple(found)


class _Parser(MultiPartParser):
    """A parser of forms that tells whether the form came to its end."""

    whole = False

    def on_end(self) -> None:
        """Note the last boundary."""
        self.whole = True


def _format(sent: str, file: str, name: str = "the body") -> str:
    """Return the name of the format of a graph that is sent as a media type, in a file.

    >>> _format("application/n-triples", ""), _format("application/octet-stream", "A.TTL")
    ('nt', 'ttl')
    """
    by_ending = _ENDINGS.get(PurePath(file).suffix.lower(), "") if sent in _UNKNOWN else ""
    if by_ending:
        return by_ending
    known = rdf_format(sent)
    found = next((format for format, each in RDF.items() if each == known), None)
    if found is None:
        types = ", ".join(f.media_type for f in GRAPHS)
        raise RequestError(415, f"{name} is {sent or 'of no stated type'}; a graph is sent as {types}")
    return found
