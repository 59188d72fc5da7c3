"""Claims that a table makes: what the heads of two columns say of the things in the cells below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, permutations

from kg.model import BlockKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.scene import CONDITIONS, GENES, TREATMENTS, Participant, Scene

_ALTERED = GENES | {EntityType.VARIANT}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """What a column holds: words of its head, and the types of what counts in its cells."""

    name: str
    head: re.Pattern[str]
    types: frozenset[EntityType]


def _column(name: str, head: str, *types: EntityType) -> _Column:
    return _Column(name=name, head=re.compile(head, re.IGNORECASE), types=frozenset(types))


#: The first whose words a head has is what its column holds.
_COLUMNS = (
    _column("harm", r"side effects?|adverse|toxicit", *CONDITIONS),
    _column("finding", r"symptom|signs?\b|presentation|manifestation|clinical features", *CONDITIONS),
    _column("marker", r"marker|immunohisto|\bIHC\b|stain", *GENES),
    _column("target", r"^(?:\w+ )?(?:targets?|antigens?)$", *GENES, EntityType.PROCESS),
    _column("class", r"^(?:(?:drug )?class|(?:drug )?type|mechanism(?: of action)?)$", EntityType.DRUG_CLASS),
    _column("approved", r"approv|licen[cs]ed|indication", EntityType.DISEASE),
    _column("control", r"^(?:control|comparator|reference)(?: \w+)?$|\bversus\b", *TREATMENTS),
    _column("study", r"\b(?:trial|study)\b", EntityType.TRIAL),
    _column(
        "treatment",
        r"drug|treatment|therap|agent|regimen|medic(?:ine|ation)|intervention|\bchoice|option|\bpreferred"
        r"|^alternatives?$|^(?:first|second|third)[- ]line$",
        *TREATMENTS,
    ),
    _column(
        "alteration",
        r"\bgenes?\b|genotype|molecular|alteration|mutation|fusion|translocation|rearrange|driver",
        *_ALTERED,
    ),
    _column("test", r"\btests?\b|imaging|diagnostic|work-?up", EntityType.DIAGNOSTIC),
    _column("aim", r"^(?:purpose|aim|rationale|used? for|comments?|role|why)$", EntityType.DISEASE),
    _column("place", r"\bsites?\b|location|organ", EntityType.ANATOMY),
    _column(
        "disease", r"tumou?r|cancer|disease|diagnosis|histolog|subtype|entity|condition|malignan|sarcoma",
        EntityType.DISEASE,
    ),
)  # fmt: skip
#: Columns of a table that is not about the care of one disease.
_OF_OTHER = frozenset({"disease", "approved", "harm", "finding", "target"})
#: Heads of a table of what is given when, to whom, and with which result.
_CHOICE = re.compile(
    r"(?:^|\|)\s*(?:line|setting|stage|population|patients?|risk group|level|grade|evidence|recommendation"
    r"|(?:median )?(?:OS|PFS|ORR|overall survival|response rate))\b",
    re.IGNORECASE,
)
#: Heads of a table of what was tried.
_TRIED = re.compile(
    r"\b(?:results?|abstract|trials?|stud(?:y|ies)|phase|NCT(?: number)?|identifier|responses?|status|n)\b",
    re.IGNORECASE,
)
#: Heads of a column that tells how a treatment did.
_EFFICACY = re.compile(
    r"\|\s*(?:median )?(?:OS|PFS|ORR|overall survival|response(?: rate)?)\b", re.IGNORECASE
)
#: In the cell of a treatment: that it is none.
_REFUSED = re.compile(
    r"\b(?:not|no|none|never|avoid\w*|harmful|contra-?indicated|ineffective|discouraged)\b", re.IGNORECASE
)
#: What two columns say of each other, by what they hold.
_CLAIMS = {
    ("treatment", "disease"): "biolink:treats",
    ("treatment", "approved"): "kgo:approved_for",
    ("treatment", "class"): "biolink:subclass_of",
    ("treatment", "target"): "kgo:targets",
    ("treatment", "control"): "kgo:compared_with",
    ("treatment", "finding"): "biolink:ameliorates_condition",
    ("study", "treatment"): "kgo:studies",
    ("study", "disease"): "kgo:studies_condition",
    ("treatment", "harm"): "biolink:has_adverse_event",
    ("alteration", "disease"): "biolink:gene_associated_with_condition",
    ("marker", "disease"): "biolink:biomarker_for",
    ("test", "disease"): "biolink:diagnoses",
    ("test", "aim"): "biolink:diagnoses",
    ("disease", "finding"): "biolink:has_phenotype",
    ("disease", "place"): "biolink:disease_has_location",
}


def read_table_row(scene: Scene) -> Iterator[Claim]:
    """Yield what a row claims by the heads of its columns, which are the first row of its table.

    A row with more or fewer cells than heads says nothing, as nobody could tell what stands below what.
    """
    if scene.around.kind is not BlockKind.TABLE_ROW or not scene.around.intro:
        return
    text = scene.sentence.text
    heads = cells_of(scene.around.intro)
    cells = cells_of(text)
    if len(heads) != len(cells) or len(cells) < 2:
        return
    found: list[tuple[str, list[Participant]]] = []
    for (start, end), (left, right) in zip(heads, cells, strict=True):
        column = next((c for c in _COLUMNS if c.head.search(scene.around.intro[start:end].strip())), None)
        if column is not None and not (column.name == "treatment" and _REFUSED.search(text[left:right])):
            found.append((column.name, inside(scene, left, right, column.types)))
    names = {name for name, _ in found}
    chosen = "treatment" in names and _CHOICE.search(scene.around.intro) is not None
    tried = "treatment" in names and _EFFICACY.search(scene.around.intro) is not None
    of_one = not names & _OF_OTHER or (tried and not names & {"disease", "approved"})
    if ("alteration" in names or chosen) and of_one:
        # what is chosen, or found, by alteration or line in the disease that the table is about
        found.append(("disease", list(scene.around.topics)))
    if "test" in names and ("aim", []) in found and not names & _OF_OTHER:
        found.append(("aim", list(scene.around.topics)))
    for (one, subjects), (other, objects) in permutations(found, 2):
        predicate = _CLAIMS.get((one, other))
        if predicate == "biolink:treats" and _TRIED.search(scene.around.intro):
            predicate = "biolink:studied_to_treat"
        if predicate == "kgo:compared_with":
            # what both arms are given is not compared
            shared = {p.concept for p in subjects} & {p.concept for p in objects}
            subjects = [p for p in subjects if p.concept not in shared]
            objects = [p for p in objects if p.concept not in shared]
        for subject in subjects if predicate else ():
            for object_ in objects:
                if predicate and subject.concept != object_.concept:
                    place = scene.sentence.token_of.get(subject.mention)
                    sure = 0.85 * min(subject.confidence, object_.confidence)
                    yield claim(subject, predicate, object_, "layout/table", sure, trigger=place)


def cells_of(row: str) -> list[tuple[int, int]]:
    """Return where the cells of a row begin and end, between its bars or else its tabs."""
    mark = r"\|" if "|" in row else r"\t" if "\t" in row else r" {2,}"
    edges = [m.start() for m in re.finditer(mark, row)]
    bounds = [-1, *edges, len(row)]
    cells = [(left + 1, right) for left, right in pairwise(bounds)]
    if cells and not row[slice(*cells[0])].strip():
        cells = cells[1:]
    if cells and not row[slice(*cells[-1])].strip():
        cells = cells[:-1]
    return cells


def inside(scene: Scene, start: int, end: int, types: frozenset[EntityType]) -> list[Participant]:
    """Return the participants of `types` in a cell of the row at hand."""
    offset = scene.sentence.span.start
    return [p for p in scene.of_type(*types) if start <= p.span.start - offset and p.span.end - offset <= end]
