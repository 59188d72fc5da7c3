"""Learns which words stand for each other in names, from the names that the packs give to one concept.

    python -m kg.training.substitutes --out pipelines/models/grounding/substitutes.tsv

Two names of one concept that have the same words but for one are a witness that these two words can stand
for each other. A pair is kept when enough concepts bear witness, and when they are a fair share of the
concepts whose names have the word.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.files import replace_file
from kg.lexicon import Entry, Lexicon, Status, singular
from kg.model import EntityType

TYPES = frozenset((EntityType.DISEASE, EntityType.PHENOTYPE, EntityType.ANATOMY, EntityType.THERAPY))
#: Names of so many words are compared; longer ones are descriptions.
_WORDS = range(2, 6)
_WORD = re.compile(r"[^\W_]+")
_LEAST_WITNESSES = 6
_LEAST_SHARE = 0.02
_FUNCTION = frozenset(("of", "the", "and", "or", "with", "in", "by", "to", "due", "a", "an", "for", "nos"))


def learn(entries: Iterable[Entry]) -> list[tuple[str, str, int]]:
    """Return (word, word that stands for it, witnesses), by word and from the most witnesses down."""
    witnesses: dict[tuple[str, str], set[str]] = defaultdict(set)
    holders: Counter[str] = Counter()
    for entry in entries:
        if entry.type not in TYPES:
            continue
        names = {words for words in _names(entry) if len(words) in _WORDS}
        for word in {word for words in names for word in words}:
            holders[word] += 1
        for one, other in _pairs(names):
            witnesses[one, other].add(entry.curie)
            witnesses[other, one].add(entry.curie)
    rows = [
        (word, other, len(found))
        for (word, other), found in witnesses.items()
        if len(found) >= _LEAST_WITNESSES and len(found) >= _LEAST_SHARE * holders[word]
    ]
    return sorted(rows, key=lambda row: (row[0], -row[2], row[1]))


def _names(entry: Entry) -> Iterator[frozenset[str]]:
    """Yield the words of each name of a concept, small and in the singular."""
    for status, name in entry.names:
        if status in (Status.BROAD, Status.NARROW, Status.RELATED, Status.FORMER):
            continue
        words = [singular(word).lower() for word in _WORD.findall(name)]
        kept = frozenset(word for word in words if word not in _FUNCTION)
        if len(kept) > 1 and not any(len(word) == 1 or word.isdecimal() for word in kept):
            yield kept


def _pairs(names: set[frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Yield the words in which two names differ, where they differ in one."""
    holes: dict[frozenset[str], list[str]] = defaultdict(list)
    for words in names:
        for word in words:
            holes[words - {word}].append(word)
    for found in holes.values():
        for at, one in enumerate(found):
            for other in found[at + 1 :]:
                if one != other:
                    yield one, other


def main() -> None:
    """Learn from the packs that come along and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--packs", type=Path, metavar="DIR", help="packs (default: those that come along)")
    args = parser.parse_args()
    lexicon = Lexicon.load(args.packs)
    joined: dict[str, Entry] = {}
    for pack in lexicon.packs():
        for entry in pack.entries():
            first = joined.get(entry.curie, entry)
            names = first.names if first is entry else (*first.names, *entry.names)
            joined[entry.curie] = Entry(curie=first.curie, type=first.type, names=names)
    rows = learn(joined.values())
    head = (
        "# Words that stand for each other in names: word, other word, concepts whose names bear witness.\n"
        "# source: the packs in ontologies/lexicons; licence: as theirs (facts about words); "
        "command: python -m kg.training.substitutes\n"
    )
    replace_file(args.out, (head + "".join(f"{a}\t{b}\t{n}\n" for a, b, n in rows)).encode())


if __name__ == "__main__":
    main()
