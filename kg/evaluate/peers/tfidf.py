"""scispaCy's linker (Neumann et al. 2019) on our packs: candidates by TF-IDF of groups of characters."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import ConfigError
from kg.evaluate.peers.names import Name
from kg.evaluate.peers.system import Found

#: What scispaCy's `EntityLinker` has by default.
_NEIGHBOURS = 30
_THRESHOLD = 0.7
_AT_ONCE = 32


class Linker:
    """scispaCy's candidates and its choice.

    The nearest names are searched for exactly: the index that scispaCy builds finds most of them, takes hours
    to build for a million names, and the version that runs on current Pythons refuses to build it.
    """

    def __init__(self, names: Iterable[Name], base: Path) -> None:
        """Load the knowledge base `base` (JSON lines), made from `names` unless it is there.

        Raises:
            ConfigError: scispaCy's linker or scikit-learn is not installed.
        """
        logging.getLogger("nmslib").setLevel(logging.WARNING)  # it tells of sixty methods on import
        try:
            generation = import_module("scispacy.candidate_generation")
            linking = import_module("scispacy.linking_utils")
            text = import_module("sklearn.feature_extraction.text")
        except ImportError as error:
            raise ConfigError(
                f"the peer scispacy is missing ({error}); run: pip install scispacy==0.6.2 nmslib-metabrainz"
            ) from error
        if not base.is_file():
            _write(names, base)
        self._base = linking.KnowledgeBase(str(base))
        aliases = list(self._base.alias_to_cuis)
        vectorizer = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=10, dtype=np.float32)
        try:
            vectors = vectorizer.fit_transform(aliases)
        except ValueError:  # packs so small that no group of characters stands in ten names
            vectorizer.set_params(min_df=1)
            vectors = vectorizer.fit_transform(aliases)
        self._generator = generation.CandidateGenerator(
            ann_index=_ExactIndex(vectors), tfidf_vectorizer=vectorizer, ann_concept_aliases_list=aliases,
            kb=self._base,
        )  # fmt: skip

    def find(self, names: Sequence[str]) -> list[list[Found]]:
        """Return the concepts above scispaCy's threshold, by similarity."""
        return [self._linked(each) for each in self._generator(list(names), _NEIGHBOURS)]

    def _linked(self, candidates: Iterable[Any]) -> list[Found]:
        scored = [(max(each.similarities), each) for each in candidates]
        near = [pair for pair in scored if pair[0] > _THRESHOLD]
        return [
            Found(
                curie=each.concept_id,
                label=self._base.cui_to_entity[each.concept_id].canonical_name,
                score=round(float(score), 4),
                reason=f"similar to {each.aliases[int(np.argmax(each.similarities))]!r}",
            )
            for score, each in sorted(near, key=lambda pair: -pair[0])
        ]


class _ExactIndex:
    """The nearest rows of a sparse matrix, with the interface of scispaCy's index."""

    def __init__(self, vectors: Any) -> None:
        self._columns = vectors.T.tocsr()

    def knnQueryBatch(self, queries: Any, k: int) -> list[tuple[Any, Any]]:  # noqa: N802  # nmslib's name
        """Return rows and distances (1 - cosine) of the `k` nearest for each query."""
        found = []
        for first in range(0, queries.shape[0], _AT_ONCE):
            near = (queries[first : first + _AT_ONCE] @ self._columns).tocsr()
            for row in range(near.shape[0]):
                part = slice(near.indptr[row], near.indptr[row + 1])
                rows, values = near.indices[part], near.data[part]
                best = np.argsort(-values, kind="stable") if len(values) <= k else _top(values, k)
                found.append((rows[best], 1.0 - values[best]))
        return found


def _top(values: Any, k: int) -> Any:
    best = np.argpartition(-values, k)[:k]
    return best[np.argsort(-values[best], kind="stable")]


def _write(names: Iterable[Name], base: Path) -> None:
    labels: dict[str, str] = {}
    aliases: dict[str, dict[str, None]] = {}
    for each in names:
        labels.setdefault(each.curie, each.label)
        aliases.setdefault(each.curie, {})[each.name] = None
    beside = base.with_name(f".{base.name}")
    with beside.open("w", encoding="utf-8") as lines:
        for curie, label in labels.items():
            entity = {"concept_id": curie, "canonical_name": label, "aliases": list(aliases[curie])}
            lines.write(json.dumps(entity | {"types": []}) + "\n")
    beside.replace(base)
