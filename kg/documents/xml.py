"""XML read safely: no network, no external definitions, no entities of the document's own making."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from kg.documents.decoding import check
from kg.documents.rendering import clean, superscript
from kg.errors import ReadError

_ENTITY = re.compile(rb"<!ENTITY\b")
_ROOT = re.compile(rb"<[A-Za-z_]")


def parse(data: bytes, source: str) -> etree._Element:
    """Return the root of the XML document in `data`.

    Raises:
        ReadError: broken XML, or one that declares entities (such can grow without bound); names the line.
    """
    _refuse_entities(data, source)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error, source) from None
    except ValueError as error:
        raise ReadError(source, f"is not XML: {error}") from None


def records(data: bytes, source: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yield the outermost elements with one of `tags`, each forgotten when the next is asked for.

    Raises:
        ReadError: as `parse`.
    """
    _refuse_entities(data, source)
    events = etree.iterparse(
        BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in events:
            if next(element.iterancestors(*tags), None) is not None:
                continue
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _broken(error, source) from None


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for entities and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name, empty where there is none."""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements at `path` (local names, ``a/b``), whatever their namespace."""
    found = [element]
    for name in path.split("/"):
        found = [child for parent in found for child in parent if local(child) == name]
    return found


def find(element: etree._Element, path: str) -> etree._Element | None:
    """Return the first element at `path`, or None."""
    return next(iter(find_all(element, path)), None)


def words_at(element: etree._Element, path: str) -> str:
    """Return the words of the first element at `path`, empty where there is none."""
    found = find(element, path)
    return words_of(found) if found is not None else ""


def words_of(element: etree._Element, *, skip: frozenset[str] = frozenset()) -> str:
    """Return the words of an element on one line: inline markup dropped, reference numbers left out.

    Elements named in `skip` are left out with all they hold.
    """
    return clean(_inline(element, "", skip))


def _inline(element: etree._Element, before: str, skip: frozenset[str]) -> str:
    out = element.text or ""
    for child in element:
        name = local(child)
        if isinstance(child, etree._Entity):
            out += html.unescape(child.text or "")
        elif name == "sup":
            cited = any(attribute(x, "ref-type") in ("bibr", "fn", "aff", "corresp") for x in child.iter())
            out += "" if cited else superscript(_inline(child, "", skip), before + out)
        elif name in ("break", "br"):
            out += " "
        elif name in ("tex-math", "annotation", "annotation-xml"):
            pass
        elif name and name not in skip:
            out += _inline(child, before + out[-40:], skip)
        out += child.tail or ""
    return out


def _refuse_entities(data: bytes, source: str) -> None:
    check(data, source)
    root = _ROOT.search(data)
    found = _ENTITY.search(data, 0, root.start() if root else len(data))
    if found is not None:
        line = data.count(b"\n", 0, found.start()) + 1
        raise ReadError(source, "declares entities of its own, which are not read", line=line)


def _broken(error: etree.XMLSyntaxError, source: str) -> ReadError:
    reason = " ".join(str(error.msg or "no root element").split())
    reason = re.sub(r",? ?\(?line \d+,? ?(?:and )?column \d+.*$|, line \d+.*$", "", reason)
    return ReadError(source, f"is broken XML: {reason}", line=error.lineno or None)
