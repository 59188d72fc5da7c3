"""The grounder: one concept for every mention of a document, public where one is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.errors import NotFoundError
from kg.grounding.approximate import ByWords, OneLetter
from kg.grounding.candidates import Approximate, Candidates, Found, is_enough, type_factor
from kg.grounding.composed import fusion, trial
from kg.grounding.consistency import of_one_sense
from kg.grounding.context import Context, context_of
from kg.grounding.explained import as_explained
from kg.grounding.features import Weighed, features, group_of, nothing
from kg.grounding.namesakes import overruled_families, without_namesakes
from kg.grounding.overlap import Compared
from kg.grounding.prior import standing, status_words
from kg.grounding.ranker import Ranker, bundled_ranker
from kg.grounding.rewrites import Way
from kg.grounding.species import HUMAN
from kg.grounding.stated import clear, preferred
from kg.grounding.substitutes import bundled_substitutes
from kg.grounding.usage import Used, bundled_usage
from kg.grounding.variants import variant_concepts
from kg.grounding.wordindex import BY_WORDS, index_of
from kg.lexicon import Lexicon, key, minted
from kg.model import Abbreviation, Candidate, Concept, EntityType, Grounding, Mention, Span

#: A candidate whose probability is lower is none.
THRESHOLD = 0.15
#: What only has words in common with a name is none below this: less than two of five are right then.
_LEAST_SIMILAR = 0.25
#: A recogniser that knows more than the words (a coreference, a list) is believed over a shortened name.
_HINT_SCORE = 0.95
#: Recognisers whose hints are what the thing is a kind of ("uterine X" is an X), not what it is.
_COMPOSING = frozenset({"composition", "head"})
_GENES = (EntityType.GENE, EntityType.GENE_FAMILY)
_ANYWHERE = Span(start=0, end=1)
#: Types whose short names lists may have.
_SYMBOLS = (*_GENES, EntityType.CELL_LINE, EntityType.DRUG)
_WORD = re.compile(r"[^\W\d_]{6,}")
_CELLS = re.compile(r"\bcells?\Z")
#: Ways to a name of the lists that leave it the name that the text has.
_PLAIN = (Way.SAME, Way.TRIMMED, Way.MODIFIED)


class Grounder:
    """Decides what mentions mean, with a lexicon and with what a document says as a whole."""

    def __init__(
        self,
        lexicon: Lexicon,
        *,
        ranker: Ranker | None = None,
        approximate: Approximate | None = None,
        within: Callable[[str], bool] | None = None,
    ) -> None:
        """Ground by the names of `lexicon`.

        `ranker` are other weights than those that come along, `approximate` another search than `OneLetter`
        for names that are like one that no list has. `within` tells by its CURIE whether a concept may be
        meant (default: every one); where it is given, what an authority states a name for decides nothing.

        Raises:
            LexiconError: the weights that come along are missing or damaged.
        """
        self._lexicon = lexicon
        self._ranker = bundled_ranker() if ranker is None else ranker
        self._within = within
        search = OneLetter(lexicon) if approximate is None else approximate
        index = index_of(lexicon)
        self._compared = Compared(index)
        self._candidates = Candidates(
            lexicon,
            substitutes=bundled_substitutes().forms,
            approximate=search,
            by_words=ByWords(index),
        )
        self._own: dict[str, Concept] = {}

    def ground(
        self,
        mentions: Sequence[Mention],
        abbreviations: Sequence[Abbreviation] = (),
        *,
        text: str = "",
    ) -> tuple[Grounding, ...]:
        """Return what each mention of one document means, in the order of the mentions.

        The long form that the document gives for a short form decides over every meaning that a lexicon
        knows for the short form. `text` is the text of the document, which tells the species it is about. A
        concept of our own is labelled by the name first written in this document, whatever documents came
        before.
        """
        context = context_of(text, mentions, abbreviations, self._lexicon)
        fresh: set[str] = set()
        found: dict[int, Grounding] = {}
        known: dict[Mention, Grounding] = {}
        for place, mention in enumerate(mentions):
            if mention.type is EntityType.VARIANT:
                continue
            # where it stands matters to a gene alone: words around tell of which species it is
            alike = mention if mention.type in _GENES else replace(mention, span=_ANYWHERE)
            if alike not in known:
                known[alike] = self._ground(mention, context, fresh)
            found[place] = replace(known[alike], mention=mention)
        found |= of_one_sense(found, context, self._lexicon.taxon)
        found |= self._variants(mentions, found, fresh, text)
        return tuple(found[place] for place in range(len(mentions)))

    def _variants(
        self, mentions: Sequence[Mention], found: Mapping[int, Grounding], fresh: set[str], text: str
    ) -> dict[int, Grounding]:
        """Return what the variants among `mentions` mean, by the genes that were `found` beside them."""
        genes = [(g.mention.span, g.concept) for g in found.values() if g.mention.type is EntityType.GENE]
        places = [place for place, mention in enumerate(mentions) if place not in found]
        variants = [mentions[place] for place in places]
        concepts = variant_concepts(variants, genes, self._lexicon, text)
        return {
            place: self._composed(mention, concept, fresh, "named by what changed, and where")
            for place, mention, concept in zip(places, variants, concepts, strict=True)
        }

    def concept(self, curie: str) -> Concept:
        """Return the concept of a CURIE that a grounding has named.

        Raises:
            NotFoundError: neither the lexicon nor an earlier grounding knows it.
        """
        concept = self._own.get(curie) or self._lexicon.concept(curie)
        if concept is None:
            raise NotFoundError(f"no concept {curie}: it was never grounded and no lexicon has it")
        return concept

    def _ground(self, mention: Mention, context: Context, fresh: set[str]) -> Grounding:
        composer = {
            EntityType.FUSION: fusion,
            EntityType.TRIAL: trial,
        }.get(mention.type)
        if composer is not None:
            reason = f"composed by the recogniser {mention.recogniser!r}"
            return self._composed(mention, composer(self._lexicon, mention), fresh, reason)
        long_form = context.long_form(mention)
        ranked = self.ranked(mention, context)
        ranked = _ranked([*ranked, *self._hinted(mention, long_form, {c.curie for c in ranked})])
        if ranked and ranked[0].score >= THRESHOLD:
            return Grounding(
                mention=mention, concept=ranked[0].curie, chosen=ranked[0], candidates=tuple(ranked)
            )
        name = long_form or mention.lookup
        if mention.type.is_treatment and (term := self._lexicon.compose(name)):
            concept = Concept(curie=term.curie, label=term.label, type=term.type)
            return self._composed(mention, concept, fresh, "named by its target, which the lexicon knows")
        return self._minted(mention, name, ranked, fresh)

    def weighed(
        self,
        mention: Mention,
        context: Context,
        *,
        seen: Callable[[Found], Found | None] = lambda found: found,
        used: Used | None = None,
    ) -> list[Weighed]:
        """Return the concepts that a mention could mean with the features of each, to learn from.

        `seen` says how each name is seen; what it gives None for is as if no list had it. `used` says how
        annotators used names (default: by the table that comes along).
        """
        found, _, _ = self._of(mention, context, seen)
        return self._weighed(found, mention, context, used)

    def _weighed(
        self,
        found: Sequence[Found],
        mention: Mention,
        context: Context,
        used: Used | None = None,
    ) -> list[Weighed]:
        compared = self._compared if mention.type in BY_WORDS else None
        weighed = features(found, mention, context, self._lexicon.concept, compared, used or bundled_usage())
        if self._within is not None:
            return weighed
        stated = preferred(found, weighed, mention.type, context)
        return [
            replace(each, values={**each.values, "stated": 1.0}) if own else each
            for each, own in zip(weighed, stated, strict=True)
        ]

    def _allowed(self, found: Found) -> Found | None:
        return found if self._within is None or self._within(found.term.curie) else None

    def _of(
        self, mention: Mention, context: Context, seen: Callable[[Found], Found | None]
    ) -> tuple[list[Found], list[Found], str]:
        """Return what a mention could mean, the families that genes gave way to, and the name that led there.

        That is the long form where the document has one; a symbol whose long form no list has may still be
        the symbol itself.
        """
        name = context.name(mention)
        species = context.species
        found = self._candidates.of(name, mention.type, species=species, seen=seen)
        said = "" if any(map(_is_family, found)) else context.explained(mention)
        if said and mention.type in _SYMBOLS and not is_enough(found, mention.type):
            listed = self._candidates.of(mention.text, mention.type, species=species, seen=seen)
            found += as_explained(listed, mention.type, said, self._lexicon.concept)
        composed = mention.recogniser in _COMPOSING and mention.hints
        if composed or (mention.type is EntityType.DISEASE and _CELLS.search(name)):
            # of a name put together it is known what it is a kind of: better than what only shares its words;
            # and a kind of cell is no tumor of it
            found = [each for each in found if each.way is not Way.SIMILAR]
        families: list[Found] = []
        if mention.type is EntityType.GENE:
            found, families = without_namesakes(found, self._lexicon.concept)
        if key(name) in context.induced:
            found += self._candidates.induced(name, mention.type, seen=seen)
        return [*found, *self._spelled_out(mention, context, seen)], families, name

    def _spelled_out(
        self, mention: Mention, context: Context, seen: Callable[[Found], Found | None]
    ) -> Iterator[Found]:
        """Yield what all names mean that an unexplained short form can be short for."""
        full = {
            name: self._candidates.of(name, mention.type, seen=seen) for name in context.spelled_out(mention)
        }
        meant = [{each.term.curie for each in found} for found in full.values()]
        common = set.intersection(*meant) if meant else set()
        for name, found in full.items():
            for each in found:
                if each.term.curie in common:
                    why = (f"{name!r} is named in this document", *each.why)
                    yield replace(each, name=mention.text, way=Way.INITIALS, why=why)

    def ranked(self, mention: Mention, context: Context) -> list[Candidate]:
        """Return what a mention could mean, the likeliest first, one candidate a concept.

        Names that people chose are not weighed but believed.
        """
        found, families, name = self._of(mention, context, self._allowed)
        why = (f"{mention.text!r} stands for {name!r} in this document",) if name != mention.text else ()
        weighed = self._weighed(found, mention, context)
        group = group_of(mention.type)
        if self._ranker.knows(group):
            none = nothing(weighed, surface=mention.text)
            chances = self._ranker.probabilities(group, [each.values for each in weighed], none)
        else:
            chances = [standing(each.found, mention.type) for each in weighed]
        labelled = ["stated" in each.values for each in weighed]
        if mention.type is EntityType.DISEASE and self._ranker.knows(group):
            labelled = clear(weighed, chances, labelled, self._lexicon)
        if any(labelled):
            chances = [p if own else p / 2 for p, own in zip(chances, labelled, strict=True)]
        scored = [
            _candidate(w.found, round(_sure(w.found, p), 4), why)
            for w, p in zip(weighed, chances, strict=True)
        ]
        if any(labelled):
            scored = _raised(scored, labelled)
        overruled = overruled_families(found) if mention.type is EntityType.GENE else frozenset()
        trusted = [f for f in found if f.term.curie not in overruled and _is_believed(f, mention, context)]
        if all(candidate.score < THRESHOLD for candidate in scored):
            trusted += families
            # better the family than a thing of this text alone; a symbol alone may be anything's
            is_known = _is_family if mention.type is EntityType.GENE else _is_listed_family
            trusted += [each for each in found if is_known(each)]
        return _ranked([*(_candidate(f, standing(f, mention.type), why) for f in trusted), *scored])

    def _hinted(self, mention: Mention, long_form: str, known: set[str]) -> Iterable[Candidate]:
        """Yield what the recogniser took the mention for, unless the document explains the short form.

        What the name itself led to has its score already.
        """
        if long_form or mention.recogniser in _COMPOSING:
            return
        for rank, hint in enumerate(mention.hints):
            concept = self._lexicon.concept(hint) if hint not in known else None
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


def _is_believed(found: Found, mention: Mention, context: Context) -> bool:
    """Tell whether people chose this name, of a gene those who had people in mind as the text has."""
    if found.term.type is EntityType.GENE_FAMILY and _is_spelled_out(found):
        return mention.type is EntityType.GENE_FAMILY or bool(context.long_form(mention))
    if not found.term.is_trusted or found.way not in _PLAIN or found.namesake:
        return False
    if found.term.type is not EntityType.GENE or not found.term.is_curated:
        return True
    return context.of_people and context.species_before(mention) in ("", HUMAN)


def _is_family(found: Found) -> bool:
    """Tell whether it is a family by its name of words; headings of MeSH are of single proteins, too."""
    return found.term.curie.startswith("fplx:") and _is_spelled_out(found)


def _is_listed_family(found: Found) -> bool:
    """Tell whether it is a family or complex that FamPlex has by this very name: "ERK1/2", "NF-kB".

    Corpora leave families without an identifier, from which the ranker has learned that they have none.
    """
    return found.way is Way.SAME and found.term.curie.startswith("fplx:")


def _is_spelled_out(found: Found) -> bool:
    """Tell whether a family goes by this very name, and a name of words: "histone deacetylase", "tubulin"."""
    return found.way is Way.SAME and _WORD.search(found.name) is not None and not found.name.isupper()


def _sure(found: Found, chance: float) -> float:
    """Return the probability of a concept, halved where it is low and only words are in common."""
    return chance / 2 if found.way is Way.SIMILAR and chance < _LEAST_SIMILAR else chance


def _raised(scored: Sequence[Candidate], labelled: Sequence[bool]) -> list[Candidate]:
    """Return the candidates with the best of the labelled ones above all others."""
    best = max((c for c, own in zip(scored, labelled, strict=True) if own), key=lambda c: c.score)
    others = max((c.score for c, own in zip(scored, labelled, strict=True) if not own), default=0.0)
    score = max(best.score, round((1.0 + others) / 2, 4), THRESHOLD)
    return [replace(c, score=score) if c is best else c for c in scored]


def _candidate(found: Found, score: float, why: tuple[str, ...]) -> Candidate:
    term = found.term
    spelled = () if term.name == found.name else (f"spelled {term.name!r}",)
    return Candidate(
        curie=term.curie,
        label=term.label,
        type=term.type,
        name=term.name,
        score=score,
        reasons=(*why, *found.why, f"{status_words(term.status)} in {term.source}", *spelled),
    )


def _ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """Return one candidate a concept, the best first, equals in the order in which they were found."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.curie not in best or candidate.score > best[candidate.curie].score:
            best[candidate.curie] = candidate
    return sorted(best.values(), key=lambda candidate: -candidate.score)
