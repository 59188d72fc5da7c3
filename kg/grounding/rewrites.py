"""Other forms of a name, from the likeliest to the most daring, each with the reason in words.

The passes are those of a sieve (D'Souza, Ng 2015): each makes forms that a list of names may have where it
has not the one of the text. Which words go and which endings change is data: ``rewrites.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.model import EntityType

_JOINTS = str.maketrans({"-": " ", "/": " ", "‐": " ", "‑": " ", "–": " "})
_BRACKET = re.compile(r"\s*\([^()]*\)$|\s+\([^()]*\)(?=\s)")
#: In a name of a gene a letter or two in brackets are a part of it: "alpha 2(IX)", "H(3)".
_BRACKET_OF_GENE = re.compile(r"(?:\s+\([^()]*|\([^()]{4,})\)$")
#: What a disease comes from or with, said before it: "contrast media-induced nephropathy".
_CAUSED = re.compile(r".*?[- ](?:induced|associated|related|mediated|dependent|resistant|provoked)\s+(?=\w)")
#: The name of a person, with which that of a disease may begin.
_PERSON = re.compile(r"[A-Z][a-z]+")
#: A function that is less than it should be, said of it before or behind.
_LESS = (
    r"(?:decreased?|reduced|diminished|lowered|loss|reduction|decline|failure|deterioration|deteriorating)"
)
_LESSENED = re.compile(
    rf"(?:(?:a|the) )?(?:{_LESS}(?: (?:of|in))?(?: the)? (?P<one>\w[\w -]*?) functions?"
    rf"|(?P<other>\w[\w -]*?) function (?:{_LESS}))",
    re.IGNORECASE,
)
_GENES = (EntityType.GENE, EntityType.GENE_FAMILY)
_DISEASES = (EntityType.DISEASE, EntityType.PHENOTYPE)


class Way(Enum):
    """How the name that was looked up came about; the values name features of the ranker."""

    SAME = "same"
    """As the text spells it, but for habits of spelling."""
    INDUCED = "induced"
    """With the cause that the text gives: brought about by a drug."""
    LOOSE = "loose"
    """The same words in another order."""
    TRIMMED = "trimmed"
    """Without a bracket, or a word that only says what kind of thing it is."""
    RESPELLED = "respelled"
    """A gene's name without a habit of writers (`kg.grounding.gene_names`)."""
    LESSENED = "lessened"
    """What a function is called that is less than it should be."""
    ADJECTIVE = "adjective"
    """The noun of an adjective."""
    REPLACED = "replaced"
    """With another word for one of its words."""
    EXTENDED = "extended"
    """With a word behind that names of its kind often have; the salt of a substance."""
    MODIFIED = "modified"
    """Without words in front that say how a thing stands."""
    MEMBER = "member"
    """One of several that the text names together."""
    NEAR = "near"
    """With one letter changed."""
    INITIALS = "initials"
    """What the document names in full and what an unexplained short form can be short for."""
    SIMILAR = "similar"
    """With letters and words in common, as an approximate search finds it."""


class _Forms(NamedTuple):
    modifiers: frozenset[str]
    places_before_persons: frozenset[str]
    gene_tails: re.Pattern[str]
    gene_heads: re.Pattern[str]
    disease_tails: re.Pattern[str]
    drug_tails: re.Pattern[str]
    drug_heads: re.Pattern[str]
    added: tuple[str, ...]
    less: tuple[str, ...]
    salts: tuple[str, ...]
    adjectives: tuple[tuple[str, str], ...]
    place_adjectives: tuple[tuple[str, str], ...]
    places: tuple[str, ...]


@cache
def _forms() -> _Forms:
    """Return the data of this room, read once."""
    with Path(__file__).with_name("rewrites.toml").open("rb") as file:
        data = tomllib.load(file)

    def tail(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"[\s-]+(?:{'|'.join(map(re.escape, words))})$", re.IGNORECASE)

    def head(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"^(?:{'|'.join(map(re.escape, words))})(?:[\s-]+|(?=[A-Z]))(?=\w)")

    return _Forms(
        modifiers=frozenset(data["modifiers"]),
        places_before_persons=frozenset(data["places_before_persons"]),
        gene_tails=tail(data["gene_tails"]),
        gene_heads=head(data["gene_heads"]),
        disease_tails=tail(data["disease_tails"]),
        drug_tails=tail(data["drug_tails"]),
        drug_heads=head(data["drug_heads"]),
        added=tuple(data["added_tails"]),
        less=tuple(data["less_of_a_function"]),
        salts=tuple(data["added_salts"]),
        adjectives=tuple((ending, noun) for ending, noun in data["adjectives"]),
        place_adjectives=tuple((ending, noun) for ending, noun in data["place_adjectives"]),
        places=tuple(data["added_places"]),
    )


