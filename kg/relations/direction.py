"""Which way a thing is affected: up or down, where the words of a sentence say so."""

from __future__ import annotations

from kg.nlp.sentence import Token
from kg.relations.claim import Claim
from kg.relations.scene import Participant, Scene
from kg.relations.schema import Schema

_REACH = 40
"""Characters around a participant in which a word that turns the meaning counts."""


def read_direction(scene: Scene, claim: Claim, schema: Schema) -> str:
    """Return "increased" or "decreased" as the trigger of a claim means it, "" where it means neither.

    Which trigger means which stands in ``schema.toml``. Where another word turns the meaning round ("promotes
    the degradation of X", "loss of X activates", "reduces X-induced Y") nothing is said: two turns are
    easily misread. A denial leaves the direction as it is, since it denies just that.
    """
    directions = schema.directions.get(claim.rule.rpartition("/")[2])
    if not directions or min(claim.subject.mention, claim.object.mention) < 0:
        return ""
    trigger = _trigger(scene, claim, tuple(directions))
    if trigger is None:
        return ""
    token, lemma = trigger
    place = scene.sentence.tokens[token]
    if place.tag == "VBG" and 0 <= place.start - claim.subject.span.end <= 1:
        # A parser takes the noun for a verb: "X silencing enhanced Y".
        return ""
    if any(_is_turned(scene, p, place) for p in (claim.subject, claim.object)):
        return ""
    offset = scene.sentence.span.start
    start, end = (
        (place.end, claim.object.span.start)
        if place.start < claim.object.span.start
        else (claim.object.span.end, place.start)
    )
    if scene.words.turning.search(scene.sentence.text[start - offset : end - offset]):
        return ""
    return directions[lemma]


def _trigger(scene: Scene, claim: Claim, lemmas: tuple[str, ...]) -> tuple[int, str] | None:
    """Return the token that carries a claim and which of `lemmas` it is, None where none or several do."""
    if claim.rule.startswith("frame/"):
        places = [] if claim.trigger is None else [claim.trigger]
    else:
        left, right = sorted((claim.subject.span, claim.object.span))
        places = [
            i
            for i, token in enumerate(scene.sentence.tokens)
            if token.mention < 0 and left.end <= token.start and token.end <= right.start
        ]
    found = [
        (i, lemma)
        for i in places
        for lemma in lemmas
        if scene.sentence.tokens[i].lemma == lemma
        or scene.sentence.tokens[i].text.lower() in (f"{lemma}s", f"{lemma}d", f"{lemma}ed")
    ]
    return found[0] if len(found) == 1 else None


def _is_turned(scene: Scene, participant: Participant, trigger: Token) -> bool:
    """Tell whether words right around a name mean that it is missing, or only what set something off.

    Of these words the trigger itself is none.
    """
    words, offset = scene.words, scene.sentence.span.start
    start, end = participant.span.start - _REACH, participant.span.end + _REACH
    if trigger.end <= participant.span.start:
        start = max(start, trigger.end)
    else:
        end = min(end, trigger.start)
    text = scene.sentence.text
    before = text[max(0, start - offset) : participant.span.start - offset]
    behind = text[participant.span.end - offset : max(0, end - offset)]
    return words.turned_before.search(before) is not None or words.turned_behind.match(behind) is not None
