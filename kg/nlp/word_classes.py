"""Parts of speech from tags, words and dependencies: spaCy's attribute ruler, for patterns of one word.

A general pipeline's attribute ruler costs as much as its parser, since it matches patterns of any length.
Those that decide a part of speech look at one word, at most at the one before it; read as tables they cost
next to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.errors import ModelError

NAME = "biomedkg_word_classes"
_FILE = "patterns.json"
_FIELDS = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_SET = frozenset({"POS", "TAG", "LEMMA", "DEP", "MORPH"})

#: A row of spaCy's attribute ruler: patterns, the attributes to set, the index of the word to set them on.
Pattern = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Check:
    """What one field of a word must be: one of `values`, or with `without` none of them."""

    values: frozenset[str]
    without: bool = False

    def holds(self, value: str) -> bool:
        return (value in self.values) is not self.without


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a word, and the word before it, must be for the attributes to be set."""

    tag: _Check | None
    lower: _Check | None
    dep: _Check | None
    space: bool | None
    before: _Rule | None
    attributes: tuple[tuple[str, str], ...]

    def fits(self, token: Token) -> bool:
        return (
            (self.lower is None or self.lower.holds(token.lower_))
            and (self.dep is None or self.dep.holds(token.dep_))
            and (self.space is None or self.space == token.is_space)
            and (self.tag is None or self.tag.holds(token.tag_))
            and (self.before is None or (token.i > 0 and self.before.fits(token.nbor(-1))))
        )


class WordClasses:
    """Sets part of speech and form of every word of a document.

    A pattern may set tag, lemma and dependency too. Patterns have the form of spaCy's attribute ruler and are
    tried in order; what a later one sets stands.
    """

    def __init__(self, patterns: Sequence[Pattern] = ()) -> None:
        """Take `patterns`.

        Raises:
            ModelError: a pattern looks at more than this component reads.
        """
        self._patterns: list[Pattern] = []
        self._rules: list[_Rule] = []
        self._by_tag: dict[str, tuple[_Rule, ...]] = {}
        self.use(patterns)

    def use(self, patterns: Sequence[Pattern]) -> None:
        """Take other patterns instead.

        Raises:
            ModelError: a pattern looks at more than this component reads.
        """
        self._rules = [_rule(pattern) for pattern in patterns]
        self._patterns = list(patterns)
        self._by_tag = {}

    def __call__(self, doc: Doc) -> Doc:
        """Return `doc` with the attributes set."""
        for token in doc:
            tag = token.tag_
            rules = self._by_tag.get(tag)
            if rules is None:
                rules = tuple(r for r in self._rules if r.tag is None or r.tag.holds(tag))
                self._by_tag[tag] = rules
            found: dict[str, str] = {}
            for rule in rules:
                if rule.fits(token):
                    found.update(rule.attributes)
            for name, value in found.items():
                if name == "MORPH":
                    token.set_morph(value)  # type: ignore[attr-defined]  # spaCy's stubs lack it
                else:
                    setattr(token, f"{name.lower()}_", value)
        return doc

    def to_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> None:
        """Write the patterns."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_text(json.dumps(self._patterns, indent=1) + "\n", encoding="utf-8")

    def from_disk(self, path: Path | str, *, exclude: Iterable[str] = ()) -> WordClasses:
        """Read the patterns.

        Raises:
            ModelError: the file is missing or damaged.
        """
        file = Path(path) / _FILE
        try:
            self.use(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{file}: not patterns of word classes: {error}") from error
        return self


@Language.factory(NAME, assigns=["token.pos"], requires=["token.tag", "token.dep"])
def make_word_classes(nlp: Language, name: str) -> WordClasses:
    """Return the component that spaCy knows as ``biomedkg_word_classes``, without patterns."""
    return WordClasses()


def reads(pattern: Pattern) -> bool:
    """Tell whether this component can stand in for the attribute ruler with `pattern`."""
    (tokens, *rest) = pattern["patterns"]
    fields = {field for token in tokens for field in token}
    return not rest and fields <= _FIELDS and len(tokens) == pattern.get("index", 0) + 1 <= 2


def _rule(pattern: Pattern) -> _Rule:
    if not reads(pattern):
        raise ModelError(f"a pattern looks at more than a word and the one before it: {pattern}")
    tokens = pattern["patterns"][0]
    attributes = tuple((k, str(v)) for k, v in pattern["attrs"].items() if k in _SET)
    before = _word(tokens[0], None, ()) if len(tokens) == 2 else None
    return _word(tokens[-1], before, attributes)


def _word(fields: Mapping[str, Any], before: _Rule | None, attributes: tuple[tuple[str, str], ...]) -> _Rule:
    return _Rule(
        tag=_check(fields.get("TAG")),
        lower=_check(fields.get("LOWER")),
        dep=_check(fields.get("DEP")),
        space=fields.get("IS_SPACE"),
        before=before,
        attributes=attributes,
    )


def _check(value: str | Mapping[str, Sequence[str]] | None) -> _Check | None:
    if value is None:
        return None
    if isinstance(value, str):
        return _Check(frozenset([value]))
    ((kind, values),) = value.items()
    return _Check(frozenset(values), without=kind == "NOT_IN")
