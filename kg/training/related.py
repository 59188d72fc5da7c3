"""Learns which roots of words stand for each other in names of diseases and phenotypes.

    python -m kg.training.related --corpora DIR --out pipelines/models/grounding/related.tsv

Two names of one concept bear witness that the roots which only one of them has stand for those which only the
other has; the fewer there are, the more. Annotators bear witness, too: what they wrote, and the name of the
concept that is most like it. A pair is kept when witnesses are enough, and a fair share of the concepts whose
names have the root.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.evaluate.truth import Truth
from kg.files import replace_file
from kg.grounding.roots import roots
from kg.lexicon import Lexicon
from kg.model import EntityType
from kg.training.annotated import PACKS, read_training

TYPES = frozenset((EntityType.DISEASE, EntityType.PHENOTYPE))
_MOST_WORDS, _MOST_OTHER = 6, 2
_LEAST_WITNESSES, _LEAST_SHARE = 2.0, 0.01
#: For one root so many others are kept.
_KEPT = 12

Words = frozenset[str]


def learn(concepts: Iterable[Iterable[Words]]) -> list[tuple[str, str, float]]:
    """Return (root, root that stands for it, share of witnesses), by root and from the highest share down.

    Each concept is given by the roots of its names.
    """
    witnesses: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    holders: Counter[str] = Counter()
    for names in concepts:
        kept = sorted({name for name in names if 0 < len(name) <= _MOST_WORDS}, key=sorted)
        holders.update({root for name in kept for root in name})
        pairs: dict[tuple[str, str], float] = {}
        for one, other, value in _pairs(kept):
            pairs[one, other] = max(value, pairs.get((one, other), 0.0))
        for (one, other), value in pairs.items():
            witnesses[one][other] += value
    rows = []
    for one, found in sorted(witnesses.items()):
        shares = [
            (other, value / holders[one]) for other, value in found.items() if value >= _LEAST_WITNESSES
        ]
        shares = [(other, share) for other, share in shares if share >= _LEAST_SHARE]
        rows += [(one, other, share) for other, share in sorted(shares, key=lambda s: (-s[1], s[0]))[:_KEPT]]
    return rows


def _pairs(names: list[Words]) -> Iterator[tuple[str, str, float]]:
    """Yield the roots in which two names differ, with how surely one stands for the other."""
    for one in names:
        for other in names:
            own, others = one - other, other - one
            few = 0 < len(own) <= _MOST_OTHER and 0 < len(others) <= _MOST_OTHER
            if few and (one & other or len(one) == len(other) == 1):
                for root in own:
                    for stands in others:
                        yield root, stands, 1.0 / (len(own) * len(others))


def of_lexicon(lexicon: Lexicon) -> dict[str, set[Words]]:
    """Return the roots of the names of each disease and phenotype."""
    found: dict[str, set[Words]] = defaultdict(set)
    for pack in lexicon.packs():
        for entry in pack.entries_of(TYPES):
            found[entry.curie].update(frozenset(roots(name)) for _, name in entry.names)
    return found


def of_corpora(folder: Path, lexicon: Lexicon, known: dict[str, set[Words]]) -> Iterator[tuple[Words, Words]]:
    """Yield the roots of each annotated name with those of the name of its concept that is most like it."""
    documents = read_training(folder)
    truth = Truth(lexicon, {curie for d in documents for m in d.mentions for curie in m.gold})
    seen = set()
    for document in documents:
        short = {abbreviation.short for abbreviation in document.abbreviations}
        for each in document.mentions:
            if each.mention.type not in TYPES or each.mention.text in short or len(each.gold) != 1:
                continue
            own = frozenset(roots(each.mention.lookup))
            names = sorted({n for c in truth.owners(each.gold) for n in known.get(c, ())}, key=sorted)
            if not own or not names or (own, each.gold) in seen:
                continue
            seen.add((own, each.gold))
            yield own, max(names, key=lambda name: len(own & name) / len(own | name))


def main() -> None:
    """Learn and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="packs (default: those that come along)")
    args = parser.parse_args()
    lexicon = Lexicon.load(args.packs, without=PACKS)
    known = of_lexicon(lexicon)
    rows = learn([*known.values(), *of_corpora(args.corpora, lexicon, known)])
    head = (
        "# Roots that stand for each other in names: root, other root, share of concepts that bear witness.\n"
        "# source: the packs in ontologies/lexicons and the training parts of corpora; licence: as theirs\n"
        "# (facts about words); command: python -m kg.training.related\n"
    )
    replace_file(args.out, (head + "".join(f"{a}\t{b}\t{s:.3f}\n" for a, b, s in rows)).encode())


if __name__ == "__main__":
    main()
