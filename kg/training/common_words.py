"""Counting of the words that texts write in lower case (``kg/nlp/common_words.tsv``).

Run as ``python -m kg.training.common_words corpus.jsonl.gz ... > common_words.tsv``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.training.sentence_scores import read_sources

FEWEST = 10
"""Times that a word must stand in lower case."""
RATIO = 5
"""How many times more often in lower case than with a capital letter inside a sentence."""
_WORD = re.compile(r"(?<![\w'’.-])[A-Za-z]?[a-z]+(?![\w’'-])")
_HEAD = """\
# Words that biomedical texts write in lower case, with the number of times (kg/nlp/common_words.py).
# source: counted in the training parts of CRAFT, BC5CDR, BioRED, NCBI Disease, EBM-NLP, Evidence Inference
#         and PICO sections; in lower case ten times or more, and five times more often than with a capital
# licence: CC0 (counts of words); made by: python -m kg.training.common_words
"""


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """Return how often each common word stands in lower case, in alphabetical order.

    A capital letter counts against a word only behind another word in lower case: elsewhere it may be the
    beginning of a sentence.

    >>> count_words(["We met in the Paris of old, in the rain." + " So it rained in the rain." * 10])
    {'in': 12, 'it': 10, 'rain': 11, 'rained': 10, 'the': 12}
    """
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word, at = match.group(), match.start()
            if word[0].islower():
                lower[word] += 1
            elif at > 1 and text[at - 1] == " " and text[at - 2].islower():
                capital[word.lower()] += 1
    return {
        word: count
        for word, count in sorted(lower.items())
        if count >= FEWEST and count >= RATIO * capital[word] and len(word) > 1
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the common words of corpora (JSON lines with id and text) to standard output."""
    parser = argparse.ArgumentParser(description="Count the words that are written in lower case.")
    parser.add_argument("corpora", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    texts = (text for path in options.corpora for text in read_sources(path).values())
    sys.stdout.write(_HEAD)
    for word, count in count_words(texts).items():
        sys.stdout.write(f"{word}\t{count}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
