"""From a token in some place of a frame to the participants it stands for.

A token is a participant itself, or leads to one: "patients with X", "types of X", "X cells", "such as X
and Y",
"it", "these drugs". Coordinated members come along.
"""

from __future__ import annotations

import re

from kg.model import EntityType
from kg.predicates import Types
from kg.relations.antecedents import antecedents
from kg.relations.grammar import children, is_changed, preposition
from kg.relations.scene import GENES, TREATMENTS, Participant, Scene
from kg.relations.slots import find

_LEADING = frozenset(
    (
        "of", "with", "in", "for", "such", "including", "like", "to", "against", "as", "involving",
        "affecting", "called", "named",
    )
)  # fmt: skip
_DEEPEST = 3
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
_SUBTYPES = frozenset({"subtype", "type", "form", "variant", "histology", "histotype", "kind"})
#: How an age, or others of some age, hang on people.
_OF_AGE = frozenset({"conj", "amod", "advmod", "npadvmod", "nummod", "acomp"})


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
    found = found or antecedents(scene, token, types)
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
