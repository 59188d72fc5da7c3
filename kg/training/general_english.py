"""What is taken from a general-English pipeline as it is: parts of speech from tags, and lemmas by rule.

The relation rules compare the lemmas of common English verbs, which tables give once and for all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from spacy.language import Language
from spacy.pipeline import AttributeRuler

from kg.nlp import word_classes

# A row of spaCy's attribute ruler, as spaCy gives it.
Pattern = dict[str, Any]

LEMMATIZER = "lemmatizer"


def add_words(nlp: Language, teacher: Language) -> None:
    """Add parts of speech and lemmas to the end of a pipeline, both as `teacher` has them."""
    given = cast(AttributeRuler, teacher.get_pipe("attribute_ruler"))
    added = cast(word_classes.WordClasses, nlp.add_pipe(word_classes.NAME))
    added.use(needed_patterns(given.patterns))
    nlp.add_pipe(LEMMATIZER, source=teacher)


def needed_patterns(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Return the patterns of an attribute ruler that change a part of speech or a lemma.

    Those that say more of the morphology of single words take most of its time, and nothing reads it; words
    of one tag that get the same part of speech and lemma become one pattern.
    """
    found: list[Pattern] = []
    kinds: dict[str, str] = {}
    words: dict[tuple[str, str, str], Pattern] = {}
    for pattern in patterns:
        tokens, attributes = pattern["patterns"][0], pattern["attrs"]
        fields = {field for token in tokens for field in token}
        if fields == {"TAG"}:
            kinds[tokens[0]["TAG"]] = attributes["POS"]
        if fields != {"TAG", "LOWER"}:
            if fields != {"LOWER"} and {"POS", "TAG", "DEP"} & attributes.keys():
                found.append(pattern)
            continue
        tag, forms = tokens[0]["TAG"], _forms(tokens[0]["LOWER"])
        kind = attributes.get("POS", "")
        lemma = attributes.get("LEMMA", "")
        if len(tokens) > 1 or (kind in ("", kinds.get(tag)) and lemma in ("", *forms)):
            continue
        given = {key: value for key, value in (("POS", kind), ("LEMMA", lemma)) if value}
        key = (tag, kind, lemma)
        if key not in words:
            words[key] = {"patterns": [[{"TAG": tag, "LOWER": {"IN": []}}]], "attrs": given, "index": 0}
            found.append(words[key])
        words[key]["patterns"][0][0]["LOWER"]["IN"] += forms
    return found


def _forms(value: str | dict[str, list[str]]) -> list[str]:
    return [value] if isinstance(value, str) else value.get("IN", [])
