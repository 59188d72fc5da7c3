"""Build readings by hand: offsets are found by searching the text, so they are exact by construction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kg.model import (
    Assertion,
    Block,
    BlockKind,
    Candidate,
    Certainty,
    Concept,
    Document,
    Evidence,
    Grounding,
    Mention,
    Metadata,
    Outcome,
    Polarity,
    Qualifier,
    Reading,
    Span,
    digest,
)


def make_document(source: str, metadata: Metadata, *blocks: tuple[BlockKind, str]) -> Document:
    """Return a document whose text is `blocks` with an empty line between; headings hold what follows."""
    text, parts, heading = "", [], None
    for index, (kind, words) in enumerate(blocks):
        text += "\n\n" if text else ""
        span = Span(start=len(text), end=len(text) + len(words))
        text += words
        is_heading = kind in (BlockKind.TITLE, BlockKind.HEADING)
        reason = "site banner" if kind is BlockKind.FURNITURE else ""
        parts.append(
            Block(
                kind=kind,
                span=span,
                level=int(is_heading),
                parent=heading if kind.is_read and not is_heading else None,
                reason=reason,
            )
        )
        heading = index if is_heading else heading
    return Document(
        text=text,
        blocks=tuple(parts),
        metadata=metadata,
        source=source,
        sha256=digest(text),
        format="plain",
    )


@dataclass(kw_only=True)
class Reader:
    """Collects what one document says; `reading` gives the whole."""

    document: Document
    concepts: dict[str, Concept]
    _mentions: dict[tuple[str, str], Candidate | None] = field(default_factory=dict)
    _assertions: list[Assertion] = field(default_factory=list)
    _outcomes: list[Outcome] = field(default_factory=list)

    def place(self, words: str, within: Span | None = None) -> Span:
        """Return where `words` stand: in `within` if they do, else at their first place in the text."""
        text = self.document.text
        start = text.find(words, within.start, within.end) if within else -1
        start = start if start >= 0 else text.find(words)
        if start < 0:
            raise ValueError(f"{words!r} is not in {self.document.source}")
        return Span(start=start, end=start + len(words))

    def mention(self, words: str, curie: str, rival: Candidate | None = None) -> None:
        """Ground every occurrence of `words` in the text to `curie`, with `rival` weighed and not taken."""
        self._mentions[(words, curie)] = rival or self._mentions.get((words, curie))

    def evidence(
        self, quote: str, subject: str, object: str, certainty: Certainty, extractor: str, confidence: float
    ) -> Evidence:
        """Return the evidence for a quote in which (or else in the text) both participants stand."""
        span = self.place(quote)
        block = next(i for i, b in enumerate(self.document.blocks) if b.span.contains(span))
        return Evidence(
            document=self.document.key,
            span=span,
            quote=quote,
            subject=self.place(subject, span),
            object=self.place(object, span),
            section=self.document.section(block),
            certainty=certainty,
            extractor=extractor,
            confidence=confidence,
        )

    def claim(
        self,
        quote: str,
        subject: tuple[str, str],
        predicate: str,
        object: tuple[str, str],
        *,
        polarity: Polarity = Polarity.AFFIRMED,
        certainty: Certainty = Certainty.ASSERTED,
        extractor: str = "sample/pattern",
        confidence: float = 0.8,
        qualifiers: tuple[Qualifier, ...] = (),
        anaphors: tuple[str, ...] = (),
    ) -> None:
        """Note an assertion; `subject` and `object` are (words in the text, CURIE).

        Words in `anaphors` ("the drug") stand for a participant and are no name of it.
        """
        for words, curie in (subject, object):
            if words not in anaphors:
                self.mention(words, curie)
        self._assertions.append(
            Assertion(
                subject=subject[1],
                predicate=predicate,
                object=object[1],
                polarity=polarity,
                qualifiers=qualifiers,
                evidence=self.evidence(quote, subject[0], object[0], certainty, extractor, confidence),
            )
        )

    def result(
        self,
        quote: str,
        measure: tuple[str, str],
        value: str,
        value_text: str,
        unit: str,
        *,
        about: tuple[tuple[str, str], ...],
        statistic: str = "proportion",
        population: str = "",
        trial: str = "",
        lower: str | None = None,
        upper: str | None = None,
        timepoint: str = "",
    ) -> None:
        """Note an outcome; `measure` and each of `about` are (words in the text, CURIE)."""
        self.mention(*measure)
        for participant in about:
            self.mention(*participant)
        self._outcomes.append(
            Outcome(
                measure=measure[1],
                statistic=statistic,
                value=Decimal(value),
                unit=unit,
                comparator="=",
                value_text=value_text,
                about=tuple(curie for _, curie in about),
                population=population,
                trial=trial,
                lower=Decimal(lower) if lower is not None else None,
                upper=Decimal(upper) if upper is not None else None,
                timepoint=timepoint,
                evidence=self.evidence(
                    quote, measure[0], value_text, Certainty.ASSERTED, "sample/outcome", 0.9
                ),
            )
        )

    def _groundings(self) -> Iterator[Grounding]:
        for (words, curie), rival in self._mentions.items():
            weighed = () if rival is None else (rival,)
            concept = self.concepts[curie]
            start = self.document.text.find(words)
            while start >= 0:
                span = Span(start=start, end=start + len(words))
                chosen = Candidate(
                    curie=curie,
                    label=concept.label,
                    type=concept.type,
                    name=words,
                    score=0.95,
                    reasons=("exact name",),
                )
                yield Grounding(
                    mention=Mention(span=span, text=words, type=concept.type, recogniser="lexicon"),
                    concept=curie,
                    chosen=chosen if concept.grounded else None,
                    candidates=(chosen, *weighed) if concept.grounded else weighed,
                )
                start = self.document.text.find(words, span.end)

    def reading(self) -> Reading:
        """Return all that was noted, with every concept that it names (partners of fusions too)."""
        groundings = tuple(self._groundings())
        named = {g.concept for g in groundings}
        for assertion in self._assertions:
            named |= {assertion.subject, assertion.object}
            named |= {q.value for q in assertion.qualifiers if q.is_concept}
        for outcome in self._outcomes:
            named |= {outcome.measure, *outcome.about, outcome.population, outcome.trial} - {""}
        named |= {partner for curie in tuple(named) for partner in self.concepts[curie].partners}
        return Reading(
            document=self.document,
            groundings=groundings,
            concepts=tuple(self.concepts[curie] for curie in sorted(named)),
            assertions=tuple(self._assertions),
            outcomes=tuple(self._outcomes),
        )
