"""The words by which pages are told apart, from ``cues.toml``: headings, labels, metadata keys, furniture."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.model import BlockKind

_NUMBERING = re.compile(r"^(?:[\W_]+|\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[^\W\d]))+")
_COUNT = re.compile(r"\s*(?:\(\d{1,6}\)|\[\w{1,6}\])\s*$")
_TAIL = re.compile(r"[\s:;.,?!*_#>»›–—-]+$")

SHORT_CUE = 160
"""Patterns without triggers are tried on lines of up to so many characters."""
LONGEST_CUE = 600
"""No pattern is tried on more than this many characters of a block."""


RULED = "-=~_* "
"""What draws a line on both sides of a heading: "-----WARNINGS-----"."""


def key_of(words: str) -> str:
    """Return the form under which a heading or a line is looked up.

    >>> key_of("2. Related  Articles (12):")
    'related articles'
    """
    short = " ".join(words[:200].replace("’", "'").casefold().split()).strip(RULED)
    short = _NUMBERING.sub("", _COUNT.sub("", _TAIL.sub("", short)))
    return _TAIL.sub("", _COUNT.sub("", short))


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What the blocks below a certain heading are, and what ends them (see ``cues.toml``)."""

    name: str
    kind: BlockKind
    reason: str
    until: str
    prose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCue:
    """A family of single lines that belong to the page and not to the work."""

    reason: str
    exact: frozenset[str]
    starts: tuple[str, ...]
    pattern: re.Pattern[str] | None
    triggers: tuple[str, ...]
    """Words in lower case without which the pattern cannot match; where empty, it is for short lines only."""

    def matches(self, words: str, key: str) -> bool:
        """Tell whether the line `words`, looked up as `key`, is one of this family."""
        if key in self.exact:
            return True
        head = words[:LONGEST_CUE]
        if self.starts and (key.startswith(self.starts) or head.lstrip().casefold().startswith(self.starts)):
            return True
        return next(self.places(head), None) is not None

    def places(self, head: str) -> Iterator[int]:
        """Yield where the pattern matches in `head`, from left to right."""
        if self.pattern is None:
            return
        lower = head.casefold()
        if any(word in lower for word in self.triggers) or (not self.triggers and len(head) <= SHORT_CUE):
            yield from (match.start() for match in self.pattern.finditer(head))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All word lists of ``cues.toml``, ready for look-up."""

    content_headings: frozenset[str]
    content_words: frozenset[str]
    sections: tuple[str, ...]
    verbs: frozenset[str]
    names: re.Pattern[str]
    values: re.Pattern[str]
    counters: frozenset[str]
    labels: frozenset[str]
    facts: frozenset[str]
    metadata_keys: frozenset[str]
    metadata_alone: frozenset[str]
    metadata_pattern: re.Pattern[str]
    zones: tuple[Zone, ...]
    zone_of_key: Mapping[str, Zone]
    zone_patterns: tuple[tuple[re.Pattern[str], Zone], ...]
    cues: tuple[LineCue, ...]

    def zone(self, key: str) -> Zone | None:
        """Return the zone that a heading opens, or None."""
        found = self.zone_of_key.get(key)
        if found is None and len(key) < 100:
            found = next((zone for pattern, zone in self.zone_patterns if pattern.search(key)), None)
        return found

    def has_content_word(self, key: str) -> bool:
        """Tell whether a heading has a word of the subject matter in it."""
        return key in self.content_headings or not self.content_words.isdisjoint(re.split(r"[^\w-]+", key))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the package."""
    data = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    headings, metadata = data["headings"], data["metadata"]
    by_key: dict[str, Zone] = {}
    patterns: list[tuple[re.Pattern[str], Zone]] = []
    zones: list[Zone] = []
    for name, row in data["zones"].items():
        zone = Zone(
            name=name,
            kind=BlockKind(row["kind"]),
            reason=row["reason"],
            until=row["until"],
            prose=row["reads"] == "all",
        )
        zones.append(zone)
        for heading in row["headings"]:
            by_key.setdefault(key_of(heading), zone)
        patterns += [(re.compile(pattern, re.IGNORECASE), zone) for pattern in row.get("patterns", ())]
    return Vocabulary(
        content_headings=_keys(headings["content"]),
        content_words=frozenset(headings["words"]),
        sections=tuple(headings["sections"]),
        verbs=frozenset(headings["verbs"]),
        names=_any([headings["names"]]),
        values=_any([headings["values"]]),
        counters=frozenset(data["citations"]["counters"]),
        labels=_keys(data["labels"]["known"]),
        facts=_keys(data["labels"]["facts"]),
        metadata_keys=_keys(metadata["keys"]),
        metadata_alone=_keys(metadata["alone"]),
        metadata_pattern=_any(metadata["patterns"]),
        zones=tuple(zones),
        zone_of_key=by_key,
        zone_patterns=tuple(patterns),
        cues=tuple(
            LineCue(
                reason=row["reason"],
                exact=_keys(row.get("exact", ())),
                starts=tuple(row.get("starts", ())),
                pattern=_any(row["patterns"]) if "patterns" in row else None,
                triggers=tuple(row.get("triggers", ())),
            )
            for row in data["lines"].values()
        ),
    )


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key_of(word) for word in words)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
