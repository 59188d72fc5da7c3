"""What a tumor stains for, as findings of a pathologist list it: "Immunohistochemistry: A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import Scene

_STAINED = frozenset({EntityType.GENE, EntityType.GENE_FAMILY})
#: The words that open the list: those of the method, and a colon, "for" or "with" behind them.
_METHOD = re.compile(
    r"\bcells (?:[a-z]+ ){0,2}(?:stain|label)s?\b(?! (?:negativ|not))[^.;:]{0,30}? (?:for|with) "
    r"|\b(?:immuno-?histochem\w+|immuno-?phenotyp\w+|immuno-?profile|immuno-?stain\w*|immunoreactiv\w+|IHC)\b"
    r"[^.;:]{0,60}?(?::|\b(?:for|with)\b)\s",
    re.IGNORECASE,
)
#: What follows is lacking, or of another tumor.
_LACKING = re.compile(
    r"\b(?:negativ\w+|not|no|without|absen\w+|lack\w*|loss|lost|non-?reactive|exclud\w+|unlike|rather than"
    r"|differential)\b|[.;]\s",
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
    method = _METHOD.search(text)
    if method is None or scene.of_type(EntityType.DISEASE) or len(scene.around.topics) != 1:
        return
    lacking = _LACKING.search(text, method.end())
    edge = offset + (lacking.start() if lacking is not None else len(text))
    topic = scene.around.topics[0]
    for marker in scene.of_type(*_STAINED):
        if not method.end() + offset <= marker.span.start < edge or _LACKED.match(scene.behind(marker)):
            continue
        yield Claim(
            subject=marker,
            predicate="biolink:biomarker_for",
            object=topic,
            rule="surface/stains",
            confidence=0.8 * topic.confidence,
            trigger=scene.sentence.token_of.get(marker.mention),
        )
