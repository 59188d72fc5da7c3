"""The annotation stage: a document in, its sentences with syntax, mentions, quantities and cues out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from spacy.language import Language

from kg.lexicon import Lexicon, Status, Term
from kg.model import Abbreviation, Document, EntityType, Mention, Quantity, Span
from kg.nlp.abbreviation import CLASS_NOUN, find_abbreviations
from kg.nlp.asides import find_asides
from kg.nlp.brands import find_brands
from kg.nlp.compose import compose, longer_names, numbered, protein_heads, substance
from kg.nlp.cues import find_cues
from kg.nlp.disease_heads import disease_heads
from kg.nlp.entities import Found, Recogniser
from kg.nlp.entities.component import EntityComponent
from kg.nlp.fusion import find_fusions
from kg.nlp.gene_classes import gene_classes
from kg.nlp.histones import find_histone_marks
from kg.nlp.interrupted import interrupted_names
from kg.nlp.laboratory import find_laboratory_findings
from kg.nlp.learned import learned_mentions
from kg.nlp.listed import mention_of_terms
from kg.nlp.microbes import as_microbe
from kg.nlp.overlap import resolve
from kg.nlp.pieces import Piece, pieces_of, words_in
from kg.nlp.quantity import find_quantities
from kg.nlp.senses import ends_as_protein, in_their_sense
from kg.nlp.sentence import AnnotatedDocument, Sentence
from kg.nlp.sentences import split_sentences
from kg.nlp.series import gene_series
from kg.nlp.stem import find_stems, without_suffix
from kg.nlp.syntax import Parser, Word, mask
from kg.nlp.trial import find_tabled_trials, find_trials, names_study, registered_trial
from kg.nlp.variants.find import find_variants

_STAGE = re.compile(
    r"(?:(?:high|low|intermediate)[- ]risk|advanced|metastatic|locali[sz]ed|recurrent|refractory"
    r"|relapsed|unresectable|progressive|pre-?treated|(?:first|second|third|fourth|fifth|later|front)[- ]line"
    r"|resectable|newly diagnosed|early[- ]stage|late[- ]stage|oligometastatic|symptomatic)\b[ -]?",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"\s")
#: Letters of a symbol that is seldom something else.
_LEAST_SYMBOL = 4
_TOO_GENERAL = re.compile(
    r"(?:diseases?|cancers?|tumou?rs?|neoplasms?|malignanc(?:y|ies)|lesions?)", re.IGNORECASE
)


class Annotator:
    """Annotates documents with one spaCy pipeline and one lexicon; holds no state between documents."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self._nlp = nlp
        self._parser = Parser(nlp)
        self._lexicon = lexicon
        self._recogniser = _recogniser(nlp)

    @property
    def model(self) -> tuple[str, str]:
        """Name and version of the spaCy pipeline."""
        meta = self._nlp.meta
        return f"{meta['lang']}_{meta['name']}", str(meta["version"])

    def annotate(self, document: Document, *, marked: Sequence[Mention] | None = None) -> AnnotatedDocument:
        """Return the sentences of all blocks that state something, in order.

        Furniture, references and metadata are not read. `marked` are the mentions of the document where
        somebody has marked them: then no others are looked for, and of two that overlap the longer stays.
        """
        pieces = pieces_of(document, self._nlp)
        abbreviations = self._abbreviations(pieces)
        cuts = [split_sentences(piece.text) for piece in pieces]
        if marked is None:
            named = self._all_mentions(pieces, cuts, abbreviations)
        else:
            whole = resolve(marked)
            named = [[m for m in whole if p.span.contains(m.span)] for p in pieces]
        sentences: list[Sentence] = []
        masked: list[list[Word]] = []
        for piece, cut, mentions in zip(pieces, cuts, named, strict=True):
            quantities = [replace(q, span=piece.at(q.span)) for q in find_quantities(piece.text)]
            words = [piece.at(Span(start=a, end=b)) for a, b in words_in(piece.doc)]
            for span in cut:
                sentence, row = self._sentence(
                    document,
                    piece.block,
                    piece.at(span),
                    words,
                    mentions,
                    quantities,
                    abbreviations,
                )
                sentences.append(sentence)
                masked.append(row)
        parsed = self._parser.parse(masked, text=document.text)
        done = tuple(
            replace(sentence, tokens=tokens, cues=find_cues(tokens))
            for sentence, tokens in zip(sentences, parsed, strict=True)
        )
        return AnnotatedDocument(
            document=document,
            sentences=done,
            abbreviations=abbreviations,
            trial=registered_trial(document) if marked is None else None,
        )

    def _abbreviations(self, pieces: Sequence[Piece]) -> tuple[Abbreviation, ...]:
        """Return the short forms that the document defines, and the trade names that it explains."""
        starts = list(accumulate((len(p.text) + 1 for p in pieces), initial=0))
        defined = [
            a for a in find_abbreviations([p.doc for p in pieces], starts[:-1]) if not self._is_agency(a)
        ]
        shorts = {a.short for a in defined}
        brands = find_brands(
            [p.text for p in pieces], starts[:-1], is_drug=self._is_drug, is_known=self._has_meaning
        )
        defined += {b.short: b for b in brands if b.short not in shorts}.values()

        def placed(span: Span) -> Span:
            index = bisect_right(starts, span.start) - 1
            local = Span(start=span.start - starts[index], end=span.end - starts[index])
            return pieces[index].at(local)

        found = [replace(a, short_span=placed(a.short_span), long_span=placed(a.long_span)) for a in defined]
        return tuple(sorted(found, key=lambda a: (a.short_span, a.long_span)))

    def recognise(self, document: Document, scheme: str) -> list[tuple[Span, str]]:
        """Return the places where the recogniser finds a mention by one of its schemes, each with its type
        there; none where the model has no such scheme.
        """
        if self._recogniser is None or scheme not in self._recogniser.schemes:
            return []
        blocks = [block for block in document.blocks if block.kind.is_read]
        texts = [document.text_of(block) for block in blocks]
        rows = self._recogniser.find(texts, sentences=[split_sentences(t) for t in texts], scheme=scheme)
        return [
            (Span(start=each.start, end=each.end).shift(block.span.start), each.type)
            for block, found in zip(blocks, rows, strict=True)
            for each in found
        ]

    def _all_mentions(
        self,
        pieces: Sequence[Piece],
        cuts: Sequence[Sequence[Span]],
        abbreviations: Sequence[Abbreviation],
    ) -> list[list[Mention]]:
        """Return the mentions of each block as lexicon, forms of names and recogniser find them."""
        found = self._recognised(pieces, cuts)
        shorts = [
            *self._short_forms(abbreviations, self._read_names(pieces, found)),
            *self._trial_names(pieces, abbreviations),
        ]
        listed = self._lexicon.scan_all([piece.text for piece in pieces])
        return [
            self._mentions(piece, shorts, names, learned)
            for piece, names, learned in zip(pieces, listed, found, strict=True)
        ]

    def _sentence(
        self,
        document: Document,
        block: int,
        span: Span,
        words: Sequence[Span],
        mentions: Sequence[Mention],
        quantities: Sequence[Quantity],
        abbreviations: Sequence[Abbreviation],
    ) -> tuple[Sentence, list[Word]]:
        inside = tuple(m for m in mentions if span.contains(m.span))
        # where a line was broken is a space to whoever reads the words
        text = _BREAKS.sub(" ", span.of(document.text))
        skip, aliases = find_asides(text, inside, abbreviations, offset=span.start)
        adjectives = frozenset(
            i for i, m in enumerate(inside) if m.type is EntityType.ANATOMY and _is_adjective(m.text)
        )
        sentence = Sentence(
            span=span,
            block=block,
            text=text,
            tokens=(),
            mentions=inside,
            quantities=tuple(q for q in quantities if span.contains(q.span)),
            alias_of=tuple(aliases.get(i, i) for i in range(len(inside))),
        )
        row = mask(
            [w for w in words if span.contains(w)],
            inside,
            text=document.text,
            skip=skip,
            adjectives=adjectives,
        )
        return sentence, row

    def _recognised(self, pieces: Sequence[Piece], cuts: Sequence[Sequence[Span]]) -> list[list[Found]]:
        """Return what the trained recogniser finds in each block, cut into sentences: nothing where the
        pipeline has none."""
        if self._recogniser is None:
            return [[] for _ in pieces]
        return self._recogniser.find([piece.text for piece in pieces], sentences=cuts)

    def _mentions(
        self,
        piece: Piece,
        shorts: Sequence[tuple[re.Pattern[str], Mention]],
        names: Iterable[tuple[int, int, tuple[Term, ...]]],
        learned: Sequence[Found],
    ) -> list[Mention]:
        """Return the mentions of one block, without overlap, at document offsets.

        `names` are those of the lexicon in it, `learned` what the trained recogniser finds there.
        """
        text, lexicon = piece.text, self._lexicon
        found: list[Mention] = []
        for start, end, terms in chain(names, interrupted_names(text, lexicon.scan)):
            mention = as_microbe(mention_of_terms(Span(start=start, end=end), text, terms), text, lexicon)
            if mention.type is EntityType.DISEASE:
                found += self._without_stage(mention)
            else:
                found.append(mention)
        found += find_fusions(text, lexicon.is_gene)
        found += [*find_histone_marks(text), *find_laboratory_findings(text)]
        found += find_variants(text, lexicon.is_gene)
        for pattern, short in shorts:
            for match in pattern.finditer(text):
                span = Span(start=match.start(), end=match.end())
                found.append(replace(short, span=span, text=match.group()))
        stems = [m for m in find_stems(text) if not any(m.span.overlaps(o.span) for o in found)]
        kept = resolve([*found, *stems])
        kept = resolve([*kept, *gene_series(kept, text, lexicon.is_gene)])
        joined = protein_heads(
            numbered(longer_names(compose(kept, text), text), text, lexicon.all_terms), text
        )
        whole = resolve([*joined, *disease_heads(text, joined)])
        whole = resolve([*whole, *learned_mentions(text, learned, whole, is_stopped=lexicon.is_stopped)])
        bare = [
            each for m in whole for each in (self._without_stage(m) if m.type is EntityType.DISEASE else [m])
        ]
        named = gene_classes(bare, text, lexicon.target)
        meant = in_their_sense(named, text, lexicon.terms, lexicon.all_terms)
        return [piece.placed(m) for m in meant]

    def _trial_names(
        self, pieces: Sequence[Piece], abbreviations: Sequence[Abbreviation]
    ) -> list[tuple[re.Pattern[str], Mention]]:
        """Return the trials that some block introduces, so that the others know their names too.

        What the document says to be short for something else is none: "a study of the Coastal Society of
        Nurses (CSN)".
        """
        others = {a.short for a in abbreviations if not names_study(a.long)}
        found: dict[str, Mention] = {}
        for piece in pieces:
            for trial in find_trials(piece.text, lambda word: word in others or self._has_meaning(word)):
                found.setdefault(trial.text, trial)
        for trial in find_tabled_trials([piece.text for piece in pieces]):
            found.setdefault(trial.text, trial)
        return [(re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])"), found[name]) for name in sorted(found)]

    def _has_meaning(self, word: str) -> bool:
        """Tell whether a word that stands as the name of a trial has another meaning; that some gene was once
        called so is none.
        """
        return any(
            t.type is not EntityType.GENE or t.status not in (Status.ALIAS, Status.FORMER)
            for t in self._lexicon.terms(word)
        )

    def _is_agency(self, pair: Abbreviation) -> bool:
        """Tell whether a pair makes an agency stand for other words: "the first drug approved"
        " (FDA, 2017)"."""
        agencies = {t.curie for t in self._lexicon.terms(pair.short) if t.type is EntityType.AGENCY}
        return bool(agencies) and agencies.isdisjoint(t.curie for t in self._lexicon.terms(pair.long))

    def _is_drug(self, name: str) -> bool:
        """Tell whether a name is that of a drug by a list or by its form."""
        listed = any(t.type is EntityType.DRUG for t in self._lexicon.terms(name))
        return listed or any(m.text == name for m in find_stems(name))

    def _without_stage(self, mention: Mention) -> list[Mention]:
        """Return the disease without a word for its stage or risk, which is a circumstance, not another
        disease.

        A lone adjective ("metastatic") names no disease.
        """
        match = _STAGE.match(mention.text)
        if match is None:
            return [mention]
        rest = mention.text[match.end() :]
        if not rest:
            return []
        terms = [t for t in self._lexicon.terms(rest) if t.type is EntityType.DISEASE]
        if not terms or _TOO_GENERAL.fullmatch(rest):
            return [mention]
        start = mention.span.start + match.end()
        span = Span(start=start, end=mention.span.end)
        hints = tuple(dict.fromkeys(t.curie for t in terms))
        return [replace(mention, span=span, text=rest, hints=hints)]

    def _read_names(self, pieces: Sequence[Piece], found: Sequence[Sequence[Found]]) -> dict[Span, Mention]:
        """Return what the recogniser reads by place in the document."""
        return {
            piece.at(m.span): piece.placed(m)
            for piece, learned in zip(pieces, found, strict=True)
            for m in learned_mentions(piece.text, learned, [], is_stopped=self._lexicon.is_stopped)
        }

    def _short_forms(
        self, abbreviations: Sequence[Abbreviation], read: Mapping[Span, Mention]
    ) -> list[tuple[re.Pattern[str], Mention]]:
        """Return for each short form of the document what it stands for, where that is known.

        `read` has what the trained recogniser reads by place: the last resort for a long form.
        """
        found: dict[str, tuple[re.Pattern[str], Mention]] = {}
        for each in sorted(abbreviations, key=lambda a: (a.short_span, a.long_span)):
            meaning = self._meaning(each.long)
            if meaning is None or len(meaning.span) < len(each.long):
                # of a long form only its last words are known, a protein's: its symbol says more
                meaning = self._symbol(each) or meaning
            meaning = meaning or read.get(each.long_span) or self._of_class(each, read)
            if each.short in found or meaning is None:
                continue
            short = re.sub(r"(?<=[A-Z0-9])s$", "", each.short)
            pattern = re.compile(rf"(?<![\w-]){re.escape(short)}(?:s|es)?(?![\w])")
            symbol = meaning.text == each.short
            name = each.short if symbol else each.long
            found[each.short] = (pattern, replace(meaning, name=name, recogniser="abbreviation"))
            whole = meaning.type is EntityType.DRUG and len(meaning.span) >= len(each.long)
            if symbol or (whole and " " in each.long):
                # the long form is one name, whatever a part of it may be alone
                pattern = re.compile(re.escape(each.long), re.IGNORECASE)
                found.setdefault(each.long, (pattern, found[each.short][1]))
        return list(found.values())

    def _symbol(self, pair: Abbreviation) -> Mention | None:
        """Return the gene that a short form is the symbol of, where the long form ends like a protein."""
        if len(pair.short) < _LEAST_SYMBOL or not ends_as_protein(pair.long):
            return None
        curie = self._lexicon.is_gene(pair.short)
        genes = [t for t in self._lexicon.terms(pair.short) if t.curie == curie]
        return mention_of_terms(Span(start=0, end=len(pair.short)), pair.short, genes) if genes else None

    @staticmethod
    def _of_class(pair: Abbreviation, read: Mapping[Span, Mention]) -> Mention | None:
        """Return what the recogniser reads before the noun that ends a long form: "X derivatives (XD)"."""
        noun = CLASS_NOUN.search(pair.long)
        start = pair.long_span.start
        return read.get(Span(start=start, end=start + noun.start())) if noun else None

    def _meaning(self, name: str) -> Mention | None:
        """Return a mention that `name` would be as a whole, or by its last words."""
        name = without_suffix(name)
        span = Span(start=0, end=len(name))
        terms = self._lexicon.terms(name)
        if terms:
            return mention_of_terms(span, name, terms)
        tail = [hit for hit in self._lexicon.scan(name) if hit[1] == len(name)]
        if tail:
            start, end, terms = tail[-1]
            (mention,) = longer_names([mention_of_terms(Span(start=start, end=end), name, terms)], name)
            return replace(mention, hints=()) if start else mention
        heads = disease_heads(name, [])
        return next((m for m in heads if m.span.end == len(name)), substance(name))


def _recogniser(nlp: Language) -> Recogniser | None:
    """Return the trained recogniser of a pipeline that has one of ours."""
    for _, component in nlp.pipeline:
        if isinstance(component, EntityComponent):
            return component.recogniser
    return None


def _is_adjective(text: str) -> bool:
    """Tell whether an anatomical term is an adjective by its ending: "hepatic", "intra-abdominal"."""
    return bool(re.search(r"(?:al|ic|ar|ary|eous|ine)$", text.lower())) and " " not in text
