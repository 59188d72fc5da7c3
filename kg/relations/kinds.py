"""What kind of thing something is: copulas, "such as", "and other", fragments under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from kg.model import BlockKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.fillers import fill
from kg.relations.grammar import children
from kg.relations.scene import DISEASE, GENES, TREATMENTS, Participant, Scene
from kg.relations.slots import find

#: Before a kind: that what follows is not of it.
_OTHER_THAN = re.compile(r"\b(?:other than|apart from|unlike|rather than|not) (?:an? |the )?$", re.IGNORECASE)
#: Behind a class in apposition to a list of drugs.
_CLOSES = re.compile(r"(?: (?:against|of|targeting|directed|that|which)\b[^.;,]{2,60})?(?:,|\.|\)|$)")
_CLASSES = frozenset({EntityType.DRUG_CLASS, EntityType.CELL_THERAPY, EntityType.THERAPY})
_KINDS = DISEASE | _CLASSES
_KIND_OF_TUMOR = re.compile(r"(?:cancer|tumou?r|neoplasm|malignancy)(?:s|es)?", re.IGNORECASE)
#: A class of drugs by what it does, and what stands before the drug that does it: "EGFR inhibition by X".
_DEED = re.compile(r"(?:inhibition|blockade|antagonism|degradation)$", re.IGNORECASE)
_DONE_WITH = re.compile(r"(?:\s\([^()]*\))?\s(?:with|by|using|via|through)\s(?:the\s)?(?:[\w-]+\s){0,2}")
#: Between a drug and the class that it is said to be of: "X (short form), a potent, oral inhibitor".
_SAID_OF = re.compile(
    r"(?:\s\([^()]{1,40}\)|\))?\s*(?:,|\(|[–—])\s*(?:an?|this|the (?:first|only|second))\s+"
    r"(?:[\w-]+,?[\s-]+){0,4}"
)
#: Between a drug and the class that stands alone in brackets behind it: "X (oral FGFR inhibitor)".
_GLOSSED = re.compile(
    r" \((?:(?!(?:after|with|plus|or|and|without|not|no|versus|vs|in|for|to|by|on|prior|previous|post|as"
    r"|instead|before|than)\b)[\w-]+,? ){0,3}"
)
#: Behind a drug in brackets: its dose at most.
_CLOSED = re.compile(r"(?:[ ,;] ?[\d.]+[^()]{0,30})?\)")
#: Before a class of which one drug is meant.
_ONE = re.compile(r"\b(?:an?|the)\s+(?:[\w-]+,?\s+){0,4}$", re.IGNORECASE)
_CLASS_FIELD = re.compile(
    r"(?:(?:drug|therapeutic|pharmaco\w+) class(?:es)?|class(?:es)?) ?:\s", re.IGNORECASE
)
#: Between a drug and the class that it is in.
_IN_CLASS = re.compile(
    r"(?:\s\([^()]{1,40}\))?,? (?:is|are|belongs?|falls?|which is|which belongs) (?:in|to|into"
    r"|part of|one of|among)"
    r" (?:an?|the) (?:[\w-]+ )?(?:class|group|family)"
    r" of (?:[\w-]+ )?(?:medications?|medicines|drugs|agents|treatments|compounds)"
    r"(?: (?:called|known as|named|termed))?(?: the)? "
)
#: From a kind to a member of a list: that the list is of what goes with the kind.
_MARKED_BY = re.compile(
    r"\b(?:characteri[sz]ed|marked|caused|accompanied|manifested|complicated|followed) by\b", re.IGNORECASE
)
#: Before a member of a list: that it goes on with another phrase, "such as X and on Y".
_NEXT_PHRASE = re.compile(r"\b(?:and|or) (?:on|by|with|in|for|to|from|of) (?:[\w-]+ ){0,2}$")
#: Behind a member of a list: that it is a kind of its own, "A such as X, or B such as Y".
_OWN_LIST = re.compile(r",? such as ")
_KIND_NOUNS = frozenset(
    {"type", "form", "kind", "subtype", "group", "variant", "class", "subset", "category", "one", "member"}
)
_HYPERNYM = re.compile(
    r"\b(?:types?|forms?|kinds?|subtypes?|variants?|most common|rarest|commonest|second most common)\b",
    re.IGNORECASE,
)


#: Behind a name in apposition: that it was one of a list, "a fall, a stroke or a seizure".
_GOES_ON = re.compile(r",? (?:or|and) an? ", re.IGNORECASE)


def read_kinds(scene: Scene) -> Iterator[Claim]:
    """Yield "X is a Y", "Y such as X", "X and other Y", "X, a rare Y,", of diseases and treatments."""
    sentence, tokens = scene.sentence, scene.sentence.tokens
    vague = {sentence.token_of[i]: p for i, p in scene.vague.items() if p.type is EntityType.DISEASE}
    for token, kind in [*scene.at_token.items(), *vague.items()]:
        if token in vague and not _KIND_OF_TUMOR.fullmatch(kind.text):
            continue
        like = DISEASE if kind.type is EntityType.DISEASE else TREATMENTS
        if kind.type not in _KINDS or kind.mention in scene.comparators:
            continue
        if tokens[token].dep == "appos" and _GOES_ON.match(scene.behind(kind)):
            continue
        for owner in _copula_of(scene, token):
            for member in _meant(scene, token, owner, fill(scene, owner, like)):
                if tokens[tokens[token].head].text.lower() == "were":
                    continue  # "ten leukemias were myeloid": what some turned out to be
                listed = member.mention >= 0 and member.mention in scene.groups.get(kind.mention, ())
                if member.concept != kind.concept and not listed and _is_narrower(member, kind):
                    narrow, wide = (kind, member) if _is_foremost(scene, owner) else (member, kind)
                    yield claim(
                        narrow,
                        "biolink:subclass_of",
                        wide,
                        "name/is-a",
                        0.85 * member.confidence,
                        trigger=token,
                    )
        for place in () if _OTHER_THAN.search(scene.before(kind)) else find(sentence, token, "such"):
            for member in fill(scene, place, like):
                if (
                    scene.may_relate(member, kind)
                    and member.mention > kind.mention
                    and not _NEXT_PHRASE.search(scene.before(member))
                    and not _OWN_LIST.match(scene.behind(member))
                    and not _MARKED_BY.search(scene.between(kind, member))
                    and _is_narrower(member, kind)
                ):
                    yield claim(member, "biolink:subclass_of", kind, "name/such-as", 0.85, trigger=token)
    for left, right, between in scene.neighbours():
        # "A or other B spectrum tumors" has another kind than B
        ends = tokens[sentence.token_of[right.mention]].dep not in ("compound", "nmod", "amod")
        both = ends and left.type is EntityType.DISEASE and right.type is EntityType.DISEASE
        if both and re.fullmatch(r",?\s*(?:and|or)\s+(?:all\s+)?other\s+(?:\w+\s+)?", between):
            for member in scene.members(left, DISEASE):
                if member.concept != right.concept:
                    yield claim(member, "biolink:subclass_of", right, "name/and-other", 0.8)
        # "X, an inhibitor," names the class after the drug; "an inhibitor, X," may start a list of other
        # drugs.
        classed = left.type is EntityType.DRUG and right.type is EntityType.DRUG_CLASS
        if classed and _SAID_OF.fullmatch(between):
            yield claim(_spelled_out(scene, left), "biolink:subclass_of", right, "name/drug-class", 0.85)
        if left.type is EntityType.DRUG_CLASS and right.type is EntityType.DRUG:
            for member in _of_the_class(scene, left, right, between):
                yield claim(member, "biolink:subclass_of", left, "name/class-of-drug", 0.85)
        if left.type is EntityType.DRUG and right.type in _CLASSES and _IN_CLASS.fullmatch(between):
            for member in scene.members(left, {EntityType.DRUG}):
                yield claim(member, "biolink:subclass_of", right, "name/in-class", 0.85)
        members = scene.groups.get(left.mention, ())
        if (
            left.type is EntityType.DRUG
            and right.type is EntityType.DRUG_CLASS
            and len(members) > 1
            and right.mention not in members
            and right.text.endswith("s")
            and re.fullmatch(r"(?:\s\([^()]{1,40}\))?, (?:(?:both|two|three|all) )?(?:[\w-]+ ){0,3}", between)
            and _CLOSES.match(scene.behind(right))
        ):
            for member in scene.members(left, {EntityType.DRUG}):
                yield claim(member, "biolink:subclass_of", right, "name/drug-classes", 0.85)
        deed = left.type is EntityType.DRUG_CLASS and right.type is EntityType.DRUG
        if deed and _DEED.search(left.text) and _DONE_WITH.fullmatch(between):
            for member in scene.members(right, {EntityType.DRUG}):
                yield claim(member, "biolink:subclass_of", left, "name/class-done-with", 0.85)
    yield from _in_brackets(scene)
    yield from _belonging(scene)
    for title, drug in scene.titles.items():
        named = scene.participants[drug]
        if named is None:
            continue
        # "the G inhibitor X together with Y": said of X alone
        plural = scene.vague[title].text.endswith("s")
        for member in scene.members(named, {EntityType.DRUG}) if plural else [named]:
            yield claim(member, "biolink:subclass_of", scene.vague[title], "name/title", 0.88)
    yield from _kind_fragment(scene)
    yield from _class_field(scene)


def _meant(scene: Scene, token: int, owner: int, members: list[Participant]) -> list[Participant]:
    """Return the members that a kind is said of: of "A with B, which is a C" and "A and B, a form of C" the
    last one alone, and none of "the usual treatment is T", where a noun stands for what was named before.
    """
    tokens = scene.sentence.tokens
    kind = scene.at_token.get(token)
    noun_or_this = scene.words.treatments | {"this", "it"}
    if kind is not None and kind.type is EntityType.THERAPY and tokens[owner].lemma in noun_or_this:
        members = [p for p in members if p.mention >= 0]
    noun = tokens[token]
    if noun.dep == "pobj":
        noun = tokens[tokens[noun.head].head]
    if noun.dep == "appos" and noun.tag in ("NN", "NNP"):
        before = [p for p in members if p.mention >= 0 and p.span.end <= noun.start]
        return before[-1:] or members
    verb = tokens[tokens[token].head]
    alone = scene.at_token.get(owner)
    if alone in members and verb.dep == "relcl" and verb.text.lower() in ("is", "was"):
        return [p for p in members if p == alone]
    return members


def _is_foremost(scene: Scene, owner: int) -> bool:
    """Tell whether what a kind is said of is the first of its own kinds: "the most common cancer is X"."""
    tokens = scene.sentence.tokens
    return tokens[owner].dep == "nsubj" and any(
        tokens[c].tag == "JJS" or any(tokens[d].tag == "RBS" for d in scene.sentence.children[c])
        for c in scene.sentence.children[owner]
        if c < owner and tokens[c].dep in ("amod", "advmod")
    )


def _is_narrower(member: Participant, kind: Participant) -> bool:
    """Tell whether `member` could be a kind of `kind`: a drug is of a class, never a class of a drug."""
    return not (member.type in _CLASSES and kind.type is EntityType.DRUG)


def _spelled_out(scene: Scene, drug: Participant) -> Participant:
    """Return the drug whose short form in brackets `drug` is, itself where it is none: "X (SF-1), an"."""
    for one, other, between in scene.neighbours():
        if (
            other == drug
            and one.type is EntityType.DRUG
            and between == " ("
            and scene.behind(drug)[:1] == ")"
        ):
            return one
    return drug


def _of_the_class(scene: Scene, kind: Participant, drug: Participant, between: str) -> list[Participant]:
    """Return the drugs that a class right before them names: "a selective kinase inhibitor, X," and "the
    kinase inhibitors (X and Y)", but not the first of other drugs in a list.
    """
    members = scene.members(drug, {EntityType.DRUG})
    if between == " (" and _CLOSED.match(scene.behind(members[-1])):
        return members
    token = scene.sentence.token_of.get(drug.mention)
    head = scene.sentence.token_of.get(kind.mention)
    if between != ", " or token is None or _ONE.search(scene.before(kind)) is None:
        return []
    word = scene.sentence.tokens[token]
    apposed = word.dep == "appos" and word.head == head and len(members) == 1
    return members if apposed and re.match(r"\s?(?:[,.;(]|$)", scene.behind(drug)) else []


def _belonging(scene: Scene) -> Iterator[Claim]:
    """Yield the group that a disease or a drug is said to belong to: "it belongs to the gliomas"."""
    sentence = scene.sentence
    for index, token in enumerate(sentence.tokens):
        if token.lemma != "belong":
            continue
        for kinds in (DISEASE, frozenset({EntityType.DRUG, EntityType.DRUG_CLASS})):
            members = [p for t in find(sentence, index, "subj") for p in fill(scene, t, kinds)]
            groups = [p for t in find(sentence, index, "to") for p in fill(scene, t, kinds & _KINDS)]
            for member, group in product(members, groups[:1]):
                if member.concept != group.concept and _is_narrower(member, group):
                    sure = 0.85 * min(member.confidence, group.confidence)
                    yield claim(member, "biolink:subclass_of", group, "name/belongs-to", sure, trigger=index)


def _in_brackets(scene: Scene) -> Iterator[Claim]:
    """Yield the class that alone stands in brackets behind a drug, with or without the gene it acts on."""
    pairs = list(scene.neighbours())
    for place, (drug, right, between) in enumerate(pairs):
        if drug.type is not EntityType.DRUG or not _GLOSSED.fullmatch(between):
            continue
        kind = right
        if right.type in GENES and place + 1 < len(pairs) and pairs[place + 1][2] in (" ", "-"):
            kind = pairs[place + 1][1]
        one = kind.type is EntityType.DRUG_CLASS and not kind.text.endswith("s")
        if one and scene.behind(kind)[:1] == ")":
            yield claim(drug, "biolink:subclass_of", kind, "name/in-brackets", 0.85)


def _kind_fragment(scene: Scene) -> Iterator[Claim]:
    """A fragment under a heading that says what kind of thing the heading names: "Rarest tumors of …"."""
    if scene.has_verb or not scene.around.topics or scene.around.kind is BlockKind.HEADING:
        return
    for token, kind in scene.at_token.items():
        start = kind.span.start - scene.sentence.span.start
        alone = kind.type is EntityType.DISEASE and scene.sentence.tokens[token].dep == "ROOT"
        if alone and _HYPERNYM.search(scene.sentence.text[:start]):
            for topic in scene.around.topics:
                if topic.concept != kind.concept:
                    yield claim(topic, "biolink:subclass_of", kind, "name/kind-fragment", 0.8)


def _class_field(scene: Scene) -> Iterator[Claim]:
    """Yield the class of the drug that a page is about, from a field: "Drug class: kinase inhibitors"."""
    field = _CLASS_FIELD.match(scene.sentence.text)
    if field is None or len(scene.around.treatments) != 1:
        return
    drug = scene.around.treatments[0]
    for kind in scene.of_type(EntityType.DRUG_CLASS):
        if drug.type is EntityType.DRUG and kind.concept != drug.concept:
            yield claim(drug, "biolink:subclass_of", kind, "name/class-field", 0.9 * drug.confidence)


def _copula_of(scene: Scene, token: int) -> list[int]:
    """Return the tokens a disease name is predicated of, also through "a type of", "a group of"."""
    sentence = scene.sentence
    word = sentence.tokens[token]
    if word.dep == "attr" and any(True for _ in children(sentence, word.head, "expl")):
        return []  # "there is no antidote"
    if word.dep == "pobj":
        prep = sentence.tokens[word.head]
        noun = sentence.tokens[prep.head]
        if prep.text.lower() == "as" and sentence.mentions[word.mention].type is EntityType.DRUG_CLASS:
            return [t for t in find(sentence, token, "cop") if t < token]
        if prep.text.lower() == "of" and noun.lemma in _KIND_NOUNS:
            return [t for t in find(sentence, prep.head, "cop") if t < token]
        return []
    if word.dep == "oprd" and sentence.tokens[word.head].lemma in ("call", "name", "term"):
        # "X is a kind of medicine named Y"
        named = sentence.tokens[word.head].head
        above = sentence.tokens[sentence.tokens[named].head]
        kind = above.head if sentence.tokens[named].dep == "pobj" and above.text.lower() == "of" else named
        return [t for t in find(sentence, kind, "cop") if t < token]
    disease = sentence.mentions[word.mention].type is EntityType.DISEASE
    owners = [t for t in find(sentence, token, "cop") if t < token]
    if word.dep == "attr":
        return owners
    if word.dep == "appos" and disease:
        # "X, a rare Y": without an article the two are members of a list
        return [t for t in owners if any(w.tag == "DT" for w in sentence.tokens[t + 1 : token])]
    return []
