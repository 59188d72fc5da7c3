"""The past: treatments that people had before the one at hand, of which a text reports no result."""

from __future__ import annotations

import re

from kg.relations.scene import TREATMENTS, Scene

_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|past|pre-?treated with|after failure of|refractory to"
    r"|resistance to|(?:inadequate|insufficient|incomplete|poor|no|lost) (?:control|response) (?:to|with|on)"
    r"|(?:once|when|if|where|after|until) (?=[\w-]+ (?:therapy |chemotherapy |treatment )?(?:has"
    r"|have|had) (?:failed|stopped))"
    r"|(?:currently |now )?off(?! (?:label|target)\b)|progress\w* (?:on|after|following|during)|failed"
    r"|had (?:all |already )?(?:received|had|undergone|been treated with|been given))\b"
    r"(?: (?!compared|versus|includes? |are |is )[\w-]+){0,4}\s+$",
    re.IGNORECASE,
)
# Behind a name: that people did not answer to it, had it or have it no more: "X-resistant", "Y withdrawal".
_BEHIND = re.compile(
    r"[-–‑](?:refractory|resistant|insensitive|na[iï]ve|pre-?treated|experienced|intolerant|ineligible|exposed)\b"
    r"| at (?:baseline|enrol?lment|study entry)\b"
    r"|[- ](?:withdrawal|wash-?out|discontinuation|cessation)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"[\s,(]*(?:including|such as|e\.g\.,?|like|namely)\s+(?:an?\s+)?(?:[\w-]+\s+)?"
    r"|\s*(?:combined with|together with|along with|plus)\s+(?:[\w-]+\s+){0,4}",
    re.IGNORECASE,
)
_REACH = 60


def find_past(scene: Scene) -> frozenset[int]:
    """Return the treatments that are told as what people had before, with their lists.

    "had previously received X and Y", "after failure of X", "prior chemotherapy, such as X", "X
    combined with Y", "X-resistant".
    """
    text, offset = scene.sentence.text, scene.sentence.span.start
    found: set[int] = set()
    last = None
    for participant in scene.of_type(*TREATMENTS):
        start = participant.span.start - offset
        listed = scene.groups.get(participant.mention, ())
        # behind another treatment the words are of that one: "who had failed X received Y"
        other = last is not None and last.mention not in listed
        reach = max(0, start - _REACH, last.span.end - offset if last is not None and other else 0)
        told = (
            _BEFORE.search(text[reach:start]) is not None
            or _BEHIND.match(text, participant.span.end - offset) is not None
        )
        named = (
            last is not None
            and last.mention in found
            and _WHICH.fullmatch(scene.between(last, participant)) is not None
        )
        if told or named:
            found.update(scene.groups.get(participant.mention, (participant.mention,)))
        last = participant
    return frozenset(found)
