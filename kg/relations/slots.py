"""Places around a trigger word: which tokens stand in its subject, its object, its prepositional phrases.

Each place has a name used in ``schema.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.nlp.sentence import Sentence
from kg.relations.grammar import (
    active_subject,
    children,
    clause_subject,
    copula,
    governing_subject,
    governing_verb,
    objects,
    passive_subject,
    preposition,
    second_verb,
    word_class,
)


def find(sentence: Sentence, trigger: int, place: str) -> list[int]:
    """Return the tokens that stand in `place` of the token `trigger`, nearest first; empty where none do."""
    reader = _PLACES.get(place)
    if reader is not None:
        return list(dict.fromkeys(reader(sentence, trigger)))
    return list(dict.fromkeys(preposition(sentence, trigger, place)))


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


def _named_head(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the name that a noun stands right before: "its thymoma treatment octreotide"."""
    yield from (i for i in _head(sentence, index) if sentence.tokens[i].mention >= 0)


def _such_as(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the members that "including" or "such as" give for a noun."""
    tokens = sentence.tokens
    for child in children(sentence, index, "prep", "acl"):
        if tokens[child].text.lower() in ("including", "like", "such"):
            yield from objects(sentence, child)
            yield from children(sentence, child, "dobj")
        elif tokens[child].text.lower() == "as" and tokens[child - 1].text.lower() == "such":
            yield from objects(sentence, child)
        elif tokens[child].lemma in ("call", "name", "term") and tokens[child].tag == "VBN":
            yield from children(sentence, child, "oprd", "dobj", "attr")
    verb = tokens[index].head
    if tokens[index].dep in ("nsubj", "nsubjpass"):
        # "Drugs that stop the growth of vessels, such as X, can": hung on a noun of the clause in between
        for place in range(index + 2, verb):
            led = tokens[place].text.lower()
            if tokens[place - 1].text == "," and led in ("such", "including"):
                yield from objects(sentence, place + 1 if led == "such" else place)
        # "several inhibitors have been made, including X"
        for prep in children(sentence, verb, "prep"):
            if tokens[prep].text.lower() == "including":
                yield from objects(sentence, prep)


def _include(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the members that "include", "are" or "such as" give for a noun."""
    yield from _such_as(sentence, index)
    tokens = sentence.tokens
    token = tokens[index]
    if token.dep == "nsubj" and tokens[token.head].lemma in (
        "include",
        "comprise",
        "be",
        "involve",
        "combine",
        "contain",
        "consist",
        "use",
    ):
        yield from children(sentence, token.head, "dobj", "attr", "acomp")
        if tokens[token.head].lemma == "consist":
            yield from preposition(sentence, token.head, "of")
    if token.dep == "nsubjpass" and tokens[token.head].lemma in ("limit", "confine", "restrict"):
        yield from preposition(sentence, token.head, "to")
    for child in children(sentence, index, "acl", "relcl"):
        if tokens[child].lemma in ("combine", "include", "comprise", "involve", "use"):
            yield from children(sentence, child, "dobj")
            for prep in children(sentence, child, "prep"):
                yield from objects(sentence, prep)


def _clause(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield nouns anywhere in the complement clause of a verb: "will see if X and Y can be given"."""
    for child in children(sentence, index, "ccomp", "xcomp", "advcl", "relcl"):
        for inner in sorted(sentence.subtree(child)):
            if sentence.tokens[inner].mention >= 0:
                yield inner


def _purpose(lemmas: frozenset[str]) -> Callable[[Sentence, int], Iterator[int]]:
    """Return a reader for "to treat X": objects of an infinitive of one of `lemmas` below the trigger."""

    def read(sentence: Sentence, index: int) -> Iterator[int]:
        for child in children(sentence, index, "xcomp", "advcl", "acl", "ccomp", "relcl"):
            to = any(sentence.tokens[c].text.lower() == "to" for c in children(sentence, child, "aux"))
            if sentence.tokens[child].lemma in lemmas and (to or sentence.tokens[child].dep != "relcl"):
                yield from children(sentence, child, "dobj")

    return read


def _dobj_of(sentence: Sentence, index: int) -> Iterator[int]:
    for noun in children(sentence, index, "dobj", "attr"):
        for prep in children(sentence, noun, "prep"):
            if sentence.tokens[prep].text.lower() in ("of", "for", "in", "to"):
                yield from objects(sentence, prep)


def _nested(first: str, second: str) -> Callable[[Sentence, int], Iterator[int]]:
    """Return a reader for "of X in Y": the `second` phrase at an object of the `first`."""

    def read(sentence: Sentence, index: int) -> Iterator[int]:
        for noun in preposition(sentence, index, first):
            for prep in children(sentence, noun, "prep"):
                if sentence.tokens[prep].text.lower() == second:
                    yield from objects(sentence, prep)

    return read


def _subject_with(sentence: Sentence, index: int) -> Iterator[int]:
    for noun in (*passive_subject(sentence, index), *active_subject(sentence, index)):
        yield from _with(sentence, noun)


def _subject_in(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield objects of "in", "for" and "against" at the subject: "X administration in patients with Y has
    yielded".
    """
    for noun in active_subject(sentence, index):
        for prep in children(sentence, noun, "prep"):
            if sentence.tokens[prep].text.lower() in ("in", "for", "against"):
                yield from objects(sentence, prep)


def _with(sentence: Sentence, noun: int) -> Iterator[int]:
    for prep in children(sentence, noun, "prep"):
        if sentence.tokens[prep].text.lower() == "with":
            yield from objects(sentence, prep)


def _governing_preposition(name: str) -> Callable[[Sentence, int], Iterator[int]]:
    def read(sentence: Sentence, index: int) -> Iterator[int]:
        verb = governing_verb(sentence, index)
        if verb is not None:
            yield from preposition(sentence, verb, name)

    return read


def _governing_object(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what is required or used for the trigger: "X is required for diagnosis", "diagnosis requires
    X".
    """
    token = sentence.tokens[index]
    if token.dep == "pobj" and sentence.tokens[token.head].text.lower() == "for":
        above = sentence.tokens[token.head].head
        if word_class(sentence.tokens[above]) == "verb":
            yield from passive_subject(sentence, above)
            yield from active_subject(sentence, above)
        else:
            yield from copula(sentence, above)
            yield above


def _treated(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what the people of the sentence were given: "in patients treated with X", "receiving X"."""
    for verb, token in enumerate(sentence.tokens):
        if token.lemma in ("treat", "manage") and token.tag == "VBN":
            yield from preposition(sentence, verb, "with")
        elif token.lemma in ("receive", "take") and token.dep in ("acl", "relcl", "advcl", "pcomp"):
            yield from children(sentence, verb, "dobj")


def _patients_with(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what the people of the sentence have: "patients with X"."""
    for noun, token in enumerate(sentence.tokens):
        if token.lemma in (
            "patient",
            "people",
            "person",
            "child",
            "adult",
            "individual",
            "participant",
            "woman",
            "man",
        ):
            yield from _with(sentence, noun)


def _maker(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what is said to bring the trigger about: "X caused inhibition", "X led to activation"."""
    verb = governing_verb(sentence, index)
    if verb is not None and sentence.tokens[verb].lemma in _MAKING:
        yield from active_subject(sentence, verb)


def _own_by(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield objects of the "by" that stands at a noun itself: "inhibition of G by X"."""
    for prep in children(sentence, index, "prep", "agent"):
        if sentence.tokens[prep].text.lower() == "by":
            yield from objects(sentence, prep)


def _require(sentence: Sentence, index: int) -> Iterator[int]:
    token = sentence.tokens[index]
    if token.dep in ("nsubj", "nsubjpass") and sentence.tokens[token.head].lemma in (
        "require",
        "need",
        "include",
        "involve",
        "rely",
        "rest",
        "base",
        "use",
    ):
        yield from children(sentence, token.head, "dobj", "attr")
        for prep in children(sentence, token.head, "prep", "agent"):
            yield from objects(sentence, prep)


def _agent(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield objects of the "by" of a passive, also where the parser hangs it on a noun in between: "is
    defined in most cases by X".
    """
    tokens = sentence.tokens
    agents = list(children(sentence, index, "agent"))
    for one in children(sentence, index, "agent", "prep"):
        # "by X in 2011 and by Y in 2012", whatever the parser joins the second to
        agents += [c for c in children(sentence, one, "conj") if tokens[c].text.lower() == "by"]
    found = [o for a in agents for o in objects(sentence, a)]
    yield from found
    if found or tokens[index].tag != "VBN":
        return
    for prep in sorted(sentence.subtree(index)):
        if prep <= index or tokens[prep].text.lower() != "by" or tokens[prep].dep not in ("prep", "agent"):
            continue
        above = [i for i in sentence.ancestors(prep) if index < i < prep]
        if above and not any(word_class(tokens[i]) == "verb" for i in above):
            yield from objects(sentence, prep)
        return


def _done_by(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield objects of "by", but not of a verb in the active voice, which tells how: "X triggers death by
    blocking Y".
    """
    token = sentence.tokens[index]
    passive = any(True for _ in children(sentence, index, "auxpass", "nsubjpass"))
    active = token.tag in ("VB", "VBZ", "VBP", "VBG") or any(True for _ in children(sentence, index, "nsubj"))
    if passive or word_class(token) != "verb" or not active:
        yield from preposition(sentence, index, "by")


def _sites(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what are said to be the sites of the trigger: "X and Y are the usual sites of spread"."""
    tokens = sentence.tokens
    prep = tokens[index].head
    noun = tokens[prep].head
    phrased = tokens[index].dep == "pobj" and tokens[prep].text.lower() in ("of", "for")
    if phrased and tokens[noun].lemma in ("site", "location", "organ"):
        yield from _include(sentence, noun)
        yield from copula(sentence, noun)


def _typical(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield what is said to be usual at the trigger: "X and Y are typical at presentation"."""
    tokens = sentence.tokens
    prep = tokens[index].head
    adjective = tokens[prep].head
    if tokens[index].dep == "pobj" and tokens[prep].text.lower() == "at" and tokens[adjective].dep == "acomp":
        yield from copula(sentence, adjective)


def _looked_for(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield what a test is to tell of, by the verb of its purpose: "detect X", "look for X"."""
    lemma = sentence.tokens[verb].lemma
    if lemma in ("reveal", "detect"):
        yield from children(sentence, verb, "dobj")
    elif lemma in ("look", "check", "screen", "search", "test"):
        yield from preposition(sentence, verb, "for")


def _small_clause(sentence: Sentence, index: int) -> Iterator[int]:
    """Yield the subject of the clause without a verb below a trigger: "makes the tumor aggressive"."""
    for child in children(sentence, index, "ccomp", "xcomp", "oprd", "acomp"):
        yield from children(sentence, child, "nsubj")


def _direct(sentence: Sentence, index: int) -> Iterator[int]:
    yield from children(sentence, index, "dobj", "attr", "dative")
    if sentence.tokens[index].lemma in _GIVING:  # "patients should be recommended X"
        yield from children(sentence, index, "oprd")
    if second_verb(sentence, index) is not None:
        yield sentence.tokens[index].head


_GIVING = frozenset({"recommend", "offer", "give", "advise", "prescribe"})
#: Verbs by which something comes about.
_MAKING = frozenset(
    {"cause", "elicit", "evoke", "exert", "induce", "lead", "produce", "result", "show", "trigger"}
)
_PLACES: dict[str, Callable[[Sentence, int], Iterator[int]]] = {
    "subj": active_subject,
    "psubj": passive_subject,
    "matrix-subj": clause_subject,
    "dobj": _direct,
    "agent": _agent,
    "done-by": _done_by,
    "site-cop": _sites,
    "at-cop": _typical,
    "small-clause": _small_clause,
    "dative": lambda s, i: children(s, i, "dative"),
    "cop": copula,
    "gov": governing_subject,
    "comp": _before,
    "is": lambda s, i: children(s, s.tokens[i].head, "attr") if s.tokens[i].dep == "nsubj" else iter(()),
    "poss": lambda s, i: children(s, i, "poss"),
    "head": _head,
    "named-head": _named_head,
    "self": lambda s, i: iter((i,)),
    "include": _include,
    "such": _such_as,
    "clause": _clause,
    "to-treat": _purpose(frozenset({"treat", "manage", "cure", "palliate"})),
    "to-relieve": _purpose(
        frozenset({"control", "relieve", "reduce", "ease", "alleviate", "lessen", "improve", "suppress"})
    ),
    "to-diagnose": _purpose(
        frozenset(
            {
                "diagnose",
                "detect",
                "confirm",
                "stage",
                "evaluate",
                "assess",
                "identify",
                "see",
                "find",
                "show",
                "visualize",
                "visualise",
            }
        )
    ),
    "to-find": lambda s, i: (
        o
        for c in children(s, i, "xcomp", "advcl", "acl", "ccomp")
        if any(s.tokens[a].text.lower() == "to" for a in children(s, c, "aux"))
        for o in _looked_for(s, c)
    ),
    "using": lambda s, i: (
        o
        for c in children(s, i, "advcl", "acl", "prep")
        if s.tokens[c].text.lower() == "using"
        for o in (*children(s, c, "dobj", "pobj"),)
    ),
    "dobj-of": _dobj_of,
    "of-in": _nested("of", "in"),
    "as-for": _nested("as", "for"),
    "subj-with": _subject_with,
    "subj-in": _subject_in,
    "gov-in": _governing_preposition("in"),
    "gov-for": _governing_object,
    "maker": _maker,
    "own-by": _own_by,
    "require": _require,
    "treated": _treated,
    "patients": _patients_with,
}
