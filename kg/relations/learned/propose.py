"""What the trained reader makes of the pairs of things in a sentence: a probability for each label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import EntityType
from kg.nlp.sentence import Sentence
from kg.relations.learned.features import KINDS, Wording
from kg.relations.learned.model import Floats, Head, feature_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a head says of mentions `one` and `other` of a sentence: a probability for each label."""

    head: Head
    one: int
    other: int
    chances: Floats

    def chance(self, labels: Sequence[str]) -> float:
        """Return the probability that one of `labels` holds."""
        return float(sum(self.chances[i] for i, label in enumerate(self.head.labels) if label in labels))


def propose(
    sentence: Sentence, types: Sequence[EntityType | None], heads: Sequence[Head], *, first: bool
) -> Iterator[Proposal]:
    """Yield what `heads` say of the pairs of a sentence.

    `types` are those of its mentions as grounded, None for a mention that is not to be related; `first` tells
    whether the sentence begins the document.
    """
    wanted = {pair for head in heads for pair in (head.pair,)}
    mentions = sorted(i for i in sentence.token_of if types[i] is not None)
    kinds = {KINDS.get(kind) for i in mentions if (kind := types[i]) is not None}
    if not any(set(pair) <= kinds for pair in wanted):
        return
    shown = [kind or mention.type for kind, mention in zip(types, sentence.mentions, strict=True)]
    wording = Wording(sentence, shown, first=first)
    for pair in sorted(wanted):
        for one, other in pairs(types, mentions, pair):
            ids = feature_ids(wording.features(one, other))
            for head in heads:
                if head.pair == pair:
                    yield Proposal(head=head, one=one, other=other, chances=head.probabilities(ids))


def pairs(
    types: Sequence[EntityType | None], mentions: Sequence[int], pair: tuple[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of mentions of two kinds; of one kind twice, each pair once, the earlier first."""
    kinds = {i: KINDS.get(kind) for i in mentions if (kind := types[i]) is not None}
    for one in mentions:
        for other in mentions:
            if one == other or (pair[0] == pair[1] and one > other):
                continue
            if (kinds[one], kinds[other]) == pair:
                yield one, other
