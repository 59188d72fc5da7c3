"""Mends what parsers get wrong about sentences in which a mention is one word.

Each rule states what cannot be: no noun is a part of a finite verb, no verb has two subjects, no two names
of one kind are coordinated over a noun that only the second one has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.nlp.clauses import free_main_clause
from kg.nlp.modifiers import free_participle
from kg.nlp.sentence import Token

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
#: What a relative pronoun may be taken for before a verb that has a subject already.
_OF_PRONOUN = _SUBJECTS | {"mark", "dobj", "dep"}
_PART_OF_NOUN = frozenset({"compound", "nmod", "npadvmod"})
_NOUNS = frozenset({"NOUN", "PROPN"})
#: Words for a part of those spoken of, that stand for them: "about half", "two thirds", "20%".
_SHARES = frozenset(
    {
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "most",
        "many",
        "some",
        "few",
        "several",
        "others",
        "%",
    }
)
#: Verbs that open a piece of advice.
_ADVISED = frozenset(
    (
        "Add", "Administer", "Apply", "Avoid", "Consider", "Continue", "Discontinue", "Establish", "Give",
        "Initiate", "Obtain", "Offer", "Perform", "Prescribe", "Recommend", "Reserve", "Start", "Use",
    )
)  # fmt: skip
#: What a drug does to its target.
_ACTS = frozenset({"targets", "inhibits", "blocks", "binds", "antagonizes", "antagonises", "recognizes"})
_CARRY = frozenset(
    {"harbor", "harbour", "carry", "bear", "express", "overexpress", "lack", "show", "display"}
)
#: What an alteration does, told before the word for it as an adjective is, and those words.
_DOING = frozenset(
    {
        "activating",
        "inactivating",
        "truncating",
        "damaging",
        "disrupting",
        "sensitizing",
        "predisposing",
        "splicing",
    }
)
_ALTERATIONS = frozenset(
    {"mutation", "variant", "alteration", "fusion", "rearrangement", "deletion", "lesion"}
)


def mend(tokens: Sequence[Token], shown: Sequence[str]) -> tuple[Token, ...]:
    """Return the tokens of a sentence with a better tree; `shown` are the words that the parser saw."""
    row = list(tokens)
    _verb_of_share(row)
    _present(row)
    _imperative(row)
    _acting(row)
    _named_subject(row)
    _free_subject(row)
    _shared_noun(row, shown)
    _deed_as_adjective(row)
    _participle(row)
    _relative_verb(row)
    free_main_clause(row)
    free_participle(row)
    _late_subject(row)
    _listed(row)
    _joined_verb(row)
    return tuple(row)


def _subject(tokens: Sequence[Token], verb: int) -> str:
    """Return the label of a subject of `verb`."""
    passive = any(token.head == verb and token.dep == "auxpass" for token in tokens)
    return "nsubjpass" if passive else "nsubj"


def _verb_of_share(tokens: list[Token]) -> None:
    """Let a sentence without a verb have one after a word for a part: "about half harbor KIT mutations".

    The parser reads all of it as one noun ("harbor mutations"), of which no sentence is made.
    """
    root = next((i for i, t in enumerate(tokens) if t.dep == "ROOT" and t.pos in _NOUNS), -1)
    at = next((i for i, t in enumerate(tokens[:root]) if t.text.lower() in _CARRY), -1)
    if at < 1 or tokens[at].dep not in _PART_OF_NOUN or tokens[at - 1].text.lower() not in _SHARES:
        return
    if any(t.tag in _FINITE and i != at for i, t in enumerate(tokens)):
        return
    for index, token in enumerate(tokens):
        if index == at - 1:
            tokens[index] = token._replace(pos="NOUN", dep="nsubj", head=at)
        elif index < at and token.head in (root, at):
            tokens[index] = token._replace(head=at - 1)
        elif token.dep == "punct" and token.head == root and index > root:
            tokens[index] = token._replace(head=at)
    tokens[at] = tokens[at]._replace(pos="VERB", tag="VBP", dep="ROOT", head=at)
    tokens[root] = tokens[root]._replace(dep="dobj", head=at)


def _present(tokens: list[Token]) -> None:
    """Let a sentence without a verb have "present" for one: "tumors often present in adults".

    Behind a noun and an adverb of how often, and with a preposition behind it, it is no adjective.
    """
    at = next((i for i, t in enumerate(tokens) if t.text.lower() == "present" and t.dep == "amod"), -1)
    noun = tokens[at].head
    if at < 2 or noun >= at or tokens[noun].dep != "ROOT" or tokens[at - 1].tag != "RB":
        return
    if any(t.tag in _FINITE for t in tokens) or not any(t.head == at and t.dep == "prep" for t in tokens):
        return
    for index, token in enumerate(tokens):
        if token.head == noun and index > at:
            tokens[index] = token._replace(head=at)
    tokens[noun] = tokens[noun]._replace(dep="nsubj", head=at)
    tokens[at] = tokens[at]._replace(pos="VERB", tag="VBP", dep="ROOT", head=at)


def _imperative(tokens: list[Token]) -> None:
    """Let advice begin with a verb that was read as a part of a name: "Administer chemotherapy"."""
    if len(tokens) < 2 or tokens[0].text not in _ADVISED or tokens[0].dep not in _PART_OF_NOUN:
        return
    noun = tokens[0].head
    if tokens[noun].dep != "ROOT" or tokens[noun].pos not in _NOUNS or any(t.tag in _FINITE for t in tokens):
        return
    for index, token in enumerate(tokens):
        if token.head == noun and token.dep in ("prep", "punct", "advmod", "advcl") and index > noun:
            tokens[index] = token._replace(head=0)
    tokens[noun] = tokens[noun]._replace(dep="dobj", head=0)
    tokens[0] = tokens[0]._replace(pos="VERB", tag="VB", dep="ROOT", head=0, lemma=tokens[0].text.lower())


def _acting(tokens: list[Token]) -> None:
    """Let a sentence without a verb have one before the name at its root: "The agent targets gp100"."""
    root = next((i for i, t in enumerate(tokens) if t.dep == "ROOT"), -1)
    at = root - 1
    if at < 1 or tokens[root].mention < 0 or tokens[at].text.lower() not in _ACTS:
        return
    if tokens[at].head != root or tokens[at].dep not in _PART_OF_NOUN or tokens[at - 1].pos not in _NOUNS:
        return
    if any(t.tag in _FINITE for t in tokens[:at]):
        return
    for index, token in enumerate(tokens[:at]):
        if token.head in (root, at):
            tokens[index] = token._replace(head=at - 1)
    tokens[at - 1] = tokens[at - 1]._replace(dep="nsubj", head=at)
    tokens[root] = tokens[root]._replace(dep="dobj", head=at)
    word = tokens[at].text.lower()
    tokens[at] = tokens[at]._replace(pos="VERB", tag="VBZ", dep="ROOT", head=at, lemma=word.removesuffix("s"))


def _free_subject(tokens: list[Token]) -> None:
    """Give a finite verb the subject that an adverbial before it took: "At present cancer is treated".

    The parser reads "present cancer" or "that time cancer" as one phrase where no comma stands between them.
    A finite verb without a subject, led by a preposition with a modifier and a noun, has that noun for its
    subject.
    """
    for index, noun in enumerate(tokens[:-1]):
        if noun.dep != "pobj" or index < 2 or noun.head >= index - 1:
            continue
        preposition, modifier, after = tokens[noun.head], tokens[index - 1], tokens[index + 1]
        verb = preposition.head
        bare_adjective = modifier.dep == "amod" and noun.head == index - 2
        if (
            preposition.dep == "prep"
            and verb > index
            and modifier.head == index
            and (bare_adjective or (modifier.dep == "compound" and noun.mention >= 0))
            and after.tag in _FINITE
            and verb in (index + 1, after.head)
            and not any(t.head == verb and t.dep in _SUBJECTS for t in tokens)
        ):
            for other in range(noun.head + 1, index - 1):
                if tokens[other].head == index:
                    tokens[other] = tokens[other]._replace(head=index - 1)
            tokens[index - 1] = modifier._replace(dep="pcomp" if bare_adjective else "pobj", head=noun.head)
            tokens[index] = noun._replace(dep=_subject(tokens, verb), head=verb)


def _late_subject(tokens: list[Token]) -> None:
    """Take off a second subject, behind a verb that has one before it: "it is common: it returns".

    What it is instead cannot be told.
    """
    for index, token in enumerate(tokens):
        if (
            token.dep in ("nsubj", "nsubjpass")
            and token.head < index
            and any(t.head == token.head and t.dep in _SUBJECTS for t in tokens[: token.head])
        ):
            tokens[index] = token._replace(dep="dep")


def _named_subject(tokens: list[Token]) -> None:
    """Give a finite verb the noun right of which it stands as its subject where it was taken for a compound.

    No noun is part of a finite verb: "cancer presents with pain" has a subject, whatever the label.
    """
    for index, token in enumerate(tokens):
        verb = tokens[token.head]
        if (
            token.dep in _PART_OF_NOUN
            and token.pos in ("NOUN", "PROPN")
            and token.head > index
            and verb.tag in _FINITE
            and not any(t.head == token.head and t.dep in _SUBJECTS for t in tokens)
        ):
            tokens[index] = token._replace(dep=_subject(tokens, token.head))


def _shared_noun(tokens: list[Token], shown: Sequence[str]) -> None:
    """Let both names before a noun belong to it: "KIT or PDGFRA mutations" are mutations of either.

    Treebanks read such a row as the first name beside "PDGFRA mutations"; names of one kind say otherwise.
    """
    for index, second in enumerate(tokens):
        noun = tokens[second.head]
        first = tokens[noun.head]
        if (
            second.dep in _PART_OF_NOUN
            and noun.dep == "conj"
            and noun.head < index < second.head
            and min(first.mention, second.mention) >= 0
            and noun.mention < 0
            and shown[noun.head] == shown[index]
            and all(t.dep in ("cc", "punct") for t in tokens[noun.head + 1 : index])
        ):
            name, place = noun.head, second.head
            for other, token in enumerate(tokens):
                if token.head == name and other not in (name, place) and not name < other < index:
                    tokens[other] = token._replace(head=place)
            root = first.head == name
            tokens[place] = noun._replace(dep=first.dep, head=place if root else first.head)
            tokens[name] = first._replace(dep="compound", head=place)
            tokens[index] = second._replace(dep="conj", head=name)


def _participle(tokens: list[Token]) -> None:
    """Let a participle after a noun take the noun behind it as its object: "a factor driving oncogenesis".

    An apposition stands behind a comma or in brackets; without them the participle governs it.
    """
    for index in range(1, len(tokens) - 1):
        noun, verb = tokens[index - 1], tokens[index]
        named = tokens[verb.head]
        if (
            verb.tag == "VBG"
            and verb.dep == "amod"
            and verb.head > index
            and noun.pos in _NOUNS
            and named.dep == "appos"
            and named.head == index - 1
        ):
            tokens[verb.head] = named._replace(dep="dobj", head=index)
            tokens[index] = verb._replace(dep="acl", head=index - 1)


def _deed_as_adjective(tokens: list[Token]) -> None:
    """Let what an alteration does be an adjective of it: "harbors activating mutations" activates nothing."""
    for index, (verb, noun) in enumerate(pairwise(tokens)):
        if (
            verb.text.lower() in _DOING
            and noun.lemma in _ALTERATIONS
            and noun.head == index
            and verb.dep in ("xcomp", "ccomp", "pcomp", "acl")
        ):
            dep = "pobj" if verb.dep == "pcomp" else "dobj"
            tokens[index + 1] = noun._replace(dep=dep, head=verb.head)
            tokens[index] = verb._replace(pos="ADJ", tag="JJ", dep="amod", head=index + 1)
            for other, token in enumerate(tokens):
                if token.head == index and other not in (index, index + 1):
                    tokens[other] = token._replace(head=index + 1)


def _relative_verb(tokens: list[Token]) -> None:
    """Let the word after a relative pronoun be a verb: "cells that target KIT have shown activity".

    Read as a noun ("target KIT") it leaves the next verb with two subjects, the pronoun and the name; read as
    the one that governs the pronoun it is no noun either. The next verb is then that of the noun before.
    """
    for index in range(1, len(tokens) - 2):
        pronoun, word, name = tokens[index : index + 3]
        if pronoun.tag != "WDT" or word.tag not in ("NN", "NNS") or name.mention < 0:
            continue
        if _is_compound_of_subject(tokens, index):
            main, owner = pronoun.head, tokens[pronoun.head].head
        elif pronoun.head == index + 1 and pronoun.dep in _SUBJECTS and name.dep == "dobj":
            owner = word.head
            main = next((t.head for t in tokens[index + 3 :] if t.dep in ("aux", "auxpass")), index + 1)
            if tokens[main].dep != "relcl" or tokens[main].head != owner:
                main = index + 1
        else:
            continue
        tokens[index] = pronoun._replace(dep="nsubj", head=index + 1)
        tokens[index + 1] = word._replace(pos="VERB", tag="VBP", dep="relcl", head=owner)
        tokens[index + 2] = name._replace(dep="dobj", head=index + 1)
        if main != index + 1:
            _take_subject(tokens, owner, main)


def _is_compound_of_subject(tokens: list[Token], index: int) -> bool:
    """Tell whether the word behind the pronoun at `index` was read as a part of a second subject's name."""
    pronoun, word, name = tokens[index : index + 3]
    return (
        word.dep == "compound"
        and word.head == index + 2
        and name.dep in _SUBJECTS
        and pronoun.dep in _OF_PRONOUN
        and pronoun.head == name.head > index + 2
        and tokens[pronoun.head].dep == "relcl"
    )


