"""Claims that the layout makes: a list and the words that introduce it, a label before a colon, a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import BlockKind, CueKind, EntityType
from kg.relations.care import RETURN
from kg.relations.claim import Claim
from kg.relations.fillers import fill
from kg.relations.list_kinds import LISTS, OF_HARM
from kg.relations.scene import TREATMENTS, Participant, Scene
from kg.relations.trials import INTERVENTION

#: What follows the colon of a title that asks something.
_ASKS = re.compile(
    r"(?:why|how|what|when|where|who|which|whether|is|are|does|do|can|should)\b", re.IGNORECASE
)
#: In a label: that a disease is what something did.
_HARMED = re.compile(
    r"\b(?:induced|caused|provoked|due to|after|following|secondary to|toxic\w*|fatal|lethal)\b",
    re.IGNORECASE,
)
#: A label that says when or for which tumors something is given.
_POINT_OF_CARE = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|later|subsequent|front|1st|2nd|3rd|4th)[- ]?line(?: \w+)?"
    r"|(?:neo)?adjuvant(?: \w+)?|maintenance(?: \w+)?|salvage(?: \w+)?|induction|consolidation"
    r"|(?:systemic |standard |preferred |recommended )?(?:treatments?|therap(?:y|ies)|regimens?|options?)"
    r"|(?:mutations?|fusions?|rearrangements?|amplification|alterations?)"
    r"|(?:[\w-]+-threatening|locali[sz]ed|advanced|metastatic|recurrent|relapsed|refractory|(?:un)?resectable"
    r"|limited|extensive|mild|moderate|severe)(?: disease)?)\s*$",
    re.IGNORECASE,
)
#: A tumor is no sign of another.
_TUMOR = re.compile(
    r"(?:omas?|omata|tumou?rs?|cancers?|neoplas\w+|malignan\w+|metasta\w+|leuka?emias?)\b", re.IGNORECASE
)
#: A heading, or an item above others, that says for whom what stands below it is: "Localized disease",
#: "Second line", "Tumors of the rectum > 2 cm".
_STRATUM = re.compile(
    r"\b(?:diseases?|lines?|stages?|grades?|risk|resectable|unresectable|adults?|children|patients?|elderly"
    r"|relapsed?|recurrences?|recurrent|refractory|metastatic|advanced|early|locali[sz]ed)\b",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(
    r"\bno (?:[\w-]+ ){0,2}(?:role|place|value|benefit|use)\b|\bshould be avoided\b|\bis to be avoided\b",
    re.IGNORECASE,
)
#: In an item: that what it names keeps from the disease.
_PROTECTS = re.compile(
    r"\b(?:protective|protects?|(?:lowers?|reduces?|decreases?) (?:the )?(?:risk|chance|likelihood))\b",
    re.IGNORECASE,
)
#: A term with what is said of it: "Surgery: not possible there".
_GLOSS = re.compile(r"[A-Z][\w’'/(), -]{2,48}(?: [–—]|:) ")
#: Between two treatments that are given together.
_GOES_WITH = re.compile(
    r",? (?:with or without|with|plus|and/or|followed by|combined with|in combination with)(?: [\w-]+){0,2} ",
    re.IGNORECASE,
)
#: What stands before a finding in an item: whom it befalls, and that they have it.
_WHO_FEELS = re.compile(
    r"(?:(?:in|for) (?:men|women|boys|girls|children|babies|infants|adults),? )?"
    r"(?:(?:feeling|being|getting|having|difficulty|trouble|problems)(?: [\w-]+){0,2} )?",
    re.IGNORECASE,
)
#: What stands before the first of several examples that an item gives: "Trouble seeing, such as".
_EXAMPLES = re.compile(r"[^.;:]{3,50}?,? (?:such as|including|like|e\.g\.,?) ", re.IGNORECASE)
#: Behind a treatment that opens an item: that the item is about something of it, not the treatment.
_ABOUT = re.compile(
    r" (?:considerations?|complications?|risks?|side effects?|toxicit\w+|resistance|failures?|costs?)\b",
    re.IGNORECASE,
)
#: Behind a name that opens an item: that the item sets a limit to a count or a level of it.
_LIMIT = re.compile(r"\s*(?:counts?|levels?)?\s*\\?(?:[≥>≤<=]|at (?:least|most) \d)")
#: What a sentence has that leads over to a list without a colon.
_LEADS = re.compile(r"\b(?:includ(?:es?|ed|ing)|following|below|are|consists? of|comprises?|such as)\b")
#: Characters up to which a paragraph above a list introduces it whatever its words.
_SHORT_INTRO = 120
#: In an item below risks: that it is none.
_NO_RISK = re.compile(r"\b(?:not|no|never|nor)\b[^.;]*\b(?:risk|cause)|\bdo(?:es)? not\b", re.IGNORECASE)
_OF_FINDINGS = ("biolink:has_phenotype", "biolink:has_adverse_event")


def read_list_item(scene: Scene) -> Iterator[Claim]:
    """Yield what a list item, or a heading that is one, claims with its introduction: "Treatments for X
    include:" + "Surgery".

    The items are the first participants of fitting type in the first sentence, if nothing but modifiers
    stands before them; the other side is the disease of the introduction or, failing that, of the heading.
    """
    around = scene.around
    if not around.intro or not around.first or around.kind not in (BlockKind.LIST_ITEM, BlockKind.HEADING):
        return
    if around.kind is BlockKind.HEADING and not _is_one_list(scene):
        return
    if around.trial is not None and INTERVENTION.match(scene.sentence.text):
        return  # of which arm that is, the list does not tell
    if _PROTECTS.search(scene.sentence.text) or (
        _GLOSS.match(scene.sentence.text) and any(c.kind is CueKind.NEGATION for c in scene.sentence.cues)
    ):
        return
    named = {p.concept for p in scene.of_type(EntityType.DISEASE)}
    returning = {p.concept for p in scene.of_type(EntityType.DISEASE) if RETURN.search(p.text)}
    for words, kind in [(w, k) for w in _introductions(scene) for k in LISTS]:
        if not kind.words.search(words):
            continue
        items = [p for p in _leading(scene, kind.items) if not _LIMIT.match(scene.behind(p))]
        if kind.predicate == "biolink:treats":
            items = [p for p in _with_companions(scene, items) if not _ABOUT.match(scene.behind(p))]
        elif kind.predicate == "biolink:contributes_to":
            items = [p for p in items if not scene.before(p).endswith(" for ")]
        elif kind.predicate == "biolink:has_phenotype":
            items = [p for p in items if p.type is EntityType.PHENOTYPE or not _TUMOR.search(p.text)]
        if kind.predicate == "biolink:has_adverse_event" and len(items) > 1:
            items = [p for p in items if not scene.behind(p).startswith(":")]  # "In gout: rash, fever"
        if not items:
            continue
        if kind.predicate == "biolink:contributes_to" and _NO_RISK.search(scene.sentence.text):
            return
        others = named - returning if kind.predicate == "biolink:treats" else named
        if kind.predicate not in _OF_FINDINGS and others - {t.concept for t in around.topics} - {
            i.concept for i in items
        }:
            return
        of_drugs = kind.predicate == "biolink:has_adverse_event" and kind.topic_first
        topics = (around.treatments or around.medicine) if of_drugs else around.topics
        for item in items:
            for topic in topics:
                if item.concept == topic.concept:
                    continue
                subject, object_ = (topic, item) if kind.topic_first else (item, topic)
                if kind.predicate == "biolink:treats" and _NO_ROLE.search(scene.sentence.text):
                    yield _refused(subject, object_)
                    continue
                yield Claim(
                    subject=subject,
                    predicate=kind.predicate,
                    object=object_,
                    rule="layout/list",
                    confidence=0.9 * topic.confidence,
                    trigger=scene.sentence.token_of.get(item.mention),
                )
        return


def _introductions(scene: Scene) -> Iterator[str]:
    """Yield the words that may say what a list is a list of, the nearest first: its introduction, the heading
    above, and the headings above those that only say for whom.
    """
    around = scene.around
    last = around.intro
    if len(last) > _SHORT_INTRO and not last.rstrip().endswith(":"):
        # text above a list, of which only the end may lead over to it
        last = re.split(r"(?<=[a-z)]{2}\.)\s", last.rstrip())[-1]
        last = last if _LEADS.search(last) else ""
    if around.headings and OF_HARM.search(around.headings[0]) and not OF_HARM.search(last):
        yield around.headings[
            0
        ]  # "What side effects can it cause?" over "Tell your doctor if these symptoms"
    yield last
    for level, heading in enumerate(around.headings):
        if level and not (_STRATUM.search(last) or _TUMOR.search(last)):
            return
        if heading != last:
            yield heading
        last = heading


def _refused(treatment: Participant, disease: Participant) -> Claim:
    """Return that an item is no treatment, as it says itself: "X has no role here"."""
    return Claim(
        subject=treatment,
        predicate="biolink:treats",
        object=disease,
        rule="layout/no-role",
        confidence=0.85 * disease.confidence,
        polarity="negated",
    )


def _is_one_list(scene: Scene) -> bool:
    """Tell whether all that a heading names is one list: "Surgery", "Chemotherapy and radiotherapy"."""
    present = [p for p in scene.participants if p is not None]
    return bool(present) and {p.mention for p in present} <= set(scene.groups.get(present[0].mention, ()))


def _leading(scene: Scene, types: frozenset[EntityType]) -> list[Participant]:
    """Return the first participant of `types` with its list, where it opens the sentence."""
    present = [p for p in scene.participants if p is not None]
    if not present:
        return []
    fragment = not scene.has_verb or _is_noun_phrase(scene)
    first = next(
        (p for p in present if p.type in types and not scene.behind(p).startswith(("-guided", " guided"))),
        None,
    )
    if first is None:
        return []
    token = scene.sentence.token_of.get(first.mention, 0)
    before = scene.sentence.tokens[:token]
    if (
        fragment
        and before
        and (
            before[-1].text == "("
            or _EXAMPLES.fullmatch(scene.before(first))
            or (EntityType.PHENOTYPE in types and _WHO_FEELS.fullmatch(scene.before(first)))
        )
    ):
        before = ()  # "loss of hearing (deafness)": the bracket names what stands before it
    if any(
        t.pos in ("VERB", "AUX", "ADP") and t.tag != "VBN" and t.dep != "amod" and t.lemma != "have"
        for t in before
    ) or (len(before) > 4 and not fragment):
        return []
    if fragment and EntityType.PHENOTYPE in types:
        return [p for p in present if p.type in types]
    found = fill(scene, scene.sentence.token_of[first.mention], types)
    return found or [first]


def _with_companions(scene: Scene, items: list[Participant]) -> list[Participant]:
    """Return the treatments that open an item, with those that go with the last of them: "X with Y"."""
    found = list(items)
    for left, right, between in scene.neighbours():
        if found and left == found[-1] and right.type in TREATMENTS and _GOES_WITH.fullmatch(between):
            found.append(right)
    return found


def _labels_care(scene: Scene, edge: int) -> bool:
    """Tell whether the words before a colon at `edge` say at which point of care what follows is given, or
    for which alteration: "Second line: X", "G mutation: Y".
    """
    label = scene.sentence.text[: max(0, edge - scene.sentence.span.start)]
    verbs = any(t.end <= edge and t.tag in ("VBD", "VBP", "VBZ", "MD") for t in scene.sentence.tokens)
    return not verbs and len(label) <= 60 and _POINT_OF_CARE.search(label) is not None


def _is_noun_phrase(scene: Scene) -> bool:
    """Tell whether the verbs of a sentence are all in clauses below a noun: "patches that itch"."""
    tokens = scene.sentence.tokens
    root = next((i for i, t in enumerate(tokens) if t.dep == "ROOT"), None)
    return (
        root is not None
        and tokens[root].pos in ("NOUN", "PROPN")
        and not any(tokens[c].dep in ("nsubj", "cop", "parataxis") for c in scene.sentence.children[root])
    )


def _serves(scene: Scene, treatment: Participant) -> bool:
    """Tell whether `treatment` is only where something else is used ("markers and their use in care")."""
    token = scene.sentence.token_of.get(treatment.mention)
    return token is not None and any(
        word.pos == "ADP" and word.lemma in ("in", "to", "on")
        for word in scene.sentence.tokens[max(0, token - 3) : token]
    )


def read_label(scene: Scene) -> Iterator[Claim]:
    """Yield what a label before a colon claims: "For X: drug Y …", "X of high risk: Y"."""
    edge = scene.sentence.span.start + scene.sentence.text.find(": ")
    diseases = scene.around.topics if scene.around.labelled or _labels_care(scene, edge) else ()
    behind = [
        p
        for p in scene.participants
        if p is not None
        and p.span.start >= edge
        and p.type in TREATMENTS
        and p.mention not in scene.comparators
    ]
    if _HARMED.search(scene.sentence.text[: max(0, edge - scene.sentence.span.start)]):
        return  # "hepatitis due to X: a case with Y"
    if not diseases or not behind or _ASKS.match(scene.sentence.text[edge - scene.sentence.span.start + 2 :]):
        return
    first = next(p for p in scene.participants if p is not None and p.span.start >= edge)
    if first.mention != behind[0].mention or _serves(scene, behind[0]):
        return  # the label is about something else, which the treatment only serves
    members = scene.groups.get(behind[0].mention, (behind[0].mention,))
    named = [p for p in behind if p.mention in members]
    following = [p for p in behind if named and p.mention == named[-1].mention + 1]
    if following and scene.between(named[-1], following[0]) == " (":
        # "Z: painkillers (A or B)": the class is explained by its members
        named += [p for p in scene.members(following[0], TREATMENTS) if p not in named]
    for treatment in named:
        for disease in diseases:
            yield Claim(
                subject=treatment,
                predicate="biolink:treats",
                object=disease,
                rule="layout/label",
                confidence=0.88,
                trigger=scene.sentence.token_of.get(treatment.mention),
            )
