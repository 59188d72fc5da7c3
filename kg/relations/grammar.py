"""Grammatical relations of a sentence: subjects, copulas, governing verbs, prepositional objects.

The labels are those of spaCy's English pipelines (ClearNLP). All functions give token indices.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import EntityType
from kg.nlp.sentence import Sentence, Token

_GOVERNED = frozenset({"dobj", "attr", "acomp", "nsubjpass", "nsubj", "pobj", "oprd", "conj"})
_RELATIVE = frozenset({"which", "that", "who", "whom"})
#: What one thing has in another: "the role of X in the damage caused by Y" is not caused by Y.
_PARTS = frozenset({"function", "importance", "involvement", "part", "participation", "role"})
#: Verbs for changes of amount or activity.
_CHANGES = frozenset(
    {
        "abolish",
        "activate",
        "attenuate",
        "block",
        "decrease",
        "enhance",
        "increase",
        "induce",
        "inhibit",
        "lower",
    }
    | {"raise", "reduce", "suppress"}
)
#: Nouns by which one thing is said to be out of many.
_OUT_OF = frozenset({"class", "family", "group", "kind", "member", "one", "part", "series", "some", "type"})
_LINKING = frozenset({"be", "remain", "become", "represent", "constitute", "form", "seem", "appear", "prove"})


def word_class(token: Token) -> str:
    """Return "verb", "noun", "adjective" or "" for a token."""
    if token.pos in ("VERB", "AUX"):
        return "verb"
    if token.pos in ("NOUN", "PROPN"):
        return "noun"
    return "adjective" if token.pos in ("ADJ", "ADV") else ""


def children(sentence: Sentence, index: int, *deps: str) -> Iterator[int]:
    """Yield the dependents of a token that have one of these labels, left to right."""
    for child in sentence.children[index]:
        if sentence.tokens[child].dep in deps:
            yield child


def active_subject(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the subject of a verb in the active voice, also where it is shared or stands outside the
    clause.
    """
    tokens = sentence.tokens
    if any(True for _ in children(sentence, index, "auxpass")):
        return
    for child in children(sentence, index, "nsubj", "csubj"):
        if tokens[child].text.lower() in _RELATIVE:
            yield from _relative_head(sentence, index)
        else:
            yield child
            yield from _through_relative(sentence, child)
    if any(True for _ in children(sentence, index, "nsubj", "nsubjpass", "csubj")):
        return
    token = tokens[index]
    if token.dep in ("acl", "relcl") and token.tag != "VBN":
        yield from _identity(sentence, token.head)
        yield token.head
    elif token.dep in ("conj", "xcomp", "advcl", "ccomp", "pcomp") and token.head != index:
        yield from clause_subject(sentence, token.head)
    elif token.dep == "amod" and token.tag == "VBG":
        yield token.head
    elif (verb := second_verb(sentence, index)) is not None:
        yield from active_subject(sentence, verb)


