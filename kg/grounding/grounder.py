"""The grounder: one concept for every mention of a document, public where one is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.errors import NotFoundError
from kg.grounding.candidates import THRESHOLD, candidates, type_factor
from kg.grounding.composed import fusion, trial, variant
from kg.lexicon import Lexicon, minted
from kg.model import Abbreviation, Candidate, Concept, EntityType, Grounding, Mention

#: A recogniser that knows more than the words (a coreference, a list) is believed over a shortened name.
_HINT_SCORE = 0.95

# Recognisers whose hints are what the thing is a kind of ("uterine X" is an X), not what it is.
_COMPOSING = frozenset({"composition", "head"})


class Grounder:
    """Decides what mentions mean, with a lexicon and with what a document says of its own short forms."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Ground by the names of `lexicon`."""
        self._lexicon = lexicon
        self._own: dict[str, Concept] = {}

    def ground(
        self, mentions: Sequence[Mention], abbreviations: Sequence[Abbreviation] = ()
    ) -> tuple[Grounding, ...]:
        """Return what each mention of one document means, in the order of the mentions.

        The long form that the document gives for a short form decides over every meaning that a lexicon
        knows for the short form. A concept of our own is labelled by the name first written in this
        document, whatever documents came before.
        """
        long_forms: dict[str, str] = {}
        for abbreviation in abbreviations:
            long_forms.setdefault(abbreviation.short, abbreviation.long)
        fresh: set[str] = set()
        return tuple(self._ground(mention, long_forms, fresh) for mention in mentions)

    def concept(self, curie: str) -> Concept:
        """Return the concept of a CURIE that a grounding has named.

        Raises:
            NotFoundError: neither the lexicon nor an earlier grounding knows it.
        """
        concept = self._own.get(curie) or self._lexicon.concept(curie)
        if concept is None:
            raise NotFoundError(f"no concept {curie}: it was never grounded and no lexicon has it")
        return concept

    def _ground(self, mention: Mention, long_forms: Mapping[str, str], fresh: set[str]) -> Grounding:
        composer = {
            EntityType.FUSION: fusion,
            EntityType.VARIANT: variant,
            EntityType.TRIAL: trial,
        }.get(mention.type)
        if composer is not None:
            reason = f"composed by the recogniser {mention.recogniser!r}"
            return self._composed(mention, composer(self._lexicon, mention), fresh, reason)
        long_form = long_forms.get(mention.text, "") if not mention.name else ""
        name = long_form or mention.lookup
        reason = f"{mention.text!r} stands for {name!r} in this document" if name != mention.text else ""
        ranked = _ranked(
            [*candidates(self._lexicon, name, mention.type, reason=reason), *self._hinted(mention, long_form)]
        )
        if ranked and ranked[0].score >= THRESHOLD:
            return Grounding(
                mention=mention, concept=ranked[0].curie, chosen=ranked[0], candidates=tuple(ranked)
            )
        if mention.type.is_treatment and (term := self._lexicon.compose(name)):
            concept = Concept(curie=term.curie, label=term.label, type=term.type)
            return self._composed(mention, concept, fresh, "named by its target, which the lexicon knows")
        return self._minted(mention, name, ranked, fresh)

    def _hinted(self, mention: Mention, long_form: str) -> Iterable[Candidate]:
        """Yield what the recogniser took the mention for, unless the document explains the short form."""
        if long_form or mention.recogniser in _COMPOSING:
            return
        for rank, hint in enumerate(mention.hints):
            concept = self._lexicon.concept(hint)
            if concept is None:
                continue
            factor = type_factor(mention.type, concept.type)
            if factor:
                yield Candidate(
                    curie=hint,
                    label=concept.label,
                    type=concept.type,
                    name=concept.label,
                    score=round((_HINT_SCORE - 0.001 * min(rank, 50)) * factor, 4),
                    reasons=(f"given by the recogniser {mention.recogniser!r}",),
                )

    def _composed(self, mention: Mention, concept: Concept, fresh: set[str], reason: str) -> Grounding:
        self._keep(concept, fresh)
        if not concept.grounded:
            return Grounding(mention=mention, concept=concept.curie, chosen=None)
        candidate = Candidate(
            curie=concept.curie,
            label=concept.label,
            type=concept.type,
            name=concept.label,
            score=1.0,
            reasons=(reason,),
        )
        return Grounding(mention=mention, concept=concept.curie, chosen=candidate, candidates=(candidate,))

    def _minted(self, mention: Mention, name: str, ranked: Sequence[Candidate], fresh: set[str]) -> Grounding:
        curie = minted(mention.type, name)
        parents = mention.hints if mention.recogniser in _COMPOSING else ()
        self._keep(
            Concept(curie=curie, label=name, type=mention.type, parents=parents, grounded=False), fresh
        )
        return Grounding(mention=mention, concept=curie, chosen=None, candidates=tuple(ranked))

    def _keep(self, concept: Concept, fresh: set[str]) -> None:
        if concept.curie not in fresh:
            fresh.add(concept.curie)
            self._own[concept.curie] = concept


def _ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """Return one candidate a concept, the best first, equals in the order of their CURIEs."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.curie not in best or candidate.score > best[candidate.curie].score:
            best[candidate.curie] = candidate
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.curie))
