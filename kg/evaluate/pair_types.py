"""Judges of what type the relation of two concepts of a document is, by the sentences that they share.

What judges whether a pair is related sees types, too, but only through heads that each sentence was marked
with whatever the document says of the pair. Few pairs are related: these heads learn from them alone, from
words that tell types apart, and are asked beside the others. For the evaluation alone, as `pooled` is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from kg.evaluate.marked import RelationCorpus
from kg.evaluate.parsed import ParsedDocument
from kg.evaluate.pooled import named_sentences
from kg.relations.learned.features import Wording
from kg.relations.learned.model import Floats, Head, feature_ids, load_heads
from kg.relations.learned.propose import pairs

TYPES = "types"
_KEPT = frozenset({"p", "top", "b", "path", "k", "cue", "a-", "a+", "b-", "b+", "s"})
"""The features of a wording that are learned from; there are too few pairs for those of several words."""
_WORDS = frozenset({"s", "b", "p", "top"})
_ON_PATH = frozenset({"p", "top"})
_MOST = 3
_LEAST = 1e-4
# Words that tell the way of an effect, in general English and that of laboratories and clinics.
_MORE = frozenset(
    {
        "accelerate", "activate", "activation", "aggravate", "agonist", "amplification", "augment", "cause",
        "develop", "elevate", "elevation", "elicit", "enhance", "enhancement", "evoke", "exacerbate",
        "facilitate", "gain", "increase", "induce", "induction", "lead", "mediate", "overexpress",
        "overexpression", "potentiate", "produce", "promote", "raise", "release", "stimulate", "trigger",
        "up-regulate", "upregulate",
    }
)  # fmt: skip
_LESS = frozenset(
    {
        "ablate", "abolish", "abrogate", "alleviate", "ameliorate", "antagonism", "antagonist", "antagonize",
        "attenuate", "block", "counteract", "decrease", "deficiency", "degradation", "degrade", "delete",
        "deletion", "deplete", "depletion", "diminish", "down-regulate", "downregulate", "effective",
        "efficacy", "impair", "improve", "inhibit", "inhibition", "inhibitor", "knockdown", "loss", "lower",
        "prevent", "prevention", "protect", "protective", "reduce", "reduction", "relieve", "repress",
        "rescue", "reverse", "silence", "silencing", "suppress", "suppression", "therapeutic", "therapy",
        "treat", "treatment",
    }
)  # fmt: skip
_LINK = frozenset(
    {
        "allele", "associate", "association", "correlate", "correlation", "genotype", "haplotype", "involve",
        "linkage", "marker", "mutation", "polymorphism", "risk", "role", "susceptibility", "variant",
    }
)  # fmt: skip
_TOUCH = frozenset(
    {
        "bind", "binding", "coimmunoprecipitate", "complex", "domain", "interact", "interaction",
        "phosphorylate", "recruit",
    }
)  # fmt: skip
_MEANINGS = {"more": _MORE, "less": _LESS, "link": _LINK, "touch": _TOUCH}
_DENIALS = frozenset({"fail", "lack", "neither", "no", "nor", "not", "without"})


def shared_wordings(
    document: ParsedDocument, kinds: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[tuple[bool, list[str]]]]:
    """Return for concepts of these kinds that share sentences the features of each of them, with whether it
    begins the document.
    """
    found: dict[tuple[str, str], list[tuple[bool, list[str]]]] = defaultdict(list)
    for at, sentence, types, names in named_sentences(document):
        mentions = sorted(i for i in sentence.token_of if types[i] is not None)
        shown = [kind or mention.type for kind, mention in zip(types, sentence.mentions, strict=True)]
        wording = Wording(sentence, shown, first=at == 0)
        for pair in sorted(kinds):
            for one, other in pairs(types, mentions, pair):
                if names[one] != names[other]:
                    found[names[one], names[other]].append((at == 0, wording.features(one, other)))
    return found


def wordings_of(
    shared: Mapping[tuple[str, str], Sequence[tuple[bool, list[str]]]], one: str, other: str
) -> list[tuple[bool, list[str]]]:
    """Return the wordings of two concepts, whichever comes first."""
    return [*shared.get((one, other), ()), *shared.get((other, one), ())]


def type_features(wordings: Iterable[tuple[bool, Sequence[str]]]) -> list[str]:
    """Return what the sentences that two concepts share say of the type of their relation, each once."""
    wordings = list(wordings)
    kept = [name for _, names in wordings for name in names if name.partition(" ")[0] in _KEPT]
    return list(dict.fromkeys((*kept, *_directions(wordings))))


def _directions(wordings: Iterable[tuple[bool, Sequence[str]]]) -> Iterator[str]:
    """Yield how often words of each meaning stand in the sentences, between the two and on the way."""
    counts: Counter[str] = Counter()
    for first, names in wordings:
        order = names[0]
        for name in names:
            place, _, word = name.partition(" ")
            if place not in _WORDS:
                continue
            if place == "b" and word in _DENIALS:
                yield "denied"
            for meaning in (meaning for meaning, words in _MEANINGS.items() if word in words):
                counts[f"{meaning} {place}"] += 1
                yield f"{meaning} {place} {'title' if first else 'text'}"
                if place in _ON_PATH:
                    yield f"{meaning} {place} {order}"
    for name, count in counts.items():
        yield f"{name} {min(count, _MOST)} times"


def head_name(corpus: str, pair: tuple[str, str]) -> str:
    """Return the name of the head for a pair of kinds in a corpus."""
    return " ".join((corpus, *pair))


def load_types(folder: Path) -> dict[str, Head]:
    """Return what training wrote, by name; `folder` has all that was trained.

    Raises:
        ConfigError: a file is missing or damaged.
    """
    return {head.name: head for head in load_heads(folder / TYPES)}


class PairTypes:
    """Tells the types of the related pairs of one document, where it has learned of such."""

    def __init__(self, heads: Mapping[str, Head], document: ParsedDocument, corpus: RelationCorpus) -> None:
        self._heads = {
            pair: heads[name] for pair in corpus.pairs if (name := head_name(corpus.name, pair)) in heads
        }
        self._shared = shared_wordings(document, self._heads) if self._heads else {}

    def judged(
        self, pair: tuple[str, str], ends: tuple[str, str], labels: Sequence[str], chances: Floats
    ) -> Floats:
        """Return the chances of a pair anew: as likely to be related at all, the types weighed by both, who
        count alike.

        `labels` begin with "none"; `ends` are the concepts. One that shares no sentence keeps its chances.
        """
        head, wordings = self._heads.get(pair), wordings_of(self._shared, *ends)
        if head is None or not wordings:
            return chances
        mine = dict(zip(head.labels, head.probabilities(feature_ids(type_features(wordings))), strict=True))
        both = np.sqrt(chances[1:] * np.array([max(mine.get(label, 0.0), _LEAST) for label in labels[1:]]))
        found: Floats = np.concatenate([chances[:1], chances[1:].sum() * both / both.sum()])
        return found
