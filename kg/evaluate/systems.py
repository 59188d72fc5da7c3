"""What is measured: anything that gives each mention of a document a concept, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.evaluate.gold import GoldDocument
from kg.evaluate.vocabulary import Vocabulary
from kg.grounding import Grounder
from kg.lexicon import Lexicon
from kg.model import Abbreviation, Grounding, Mention

OURS = "kg"
CONFINED = "kg, confined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a system says that a mention means.

    `curie` and `label` are empty where it says none. `candidates` are the CURIEs of all that it weighed, best
    first, `names` their labels.
    """

    curie: str = ""
    label: str = ""
    score: float = 0.0
    reason: str = ""
    candidates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class System(Protocol):
    """Grounds the mentions of documents."""

    @property
    def name(self) -> str:
        """The name it has in tables."""
        ...

    def answers(self, document: GoldDocument) -> Sequence[Answer]:
        """Return an answer for each mention of `document`, in order."""
        ...


class OurGrounder:
    """The grounder of this library."""

    name = OURS

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def answers(self, document: GoldDocument) -> list[Answer]:
        """Return what the grounder says, each document by itself as in a build."""
        return _answers(Grounder(self._lexicon), document)


class Confined:
    """The grounder of this library, which may only name what the vocabulary of a corpus has.

    So are systems measured that know nothing but that vocabulary. A corpus without a known one is grounded
    as `OurGrounder` does.
    """

    name = CONFINED

    def __init__(self, lexicon: Lexicon, vocabularies: Mapping[str, Vocabulary]) -> None:
        """Ground by `lexicon`; `vocabularies` are those of the corpora, by name."""
        self._lexicon = lexicon
        self._vocabularies = vocabularies

    def answers(self, document: GoldDocument) -> list[Answer]:
        """Return what the grounder says, each document by itself as in a build."""
        vocabulary = self._vocabularies.get(document.corpus)

        def within(curie: str) -> bool:
            concept = self._lexicon.concept(curie)
            exact = () if concept is None else concept.exact
            return vocabulary is None or vocabulary.has_any((curie, *exact))

        return _answers(Grounder(self._lexicon, within=None if vocabulary is None else within), document)


def _answers(grounder: Grounder, document: GoldDocument) -> list[Answer]:
    mentions = [each.mention for each in document.mentions]
    return [
        _answer(grounding, grounder)
        for grounding in _ground(grounder, mentions, document.abbreviations, document.text)
    ]


def _ground(
    grounder: Grounder, mentions: Sequence[Mention], abbreviations: Sequence[Abbreviation], text: str
) -> tuple[Grounding, ...]:
    """Ask the grounder; the only place that does."""
    return grounder.ground(mentions, abbreviations, text=text)


def _answer(grounding: Grounding, grounder: Grounder) -> Answer:
    chosen, others = grounding.chosen, grounding.candidates
    weighed = tuple(c.curie for c in others), tuple(c.label for c in others)
    if chosen is not None:
        return Answer(
            curie=chosen.curie,
            label=chosen.label,
            score=chosen.score,
            reason=", ".join(chosen.reasons),
            candidates=weighed[0],
            names=weighed[1],
        )
    concept = grounder.concept(grounding.concept)
    # a variant is identified by its name, also where its gene is not known
    if concept.curie.startswith("bkg:variant/"):
        return Answer(
            curie=concept.curie, label=concept.label, reason="composed, without a gene", names=weighed[1],
            candidates=weighed[0],
        )  # fmt: skip
    return Answer(reason="no candidate" if not others else "none is sure enough", candidates=weighed[0],
                  names=weighed[1])  # fmt: skip
