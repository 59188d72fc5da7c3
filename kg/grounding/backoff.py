"""Modifiers that say how a disease or a treatment stands, not which one it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType

#: Words in front of a name that can be dropped without naming another thing. Words that name a subtype
#: (spindle, small, myxoid, desmoplastic, acute, chronic) never stand here, nor do organs.
MODIFIERS = frozenset(
    (
        "advanced", "aggressive", "refractory", "relapsed", "recurrent", "progressive", "persistent",
        "localized", "localised", "local", "locally", "metastatic", "metastasized", "metastasised",
        "disseminated", "unresectable", "nonresectable", "inoperable", "operable", "resectable", "resected",
        "residual", "primary", "early", "late", "stage", "high", "low", "intermediate", "risk", "grade",
        "newly", "diagnosed", "untreated", "pretreated", "treated", "heavily", "previously", "platinum",
        "resistant", "sensitive", "suspected", "confirmed", "known", "active", "ongoing", "new", "common",
        "rare", "ultra", "severe", "mild", "moderate", "serious", "extensive", "significant", "or", "and",
        "the", "a", "an", "this", "these", "those", "some", "many", "most", "other", "such", "various",
        "several", "certain", "multiple", "patient", "patients", "pediatric", "paediatric", "childhood",
        "adult", "adolescent", "young", "elderly", "older", "human", "standard", "conventional",
        "intensive", "adjuvant", "neoadjuvant", "perioperative", "preoperative", "postoperative",
        "palliative", "systemic", "concurrent", "sequential", "first", "second", "third", "line", "front",
        "upfront", "salvage", "maintenance", "curative", "intent", "definitive", "investigational",
        "experimental", "novel", "emerging", "available", "approved",
    )
)  # fmt: skip
_JOINTS = str.maketrans({"-": " ", "/": " ", "‐": " ", "‑": " ", "–": " "})


#: Words behind the symbol of a gene that leave it the gene.
_GENE_TAIL = re.compile(
    r"\s+(?:genes?|proteins?|oncogenes?|protooncogenes?|proto-oncogenes?|antigens?|mRNA)$"
)
_BRACKET = re.compile(r"\s*\([^()]*\)$")


def trimmed(name: str, kind: EntityType) -> str:
    """Return `name` without a bracket behind it, and for a gene without a word that only says it is one.

    >>> trimmed("colorectal cancer (CRC)", EntityType.DISEASE), trimmed("NF2 gene", EntityType.GENE)
    ('colorectal cancer', 'NF2')
    """
    short = _BRACKET.sub("", name)
    return _GENE_TAIL.sub("", short) if kind in (EntityType.GENE, EntityType.GENE_FAMILY) else short


def shorter_names(name: str) -> Iterator[tuple[str, str]]:
    """Yield ever shorter forms of `name` with the words dropped in front, the longest form first.

    >>> list(shorter_names("locally advanced chordoma"))
    [('advanced chordoma', 'locally'), ('chordoma', 'locally advanced')]
    >>> list(shorter_names("myxoid chondrosarcoma"))
    []
    """
    words = name.split()
    for count in range(1, len(words)):
        dropped = words[count - 1].strip(",").lower().translate(_JOINTS).split()
        if not dropped or not all(word in MODIFIERS for word in dropped):
            return
        yield " ".join(words[count:]), " ".join(words[:count])
