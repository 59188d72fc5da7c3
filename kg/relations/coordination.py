"""Coordination and alignment on the surface: lists of like things, and "X in A, Y in B, and Z in C".

A general parser attaches the members of long biomedical lists anywhere; what stands between two mentions of
like type tells more reliably that they are members of one list.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.nlp.sentence import Sentence
from kg.relations.grammar import is_changed
from kg.relations.scene import CONDITIONS

_LIKE: dict[EntityType, str] = {
    EntityType.DRUG: "treatment",
    EntityType.DRUG_CLASS: "treatment",
    EntityType.CELL_THERAPY: "treatment",
    EntityType.THERAPY: "treatment",
    EntityType.GENE: "gene",
    EntityType.GENE_FAMILY: "gene",
    EntityType.FUSION: "gene",
    EntityType.VARIANT: "gene",
    EntityType.DISEASE: "disease",
    EntityType.PHENOTYPE: "finding",
}
_SIDE_BY_SIDE = (
    {EntityType.CELL, EntityType.CELL_THERAPY},
    {EntityType.PHENOTYPE, EntityType.DISEASE},
)
#: What is read of a finding that the lexicons do not have.
_PARTS = frozenset({EntityType.ANATOMY, EntityType.CELL, EntityType.MEASURE})
# What may stand between members: a comma and/or a conjunction, then at most three modifying words.
_JOIN = re.compile(
    r"\s*(?:,|/|\bnor\b|\bbut not\b|\bfollowed by\b|\band\b|\bor\b|\band/or\b|&|\+|\bplus\b"
    r"|\bas well as\b"
    r"|\balong with\b|,\s*(?:and|or|and/or|as well as)\b)+\s*(.*)",
    re.DOTALL | re.IGNORECASE,
)
# A head noun that may still belong to the member before: "X monotherapy, Y-based combinations, and Z".
_TAIL = re.compile(
    r"\s*(?:[-–]\s*(?:based|containing)\s+\w+|(?:mono)?therapy|chemotherapy|combinations?|regimens?|treatment"
    r"|genes?|proteins?|mutations?|fusions?|amplification|expression|(?:lymph )?nodes?)(?=\s*(?:,|and\b"
    r"|or\b))"
)
#: The dose of the member before: "X 75 mg/m2 and Y".
_DOSE = re.compile(
    r"\s*(?:\( )?(?:AUC \d[\d.]*|\d[\d.,]*(?: ?[-–] ?\d[\d.]*)? ?(?:mg|g|[µμ]g|mcg|Gy|IU|U|[MG]Bq|mCi))\b"
    r"(?: ?/ ?(?:m ?2|m²|kg|day|d|week|h))*(?: (?!and\b|or\b|plus\b)[\w-]+){0,6}?(?: \))?"
    r"(?=\s*(?:,|and\b|or\b|plus\b|\+))"
)
#: The year of the member before: "X in 2011 and Y in 2013".
_YEAR = re.compile(
    r"\s*(?:(?:in|since) (?:(?:early|late|mid) )?(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d|earlier this year)"
    r"(?=\s*(?:,|and\b|or\b))"
)
#: In how many the member before was: "X in 14, Y in 9".
_COUNT = re.compile(
    r"\s*(?:in )?\d+(?: of \d+)?(?: patients| cases| women| men)?(?: \( ?\d[\d.]* ?% ?\))?(?=\s*(?:,"
    r"|and\b|or\b))"
)
#: Behind what was said of the member before: "X is the usual site, followed by Y".
_FOLLOWED = re.compile(
    r"(?:(?!\b(?:after|before|if|when|which|treated|received"
    r"|given)\b)[^;:.]){0,60}?,\s*(?:closely )?followed by"
    r"(?: (?:the|an?|mutations?|alterations?|in|of|by|those))*",
    re.IGNORECASE,
)
_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "DT", "CD", "VBN", "VBG", "RB", "RBR", "NN", "NNS", "NNP", "PRP$", "HYPH", ":", "CC"}
)
_CONJUNCTION = re.compile(
    r"\b(?:and|or|nor|but not|plus|as well as|along with|followed by)\b|&|\+", re.IGNORECASE
)
_TIED = re.compile(r"\)? (?:with|in|for|on|after|under|of)\b", re.IGNORECASE)
_HYPHENS = frozenset("-–‑")
_GIVEN_TOGETHER = re.compile(
    r"(?:(?:therapy|treatment) )?(?:(?:in combination|combined|together|concurrent(?:ly)?|alternating) )?with"
    r"(?: (?:oral|intravenous|weekly|concurrent|low-dose|high-dose|standard))?",
    re.IGNORECASE,
)
_LINKS = frozenset(
    {
        ",",
        ";",
        "/",
        "and",
        "or",
        "&",
        "+",
        "plus",
        "as",
        "well",
        "along",
        "with",
        "and/or",
        "nor",
        "but",
        "not",
        "followed",
        "by",
    }
)


def like(one: EntityType, other: EntityType) -> bool:
    """Tell whether things of the two types can be members of one list; cells stand beside cell therapies,
    complaints beside the diseases that some of them are held for ("fever, proteinuria and anemia").
    """
    if {one, other} in _SIDE_BY_SIDE:
        return True
    return _LIKE.get(one, one.value) == _LIKE.get(other, other.value)


def find_groups(sentence: Sentence) -> dict[int, tuple[int, ...]]:
    """Return for each mention of the sentence the coordinated list it is a member of."""
    present = [i for i in range(len(sentence.mentions)) if i in sentence.token_of]
    groups: list[list[int]] = []
    for index in present:
        group = next(_open_lists(sentence, groups, index), None)
        if group is None:
            groups.append([index])
        else:
            group.append(index)
    return {index: tuple(group) for group in groups for index in group}


def _open_lists(sentence: Sentence, groups: list[list[int]], index: int) -> Iterator[list[int]]:
    """Yield the lists that a mention goes on: that of the mention before, or in a list of findings the one
    before a finding that nobody knows, of which but a place is read ("nausea, hair thinning, and fever").
    """
    for group in reversed(groups):
        if _joined(sentence, group[-1], index):
            yield group
        last = sentence.mentions[group[-1]]
        if sentence.mentions[index].type not in CONDITIONS or last.type not in _PARTS:
            return


def _bound(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a comma joins list members: the parse says so, or a conjunction closes the list
    further on.
    """
    tokens = sentence.tokens
    if tokens[last].dep in ("conj", "appos") or tokens[first].dep in ("conj", "appos"):
        return True
    return any(t.tag == "CC" for t in tokens[last + 1 : last + 8])


