"""What was read wrongly or missed, as a page to read: the surest mistakes of each type first.

The page holds sentences of the corpora: it is for the one who measures, not to be passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from kg.evaluate.relations import Fault

#: Mistakes of one kind that are shown; of more the page would tell nothing new.
SHOWN = 40

_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
li { margin: 0 0 .9rem } small { opacity: .75 }
mark.subject { background: #cfe3ff; color: #000 } mark.object { background: #ffe0b0; color: #000 }
"""


def faults_as_html(faults: Mapping[str, Iterable[Fault]]) -> str:
    """Return one page with the mistakes by what read, corpus, kind of fault and type of relation."""
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Relations misread</title>',
        f"<style>{_STYLE}</style><h1>Relations misread</h1>",
    ]
    for name, found in faults.items():
        parts += _by(name, sorted(found, key=_rank))
    return "\n".join([*parts, "</html>"]) + "\n"


def _rank(fault: Fault) -> tuple[str, str, str, float, str, str]:
    # the surest first: of these there is most to learn
    return (fault.corpus, fault.fault, fault.type, -fault.confidence, fault.document, fault.sentence)


def _by(name: str, faults: list[Fault]) -> Iterator[str]:
    for (corpus, fault, kind), group in groupby(faults, key=lambda f: (f.corpus, f.fault, f.type)):
        members = list(group)
        what = ": ".join((f"{corpus}, {name}", fault, kind))
        yield f"<h2>{escape(what)} ({len(members)})</h2><ol>"
        yield from (_item(each) for each in members[:SHOWN])
        yield "</ol>"
        if len(members) > SHOWN:
            yield f"<p>and {len(members) - SHOWN} more in relations.tsv</p>"


def _item(fault: Fault) -> str:
    how = f"{escape(fault.extractor)} at {fault.confidence:.2f}, " if fault.extractor else ""
    claim = f"{escape(fault.subject)} &mdash; {escape(fault.type)} &rarr; {escape(fault.object)}"
    return f"<li><b>{claim}</b> <small>{how}{escape(fault.document)}</small><br>{_marked(fault)}</li>"


def _marked(fault: Fault) -> str:
    """Return the sentence with the first place of the words of both ends marked."""
    text = fault.sentence
    ends: list[tuple[int, int, str]] = []
    for role, words in (("subject", fault.subject), ("object", fault.object)):
        match = re.search(re.escape(words), text) if words else None
        if match and not any(match.start() < end and start < match.end() for start, end, _ in ends):
            ends.append((match.start(), match.end(), role))
    parts, at = [], 0
    for start, end, role in sorted(ends):
        parts.append(escape(text[at:start]))
        parts.append(f'<mark class="{role}" title="{role}">{escape(text[start:end])}</mark>')
        at = end
    return "".join([*parts, escape(text[at:])])
