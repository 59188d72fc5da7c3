"""What tells how a disease will go: "G loss was associated with shorter survival in D"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import GENES, Participant, Scene

_MARKERS = GENES | {EntityType.VARIANT}
_STATE = (
    r"(?:gene|protein|m?rna|mutations?|mutants?|status|loss|gains?|deletions?|amplifications?|fusions?"
    r"|rearrangements?|alterations?|(?:over-?)?expression|expressions?|levels?|positivity|negativity|high|low"
    r"|methylation|inactivation|co-?deletions?|copy number|variants?|immunoreactivity|staining|genotype"
    r"|carriers?)"
)
_FATE = (
    r"(?:(?:overall|progression-free|disease-free|event-free|relapse-free|recurrence-free|metastasis-free"
    r"|disease-specific|cancer-specific|distant|patients?'?|clinical|long-term|5-year|five-year|median) )*"
    r"(?:survival|prognos[ie]s|outcomes?|os|pfs|dfs|efs|rfs|mortality)\b"
)
_WAY = (
    r"(?:(?:significantly|markedly|independently|strongly|very|particularly) )*"
    r"(?:poor(?:er)?|worse|bad|unfavou?rable|adverse|dismal|inferior|reduced|decreased|shorter|shortened"
    r"|low(?:er)?|good|better|favou?rable|improved|superior|prolonged|longer|increased|high(?:er)?)"
)
#: From a marker to how the disease goes.
_TELLS = re.compile(
    rf"(?:[ -]{_STATE})*(?: (?:in|of) (?:the )?(?:tumou?rs?|tumou?r cells|primary tumou?rs?))?"
    r"(?: (?:was|were|is|are|has been|had been|being))?"
    r"(?: (?:also|significantly|independently|strongly|closely|further|inversely|positively|negatively))*"
    r"(?: (?:associat(?:ed|es?)|correlat(?:ed|es?|ing)|linked)"
    r"(?: (?:significantly|independently|strongly))? (?:with|to)"
    r"| predict(?:s|ed|ive of|ing)?| portend(?:s|ed)?| confer(?:s|red)?| indicat(?:es?|ed|ive of)"
    r"| (?:an? |the )?(?:independent |significant |strong )*(?:predictors?|indicators?|markers?|signs?"
    r"|factors?) (?:of|for|associated with))"
    rf" (?:an? |the )?{_WAY}(?:,? (?:and|or) {_WAY})? {_FATE}",
    re.IGNORECASE,
)


def read_prognosis(scene: Scene) -> Iterator[Claim]:
    """Yield that a gene, its expression or its alteration marks a disease whose course it goes with.

    The disease is the one of the sentence, if it names one list only, else the one it is about.
    """
    named = scene.of_type(EntityType.DISEASE)
    lists = {scene.groups.get(p.mention, (p.mention,)) for p in named}
    diseases: list[Participant] = named if len(lists) == 1 else [] if named else [*scene.around.topics]
    for marker in scene.of_type(*_MARKERS) if diseases else ():
        if _TELLS.match(scene.behind(marker)) is None:
            continue
        for member in scene.members(marker, _MARKERS):
            for disease in diseases:
                if scene.may_relate(member, disease):
                    yield claim(
                        member,
                        "biolink:biomarker_for",
                        disease,
                        "surface/prognosis",
                        0.85 * disease.confidence,
                        trigger=scene.sentence.token_of.get(marker.mention),
                    )
