"""Whether a claim is affirmed or denied, asserted, hedged or an aim: from the cues and from the layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.model import BlockKind, Certainty, Cue, CueKind, Polarity, Span
from kg.relations.grammar import children
from kg.relations.scene import OTHER_CLAUSE, Participant, Scene

# "Background and aims" stands over what is known first.
_AIM_HEADINGS = re.compile(
    r"\A(?!.*\bbackground\b).*\b(aims?|objectives?|goals?|purpose of (?:the |this )?(?:study|trial)"
    r"|hypothes[ei]s|study (?:goal|purpose|aim)|future|(?<!the )outlook)\b",
    re.IGNORECASE | re.DOTALL,
)
_FUTURE = re.compile(r"\b(?:future|outlook|hypothes[ei]s)\b", re.IGNORECASE)
#: What opens or tells of an aim.
_TO_FIND = re.compile(r"(?:[\w ]{0,20}: ?)?(?:To|Whether|How|If)\b")
_OWN_WORK = re.compile(
    r"\b(?:we|our|this (?:study|trial|review|work|paper)|the (?:present )?(?:study|trial|aim|purpose"
    r"|goal|objective)s?|researchers"
    r"|doctors want|investigators)\b",
    re.IGNORECASE,
)
#: What has long been found is no aim, though it stands under the label or heading of the aims.
_KNOWN = re.compile(
    r"\b(?:(?:has|have) (?:\w+ ){0,2}been (?:\w+ly )?|(?:is|are) (?:\w+ly |well[- ])?"
    r"|(?:has|have) (?:\w+ly )?)"
    r"(?:demonstrated|established|found|implicated|known|proved|proven|recogni[sz]ed|reported|shown)\b"
    r"|\b(?:is|are) (?:caused by|characteri[sz]ed by|one of the|an? (?:[\w-]+ ){0,3}"
    r"(?:form|kind|type|subtype|disease|disorder|syndrome|cancer|tumou?r|cause|enzyme|protein|receptor|gene)s?\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*:")
# Before "without": that nothing is denied, "with or without".
_OR_NOT = re.compile(r"\bwith (?:or|and) $", re.IGNORECASE)
_SOME = frozenset({"few", "other", "remaining", "rest", "some", "certain", "rare"})
_NOTHING = r"(?: (?:reports?|cases?|signs?|episodes?|instances?|evidence|occurrences?)(?: of)?)?"
_ABSENT = re.compile(
    rf"without|no{_NOTHING}|absence of|lack(?:ing)?(?: of)?|free of|free from", re.IGNORECASE
)


def read_modality(
    scene: Scene,
    trigger: int | None,
    subject: Participant,
    object_: Participant,
    *,
    polarity: str = "",
    standing: bool = False,
) -> tuple[Polarity, Certainty]:
    """Return polarity and certainty of a claim about `subject` and `object_` that the token `trigger` makes.

    A negation counts when the trigger or one of the participants lies in its scope and the scope does not
    hold the whole rest of the sentence by accident. `polarity` is the trigger's own ("negated", "affirmed"),
    against which its own cue does not count; "denied" is what the rule has read as a denial, cues and all.
    A `standing` property of a thing ("X-targeting", "X such as Y") is no part of an aim that the sentence
    states, nor of a denial that is not of the thing itself.
    """
    denied = polarity in ("negated", "denied")
    known = _KNOWN.search(scene.sentence.text) is not None
    certainty = Certainty.ASSERTED
    for cue in scene.sentence.cues:
        if not _covers(scene, cue.scope, trigger, subject, object_) or _is_outside(scene, cue, trigger):
            continue
        if scene.around.kind is BlockKind.TABLE_ROW and not _in_cell(scene, cue.span, (subject, object_)):
            continue
        if cue.kind is CueKind.NEGATION:
            if _OR_NOT.search(scene.sentence.text[: cue.span.start - scene.sentence.span.start]):
                continue
            if standing and not 0 <= subject.span.start - cue.span.end <= 2:
                continue
            own = trigger is not None and _is_trigger(scene, cue.span, trigger)
            settled = polarity == "denied" or (polarity and own)
            denied = denied if settled else not denied if polarity == "negated" else True
        elif cue.kind is CueKind.HEDGE and certainty is Certainty.ASSERTED:
            certainty = Certainty.HEDGED
        elif cue.kind is CueKind.AIM and not standing and not (known and _is_label(scene, cue)):
            certainty = Certainty.HYPOTHETICAL
    if (
        certainty is Certainty.ASSERTED
        and not standing
        and not known
        and any(_AIM_HEADINGS.search(h) for h in scene.around.headings[:1])
        and not _is_told(scene)
    ):
        certainty = Certainty.HYPOTHETICAL
    return (Polarity.NEGATED if denied else Polarity.AFFIRMED), certainty


def _is_told(scene: Scene) -> bool:
    """Tell whether a sentence under the heading of the aims says how things are or were, and no aim."""
    if any(_FUTURE.search(h) for h in scene.around.headings[:1]) or _TO_FIND.match(scene.sentence.text):
        return False
    tags = {t.tag for t in scene.sentence.tokens}
    return (
        bool(tags & {"VBZ", "VBD", "VBP"}) and "MD" not in tags and not _OWN_WORK.search(scene.sentence.text)
    )


def _is_label(scene: Scene, cue: Cue) -> bool:
    """Tell whether a cue is the label of a section: "OBJECTIVE: X has been shown to"."""
    place = cue.span.end - scene.sentence.span.start
    return _LABEL.match(scene.sentence.text, place) is not None


def _in_cell(scene: Scene, cue: Span, participants: Iterable[Participant]) -> bool:
    """Tell whether a cue stands in the same cell of a row as one of the participants."""
    offset = scene.sentence.span.start
    for each in participants:
        left, right = sorted((cue, each.span))
        between = scene.sentence.text[max(0, left.end - offset) : max(0, right.start - offset)]
        if each.mention >= 0 and "|" not in between and "\t" not in between:
            return True
    return False


def _is_outside(scene: Scene, cue: Cue, trigger: int | None) -> bool:
    """Tell whether a cue governs the clause around a participle and not the participle itself.

    "No study has tested it in patients treated with X" denies no treatment with X.
    """
    if trigger is None:
        return False
    while scene.sentence.tokens[trigger].dep == "xcomp":
        # "which has been used to treat X"
        trigger = scene.sentence.tokens[trigger].head
    dep = scene.sentence.tokens[trigger].dep
    if dep != "acl" and not (dep == "relcl" and cue.kind is CueKind.AIM):
        return False
    inside = scene.sentence.subtree(trigger)
    return not any(
        scene.sentence.tokens[t].start < cue.span.end and cue.span.start < scene.sentence.tokens[t].end
        for t in inside
    )


def is_absent(scene: Scene, trigger: int | None, participant: Participant) -> bool:
    """Tell whether a phrase says that people do not have the thing: "subjects without X", "free of X"."""
    if participant.mention < 0 or trigger is None:
        return False
    start = scene.sentence.tokens[trigger].start
    return any(not cue.scope.start <= start < cue.scope.end for cue in _absences(scene, participant))


def is_none(scene: Scene, participant: Participant) -> bool:
    """Tell whether a determiner or preposition denies the thing itself: "no X", "without X"."""
    return any(_absences(scene, participant))


def is_of_some(scene: Scene, participant: Participant) -> bool:
    """Tell whether only a part of those with a disease is meant: "other tumors have no mutation"."""
    token = scene.sentence.token_of.get(participant.mention)
    return token is not None and any(
        scene.sentence.tokens[c].lemma in _SOME
        for c in children(scene.sentence, token, "amod", "det", "nmod")
    )


def _absences(scene: Scene, participant: Participant) -> Iterator[Cue]:
    offset = scene.sentence.span.start
    for cue in scene.sentence.cues:
        words = scene.sentence.text[cue.span.start - offset : cue.span.end - offset]
        if (
            cue.kind is not CueKind.HEDGE
            and cue.scope.contains(participant.span)
            and _ABSENT.fullmatch(words) is not None
        ):
            yield cue


def _covers(
    scene: Scene, scope: Span, trigger: int | None, subject: Participant, object_: Participant
) -> bool:
    places = [p.span for p in (subject, object_) if p.mention >= 0 and p.via != OTHER_CLAUSE]
    if trigger is not None:
        token = scene.sentence.tokens[trigger]
        # what "they" stands for is denied where it is named, not where "they" do something
        places = [p.span for p in (subject, object_) if p.span in places and p.via != "coreference"]
        return scope.start <= token.start < scope.end or any(
            scope.contains(p) and len(scope) <= 4 * len(p) + 40 for p in places
        )
    return any(scope.contains(p) for p in places)


def _is_trigger(scene: Scene, cue: Span, trigger: int) -> bool:
    token = scene.sentence.tokens[trigger]
    return cue.start < token.end and token.start < cue.end