def _joined(sentence: Sentence, left: int, right: int) -> bool:
    one, other = sentence.mentions[left], sentence.mentions[right]
    if not like(one.type, other.type):
        return False
    first, last = sentence.token_of[left], sentence.token_of[right]
    if last <= first:
        return False
    tokens = sentence.tokens[first + 1 : last]
    words = " ".join(t.text for t in tokens)
    if one.type is other.type is EntityType.DRUG and words in _HYPHENS:
        return True  # "X-Y": the two given together
    if _GIVEN_TOGETHER.fullmatch(words) and _LIKE.get(one.type) == "treatment":
        return sentence.tokens[sentence.tokens[last].head].head not in _compared(sentence)
    if _has_own_value(sentence, left, right):
        return False  # "40% with X and 20% with Y"
    if one.type is other.type and _FOLLOWED.fullmatch(words) is not None:
        return True
    tail = _TAIL.match(words) or _DOSE.match(words) or _YEAR.match(words) or _COUNT.match(words)
    if tail is not None:
        words = words[tail.end() :]
        tokens = tokens[len(tail.group().split()) :]
    match = _JOIN.fullmatch(words)
    if match is None:
        return False
    if re.match(
        r"\s*,\s*(?:an?|which|one|the (?:first|only|second|newest|latest))\b", words
    ) and not _CONJUNCTION.search(words):
        return False  # "X, a Y inhibitor": an apposition
    apposed = sentence.tokens[last].dep == "appos" and one.type is not other.type
    if apposed and EntityType.DRUG in (one.type, other.type) and not _CONJUNCTION.search(words):
        return False  # "a kinase inhibitor, X,": the drug is what the class stands for
    if sentence.tokens[last].dep in ("nsubj", "nsubjpass") and _outside_clause(sentence, first, last):
        return False  # "responds to X, and Y was approved"
    if "," in words and not _CONJUNCTION.search(words) and not _bound(sentence, first, last):
        return False
    if is_changed(sentence, last) or is_changed(sentence, sentence.tokens[last].head):
        heads = (first, sentence.tokens[first].head)
        if not any(is_changed(sentence, i) for i in heads) and any(t.tag in ("VBN", "VBD") for t in tokens):
            return False  # "inhibited X and strongly increased Y"
    rest = [t for t in tokens if t.text.lower() not in _LINKS]
    if rest and rest[0].tag == "IN" and _same_preposition(sentence, first, rest[0].text):
        rest = rest[1:]
    parts = _PARTS if one.type in CONDITIONS else frozenset()
    return len(rest) <= 3 and all(
        t.tag in _MODIFIER_TAGS and (t.mention < 0 or sentence.mentions[t.mention].type in parts)
        for t in rest
    )


