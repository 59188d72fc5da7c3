"""How far the corpus supports a claim: evidence counts once per independent witness.

The score is a noisy-or over witnesses (Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, section
4.3.2), in the spirit of the belief model of INDRA (Gyori et al., Mol Syst Biol 2017;13:954), in which each
independent source lowers the probability that all of them are wrong. Where the corpus also denies the claim,
support and counter-support are combined by Dempster's rule (Shafer, A Mathematical Theory of Evidence, 1976),
of which the noisy-or is the case of agreeing sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kg.model import Certainty, Evidence


def normal_quote(quote: str) -> str:
    """Return a quote without the differences that copying makes: case and white space.

    >>> normal_quote("Pazopanib  was\\ngiven.")
    'pazopanib was given.'
    """
    return " ".join(quote.casefold().split())


def witness_groups(
    evidence: Iterable[Evidence], works: Mapping[str, str]
) -> tuple[tuple[Evidence, ...], ...]:
    """Return the evidence in groups that cannot be counted apart.

    Two pieces belong together when they come from the same work (`works` gives the work of each document
    key) or quote the same sentence, whether directly or through others. Groups come in the order of their
    first members as `evidence` gives them.
    """
    group_of: dict[tuple[str, str], int] = {}
    groups: dict[int, list[Evidence]] = {}
    for number, piece in enumerate(evidence):
        marks = [("work", works[piece.document]), ("quote", normal_quote(piece.quote))]
        touched = sorted({group_of[mark] for mark in marks if mark in group_of})
        home = touched[0] if touched else number
        merged = groups.setdefault(home, [])
        merged.append(piece)
        for other in touched[1:]:
            merged.extend(groups.pop(other))
            group_of.update({mark: home for mark, group in group_of.items() if group == other})
        group_of.update(dict.fromkeys(marks, home))
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def support(
    evidence: Iterable[Evidence], works: Mapping[str, str], chance: Callable[[Evidence], float]
) -> float:
    """Return the probability that at least one independent witness is right.

    ``1 - product over witnesses of (1 - best chance of that witness)``, where `chance` gives the probability
    that a piece of evidence was read rightly: one work read at 0.8 gives 0.8, however often it says it; two
    works at 0.8 give ``1 - 0.2 * 0.2 = 0.96``. No evidence gives 0.
    """
    doubt = 1.0
    for group in witness_groups(evidence, works):
        doubt *= 1.0 - max(chance(piece) for piece in group)
    return 1.0 - doubt


def combine(support: float, against: float) -> float:
    """Return the belief in a claim from its own support and that of its denial, both in [0, 1].

    ``support * (1 - against) / (1 - support * against)``, rounded to four decimals. With no denial it is the
    support itself. Two works at 0.8 affirm (0.96) and one at 0.5 denies: ``0.96 * 0.5 / (1 - 0.48)``:

    >>> combine(0.96, 0.0), combine(0.96, 0.5), combine(0.5, 0.96)
    (0.96, 0.9231, 0.0385)

    Where both sides are certain the rule is undefined; neither is then believed more than the other:

    >>> combine(1.0, 1.0)
    0.5
    """
    both = support * against
    if both >= 1.0:
        return 0.5
    return round(support * (1.0 - against) / (1.0 - both), 4)


def said(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the evidence that says what is, leaving out aims and questions."""
    return tuple(piece for piece in evidence if piece.certainty is not Certainty.HYPOTHETICAL)
