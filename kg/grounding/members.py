"""Joined names: "breast and ovarian cancer" names two things, of which the first comes first.

The lexicon's scanner parts such names where it reads a text (`kg.lexicon.coordinate`); a recogniser may give
them as one mention, and then the mention means one of its members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_JOINT = re.compile(
    r"""\s*(?:,\s*(?:and/or|and|or|&)?
        |\s(?:and/or|and|or|as\ well\ as|&)\s
        |(?<=[^\W\d_]{3})/(?=[^\W\d_]{3}))\s*""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"\b(?:of|in|to|by|with)\b")
_MOST_MEMBERS = 6


def members(name: str) -> Iterator[str]:
    """Yield the members of a joined name, the first ones first, each completed by what they share.

    What they share stands behind ("breast and ovarian cancer"), before ("impaired learning and memory",
    "spasm of the bowel and bladder"), or nowhere ("asthma and eczema"); which it is the lists must tell.

    >>> list(members("breast and ovarian cancer"))
    ['breast cancer', 'breast', 'ovarian cancer']
    >>> list(members("ovarian cancer"))
    []
    """
    parts = [part for part in _JOINT.split(name) if part and part.strip()]
    if not 1 < len(parts) <= _MOST_MEMBERS:
        return
    last = parts[-1].split()
    tails = [" ".join(last[at:]) for at in range(1, len(last))] or last
    between = _BETWEEN.search(parts[0])
    before = parts[0][: between.end()] if between else parts[0].split()[0] if " " in parts[0] else ""
    seen: set[str] = set()
    for place, part in enumerate(parts):
        shared = [f"{part} {tail}" for tail in tails] if part is not parts[-1] else []
        forms = [part, *shared] if between else [*shared, part]
        if place and before:
            forms.append(f"{before} {part}")
        for form in forms:
            if form not in seen:
                seen.add(form)
                yield form