def _take_subject(tokens: list[Token], noun: int, verb: int) -> None:
    """Let `verb`, which was read as a relative clause of `noun`, have it for its subject."""
    above = tokens[noun]
    subject = _subject(tokens, verb)
    if above.head == noun:
        tokens[verb] = tokens[verb]._replace(dep="ROOT", head=verb)
        for other, token in enumerate(tokens):
            if token.head == noun and token.dep == "punct" and other > verb:
                tokens[other] = token._replace(head=verb)
    elif above.dep in _SUBJECTS:
        tokens[verb] = tokens[verb]._replace(dep="ccomp", head=above.head)
    else:
        return
    tokens[noun] = above._replace(dep=subject, head=verb)


def _listed(tokens: list[Token]) -> None:
    """Let a name after a comma go on with the list before it: "spread to the nodes, the liver or bone".

    A name is no adverb of the verb, as the parser has it where each member has an article.
    """
    for index, token in enumerate(tokens):
        if token.dep != "npadvmod" or token.mention < 0:
            continue
        before = index - 1 - (index > 0 and tokens[index - 1].dep == "det")
        if (
            before > 0
            and tokens[before].text == ","
            and tokens[before - 1].mention >= 0
            and tokens[before - 1].dep in ("pobj", "dobj", "conj")
            and any(t.head == index and t.dep == "conj" for t in tokens)
        ):
            tokens[index] = token._replace(dep="conj", head=before - 1)


def _joined_verb(tokens: list[Token]) -> None:
    """Let a finite verb that was joined to the noun at the root have it for its subject.

    Where no conjunction stands between the two, the one is said of the other: "mutations cause relapse".
    """
    for index, verb in enumerate(tokens):
        noun = tokens[verb.head]
        if (
            verb.dep == "conj"
            and verb.tag in _FINITE
            and noun.dep == "ROOT"
            and noun.pos in _NOUNS
            and verb.head < index
            and not any(t.dep == "cc" and t.head in (verb.head, index) for t in tokens[: index + 1])
            and not any(t.text in ",;:" for t in tokens[verb.head : index])
            and not any(t.head == index and t.dep in _SUBJECTS for t in tokens)
        ):
            root = verb.head
            tokens[root] = noun._replace(dep=_subject(tokens, index), head=index)
            tokens[index] = verb._replace(dep="ROOT", head=index)
