"""Scenes in order: for each sentence what heading, introduction and the sentences before it make it about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import BlockKind, Document, EntityType, Grounding
from kg.nlp.sentence import AnnotatedDocument, Sentence
from kg.relations.bearing import is_measured
from kg.relations.care import is_of_the_bench
from kg.relations.comparison import find_comparators
from kg.relations.coordination import find_alignment, find_groups
from kg.relations.fragments import find_fragments
from kg.relations.history import find_past
from kg.relations.patient import find_case, find_diagnosis
from kg.relations.scene import MEDICINES, TREATMENTS, Participant, Scene, Surroundings
from kg.relations.themes import (
    diseases_of,
    find_headed,
    find_medicine,
    find_subjects,
    find_theme,
    find_topics,
    is_harm,
    label_diseases,
    names_one_drug,
    outside,
)
from kg.relations.words import Words

# A sentence that tells what people were given, or what a study is of.
_GIVES = re.compile(
    r"\b(?:receiv\w+|treated|given|administered|randomi[sz]ed|assigned|underwent|evaluat\w+|assess\w+"
    r"|efficacy|trial|study|phase|combin\w+|approv\w+|consisted of)\b",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"\b(?:randomi[sz]ed|assigned|allocated|received either"
    r"|(?:^|(?<= ))(?:patients|participants|children|adults) (?:received|were (?:given|treated with)))\b",
    re.IGNORECASE,
)
_OTHER_TRIAL = re.compile(
    r"\b(?:earlier|previous|prior|other|another|separate|past) (?:[\w-]+ ){0,3}(?:trials?|stud(?:y|ies))\b",
    re.IGNORECASE,
)
#: Before a finding: that something was given against it.
_AGAINST = re.compile(
    r"\b(?:to|for|used|by) (?:the )?(?:manage(?:ment)?|treat(?:ment)?|control|prevent(?:ion)?"
    r"|revers\w+|prophylaxis)\b"
    r"(?: of| against)?(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
#: What may stand before the medicine that a sentence opens with.
_OPENS = re.compile(r"(?:(?:an?|the|this|these|oral|intravenous|generic) )*", re.IGNORECASE)
_CHOICE = re.compile(r"\b(?:or|versus|vs\.?|either|compared)\b", re.IGNORECASE)
#: A heading below which treatments or tests have headings of their own.
_OPENS_CARE = re.compile(
    r"^(?:(?:types of |available |main )?treat(?:ing|ments?)\b|how (?:is|are|do|does) .{2,60} (?:treat"
    r"|diagnos)\w*|(?:getting )?(?:a )?diagnos\w+"
    r"|tests?\b|(?:management|therapy)\b)|\b(?:treatments?|treatment options|therapies|management|tests"
    r"|diagnosis)$"
    r"|\b(?:is|are) (?:treated|diagnosed)\??$",
    re.IGNORECASE,
)
#: A heading with which something else begins, and of how many words those are at most that go on.
_NEW_SECTION = re.compile(
    r"\b(?:side effects?|late effects?|complications?|symptoms?|signs?|causes?|risks?|research|trials?"
    r"|prognosis|outlook"
    r"|survival|living|coping|follow|about|prevent\w*|references?|support|questions?|more|contact|genetics?|overview"
    r"|background|epidemiology|stag(?:es|ing)|recurren\w+|who|what|why|when)\b|\?$",
    re.IGNORECASE,
)
_MOST_WORDS = 5
# Sentences before the one at hand, up to which a text is as short as an abstract.
_SHORT = 25


def make_scenes(
    annotated: AnnotatedDocument, groundings: Sequence[Grounding], words: Words
) -> Iterator[Scene]:
    """Yield a scene for each sentence of the document; `groundings` follow the mentions in order."""
    scenes = _bare(annotated, groundings, words)
    document = annotated.document
    by_block: dict[int, list[Scene]] = {}
    for scene in scenes:
        by_block.setdefault(scene.sentence.block, []).append(scene)
    case = find_case(document, scenes)
    theme = find_theme(document, scenes) or find_diagnosis(scenes, case)
    bench = is_of_the_bench([s.sentence.text for s in scenes])
    culprits = frozenset(p.concept for s in scenes[:1] if is_harm(s) for p in s.of_type(*TREATMENTS))
    medicine = find_medicine(scenes)
    trial = _page_trial(annotated, groundings)
    before: list[Scene] = []
    for place, scene in enumerate(scenes):
        around = _surroundings(document, scene, by_block, before, theme)
        if around.trial is None and trial is not None:
            around = replace(around, trial=trial)
        if place in case and theme and not around.labelled:
            # whatever else a case names, it is told of the disease that it turned out to be
            around = replace(around, case=True, topics=tuple(outside(p, 0.8, "theme") for p in theme[:1]))
        yield replace(scene, around=replace(around, bench=bench, culprits=culprits, medicine=medicine))
        before.append(scene)


def _page_trial(annotated: AnnotatedDocument, groundings: Sequence[Grounding]) -> Participant | None:
    """Return the trial that the whole page describes; its grounding is the last."""
    if annotated.trial is None:
        return None
    mention = annotated.trial
    return Participant(
        concept=groundings[-1].concept,
        type=EntityType.TRIAL,
        span=mention.span,
        text=mention.text,
        confidence=0.9,
        via="page",
    )


def _bare(annotated: AnnotatedDocument, groundings: Sequence[Grounding], words: Words) -> list[Scene]:
    scenes = []
    rest = iter(groundings)
    for sentence in annotated.sentences:
        present: list[Participant | None] = []
        generic = set()
        for index, mention in enumerate(sentence.mentions):
            grounding = next(rest)
            repeats = sentence.alias_of[index] != index if sentence.alias_of else False
            kind = grounding.chosen.type if grounding.chosen else mention.type
            vague = words.is_generic(kind, mention.text) or (
                grounding.chosen is not None and words.is_generic(kind, grounding.chosen.label)
            )
            if vague:
                generic.add(index)
            if repeats or index not in sentence.token_of:
                present.append(None)
                continue
            present.append(
                Participant(
                    concept=grounding.concept,
                    type=kind,
                    span=mention.span,
                    text=mention.text,
                    mention=index,
                    sure=grounding.chosen.score if grounding.chosen else 1.0,
                )
            )
        scenes.append(_scene(sentence, words, present, frozenset(generic)))
    return scenes


def _scene(
    sentence: Sentence, words: Words, present: Sequence[Participant | None], generic: frozenset[int]
) -> Scene:
    """Return a sentence with its participants, without those that name nothing in particular."""
    runs, banned = find_alignment(sentence)
    groups = _grouped(sentence, runs)
    fragments = find_fragments(sentence, present)
    present = [None if i in fragments else p for i, p in enumerate(present)]
    titles = _titles(sentence, present)
    scene = Scene(
        sentence=sentence,
        words=words,
        participants=tuple(
            None if i in titles or (i in generic and not _meets_metastasis(p)) else p
            for i, p in enumerate(present)
        ),
        generic=generic,
        vague={i: p for i, p in enumerate(present) if p is not None and (i in generic or i in titles)},
        groups=groups,
        banned=banned,
        titles=titles,
    )
    return replace(scene, past=find_past(scene), comparators=find_comparators(scene))


def _titles(sentence: Sentence, present: Sequence[Participant | None]) -> dict[int, int]:
    """Return the classes that stand right before a drug of theirs, each with that drug."""
    return {
        i: i + 1
        for i, (one, other) in enumerate(pairwise(present))
        if one is not None
        and other is not None
        and (one.type, other.type) == (EntityType.DRUG_CLASS, EntityType.DRUG)
        and other.span.start == one.span.end + 1
        and sentence.text[one.span.end - sentence.span.start].isspace()
    }


def _meets_metastasis(participant: Participant | None) -> bool:
    return participant is not None and participant.text.lower().startswith("metasta")


def _grouped(sentence: Sentence, runs: list[list[tuple[int, int]]]) -> dict[int, tuple[int, ...]]:
    """Return the coordinated lists; in an aligned run all left members make one list, all right ones
    another.
    """
    groups = find_groups(sentence)
    for run in runs:
        for side in (0, 1):
            members = tuple(dict.fromkeys(pair[side] for pair in run))
            groups.update(dict.fromkeys(members, members))
    return groups


def _surroundings(
    document: Document,
    scene: Scene,
    by_block: dict[int, list[Scene]],
    before: Sequence[Scene],
    theme: tuple[Participant, ...],
) -> Surroundings:
    index = scene.sentence.block
    block = document.blocks[index]
    above: list[int] = []
    parent = block.parent
    while parent is not None:
        above.append(parent)
        parent = document.blocks[parent].parent
    here = [s for s in before if s.sentence.block == index]
    intro = ""
    if block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) and above:
        intro = document.text_of(document.blocks[above[0]])
    elif block.kind is BlockKind.HEADING:
        intro = _intro_of_heading(document, index)
    headings = tuple(
        " ".join(document.text_of(document.blocks[i]).split())
        for i in above
        if document.blocks[i].kind in (BlockKind.HEADING, BlockKind.TITLE)
    )
    if (section := _section_above(document, index)) and section not in headings:
        headings = (*headings[:1], section, *headings[1:])
    levels = [list(by_block.get(i, ())) for i in above]
    near = [here[::-1], _paragraph_before(document, index, by_block), *levels]
    label = label_diseases(scene)
    measures: tuple[tuple[int, Participant], ...] = ()
    if block.kind is BlockKind.TABLE_ROW and above:
        start = document.blocks[above[0]].span.start
        named = [p for s in levels[0] for p in s.of_type(EntityType.MEASURE)]
        measures = tuple((p.span.start - start, outside(p, 1.0, "heading")) for p in named)
    return Surroundings(
        kind=block.kind,
        first=not here,
        topics=label or find_topics(levels, here, theme, before),
        labelled=bool(label),
        treatments=_latest(near, TREATMENTS),
        diseases=_pointed_at(here),
        given=_given(document, here, levels, before),
        subjects=find_subjects(here, find_headed(document, above, levels)),
        trial=_trial(scene, here, levels),
        intro=intro,
        measures=measures,
        headings=headings,
    )


def _paragraph_before(document: Document, index: int, by_block: dict[int, list[Scene]]) -> list[Scene]:
    """Return the sentences of the paragraph right above a paragraph in its section, the last one first."""
    blocks = document.blocks
    for place in range(index - 1, -1, -1):
        above = blocks[place]
        if above.kind.is_read:
            both = above.kind is BlockKind.PARAGRAPH and blocks[index].kind is BlockKind.PARAGRAPH
            return by_block.get(place, [])[::-1] if both and above.parent == blocks[index].parent else []
    return []


def _intro_of_heading(document: Document, index: int) -> str:
    """Return the words that introduce a heading as one of several: a paragraph that ends in a colon above the
    first of them, else the heading that they stand under. Empty where there are none.
    """
    blocks = document.blocks
    level, parent = blocks[index].level, blocks[index].parent
    for place in range(index - 1, -1, -1):
        block = blocks[place]
        if block.kind is BlockKind.HEADING and block.level < level:
            break
        opens = block.kind is BlockKind.PARAGRAPH and blocks[place + 1].kind is BlockKind.HEADING
        if opens and blocks[place + 1].level == level and document.text_of(block).rstrip().endswith(":"):
            return document.text_of(block)
    headed = parent is not None and blocks[parent].kind is BlockKind.HEADING
    if headed and parent is not None:
        return document.text_of(blocks[parent])
    return _section_above(document, index)


def _section_above(document: Document, index: int) -> str:
    """Return the heading of care or of tests that a heading of the same level, or the one above a block, goes
    on from, where the levels are lost: "Treating X", "Surgery", "Radiotherapy". Empty where there is none.
    """
    blocks = document.blocks
    heading = index if blocks[index].kind is BlockKind.HEADING else blocks[index].parent
    if (
        heading is None
        or blocks[heading].kind is not BlockKind.HEADING
        or _NEW_SECTION.search(document.text_of(blocks[heading]))
    ):
        return ""
    for place in range(heading, -1, -1):
        block = blocks[place]
        if block.kind is BlockKind.TITLE or (
            block.kind is BlockKind.HEADING and block.level < blocks[heading].level
        ):
            return ""
        if block.kind is BlockKind.HEADING and block.level == blocks[heading].level:
            words = document.text_of(block)
            if place < heading and _OPENS_CARE.search(words):
                return words
            if len(words.split()) > _MOST_WORDS or _NEW_SECTION.search(words):
                return ""
    return ""


def _pointed_at(here: Sequence[Scene]) -> tuple[Participant, ...]:
    """Return the first disease, with its list, of the nearest sentence before in the block that has one."""
    for scene in here[::-1]:
        found = [p for p in diseases_of(scene) if not _meets_metastasis(p)]
        if found:
            members = scene.groups.get(found[0].mention, (found[0].mention,))
            return tuple(outside(p, 0.85, "coreference") for p in found if p.mention in members)
    return ()


def _latest(near: list[list[Scene]], types: Collection[EntityType]) -> tuple[Participant, ...]:
    """Return the last list of participants of `types` before the sentence, in its block or in what stands
    above.
    """
    for scenes in near:
        for scene in scenes:
            found = [p for p in scene.of_type(*types) if p.mention not in scene.past]
            found = [p for p in found if p.mention not in scene.comparators] or found
            if found:
                # the longest list, of equals the one of drugs and then the first, which the sentence is about
                largest = scene.groups.get(
                    max(
                        found,
                        key=lambda p: (
                            len(scene.groups.get(p.mention, ())),
                            p.type in MEDICINES,
                            -p.mention,
                        ),
                    ).mention,
                    (),
                )
                return tuple(outside(p, 0.85, "coreference") for p in found if p.mention in largest)
    return ()


def _given(
    document: Document, here: Sequence[Scene], levels: Sequence[list[Scene]], before: Sequence[Scene]
) -> tuple[Participant, ...]:
    """Return the treatments that the people at hand were given, as the nearest words say: those of the block,
    of what stands above it, of the title or, in a short text, of any sentence before.

    Nothing where those words name several to choose from.
    """
    titles = [s for s in before if document.blocks[s.sentence.block].kind is BlockKind.TITLE]
    above = [scene for level in levels for scene in level]
    told = [s for s in here[::-1] if _GIVES.search(s.sentence.text)]
    # "X is a tablet. It may cause": what a sentence of the block opens with, whatever it tells of it
    opened = [s for s in here[::-1] if any(_OPENS.fullmatch(s.before(p)) for p in s.of_type(*MEDICINES)[:1])]
    short = [s for s in before[::-1] if _GIVES.search(s.sentence.text)] if len(before) <= _SHORT else []
    alone = [s for s in here[::-1] if names_one_drug(s)]
    for scene in (*told, *opened, *alone, *above, *titles, *short):
        if any(_AGAINST.search(scene.before(p)) for p in scene.of_type(EntityType.PHENOTYPE)):
            continue
        found = [
            p
            for p in scene.of_type(*TREATMENTS)
            if p.mention not in scene.past | scene.comparators and not is_measured(scene, p)
        ]
        found = [p for p in found if p.type in MEDICINES] or found
        if not found:
            continue
        members = scene.groups.get(found[0].mention, (found[0].mention,))
        listed = [p for p in found if p.mention in members]
        if scene.comparators or _CHOICE.search(scene.between(listed[0], listed[-1])):
            return ()
        return tuple(outside(p, 0.85, "coreference") for p in listed)
    return ()


def _trial(scene: Scene, here: Sequence[Scene], levels: list[list[Scene]]) -> Participant | None:
    """Return the trial named in the sentence, else the one of the section, or the only one that the paragraph
    has named before where the sentence says what people were assigned to.
    """
    # the number behind a name in brackets is no other trial
    named = {p.concept for s in here for p in s.of_type(EntityType.TRIAL)[:1]}
    assigned = len(named) == 1 and _ASSIGNED.search(scene.sentence.text) is not None
    before = [s for s in here if s.of_type(EntityType.TRIAL) and not _OTHER_TRIAL.search(s.sentence.text)]
    before = before if assigned else []
    for scenes in ([scene], before, *levels):
        for each in scenes:
            found = each.of_type(EntityType.TRIAL)
            if found:
                return found[0] if each is scene else outside(found[0], 0.9, "heading")
    return None
