"""Advice that the layout gives: what stands below "What is not recommended" is advised against."""

from __future__ import annotations

import re

from kg.model import BlockKind
from kg.relations.claim import Claim
from kg.relations.plausibility import CARE
from kg.relations.scene import Scene

_GIVEN = (
    r"(?:recommended|advised|indicated|suggested|used|given|offered|done|performed|prescribed"
    r"|needed|necessary)"
)
#: A heading or an introduction below which things are named that should not be done.
_AGAINST = re.compile(
    rf"\b(?:not (?:to )?(?:be )?(?:(?:routinely|generally|usually|currently) )?{_GIVEN}"
    r"|(?:should|do|must) not|(?:don|shouldn)['’]?t|(?:to (?:be )?|should be )?avoid(?:ed|ing)?"
    r"|(?:advi[sc]e|recommendations?|recommend) against|not to (?:use|give|do|offer)|contra-?indicated"
    r"|no longer (?:recommended|advised|used|given))\b",
    re.IGNORECASE,
)
#: What advice is about.
_OF_CARE = frozenset({"biolink:treats", "biolink:diagnoses"})
_GIVEN_FOR = CARE | _OF_CARE | {"kgo:compared_with"}
#: Before a treatment: that it is no longer given.
_STOPPED = re.compile(
    r"\b(?:stop(?:ping|ped)?|discontinu(?:e|ed|ing|ation of)|withdraw(?:n|ing|al of|al from)?"
    r"|interrupt(?:ing|ion of)|withhold(?:ing)?|cessation of|omission of|omitting"
    r"|(?:inappropriate|mis)[ -]?use of)"
    r" (?:(?:the )?use of )?(?:[\w-]+[ -])?$",
    re.IGNORECASE,
)
#: Behind a treatment: that it was given once.
_ABANDONED = re.compile(
    r"(?: (?:therapy|treatment))? (?:(?:was|were|has been|have been) (?:[\w-]+ ){0,4}in the past\b"
    r"|(?:was|were) (?:once|formerly|historically) |(?:has|have) (?:largely |now "
    r"|since )?been (?:abandoned|replaced|superseded)"
    r"|(?:is|are) (?:now|generally|largely) (?:avoided|abandoned|obsolete)|(?:is|are) no longer )",
    re.IGNORECASE,
)
#: Headings of what not to do, and of whom a study takes.
_PITFALLS = re.compile(r"\b(?:pitfalls?|mistakes?|errors? to avoid|what not to do|myths?)\b", re.IGNORECASE)
_ELIGIBILITY = re.compile(
    r"\b(?:(?:in|ex)clusion criteria|eligib(?:le|ility)"
    r"|(?:who|you) (?:can(?:not)?|may(?: not)?)(?: be able to)? (?:join|participate|take part))",
    re.IGNORECASE,
)


def is_stopped(scene: Scene, claim: Claim) -> bool:
    """Tell whether what is said to be given, or set against another, is said to be given no more: "stopping X
    in D", "X was once used".
    """
    if claim.predicate not in _GIVEN_FOR or claim.subject.mention < 0:
        return False
    members = scene.members(claim.subject, {claim.subject.type})
    return (
        _STOPPED.search(scene.before(claim.subject)) is not None
        or _ABANDONED.match(scene.behind(members[-1])) is not None
    )


def is_advised_against(scene: Scene, claim: Claim) -> bool:
    """Tell whether a list item or a phrase without a verb stands below words that advise against it."""
    if claim.predicate not in _OF_CARE:
        return False
    if scene.has_verb and scene.around.kind is not BlockKind.LIST_ITEM:
        return False
    return any(_AGAINST.search(words) for words in (scene.around.intro, *scene.around.headings[:1]))


def states_nothing(scene: Scene) -> bool:
    """Tell whether this is what not to do, or whom a study takes, without a word that denies it."""
    # of a paragraph above a list the last sentence leads over to it
    intro = re.split(r"(?<=[a-z)]{2}\.)\s", scene.around.intro.rstrip())[-1]
    above = (intro, *scene.around.headings[:2])
    return any(_PITFALLS.search(words) or _ELIGIBILITY.search(words) for words in above)
