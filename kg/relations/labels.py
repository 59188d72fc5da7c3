"""What the label of a drug says of it: whom it is indicated for, and the harm that it warns of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, DISEASE, MEDICINES, TREATMENTS, Participant, Scene

#: What is indicated, and the people whom it is indicated for: "is indicated to lower X in adults with Y".
_INDICATED = re.compile(r"\bindicated (?:to|for|as|in)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|contra-?)\s*$", re.IGNORECASE)
_PEOPLE_WITH = re.compile(
    r"\b(?:patients?|people|adults?|children|adolescents|infants|women|men|individuals|older|years)\b[^.;]{0,80}?"
    r"\b(?:with|who have|have|having|suffering from)(?! a history)(?: (?!of\b|or\b|no\b|not\b)[\w-]+){0,5} $",
    re.IGNORECASE,
)
#: The end of what introduces a list of uses.
_LIST_OF_USES = re.compile(
    r"\b(?:indicated|used|approved|licen[cs]ed|authori[sz]ed|prescribed|given) (?:for|to treat|in)"
    r"(?: the (?:treatment|management) of)?(?: (?:adults|patients|people|children) with)?\s*:$",
    re.IGNORECASE,
)
_HARMS = re.compile(
    r"\b(?:side effects?|adverse (?:events?|effects?|reactions?)|toxicit(?:y|ies))\b", re.IGNORECASE
)
#: What opens a line of a list of harms: "Very common:", "Less common (1 in 100 people):".
_FREQUENCY = re.compile(
    r"(?:very |un|less |more |most )?(?:common|frequent|rare|often|serious|severe|occasional)(?:ly)?"
    r"(?: (?:side effects?|adverse (?:events?|reactions?)))?(?: ?\([^()]{1,60}\))?\s*:",
    re.IGNORECASE,
)
#: Behind a harm: that it is what people may have had before.
_EXISTING = re.compile(r"\b(?:pre-?existing|prior to|before) ", re.IGNORECASE)
#: Headings under which a label tells of harm.
_WARNINGS = re.compile(r"\b(?:warnings?|precautions)\b", re.IGNORECASE)
#: The number of a section.
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})* )?(?:(?:risk|increased risk) of )?", re.IGNORECASE)
#: What is told of a harm behind a colon: "Liver damage: Monitor liver enzymes".
_ADVICE = re.compile(r"(?:\s*\([^()]*\))?\s*:\s")


def read_label_section(scene: Scene) -> Iterator[Claim]:
    """Yield what the sections of a label on indications and warnings say of its drug."""
    yield from _indications(scene)
    yield from _warnings(scene)
    yield from _listed(scene)
    yield from _harms_of_each(scene)
    yield from _harms_by_frequency(scene)


def _indications(scene: Scene) -> Iterator[Claim]:
    text, offset = scene.sentence.text, scene.sentence.span.start
    told = _INDICATED.search(text)
    if told is None or _NOT.search(text[: told.start()]):
        return
    drugs = [p for p in scene.of_type(*TREATMENTS) if p.span.end - offset <= told.start()]
    drugs = [p for p in drugs if p.type in MEDICINES] or drugs
    for disease in scene.of_type(EntityType.DISEASE):
        behind = disease.span.start - offset >= told.end()
        if not behind or _PEOPLE_WITH.search(scene.before(disease), told.end()) is None:
            continue
        for drug in scene.members(drugs[0], TREATMENTS) if drugs else scene.around.medicine:
            for each in scene.members(disease, DISEASE):
                if drug.concept != each.concept:
                    sure = 0.85 * drug.confidence
                    yield claim(drug, "biolink:treats", each, "label/indicated", sure, trigger=None)
        return


def _listed(scene: Scene) -> Iterator[Claim]:
    """Yield the diseases of a list below "X is indicated for:"."""
    around = scene.around
    if around.kind is not BlockKind.LIST_ITEM or not around.first or not _LIST_OF_USES.search(around.intro):
        return
    drugs = _drugs(scene)
    diseases = scene.of_type(EntityType.DISEASE)[:1]
    if len(drugs) != 1 or any(
        p.span.start < d.span.start for p in scene.of_type(*TREATMENTS) for d in diseases
    ):
        return
    for disease in diseases:
        for each in scene.members(disease, DISEASE):
            yield claim(drugs[0], "biolink:treats", each, "label/listed", 0.85 * drugs[0].confidence)


def _drugs(scene: Scene) -> tuple[Participant, ...]:
    """Return the drug that the page is about, else the medicines last spoken of."""
    return scene.around.medicine or tuple(p for p in scene.around.treatments if p.type in MEDICINES)


def _tells_of_harms(scene: Scene) -> bool:
    """Tell whether the introduction or the heading is one of side effects."""
    return any(_HARMS.search(words) for words in (scene.around.intro, *scene.around.headings[:1]))


def _harms_of_each(scene: Scene) -> Iterator[Claim]:
    """Yield the harm of each drug in a list of side effects: "Isoniazid: hepatitis"."""
    first = next((p for p in scene.participants if p is not None), None)
    if not _tells_of_harms(scene) or first is None or first.type not in MEDICINES or scene.has_verb:
        return
    if scene.before(first).strip() or not scene.behind(first).startswith(":"):
        return
    for harm in scene.of_type(*CONDITIONS):
        yield claim(first, "biolink:has_adverse_event", harm, "label/harm-of-each", 0.85)


def _harms_by_frequency(scene: Scene) -> Iterator[Claim]:
    """Yield the harms of the page's drug in a line that says how often they come: "Common: X, Y"."""
    if not _tells_of_harms(scene) or scene.has_verb or _FREQUENCY.match(scene.sentence.text) is None:
        return
    drugs = _drugs(scene)
    if len(drugs) != 1:
        return
    for harm in scene.of_type(*CONDITIONS):
        sure = 0.85 * drugs[0].confidence
        yield claim(drugs[0], "biolink:has_adverse_event", harm, "label/harm-by-frequency", sure)


def _warnings(scene: Scene) -> Iterator[Claim]:
    """Yield the harm that a section of warnings is headed by, or opens with before a colon."""
    headings = scene.around.headings[:2]
    if not any(_WARNINGS.search(h) for h in headings) or len(scene.around.medicine) != 1:
        return
    harms = scene.of_type(*CONDITIONS)[:1]
    if not harms or _NUMBER.fullmatch(scene.before(harms[0])) is None:
        return
    members = scene.members(harms[0], CONDITIONS)
    headed = scene.around.kind is BlockKind.HEADING
    if not headed and _ADVICE.match(scene.behind(members[-1])) is None:
        return
    listed = any(p.span.start > members[-1].span.end for p in scene.of_type(*CONDITIONS))
    if not headed and listed and not scene.has_verb:
        return  # "In gout: rash, fever": whose harms are listed
    if _EXISTING.search(scene.behind(members[-1])):
        return  # "Infection: treat infections before the first dose"
    drug = scene.around.medicine[0]
    for harm in members:
        yield claim(drug, "biolink:has_adverse_event", harm, "label/warning", 0.85 * drug.confidence)
