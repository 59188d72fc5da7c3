"""What a relation rule sees: a sentence with its grounded participants and what the layout says around it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from kg.model import BlockKind, EntityType, Span
from kg.nlp.sentence import Sentence
from kg.relations.words import Words

MEDICINES = frozenset({EntityType.DRUG, EntityType.DRUG_CLASS, EntityType.CELL_THERAPY})
TREATMENTS = MEDICINES | {EntityType.THERAPY}
GENES = frozenset({EntityType.GENE, EntityType.GENE_FAMILY, EntityType.FUSION})
DISEASE = frozenset({EntityType.DISEASE})
#: What people suffer from, whether a name is held for an illness or for a sign of one.
CONDITIONS = DISEASE | {EntityType.PHENOTYPE}
#: `Participant.via` of what another clause of the sentence names.
OTHER_CLAUSE = "another clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A grounded mention as a rule handles it.

    `mention` is its index in the sentence at hand, -1 where it stands elsewhere (a heading, an
    antecedent); `confidence` in [0, 1] falls with each step of inference; `via` names that step. `sure` is
    the score of its grounding, 1 for what is grounded in nothing public.
    """

    concept: str
    type: EntityType
    span: Span
    text: str
    mention: int = -1
    confidence: float = 1.0
    via: str = ""
    sure: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around a sentence: each tuple holds the nearest first.

    `topics` are the diseases that a sentence without one is about (one, or a coordinated few);
    `diseases` those that "these tumors" would mean, `treatments` those that "these drugs" would mean,
    `given` those that a result without any would be of; `subjects` what "it" would mean; `trial` the study
    that the section describes; `intro` the words that introduce the list item; `headings` the heading texts.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    first: bool = True
    """Whether this is the first sentence of its block."""
    topics: tuple[Participant, ...] = ()
    treatments: tuple[Participant, ...] = ()
    given: tuple[Participant, ...] = ()
    diseases: tuple[Participant, ...] = ()
    subjects: tuple[Participant, ...] = ()
    labelled: bool = False
    """Whether the topics are those of a label before a colon in the sentence itself."""
    trial: Participant | None = None
    culprits: frozenset[str] = frozenset()
    """Concepts of treatments by whose harm the text opens."""
    medicine: tuple[Participant, ...] = ()
    """The drug that the whole text is about, if it is about one."""
    bench: bool = False
    """Whether the text is about animals or cells and hardly about people."""
    case: bool = False
    """Whether the sentence tells the case of one person."""
    intro: str = ""
    measures: tuple[tuple[int, Participant], ...] = ()
    """Of the row of a table: the measures that its head row names, each with its place there."""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A sentence, its participants by mention, which of them are coordinated, and its surroundings.

    `participants[i]` is None for a mention that only repeats another, introduces it, or says too little
    ("tumors").
    `groups[i]` are the mentions coordinated with mention i, itself included, in order. A pair of mentions
    in `banned` belongs to different branches of an aligned list and must not be related.
    """

    sentence: Sentence
    words: Words
    participants: tuple[Participant | None, ...]
    generic: frozenset[int] = frozenset()
    """Mentions that name no disease in particular ("the disease", "tumors")."""
    vague: dict[int, Participant] = field(default_factory=dict)
    """Generic mentions and titles as participants, for the rules that ask what kind of thing something is."""
    groups: dict[int, tuple[int, ...]] = field(default_factory=dict)
    banned: frozenset[tuple[int, int]] = frozenset()
    comparators: frozenset[int] = frozenset()
    past: frozenset[int] = frozenset()
    """Mentions of what people were treated with before."""
    titles: dict[int, int] = field(default_factory=dict)
    """Mentions of a class that only introduce a drug ("the EGFR inhibitor erlotinib"), with that drug's."""
    around: Surroundings = field(default_factory=Surroundings)

    @cached_property
    def at_token(self) -> dict[int, Participant]:
        """The participant of each token that is one."""
        found = {}
        for index, participant in enumerate(self.participants):
            token = self.sentence.token_of.get(index)
            if participant is not None and token is not None:
                found[token] = participant
        for title, drug in self.titles.items():
            named = self.participants[drug]
            if named is not None:
                found[self.sentence.token_of[title]] = named
        return found

    @cached_property
    def has_verb(self) -> bool:
        """Whether the sentence has a finite verb (a heading or a list item often has none)."""
        return any(t.tag in ("VBD", "VBP", "VBZ", "MD") for t in self.sentence.tokens)

    def between(self, left: Participant, right: Participant) -> str:
        """Return the words from the end of one participant to the start of another."""
        offset = self.sentence.span.start
        return self.sentence.text[left.span.end - offset : right.span.start - offset]

    def apart(self, one: Participant, other: Participant) -> str:
        """Return the words between two participants, whichever stands first."""
        left, right = sorted((one, other), key=lambda p: p.span)
        return self.between(left, right)

    def before(self, participant: Participant) -> str:
        """Return the words of the sentence before a participant; nothing where it stands elsewhere."""
        if participant.mention < 0:
            return ""
        return self.sentence.text[: participant.span.start - self.sentence.span.start]

    def behind(self, participant: Participant) -> str:
        """Return the words of the sentence behind a participant; nothing where it stands elsewhere."""
        if participant.mention < 0:
            return ""
        return self.sentence.text[participant.span.end - self.sentence.span.start :]

    def neighbours(self) -> Iterator[tuple[Participant, Participant, str]]:
        """Yield participants that follow each other, with the words between."""
        for left, right in pairwise(p for p in self.participants if p is not None):
            yield left, right, self.between(left, right)

    def members(self, participant: Participant, types: Collection[EntityType]) -> list[Participant]:
        """Return the participant's coordinated list, as far as it is of `types` and no comparator."""
        listed = (self.participants[i] for i in self.groups.get(participant.mention, ()))
        found = [m for m in listed if m is not None and m.type in types and m.mention not in self.comparators]
        return found or [participant]

    def of_type(self, *types: EntityType) -> list[Participant]:
        """Return the participants of these types, in order of place."""
        return [p for p in self.participants if p is not None and p.type in types]

    def may_relate(self, one: Participant, other: Participant) -> bool:
        """Tell whether the two can be related: different things, not in different branches of an
        alignment.
        """
        if one.concept == other.concept or one.span == other.span:
            return False
        return (one.mention, other.mention) not in self.banned and (
            other.mention,
            one.mention,
        ) not in self.banned
