"""What lists are lists of, by the words that introduce them, and the claim that each item makes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import EntityType
from kg.relations.risks import EXPOSURES
from kg.relations.scene import CONDITIONS, TREATMENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """What a list is a list of: words of its introduction, the type of its items, the claim each item
    makes.
    """

    words: re.Pattern[str]
    items: frozenset[EntityType]
    predicate: str
    topic_first: bool


def _kind(words: str, items: frozenset[EntityType], predicate: str, *, topic_first: bool) -> ListKind:
    return ListKind(
        words=re.compile(words, re.IGNORECASE), items=items, predicate=predicate, topic_first=topic_first
    )


OF_HARM = re.compile(
    r"\b(?:side effects?|adverse (?:events?|effects?|reactions?)|toxicit(?:y|ies))\b", re.IGNORECASE
)
LISTS = (
    _kind(
        r"\b(?:risk factors?|(?:raise|increase)s? (?:the|your|a person's|one's) (?:risk|chance)s?"
        r"|higher risk|who is (?:more )?at risk|predispos\w+)\b",
        EXPOSURES | {EntityType.FUSION},
        "biolink:contributes_to",
        topic_first=False,
    ),
    _kind(
        OF_HARM.pattern,
        CONDITIONS,
        "biolink:has_adverse_event",
        topic_first=True,
    ),
    _kind(
        r"\b(?:symptoms?|signs|presentation|manifestations?|complaints?|features?"
        r"|(?:diagnostic|following|clinical|major|minor) criteria|criteria (?:are|is) (?:required"
        r"|needed|met)|presents? with|when to suspect|may (?:have"
        r"|experience|notice|feel)|(?:can|may) happen if|(?:people|patients|children)(?: may| can)? get"
        r"|an attack looks like|long-term (?:problems|effects))\b"
        r"|^(?:(?:possible|common|late|other|serious) )*(?:complications|problems)\b"
        r"(?! (?:of|after|from) (?:surgery|treatment|therapy|the))",
        CONDITIONS,
        "biolink:has_phenotype",
        topic_first=True,
    ),
    _kind(
        r"\b(?:treatments?|treat(?:ed|ing)?|therap(?:y|ies)|options?|management|interventions?"
        r"|medicines|medications?|drugs|regimens?"
        r"|(?:first|second|third|later|1st|2nd|3rd)[- ]line)\b",
        TREATMENTS | {EntityType.CELL},
        "biolink:treats",
        topic_first=False,
    ),
    _kind(
        r"\b(?:recommend\w*|advis\w+|avoid\w*|contra-?indicat\w+|(?:do|should|must) not)\b",
        TREATMENTS,
        "biolink:treats",
        topic_first=False,
    ),
    _kind(
        r"\b(?:how (?:do|does|is|are|can) [^?]{2,60} (?:found|find|detected|detect|checked|check)|tests?"
        r"|diagnos\w+|work-?up|imaging|evaluation|investigations?|examinations?|stud(?:y"
        r"|ies) should)\b",
        frozenset({EntityType.DIAGNOSTIC}),
        "biolink:diagnoses",
        topic_first=False,
    ),
    _kind(
        r"\b(?:markers?|biomarkers?|immunohistochemi\w+|stains?)\b",
        frozenset({EntityType.GENE, EntityType.GENE_FAMILY}),
        "biolink:biomarker_for",
        topic_first=False,
    ),
    _kind(
        r"\b(?:mutations?|alterations?|gene changes?|fusions?|rearrangements?)\b",
        frozenset({EntityType.GENE, EntityType.GENE_FAMILY, EntityType.FUSION, EntityType.VARIANT}),
        "biolink:gene_associated_with_condition",
        topic_first=False,
    ),
    _kind(
        r"\b(?:spread|metastasi[sz]e\w*|metastatic sites?|sites of (?:spread|metastas[ie]s))\b",
        frozenset({EntityType.ANATOMY}),
        "kgo:metastasizes_to",
        topic_first=True,
    ),
    _kind(
        r"\b(?:sites?|locations?|located|found in|arises? in|parts of the body)\b",
        frozenset({EntityType.ANATOMY}),
        "biolink:disease_has_location",
        topic_first=True,
    ),
    _kind(
        r"\b(?:(?:other|common|possible|main|usual|many|the|frequent|known|rare) causes|caused by|^causes)\b",
        frozenset({EntityType.DISEASE, EntityType.PHENOTYPE, EntityType.SPECIES}),
        "biolink:causes",
        topic_first=False,
    ),
    _kind(
        r"\b(?:(?:other|common|possible|main|usual|many|the|frequent|known|rare) causes|caused by|^causes)\b",
        TREATMENTS,
        "biolink:has_adverse_event",
        topic_first=False,
    ),
    _kind(
        r"\b(?:causes?|caused by|drivers?)\b",
        frozenset({EntityType.GENE, EntityType.FUSION, EntityType.VARIANT}),
        "biolink:causes",
        topic_first=False,
    ),
)
