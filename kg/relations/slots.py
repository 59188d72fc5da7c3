"""Places around a trigger word: which tokens stand in its subject, its object, its prepositional phrases.

Each place has a name used in ``frames.toml``. The labels are those of spaCy's English pipelines (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.nlp.sentence import Sentence, Token

_RELATIVE = frozenset({"which", "that", "who", "whom"})
_LINKING = frozenset({"be", "remain", "become", "represent", "constitute", "form", "seem", "appear", "prove"})
_AS_VERBS = frozenset({"serve", "act", "emerge", "regard", "function", "use", "know", "consider", "view", "identify", "recognize", "define", "establish", "describe"})


def word_class(token: Token) -> str:
    """Return "verb", "noun", "adjective" or "" for a token."""
    if token.pos in ("VERB", "AUX"):
        return "verb"
    if token.pos in ("NOUN", "PROPN"):
        return "noun"
    return "adjective" if token.pos in ("ADJ", "ADV") else ""


def find(sentence: Sentence, trigger: int, place: str) -> list[int]:
    """Return the tokens that stand in `place` of the token `trigger`, nearest first; empty where none do."""
    reader = _PLACES.get(place)
    if reader is not None:
        return list(dict.fromkeys(reader(sentence, trigger)))
    return list(dict.fromkeys(_preposition(sentence, trigger, place)))


def children(sentence: Sentence, index: int, *deps: str) -> Iterator[int]:
    """Yield the dependents of a token that have one of these labels, left to right."""
    for child in sentence.children[index]:
        if sentence.tokens[child].dep in deps:
            yield child


def active_subject(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the subject of a verb in the active voice, also where it is shared or stands outside the clause."""
    tokens = sentence.tokens
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
        yield from _clause_subject(sentence, token.head)
    elif token.dep == "amod" and token.tag == "VBG":
        yield token.head


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
    if token.tag == "VBN" and token.dep in ("acl", "amod", "relcl"):
        yield from _identity(sentence, token.head)
        yield token.head
    elif token.tag == "VBN" and token.dep in ("conj", "xcomp", "advcl", "ccomp") and token.head != index:
        yield from children(sentence, token.head, "nsubjpass", "nsubj")
        if tokens[token.head].dep in ("acl", "relcl"):
            yield tokens[token.head].head


def _clause_subject(sentence: Sentence, verb: int) -> Iterator[int]:
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
    """Yield what a noun is said to be of: "X acts as a factor", "X is a factor"."""
    token = sentence.tokens[noun]
    head = sentence.tokens[token.head]
    if token.dep in ("attr", "oprd", "dobj") and head.lemma in _LINKING:
        yield from _clause_subject(sentence, token.head)
    elif token.dep == "pobj" and head.text.lower() in ("as", "like") and head.head != token.head:
        if token.text.lower() in ("those", "one", "ones", "that"):
            yield head.head
        elif word_class(sentence.tokens[head.head]) == "verb":
            yield from _clause_subject(sentence, head.head)


