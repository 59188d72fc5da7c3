"""Syntax of biomedical sentences by a general-English parser: mentions are masked before it sees them.

A general model tags ``B7-H3`` as a person and breaks long disease names apart. Each mention is therefore
replaced by one plain noun of the same number ("cancers" for "desmoplastic small round cell tumors"), asides
that only repeat or cite are left out, and the parse is mapped back to the offsets of the text (entity
blinding, as in the relation systems of the BioNLP shared tasks, e.g. Björne and Salakoski 2011). The
sentences become shorter, so that the masked text is also parsed faster than the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import EntityType, Mention, Span
from kg.nlp.sentence import Token

# One noun that the parser knows for each type: singular, plural.
_STAND_INS: dict[EntityType, tuple[str, str]] = {
    EntityType.GENE: ("protein", "proteins"),
    EntityType.GENE_FAMILY: ("protein", "proteins"),
    EntityType.FUSION: ("protein", "proteins"),
    EntityType.VARIANT: ("mutation", "mutations"),
    EntityType.DISEASE: ("cancer", "cancers"),
    EntityType.PHENOTYPE: ("pain", "symptoms"),
    EntityType.DRUG: ("aspirin", "drugs"),
    EntityType.DRUG_CLASS: ("drug", "drugs"),
    EntityType.CELL_THERAPY: ("treatment", "treatments"),
    EntityType.THERAPY: ("treatment", "treatments"),
    EntityType.DIAGNOSTIC: ("biopsy", "tests"),
    EntityType.ANATOMY: ("liver", "organs"),
    EntityType.CELL: ("cell", "cells"),
    EntityType.CELL_LINE: ("cells", "cells"),
    EntityType.PROCESS: ("growth", "processes"),
    EntityType.TRIAL: ("Alpha", "trials"),
    EntityType.AGENCY: ("Congress", "agencies"),
    EntityType.ORGANIZATION: ("Harvard", "companies"),
    EntityType.MEASURE: ("survival", "rates"),
    EntityType.SPECIES: ("mouse", "mice"),
    EntityType.POPULATION: ("patient", "patients"),
}
# Where nothing stands before a name that a common noun would need, the parser does better with a proper name:
# "AIDS metastasizes" has a verb where "cancer metastasizes" has a compound.
_PROPER: dict[EntityType, str] = {
    EntityType.DISEASE: "AIDS",
    EntityType.DRUG: "AZT",
    EntityType.DIAGNOSTIC: "MRI",
}
_BARE_AFTER = frozenset(
    [
        "with",
        "in",
        "of",
        "for",
        "and",
        "or",
        "to",
        "by",
        "against",
        "than",
        "as",
        "from",
        "versus",
        "vs",
        "vs.",
        "between",
        ",",
        ";",
        ":",
        "(",
        "/",
        "-",
        "–",
        "—",
        "while",
        "whereas",
        "that",
        "if",
    ]
)
_ADJECTIVE = "abdominal"
_PLURAL = re.compile(r"(?:[a-z]{2}[^siu\W]s|ses|xes|mata|ies|[A-Z0-9]s)$")
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_PLAIN = re.compile(r"[A-Za-z]?[a-z]+")


class Word(NamedTuple):
    """A word as the parser gets it: its place in the text (document offsets) and the form shown."""

    start: int
    end: int
    shown: str
    space: bool
    mention: int = -1


def stand_in(mention: Mention, *, adjective: bool = False, bare: bool = False) -> str:
    """Return the word the parser gets for `mention`.

    Common single words ("surgery", "nausea") stand for themselves; `adjective` names are shown as one;
    `bare` ones have no article or modifier before them.

    >>> stand_in(Mention(span=Span(start=0, end=5), text="GISTs", type=EntityType.DISEASE, recogniser="x"))
    'cancers'
    """
    if adjective:
        return _ADJECTIVE
    if (
        _PLAIN.fullmatch(mention.text)
        and not mention.text.endswith("ing")
        and mention.type
        in (
            EntityType.THERAPY,
            EntityType.PHENOTYPE,
            EntityType.ANATOMY,
            EntityType.PROCESS,
            EntityType.POPULATION,
            EntityType.DIAGNOSTIC,
            EntityType.SPECIES,
        )
    ):
        return mention.text
    singular, plural = _STAND_INS[mention.type]
    if _PLURAL.search(mention.text):
        return plural
    return _PROPER.get(mention.type, singular) if bare else singular


def mask(
    words: Sequence[Span],
    mentions: Sequence[Mention],
    *,
    text: str,
    skip: Sequence[Span] = (),
    adjectives: frozenset[int] = frozenset(),
) -> list[Word]:
    """Return the words of a sentence with each mention as one word.

    `words` are the tokens of the sentence, `mentions` those in it, sorted, without overlap; all spans are
    document offsets into `text`. What lies in `skip` is left out (asides). `adjectives` are the indices of
    mentions that are adjectives ("hepatic").
    """
    found: list[Word] = []
    todo = [(m.span, i) for i, m in enumerate(mentions) if not any(s.overlaps(m.span) for s in skip)]
    at = 0
    for word in words:
        start, end = word.start, word.end
        if any(s.start <= start and end <= s.end for s in skip):
            continue
        while start < end:
            while at < len(todo) and todo[at][0].end <= start:
                at += 1
            if at == len(todo) or todo[at][0].start >= end:
                found.append(_word(text, start, end))
                break
            span, index = todo[at]
            if span.start > start:
                found.append(_word(text, start, span.start))
            if not found or found[-1].mention != index:
                bare = not found or found[-1].shown.lower() in _BARE_AFTER
                shown = stand_in(mentions[index], adjective=index in adjectives, bare=bare)
                space = span.end < len(text) and text[span.end].isspace()
                found.append(Word(span.start, span.end, shown, space, index))
            start = max(start, span.end)
    return found


def _word(text: str, start: int, end: int) -> Word:
    shown = text[start:end].strip() or " "
    return Word(start, end, shown, end < len(text) and text[end].isspace())


def _lemma(lemma: str, tag: str) -> str:
    """Return the lemma, singular also where a plural was taken for a proper name ("mutations" after
    symbols).
    """
    if tag != "NNPS" or not _PLURAL.search(lemma):
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]


def _free_subject(tokens: list[Token]) -> tuple[Token, ...]:
    """Give a finite verb the subject that an adverbial before it took: "At present cancer is treated".

    The parser reads "present cancer" as one phrase where no comma stands between them. A finite verb without
    a subject, led by a preposition with a bare adjective and a noun, has that noun for its subject.
    """
    for index, preposition in enumerate(tokens[:-3]):
        adjective, noun, after = tokens[index + 1 : index + 4]
        verb = preposition.head
        if (
            preposition.dep == "prep"
            and verb > index + 2
            and (adjective.dep, adjective.head) == ("amod", index + 2)
            and (noun.dep, noun.head) == ("pobj", index)
            and after.tag in _FINITE
            and verb in (index + 3, after.head)
            and not any(t.head == verb and t.dep in _SUBJECTS for t in tokens)
        ):
            passive = any(t.head == verb and t.dep == "auxpass" for t in tokens)
            tokens[index + 1] = adjective._replace(dep="pcomp", head=index)
            tokens[index + 2] = noun._replace(dep="nsubjpass" if passive else "nsubj", head=verb)
    return tuple(tokens)


class Parser:
    """A spaCy pipeline with tagger, lemmatizer and parser, run over masked words."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def parse(self, sentences: Sequence[Sequence[Word]], *, text: str) -> list[tuple[Token, ...]]:
        """Return the tokens of each sentence with lemma, part of speech and dependency.

        The sentences of one document are parsed as one spaCy document with given boundaries.
        """
        flat = [word for sentence in sentences for word in sentence]
        if not flat:
            return [() for _ in sentences]
        starts: list[bool | int | None] = [i == 0 for sentence in sentences for i in range(len(sentence))]
        doc = Doc(
            self._nlp.vocab,
            words=[word.shown for word in flat],
            spaces=[word.space for word in flat],
            sent_starts=starts,
        )
        for _, component in self._nlp.pipeline:
            doc = component(doc)
        found: list[tuple[Token, ...]] = []
        offset = 0
        for sentence in sentences:
            tokens = []
            for i, word in enumerate(sentence):
                token = doc[offset + i]
                head = token.head.i - offset
                tokens.append(
                    Token(
                        start=word.start,
                        end=word.end,
                        text=text[word.start : word.end],
                        lemma=_lemma(token.lemma_.lower(), token.tag_),
                        pos=token.pos_,
                        tag=token.tag_,
                        dep=token.dep_,
                        head=head if 0 <= head < len(sentence) else i,
                        mention=word.mention,
                    )
                )
            found.append(_free_subject(tokens))
            offset += len(sentence)
        return found
