"""From a token in some place of a frame to the participants it stands for.

A token is a participant itself, or leads to one: "patients with X", "types of X", "X cells", "such as X
and Y",
"it", "these drugs". Coordinated members come along.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import EntityType
from kg.predicates import Types
from kg.relations.grammar import children, is_changed, preposition
from kg.relations.scene import GENES, TREATMENTS, Participant, Scene
from kg.relations.slots import find

_LEADING = frozenset(
    (
        "of", "with", "in", "for", "such", "including", "like", "to", "against", "as", "involving",
        "affecting", "called", "named",
    )
)  # fmt: skip
_DEFINITE = frozenset({"both", "this", "these", "the", "such", "its", "their", "that", "those"})
_DEEPEST = 3
#: A noun that one of these follows says itself what is meant and refers to nothing before.
_SAID = frozenset({"of", "with", "containing", "including", "using", "between"})
_POINTING = frozenset({"this", "these", "such", "those"})
#: Before a treatment: that something was done before or after it.
_WHEN = re.compile(r"\b(?:pre|post)-?$", re.IGNORECASE)
#: What is behind the name of what a treatment is made of: "X-based", "X-containing".
_MADE_OF = frozenset({"base", "based", "contain", "containing"})
#: Ends of the names of classes of proteins.
_PROTEINS = re.compile(
    r"(?:(?<=[ -])(?:ligase|kinase|phosphatase|protease|receptor|transporter|channel)|GTPase)$", re.IGNORECASE
)
#: Between a disease and the kind that it is of.
_A_KIND = re.compile(r"(?: ?\([^()]*\))?, (?:an?|the) (?:[\w-]+ ){0,3}", re.IGNORECASE)
_PRONOUNS = frozenset({"it", "they", "this", "these"})
_TUMORS = re.compile(r"tumou?rs|lesions", re.IGNORECASE)
#: Cells that a text without another name for them means those of its disease by.
_TUMOR_CELLS = re.compile(
    r"(?:(?:tumou?r(?:al)?|neoplastic|cancer|malignant|lesional) )?cells", re.IGNORECASE
)
_SUBTYPES = frozenset({"subtype", "type", "form", "variant", "histology", "histotype", "kind"})
_SHARES = frozenset({"%", "percent", "half", "third", "quarter", "fifth", "majority", "minority"})
#: How an age, or others of some age, hang on people.
_OF_AGE = frozenset({"conj", "amod", "advmod", "npadvmod", "nummod", "acomp"})
_ALONE = frozenset({"most", "many", "all"})
#: Nouns that stand for a substance, and no operation.
_SWALLOWED = frozenset({"drug", "medicine", "medication", "pill", "tablet", "antibody", "inhibitor"})
_DRUGS = frozenset({EntityType.DRUG, EntityType.DRUG_CLASS})
_AMOUNTS = frozenset({"most", "many", "some", "few", "all", "several", "almost"})


def fill(scene: Scene, token: int, types: Types, *, depth: int = 0, people: bool = True) -> list[Participant]:
    """Return the participants of `types` that `token` stands for, coordinated members included, in order.

    With `people` False a noun for people does not lead to the disease they have.
    """
    direct = scene.at_token.get(token)
    sentence = scene.sentence
    named = _named_by_apposition(scene, token, direct) or _named_before_family(scene, token, direct)
    found: list[Participant] = []
    if named is not None and named.type in types:
        return _group(scene, named, types)
    if direct is not None and direct.type in types:
        found = _group(scene, direct, types)
        if scene.behind(direct).startswith(": "):
            # "Blood: anemia and bleeding were seen": what the label sums up
            behind = [p for p in scene.participants if p is not None and p.mention > direct.mention][:1]
            if behind and behind[0].type in types and scene.between(direct, behind[0]) == ": ":
                found += [p for p in _group(scene, behind[0], types) if p not in found]
        for member in find(sentence, token, "such") if depth == 0 else ():
            found += [p for p in fill(scene, member, types, depth=1) if p not in found]
        if direct.type is EntityType.ANATOMY and depth <= _DEEPEST:
            # "the soft tissues of the thigh": in both
            for whole in preposition(sentence, token, "of"):
                found += [p for p in fill(scene, whole, types, depth=depth + 1) if p not in found]
        return found
    if not people and (
        sentence.tokens[token].lemma in scene.words.persons
        or (direct is not None and direct.type is EntityType.POPULATION)
    ):
        return []
    if direct is not None and direct.type is EntityType.CELL and EntityType.CELL_THERAPY in types:
        # "T cells with an engineered receptor (TCR-T cells)": the name in brackets says what they are for.
        inside = [
            scene.at_token[t] for t in sorted(sentence.subtree(token)) if t > token and t in scene.at_token
        ]
        return [p for p in inside if p.type is EntityType.CELL_THERAPY][-1:]
    if sentence.tokens[token].tag == "VBG" and direct is None and depth == 0:
        # "having X raises the risk": the clause stands for its object.
        for child in children(sentence, token, "dobj"):
            return fill(scene, child, types, depth=1)
    leads_on = direct is not None and sentence.tokens[token].lemma in scene.words.transparent
    if depth <= _DEEPEST and (direct is None or leads_on or direct.type is EntityType.POPULATION):
        found = _beneath(scene, token, types, depth, people)
        if not found and direct is None and sentence.tokens[token].lemma in scene.words.treatments:
            found = [
                p for t in find(sentence, token, "such") for p in fill(scene, t, types, depth=_DEEPEST + 1)
            ]
    if found and direct is None and sentence.tokens[token].lemma in _SUBTYPES:
        # "some sarcoma subtypes, including X and Y"
        for member in find(sentence, token, "such"):
            found += [p for p in fill(scene, member, types, depth=_DEEPEST + 1) if p not in found]
    if not found and direct is None and depth == 0:
        # "a blockage called X"
        called = [
            c
            for c in children(sentence, token, "acl")
            if sentence.tokens[c].lemma in ("call", "name", "term")
        ]
        names = [n for c in called for n in children(sentence, c, "oprd", "dobj", "attr")]
        if sentence.tokens[token].lemma in scene.words.treatments and any(children(sentence, token, "relcl")):
            names += find(sentence, token, "is")  # "the treatment that cures Y is X"
        found = [p for n in names for p in fill(scene, n, types, depth=1)]
    found = found or _antecedents(scene, token, types)
    if not found and depth <= _DEEPEST:
        for child in children(sentence, token, "conj", "appos"):
            if is_changed(sentence, child) and not is_changed(sentence, token):
                continue  # "lowered glucose, increased insulin"
            found = fill(scene, child, types, depth=depth + 1, people=people)
            if found:
                break
    return found


def _named_by_apposition(scene: Scene, token: int, direct: Participant | None) -> Participant | None:
    """Return the drug in apposition to its class: "X, the first inhibitor", "another therapy, X,"; of a kind
    of disease in apposition the disease: "X, a syndrome caused by".
    """
    if direct is not None and direct.type is EntityType.DISEASE:
        word = scene.sentence.tokens[token]
        owner = scene.at_token.get(word.head) if word.dep == "appos" else None
        if owner is None or owner.type is not EntityType.DISEASE or owner.span > direct.span:
            return None
        return owner if _A_KIND.fullmatch(scene.between(owner, direct)) else None
    if direct is None or direct.type not in TREATMENTS or direct.type is EntityType.DRUG:
        return None
    word = scene.sentence.tokens[token]
    beside = [word.head] if word.dep == "appos" else []
    beside += list(children(scene.sentence, token, "appos"))
    named = [p for t in beside if (p := scene.at_token.get(t)) is not None and p.type is EntityType.DRUG]
    return named[0] if named else None


def _named_before_family(scene: Scene, token: int, direct: Participant | None) -> Participant | None:
    """Return the gene that stands right before its family or class: "the RBX2 E3 ligase"."""
    if direct is None or direct.type not in GENES:
        return None
    if direct.type is not EntityType.GENE_FAMILY and not _PROTEINS.search(direct.text):
        return None
    for child in children(scene.sentence, token, "compound", "nmod"):
        gene = scene.at_token.get(child)
        if gene is not None and gene.type is EntityType.GENE and scene.between(gene, direct) == " ":
            return gene
    return None


def _group(scene: Scene, participant: Participant, types: Types) -> list[Participant]:
    """Return the members of the participant's list that fit, and what stands in apposition to it."""
    found = []
    members = scene.groups.get(participant.mention, (participant.mention,))
    for index in members:
        member = scene.participants[index]
        if member is not None and member.type in types and index not in scene.comparators:
            found.append(member)
    if participant not in found and participant.mention not in scene.comparators:
        found.insert(0, participant)
    token = scene.sentence.token_of.get(participant.mention)
    if len(members) == 1 and token is not None:
        # "X, an antibody against G, and Y, which …, are approved": what stands between parts the list
        word = scene.sentence.tokens[token]
        beside = [word.head] if word.dep == "conj" else []
        joined = (scene.at_token.get(c) for c in (*beside, *children(scene.sentence, token, "conj")))
        found += [
            p
            for p in joined
            if p is not None
            and p.type is participant.type
            and p not in found
            and p.mention not in scene.comparators
            and "," in scene.apart(participant, p)
        ]
    return found