def _copula(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what a noun or adjective is said of: subject of its copula, or its apposition."""
    tokens = sentence.tokens
    token = tokens[index]
    head = tokens[token.head]
    if token.dep in ("attr", "acomp", "oprd") and token.head != index:
        yield from _clause_subject(sentence, token.head)
    elif token.dep == "dobj" and head.lemma in _LINKING:
        yield from _clause_subject(sentence, token.head)
    elif token.dep == "pobj" and head.text.lower() == "as":
        yield from _clause_subject(sentence, head.head)
        yield from children(sentence, head.head, "dobj")
    elif token.dep == "conj" and tokens[token.head].dep in ("attr", "acomp", "oprd", "dobj"):
        yield from _copula(sentence, token.head)
    elif token.dep == "appos":
        yield token.head
    elif token.dep == "ROOT":
        # "X not recommended", "X crucial for Y": the copula is left out.
        yield from children(sentence, index, "nsubj", "nsubjpass")
    elif token.dep == "amod" and token.head < index:
        yield token.head
    yield from (c for c in children(sentence, index, "appos") if not tokens[c].pos == "NUM")


def _governing_subject(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the subject of the verb that governs a noun as object: "X showed activity", "X confers resistance"."""
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


def _governing_verb(sentence: Sentence, index: int) -> int | None:
    """Return the verb a noun is the object or subject of, None where there is none."""
    token = sentence.tokens[index]
    if token.dep in ("dobj", "attr", "nsubjpass", "nsubj", "pobj", "oprd", "conj") and token.head != index:
        head = sentence.tokens[token.head]
        if word_class(head) == "verb":
            return token.head
        if token.dep in ("pobj", "conj"):
            return _governing_verb(sentence, token.head) if head.dep != "ROOT" else None
        return None
    if token.dep == "prep" and word_class(sentence.tokens[token.head]) == "verb":
        return token.head
    return None


def _preposition(sentence: Sentence, index: int, name: str) -> Iterator[int]:
    """Yield objects of the preposition `name` at the trigger, at its object, or at its governing verb."""
    tokens = sentence.tokens
    anchors = [index, *children(sentence, index, "dobj", "attr", "acomp", "nsubjpass", "prt", "xcomp")]
    if word_class(tokens[index]) != "verb":
        verb = _governing_verb(sentence, index)
        if verb is not None and name != "of":
            anchors.append(verb)
            anchors += list(children(sentence, verb, "xcomp"))
    elif tokens[index].dep in ("xcomp", "conj") and name in ("in", "for", "with", "by"):
        anchors.append(tokens[index].head)
    for anchor in anchors:
        if anchor != index and name == "of":
            continue
        for child in children(sentence, anchor, "prep", "agent", "dative"):
            if tokens[child].text.lower() == name:
                yield from _objects(sentence, child)
            else:
                # "approval for use in X": the phrase hangs on the object of another preposition.
                for noun in children(sentence, child, "pobj"):
                    if tokens[noun].mention < 0 and name != "of":
                        for inner in children(sentence, noun, "prep"):
                            if tokens[inner].text.lower() == name:
                                yield from _objects(sentence, inner)


def _objects(sentence: Sentence, preposition: int) -> Iterator[int]:
    yield from children(sentence, preposition, "pobj", "pcomp")
    for inner in children(sentence, preposition, "prep"):
        yield from children(sentence, inner, "pobj", "pcomp")


def _before(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what stands right before a noun or adjective as its modifier, the nearest first."""
    found = list(children(sentence, index, "compound", "nmod", "amod", "poss", "npadvmod", "nummod"))
    yield from reversed([c for c in found if c < index])
    token = sentence.tokens[index]
    # "X-driven": the participle modifies the noun, the name before it hangs on either.
    if token.dep == "amod" and index >= 2 and sentence.tokens[index - 1].text in "-–‑" and index - 2 >= 0:
        yield index - 2


def _head(sentence: Sentence, index: int) -> Iterator[int]:
    token = sentence.tokens[index]
    if token.dep in ("amod", "acl", "compound", "nmod", "relcl") and token.head != index:
        yield token.head


def _such_as(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the members that "including" or "such as" give for a noun."""
    tokens = sentence.tokens
    for child in children(sentence, index, "prep", "acl"):
        if tokens[child].text.lower() in ("including", "like", "such"):
            yield from _objects(sentence, child)
            yield from children(sentence, child, "dobj")
        elif tokens[child].text.lower() == "as":
            yield from _objects(sentence, child)


def _include(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the members that "include", "are" or "such as" give for a noun."""
    yield from _such_as(sentence, index)
    tokens = sentence.tokens
    token = tokens[index]
    if token.dep == "nsubj" and tokens[token.head].lemma in ("include", "comprise", "be", "involve", "combine"):
        yield from children(sentence, token.head, "dobj", "attr")
    for child in children(sentence, index, "acl", "relcl"):
        if tokens[child].lemma in ("combine", "include", "comprise", "involve", "use"):
            yield from children(sentence, child, "dobj")
            for prep in children(sentence, child, "prep"):
                yield from _objects(sentence, prep)


def _clause(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield nouns anywhere in the complement clause of a verb: "will see if X and Y can be given"."""
    for child in children(sentence, index, "ccomp", "xcomp", "advcl", "relcl"):
        for inner in sorted(sentence.subtree(child)):
            if sentence.tokens[inner].mention >= 0:
                yield inner


def _purpose(lemmas: frozenset[str]) -> Callable[[Sentence, int], Iterator[int]]:
    """Return a reader for "to treat X": objects of an infinitive of one of `lemmas` below the trigger."""

    def read(sentence: Sentence, index: int) -> Iterator[int]:
        for child in children(sentence, index, "xcomp", "advcl", "acl", "ccomp"):
            if sentence.tokens[child].lemma in lemmas:
                yield from children(sentence, child, "dobj")

    return read


def _dobj_of(sentence: Sentence, index: int) -> Iterator[int]:
    for noun in children(sentence, index, "dobj", "attr"):
        for prep in children(sentence, noun, "prep"):
            if sentence.tokens[prep].text.lower() in ("of", "for", "in", "to"):
                yield from _objects(sentence, prep)


def _nested(first: str, second: str) -> Callable[[Sentence, int], Iterator[int]]:
    """Return a reader for "of X in Y": the `second` phrase at an object of the `first`."""

    def read(sentence: Sentence, index: int) -> Iterator[int]:
        for noun in _preposition(sentence, index, first):
            for prep in children(sentence, noun, "prep"):
                if sentence.tokens[prep].text.lower() == second:
                    yield from _objects(sentence, prep)

    return read


def _subject_with(sentence: Sentence, index: int) -> Iterator[int]:
    for noun in (*passive_subject(sentence, index), *active_subject(sentence, index)):
        yield from _with(sentence, noun)


def _subject_in(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield objects of "in", "for" and "against" at the subject: "X administration in patients with Y has yielded"."""
    for noun in active_subject(sentence, index):
        for prep in children(sentence, noun, "prep"):
            if sentence.tokens[prep].text.lower() in ("in", "for", "against"):
                yield from _objects(sentence, prep)


def _with(sentence: Sentence, noun: int) -> Iterator[int]:
    for prep in children(sentence, noun, "prep"):
        if sentence.tokens[prep].text.lower() == "with":
            yield from _objects(sentence, prep)


def _governing_preposition(name: str) -> Callable[[Sentence, int], Iterator[int]]:
    def read(sentence: Sentence, index: int) -> Iterator[int]:
        verb = _governing_verb(sentence, index)
        if verb is not None:
            yield from _preposition(sentence, verb, name)

    return read


def _governing_object(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what is required or used for the trigger: "X is required for diagnosis", "diagnosis requires X"."""
    token = sentence.tokens[index]
    if token.dep == "pobj" and sentence.tokens[token.head].text.lower() == "for":
        above = sentence.tokens[token.head].head
        if word_class(sentence.tokens[above]) == "verb":
            yield from passive_subject(sentence, above)
            yield from active_subject(sentence, above)
        else:
            yield from _copula(sentence, above)
            yield above


def _treated(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what the people of the sentence were given: "in patients treated with X", "receiving X"."""
    for verb, token in enumerate(sentence.tokens):
        if token.lemma in ("treat", "manage") and token.tag == "VBN":
            yield from _preposition(sentence, verb, "with")
        elif token.lemma in ("receive", "take") and token.dep in ("acl", "relcl", "advcl", "pcomp"):
            yield from children(sentence, verb, "dobj")


def _patients_with(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what the people of the sentence have: "patients with X"."""
    for noun, token in enumerate(sentence.tokens):
        if token.lemma in ("patient", "people", "person", "child", "adult", "individual", "participant", "woman", "man"):
            yield from _with(sentence, noun)


def _require(sentence: Sentence, index: int) -> Iterator[int]:
    token = sentence.tokens[index]
    if token.dep in ("nsubj", "nsubjpass"):
        if sentence.tokens[token.head].lemma in ("require", "need", "include", "involve", "rely", "rest", "base", "use"):
            yield from children(sentence, token.head, "dobj", "attr")
            for prep in children(sentence, token.head, "prep", "agent"):
                yield from _objects(sentence, prep)


_PLACES: dict[str, Callable[[Sentence, int], Iterator[int]]] = {
    "subj": active_subject,
    "psubj": passive_subject,
    "matrix-subj": _clause_subject,
    "dobj": lambda s, i: children(s, i, "dobj", "attr", "dative"),
    "agent": lambda s, i: (o for a in children(s, i, "agent") for o in _objects(s, a)),
    "dative": lambda s, i: children(s, i, "dative"),
    "cop": _copula,
    "gov": _governing_subject,
    "comp": _before,
    "poss": lambda s, i: children(s, i, "poss"),
    "head": _head,
    "self": lambda s, i: iter((i,)),
    "include": _include,
    "such": _such_as,
    "clause": _clause,
    "to-treat": _purpose(frozenset({"treat", "manage", "cure", "palliate"})),
    "to-diagnose": _purpose(frozenset({"diagnose", "detect", "confirm", "stage", "evaluate", "assess", "identify"})),
    "using": lambda s, i: (o for c in children(s, i, "advcl", "acl", "prep") if s.tokens[c].text.lower() == "using" for o in (*children(s, c, "dobj", "pobj"),)),
    "dobj-of": _dobj_of,
    "of-in": _nested("of", "in"),
    "as-for": _nested("as", "for"),
    "subj-with": _subject_with,
    "subj-in": _subject_in,
    "gov-in": _governing_preposition("in"),
    "gov-for": _governing_object,
    "require": _require,
    "treated": _treated,
    "patients": _patients_with,
}
