"""The relation stage: an annotated document and what its mentions mean in, assertions and outcomes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.grounding import Grounder
from kg.lexicon import Term
from kg.model import (
    Assertion,
    Concept,
    Document,
    EntityType,
    Evidence,
    Grounding,
    Outcome,
    Polarity,
)
from kg.nlp.sentence import AnnotatedDocument
from kg.relations.advice import states_nothing
from kg.relations.approvals import read_approvals
from kg.relations.attacked import read_attacked
from kg.relations.case_series import read_case_series
from kg.relations.changes import read_alterations
from kg.relations.claim import Claim
from kg.relations.comparison import read_comparisons
from kg.relations.epidemiology import read_epidemiology
from kg.relations.event_rates import read_event_rates, read_harms
from kg.relations.frames import read_frames
from kg.relations.harms import read_harms_told
from kg.relations.judgement import judge, predicate_of
from kg.relations.kinds import read_kinds
from kg.relations.labels import read_label_section
from kg.relations.layout import read_label, read_list_item
from kg.relations.learned.reader import LearnedReader
from kg.relations.listing import read_listing
from kg.relations.nominal import read_fusions, read_names
from kg.relations.opening import read_opening
from kg.relations.outcomes import read_outcomes, read_studied
from kg.relations.patient import read_case
from kg.relations.places import read_affected, read_spread, read_spread_to
from kg.relations.presentation import read_complications, read_presentation
from kg.relations.prognosis import read_prognosis
from kg.relations.qualifiers import read_qualifiers
from kg.relations.raised import read_raised
from kg.relations.refusals import read_refusals
from kg.relations.risks import read_risks
from kg.relations.scene import Participant, Scene
from kg.relations.schema import Schema
from kg.relations.sections import read_section_tests, read_tests_of
from kg.relations.settle import settle
from kg.relations.signs import read_signs
from kg.relations.stains import read_stains
from kg.relations.surface import (
    read_clauses,
    read_growth,
    read_harm_in,
    read_harms_of,
    read_return,
    read_surface,
    read_toxicity,
    read_under_study,
    read_works,
)
from kg.relations.surroundings import make_scenes
from kg.relations.table_results import read_table_results
from kg.relations.tables import read_table_row
from kg.relations.targets import read_targets
from kg.relations.trials import read_registry, read_trials
from kg.relations.warnings import read_warnings

_HARM = "biolink:has_adverse_event"
#: How much of the doubt in a reading the trained reader's agreement takes away: as measured, see its card.
AGREED = 0.5
_LEAST = 0.35
"""Readings below this confidence are not worth a reader's time."""


