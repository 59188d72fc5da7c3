"""Readings that no sense can be made of, though their words and grammar fit: ``plausibility.toml`` applied.

A rule is a few conditions on a claim and its sentence; here each kind of condition has its test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import ConfigError
from kg.model import EntityType
from kg.relations.claim import Claim
from kg.relations.scene import MEDICINES, TREATMENTS, Participant, Scene

TABLE = "plausibility.toml"
#: Predicates by which a treatment is for a disease; "care" in the table.
CARE = frozenset({"biolink:treats", "biolink:studied_to_treat", "biolink:in_clinical_trials_for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A claim in its sentence, with the labels of its two concepts."""

    scene: Scene
    claim: Claim
    subject: str
    object: str


Test = Callable[[Reading], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: it holds of claims with one of its predicates (any, without) that pass all its tests."""

    name: str
    predicates: frozenset[str]
    tests: tuple[Test, ...]

    def holds(self, reading: Reading) -> bool:
        """Tell whether the rule applies to a claim and all its tests pass."""
        if self.predicates and reading.claim.predicate not in self.predicates:
            return False
        return all(test(reading) for test in self.tests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """The rules: of claims that cannot be meant, and of denials that are of something else than the claim."""

    implausible: tuple[Rule, ...] = ()
    no_denial: tuple[Rule, ...] = ()

    def is_implausible(self, scene: Scene, claim: Claim, subject: str, object_: str) -> bool:
        """Tell whether a claim cannot be meant; `subject` and `object_` are the labels of its concepts."""
        reading = Reading(scene=scene, claim=claim, subject=subject, object=object_)
        return any(rule.holds(reading) for rule in self.implausible)

    def is_no_denial(self, scene: Scene, claim: Claim, subject: str, object_: str) -> bool:
        """Tell whether a denial is of something else than the claim."""
        reading = Reading(scene=scene, claim=claim, subject=subject, object=object_)
        return any(rule.holds(reading) for rule in self.no_denial)


def read_plausibility(data: Mapping[str, Any], predicates: Collection[str]) -> Plausibility:
    """Return the rules of a parsed table; `predicates` are those that the schema knows.

    Raises:
        ConfigError: a rule names an unknown predicate, condition or type, or has a malformed pattern.
    """
    return Plausibility(
        implausible=tuple(_rule(row, predicates) for row in data["implausible"]),
        no_denial=tuple(_rule(row, predicates) for row in data["no-denial"]),
    )


def _rule(row: Mapping[str, Any], known: Collection[str]) -> Rule:
    name = row["name"]
    predicates: set[str] = set()
    for predicate in row.get("predicates", ()):
        predicates |= CARE if predicate == "care" else {predicate}
    if strange := sorted(predicates.difference(known)):
        raise ConfigError(f"{TABLE}: rule {name!r} has the unknown predicate {strange[0]!r}")
    conditions = {key: value for key, value in row.items() if key not in ("name", "predicates")}
    try:
        tests = tuple(_CONDITIONS[key](conditions) for key in conditions)
    except KeyError as error:
        raise ConfigError(f"{TABLE}: rule {name!r} has the unknown condition {error}") from error
    except (re.error, ValueError) as error:
        raise ConfigError(f"{TABLE}: rule {name!r}: {error}") from error
    return Rule(name=name, predicates=frozenset(predicates), tests=tests)


# ---- words around ---------------------------------------------------------------------------------------


def _words(key: str, words: Callable[[Reading], str]) -> Callable[[Mapping[str, Any]], Test]:
    """Return what makes a test of the pattern under a key: it is found in the words."""

    def make(conditions: Mapping[str, Any]) -> Test:
        pattern = re.compile(conditions[key], re.IGNORECASE)
        return lambda reading: pattern.search(words(reading)) is not None

    return make


def _sides(reading: Reading) -> tuple[Participant, Participant]:
    """Return subject and object in order of place."""
    left, right = sorted((reading.claim.subject, reading.claim.object), key=lambda p: p.span)
    return left, right


def _between(conditions: Mapping[str, Any]) -> Test:
    pattern = re.compile(conditions["between"], re.IGNORECASE)

    def test(reading: Reading) -> bool:
        subject, object_ = reading.claim.subject, reading.claim.object
        here = subject.mention >= 0 and object_.mention >= 0
        return here and pattern.search(reading.scene.apart(subject, object_)) is not None

    return test


def _between_repeats(conditions: Mapping[str, Any]) -> Test:
    pattern = re.compile(conditions["between-repeats"], re.IGNORECASE)

    def test(reading: Reading) -> bool:
        scene, subject = reading.scene, reading.claim.subject
        if subject.mention < 0:
            return False
        again = [p for p in scene.of_type(*TREATMENTS) if p.concept == subject.concept]
        return len(again) > 1 and pattern.search(scene.between(again[0], again[-1])) is not None

    return test


def _within(reading: Reading) -> str:
    """Return the words from the first participant to the end of the last, of those in the sentence."""
    offset = reading.scene.sentence.span.start
    places = [p.span for p in (reading.claim.subject, reading.claim.object) if p.mention >= 0]
    if not places:
        return ""
    start, end = min(p.start for p in places) - offset, max(p.end for p in places) - offset
    return reading.scene.sentence.text[start:end]


def _first_listed(reading: Reading) -> Participant:
    subject = reading.claim.subject
    return next(iter(reading.scene.members(subject, TREATMENTS)), subject)


def _before_a_medicine(conditions: Mapping[str, Any]) -> Test:
    pattern = re.compile(conditions["before-a-medicine"], re.IGNORECASE)
    return lambda reading: any(
        pattern.search(reading.scene.before(drug)) for drug in reading.scene.of_type(*MEDICINES)
    )


def _object_label(conditions: Mapping[str, Any]) -> Test:
    pattern = conditions["object-label"]
    if "{subject}" not in pattern:
        return _words("object-label", lambda reading: reading.object)(conditions)
    re.compile(pattern.replace("{subject}", ""))

    def test(reading: Reading) -> bool:
        named = pattern.replace("{subject}", re.escape(reading.subject))
        return re.search(named, reading.object, re.IGNORECASE) is not None

    return test


def _subject_label_not(conditions: Mapping[str, Any]) -> Test:
    pattern = re.compile(conditions["subject-label-not"], re.IGNORECASE)
    return lambda reading: pattern.search(reading.subject) is None


def _what_is_no(conditions: Mapping[str, Any]) -> Test:
    if conditions["what-is-no"] != "person":
        raise ValueError(f"what-is-no is {conditions['what-is-no']!r}, not 'person'")
    pattern = re.compile(conditions["behind-subject"], re.IGNORECASE)

    def test(reading: Reading) -> bool:
        found = pattern.search(reading.scene.behind(reading.claim.subject))
        return found is not None and found["what"].lower().rstrip("s") not in reading.scene.words.persons

    return test


# ---- types, places, syntax ------------------------------------------------------------------------------


def _subject_types(conditions: Mapping[str, Any]) -> Test:
    types = frozenset(map(EntityType, conditions["subject-types"]))
    return lambda reading: reading.claim.subject.type in types


def _object_types(conditions: Mapping[str, Any]) -> Test:
    types = frozenset(map(EntityType, conditions["object-types"]))
    return lambda reading: reading.claim.object.type in types


def _sentence_has(conditions: Mapping[str, Any]) -> Test:
    types = tuple(map(EntityType, conditions["sentence-has"]))
    return lambda reading: bool(reading.scene.of_type(*types))


def _order(conditions: Mapping[str, Any]) -> Test:
    wanted = conditions["order"]
    if wanted not in ("object first", "object first or elsewhere", "object elsewhere", "subject first"):
        raise ValueError(f"there is no order {wanted!r}")

    def test(reading: Reading) -> bool:
        subject, object_ = reading.claim.subject, reading.claim.object
        if wanted == "object elsewhere":
            return object_.mention < 0
        if wanted == "object first or elsewhere":
            return object_.mention < 0 or object_.span.start < subject.span.start
        if wanted == "subject first":
            subject, object_ = object_, subject
        return object_.mention >= 0 and subject.mention >= 0 and object_.span.end <= subject.span.start

    return test


def _rule_starts_not_with(conditions: Mapping[str, Any]) -> Test:
    starts = tuple(conditions["rule-starts-not-with"])
    return lambda reading: not reading.claim.rule.startswith(starts)


def _trigger_joined_with(conditions: Mapping[str, Any]) -> Test:
    lemmas = frozenset(conditions["trigger-joined-with"])

    def test(reading: Reading) -> bool:
        sentence, trigger = reading.scene.sentence, reading.claim.trigger
        return trigger is not None and any(
            sentence.tokens[c].dep == "conj" and sentence.tokens[c].lemma in lemmas
            for c in sentence.children[trigger]
        )

    return test


def _trigger_depends(key: str, *dependencies: str) -> Callable[[Mapping[str, Any]], Test]:
    """Return what makes a test of the lemmas under a key: the trigger depends on one of them so."""

    def make(conditions: Mapping[str, Any]) -> Test:
        lemmas = frozenset(conditions[key])

        def test(reading: Reading) -> bool:
            tokens, trigger = reading.scene.sentence.tokens, reading.claim.trigger
            if trigger is None:
                return False
            return tokens[trigger].dep in dependencies and tokens[tokens[trigger].head].lemma in lemmas

        return test

    return make


def _is(key: str, test: Test) -> Callable[[Mapping[str, Any]], Test]:
    """Return what makes a test of a condition that is stated by ``true``."""

    def make(conditions: Mapping[str, Any]) -> Test:
        if conditions[key] is not True:
            raise ValueError(f"{key} is true or left out")
        return test

    return make


def is_coordinated(reading: Reading) -> bool:
    """Tell whether the two participants are parts of one list."""
    left, right = _sides(reading)
    return right.mention >= 0 and right.mention in reading.scene.groups.get(left.mention, ())


def is_behind_treatment(reading: Reading) -> bool:
    """Tell whether another treatment stands before the subject."""
    start = reading.claim.subject.span.start
    return any(p.span.end <= start for p in reading.scene.of_type(*TREATMENTS))


def is_restrictive(reading: Reading) -> bool:
    """Tell whether words only pick out which are meant: the trigger or a participant stands in a relative
    clause ("tumors that have not spread", "a regimen that did not include X"), or in words about people
    ("patients not receiving X").
    """
    scene, claim = reading.scene, reading.claim
    if claim.trigger is None:
        return False
    tokens = scene.sentence.tokens
    index = claim.trigger
    while tokens[index].dep in ("conj", "acomp", "attr") and tokens[index].head != index:
        index = tokens[index].head
    above = list(scene.sentence.ancestors(claim.trigger))
    return (
        tokens[index].dep == "relcl"
        or any(
            tokens[i].dep in ("acl", "relcl") and tokens[tokens[i].head].lemma in scene.words.persons
            for i in above
        )
        or any(
            tokens[i].dep == "relcl" and i not in above
            for p in (claim.subject, claim.object)
            if p.mention >= 0
            for i in scene.sentence.ancestors(scene.sentence.token_of[p.mention])
        )
    )


_CONDITIONS: dict[str, Callable[[Mapping[str, Any]], Test]] = {
    "before-subject": _words("before-subject", lambda r: r.scene.before(r.claim.subject)),
    "before-object": _words("before-object", lambda r: r.scene.before(r.claim.object)),
    "behind-subject": _words("behind-subject", lambda r: r.scene.behind(r.claim.subject)),
    "behind-object": _words("behind-object", lambda r: r.scene.behind(r.claim.object)),
    "before-list": _words("before-list", lambda r: r.scene.before(_first_listed(r))),
    "behind-list": _words("behind-list", lambda r: r.scene.behind(_first_listed(r))),
    "between": _between,
    "between-repeats": _between_repeats,
    "within": _words("within", _within),
    "sentence": _words("sentence", lambda r: r.scene.sentence.text),
    "before-a-medicine": _before_a_medicine,
    "subject-label": _words("subject-label", lambda r: r.subject),
    "object-label": _object_label,
    "subject-label-not": _subject_label_not,
    "what-is-no": _what_is_no,
    "subject-types": _subject_types,
    "object-types": _object_types,
    "sentence-has": _sentence_has,
    "order": _order,
    "rule-starts-not-with": _rule_starts_not_with,
    "trigger-joined-with": _trigger_joined_with,
    "trigger-is-subject-of": _trigger_depends("trigger-is-subject-of", "nsubj"),
    "trigger-undergoes": _trigger_depends("trigger-undergoes", "dobj", "nsubjpass"),
    "coordinated": _is("coordinated", is_coordinated),
    "subject-here": _is("subject-here", lambda r: r.claim.subject.mention >= 0),
    "treatment-before-subject": _is("treatment-before-subject", is_behind_treatment),
    "comparators": _is("comparators", lambda r: bool(r.scene.comparators)),
    "restrictive": _is("restrictive", is_restrictive),
}
