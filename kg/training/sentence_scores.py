"""Scores of the sentence splitter on treebanks in CoNLL-U.

A sentence counts as found when both its offsets are right. Three texts are made of one treebank, because
they ask different things:

- *blocks*: each paragraph (``# newpar``) by itself, as the application hands over its blocks;
- *documents*: the paragraphs of a document joined by blank lines;
- *source*: the text as it was published, with the line breaks that the treebank does not keep (a file with
  one JSON object of ``id`` and ``text`` in each line). Treebanks lose paragraph breaks: where a heading and
  its section became one paragraph, nothing but the source shows where the heading ends.

Run as ``python -m kg.training.sentence_scores dev.conllu.gz [--source dev.jsonl.gz]``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Span
from kg.nlp.sentences import split_sentences

Splitter = Callable[[str], Sequence[Span]]

BLANK_LINE = "\n\n"
_PENN = {"-LSB-": "[", "-RSB-": "]", "-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}
_NO_SPACE_BEFORE = frozenset({".", ",", ";", ":", "?", "!", ")", "]", "%", "'s"})
_NO_SPACE_AFTER = frozenset({"(", "["})


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """A text and its sentences, in order, as half-open spans of it."""

    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A document of a treebank: its paragraphs in order."""

    id: str
    blocks: tuple[GoldText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """How many sentences are right, missed and wrong.

    >>> scores = SpanScores(right=8, missed=2, wrong=0)
    >>> scores.precision, scores.recall, round(scores.f1, 3)
    (1.0, 0.8, 0.889)
    """

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """Return the share of the found sentences that are right (0-1; 0 where none is found)."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the share of the annotated sentences that are found (0-1; 0 where there are none)."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall (0-1)."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def score_texts(golds: Iterable[GoldText], split: Splitter = split_sentences) -> SpanScores:
    """Return the scores of `split` over all texts together.

    >>> text = "It grew. It shrank."
    >>> gold = GoldText(text=text, sentences=(Span(start=0, end=8), Span(start=9, end=19)))
    >>> score_texts([gold])
    SpanScores(right=2, missed=0, wrong=0)
    """
    right = missed = wrong = 0
    for gold in golds:
        expected = {(span.start, span.end) for span in gold.sentences}
        found = {(span.start, span.end) for span in split(gold.text)}
        right += len(expected & found)
        missed += len(expected - found)
        wrong += len(found - expected)
    return SpanScores(right=right, missed=missed, wrong=wrong)


def read_treebank(path: Path) -> list[GoldDocument]:
    """Return the documents of a CoNLL-U file, plain or compressed, in order."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return list(read_documents(lines))


def read_documents(lines: Iterable[str]) -> Iterator[GoldDocument]:
    """Yield the documents of the lines of a CoNLL-U file.

    A document begins at ``# newdoc``, or where ``# pmid`` changes; a paragraph at ``# newpar``. A file that
    never says ``SpaceAfter`` has its usual spaces put back (none before a comma, none behind a bracket that
    opens).
    """
    rows = [line.rstrip("\n") for line in lines]
    spaced = any("SpaceAfter=No" in row for row in rows)
    name = ""
    blocks: list[list[str]] = []
    words: list[tuple[str, bool]] = []
    for row in [*rows, ""]:
        key, _, value = row[1:].partition("=") if row.startswith("#") else ("", "", "")
        key = key.strip()
        if key.startswith("newdoc") or (key == "pmid" and value.strip() != name):
            if any(blocks):
                yield _document(name, blocks)
            name, blocks = value.strip(), [[]]
        elif key.startswith("newpar") and (not blocks or blocks[-1]):
            blocks.append([])
        elif row and not key:
            cells = row.split("\t")
            if cells[0].isdigit():
                words.append((_PENN.get(cells[1], cells[1]), "SpaceAfter=No" not in cells[9].split("|")))
        elif not row and words:
            blocks = blocks or [[]]
            blocks[-1].append(_written(words if spaced else list(_usual_spaces(words))))
            words = []
    if any(blocks):
        yield _document(name, blocks)


def _usual_spaces(words: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    following = [word for word, _ in words[1:]]
    for (word, _), after in zip(words, [*following, ""], strict=True):
        yield word, word not in _NO_SPACE_AFTER and after not in _NO_SPACE_BEFORE


def _written(words: Sequence[tuple[str, bool]]) -> str:
    return "".join(word + " " * space for word, space in words)


def _document(name: str, blocks: Sequence[Sequence[str]]) -> GoldDocument:
    return GoldDocument(id=name, blocks=tuple(_block(sentences) for sentences in blocks if sentences))


def _block(sentences: Sequence[str]) -> GoldText:
    """Return the paragraph of `sentences`, each with the space behind it, if any."""
    spans = []
    at = 0
    for sentence in sentences:
        spans.append(Span(start=at, end=at + len(sentence.rstrip())))
        at += len(sentence)
    return GoldText(text="".join(sentences).rstrip(), sentences=tuple(spans))


def join_blocks(document: GoldDocument, between: str = BLANK_LINE) -> GoldText:
    """Return the whole document, `between` (white space) standing between its paragraphs."""
    spans: list[Span] = []
    offset = 0
    for block in document.blocks:
        spans += [span.shift(offset) for span in block.sentences]
        offset += len(block.text) + len(between)
    return GoldText(text=between.join(block.text for block in document.blocks), sentences=tuple(spans))


def lay_over(document: GoldDocument, source: str) -> GoldText | None:
    """Return `source` with the sentences of `document` in it; None where the two differ in more than white
    space.

    >>> words = GoldText(text="Aim It grew.", sentences=(Span(start=0, end=3), Span(start=4, end=12)))
    >>> laid = lay_over(GoldDocument(id="1", blocks=(words,)), "Aim\\n\\nIt grew.")
    >>> [(span.start, span.end) for span in laid.sentences] if laid else None
    [(0, 3), (5, 13)]
    """
    places = [at for at, char in enumerate(source) if not char.isspace()]
    joined = join_blocks(document)
    if "".join(source.split()) != "".join(joined.text.split()):
        return None
    spans = []
    begin = 0
    for span in joined.sentences:
        size = len("".join(span.of(joined.text).split()))
        spans.append(Span(start=places[begin], end=places[begin + size - 1] + 1))
        begin += size
    return GoldText(text=source, sentences=tuple(spans))


def read_sources(path: Path) -> dict[str, str]:
    """Return the published texts by document identifier, from lines of JSON with ``id`` and ``text``."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def gold_texts(
    documents: Sequence[GoldDocument], sources: Mapping[str, str] | None = None
) -> dict[str, list[GoldText]]:
    """Return the texts to score by the name of their protocol; "source" only where `sources` are given."""
    texts = {
        "blocks": [block for document in documents for block in document.blocks],
        "documents": [join_blocks(document) for document in documents],
    }
    if sources is not None:
        laid = [lay_over(document, sources.get(document.id, "")) for document in documents]
        texts["source"] = [text for text in laid if text is not None]
    return texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the scores on a treebank to standard output, one line for each protocol."""
    parser = argparse.ArgumentParser(description="Score the sentence splitter on a CoNLL-U treebank.")
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--source", type=Path, help="published texts, JSON lines with id and text")
    options = parser.parse_args(arguments)
    sources = read_sources(options.source) if options.source else None
    write = sys.stdout.write
    write("text\ttexts\tsentences\tprecision\trecall\tF1\twords/s\n")
    for name, golds in gold_texts(read_treebank(options.treebank), sources).items():
        begin = time.process_time()
        scores = score_texts(golds)
        seconds = time.process_time() - begin
        words = sum(len(gold.text.split()) for gold in golds)
        sentences = sum(len(gold.sentences) for gold in golds)
        figures = f"{scores.precision:.4f}\t{scores.recall:.4f}\t{scores.f1:.4f}\t{words / seconds:.0f}"
        write(f"{name}\t{len(golds)}\t{sentences}\t{figures}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
