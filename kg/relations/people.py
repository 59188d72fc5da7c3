"""The people that a treatment is for, by age: a group that the text names, or an age in years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import EntityType, Qualifier
from kg.relations.scene import DISEASE, Participant, Scene

_POPULATION = frozenset({EntityType.POPULATION})
_AGES = re.compile(
    r"adults?|children|child|adolescents?|infants?|newborns?|elderly|pa?ediatric|teenagers?|aged", re.I
)
_WITH = re.compile(
    r"(?: patients?| people)?,?(?: (?!(?:without|and|or|but|than)\b)[\w-]+){0,3}"
    r" (?:with|who have|who had|suffering from|diagnosed with|having|affected by)"
    r"(?: (?!(?:without|and|but)\b)[\w,/-]+){0,5} ",
    re.IGNORECASE,
)
_IN = re.compile(r",? (?:in|among|for|of)(?: (?!(?:with|and|by|than)\b)[\w-]+){0,3} ", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?: patients?)?(?: [\w-]+){0,2} ", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:aged?|ages)\s+(?P<low>(?:at least |≥ ?|> ?|over |under |below )?\d+"
    r"(?:\s?(?:[-–]|to|and|through)\s?\d+)?)"
    r"\s+(?P<unit>years?|months?)(?P<open>(?:\s+of age)?\s+(?:and|or)\s+(?:older|above|over|younger|up))?"
    r"|(?P<low2>(?:at least |≥ ?|> ?)?\d+)\s+(?P<unit2>years?|months?)\s+of\s+age"
    r"(?P<open2>\s+(?:and|or)\s+(?:older|above|over|younger))",
    re.IGNORECASE,
)
_STATISTIC = re.compile(r"\b(?:median|mean|average)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def read_people(scene: Scene, treatment: Participant, disease: Participant) -> Iterator[Qualifier]:
    """Yield the age groups that a claim about a treatment for a disease is said of, as concepts, or as words
    where the text gives an age ("12 years and older").
    """
    groups = [p for p in scene.of_type(EntityType.POPULATION) if _AGES.search(p.text)]
    for group in groups:
        if _has(scene, group, disease):
            for each in scene.members(group, _POPULATION):
                yield Qualifier(role="population", value=each.concept, is_concept=True)
    ages = [m for m in _AGE.finditer(scene.sentence.text) if not _is_statistic(scene, m)]
    if len(ages) == 1 and disease.mention >= 0 and treatment.mention >= 0:
        yield Qualifier(role="population", value=_age(ages[0]))


def _has(scene: Scene, group: Participant, disease: Participant) -> bool:
    """Tell whether the people named are those with the disease: "children with D", "D in children"."""
    if disease.mention < 0:
        # The disease is that of the section: "is given to children".
        return re.search(r"\b(?:in|to|for)(?: [\w-]+){0,2} $", scene.before(group), re.I) is not None
    members = scene.members(disease, DISEASE)
    first, last = members[0], members[-1]
    if group.span.end <= first.span.start:
        between = scene.between(group, first)
        adjective = re.fullmatch(r"pa?ediatric|adult", group.text, re.IGNORECASE)
        return _WITH.fullmatch(between) is not None or (
            adjective is not None and _ADJECTIVE.fullmatch(between) is not None
        )
    return last.span.end <= group.span.start and _IN.fullmatch(scene.between(last, group)) is not None


def _is_statistic(scene: Scene, match: re.Match[str]) -> bool:
    return _STATISTIC.search(scene.sentence.text[: match.start()]) is not None


def _age(match: re.Match[str]) -> str:
    """Return an age in one spelling: "12 years and older", "2-18 years"."""
    low, unit = match["low"] or match["low2"], (match["unit"] or match["unit2"]).lower()
    limit = match["open"] or match["open2"] or ""
    low = " ".join(low.lower().split())
    unit = unit if unit.endswith("s") else unit + "s"
    if re.match(r"at least|≥", low) or re.search(r"older|above|over|up", limit):
        return f"{re.sub(r'[^0-9]+', '', low)} {unit} and older"
    if "younger" in limit or re.match(r"under|below", low):
        word = "up to" if "younger" in limit else "under"
        return f"{word} {re.sub(r'[^0-9]+', '', low)} {unit}"
    return f"{re.sub(r' ?(?:[-–]|to|and|through) ?', '-', low)} {unit}"
