"""How the views draw and word things: looks from ``palette.toml``, words from the relation schema."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.predicates import bundled_predicates

_FALLBACK_FAMILY = "Other"
_FALLBACK_LIGHT = "#6B7280"
_FALLBACK_DARK = "#A3ABB8"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeStyle:
    """How concepts of one entity type are drawn.

    `shape` is a vis-network shape with its label outside, `light` and `dark` are the fills (#RRGGBB) on a
    light and on a dark page, `family` the name of the types that share the colour.
    """

    type: str
    plural: str
    family: str
    shape: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateWords:
    """A predicate in plain words: read from the subject, the same denied, and read from the object.

    `short` is read from the subject, too, where there is little room.
    """

    curie: str
    forward: str
    denied: str
    inverse: str
    short: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Styles of all entity types and wording of all known predicates, in the order of the legend.

    The last of the `groups` of predicates is for those that the schema does not know.
    """

    types: tuple[TypeStyle, ...]
    predicates: tuple[PredicateWords, ...]
    groups: tuple[str, ...]

    def style(self, entity_type: str) -> TypeStyle:
        """Return the style of `entity_type`; a type that the palette does not know is a grey dot.

        >>> load_palette().style("fusion").shape
        'diamond'
        """
        for style in self.types:
            if style.type == entity_type:
                return style
        return TypeStyle(
            type=entity_type,
            plural=entity_type[:1].upper() + entity_type[1:],
            family=_FALLBACK_FAMILY,
            shape="dot",
            light=_FALLBACK_LIGHT,
            dark=_FALLBACK_DARK,
        )

    def words(self, predicate: str) -> PredicateWords:
        """Return the wording of a predicate CURIE; one that is not listed is worded by its own name.

        >>> load_palette().words("biolink:treats").inverse
        'is treated by'
        >>> load_palette().words("ex:bindsTightly_to").forward
        'binds tightly to'
        """
        for words in self.predicates:
            if words.curie == predicate:
                return words
        plain = _plain(predicate)
        return PredicateWords(
            curie=predicate,
            forward=plain,
            denied=f"not: {plain}",
            inverse=f"({plain}) from",
            short=plain,
            group=self.groups[-1],
        )


@cache
def load_palette() -> Palette:
    """Return the palette that comes with the package."""
    with Path(__file__).with_name("palette.toml").open("rb") as stream:
        data = tomllib.load(stream)
    types = tuple(
        TypeStyle(
            type=entry["type"],
            plural=entry["plural"],
            family=family["name"],
            shape=entry["shape"],
            light=family["light"],
            dark=family["dark"],
        )
        for family in data["family"]
        for entry in family["types"]
    )
    schema = bundled_predicates()
    known = sorted(schema.by_curie.values(), key=lambda each: schema.legend.index(each.legend))
    predicates = tuple(
        PredicateWords(
            curie=each.curie,
            forward=each.affirmed,
            denied=each.denied,
            inverse=each.inverse,
            short=data["short"].get(each.curie, each.affirmed),
            group=each.legend,
        )
        for each in known
    )
    return Palette(types=types, predicates=predicates, groups=schema.legend)


def _plain(predicate: str) -> str:
    local = re.split(r"[:/#]", predicate)[-1] or predicate
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local.replace("_", " "))
    return " ".join(spaced.lower().split())