def trimmed(name: str, kind: EntityType) -> Iterator[str]:
    """Yield `name` without a bracket behind it, and without words that only say what kind of thing it is.

    >>> list(trimmed("colorectal cancer (CRC)", EntityType.DISEASE))
    ['colorectal cancer']
    >>> list(trimmed("NF2 gene", EntityType.GENE))
    ['NF2']
    """
    forms = _forms()
    patterns: tuple[re.Pattern[str], ...] = ()
    if kind in _GENES:
        patterns = (forms.gene_tails, forms.gene_heads)
    elif kind in _DISEASES:
        patterns = (forms.disease_tails,)
    elif kind is EntityType.DRUG:
        patterns = (forms.drug_tails, forms.drug_heads)
    seen = {name, ""}
    waiting = [(_BRACKET_OF_GENE if kind in _GENES else _BRACKET).sub("", name)]
    while waiting:
        form = waiting.pop(0)
        if form not in seen:
            seen.add(form)
            yield form
        for pattern in patterns:
            rest = pattern.sub("", form)
            if rest not in seen:
                waiting.append(rest)


def nouns(name: str, kind: EntityType) -> Iterator[str]:
    """Yield the nouns that an adjective of a disease or a place, or a name that ends with one, belongs to.

    >>> list(nouns("hypertensive", EntityType.DISEASE))
    ['hypertension']
    """
    lower = name.lower()
    adjectives = {
        **dict.fromkeys(_DISEASES, _forms().adjectives), EntityType.ANATOMY: _forms().place_adjectives
    }  # fmt: skip
    for ending, noun in adjectives.get(kind, ()):
        if lower.endswith(ending) and len(lower) - len(ending) != 1:
            yield name[: len(name) - len(ending)] + noun


def extended(name: str, kind: EntityType) -> Iterator[str]:
    """Yield the name of a disease or place, or of a substance that lists have as a salt, with a word behind.

    >>> next(extended("verdine", EntityType.DRUG))
    'verdine hydrochloride'
    """
    if kind in _DISEASES and not _forms().disease_tails.search(name):
        for word in _forms().added:
            yield f"{name} {word}"
    elif kind is EntityType.DRUG and not _forms().drug_tails.search(name):
        for word in _forms().salts:
            yield f"{name} {word}"
    elif kind is EntityType.ANATOMY:
        for word in _forms().places:
            yield f"{name} {word}"


def lessened(name: str, kind: EntityType) -> Iterator[str]:
    """Yield how lists call a function that is less than it should be, where `name` says that it is.

    >>> next(lessened("reduced pancreatic function", EntityType.DISEASE))
    'pancreatic insufficiency'
    """
    match = _LESSENED.fullmatch(name) if kind in _DISEASES else None
    if match is not None:
        for word in _forms().less:
            yield f"{match['one'] or match['other']} {word}"


def shorter_names(name: str) -> Iterator[tuple[str, str]]:
    """Yield ever shorter forms of `name` with the words dropped in front, the longest form first.

    >>> list(shorter_names("locally advanced chordoma"))
    [('advanced chordoma', 'locally'), ('chordoma', 'locally advanced')]
    >>> list(shorter_names("myxoid chondrosarcoma"))
    []
    >>> list(shorter_names("cutaneous Castleman disease"))
    [('Castleman disease', 'cutaneous')]
    """
    cause = _CAUSED.match(name)
    if cause is not None:
        yield name[cause.end() :], name[: cause.end()].strip()
    words = name.split()
    for count in range(1, len(words)):
        dropped = words[count - 1].strip(",").lower().translate(_JOINTS).split()
        placed = words[count - 1] in _forms().places_before_persons and _PERSON.match(words[count])
        if not dropped or not (placed or all(word in _forms().modifiers for word in dropped)):
            return
        yield " ".join(words[count:]), " ".join(words[:count])
