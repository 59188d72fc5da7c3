"""A build folder, opened: queries, records, names, texts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, NotFoundError
from kg.rdf import vocabulary as v
from kg.rdf.iri import Iris
from kg.rdf.layout import STORE_NAME, TEXTS_NAME, TRIG_NAME, TURTLE_NAME
from kg.store import decode
from kg.store.engine import Engine, OxigraphEngine, RdflibEngine, Term
from kg.store.merged import Answer
from kg.store.names import NameIndex
from kg.store.records import (
    AssociationRecord,
    ConceptRecord,
    DocumentRecord,
    EvidenceRecord,
    GroundingRecord,
    OutcomeRecord,
)


class EngineKind(Enum):
    """What answers the queries."""

    DISK = "disk"
    """pyoxigraph on the store directory, read only."""
    MEMORY = "memory"
    """rdflib over ``graph.trig``."""


def open_build(
    folder: Path,
    *,
    engine: EngineKind = EngineKind.DISK,
    root: Path | None = None,
    lenient: bool = False,
) -> Dataset:
    """Open a build folder for reading.

    A folder that has ``graph.trig`` or ``graph.ttl`` but no store (a build that was copied without it) is
    loaded into memory.

    Args:
        folder: the build.
        engine: what answers the queries.
        root: the folder with the store, where that is another one, such as a snapshot.
        lenient: whether records that break the RDF contract are left out (see `Dataset`).

    Raises:
        GraphError: the folder is missing or holds no build.
    """
    if not folder.is_dir():
        raise GraphError(f"{folder}: no such folder; make one with kg build")
    store, trig = (root or folder) / STORE_NAME, folder / TRIG_NAME
    if engine is EngineKind.DISK and store.is_dir():
        return Dataset(OxigraphEngine.open(store), texts=folder / TEXTS_NAME, lenient=lenient)
    if not trig.is_file() and (folder / TURTLE_NAME).is_file():
        # all but the names of the graphs, which no record needs
        trig = folder / TURTLE_NAME
    if not trig.is_file():
        raise GraphError(f"{folder}: is not a build (no {TRIG_NAME}); make one with kg build")
    if engine is EngineKind.MEMORY:
        return Dataset(RdflibEngine.load(trig), texts=folder / TEXTS_NAME)
    return Dataset(OxigraphEngine.load(trig), texts=folder / TEXTS_NAME)


class Dataset:
    """What a build holds. Records are read once, when they are first asked for; nothing is ever written.

    Args:
        engine: answers the queries.
        texts: the folder with the text of each document, ``<key>.txt``.
        lenient: whether records that break the RDF contract are left out. A build has none; a store that
            people change may have, and reading them is a `GraphError` otherwise.
    """

    def __init__(self, engine: Engine, *, texts: Path, lenient: bool = False) -> None:
        self.engine = engine
        self._texts = texts
        self._lenient = lenient

    def __enter__(self) -> Dataset:
        return self

    def __exit__(self, *exception: object) -> None:
        """Leave the block; read-only stores hold no lock, so there is nothing to release."""

    def query(
        self, sparql: str, *, substitutions: Mapping[str, Term] | None = None, prefixes: bool = True
    ) -> Answer:
        """Answer a SPARQL query over the merge of all graphs, or of those that FROM names (see `Engine`).

        `substitutions` binds variables of the SELECT list by name; with `prefixes` those of the project need
        no declaration.

        Raises:
            QueryError: the query is malformed, changes data, calls another host or reads a file.
        """
        known = self.iris.prefixes() if prefixes else {}
        return self.engine.query(sparql, substitutions=substitutions, prefixes=known)

    @cached_property
    def iris(self) -> Iris:
        """The prefixes of this build, whatever base it was written with."""
        answer = self.engine.query(f"SELECT ?d WHERE {{ ?d a {v.DATASET} }} ORDER BY ?d LIMIT 1")
        if isinstance(answer, ox.QuerySolutions):
            for row in answer:
                if isinstance(row[0], ox.NamedNode):
                    return Iris(row[0].value.removesuffix("dataset"))
        return Iris()

    @cached_property
    def inferred_graph(self) -> str | None:
        """The IRI of the named graph that `kg.store.infer` filled, None where there is none."""
        graph = decode.inferred_graph(self.engine)
        return None if graph is None else graph.value

    @cached_property
    def _documents(self) -> tuple[DocumentRecord, ...]:
        return decode.read_documents(self.engine)

    @cached_property
    def _digests(self) -> dict[str, str]:
        return decode.document_digests(self.engine)

    @cached_property
    def _concepts(self) -> tuple[ConceptRecord, ...]:
        return decode.read_concepts(self.engine, self.iris, lenient=self._lenient)

    @cached_property
    def _evidence(self) -> dict[str, EvidenceRecord]:
        found = decode.read_evidence(self.engine, lenient=self._lenient)
        if self._lenient:
            known = {document.iri for document in self._documents}
            found = {iri: one for iri, one in found.items() if one.document in known}
        return found

    @cached_property
    def _associations(self) -> tuple[AssociationRecord, ...]:
        labels = {concept.iri: concept.label for concept in self._concepts}
        return decode.read_associations(self.engine, self.iris, self._evidence, labels, lenient=self._lenient)

    @cached_property
    def _outcomes(self) -> tuple[OutcomeRecord, ...]:
        return decode.read_outcomes(self.engine, self._evidence, lenient=self._lenient)

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._concepts)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Return the documents, sorted by IRI."""
        return self._documents

    def concepts(self) -> tuple[ConceptRecord, ...]:
        """Return the concepts, ancestors included, sorted by IRI."""
        return self._concepts

    def associations(self) -> tuple[AssociationRecord, ...]:
        """Return the associations with their evidence, sorted by IRI."""
        return self._associations

    def outcomes(self) -> tuple[OutcomeRecord, ...]:
        """Return the numeric results, sorted by IRI."""
        return self._outcomes

    def groundings(self, concept: str) -> tuple[GroundingRecord, ...]:
        """Return the wordings read as the concept with this IRI and why, sorted by document and place."""
        return decode.read_groundings(self.engine, concept, lenient=self._lenient)

    def find(self, name: str) -> tuple[ConceptRecord, ...]:
        """Return the concepts that a name, CURIE, identifier or IRI may mean, the best first.

        Case and punctuation do not count. First come those with exactly this name, then those with a name
        that begins with it, then those with a name that holds it; within each, those that more documents
        mention come first. Nothing found is an empty tuple.
        """
        return self._names.find(name)

    def text(self, document: str) -> str:
        """Return the text of a document (by IRI) as it was read.

        Raises:
            NotFoundError: there is no such document.
            GraphError: the build does not hold its text.
        """
        if document not in self._digests:
            raise NotFoundError(f"no document {document} in the graph")
        path = self._texts / f"{self._digests[document][:16]}.txt"
        try:
            return path.read_bytes().decode("utf-8", "surrogatepass")
        except OSError as error:
            raise GraphError(f"{path}: the text is missing from the build; build it again") from error
