"""Syntax of biomedical sentences: mentions are masked before the parser sees them.

Parsers break long names apart, and to a rule a mention is one word. Each mention is therefore replaced by one
plain noun of the same number ("cancers" for "desmoplastic small round cell tumors"), asides that only repeat
or cite are left out, and the parse is mapped back to the offsets of the text (entity blinding, as in the
relation systems of the BioNLP shared tasks, e.g. Björne and Salakoski 2011). The sentences become shorter, so
that the masked text is also parsed faster than the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from kg.model import EntityType, Mention, Span
from kg.nlp import word_classes
from kg.nlp.dependencies import Node, to_clear
from kg.nlp.mending import mend
from kg.nlp.parsing import component as parsing
from kg.nlp.sentence import Token
from kg.nlp.words import component as words

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
#: The components that give words their syntax; sentences are given, and mentions are found before.
SYNTAX = frozenset(
    {
        "transformer", "tok2vec", "tagger", "morphologizer", "parser", words.NAME, parsing.NAME,
        "attribute_ruler", word_classes.NAME, "lemmatizer", "trainable_lemmatizer",
    }
)  # fmt: skip
#: The treebank whose habits our parser follows here: silver trees are those of masked sentences.
_MASKED = "silver"
#: Labels that only a parser of Universal Dependencies has.
_OF_UNIVERSAL = frozenset({"acl:relcl", "nmod:poss", "aux:pass", "nsubj:pass"})
_ADJECTIVE = "abdominal"
_PLURAL = re.compile(r"(?:[a-z]{2}[^siu\W]s|ses|xes|mata|ies|[A-Z0-9]s)$")
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


#: What stands behind a trade name and is no word.
_SIGNS = frozenset({"®", "™"})
#: Where a line break cuts a word.
_CUT = re.compile(r"[-\u2010\u00ad][ \t]*\n[ \t]*")


def mask(
    tokens: Sequence[Span],
    mentions: Sequence[Mention],
    *,
    text: str,
    skip: Sequence[Span] = (),
    adjectives: frozenset[int] = frozenset(),
) -> list[Word]:
    """Return the words of a sentence with each mention as one word.

    `tokens` are those of the sentence, `mentions` those in it, sorted, without overlap; all spans are
    document offsets into `text`. What lies in `skip` is left out (asides). `adjectives` are the indices of
    mentions that are adjectives ("hepatic").
    """
    found: list[Word] = []
    todo = [(m.span, i) for i, m in enumerate(mentions) if not any(s.overlaps(m.span) for s in skip)]
    at = 0
    for token in tokens:
        start, end = token.start, token.end
        if any(s.start <= start and end <= s.end for s in skip) or text[start:end] in _SIGNS:
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
                found.append(Word(span.start, span.end, shown, _is_spaced(text, span.end), index))
            start = max(start, span.end)
            if text[start:end] in _SIGNS:
                break
    return found


def _word(text: str, start: int, end: int) -> Word:
    shown = _CUT.sub("", text[start:end]).strip() or " "
    return Word(start, end, shown, _is_spaced(text, end))


def _is_spaced(text: str, end: int) -> bool:
    """Tell whether a space follows a word, past the sign of a trade name."""
    end += text[end : end + 1] in _SIGNS
    return text[end : end + 1].isspace()


def _lemma(lemma: str, tag: str) -> str:
    """Return the lemma, singular also where a plural was taken for a proper name ("mutations" after
    symbols).
    """
    if lemma.endswith("presse"):
        return lemma[:-1]  # of verbs in "-pressed" that it does not know: "overexpressed"
    if tag != "NNPS" or not _PLURAL.search(lemma):
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]


def dependency_labels(nlp: Language) -> frozenset[str]:
    """Return the labels of dependencies that the parser of a pipeline gives; none where it has none."""
    found = nlp.pipe_labels
    return frozenset(label for name in ("parser", parsing.NAME) for label in found.get(name, ()))


class Parser:
    """A spaCy pipeline with tagger, lemmatizer and parser, run over masked words.

    What comes out has CLEAR labels; the trees of a parser that was trained on Universal Dependencies
    (scispaCy's) are converted.
    """

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._components = [component for name, component in nlp.pipeline if name in SYNTAX]
        self._universal = not _OF_UNIVERSAL.isdisjoint(dependency_labels(nlp))

    def parse(self, sentences: Sequence[Sequence[Word]], *, text: str) -> list[tuple[Token, ...]]:
        """Return the tokens of each sentence with lemma, part of speech and dependency.

        Each sentence is parsed for itself, as the parser was trained: the same sentence has the same tree
        wherever it stands.
        """
        docs = [
            Doc(
                self._vocab,
                words=[word.shown for word in sentence],
                spaces=[word.space for word in sentence],
                sent_starts=[i == 0 for i in range(len(sentence))],
            )
            for sentence in sentences
            if sentence
        ]
        for component in self._components:
            if isinstance(component, parsing.SyntaxComponent):
                docs = list(component.pipe(docs, treebank=_MASKED))
            elif hasattr(component, "pipe"):
                docs = list(component.pipe(docs))
            else:
                docs = [component(doc) for doc in docs]
        parsed = iter(docs)
        found: list[tuple[Token, ...]] = []
        for sentence in sentences:
            if not sentence:
                found.append(())
                continue
            doc = next(parsed)[:]
            row = [
                Token(
                    start=word.start,
                    end=word.end,
                    text=text[word.start : word.end],
                    lemma=_lemma(token.lemma_.lower(), token.tag_),
                    pos=token.pos_,
                    tag=token.tag_,
                    dep=node.label,
                    head=node.head,
                    mention=word.mention,
                )
                for word, token, node in zip(sentence, doc, self._tree(doc), strict=True)
            ]
            found.append(mend(row, [word.shown for word in sentence]))
        return found

    def _tree(self, sentence: SpacySpan) -> list[Node]:
        """Return the tree of a sentence with CLEAR labels; a word without a governor is its own."""
        nodes = []
        for index, token in enumerate(sentence):
            head = token.head.i - sentence.start
            within = 0 <= head < len(sentence)
            nodes.append(Node(token.text, token.tag_, head if within else index, token.dep_))
        return to_clear(nodes) if self._universal else nodes
