"""The trained reader as a source of claims: pairs of one sentence whose wording leaves it sure enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import BlockKind, EntityType
from kg.nlp.sentence import Sentence
from kg.relations.claim import Claim
from kg.relations.learned.features import first_of_list
from kg.relations.learned.model import Head
from kg.relations.learned.propose import propose
from kg.relations.scene import GENES, TREATMENTS, Participant, Scene

PREFIX = "reader/"
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.TITLE})
_NOT_ITSELF = re.compile(
    r"[\s/-]*(?:negative|inhibit|antagonis|agonis|block|antibod|degrader|deficien|null)", re.IGNORECASE
)
# "Breast cancer cells" are where something was seen.
_CELLS = re.compile(r"[\s-]*cells?\b", re.IGNORECASE)
_MADE = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:production|levels?|release|secretion|synthesis|concentrations?|content"
    r"|accumulation|uptake|metabolism|analog(?:ue)?s?|derivatives?|receptors?|transporters?|signall?ing"
    r"|treatment groups?)\b",
    re.IGNORECASE,
)
# "X-induced Y": X is how Y came about, whatever else the sentence does to Y.
_CAUSE = re.compile(
    r"[\s-]*(?:induced|dependent|independent|mediated|stimulated|evoked|elicited|activated|driven|treated)\b",
    re.IGNORECASE,
)
_NO_EFFECT = frozenset(
    {"insensitive", "resistant", "unaffected", "unchanged", "unresponsive", "ineffective", "unable"}
)
# What of a gene may be changed without a hold on its product.
_CHANGED = frozenset(
    {
        "activation", "cleavage", "content", "degradation", "expression", "induction", "level", "mrna",
        "phosphorylation", "production", "regulation", "release", "secretion", "synthesis", "transcription",
        "translocation", "upregulation", "downregulation",
    }
)  # fmt: skip
_JOINED = frozenset({"conj", "advcl", "parataxis", "ccomp"})
_FARTHEST = 6
# A right wording about a wrong thing is a wrong edge: the least score of a grounding.
_SURE = 0.5
_SURE_GENE = 0.8


class LearnedReader:
    """Reads scenes with what was learned; without heads it claims nothing."""

    def __init__(self, heads: Sequence[Head] = ()) -> None:
        self._heads = [head for head in heads if head.claims]

    def claims(self, scene: Scene, *, first: bool) -> Iterator[Claim]:
        """Yield what a sentence claims, each pair by the most telling predicate that is sure enough.

        `first` tells whether the sentence begins the document. Lists and tables are left to the rules: the
        reader has learned from running text.
        """
        if not self._heads or scene.around.kind not in _KINDS:
            return
        there = scene.participants
        types = [None if p is None or i in scene.past else p.type for i, p in enumerate(there)]
        for proposal in propose(scene.sentence, types, self._heads, first=first):
            one, other = there[proposal.one], there[proposal.other]
            if one is None or other is None or not scene.may_relate(one, other):
                continue
            if not proposal.head.suits(other.text) or not _is_sound(scene, one, other):
                continue
            for rule in proposal.head.claims:
                chance = proposal.chance(rule.labels)
                if chance >= rule.threshold and not (
                    rule.predicate == "kgo:targets" and _is_changed(scene.sentence, other)
                ):
                    yield Claim(
                        subject=one,
                        predicate=rule.predicate,
                        object=other,
                        rule=f"{PREFIX}{proposal.head.name}",
                        confidence=round(chance, 3),
                        trigger=_joint(scene.sentence, one, other),
                    )
                    break


def _is_sound(scene: Scene, one: Participant, other: Participant) -> bool:
    """Tell whether a pair is one that the graph may have on the reader's word: in one clause, a substance
    that was given and no class of it, a gene itself and not its inhibitor or its absence.
    """
    if any(p.sure < (_SURE_GENE if p.type in GENES else _SURE) for p in (one, other)):
        return False
    after, behind = (scene.behind(p) for p in (one, other))
    if _CAUSE.match(behind) or _CAUSE.match(after):
        return False
    if one.type in GENES and (_NOT_ITSELF.match(after) or _CELLS.match(behind)):
        return False
    if one.type in TREATMENTS and (one.type is not EntityType.DRUG or _MADE.match(after)):
        return False
    return in_one_clause(scene.sentence, one.mention, other.mention)


def _is_changed(sentence: Sentence, gene: Participant) -> bool:
    """Tell whether the phrase is about what happens to a gene: "cleavage of X", "X phosphorylation"."""
    head = first_of_list(sentence, sentence.token_of[gene.mention])
    above = list(sentence.ancestors(head))[:3]
    return any(sentence.tokens[i].lemma in _CHANGED for i in above)


def in_one_clause(sentence: Sentence, one: int, other: int) -> bool:
    """Tell whether no clause that is joined to another lies on the way between two mentions, nor a word that
    denies an effect.
    """
    tokens = sentence.tokens
    ends = [first_of_list(sentence, sentence.token_of[i]) for i in (one, other)]
    if ends[0] == ends[1]:
        ends = [sentence.token_of[i] for i in (one, other)]
    ways = [[end, *sentence.ancestors(end)] for end in ends]
    joint = next((i for i in ways[1] if i in ways[0]), None)
    if joint is None:
        return False
    steps = [i for way in ways for i in way[: way.index(joint)]]
    if any(tokens[i].lemma in _NO_EFFECT for i in (joint, *sentence.children[joint], *steps)):
        return False
    return len(steps) <= _FARTHEST and not any(tokens[i].dep in _JOINED for i in steps)


def _joint(sentence: Sentence, one: Participant, other: Participant) -> int | None:
    """Return the word that governs both participants; None where one of them does."""
    ends = sentence.token_of[one.mention], sentence.token_of[other.mention]
    above = [ends[0], *sentence.ancestors(ends[0])]
    joint = next((i for i in (ends[1], *sentence.ancestors(ends[1])) if i in above), None)
    return None if joint is None or sentence.tokens[joint].mention >= 0 else joint
