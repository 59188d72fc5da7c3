"""From a file to what is in it: telling the format, and reading it with the reader of that name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import LexiconError
from kg.lexicon.formats import obo, obographs, rdf, sssom, table
from kg.lexicon.formats.content import Content
from kg.lexicon.formats.draft import Source
from kg.lexicon.formats.identifiers import Identifiers

Reader = Callable[[Content, Identifiers], Source]

#: Reader by name of format: the one place where formats are listed.
FORMATS: Mapping[str, Reader] = MappingProxyType(
    {
        "obo": obo.read,
        "obograph": obographs.read,
        "rdfxml": rdf.read_xml,
        "turtle": rdf.read_turtle,
        "ntriples": rdf.read_ntriples,
        "sssom": sssom.read,
        "table": table.read,
    }
)
_ENDINGS = {".obo": "obo", ".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml"}
_PARTS_OF_ENDING = re.compile(
    r"(?:\.(?:gz|obo|owl|json|ttl|nt|rdf|xml|skos|tsv|txt|sssom|pack|concepts))+$", re.IGNORECASE
)
_CONVERT = "convert it first (robot convert --input FILE --output FILE.obo)"


def stem(path: Path) -> str:
    """Return the name of a file without the endings of formats, fit for the name of a pack.

    >>> stem(Path("My Ontology-2.1.owl.gz")), stem(Path("so.obo"))
    ('my-ontology-2.1', 'so')
    """
    bare = _PARTS_OF_ENDING.sub("", path.name)
    return re.sub(r"[^a-z0-9.]+", "-", bare.lower()).strip("-.") or "names"


def read_source(path: Path, *, format: str | None = None) -> Source:
    """Read a file of names: OBO, OBO Graph JSON, OWL or SKOS, SSSOM, or a table; plain or gzip-packed.

    Args:
        path: the file.
        format: one of `FORMATS`; by default content and ending tell.

    Raises:
        LexiconError: the file is missing, of no known format, or breaks it; file and place are named.
    """
    content = Content(path)
    name = detect(content) if format is None else format
    if name not in FORMATS:
        raise LexiconError(f"no format is called {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name](content, Identifiers(stem(path)))


def detect(content: Content) -> str:
    """Return the name of the format of a file.

    Raises:
        LexiconError: none fits; the text says what the file looks like and what to do.
    """
    head = content.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").lstrip()
    if head.startswith(("{", "[")):
        return _detect_json(content, head)
    if head.startswith("<") and not head.startswith(("<http", "<urn")):
        return _detect_xml(content, head)
    if re.match(r"(?:Prefix|Ontology)\(", head):
        raise LexiconError(f"{content.name}: is OWL in functional syntax, which is not read; {_CONVERT}")
    if re.match(r"(?:Prefix|Ontology): ", head):
        raise LexiconError(f"{content.name}: is OWL in Manchester syntax, which is not read; {_CONVERT}")
    if re.match(r"format-version:", head) or re.search(r"^\[Term\]\s*$", head, re.MULTILINE):
        return "obo"
    if re.search(r"^(?:@prefix|@base|prefix\s+\S*:\s*<|base\s+<)", head, re.MULTILINE | re.IGNORECASE):
        return "turtle"
    first = next((line for line in head.splitlines() if line.strip() and not line.startswith("#")), "")
    columns = {cell.strip().lower() for cell in first.split("\t")}
    if columns >= sssom.COLUMNS:
        return "sssom"
    if columns >= {"text", "curie", "predicate"}:
        raise LexiconError(
            f"{content.name}: is SSSLM, which is not read; rename its column text to name, drop the others "
            "but curie"
        )
    if columns >= table.NEEDED:
        return "table"
    ending = Path(content.name.lower().removesuffix(".gz")).suffix
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    if re.match(r"<[^<>\s]+>\s+<[^<>\s]+>\s", first):
        return "ntriples"
    raise LexiconError(
        f"{content.name}: is of no known format: neither OBO, OBO Graph JSON, OWL or SKOS (RDF/XML, Turtle, "
        "N-Triples), SSSOM, nor a table whose first line names the columns name and curie, parted by tabs"
    )


def _detect_json(content: Content, head: str) -> str:
    if '"@context"' in head or '"@graph"' in head:
        raise LexiconError(f"{content.name}: is JSON-LD, which is not read; {_CONVERT}")
    return "obograph"


def _detect_xml(content: Content, head: str) -> str:
    if "http://www.w3.org/1999/02/22-rdf-syntax-ns#" in head and re.search(r"<[\w.-]+:RDF\b|<RDF\b", head):
        return "rdfxml"
    if re.search(r"<(?:\w+:)?Ontology\b", head):
        raise LexiconError(f"{content.name}: is OWL/XML, which is not read; {_CONVERT}")
    if "http://www.w3.org/1999/02/22-rdf-syntax-ns#" in head:
        return "rdfxml"
    kind = "a web page" if re.search(r"<!doctype html|<html", head, re.IGNORECASE) else "XML of another kind"
    raise LexiconError(f"{content.name}: is {kind}, not an ontology in RDF/XML")
