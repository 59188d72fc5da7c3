"""A build as one object: what `kg.open` gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analysis import (
    Centrality,
    Community,
    centrality,
    communities,
    rows_to_networkx,
    shortest_paths,
    to_networkx,
)
from kg.analysis import Path as ConceptPath
from kg.errors import KgError, NotFoundError, QueryError
from kg.export import Files, render
from kg.query import (
    ConceptPage,
    Value,
    Wording,
    bound,
    describe,
    named_query,
    resolve,
    rows,
    run_query,
    wordings,
)
from kg.query.run import TIME_LIMIT
from kg.store import (
    AssociationRecord,
    ConceptRecord,
    Dataset,
    DocumentRecord,
    EvidenceRecord,
    OutcomeRecord,
    open_build,
)
from kg.views import InlinePage, inline_page

if TYPE_CHECKING:
    import pandas
    import polars
    import rdflib

    from kg.analysis.projection import Network


def open_graph(folder: str | Path) -> Graph:
    """Open the folder that a build wrote, for reading.

    Raises:
        GraphError: the folder is missing or holds no build.
    """
    folder = Path(folder)
    return Graph(folder, open_build(folder))


class Graph:
    """A build, opened. All lists are sorted by IRI and are read from the store once.

    A concept may be given as a record or by any of its names, its CURIE or its IRI.
    """

    def __init__(self, folder: Path, dataset: Dataset) -> None:
        self.folder = folder
        self.dataset = dataset

    def __repr__(self) -> str:
        return f"<kg.Graph {self.folder}>"

    @property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """The documents that were read."""
        return self.dataset.documents()

    @property
    def concepts(self) -> tuple[ConceptRecord, ...]:
        """The concepts, ancestors in the ontologies included."""
        return self.dataset.concepts()

    @property
    def associations(self) -> tuple[AssociationRecord, ...]:
        """The edges, each with its evidence."""
        return self.dataset.associations()

    @property
    def outcomes(self) -> tuple[OutcomeRecord, ...]:
        """The numeric results."""
        return self.dataset.outcomes()

    @property
    def evidence(self) -> tuple[EvidenceRecord, ...]:
        """The quotes behind edges and results, each once."""
        found = {evidence.iri: evidence for edge in self.associations for evidence in edge.evidence}
        found |= {evidence.iri: evidence for outcome in self.outcomes for evidence in outcome.evidence}
        return tuple(found[iri] for iri in sorted(found))

    def find(self, name: str) -> tuple[ConceptRecord, ...]:
        """Return the concepts a name may mean, best first; an empty tuple if there is none."""
        return self.dataset.find(name)

    def concept(self, name: str | ConceptRecord) -> ConceptRecord:
        """Return the one concept of this name.

        Raises:
            NotFoundError: none has it, or several have.
        """
        if isinstance(name, ConceptRecord):
            return name
        found = resolve(self.dataset, name)
        if len(found) > 1:
            raise NotFoundError(f"{name!r} is ambiguous: {', '.join(c.curie for c in found)}")
        return found[0]

    def show(self, name: str | ConceptRecord) -> ConceptPage:
        """Return all that is said about a concept, its edges grouped by predicate.

        Raises:
            NotFoundError: no concept, or several, have this name.
        """
        return describe(self.dataset, self.concept(name))

    def associations_of(
        self, name: str | ConceptRecord, *, role: str = "", predicate: str = "", kinds: bool = False
    ) -> tuple[AssociationRecord, ...]:
        """Return the associations of a concept, the surest first.

        Args:
            name: the concept.
            role: "subject" or "object", where it is to stand; empty: either.
            predicate: a CURIE, such as ``biolink:treats``; empty: any.
            kinds: also those of its subclasses.

        Raises:
            NotFoundError: no concept, or several, have this name.

        >>> for association in graph.associations_of("sarcoma", predicate="biolink:causes", kinds=True):
        ...     subject, object = graph.ends(association)
        ...     print(subject.label, association.predicate, object.label, association.belief)
        SS18::SSX1 biolink:causes synovial sarcoma 0.96
        """
        if role not in ("", "subject", "object"):
            raise QueryError(f"a role is 'subject' or 'object', not {role!r}")
        concept = self.concept(name)
        wanted = {concept.iri, *(c.iri for c in self.kinds_of(concept))} if kinds else {concept.iri}
        found = [
            association
            for association in self.associations
            if predicate in ("", association.predicate)
            and (
                (role != "object" and association.subject in wanted)
                or (role != "subject" and association.object in wanted)
            )
        ]
        return tuple(sorted(found, key=lambda one: (-one.belief, one.iri)))

    def kinds_of(self, name: str | ConceptRecord) -> tuple[ConceptRecord, ...]:
        """Return the subclasses of a concept, direct or not.

        Raises:
            NotFoundError: no concept, or several, have this name.

        >>> [kind.label for kind in graph.kinds_of("soft tissue sarcoma")]
        ['leiomyosarcoma', 'synovial sarcoma']
        """
        found = {self.concept(name).iri}
        while new := {c.iri for c in self.concepts if found.intersection(c.parents)} - found:
            found |= new
        found.discard(self.concept(name).iri)
        return tuple(concept for concept in self.concepts if concept.iri in found)

    def ends(self, association: AssociationRecord) -> tuple[ConceptRecord, ConceptRecord]:
        """Return subject and object of an association."""
        return self._by_iri[association.subject], self._by_iri[association.object]

    def evidence_of(self, name: str | ConceptRecord) -> tuple[EvidenceRecord, ...]:
        """Return all quotes that stand behind the associations of a concept, each once, in order of place.

        Raises:
            NotFoundError: no concept, or several, have this name.

        >>> for evidence in graph.evidence_of("TBXT"):
        ...     print(graph.document_of(evidence).source, evidence.start, evidence.quote)
        chordoma.txt 19 Brachyury is the marker of chordoma.
        chordoma.txt 460 Brachyury foretells that lapatinib fails.
        """
        found = {one.iri: one for association in self.associations_of(name) for one in association.evidence}
        return tuple(sorted(found.values(), key=lambda one: (one.document, one.start, one.end, one.iri)))

    def document_of(self, evidence: EvidenceRecord) -> DocumentRecord:
        """Return the document that a quote stands in."""
        return next(document for document in self.documents if document.iri == evidence.document)

    @cached_property
    def _by_iri(self) -> dict[str, ConceptRecord]:
        return {concept.iri: concept for concept in self.concepts}

    def why(self, name: str | ConceptRecord) -> tuple[Wording, ...]:
        """Return the words of the texts that were read as a concept, each with its reason and runner-up.

        Raises:
            NotFoundError: no concept, or several, have this name.
        """
        return wordings(self.dataset, self.concept(name))

    def text(self, document: str | DocumentRecord) -> str:
        """Return the text of a document as it was read; `document` is its record or IRI.

        Raises:
            NotFoundError: there is no such document.
        """
        return self.dataset.text(document if isinstance(document, str) else document.iri)

    def query(
        self,
        sparql: str = "",
        *,
        name: str = "",
        time_limit: float | None = TIME_LIMIT,
        **parameters: object,
    ) -> list[dict[str, Value]]:
        """Return the rows of a SPARQL query, or of the prepared question `name` with its `parameters`.

        Numbers come as numbers, IRIs as strings, what is unbound as None.

        Raises:
            QueryError: both or neither of `sparql` and `name`; a bad query, parameter or answer; too slow.
            NotFoundError: a parameter names no concept of the graph.
        """
        if bool(sparql) == bool(name):
            raise QueryError("give either a SPARQL query or the name of a prepared question")
        if parameters and not name:
            raise QueryError(
                "parameters go with a prepared question; a query of your own holds its values itself"
            )
        text = self._bound(name, parameters) if name else sparql
        return rows(run_query(self.folder, text, time_limit=time_limit))[1]

    def query_frame(
        self,
        sparql: str = "",
        *,
        name: str = "",
        time_limit: float | None = TIME_LIMIT,
        **parameters: object,
    ) -> pandas.DataFrame:
        """Return the rows of `query` as a pandas table.

        Raises:
            KgError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise KgError("query_frame needs pandas: pip install pandas") from error
        return pandas.DataFrame(self.query(sparql, name=name, time_limit=time_limit, **parameters))

    def query_polars(
        self,
        sparql: str = "",
        *,
        name: str = "",
        time_limit: float | None = TIME_LIMIT,
        **parameters: object,
    ) -> polars.DataFrame:
        """Return the rows of `query` as a polars table.

        Raises:
            KgError: polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise KgError("query_polars needs polars: pip install polars") from error
        found = self.query(sparql, name=name, time_limit=time_limit, **parameters)
        # all rows, since a column may be empty in the first hundred
        return polars.DataFrame(found, infer_schema_length=None)

    def query_network(
        self,
        sparql: str = "",
        *,
        name: str = "",
        time_limit: float | None = TIME_LIMIT,
        **parameters: object,
    ) -> Network:
        """Return the rows of `query` as a networkx graph, an edge a row.

        The rows have the columns subject, predicate and object; others become attributes of the edge.

        Raises:
            QueryError: one of the three is missing.

        >>> network = graph.query_network(
        ...     "SELECT ?subject ?predicate ?object { ?subject ?predicate ?object . ?object a biolink:Gene }"
        ... )
        >>> sorted(edge[2] for edge in network.edges(data="predicate"))[-1]
        'https://w3id.org/biomedkg/ontology/threePrimePartner'
        """
        return rows_to_networkx(self.query(sparql, name=name, time_limit=time_limit, **parameters))

    def _bound(self, name: str, parameters: Mapping[str, object]) -> str:
        values = {key: str(value) for key, value in parameters.items()}
        return bound(self.dataset, named_query(name), values)

    def to_networkx(
        self,
        *,
        plain: bool = False,
        hierarchy: bool = False,
        selection: Iterable[AssociationRecord] | None = None,
    ) -> Network:
        """Return a networkx graph of the associations (see `kg.analysis.to_networkx`).

        >>> network = graph.to_networkx(selection=graph.associations_of("TBXT"))
        >>> sorted(label for _, label in network.nodes(data="label"))
        ['TBXT', 'chordoma', 'lapatinib']
        """
        return to_networkx(self.dataset, plain=plain, hierarchy=hierarchy, selection=selection)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the graph as an rdflib dataset over the same store; it reads, and changes nothing.

        Its default graph is the merge of all graphs, and the prefixes of the project are bound.

        >>> for row in graph.to_rdflib().query("SELECT ?name { ?x a kgo:GeneFusion ; rdfs:label ?name }"):
        ...     print(row.name)
        SS18::SSX1
        """
        from kg.store.rdflib_view import rdflib_dataset

        return rdflib_dataset(self.dataset)

    def centrality(self) -> tuple[Centrality, ...]:
        """Return the place of each concept in the network, highest PageRank first."""
        return centrality(self.to_networkx())

    def communities(self, *, resolution: float = 1.0) -> tuple[Community, ...]:
        """Return the communities of concepts, the largest first."""
        return communities(self.to_networkx(), resolution=resolution)

    def paths(
        self, source: str | ConceptRecord, target: str | ConceptRecord, **options: Any
    ) -> tuple[ConceptPath, ...]:
        """Return the shortest paths between two concepts (options: see `kg.analysis.shortest_paths`)."""
        return shortest_paths(self.dataset, self.concept(source).iri, self.concept(target).iri, **options)

    def view(self, focus: str | None = None, *, hops: int = 2, height: int = 640) -> InlinePage:
        """Return the interactive page, which a notebook shows by itself, offline, `height` pixels high.

        With `focus` it opens at this concept and what lies within `hops` steps of it.

        Raises:
            NotFoundError: nothing is called `focus`.
        """
        return inline_page(self.dataset, title=self.folder.name, focus=focus, hops=hops, height=height)

    def export(self, format: str) -> Files:
        """Return the graph in another format: the content of each file by name (see ``kg export --help``).

        Raises:
            KgError: there is no such format.
        """
        return render(self.dataset, format)