def _beneath(scene: Scene, token: int, types: Types, depth: int, people: bool) -> list[Participant]:
    """Return participants in the noun phrase below a noun that leads to them."""
    sentence = scene.sentence
    word = sentence.tokens[token]
    modifiers = list(children(sentence, token, "compound", "nmod", "amod", "poss", "npadvmod"))
    # "X fusion protein", where X hangs on the word in the middle
    modifiers += [
        inner
        for child in children(sentence, token, "compound", "nmod")
        if sentence.tokens[child].lemma in scene.words.transparent
        for inner in children(sentence, child, "compound", "nmod")
    ]
    # "X-based regimens", where X hangs on the participle
    modifiers += [
        inner
        for child in children(sentence, token, "amod")
        if sentence.tokens[child].lemma in _MADE_OF
        for inner in children(sentence, child, "npadvmod", "compound", "nmod")
    ]
    before = [
        p
        for child in modifiers
        if (p := scene.at_token.get(child)) is not None
        and p.type in types
        and _WHEN.search(scene.before(p)) is None
    ]
    if before and (word.lemma in scene.words.transparent or word.mention >= 0):
        return _group(scene, before[-1], types)
    persons = word.lemma in scene.words.persons or (word.mention >= 0 and word.mention not in scene.generic)
    if word.lemma not in scene.words.transparent and not persons:
        return []
    below = list(children(sentence, token, "prep", "acl", "relcl"))
    for child in [*below, *(_behind_age(scene, token) if persons else ())]:
        head = sentence.tokens[child]
        word_before = head.text.lower()
        if persons:
            allowed = word_before in ("with", "of", "having", "such") or head.lemma in ("have", "diagnose")
        else:
            allowed = word_before in _LEADING
        if not allowed:
            continue
        for noun in children(sentence, child, "pobj", "dobj", "pcomp", "oprd"):
            found = fill(scene, noun, types, depth=depth + 1, people=people)
            if found:
                return found
        for inner in children(sentence, child, "prep"):
            for noun in children(sentence, inner, "pobj"):
                found = fill(scene, noun, types, depth=depth + 1, people=people)
                if found:
                    return found
    return []


def _behind_age(scene: Scene, token: int) -> list[int]:
    """Return the prepositions that an age stands before: "adults and children 12 and older with X"."""
    sentence = scene.sentence
    return [
        prep
        for prep in sorted(sentence.subtree(token))
        if sentence.tokens[prep].dep == "prep"
        and sentence.tokens[prep].head != token
        and all(
            sentence.tokens[i].dep in _OF_AGE
            for i in sentence.ancestors(prep)
            if i != token and token in sentence.ancestors(i)
        )
    ]


def _antecedents(scene: Scene, token: int, types: Types) -> list[Participant]:
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
