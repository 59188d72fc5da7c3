"""What a pronoun, "this drug" or "the tumor" refers to: what stands before it in the sentence or section."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import EntityType
from kg.predicates import Types
from kg.relations.grammar import children
from kg.relations.scene import GENES, TREATMENTS, Participant, Scene

_DEFINITE = frozenset({"both", "this", "these", "the", "such", "its", "their", "that", "those"})
#: A noun that one of these follows says itself what is meant and refers to nothing before.
_SAID = frozenset({"of", "with", "containing", "including", "using", "between"})
_POINTING = frozenset({"this", "these", "such", "those"})
_PRONOUNS = frozenset({"it", "they", "this", "these"})
_TUMORS = re.compile(r"tumou?rs|lesions", re.IGNORECASE)
#: Cells that a text without another name for them means those of its disease by.
_TUMOR_CELLS = re.compile(
    r"(?:(?:tumou?r(?:al)?|neoplastic|cancer|malignant|lesional) )?cells", re.IGNORECASE
)
_SHARES = frozenset({"%", "percent", "half", "third", "quarter", "fifth", "majority", "minority"})
_ALONE = frozenset({"most", "many", "all"})
#: Nouns that stand for a substance, and no operation.
_SWALLOWED = frozenset({"drug", "medicine", "medication", "pill", "tablet", "antibody", "inhibitor"})
_DRUGS = frozenset({EntityType.DRUG, EntityType.DRUG_CLASS})
_AMOUNTS = frozenset({"most", "many", "some", "few", "all", "several", "almost"})


def antecedents(scene: Scene, token: int, types: Types) -> list[Participant]:
    """Return what a pronoun or "this drug", "the tumor" refers to, with lower confidence."""
    sentence, around = scene.sentence, scene.around
    word = sentence.tokens[token]
    lower = word.text.lower()
    direct = scene.at_token.get(token)
    cells = direct.text if direct is not None else word.text if word.dep == "nsubj" else ""
    if (
        EntityType.DISEASE in types
        and _TUMOR_CELLS.fullmatch(cells)
        and not scene.of_type(EntityType.DISEASE)
    ):
        return [replace(p, confidence=0.85 * p.confidence, via="coreference") for p in around.topics]
    if EntityType.DISEASE in types and direct is None and _counts(scene, token):
        named = scene.of_type(EntityType.DISEASE)
        owners = {sentence.tokens[c].text.lower() for c in children(sentence, token, "prep")}
        if not named and not {"with", "of"} & owners:
            # "most cases", "some patients": of the disease that the section is about
            return [replace(p, confidence=0.85 * p.confidence, via="coreference") for p in around.topics]
        if word.lemma in _SHARES and "of" not in owners:
            # "in 80% of X, and in another 10%"
            before = [p for p in named if p.span.end <= word.start][-1:]
            return [replace(p, confidence=0.85 * p.confidence, via="coreference") for p in before]
    definite = any(
        sentence.tokens[c].text.lower() in _DEFINITE for c in children(sentence, token, "det", "poss")
    ) or (lower in _PRONOUNS and word.pos in ("PRON", "DET"))
    if not definite:
        return []
    pronoun = lower in _PRONOUNS
    if pronoun:
        # "X starts in the pelvis, but it can also start elsewhere"
        vague = [p for p in scene.vague.values() if p.type is EntityType.DISEASE and p.span.end < word.start]
        opening = [p for p in scene.participants if p is not None][:1]
        if EntityType.DISEASE in types and vague and (not opening or vague[0].span < opening[0].span):
            return [replace(p, confidence=0.85 * p.confidence, via="coreference") for p in around.topics]
        if opening and opening[0].type in types and opening[0].span.end < word.start:
            members = scene.members(opening[0], types)
            return [replace(p, confidence=0.85 * p.confidence, via="coreference") for p in members]
        if opening and opening[0].type in TREATMENTS | GENES and opening[0].span.end < word.start:
            place = sentence.token_of.get(opening[0].mention)
            if place is not None and sentence.tokens[place].dep in ("nsubj", "nsubjpass"):
                return []  # "X must not be given, since they may cause Y": no disease
        # one thing is meant by "it": no list of genes or drugs
        listed = lower in ("it", "its") and len({p.concept for p in around.subjects}) > 1
        above = () if listed else around.subjects
        subjects = [p for p in above if p.type in types]
        if subjects and not _is_of_one_substance(lower, subjects):
            return [replace(p, confidence=0.8 * p.confidence, via="coreference") for p in subjects]
        if EntityType.DISEASE in types and any(p.type in TREATMENTS | GENES for p in above):
            return []  # it is what the sentence before tells of, no disease
    noun = word.lemma
    generic = direct is not None and direct.mention in scene.generic
    if EntityType.DISEASE in types and (
        pronoun or generic or (direct is None and noun in scene.words.diseases)
    ):
        pointed = any(sentence.tokens[c].text.lower() in _POINTING for c in children(sentence, token, "det"))
        meant = around.diseases if pointed and around.diseases else around.topics
        return [replace(p, confidence=0.85 * p.confidence, via="coreference") for p in meant]
    if (
        types & TREATMENTS
        and direct is None
        and (noun in scene.words.treatments or lower in ("these", "those"))
        and not _is_restricted(scene, token)
    ):
        many = pronoun or word.tag in ("NNS", "NNPS") or noun in ("combination", "regimen")
        found = _list_before(scene, word.start, types) if many else _acting(scene, token, types)
        near = around.treatments
        if noun in ("combination", "regimen") and around.given and (len(around.given) > 1 or len(near) < 2):
            near = around.given
        fit = [p for p in near if p.type in types and not (noun in _SWALLOWED and p.type not in _DRUGS)]
        found = found or fit[: None if many else 1]
        return [replace(p, confidence=0.75 * p.confidence, via="coreference") for p in found]
    if (
        EntityType.TRIAL in types
        and noun in ("trial", "study", "part", "protocol", "it")
        and around.trial is not None
    ):
        return [replace(around.trial, confidence=0.85, via="coreference")]
    return []


def _is_of_one_substance(pronoun: str, meant: list[Participant]) -> bool:
    """Tell whether a pronoun of several things would stand for a single substance."""
    return pronoun in ("they", "these") and len(meant) == 1 and meant[0].type is EntityType.DRUG


def _counts(scene: Scene, token: int) -> bool:
    """Tell whether a noun stands for some of those who have the disease at hand: "most cases", "half of
    the tumors", "20%".
    """
    tokens = scene.sentence.tokens
    word = tokens[token]
    if word.lemma in scene.words.cases or word.lemma in _SHARES:
        return True
    if (word.text.lower() in _ALONE or word.pos == "NUM") and word.dep in ("nsubj", "nsubjpass"):
        return True  # "Nearly all have a change in G"
    if _TUMORS.fullmatch(word.text) is None:
        return False
    share = tokens[tokens[word.head].head] if tokens[word.head].text.lower() == "of" else None
    if word.dep in ("nsubj", "nsubjpass") and not any(
        tokens[c].text.lower() in ("other", "these", "those")
        for c in children(scene.sentence, token, "amod", "det")
    ):
        return True  # "pelvic tumors cause pain"
    counted = share is not None and (share.lemma in _SHARES or share.lemma in _AMOUNTS or share.pos == "NUM")
    return counted or any(
        tokens[c].lemma in _AMOUNTS for c in children(scene.sentence, token, "amod", "det", "advmod")
    )


def _list_before(scene: Scene, start: int, types: Types) -> list[Participant]:
    """Return the last list of treatments before a place in the sentence; empty where it has but one."""
    before = [p for p in scene.of_type(*(types & TREATMENTS)) if p.span.end <= start]
    members = scene.groups.get(before[-1].mention, ()) if before else ()
    listed = [p for p in before if p.mention in members]
    return listed if len(listed) > 1 else []


def _acting(scene: Scene, token: int, types: Types) -> list[Participant]:
    """Return the only treatment before a place in the sentence, where the sentence tells what it did: "X
    led to responses, so that the drug was approved".
    """
    tokens = scene.sentence.tokens
    before = [p for p in scene.of_type(*(types & TREATMENTS)) if p.span.end <= tokens[token].start]
    place = scene.sentence.token_of.get(before[0].mention) if len({p.concept for p in before}) == 1 else None
    acts = place is not None and tokens[place].dep in ("nsubj", "nsubjpass")
    parted = bool(before) and ";" in {t.text for t in tokens[place or 0 : token]}
    return before[:1] if acts or (place is not None and parted) else []


def _is_restricted(scene: Scene, token: int) -> bool:
    """Tell whether words behind a noun say what is meant: "the combination of A and B"."""
    tokens = scene.sentence.tokens
    aside = tokens[token + 1 : token + 2]  # "the drug, which is sold as X,"
    return any(
        (tokens[c].dep in ("acl", "relcl") and not (aside and aside[0].text == ","))
        or tokens[c].text.lower() in _SAID
        for c in children(scene.sentence, token, "acl", "relcl", "prep")
    )
