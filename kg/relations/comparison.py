"""Comparisons: who is measured against whom, so that the comparator is never taken for the winner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import TREATMENTS, Participant, Scene

_WORDS = frozenset({"versus", "vs", "vs.", "than", "against", "over"})
_COMPARED = frozenset(
    {
        "compared",
        "comparing",
        "compare",
        "relative",
        "superior",
        "inferior",
        "contrast",
        "comparison",
        "pit",
        "pits",
        "pitted",
        "pitting",
    }
)
# What stands between a drug and the class that it is said to be of: "X (1 mg), a potent Y inhibitor".
_KIND_OF = re.compile(r"\s*(?:\([^)]*\)\s*)*,?\s*(?:is |was )?(?:an?|the) (?:[\w-]+ ){0,3}", re.IGNORECASE)
# Before a placebo: that something is measured against it, or that people are given the one or the other.
_OF_A_KIND = (
    r"(?:that (?:of|with|for) |those (?:of|with|on|who received) |an? |the |matching |matched |oral )*$"
)
_AGAINST_PLACEBO = re.compile(
    rf"\b(?:versus|vs\.?|than|over|against|(?:compared|comparison|comparing) (?:with|to)"
    rf"|(?:superior|inferior|relative) to) {_OF_A_KIND}",
    re.IGNORECASE,
)
#: "compared patients who got X with patients who got a placebo"
_TO_THOSE = re.compile(
    r"\bcompar(?:ed|es|ing) (?:patients|people|participants|those|adults"
    r"|children)\b[^.;]{3,120}? (?:to|with) "
    r"(?:patients|people|participants|those|adults|children)\b(?: [\w-]+){0,6} (?:an? )?$",
    re.IGNORECASE,
)
_OR_PLACEBO = re.compile(rf"\bor (?:to )?{_OF_A_KIND}", re.IGNORECASE)
_ASSIGNED = re.compile(r"\b(?:randomi[sz]\w+|randomly|assigned|allocated|receive\w*|given)\b", re.IGNORECASE)
_DRAWN = re.compile(
    r"\b(?:randomi[sz]ed|randomly (?:assigned|allocated)|assigned at random|received either)\b", re.IGNORECASE
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
# Behind who was drawn and what they had or took before: what they were drawn for.
_TO_GET = re.compile(r"\bto (?:receive|take|undergo|get|be (?:given|treated))\b", re.IGNORECASE)
# Behind an arm: that what follows is given in all of them.
_IN_ALL = re.compile(
    r"\b(?:in combination with|combined with|together with|(?:both|each|all) with|on top of|added to|based on"
    r"|in addition to|on a background of)\b",
    re.IGNORECASE,
)
# Before a name: that it is given beside what is compared.
_GIVEN_WITH = re.compile(r"\b(?:given|combined|together|combination) with (?:[\w-]+ )?$", re.IGNORECASE)
# How many words behind the word of comparison the treatment stands, at most.
_NEAR, _FAR = 7, 13
# Behind a name: that it is one part of what is compared.
_PART = re.compile(
    r"[-–‑](?:based|bound|containing|fed|induced|deficient|positive|negative|solubili[sz]ed|coated|loaded"
    r"|evoked|elicited|provoked|kindled)\b"
    r"|[- ](?:laser|cryo\w+)\b",
    re.IGNORECASE,
)

#: From one treatment to the next: that what was found is told by now.
_FOUND = re.compile(
    r"\b(?:was|were) (?:not |also |both )?(?:\w+ly )?(?:different|similar|comparable|equal|higher|lower"
    r"|better|worse|greater|superior)\b",
    re.IGNORECASE,
)
# From a placebo to a treatment: that the two are given together.
_BESIDE = re.compile(
    r"^\s*(?:and|plus|\+|with|in combination with|added to)"
    r" (?:(?!vs\b|versus\b|or\b)[\w-]+ ){0,4}[(\w/+ ]{0,20}$",
    re.IGNORECASE,
)
# Before a procedure: that it only tells when something was.
_AFTERWARDS = re.compile(
    r"\b(?:after|following|before|prior to|during) (?:the )?$|\bpost[- ]$", re.IGNORECASE
)
# Behind a name: that nothing was given beside.
_ALONE = re.compile(
    r"(?: \([^)]*\))? (?:alone|only|(?:as )?(?:a )?(?:mono-?therapy|single agent))\b", re.IGNORECASE
)
#: Behind an arm: that what follows is no part of it, but when it was given or what became of people.
_NEXT_MATTER = re.compile(
    r"[;.](?!\d)|\b(?:who|which|until|before|prior to|after|following|during)\b", re.IGNORECASE
)
_COMPARING = re.compile(r"(?:compared|in comparison|relative|as opposed|unlike|in contrast)\b", re.I)


def find_comparators(scene: Scene) -> frozenset[int]:
    """Return the mentions that stand behind "compared to", "versus", "than" or "superior to", with their
    lists.
    """
    tokens = scene.sentence.tokens
    found: set[int] = set()
    for index, token in enumerate(tokens):
        word = token.text.lower()
        behind = word in _WORDS or (
            word in ("to", "with")
            and index > 0
            and (tokens[index - 1].text.lower() in _COMPARED or tokens[token.head].lemma == "compare")
        )
        if not behind or (word == "against" and not _has_compare(scene, index)):
            continue
        if word == "to" and _is_added(scene, index):
            continue
        if word == "over" and scene.at_token.get(index + 1) is None:
            continue  # "over the counter", "over 12 months"
        mention = _next_mention(scene, index)
        if mention is not None:
            listed = [i for i in scene.groups.get(mention, (mention,)) if i >= mention]
            found.update(listed)
            last = tokens[scene.sentence.token_of[listed[-1]]]
            if last.dep in ("compound", "nmod"):
                # "compared with X chemotherapy"
                found.update({tokens[last.head].mention} - {-1})
    return frozenset(found)


def read_comparisons(scene: Scene) -> Iterator[Claim]:
    """Yield ``compared_with`` from the treatment that the sentence is about to each comparator."""
    yield from _with_placebo(scene)
    yield from _of_arms(scene)
    treatments = [
        p
        for p in scene.of_type(*TREATMENTS)
        if _PART.match(scene.behind(p)) is None
        and (p.type is not EntityType.THERAPY or _AFTERWARDS.search(scene.before(p)) is None)
    ]
    behind = [p for p in treatments if p.mention in scene.comparators]
    if not behind:
        return
    first = behind[0]
    before = [p for p in treatments if p.span.start < first.span.start and p.mention not in scene.comparators]
    if not before:
        # "Compared with Y, X …"
        before = [p for p in treatments if p.mention not in scene.comparators][:1]
        before = before if _opens_comparison(scene, first) else []
    ones = _nearest_list(scene, before)
    # "X versus X plus Y" compares no two treatments, "X plus Y versus X plus Z" two of the three, and
    # "X joined with Y, compared with X alone" names the same X before its list.
    alone = {p.concept for p in behind if _ALONE.match(scene.behind(p))}
    beside = alone | {p.concept for p in before if _GIVEN_WITH.search(scene.before(p))}
    shared = {p.concept for p in behind} & ({p.concept for p in ones} | {p.concept for p in before} & beside)
    for one in ones:
        for other in behind:
            if one.concept not in shared and other.concept not in shared:
                yield Claim(
                    subject=one,
                    predicate="kgo:compared_with",
                    object=other,
                    rule="comparison/arm",
                    confidence=0.9,
                )


def is_of_both_arms(scene: Scene, claim: Claim) -> bool:
    """Tell whether one of two compared treatments is a part of both arms: "X with Y against X alone"."""
    treatments = scene.of_type(*TREATMENTS)
    behind = [p for p in treatments if p.mention in scene.comparators]
    again = {p.concept for p in treatments if p.mention != claim.object.mention}
    placebo = any(p.text.lower().startswith("placebo") for p in scene.vague.values())
    if placebo and claim.object.concept in again:
        return True  # "X with Y against a placebo with Y"
    if not any(_ALONE.match(scene.behind(p)) for p in behind):
        return False
    before = {p.concept for p in treatments if p.mention not in scene.comparators}
    return bool({claim.subject.concept, claim.object.concept} & before & {p.concept for p in behind})


def _with_placebo(scene: Scene) -> Iterator[Claim]:
    """Yield what is compared with a placebo, which is a comparator and never a treatment: "X versus
    placebo", "to receive X or placebo".
    """
    for placebo in scene.vague.values():
        before = scene.before(placebo)
        if not placebo.text.lower().startswith("placebo") or not (
            _AGAINST_PLACEBO.search(before)
            or _TO_THOSE.search(before)
            or (_OR_PLACEBO.search(before) and _ASSIGNED.search(before))
        ):
            continue
        treatments = [p for p in scene.of_type(*TREATMENTS) if p.mention not in scene.past]
        named = [
            p for p in treatments if p.span.end <= placebo.span.start and p.mention not in scene.comparators
        ]
        # "X plus Y compared with placebo and Y" sets Y against nothing
        beside = {
            p.concept
            for p in treatments
            if p.span.start >= placebo.span.end and _BESIDE.search(scene.between(placebo, p))
        }
        for one in _nearest_list(scene, named):
            if one.concept in beside:
                continue
            yield Claim(
                subject=one,
                predicate="kgo:compared_with",
                object=placebo,
                rule="comparison/placebo",
                confidence=0.88,
            )


def _of_arms(scene: Scene) -> Iterator[Claim]:
    """Yield the first arm against the others: "were randomised to receive X or the choice of Y or Z".

    What both arms are given is not compared; a first arm of several, parted by commas, may be as many arms.
    """
    drawn = _DRAWN.search(scene.sentence.text)
    if drawn is None:
        return
    goal = _TO_GET.search(scene.sentence.text, drawn.end())
    edge = scene.sentence.span.start + (goal or drawn).end()
    placebos = [p for p in scene.vague.values() if p.text.lower().startswith("placebo")]
    arms: list[list[Participant]] = []
    for each in scene.of_type(*TREATMENTS):
        if each.span.start < edge or each.mention in scene.past:
            continue
        if arms and _is_in_all(scene, arms, placebos, each):
            break
        if arms and _FOUND.search(scene.between(arms[-1][-1], each)):
            break
        if not arms or _OR.search(scene.between(arms[-1][-1], each)):
            arms.append([each])
        elif _NEXT_MATTER.search(scene.between(arms[-1][-1], each)):
            break
        else:
            arms[-1].append(each)
    if len(arms) < 2 or any("," in scene.between(a, b) for a, b in pairwise(arms[0])):
        return
    others = [p for arm in arms[1:] for p in arm]
    shared = {p.concept for p in arms[0]} & {p.concept for p in others}
    for one in arms[0]:
        for other in others:
            if one.concept not in shared and other.concept not in shared:
                yield claim(one, "kgo:compared_with", other, "comparison/assigned", 0.85)


def _is_in_all(
    scene: Scene, arms: list[list[Participant]], placebos: list[Participant], each: Participant
) -> bool:
    """Tell whether a treatment is given in all arms: "X or Y based on Z", "X or placebo in combination with
    Z".
    """
    last = arms[-1][-1]
    others = [p for p in placebos if last.span.end <= p.span.start < each.span.start]
    start = others[-1] if others else last
    return (len(arms) > 1 or bool(others)) and _IN_ALL.search(scene.between(start, each)) is not None


def _nearest_list(scene: Scene, before: list[Participant]) -> list[Participant]:
    """Return the last treatment with its list, or the drug that it says the kind of: "X, a Y inhibitor"."""
    if not before:
        return []
    last = before[-1]
    if last.type is EntityType.DRUG_CLASS and len(before) > 1:
        drug = before[-2]
        if drug.type is EntityType.DRUG and _KIND_OF.fullmatch(scene.between(drug, last)):
            last = drug
    members = scene.groups.get(last.mention, (last.mention,))
    return [p for p in before if p.mention in members]


def _has_compare(scene: Scene, index: int) -> bool:
    return any(t.text.lower() in _COMPARED for t in scene.sentence.tokens[:index])


def _is_added(scene: Scene, index: int) -> bool:
    """Tell whether "to" names what something is added to: "the effects of adding X to Y"."""
    tokens = scene.sentence.tokens
    near = [token.lemma for token in tokens[max(0, index - _NEAR) : index]]
    return tokens[index - 1].text.lower() not in _COMPARED and bool({"addition", "add"} & set(near))


def _next_mention(scene: Scene, index: int) -> int | None:
    """Return the first treatment within the six words behind token `index`; none behind a placebo or
    behind "no".
    """
    tokens = scene.sentence.tokens
    anaphoric = index + 1 < len(tokens) and tokens[index + 1].text.lower() in ("that", "those")
    reach = _FAR if anaphoric else _NEAR  # "compared with that obtained with the best dose of X"
    for position in range(index + 1, min(index + reach, len(tokens))):
        if tokens[position].text.lower().startswith("placebo") or tokens[position].text.lower() == "no":
            return None
        participant = scene.at_token.get(position)
        if participant is not None:
            behind = scene.behind(participant)
            whole = participant.type in TREATMENTS and _PART.match(behind) is None
            return participant.mention if whole else None
    return None


def _opens_comparison(scene: Scene, comparator: Participant) -> bool:
    """Tell whether a sentence opens with whom something is compared with: "Compared with Y, X …"."""
    before = scene.before(comparator)
    return _COMPARING.match(before) is not None and not [
        p for p in scene.of_type(*TREATMENTS) if p.span.end <= comparator.span.start
    ]
