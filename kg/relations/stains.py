"""What a tumor stains for, as findings of a pathologist list it: "Immunohistochemistry: A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import Participant, Scene

_STAINED = frozenset({EntityType.GENE, EntityType.GENE_FAMILY})
#: The words that open the list: those of the method, and a colon, "for" or "with" behind them.
_METHOD = re.compile(
    r"\bcells (?:[a-z]+ ){0,2}(?:stain|label)s?\b(?! (?:negativ|not))[^.;:]{0,30}? (?:for|with) "
    r"|\b(?:immuno-?histochem\w+|immuno-?phenotyp\w+|immuno-?profile|immuno-?stain\w*|immunoreactiv\w+|IHC)\b"
    r"[^.;:]{0,60}?(?::|\b(?:for|with)\b)\s"
    r"|\b(?:positive|immunopositive|immunoreactive|reactive|stained|staining|positivity"
    r"|reactivity) (?:[a-z]+ )?for\s"
    r"|\b(?:tumou?r|neoplastic|lesional|spindle|malignant|epithelioid|round"
    r"|large) cells (?:strongly |diffusely |also )?"
    r"(?:expressed|showed expression of)\s",
    re.IGNORECASE,
)
#: What says that it is tissue which was looked at.
_TISSUE = re.compile(
    r"cells?\b|cytes\b|blasts\b|biops|histolog|patholog|specimen|immuno|curett|tissue|tumou?r|lesion|mass\b|stain"
    r"|microscop|smear|resect",
    re.IGNORECASE,
)
#: What follows is lacking, or of another tumor.
_LACKING = re.compile(
    r"\b(?:negativ\w+|not|no|without|absen\w+|lack\w*|loss|lost|non-?reactive|exclud\w+|unlike|rather than"
    r"|differential)\b|[.;]\s",
    re.IGNORECASE,
)
#: Behind the last of several markers: that they were found.
_WERE_POSITIVE = re.compile(
    r"(?: (?:immuno)?(?:stain\w*|reactivity))? (?:was|were) (?:(?:strongly|diffusely|focally"
    r"|uniformly|both|all) )*"
    r"(?:immuno-?)?positive\b(?! for\b| in\b)",
    re.IGNORECASE,
)
_LACKED = re.compile(
    r"\s*(?:\(-\)|-(?=[,;.\s]|$)|(?:was |were |is |are |being )?(?:negative|absent|lost)\b)", re.IGNORECASE
)


def read_stains(scene: Scene) -> Iterator[Claim]:
    """Yield the markers that a sentence lists behind the name of the method, for the disease at hand.

    A sentence that names a disease itself is left to the syntax.
    """
    text, offset = scene.sentence.text, scene.sentence.span.start
    if scene.of_type(EntityType.DISEASE) or len(scene.around.topics) != 1:
        return
    yield from _positive(scene)
    method = _METHOD.search(text)
    if method is None or _TISSUE.search(text) is None:
        return
    lacking = _LACKING.search(text, method.end())
    edge = offset + (lacking.start() if lacking is not None else len(text))
    topic = scene.around.topics[0]
    for marker in scene.of_type(*_STAINED):
        if not method.end() + offset <= marker.span.start < edge or _LACKED.match(scene.behind(marker)):
            continue
        yield _stained(scene, marker, topic)


def _positive(scene: Scene) -> Iterator[Claim]:
    """Yield the markers of "X and Y were positive.", of the disease at hand."""
    for last in scene.of_type(*_STAINED):
        if _WERE_POSITIVE.match(scene.behind(last)):
            for marker in scene.members(last, _STAINED):
                yield _stained(scene, marker, scene.around.topics[0])


def _stained(scene: Scene, marker: Participant, topic: Participant) -> Claim:
    return Claim(
        subject=marker,
        predicate="biolink:biomarker_for",
        object=topic,
        rule="surface/stains",
        confidence=0.8 * topic.confidence,
        trigger=scene.sentence.token_of.get(marker.mention),
    )
