"""Which media type a client wants, by its Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def ranges(accept: str) -> dict[str, float]:
    """Return the media ranges of an Accept header with their quality; what is malformed is passed over.

    >>> ranges("text/html;q=0.3, */*;q=x, nonsense")
    {'text/html': 0.3, '*/*': 0.0}
    """
    found: dict[str, float] = {}
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        if "/" not in media_range:
            continue
        weight = 1.0
        for name, _, value in (parameter.partition("=") for parameter in parameters):
            if name.strip() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        found[media_range] = max(weight, found.get(media_range, 0.0))
    return found


def quality(media_type: str, accepted: Mapping[str, float]) -> float:
    """Return the quality of a media type: that of the most exact range that it falls into, else 0."""
    family = media_type.partition("/")[0] + "/*"
    for name in (media_type, family, "*/*"):
        if name in accepted:
            return accepted[name]
    return 0.0


def preferred(accept: str, offered: Iterable[str]) -> str | None:
    """Return what a header likes best of what is `offered`, of equals the first; None where it allows none.

    An empty header allows all.

    >>> preferred("text/csv, application/json;q=0.5", ("application/json", "text/csv"))
    'text/csv'
    >>> preferred("", ("text/html",)), preferred("image/png", ("text/html",))
    ('text/html', None)
    """
    accepted = ranges(accept) if accept.strip() else {"*/*": 1.0}
    best, highest = None, 0.0
    for media_type in offered:
        if (weight := quality(media_type, accepted)) > highest:
            best, highest = media_type, weight
    return best
