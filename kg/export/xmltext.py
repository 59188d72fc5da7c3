"""Text that may stand in XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.analysis.projection import Network

#: What XML 1.0 forbids even as a character reference (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cleaned(graph: Network) -> Network:
    """Return a copy of `graph` in which characters that XML forbids are replaced by U+FFFD."""
    copy = graph.copy()
    attributes = [data for _, data in copy.nodes(data=True)] + [data for _, _, data in copy.edges(data=True)]
    for data in attributes:
        data.update({name: clean(value) for name, value in data.items() if isinstance(value, str)})
    return copy


def clean(text: str) -> str:
    r"""Return `text` with U+FFFD for each character that XML forbids.

    >>> clean("form\x0cfeed")
    'form�feed'
    """
    return _FORBIDDEN.sub("\ufffd", text)
