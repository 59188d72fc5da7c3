"""Approximate search: names that are like one that no list has.

Two searches have one interface. `OneLetter` finds names that differ by one letter, a slip of the pen, and
costs nothing until it is asked. `Similar` is scispaCy's candidate generator (Neumann et al. 2019): cosine
similarity of TF-IDF weighted groups of three characters over all names of the packs; it takes a minute and
two gigabytes to start, so it has to be asked for. What either finds is a candidate, weighed like any other:
similar spelling makes nothing the same.
"""

from __future__ import annotations

import logging
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np

from kg.errors import LexiconError
from kg.grounding.candidates import type_factor
from kg.grounding.contradiction import contradicts
from kg.grounding.rewrites import Way
from kg.grounding.wordindex import WordIndex
from kg.lexicon import Lexicon, Term, key
from kg.model import EntityType

#: Types whose names are words; a letter more or less makes another drug or gene.
_WORDS = frozenset(
    (EntityType.DISEASE, EntityType.PHENOTYPE, EntityType.ANATOMY, EntityType.CELL, EntityType.THERAPY)
)
_LEAST_LETTERS = 8
_NEIGHBOURS = 30
#: How many concepts are weighed that only have words in common with a name.
_CONCEPTS = 16
#: What scispaCy's linker has by default.
_THRESHOLD = 0.7
_AT_ONCE = 32


class OneLetter:
    """Names with one letter more, less, changed or swapped with its neighbour."""

    way = Way.NEAR

    def __init__(self, lexicon: Lexicon) -> None:
        """Search in all packs of `lexicon`."""
        self._lexicon = lexicon

    def nearest(self, name: str, wanted: EntityType) -> Iterator[tuple[Term, float]]:
        """Yield terms with 1 less the share of letters that differ; none for types whose names are codes."""
        of_key = key(name)
        if wanted not in _WORDS or len(of_key) < _LEAST_LETTERS or not of_key.isalpha():
            return
        known = self._lexicon.known_keys(sorted(set(_edited(of_key)) - {of_key}))
        for other in known:
            for term in self._lexicon.all_terms(other):
                yield term, 1.0 - 1.0 / len(of_key)


def _edited(word: str) -> Iterator[str]:
    """Yield every word that is one edit away (Damerau 1964)."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in string.ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in string.ascii_lowercase)


class ByWords:
    """Names of diseases and phenotypes that have words in common, or words that stand for each other."""

    way = Way.SIMILAR

    def __init__(self, index: WordIndex) -> None:
        """Search in `index`."""
        self._index = index

    def nearest(self, name: str, wanted: EntityType) -> Iterator[tuple[Term, float]]:
        """Yield terms with their similarity, the most similar first; none for types that are not indexed."""
        if wanted in self._index.types:
            for like in self._index.search(name, _CONCEPTS):
                if not contradicts(name, like.term.name, self._index):
                    yield like.term, like.similarity


class Similar:
    """scispaCy's candidates over the names of the packs.

    The nearest names are searched for exactly: the index that scispaCy builds finds most of them, takes hours
    to build for a million names, and its build refuses the current versions of SciPy.
    """

    way = Way.SIMILAR

    def __init__(self, lexicon: Lexicon, *, threshold: float = _THRESHOLD) -> None:
        """Prepare to search in all packs of `lexicon`; names below `threshold` are not like another."""
        self._lexicon = lexicon
        self._threshold = threshold
        self._generator: Any = None

    def nearest(self, name: str, wanted: EntityType) -> Iterator[tuple[Term, float]]:
        """Yield terms of types that `wanted` does not contradict with their similarity, the best first.

        Raises:
            LexiconError: scikit-learn, which scispaCy's search needs, is not installed.
        """
        if self._generator is None:
            self._generator = _generator(self._lexicon)
        for found in self._generator([name], _NEIGHBOURS)[0]:
            similarity = float(max(found.similarities))
            alias = found.aliases[int(np.argmax(found.similarities))]
            if similarity < self._threshold:
                continue
            for term in self._lexicon.all_terms(alias):
                if term.curie == found.concept_id and type_factor(wanted, term.type):
                    yield term, min(similarity, 1.0)


def _generator(lexicon: Lexicon) -> Any:
    """Return scispaCy's candidate generator over all names."""
    aliases: dict[str, dict[str, None]] = {}
    for pack in lexicon.packs():
        for entry in pack.entries():
            aliases.setdefault(entry.curie, {}).update(dict.fromkeys(name for _, name in entry.names))
    return candidate_generator(
        {"concept_id": curie, "canonical_name": next(iter(names)), "aliases": list(names), "types": []}
        for curie, names in aliases.items()
    )


def candidate_generator(entities: Iterable[dict[str, Any]]) -> Any:
    """Return scispaCy's candidate generator over a knowledge base of entities, as its JSON lines hold them.

    Raises:
        LexiconError: scispaCy's linker or scikit-learn is not installed.
    """
    logging.getLogger("nmslib").setLevel(logging.WARNING)  # it tells of sixty methods on import
    try:
        generation = import_module("scispacy.candidate_generation")
        linking = import_module("scispacy.linking_utils")
        text = import_module("sklearn.feature_extraction.text")
    except ImportError as error:
        raise LexiconError(
            f"similar names need a package that is missing ({error}); run: pip install scispacy==0.6.2 "
            "nmslib-metabrainz scikit-learn"
        ) from error
    # A knowledge base as scispaCy reads it from a file, without the file.
    base = SimpleNamespace(cui_to_entity={}, alias_to_cuis=defaultdict(set))
    for entity in entities:
        known = linking.Entity(**entity)
        base.cui_to_entity[known.concept_id] = known
        for alias in {*known.aliases, known.canonical_name}:
            base.alias_to_cuis[alias].add(known.concept_id)
    names = list(base.alias_to_cuis)
    vectorizer = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=10, dtype=np.float32)
    try:
        vectors = vectorizer.fit_transform(names)
    except ValueError:  # packs so small that no group of characters stands in ten names
        vectorizer.set_params(min_df=1)
        vectors = vectorizer.fit_transform(names)
    return generation.CandidateGenerator(
        ann_index=_ExactIndex(vectors), tfidf_vectorizer=vectorizer, ann_concept_aliases_list=names, kb=base
    )


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
