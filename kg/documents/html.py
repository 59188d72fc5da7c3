"""Web pages: the HTML rendered to plain text block by block, the page's own matter marked as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kg.documents.decoding import check, decode
from kg.documents.formats import reader
from kg.documents.pagemeta import page_metadata
from kg.documents.rendering import Rendering, clean, superscript
from kg.documents.text import build
from kg.errors import ReadError
from kg.model import BlockKind, Document

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
        ),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol"),
        *("option", "p", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    }
)
_WORDLESS = frozenset(
    {
        "script",
        "style",
        "template",
        "svg",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "head",
        "map",
        "input",
    }
)
_ASIDE_TAGS = {
    "nav": "markup: navigation",
    "footer": "markup: footer",
    "aside": "markup: aside",
    "form": "markup: form",
    "button": "markup: button",
    "select": "markup: form",
    "dialog": "markup: dialog",
    "noscript": "markup: no script",
    "menu": "markup: menu",
}
_ASIDE_ROLES = {
    "navigation": "markup: navigation",
    "contentinfo": "markup: footer",
    "complementary": "markup: aside",
    "search": "markup: search",
    "dialog": "markup: dialog",
    "alertdialog": "markup: dialog",
    "banner": "markup: header",
    "menu": "markup: menu",
    "menubar": "markup: menu",
    "toolbar": "markup: menu",
}
_ASIDE_CLASS = re.compile(
    r"(?<![a-z])(?:(?P<cookie>cookies?|consent|gdpr)|(?P<navigation>nav|navbar|navigation|navbox|breadcrumbs?|menu|sidebar|toc|pagination|pager|skip(?:link|nav)|"
    r"mw-jump-link|mw-editsection|usa-banner|ncbi-alerts?|masthead)|(?P<share>share|sharing|social|addthis|sharethis)|"
    r"(?P<works>related(?!-to)|recommend(?:ed|ations?)|similar(?:-articles)?|citedby|you-may-also)|"
    r"(?P<advert>advert(?:s|isement)?|ads?|promo(?:tion)?|sponsor(?:ed)?|newsletter|subscribe|popup|modal|cta)|(?P<comments>comments?|disqus|respond)|"
    r"(?P<footer>footer|catlinks|printfooter|copyright|disclaimer|hatnote|ambox))(?![a-z])",
    re.IGNORECASE,
)
_REASONS = {"works": "other works", "comments": "comments of readers", "cookie": "cookie notice"}
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_REFERENCES = re.compile(
    r"(?<![a-z])(?:references?|reflist|bibliography|citations?|ref-list|cit-list)(?![a-z])", re.IGNORECASE
)
_CITING = re.compile(
    r"(?<![a-z])(?:ref|reference|cit|cite|citation|footnote|fn|bibr|xref|noteref)(?![a-z])", re.IGNORECASE
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_DEEPEST = 2000
"""Elements within each other; a page nested deeper is damaged or hostile."""


@reader("html", suffixes=(".html", ".htm", ".xhtml", ".xht"), about="web pages")
def read_html(data: bytes, source: str) -> Iterator[Document]:
    """Yield the one document of a web page.

    Raises:
        ReadError: no words, an unknown encoding, or elements nested beyond all measure.
    """
    parser = LexborHTMLParser(_decode(data, source))
    page = _Page(source)
    if parser.body is not None:
        page.render(parser.body)
    if not page.out.pieces:
        raise ReadError(source, "is HTML without words")
    text, pieces = page.out.text, page.out.pieces
    yield build(text, pieces, source=source, format_="html", metadata=page_metadata(parser))


def _decode(data: bytes, source: str) -> str:
    """Return the text of a page: by its byte order mark, as UTF-8, or by the encoding it declares."""
    check(data, source)
    try:
        return decode(data, source)
    except ReadError:
        match = _CHARSET.search(data[:4096])
        if match is None:
            raise
    name = match.group(1).decode("latin-1").lower()
    # as browsers do, Latin-1 is taken for its superset of Windows
    name = "windows-1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii", "utf-8", "utf8") else name
    try:
        return data.decode(name, errors="strict" if name != "windows-1252" else "replace")
    except (LookupError, UnicodeDecodeError) as error:
        raise ReadError(source, f"is not in the encoding {name} that it declares: {error}") from None


class _Page:
    """The walk over one page: what is open above the current node, and the inline words collected so far."""

    def __init__(self, source: str) -> None:
        self.out = Rendering()
        self._source = source
        self._inline: list[str] = []
        self._reasons: list[str] = []  # of the open elements that are furniture
        self._lists: list[str] = []  # markers of the open lists
        self._items: list[bool] = []  # of each open item: whether its words are still to come
        self._heading = 0
        self._references = 0
        self._captions = 0
        self._terms = 0
        self._main = 0

    def render(self, body: LexborNode) -> None:
        """Render everything below `body`, without recursion (pages can be nested deeply)."""
        size = max(len(body.text()), 1)
        waiting: list[tuple[LexborNode, bool]] = [(body, False)]
        depth = 0
        while waiting:
            node, leaving = waiting.pop()
            if leaving:
                depth -= 1
                self._leave(node)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._inline.append(node.text_content or "")
            elif tag == "br":
                self._inline.append("\n")
            elif tag == "sup":
                self._superscript(node)
            elif tag == "tr" and self._row(node):
                continue
            elif tag[:1] not in "-!" and tag not in _WORDLESS:
                depth += 1
                if depth > _DEEPEST:
                    raise ReadError(self._source, f"is nested deeper than {_DEEPEST} elements")
                self._enter(node, tag, size)
                waiting.append((node, True))
                children = list(node.iter(include_text=True))
                waiting += [(child, False) for child in reversed(children)]
        self._flush()

    def _enter(self, node: LexborNode, tag: str, size: int) -> None:
        reason = self._aside(node, tag, size)
        if tag in _BLOCKS or reason:
            self._flush()
        self._reasons.append(reason)
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in ("ul", "ol", "dir"):
            self._lists.append("number" if tag == "ol" else "bullet")
        elif tag == "li":
            self._items.append(True)
        elif tag in ("figcaption", "caption"):
            self._captions += 1
        elif tag == "dt":
            self._terms += 1
        elif tag in ("main", "article"):
            self._main += 1
        if tag in ("ol", "ul", "section", "div") and _is_references(node):
            self._references += 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        reason = self._reasons[-1]
        if tag in _BLOCKS or reason:
            self._flush()
        self._reasons.pop()
        if tag in _HEADINGS:
            self._heading = 0
        elif tag in ("ul", "ol", "dir"):
            self._lists.pop()
        elif tag == "li":
            self._items.pop()
        elif tag in ("figcaption", "caption"):
            self._captions -= 1
        elif tag == "dt":
            self._terms -= 1
        elif tag in ("main", "article"):
            self._main -= 1
        if tag in ("ol", "ul", "section", "div") and _is_references(node):
            self._references -= 1

    def _flush(self) -> None:
        """Make a block of the inline words collected since the last."""
        raw = "".join(self._inline)
        self._inline.clear()
        lines = [clean(line) for line in raw.split("\n")] if "\n" in raw else [clean(raw)]
        words = "\n".join(line for line in lines if line)
        if not words:
            return
        reason = next((r for r in self._reasons if r), "")
        marker, indent, kind = "", 0, None
        if self._lists and self._items:
            indent = 2 * len(self._lists)
            if self._items[-1]:
                marker, self._items[-1] = self._lists[-1], False
            else:
                indent += 1
        if reason:
            kind = BlockKind.FURNITURE
        elif self._references and not self._heading:
            kind, reason, marker = BlockKind.REFERENCE, "reference list", ""
        elif self._captions:
            kind = BlockKind.CAPTION
        elif self._terms and not self._heading:
            kind, marker = BlockKind.HEADING, "label"
        self.out.add(words, kind, reason=reason, heading=self._heading, marker=marker, indent=indent)

    def _superscript(self, node: LexborNode) -> None:
        words = node.text() or ""
        cites = node.css_first("a[href^='#']") is not None or _CITING.search(_names(node)) is not None
        if cites and re.search(r"\d|\[|\*|†", words):
            return
        before = "".join(self._inline[-3:])
        self._inline.append(superscript(words, before[-40:]))

    def _row(self, node: LexborNode) -> bool:
        """Render a table row whose cells hold words only; a table used for layout is walked as blocks."""
        cells = [c for c in node.iter() if c.tag in ("td", "th")]
        if len(cells) < 2 or any(
            c.css_first("table, ul, ol, h1, h2, h3, p + p, div + div") is not None for c in cells
        ):
            return False
        self._flush()
        reason = next((r for r in self._reasons if r), "")
        self.out.row((_cell(cell) for cell in cells), reason=reason)
        return True

    def _aside(self, node: LexborNode, tag: str, size: int) -> str:
        """Return why an element is not part of the work, empty where it is or lies in one that is not."""
        if any(self._reasons) or tag in ("body", "html", "main", "article"):
            return ""
        if tag == "header" and not self._main:
            return "" if node.css_first("h1") is not None else "markup: header"
        attributes = node.attributes
        reason = _ASIDE_TAGS.get(tag, "") or _ASIDE_ROLES.get((attributes.get("role") or "").lower(), "")
        if not reason and ("hidden" in attributes or _HIDDEN.search(attributes.get("style") or "")):
            reason = "markup: hidden"
        match = _ASIDE_CLASS.search(_names(node)) if not reason else None
        if match is not None:
            reason = _REASONS.get(match.lastgroup or "", f"markup: {match.lastgroup}")
        if not reason or tag in _HEADINGS:
            return ""
        # what holds the title or most of the page is the page, whatever its class says
        big = tag in ("form", "div", "section", "noscript", "header") and 2 * len(node.text()) > size
        return "" if big or (node.css_first("h1") is not None and reason != "markup: hidden") else reason


def _cell(cell: LexborNode) -> str:
    parts: list[str] = []
    for node in cell.traverse(include_text=True):
        if node.tag == "-text" and not _in_wordless(node, cell):
            parts.append(node.text_content or "")
        elif node.tag in ("br", "p", "div", "li"):
            parts.append(" ")
    return "".join(parts)


def _in_wordless(node: LexborNode, top: LexborNode) -> bool:
    """Tell whether a text stands in an element without words, or in the number of a reference."""
    parent = node.parent
    while parent is not None and parent.mem_id != top.mem_id:
        if parent.tag in _WORDLESS or (parent.tag == "sup" and _CITING.search(_names(parent))):
            return True
        parent = parent.parent
    return False


def _is_references(node: LexborNode) -> bool:
    return _REFERENCES.search(_names(node)) is not None


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
