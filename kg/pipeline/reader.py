"""Everything that reading a document stands on, loaded once; and the reading of one document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kg import __version__
from kg.grounding import Grounder, OneLetter, Similar
from kg.grounding.candidates import Approximate
from kg.lexicon import Lexicon
from kg.model import Assertion, Concept, Document, Grounding, Mention, Outcome, Provenance, Reading, Span
from kg.nlp.annotator import Annotator
from kg.nlp.models import load_model
from kg.nlp.sentence import AnnotatedDocument
from kg.pipeline.settings import Settings
from kg.relations import RelationReader, ground_document, load_schema
from kg.relations.learned.model import ABOUT, ARRAYS, load_heads
from kg.relations.learned.reader import LearnedReader
from kg.resources import data_dir

# What a reading depends on, besides model and lexicons: the code of these rooms and the data beside them.
_ROOMS = ("model", "lexicon", "documents", "nlp", "grounding", "relations")
#: The approximate searches by their names in the settings.
_SEARCHES: Mapping[str, Callable[[Lexicon], Approximate]] = {"letter": OneLetter, "similar": Similar}


class DocumentReader:
    """Turns documents into readings with the parts that `settings` name."""

    def __init__(self, settings: Settings, *, learned: bool = True) -> None:
        """Load the language model, the lexicons, the relation schema and, unless `learned` is false, the
        trained reader of relations (a second or two).

        Raises:
            ModelError: the spaCy pipeline is not installed or lacks a part.
            LexiconError: a lexicon pack is missing or damaged.
            ConfigError: the relation schema or the trained reader is damaged.
        """
        self.lexicon = Lexicon.load(extra=settings.lexicons)
        self._annotator = Annotator(load_model(settings.model), self.lexicon)
        self._schema = load_schema()
        self._learned = LearnedReader(load_heads(_learned_folder()) if learned else ())
        self._grounder = Grounder(self.lexicon, approximate=_SEARCHES[settings.approximate](self.lexicon))
        self._search = settings.approximate

    def read(self, document: Document) -> Reading:
        """Return all that `document` says; the same document gives the same reading, whatever came before."""
        grounder = self._grounder
        annotated = self.annotate(document)
        groundings = ground_document(annotated, grounder)
        relations = RelationReader(
            self._schema, grounder.concept, target=self.lexicon.target, learned=self._learned
        )
        assertions, outcomes = relations.read(annotated, groundings)
        return Reading(
            document=document,
            groundings=groundings,
            concepts=_concepts(grounder, groundings, assertions, outcomes),
            assertions=assertions,
            outcomes=outcomes,
        )

    def annotate(self, document: Document, *, marked: Iterable[Mention] | None = None) -> AnnotatedDocument:
        """Return the sentences of `document` with the mentions that somebody has marked, or with ours."""
        return self._annotator.annotate(document, marked=None if marked is None else tuple(marked))

    def recognise(self, document: Document, scheme: str) -> list[tuple[Span, str]]:
        """Return the places where the recogniser finds a mention by one of its schemes, each with its type
        there; none where the model has no such scheme.
        """
        return self._annotator.recognise(document, scheme)

    def ground(self, annotated: AnnotatedDocument) -> tuple[tuple[Grounding, ...], dict[str, Concept]]:
        """Return what the mentions of a document mean, and by CURIE all concepts that relations may need."""
        groundings = ground_document(annotated, self._grounder)
        found = {g.concept: self._grounder.concept(g.concept) for g in groundings}
        partners = {curie for concept in found.values() for curie in concept.partners}
        return groundings, found | {curie: self._grounder.concept(curie) for curie in sorted(partners)}

    def provenance(self) -> Provenance:
        """Return name and version of every part that made the readings."""
        name, version = self._annotator.model
        parts = [
            ("biomedkg", __version__),
            (f"model {name}", version),
            *((f"lexicon {pack}", version) for pack, version in self.lexicon.versions()),
            ("approximate search", self._search),
            ("ranker", digest_of(sorted((data_dir("pipelines") / "models" / "grounding").glob("*")))),
            ("relation schema", digest_of(sorted((data_dir("ontologies") / "relations").glob("*.toml")))),
            ("relation reader", digest_of([_learned_folder() / name for name in (ABOUT, ARRAYS)])),
            ("reading code", digest_of(_code())),
        ]
        return Provenance(parts=tuple(parts))


def _learned_folder() -> Path:
    return data_dir("pipelines") / "models" / "relations"


def fingerprint(provenance: Provenance) -> str:
    """Return 16 hexadecimal digits that change whenever a part that readings depend on does."""
    rows = "\n".join(f"{name}\t{version}" for name, version in sorted(provenance.parts))
    return hashlib.sha256(rows.encode()).hexdigest()[:16]


def _concepts(
    grounder: Grounder,
    groundings: Iterable[Grounding],
    assertions: Iterable[Assertion],
    outcomes: Iterable[Outcome],
) -> tuple[Concept, ...]:
    """Return every concept that the parts of a reading name, sorted by CURIE."""
    curies = {g.concept for g in groundings}
    for assertion in assertions:
        curies |= {assertion.subject, assertion.object}
        curies |= {q.value for q in assertion.qualifiers if q.is_concept}
    for outcome in outcomes:
        curies |= {outcome.measure, *outcome.about, *outcome.versus}
        curies |= {c for c in (outcome.population, outcome.trial) if c}
    return tuple(grounder.concept(curie) for curie in sorted(curies))


def _code() -> list[Path]:
    package = Path(__file__).resolve().parent.parent
    return sorted(
        p for room in _ROOMS for p in (package / room).rglob("*") if p.suffix in (".py", ".toml", ".tsv")
    )


def digest_of(paths: Iterable[Path]) -> str:
    """Return a digest of the names and bytes of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:12]
