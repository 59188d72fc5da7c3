"""Genes of which a change is said to be behind a disease, usual or found in it, from the words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import Participant, Scene

_BEHIND = re.compile(
    r"(?:\b(?:is|are) (?:[\w-]+ )?|, )(?:driven|caused|characteri[sz]ed|defined|explained) by"
    r" (?:[^.;,]{0,60} )?"
    r"(?:over-?expression|loss|inactivation|amplification|mutations?|deletion|activation"
    r"|rearrangements?|fusion)"
    r" (?:of|in|involving) (?:the )?$",
    re.IGNORECASE,
)
_HAPPENS = re.compile(
    r"\b(?:occurs?|develops?|happens?|starts?|arises?|forms?) (?:when|because|if) [^.;]{0,60}"
    r"\b(?:cop(?:y|ies)|genes?|mutations?|changes?|alterations?|variants?)\b(?: (?:of|in|to))? (?:the )?$",
    re.IGNORECASE,
)
#: Before genes: that they are those most often changed, perhaps in a disease that is named.
_MOST_CHANGED = re.compile(
    r"(?:\b(?:genes? (?:that are |which are )?(?:(?:most|more) )?(?:often|commonly|frequently|recurrently) "
    r"(?:mutated|altered|affected|involved|deleted)|(?:most (?:often|commonly|frequently)|recurrently"
    r"|frequently)"
    r" (?:mutated|altered|affected|deleted) genes?)(?: in [^.;:]{3,60}?)? (?:are|is|include|were) (?:the )?"
    r"|\b(?:less|also|more|most) (?:common|frequent|commonly found) (?:are|is|were) (?:[a-z]+ )?"
    r"(?:alterations?|mutations?|changes?|variants?|deletions?|fusions?|rearrangements?) (?:of|in"
    r"|involving) (?:the )?)$",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(?:sequencing|profiling|panel|testing|analysis|studies|FISH|PCR|NGS)\b[^.;]{0,40}"
    r"\b(?:shows?|showed|identif\w+|reveal\w*|detect\w*|found|confirm\w*"
    r"|uncover\w*|disclos\w+|demonstrat\w+)\b(?! no\b)[^.;]{0,80}$",
    re.IGNORECASE,
)
#: Before genes: a label that says that they are altered, or studies that found them to be.
_LABELLED = re.compile(
    r"^(?:[\w-]+ ){0,4}(?:mutations?|alterations?|aberrations?|(?:mutated|altered|driver) genes?|gene"
    r" changes)"
    r"(?: \([^()]*\)| in [^.;:]{3,40})?: $",
    re.IGNORECASE,
)
_STUDIES_FOUND = re.compile(
    r"\b(?:sequencing|studies|profiling|analys[ie]s|screens?) (?:ha(?:s|ve) )?(?:also )?(?:found"
    r"|identified|shown|revealed"
    r"|detected|uncovered) (?:[\w-]+ ){0,3}(?:mutations?|alterations?|deletions?|amplifications?"
    r"|variants?|fusions?) "
    r"(?:in|of|involving) (?:[^.;]{3,60},? and (?:[a-z]+ )?(?:loss|deletion|mutation|amplification)s? of"
    r" )?(?:the )?$",
    re.IGNORECASE,
)
_CHANGE_NAMED = re.compile(
    r"(?: gene)?[ -](?:[\w*.]+ )?(?:mutations?|variants?|deletions?|amplification|fusions?"
    r"|rearrangements?|loss|alterations?)\b",
    re.IGNORECASE,
)
_CHANGE_IN = re.compile(
    r"\b(?:mutations?|alterations?|variants?|deletions?|amplifications?|loss|inactivation"
    r"|over-?expression|fusions?"
    r"|rearrangements?) (?:of|in|involving) (?:the )?$",
    re.IGNORECASE,
)
#: Behind a gene whose change is named: that the change is usual, or has been seen, in the disease at hand.
_IS_SEEN = re.compile(
    r"(?:\s?\([^()]*\))?(?:,? (?:or|and|and,)? ?(?:less|more) (?:often|commonly|frequently|rarely) (?:of"
    r"|in|that of)"
    r" [\w-]+)?,? (?:is|are|was|were|has been|have been)(?: (?!not\b|never\b|absent\b|no\b)[\w-]+){0,3}?"
    r" (?:universal|invariable|constant|described|reported|documented|noted|common|frequent|usual"
    r"|typical|found"
    r"|seen|detected|observed|recurrent|the rule|characteristic|the defining [\w-]+|the hallmark)\b"
    r"(?! (?:in|among) (?!an? |some|most|many|nearly|about|up|the majority|half|virtually|all|almost|more"
    r"|\d|several|one|two|these))(?! to\b)",
    re.IGNORECASE,
)
#: Before a second gene: that its change is had less or more often.
_LESS_OFTEN = re.compile(
    r"\b(?:mutations?|loss|deletions?|inactivation|amplifications?|rearrangements?|fusions?|alterations?)"
    r" (?:of|in|involving) (?:the )?[\w-]+,? (?:or |and )?(?:,? ?)(?:less|more) (?:often|commonly|frequently"
    r"|rarely) (?:of|in|that of) $",
    re.IGNORECASE,
)
#: Before a gene: that a break in a chromosome brings it somewhere else, or in plain words that it is faulty.
_MOVED = re.compile(
    r"\b(?:translocations?|rearrangements?|fusions?|inversions?) (?:[^.;,]{0,30} )?(?:(?:that|which) )?"
    r"(?:puts?|places?|brings?|joins?|fuses?|links?|moves?|activates?|involves?) (?:the )?$"
    r"|\b(?:faults?|errors?|mistakes?|changes?|mutations?|misprints?) in (?:a|the|one) (?:single )?gene"
    r" (?:called|named|known as) $",
    re.IGNORECASE,
)
#: The tumors at hand, and with which changes they are said to come.
_TUMORS_WITH = re.compile(
    r"\b(?:tumou?rs|cancers|cases|lesions)\b[^.;]{0,120}\b(?:with|have|show|carry|harbou?r|contain|through)"
    r" (?:[\w-]+ ){0,2}(?:mutations?|alterations?|deletions?|amplifications?|loss|inactivation"
    r"|rearrangements?)"
    r" (?:of|in|involving) (?:the )?$",
    re.IGNORECASE,
)
_USUAL_IN = re.compile(
    r"(?: genes?)? (?:are|is|were|was|have been|has been) (?:[\w-]+ )?(?:common|frequent|recurrent"
    r"|typical|found"
    r"|seen|detected|identified|reported|observed|described|present) in (?:(?:the|most|many|some"
    r"|patients with|\d+ ?%"
    r" of|a subset of|up to|about) )*",
    re.IGNORECASE,
)
_USUAL_CASES = re.compile(
    r"(?: genes?)? (?:are|is|were|was|occurs?|have been|has been) (?:[\w-]+ )?"
    r"(?:(?:found|seen|detected|identified"
    r"|reported|observed|present) )?in (?:(?:about|up to|approximately|nearly|roughly|more than|over) )*"
    r"(?:\d[\d.–-]* ?%|most|half|one third|a third|two thirds|three quarters|the majority|a minority|many)"
    r" (?:of )?(?:all |the )?(?:cases|patients|tumou?rs)\b",
    re.IGNORECASE,
)
_AMONG_GENES = re.compile(
    r"\b(?:mutations?|variants?|changes?|defects?|alterations?) in (?:[\w-]+ ){0,4}genes\b[^.;]*?"
    r"\b(?:chiefly|mainly|mostly|most often|most commonly|usually|especially|notably|particularly|such as"
    r"|including|like|for example|(?:the )?(?:commonest|most common|main ones?)(?: of (?:which|them))?"
    r" (?:is|are|being)),? (?:in |the )*$",
    re.IGNORECASE,
)
_CHANGED_IN_PATIENTS = re.compile(
    r"(?:\s?\([^()]*\))?(?: (?:levels?|concentrations?|expression|production))?"
    r" (?:was|were|is|are) (?:\w+ly )?(?:also )?(?:elevated|increased|raised|higher|upregulated|up-regulated"
    r"|reduced|decreased|lower|downregulated|down-regulated) in (?:the |these |most |many |affected )?"
    r"(?:patients|cases|people with the disease)\b(?! (?:with|on|who|given|receiving|treated|taking)\b)",
    re.IGNORECASE,
)
_DUE_TO = re.compile(
    r"(?:\s?\([^()]*\))?,? (?:is |are )?(?:due|secondary|owing) to "
    r"(?:(?:[a-z]+-?[a-z]*ic|[a-z]+ous|rare"
    r"|inherited|recessive|dominant|mutations? in|variants? in|defects? in"
    r"|the|of|an?|deficiency of|loss of) )*",
    re.IGNORECASE,
)
_ASSOCIATIONS = re.compile(
    r"\b(?:genome-wide|GWAS|association stud(?:y|ies)|linkage|genetic stud(?:y|ies))\b[^.;]{0,60}"
    r"\b(?:associations? with|implicated|identified|linked|pointed to|highlighted)\b"
    r"(?! no\b)[^.;]{0,40}?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?:it|they|most|many|the majority|this (?:tumou?r|cancer|disease)|these (?:tumou?rs|cancers))\b",
    re.IGNORECASE,
)


def read_alterations(scene: Scene) -> Iterator[Claim]:
    """Yield the gene whose change is said to be behind a disease: "It is driven by a fusion that
    leads to overexpression of G".
    """
    for gene in scene.of_type(EntityType.GENE):
        before = scene.before(gene)
        told = _MOST_CHANGED.search(before) or _LABELLED.search(before)
        if told or (_STUDIES_FOUND.search(before) and not scene.of_type(EntityType.DISEASE)):
            yield from _most_changed(scene, gene)
            continue
        yield from _dysregulated(scene, gene)
        yield from _due_to(scene, gene)
        match = _BEHIND.search(before) or _HAPPENS.search(before) or _AMONG_GENES.search(before)
        if match is None:
            yield from _found_in(scene, gene)
            last = scene.members(gene, {EntityType.GENE})[-1]
            changed = any(_CHANGE_NAMED.match(scene.behind(p)) for p in (gene, last))
            changed = changed or any(
                p.span.start == gene.span.end + 1 for p in scene.of_type(EntityType.VARIANT)
            )
            if _TESTED.search(before) and changed:
                yield from _tested(scene, gene)
            continue
        edge = scene.sentence.span.start + match.start()
        named = [p for p in scene.of_type(EntityType.DISEASE) if p.span.end <= edge]
        pronoun = _PRONOUN.match(scene.sentence.text) is not None
        for disease in named[-1:] or (scene.around.topics if pronoun else ()):
            yield from _associated(
                scene,
                scene.members(gene, {EntityType.GENE}),
                disease,
                "surface/change-behind",
                0.8 * disease.confidence,
            )


def _most_changed(scene: Scene, first: Participant) -> Iterator[Claim]:
    """Yield the genes most often changed in the disease of the sentence, else in the one at hand."""
    genes = scene.members(first, {EntityType.GENE})
    for disease in scene.of_type(EntityType.DISEASE)[:1] or scene.around.topics:
        yield from _associated(scene, genes, disease, "surface/most-changed", 0.8 * disease.confidence)


def _due_to(scene: Scene, gene: Participant) -> Iterator[Claim]:
    """Yield a gene of whose change a disease comes, "D due to G mutations", or that studies of many genes
    have found in the disease at hand.
    """
    owners = [
        d
        for d in scene.of_type(EntityType.DISEASE)
        if d.span.end <= gene.span.start and _DUE_TO.fullmatch(scene.between(d, gene))
    ]
    named = owners and (_CHANGE_NAMED.match(scene.behind(gene)) or _CHANGE_IN.search(scene.before(gene)))
    topics = {p.concept: p for p in scene.around.topics}
    if not named and not scene.of_type(EntityType.DISEASE) and len(topics) == 1:
        owners = list(topics.values()) if _ASSOCIATIONS.search(scene.before(gene)) else []
    elif not named:
        owners = []
    for disease in owners[-1:]:
        yield from _associated(scene, [gene], disease, "surface/change-due", 0.8 * disease.confidence)


def _dysregulated(scene: Scene, gene: Participant) -> Iterator[Claim]:
    """Yield genes of which those with the disease at hand have more or less: "G was elevated in patients"."""
    topics = {p.concept: p for p in scene.around.topics}
    if scene.of_type(EntityType.DISEASE) or len(topics) != 1:
        return
    if _CHANGED_IN_PATIENTS.match(scene.behind(gene)) is None:
        return
    for topic in topics.values():
        for each in scene.members(gene, {EntityType.GENE}):
            if each.mention <= gene.mention:
                yield claim(
                    each,
                    "kgo:dysregulated_in",
                    topic,
                    "surface/changed-in-patients",
                    0.75 * topic.confidence,
                    trigger=scene.sentence.token_of.get(gene.mention),
                )


def _tested(scene: Scene, gene: Participant) -> Iterator[Claim]:
    """Yield a gene in which a test found a change, in the disease at hand: "Testing showed a G mutation"."""
    if scene.of_type(EntityType.DISEASE) or len(scene.around.topics) != 1:
        return
    topic = scene.around.topics[0]
    yield from _associated(scene, [gene], topic, "surface/change-tested", 0.8 * topic.confidence)


def _found_in(scene: Scene, gene: Participant) -> Iterator[Claim]:
    """Yield genes of which a change is said to be usual in a disease: "mutations in A are common in D"."""
    members = scene.members(gene, {EntityType.GENE})
    yield from _seen_here(scene, gene, members)
    if not members or members[0] != gene or _CHANGE_IN.search(scene.before(gene)) is None:
        return
    if not scene.of_type(EntityType.DISEASE) and _USUAL_CASES.match(scene.behind(members[-1])):
        for topic in scene.around.topics:
            yield from _associated(scene, members, topic, "surface/change-usual-here", 0.8 * topic.confidence)
        return
    if not scene.of_type(EntityType.DISEASE) and _TUMORS_WITH.search(scene.before(gene)):
        for topic in scene.around.topics:
            yield from _associated(scene, members, topic, "surface/change-with", 0.75 * topic.confidence)
        return
    for disease in scene.of_type(EntityType.DISEASE):
        if disease.span.start > members[-1].span.end:
            if _USUAL_IN.fullmatch(scene.between(members[-1], disease)):
                yield from _associated(scene, members, disease, "surface/change-usual-in", 0.85)
            return


def _seen_here(scene: Scene, gene: Participant, members: list[Participant]) -> Iterator[Claim]:
    """Yield genes of whose change it is said that the disease at hand has it: "Loss of G is usual"."""
    topics = {p.concept: p for p in scene.around.topics}
    before = scene.before(gene)
    other = any(p.concept not in topics for p in scene.of_type(EntityType.DISEASE))
    if other or len(topics) != 1:
        return
    named = (members[:1] == [gene] and _CHANGE_IN.search(before)) or _LESS_OFTEN.search(before)
    told = named and _IS_SEEN.match(scene.behind(members[-1]))
    if told or _MOVED.search(before):
        for topic in topics.values():
            yield from _associated(scene, members, topic, "surface/change-seen", 0.75 * topic.confidence)


def _associated(
    scene: Scene, genes: Iterable[Participant], disease: Participant, rule: str, confidence: float
) -> Iterator[Claim]:
    """Yield that each gene is associated with the disease."""
    for gene in genes:
        place = scene.sentence.token_of.get(gene.mention)
        yield claim(gene, "biolink:gene_associated_with_condition", disease, rule, confidence, trigger=place)
