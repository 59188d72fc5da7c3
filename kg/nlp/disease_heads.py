"""Names of diseases that no list holds, by their last word: "vascular epithelioid tumors"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import EntityType, Mention, Span
from kg.nlp.common_words import common_words

_GAP = re.compile(r"[ \u00a0-]")
# Nouns that make a disease name of the words before them. Facts of the language, after the head words of
# disease names in MONDO.
_HEADS = re.compile(
    r"\b(?:[a-z]*sarcomas?|[a-z]*carcinomas?|[a-z]*blastomas?|[a-z]*gliomas?|[a-z]*lymphomas?|[a-z]*leuka?emias?"
    r"|[a-z]*melanomas?|[a-z]*adenomas?|[a-z]*myelomas?|mesotheliomas?|tumou?rs?|cancers?|neoplasms?"
    r"|malignanc(?:y|ies)|syndromes?)\b",
    re.IGNORECASE,
)
# Words before a head that are part of the name, not a comment on it.
_PART_OF_NAME = re.compile(
    r"(?:[a-z]+(?:al|ic|oid|ary|ous|ine|ine-type|cell|type|tissue|derived|driven|restricted)|round|spindle|clear"
    r"|small|giant|germ|soft|solid|desmoplastic|malignant|mesenchymal|undifferentiated|pleomorphic|myxoid"
    r"|[A-Z][a-z]+'?s?)$"
)
_COMMENT = frozenset(
    [
        "clinical",
        "typical",
        "several",
        "additional",
        "initial",
        "original",
        "special",
        "local",
        "regional",
        "general",
        "critical",
        "crucial",
        "actual",
        "potential",
        "final",
        "total",
        "usual",
        "individual",
        "normal",
        "abnormal",
        "lethal",
        "historical",
        "historic",
        "metastatic",
        "chronic",
        "specific",
        "systemic",
        "various",
        "previous",
        "serious",
        "heterogeneous",
        "other",
        "these",
        "those",
        "many",
        "most",
        "rare",
        "such",
        "primary",
        "secondary",
        "aggressive",
        "advanced",
        "recurrent",
        "refractory",
        "residual",
        "international",
        "biological",
        "biologic",
        "genetic",
        "genomic",
        "therapeutic",
        "diagnostic",
        "prognostic",
        "surgical",
        "medical",
        "paediatric",
        "pediatric",
        "symptomatic",
        "asymptomatic",
        "oncologic",
        "scientific",
        "public",
        "multidisciplinary",
        "contiguous",
        "extensive",
        "synchronous",
        "metachronous",
        "heterogenous",
        "ordinary",
        "necessary",
        "preclinical",
        "sporadic",
        "real",
        "this",
        "that",
        "the",
        "all",
        "both",
        "some",
        "any",
        "each",
        "human",
    ]
)
#: Words that titles write in capitals as they do names, and that are part of none.
_BETWEEN = frozenset(
    (
        "about", "active", "adults", "adults'", "after", "against", "among", "an", "and", "as", "at",
        "by", "children", "diagnosed", "diagnosing", "disseminated", "during", "early-stage", "facts",
        "following", "for", "from", "high-risk", "if", "in", "information", "inoperable",
        "intermediate-risk", "into", "late-stage", "living", "locally", "low-risk", "managing",
        "measurable", "men", "newly", "non-metastatic", "of", "on", "operable", "or", "overview",
        "participants", "patients", "people", "per", "plus", "previously", "progressed", "progressing",
        "progressive", "relapsed", "relapsed/refractory", "relapsing", "resectable", "resected",
        "subjects", "than", "the", "to", "toward", "treated", "treating", "treatment-naive",
        "understanding", "unresectable", "unresected", "untreated", "versus", "via", "vs", "when",
        "where", "who", "whose", "with", "within", "without", "women",
    )
)  # fmt: skip
_NO_PART = _COMMENT | _BETWEEN


def disease_heads(text: str, taken: Sequence[Mention]) -> list[Mention]:
    """Return DISEASE mentions for names with a disease's head noun that no list holds.

    Words that are part of the name are taken along ("vascular epithelioid tumors" whole); words that comment
    on it are not. A head without any such word is a mention only where it says more than "tumor".
    """
    found = []
    for match in _HEADS.finditer(text):
        start, end = match.span()
        if any(m.span.start < end and start < m.span.end and m.type is not EntityType.DISEASE for m in taken):
            continue
        covering = next((m for m in taken if m.span.start <= start and end <= m.span.end), None)
        left = covering.span.start if covering else start
        begin = _extend(text, left, taken)
        if covering is not None and begin == left:
            continue
        generic = re.fullmatch(
            r"(?i)tumou?rs?|cancers?|neoplasms?|malignanc(?:y|ies)|syndromes?", match.group()
        )
        if begin == start and generic:
            continue
        span = Span(start=begin, end=covering.span.end if covering else end)
        hints = covering.hints if covering else ()
        found.append(
            Mention(span=span, text=span.of(text), type=EntityType.DISEASE, recogniser="head", hints=hints)
        )
    return found


def _is_part(word: str) -> bool:
    """Tell whether a word before a head belongs to the name; a plain word in capitals is one of a title."""
    plain = word.lower()
    if word[0].isupper() and word[1:].islower() and (plain in common_words() or plain.endswith("ing")):
        return _PART_OF_NAME.search(plain) is not None
    return _PART_OF_NAME.search(word) is not None


def _extend(text: str, start: int, taken: Sequence[Mention]) -> int:
    """Return where the name begins whose known part begins at `start`."""
    while start >= 2 and _GAP.match(text, start - 1):
        word = re.search(r"[\w'-]+$", text[: start - 1])
        if word is None or word.group().lower() in _NO_PART or not _is_part(word.group()):
            break
        if any(
            m.span.start < word.end() and word.start() < m.span.end and m.type is not EntityType.ANATOMY
            for m in taken
        ):
            break
        if word.group()[0].isupper() and (word.start() == 0 or text[: word.start()].rstrip()[-1:] in ".:!?"):
            break
        start = word.start()
    return start
