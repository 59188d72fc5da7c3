"""What the pages are made of: an opened build with everything in it by its address."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from kg.errors import NotFoundError
from kg.query.catalogue import NamedQuery, named_queries
from kg.search import Index, open_index
from kg.store import Dataset, is_changed, open_build
from kg.store.decode import document_digests
from kg.store.records import AssociationRecord, ConceptRecord, DocumentRecord, OutcomeRecord

#: Whatever has evidence.
Claim = AssociationRecord | OutcomeRecord


class Site:
    """One build, opened. Everything is read once, when it is first asked for.

    Args:
        folder: the build.
        root: the folder with the store, where that is a snapshot.

    What a changed store holds that breaks the RDF contract has no page of its own and is shown as triples.

    Raises:
        GraphError: `folder` is no build.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        self.folder = folder
        self.changed = is_changed(folder)
        self.dataset: Dataset = open_build(folder, root=root, lenient=self.changed)

    @cached_property
    def index(self) -> Index:
        """The search index."""
        return open_index(self.folder, self.dataset)

    @cached_property
    def concepts(self) -> dict[str, ConceptRecord]:
        """Every concept by its IRI."""
        return {concept.iri: concept for concept in self.dataset.concepts()}

    @cached_property
    def documents(self) -> dict[str, DocumentRecord]:
        """Every document by its IRI."""
        return {document.iri: document for document in self.dataset.documents()}

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of every document (16 digits of its SHA-256) by its IRI."""
        return {iri: digest[:16] for iri, digest in document_digests(self.dataset.engine).items()}

    @cached_property
    def associations(self) -> dict[str, AssociationRecord]:
        """Every association by its IRI."""
        return {association.iri: association for association in self.dataset.associations()}

    @cached_property
    def outcomes(self) -> dict[str, OutcomeRecord]:
        """Every numeric result by its IRI."""
        return {outcome.iri: outcome for outcome in self.dataset.outcomes()}

    @cached_property
    def said(self) -> list[Claim]:
        """Every association, then every numeric result."""
        return [*self.associations.values(), *self.outcomes.values()]

    @cached_property
    def claims(self) -> dict[str, tuple[Claim, ...]]:
        """What each piece of evidence is evidence for, by its IRI."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.said:
            for evidence in claim.evidence:
                found[evidence.iri].append(claim)
        return {iri: tuple(claims) for iri, claims in found.items()}

    @cached_property
    def degrees(self) -> Counter[str]:
        """The number of associations that each concept stands in, by its IRI."""
        count: Counter[str] = Counter()
        for association in self.associations.values():
            count.update({association.subject, association.object})
        return count

    @cached_property
    def questions(self) -> tuple[NamedQuery, ...]:
        """The prepared questions."""
        return named_queries()

    @cached_property
    def by_label(self) -> dict[str, str]:
        """The IRI of each concept by its label, where no other concept has the same one."""
        count = Counter(concept.label for concept in self.concepts.values())
        return {c.label: c.iri for c in self.concepts.values() if count[c.label] == 1}

    @cached_property
    def _by_curie(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for concept in self.concepts.values():
            for iri in concept.exact:
                found.setdefault((self.dataset.iris.contract(iri) or iri).casefold(), concept.iri)
        # a concept's own CURIE is stronger than an equivalence
        found.update({concept.curie.casefold(): concept.iri for concept in self.concepts.values()})
        return found

    def concept(self, name: str) -> ConceptRecord:
        """Return the concept with this CURIE or IRI, or with one that means the same.

        Raises:
            NotFoundError: there is none.
        """
        iri = name if name in self.concepts else self._by_curie.get(name.casefold(), "")
        if not iri:
            contracted = self.dataset.iris.contract(name) if "//" in name else None
            iri = self._by_curie.get((contracted or "").casefold(), "")
        if not iri:
            raise NotFoundError(f"No concept of this graph has the identifier {name!r}.")
        return self.concepts[iri]

    def document(self, name: str) -> DocumentRecord:
        """Return the document with this key, IRI or CURIE of its work (of several copies the first).

        Raises:
            NotFoundError: there is none.
        """
        if name in self.documents:
            return self.documents[name]
        for iri, record in self.documents.items():
            if name in (self.keys[iri], record.work):
                return record
        raise NotFoundError(f"No document of this graph has the key {name!r}.")

    def association(self, name: str) -> AssociationRecord:
        """Return the association with this local name or IRI.

        Raises:
            NotFoundError: there is none.
        """
        iri = name if name in self.associations else self.dataset.iris.minted("assoc", name)
        if iri not in self.associations:
            raise NotFoundError(f"No statement of this graph has the identifier {name!r}.")
        return self.associations[iri]

    def concept_path(self, iri: str) -> str:
        """Return the path of the page of a concept."""
        concept = self.concepts.get(iri)
        return "/concept/" + quote(concept.curie if concept else iri, safe=":")

    def document_path(self, iri: str, *, start: int | None = None, end: int | None = None) -> str:
        """Return the path of the page of a document, at a sentence where `start` and `end` say which."""
        place = "" if start is None else f"#s{start}-{end}"
        return f"/document/{quote(self.keys.get(iri) or iri, safe='')}{place}"

    def association_path(self, iri: str) -> str:
        """Return the path of the page of an association."""
        stem = self.dataset.iris.minted("assoc", "")
        return "/association/" + quote(iri.removeprefix(stem), safe="")

    def path_of(self, iri: str) -> str | None:
        """Return the path of the page about anything of the graph that has one: None for what has none."""
        if iri in self.concepts:
            return self.concept_path(iri)
        if iri in self.documents:
            return self.document_path(iri)
        if iri in self.associations:
            return self.association_path(iri)
        for claim in self.claims.get(iri, ()):
            evidence = next(one for one in claim.evidence if one.iri == iri)
            return self.document_path(evidence.document, start=evidence.start, end=evidence.end)
        if iri in self.outcomes:
            evidence = self.outcomes[iri].evidence[0]
            return self.document_path(evidence.document, start=evidence.start, end=evidence.end)
        return None