def passive_subject(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what undergoes a verb: the subject of a passive, or the noun that a past participle stands by."""
    tokens = sentence.tokens
    for child in children(sentence, index, "nsubjpass"):
        if tokens[child].text.lower() in _RELATIVE:
            yield from _relative_head(sentence, index)
        else:
            yield child
    token = tokens[index]
    if token.tag == "VBN" and not any(True for _ in children(sentence, index, "aux", "auxpass", "nsubjpass")):
        # Telegraphic "X not recommended": the auxiliary is left out.
        yield from children(sentence, index, "nsubj")
    if any(True for _ in children(sentence, index, "nsubjpass", "nsubj")):
        return
    if token.tag == "VBN" and token.dep == "acomp" and tokens[token.head].lemma == "be":
        # taken for an adjective: "was soon approved by the agency"
        yield from children(sentence, token.head, "nsubj", "nsubjpass")
    elif second_verb(sentence, index) is not None:
        return
    elif token.tag == "VBN" and token.dep in ("acl", "amod", "relcl"):
        yield from _identity(sentence, token.head)
        yield token.head
        if token.dep != "amod":
            yield from _owner(sentence, token.head)
    elif token.tag == "VBN" and token.dep in ("conj", "xcomp", "advcl", "ccomp") and token.head != index:
        yield from children(sentence, token.head, "nsubjpass", "nsubj")
        if tokens[token.head].dep in ("acl", "relcl"):
            yield tokens[token.head].head


def clause_subject(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the subject of the governing clause, active or passive, going up while there is none."""
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        found = list(children(sentence, verb, "nsubj", "nsubjpass", "csubj"))
        token = sentence.tokens[verb]
        for child in found:
            if sentence.tokens[child].text.lower() in _RELATIVE:
                yield from _relative_head(sentence, verb)
            else:
                yield child
        if found:
            return
        if token.dep in ("acl", "relcl"):
            yield token.head
            return
        verb = token.head


def _relative_head(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the noun a relative clause belongs to."""
    for each in (verb, *sentence.ancestors(verb)):
        token = sentence.tokens[each]
        if token.dep == "relcl":
            yield from _identity(sentence, token.head)
            yield token.head
            return


def _through_relative(sentence: Sentence, index: int) -> Iterator[int]:
    if sentence.tokens[index].text.lower() in _RELATIVE:
        yield from _relative_head(sentence, index)


def _identity(sentence: Sentence, noun: int) -> Iterator[int]:
    """Yield what a noun is said of: "X acts as a factor", "X is a factor", "X, a factor"."""
    token = sentence.tokens[noun]
    head = sentence.tokens[token.head]
    if token.dep == "pobj" and head.text.lower() == "of" and sentence.tokens[head.head].lemma in _OUT_OF:
        # "X is one of the genes that", "X belongs to a class of agents that"
        yield from _identity(sentence, head.head)
    if token.dep == "appos" and token.mention < 0:
        yield token.head
    elif token.dep in ("attr", "oprd", "dobj") and head.lemma in _LINKING:
        yield from clause_subject(sentence, token.head)
    elif token.dep == "pobj" and head.text.lower() in ("as", "like") and head.head != token.head:
        if token.text.lower() in ("those", "one", "ones", "that"):
            yield head.head
        elif word_class(sentence.tokens[head.head]) == "verb":
            yield from clause_subject(sentence, head.head)


def _owner(sentence: Sentence, noun: int) -> Iterator[int]:
    """Yield the noun whose phrase a noun stands in: "tumor of the joints caused by X" may mean either."""
    token = sentence.tokens[noun]
    head = sentence.tokens[token.head]
    if (
        token.dep == "pobj"
        and head.dep == "prep"
        and word_class(sentence.tokens[head.head]) == "noun"
        and sentence.tokens[head.head].lemma not in _PARTS
    ):
        yield from _identity(sentence, head.head)
        yield head.head


def copula(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what a noun or adjective is said of: subject of its copula, or its apposition."""
    tokens = sentence.tokens
    token = tokens[index]
    head = tokens[token.head]
    if (token.dep in ("attr", "acomp", "oprd") and token.head != index) or (
        token.dep == "dobj" and head.lemma in _LINKING
    ):
        yield from clause_subject(sentence, token.head)
    elif token.dep == "pobj" and head.text.lower() == "among" and tokens[head.head].lemma == "be":
        # "X and Y were among the most common effects"
        yield from clause_subject(sentence, head.head)
    elif token.dep == "pobj" and head.text.lower() == "as" and word_class(tokens[head.head]) == "noun":
        # "the discovery of X as an inhibitor"
        yield from preposition(sentence, head.head, "of")
    elif token.dep == "pobj" and head.text.lower() == "as":
        yield from clause_subject(sentence, head.head)
        yield from children(sentence, head.head, "dobj")
    elif token.dep == "conj" and tokens[token.head].dep in ("attr", "acomp", "oprd", "dobj"):
        yield from copula(sentence, token.head)
    elif token.dep == "appos":
        yield token.head
    elif token.dep == "ROOT":
        # "X not recommended", "X crucial for Y": the copula is left out.
        yield from children(sentence, index, "nsubj", "nsubjpass")
    elif token.dep == "amod" and token.head < index:
        yield token.head
    yield from (c for c in children(sentence, index, "appos") if tokens[c].pos != "NUM")


def governing_subject(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the subject of the verb that governs a noun as object: "X showed activity", "X confers
    resistance".
    """
    tokens = sentence.tokens
    up = index
    for _ in range(4):
        token = tokens[up]
        if token.dep == "ROOT":
            return
        head = tokens[token.head]
        if word_class(head) == "verb":
            if token.dep in ("dobj", "attr", "pobj", "oprd", "xcomp") or tokens[up].dep == "prep":
                yield from active_subject(sentence, token.head)
                yield from passive_subject(sentence, token.head)
            return
        up = token.head


def governing_verb(sentence: Sentence, index: int) -> int | None:
    """Return the verb a noun is the object or subject of, None where there is none."""
    token = sentence.tokens[index]
    if token.dep in _GOVERNED and token.head != index:
        head = sentence.tokens[token.head]
        if word_class(head) == "verb":
            return token.head
        if token.dep in ("pobj", "conj"):
            return governing_verb(sentence, token.head) if head.dep != "ROOT" else None
        return None
    if token.dep == "prep" and word_class(sentence.tokens[token.head]) == "verb":
        return token.head
    return None


def preposition(sentence: Sentence, index: int, name: str) -> Iterator[int]:
    """Yield objects of the preposition `name` at the trigger, at its object, or at its governing verb."""
    tokens = sentence.tokens
    above = -1  # the verb before, of which only what opens the sentence is said of this one, too
    anchors = [index, *children(sentence, index, "dobj", "attr", "acomp", "nsubjpass", "prt", "xcomp")]
    if word_class(tokens[index]) != "verb":
        verb = governing_verb(sentence, index)
        if verb is not None and name != "of":
            anchors.append(verb)
            anchors += list(children(sentence, verb, "xcomp"))
    elif tokens[index].dep in ("xcomp", "conj") and name in ("in", "for", "with", "by"):
        anchors.append(tokens[index].head)
        if tokens[index].dep == "conj" and [*children(sentence, index, "nsubj", "nsubjpass")]:
            above = tokens[index].head  # "X helped in D, but Y did not"
    if name != "of":
        anchors += chosen(sentence, index)
    if name in ("to", "into"):
        # "spreads early to X": hung on the adverb in between
        anchors += [c for c in children(sentence, index, "advmod") if c > index]
    for anchor in anchors:
        if anchor != index and name == "of":
            continue
        for child in children(sentence, anchor, "prep", "agent", "dative"):
            if anchor == above and child > anchor:
                continue
            if tokens[child].text.lower() == name:
                yield from objects(sentence, child)
            else:
                # "approval for use in X": the phrase hangs on the object of another preposition.
                for noun in _listed(sentence, child):
                    if name != "of" and not _names_thing(sentence, noun):
                        for inner in children(sentence, noun, "prep"):
                            if tokens[inner].text.lower() == name:
                                yield from objects(sentence, inner)


def chosen(sentence: Sentence, index: int) -> list[int]:
    """Return the noun that "choice" says the best of, on which the phrases behind it hang: "the drug of
    choice for X"; empty of any other word.
    """
    tokens = sentence.tokens
    prep = tokens[index].head
    if tokens[index].lemma != "choice" or tokens[index].dep != "pobj" or tokens[prep].text.lower() != "of":
        return []
    return [tokens[prep].head]


def _listed(sentence: Sentence, prep: int) -> Iterator[int]:
    """Yield the objects of the preposition at token `prep` with what is joined to them."""
    waiting = list(children(sentence, prep, "pobj"))
    while waiting:
        noun = waiting.pop(0)
        yield noun
        waiting += children(sentence, noun, "conj")


def _names_thing(sentence: Sentence, index: int) -> bool:
    """Tell whether a noun names something that a phrase behind it is more likely said of than of the verb; an
    agency is none: "approved by the FDA for X".
    """
    mention = sentence.tokens[index].mention
    return mention >= 0 and sentence.mentions[mention].type is not EntityType.AGENCY


def is_changed(sentence: Sentence, noun: int) -> bool:
    """Tell whether a participle before a noun tells of a change: "and increased insulin", where a parser may
    have taken a verb for a modifier.
    """
    return any(
        sentence.tokens[c].lemma in _CHANGES
        and sentence.tokens[c].tag in ("VBN", "VBD")
        and (c == 0 or sentence.tokens[c - 1].text not in "-–‑")
        for c in children(sentence, noun, "amod")
        if c < noun
    )


def second_verb(sentence: Sentence, index: int) -> int | None:
    """Return the verb that a participle goes on from: of "X lowered A and increased B" the first for
    "increased", which parsers take for a modifier of B. None where it is one.
    """
    tokens = sentence.tokens
    noun = tokens[index].head
    if tokens[index].dep != "amod" or tokens[index].lemma not in _CHANGES or tokens[noun].dep != "conj":
        return None
    before = index - 1
    while before > 0 and tokens[before].tag == "RB":
        before -= 1
    if tokens[before].tag not in ("CC", ","):
        return None
    while tokens[noun].dep in ("conj", "compound") and tokens[noun].head != noun:
        noun = tokens[noun].head
    verb = tokens[noun].head
    active = tokens[verb].tag in ("VBD", "VBZ", "VBP") and tokens[noun].dep == "dobj"
    return verb if active and not is_changed(sentence, noun) else None


def objects(sentence: Sentence, prep: int) -> Iterator[int]:
    """Yield the objects of the preposition at token `prep`, also of one nested in it ("out of X")."""
    yield from children(sentence, prep, "pobj", "pcomp")
    for inner in children(sentence, prep, "prep"):
        yield from children(sentence, inner, "pobj", "pcomp")
