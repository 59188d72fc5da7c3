"""What a noun or a treatment is said to be of, or for, that is not the disease at hand."""

from __future__ import annotations

from kg.model import EntityType
from kg.relations.fillers import fill
from kg.relations.grammar import children, chosen, word_class
from kg.relations.scene import TREATMENTS, Scene
from kg.relations.slots import find

#: What a treatment is for whatever the disease is, and for how long.
_FOR_CARE = frozenset(
    (
        "attack", "consolidation", "day", "duration", "flare", "hour", "indication", "induction", "intent",
        "line", "maintenance", "metastasis", "minute", "month", "palliation", "period", "prophylaxis",
        "purpose", "relapse", "stage", "step", "week", "year",
    )
)  # fmt: skip
#: The prepositions that say what a noun is of, or where something is that an adjective tells of.
_SAYING = {
    "noun": frozenset({"of", "against"}),
    "adjective": frozenset({"at", "in", "on", "throughout", "within"}),
}
#: Verbs of what care against complaints is to do, and what complaints are.
AGAINST = frozenset(
    (
        "alleviate", "avoid", "control", "curb", "ease", "limit", "lower", "manage", "mitigate", "prevent",
        "reduce", "relieve", "treat",
    )
)  # fmt: skip
_FINDINGS = frozenset({EntityType.PHENOTYPE})
#: What a noun may be said to be of without its being for something else than the disease at hand.
_NO_AIM = TREATMENTS | {EntityType.DISEASE, EntityType.POPULATION, EntityType.SPECIES}
#: Before a word for tumors: that several kinds are meant, and not the one at hand.
_KINDS_OF = frozenset({"certain", "different", "many", "multiple", "numerous", "other", "several", "various"})


def says_of_what(scene: Scene, trigger: int) -> bool:
    """Tell whether a noun has a phrase that says what it is of, and that is no disease: "a marker of cell
    growth", "a complication of anesthesia"; or an adjective one that says where: "present on platelets".
    """
    tokens, words = scene.sentence.tokens, scene.words
    said = _SAYING.get(word_class(tokens[trigger]), frozenset())
    vague = words.persons | words.cases | words.diseases | words.treatments | words.transparent | _FOR_CARE
    if any(tokens[c].text.lower() == "whose" for c in children(scene.sentence, trigger, "poss")):
        return True  # "patients whose symptoms include": theirs
    nouns = (trigger, *chosen(scene.sentence, trigger))
    for prep in (p for noun in nouns for p in children(scene.sentence, noun, "prep")):
        word = tokens[prep].text.lower()
        if word in ("against", "for", "in", "of") and _is_of_many(scene, prep):
            return True
        for noun in children(scene.sentence, prep, "pobj"):
            named = scene.at_token.get(noun)
            chain = word == "of" and named is None and tokens[noun].lemma in words.treatments
            if chain and says_of_what(scene, noun):
                return True  # "the mainstay of treatment for chest pain"
            if word == "for" and named is not None and named.type is EntityType.PHENOTYPE:
                return True  # "the drug of choice for chest pain"
            if word not in said:
                continue
            plain = tokens[noun].mention < 0 and tokens[noun].lemma not in vague
            if (plain and tokens[noun].pos in ("NOUN", "PROPN")) or (
                named is not None and named.type not in _NO_AIM
            ):
                return True
    return False


def _is_of_many(scene: Scene, prep: int) -> bool:
    """Tell whether a phrase is about several kinds of tumors: "for several cancer types"."""
    sentence = scene.sentence
    return any(
        any(
            sentence.tokens[i].mention in scene.generic for i in (noun, *children(sentence, noun, "compound"))
        )
        and sentence.tokens[noun].tag in ("NNS", "NNPS")
        and any(
            sentence.tokens[c].lemma in _KINDS_OF for c in children(sentence, noun, "amod", "det", "nmod")
        )
        for noun in children(sentence, prep, "pobj")
    )


def is_for_something(scene: Scene, trigger: int) -> bool:
    """Tell whether it is said what a treatment is for, in words that name no disease known to us: "is used
    for recurrent effusions".
    """
    said = (o for name in ("for", "against") for o in find(scene.sentence, trigger, name))
    return any(_is_else(scene, noun) for noun in said)


def has_other_purpose(scene: Scene, trigger: int) -> bool:
    """Tell whether a treatment is said to be given against some complaint, and so not for the disease that
    the section is about: "X is given to all patients to prevent Y".
    """
    tokens = scene.sentence.tokens
    return any(
        tokens[verb].tag == "VB"
        and tokens[verb].lemma in AGAINST
        and any(
            fill(scene, o, _FINDINGS) or _is_else(scene, o) for o in children(scene.sentence, verb, "dobj")
        )
        for verb in children(scene.sentence, trigger, "xcomp", "advcl", "ccomp", "acl")
    )


def _is_else(scene: Scene, noun: int) -> bool:
    """Tell whether a noun is no word for people, illness or care in general, and so says what care is for."""
    words, token = scene.words, scene.sentence.tokens[noun]
    vague = words.persons | words.cases | words.diseases | words.treatments | words.transparent | _FOR_CARE
    if token.pos != "NOUN" or token.mention >= 0 or token.tag == "CD":
        return False
    # "lipid disorders": what a word for illness in general is told apart by
    told = (scene.sentence.tokens[c] for c in children(scene.sentence, noun, "compound"))
    return token.lemma not in vague or any(t.mention < 0 and t.lemma not in vague for t in told)
