"""The mark of each type of concept: the shape and the colour that the graph view draws it with."""

from __future__ import annotations

from markupsafe import Markup

from kg.views.palette import load_palette

#: The shapes of the palette, drawn in a square of 16.
_DRAWN = {
    "dot": '<circle cx="8" cy="8" r="6"/>',
    "square": '<rect x="2.5" y="2.5" width="11" height="11"/>',
    "diamond": '<path d="M8 1l7 7-7 7-7-7z"/>',
    "hexagon": '<path d="M4.5 2h7l3.5 6-3.5 6h-7L1 8z"/>',
    "triangle": '<path d="M8 1.5L15 14H1z"/>',
    "triangleDown": '<path d="M8 14.5L1 2h14z"/>',
    "star": '<path d="M8 .8l2.2 4.8 5.2.6-3.9 3.5 1.1 5.2L8 12.3l-4.6 2.6 1.1-5.2L.6 6.2l5.2-.6z"/>',
}


def slug(entity_type: str) -> str:
    """Return the name of a type as it stands in a class of the style sheet.

    >>> slug("cell therapy")
    'cell-therapy'
    """
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in entity_type.lower()) or "other"


def mark(entity_type: str) -> Markup:
    """Return the mark of a type as SVG; the type is named beside it or in the text around it."""
    shape = load_palette().style(entity_type).shape
    drawn = _DRAWN.get(shape, _DRAWN["dot"])
    return Markup(  # noqa: S704  # both parts are of our own making
        f'<svg class="mark t-{slug(entity_type)}" viewBox="0 0 16 16" aria-hidden="true">{drawn}</svg>'
    )


def style_sheet() -> str:
    """Return the colours of all types for a light and for a dark page."""
    styles = load_palette().types
    light = "".join(f".t-{slug(style.type)}{{--type:{style.light}}}\n" for style in styles)
    dark = "".join(f".t-{slug(style.type)}{{--type:{style.dark}}}\n" for style in styles)
    return f"{light}@media (prefers-color-scheme: dark){{\n{dark}}}\n"