def _has_own_value(sentence: Sentence, left: int, right: int) -> bool:
    """Tell whether a result stands between two mentions, with a preposition that ties it to the second."""
    one, other = sentence.mentions[left].span, sentence.mentions[right].span
    offset = sentence.span.start
    return any(
        one.end <= q.span.start
        and q.span.end <= other.start
        and q.kind in ("percent", "ratio", "duration")
        and _TIED.match(sentence.text[q.span.end - offset : other.start - offset]) is not None
        for q in sentence.quantities
    )


def _compared(sentence: Sentence) -> frozenset[int]:
    """Return the tokens of verbs that compare: "compare X with Y" gives nobody both."""
    return frozenset(
        i for i, t in enumerate(sentence.tokens) if t.lemma in ("compare", "replace", "associate")
    )


def _outside_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether `last` is the subject of a clause that `first` is no part of."""
    return first not in sentence.subtree(sentence.tokens[last].head) or (
        first not in sentence.subtree(last) and (sentence.tokens[first].dep in ("dobj", "pobj"))
    )


def _same_preposition(sentence: Sentence, first: int, word: str) -> bool:
    """Tell whether the member before stands behind the same preposition: "with X and with Y"."""
    return any(
        t.text.lower() == word.lower() for t in sentence.tokens[max(0, first - 4) : first] if t.tag == "IN"
    )


def find_alignment(sentence: Sentence) -> tuple[list[list[tuple[int, int]]], frozenset[tuple[int, int]]]:
    """Return runs of aligned pairs of mentions, and the pairs that alignment forbids.

    A run is a list "X in A, Y in B, and Z in C" (same preposition, like types on each side), or
    "X, Y and Z in A, B and C, respectively". In a run each left member belongs to its right member only.
    """
    runs = _prepositional_runs(sentence) + _respectively(sentence)
    banned = frozenset(
        (left, other) for run in runs for left, right in run for _, other in run if other != right
    )
    return runs, banned


def _prepositional_runs(sentence: Sentence) -> list[list[tuple[int, int]]]:
    present = [i for i in range(len(sentence.mentions)) if i in sentence.token_of]
    pairs: list[tuple[int, int, str]] = []
    for left, right in itertools.pairwise(present):
        between = sentence.tokens[sentence.token_of[left] + 1 : sentence.token_of[right]]
        preps = [t for t in between if t.tag == "IN" and t.text.lower() in ("in", "for", "with", "against")]
        plain = not any(t.text in ",;" or t.pos in ("VERB", "AUX") for t in between)
        if len(preps) == 1 and len(between) <= 4 and plain:
            pairs.append((left, right, preps[0].text.lower()))
    runs: list[list[tuple[int, int]]] = []
    current: list[tuple[int, int, str]] = []
    for pair in pairs:
        if current and _continues(sentence, current[-1], pair):
            current.append(pair)
            continue
        if len(current) > 1:
            runs.append([(left, right) for left, right, _ in current])
        current = [pair]
    if len(current) > 1:
        runs.append([(left, right) for left, right, _ in current])
    return runs


def _continues(sentence: Sentence, last: tuple[int, int, str], pair: tuple[int, int, str]) -> bool:
    mentions = sentence.mentions
    if last[2] != pair[2] or not like(mentions[last[0]].type, mentions[pair[0]].type):
        return False
    if not like(mentions[last[1]].type, mentions[pair[1]].type):
        return False
    between = sentence.tokens[sentence.token_of[last[1]] + 1 : sentence.token_of[pair[0]]]
    words = " ".join(t.text for t in between)
    if any(t.pos in ("VERB", "AUX") for t in between):
        return False
    return len(between) <= 4 and bool(re.match(r"\s*(,|;|and\b|or\b)", words))


def _respectively(sentence: Sentence) -> list[list[tuple[int, int]]]:
    if "respectively" not in sentence.text.lower():
        return []
    groups = sorted({g for g in find_groups(sentence).values() if len(g) > 1})
    return [
        list(zip(one, other, strict=True))
        for one, other in itertools.pairwise(groups)
        if len(one) == len(other)
    ]