class RelationReader:
    """Reads relations with one schema; holds no state between documents."""

    def __init__(
        self,
        schema: Schema,
        concept: Callable[[str], Concept],
        *,
        target: Callable[[str], Term | None] = lambda symbol: None,
        learned: LearnedReader | None = None,
    ) -> None:
        """Read by `schema`, and by what was `learned` where there is such a reader.

        `concept` gives the concept of a CURIE, `target` the gene or family that a name means where it
        is known.
        """
        self._schema = schema
        self._concept = concept
        self._target = target
        self._learned = learned or LearnedReader()

    def read(
        self, annotated: AnnotatedDocument, groundings: Sequence[Grounding]
    ) -> tuple[tuple[Assertion, ...], tuple[Outcome, ...]]:
        """Return the assertions and outcomes of a document, sorted by place.

        `groundings` follow the mentions of the sentences in order.
        """
        assertions: dict[tuple[object, ...], Assertion] = {}
        outcomes: list[Outcome] = []
        document = annotated.document
        for scene in make_scenes(annotated, groundings, self._schema.words):
            section = document.section(scene.sentence.block)
            results = read_outcomes(scene, document, section)
            rates = read_event_rates(scene, document, section)
            tabled = list(read_table_results(scene, document, section))
            here: dict[tuple[object, ...], Assertion] = {}
            for claim in (
                *self._claims(scene),
                *read_studied(scene, results),
                *read_harms(scene, rates),
            ):
                found = self._assertion(scene, claim, document, section)
                if found is None:
                    continue
                key = (found.subject, found.predicate, found.object, found.evidence.span)
                if key not in here or _preferred(found, here[key]):
                    here[key] = found
            assertions |= here | self._proposals(scene, here, document, section)
            outcomes += [result.outcome for result in results]
            more = (*rates, *tabled, *read_epidemiology(scene, document, section))
            outcomes += [result.outcome for result in more]
        ordered = sorted(settle(list(assertions.values())), key=_place)
        return tuple(ordered), tuple(outcomes)

    def _proposals(
        self, scene: Scene, ruled: Mapping[tuple[object, ...], Assertion], document: Document, section: str
    ) -> dict[tuple[object, ...], Assertion]:
        """Return what the trained reader adds to the assertions by rules of a sentence, and those of them
        that it makes surer.

        About a pair that a rule has read it adds nothing.
        """
        if states_nothing(scene):
            return {}
        first = scene.sentence.span.start <= document.blocks[0].span.start
        by_pair: dict[frozenset[str], list[tuple[object, ...]]] = {}
        for key, each in ruled.items():
            by_pair.setdefault(frozenset((each.subject, each.object)), []).append(key)
        found: dict[tuple[object, ...], Assertion] = {}
        for claim in self._learned.claims(scene, first=first):
            pair = frozenset((claim.subject.concept, claim.object.concept))
            if pair in by_pair:
                found |= {key: _agreed(ruled[key]) for key in by_pair[pair]}
                continue
            read = self._assertion(scene, claim, document, section)
            if read is None or read.polarity is Polarity.NEGATED:
                # What a denial looks like it has not learned.
                continue
            key = (read.subject, read.predicate, read.object, read.evidence.span)
            if key not in found or _preferred(read, found[key]):
                found[key] = read
        return found

    def _claims(self, scene: Scene) -> Iterator[Claim]:
        if not any(p is not None for p in scene.participants):
            return
        if states_nothing(scene):
            # of a pitfall it is still told what harm it does
            yield from (c for c in read_frames(scene, self._schema) if c.predicate == _HARM)
            return
        yield from read_frames(scene, self._schema)
        yield from read_names(scene)
        kinds = list(read_kinds(scene))
        yield from kinds
        rows = list(read_table_row(scene))
        yield from rows
        yield from read_targets(scene, [*kinds, *rows], self._target)
        yield from read_fusions(scene, self._partners(scene))
        yield from read_comparisons(scene)
        yield from read_list_item(scene)
        yield from read_label(scene)
        yield from read_label_section(scene)
        yield from read_trials(scene)
        yield from read_registry(scene)
        yield from read_surface(scene)
        yield from read_works(scene)
        yield from read_toxicity(scene)
        yield from read_harms_told(scene)
        yield from read_case_series(scene)
        yield from read_harms_of(scene)
        yield from read_under_study(scene)
        yield from read_harm_in(scene)
        yield from read_growth(scene)
        yield from read_return(scene)
        yield from read_spread(scene)
        yield from read_presentation(scene)
        yield from read_case(scene)
        yield from read_complications(scene)
        yield from read_signs(scene)
        yield from read_opening(scene)
        yield from read_listing(scene)
        yield from read_alterations(scene)
        yield from read_affected(scene)
        yield from read_spread_to(scene)
        yield from read_attacked(scene)
        yield from read_stains(scene)
        yield from read_section_tests(scene)
        yield from read_tests_of(scene)
        yield from read_refusals(scene)
        yield from read_risks(scene)
        yield from read_raised(scene)
        yield from read_prognosis(scene)
        yield from read_warnings(scene)
        yield from read_approvals(scene)
        yield from read_clauses(scene, self._schema)

    def _partners(self, scene: Scene) -> dict[str, tuple[tuple[str, EntityType], ...]]:
        found = {}
        for fusion in scene.of_type(EntityType.FUSION):
            partners = self._concept(fusion.concept).partners
            found[fusion.concept] = tuple((gene, EntityType.GENE) for gene in partners)
        return found

    def _assertion(self, scene: Scene, claim: Claim, document: Document, section: str) -> Assertion | None:
        if claim.confidence < _LEAST or claim.subject.concept == claim.object.concept:
            return None
        if not self._schema.fits(claim.predicate, claim.subject.type, claim.object.type):
            return None
        labels = (self._concept(p.concept).label for p in (claim.subject, claim.object))
        judged = judge(scene, claim, self._schema.plausibility, *labels)
        if judged is None:
            return None
        polarity, certainty = judged
        predicate = predicate_of(scene, claim, polarity)
        span = scene.sentence.span
        return Assertion(
            subject=claim.subject.concept,
            predicate=predicate,
            object=claim.object.concept,
            polarity=polarity,
            evidence=Evidence(
                document=document.key,
                span=span,
                quote=span.of(document.text),
                subject=claim.subject.span,
                object=claim.object.span,
                section=section,
                certainty=certainty,
                extractor=claim.rule,
                confidence=round(min(1.0, claim.confidence), 3),
            ),
            qualifiers=read_qualifiers(scene, claim, self._schema),
        )


def _agreed(assertion: Assertion) -> Assertion:
    """Return a reading by rules that the trained reader agrees with: surer, where it is affirmed."""
    evidence = assertion.evidence
    if assertion.polarity is Polarity.NEGATED:
        return assertion
    sure = evidence.confidence + AGREED * (1.0 - evidence.confidence)
    return replace(assertion, evidence=replace(evidence, confidence=round(sure, 3)))


def _preferred(one: Assertion, other: Assertion) -> bool:
    """Tell whether `one` is the better reading of the same claim in the same sentence."""
    if one.polarity is not other.polarity:
        return one.polarity is Polarity.NEGATED
    return one.evidence.confidence > other.evidence.confidence


def _place(assertion: Assertion) -> tuple[object, ...]:
    evidence = assertion.evidence
    return (evidence.span, assertion.subject, assertion.predicate, assertion.object, assertion.polarity.value)


def ground_document(annotated: AnnotatedDocument, grounder: Grounder) -> tuple[Grounding, ...]:
    """Return the groundings of all mentions of a document, in the order of its sentences; last the page's
    trial.
    """
    mentions = [mention for sentence in annotated.sentences for mention in sentence.mentions]
    if annotated.trial is not None:
        mentions.append(annotated.trial)
    return grounder.ground(mentions, annotated.abbreviations, text=annotated.document.text)


__all__ = ["Participant", "RelationReader", "ground_document"]
