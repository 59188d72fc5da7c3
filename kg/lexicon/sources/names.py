"""Cleaning of names on their way into a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon.keys import key
from kg.lexicon.term import Status

#: The longest name of a substance that is kept, in characters.
_LONGEST = 60
#: A place in a systematic name: "2,4-", "(6R)-", "[1,2-a]", "17beta".
_LOCANT = re.compile(r"\d+[a-z']*(?=[,\-(\[)\]])")
_MOST_LOCANTS = 3
#: A lipid spelled out chain by chain ("PC(18:1(9Z)/16:0)"), or the number of a library of compounds.
_CODE = re.compile(r".*\d:\d+\(.*|.*\d:\d.*/.*|LSM-\d+")


def tidy(names: Iterable[tuple[Status, str]]) -> tuple[tuple[Status, str], ...]:
    """Return the names without repeats (by key), blanks in order, the label first.

    >>> tidy([(Status.LABEL, "oral  cancer"), (Status.EXACT, "Oral Cancer"), (Status.EXACT, "mouth cancer")])
    ((<Status.LABEL: 'label'>, 'oral cancer'), (<Status.EXACT: 'exact'>, 'mouth cancer'))
    """
    kept: dict[str, tuple[Status, str]] = {}
    for status, name in names:
        clean = " ".join(name.split())
        of_name = key(clean)
        if of_name and of_name not in kept:
            kept[of_name] = (status, clean)
    return tuple(kept.values())


def public(curie: str) -> str:
    """Return a CURIE with the lower-case prefix of the Bioregistry.

    >>> public("MONDO:0005089"), public("Orphanet:631")
    ('mondo:0005089', 'orphanet:631')
    """
    prefix, _, local = curie.partition(":")
    return f"{prefix.lower()}:{local}"


def is_written(name: str) -> bool:
    """Tell whether a substance is called so in texts: the name is no long systematic one.

    >>> is_written("2,4-dinitrophenol"), is_written("1-(2,4-dichlorophenyl)-3-(4-tolyl)urea")
    (True, False)
    """
    if len(name) > _LONGEST or _CODE.fullmatch(name):
        return False
    return len(_LOCANT.findall(name)) <= _MOST_LOCANTS
