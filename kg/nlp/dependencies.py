"""Two ways to write one dependency tree: CLEAR labels (ClearNLP) and Universal Dependencies, version 1.

The relation rules, spaCy's English pipelines and CRAFT's treebank use CLEAR, where function words govern
("in" governs "cells", "is" governs "active"); GENIA's trees and scispaCy's pipelines use Universal
Dependencies, where content words do (Nivre et al. 2016; the English trees come from the converter of
Schuster and Manning 2016). Both directions turn the same pairs of words round, so that a tree survives the
way there and back but for the few places where one scheme says less than the other: a nested coordination
without conjunctions of its own, or a noun that is both a predicate and an object of a preposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.nlp.dependency_tree import (
    BE,
    FINITE,
    FIXED,
    LINKING,
    NO_PREPOSITION,
    NOUNS,
    OF_CLAUSE,
    OF_SENTENCE,
    SUBJECTS,
    Node,
    Tree,
)

__all__ = ["Node", "to_clear", "to_universal"]

_UNIVERSAL = {
    "poss": "nmod:poss",
    "npadvmod": "nmod:npmod",
    "relcl": "acl:relcl",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "dative": "iobj",
    "quantmod": "advmod",
    "acomp": "xcomp",
    "attr": "xcomp",
    "oprd": "xcomp",
    "meta": "dep",
    "intj": "discourse",
    "prep": "nmod",
    "agent": "nmod",
    "pcomp": "advcl",
    "pobj": "nmod",
    "ROOT": "root",
}
_CLEAR = {
    "nmod:poss": "poss",
    "nmod:npmod": "npadvmod",
    "nmod:tmod": "npadvmod",
    "acl:relcl": "relcl",
    "cc:preconj": "preconj",
    "det:predet": "predet",
    "compound:prt": "prt",
    "iobj": "dative",
    "discourse": "intj",
    "root": "ROOT",
    "obj": "dobj",
    "nsubj:pass": "nsubjpass",
    "csubj:pass": "csubjpass",
    "aux:pass": "auxpass",
    "flat": "compound",
    "fixed": "mwe",
}


def to_clear(nodes: Sequence[Node]) -> list[Node]:
    """Return a tree in Universal Dependencies (version 1) with CLEAR labels.

    >>> for n in to_clear([Node("rare", "JJ", 0, "root"), Node("in", "IN", 2, "case"),
    ...                    Node("men", "NNS", 0, "nmod")]):
    ...     print(n.form, n.head, n.label)
    rare 0 ROOT
    in 0 prep
    men 1 pobj
    """
    tree = Tree(nodes)
    cases = [[c for c in tree.children(i, "case") if tree.tags[c] != "POS"] for i in range(len(tree))]
    for fixed in _multiword(tree):
        _undo_fixed(tree, fixed, cases)
    _chain_conjuncts(tree)
    for index in range(len(tree)):
        if tree.labels[index] == "cop" and tree.heads[index] != index:
            _raise_copula(tree, index, oblique=bool(cases[tree.heads[index]]))
    for index, found in enumerate(cases):
        if found:
            _raise_prepositions(tree, index, found)
    for index in range(len(tree)):
        _label_clear(tree, index)
    return tree.nodes(nodes, _CLEAR)


def _multiword(tree: Tree) -> Iterator[list[int]]:
    for index in range(len(tree)):
        rest = tree.children(index, "mwe")
        if rest:
            yield [index, *rest]


def _undo_fixed(tree: Tree, words: list[int], cases: list[list[int]]) -> None:
    """Let the last of the words of one meaning govern: "such" hangs on "as", "as well" on "as"."""
    first, last = words[0], words[-1]
    case = tree.labels[first] == "case"
    if case and tree.forms[first] != "such":
        # "due to X": both are prepositions, one in the other.
        for each in words[1:]:
            tree.attach(each, tree.heads[first], "case")
        cases[tree.heads[first]] = sorted({*cases[tree.heads[first]], *words[1:]})
        return
    if case:
        cases[tree.heads[first]] = [last if each == first else each for each in cases[tree.heads[first]]]
    tree.place(last, first)
    for one, next_one in pairwise(words):
        tree.attach(one, next_one, "amod" if tree.forms[one] == "such" else "advmod")


def _chain_conjuncts(tree: Tree) -> None:
    """Hang each member of a list on the one before it, as CLEAR does; a second conjunction begins anew."""
    for index in range(len(tree)):
        conjuncts = [c for c in tree.children(index, "conj") if c > index]
        if not conjuncts:
            continue
        between = [c for c in tree.children(index, "cc", "punct") if c > index]
        for one, next_one in pairwise(conjuncts):
            if any(tree.labels[c] == "cc" and c < one for c in between):
                break
            tree.heads[next_one] = one
            for each in between:
                if one < each < next_one and (tree.labels[each] == "cc" or tree.tags[each] in (",", ":")):
                    tree.heads[each] = one


def _raise_copula(tree: Tree, copula: int, *, oblique: bool) -> None:
    """Let "is" govern "active"; what belongs to the clause goes with it."""
    predicate = tree.heads[copula]
    rest = [c for c in tree.children(predicate) if c != copula]
    impersonal = any(tree.forms[c] in ("it", "there") for c in rest if tree.labels[c] in SUBJECTS)
    kept = predicate
    moved = []
    clausal = [c for c in rest if tree.labels[c] == "conj" and _is_clause(tree, c)]
    for child in rest:
        label = tree.labels[child]
        if (
            label in OF_CLAUSE
            or (label == "neg" and child <= copula + 1)
            or (
                label in ("advmod", "nmod", "nmod:npmod", "nmod:tmod", "dep", "punct", "cc")
                and child < copula
            )
            or (label == "advmod" and copula < child < predicate and tree.forms[child] in OF_SENTENCE)
            or (impersonal and label in ("ccomp", "xcomp"))
            or (label == "punct" and tree.tags[child] == ".")
            or child in clausal
            or (label in ("cc", "punct") and any(predicate < child < c for c in clausal[:1]))
        ):
            moved.append(child)
        else:
            kept = max(kept, child)
    moved += [c for c in rest if c not in moved and tree.labels[c] == "punct" and c == kept]
    tree.place(copula, predicate)
    if oblique:
        label = "nmod"
    elif tree.tags[predicate] in NOUNS:
        label = "attr"
    else:
        label = "acomp"
    tree.attach(predicate, copula, label)
    for child in moved:
        tree.heads[child] = copula


def _is_clause(tree: Tree, index: int) -> bool:
    return tree.tags[index] in FINITE or any(
        tree.labels[c] in ("cop", "auxpass", "aux") or tree.labels[c] in SUBJECTS
        for c in tree.children(index)
    )


def _raise_prepositions(tree: Tree, noun: int, found: list[int]) -> None:
    """Let "in" govern "cells"; what stands left of it ("only in cells") goes with it."""
    first, last = found[0], found[-1]
    label = tree.labels[noun]
    rest = [c for c in tree.children(noun) if c not in found]
    tree.place(first, noun)
    if label == "nmod" or (label == "advcl" and len(found) > 1):
        tree.labels[first] = "prep"
        head = tree.heads[first]
        passive = tree.tags[head] == "VBN" and tree.labels[head] not in ("compound", "xcomp")
        if tree.forms[first] == "by" and passive:
            tree.labels[first] = "agent"
    above = first
    for each in found[1:]:
        tree.attach(
            each, above, "prep" if tree.tags[each] != "IN" or tree.forms[above] == "than" else "pcomp"
        )
        above = each
    tree.attach(noun, last, "pobj")
    for child in rest:
        if child < first and tree.labels[child] in ("advmod", "neg", "cc:preconj", "punct", "cc", "dep"):
            tree.heads[child] = first
    # "in X and in Y": the second preposition is coordinated with the first.
    if label == "conj":
        upper = tree.heads[first]
        if tree.labels[upper] == "pobj":
            for each in tree.children(upper, "cc", "punct"):
                if upper < each < first:
                    tree.heads[each] = tree.heads[upper]
            tree.heads[first] = tree.heads[upper]


def _label_clear(tree: Tree, index: int) -> None:
    """Give a word the label that depends on its surroundings: "to" is an auxiliary, "safe" an acomp."""
    label, tag, head = tree.labels[index], tree.tags[index], tree.heads[index]
    if label == "mark" and tag == "TO":
        tree.labels[index] = "aux"
    elif label == "xcomp" and not tree.children(index, "mark", "aux") and tag in ("JJ", "JJR", *NOUNS):
        passive = bool(tree.children(head, "auxpass", "dobj"))
        noun = "attr" if tree.forms[head] in LINKING else "oprd"
        tree.labels[index] = "oprd" if passive else noun if tag in NOUNS else "acomp"
    elif (
        label == "mark"
        and tag == "IN"
        and tree.tags[head] == "VBG"
        and tree.labels[head] in ("advcl", "acl")
        and index < head
        and tree.forms[index] not in NO_PREPOSITION
        and not any(tree.labels[c] in SUBJECTS for c in tree.children(head))
    ):
        tree.attach(index, tree.heads[head], "prep")
        tree.attach(head, index, "pcomp")
        for child in tree.children(head, "advmod", "neg", "punct"):
            if child < index:
                tree.heads[child] = index


def to_universal(nodes: Sequence[Node]) -> list[Node]:
    """Return a tree with CLEAR labels in Universal Dependencies (version 1).

    >>> for n in to_universal([Node("it", "PRP", 1, "nsubj"), Node("is", "VBZ", 1, "ROOT"),
    ...                        Node("rare", "JJ", 1, "acomp")]):
    ...     print(n.form, n.head, n.label)
    it 2 nsubj
    is 2 cop
    rare 2 root
    """
    tree = Tree(nodes)
    _flatten_conjuncts(tree)
    groups = list(_fixed_groups(tree))
    for index in range(len(tree)):
        objects = tree.children(index, "pobj")
        if objects:
            _lower_preposition(tree, index, objects[0])
        else:
            for clause in tree.children(index, "pcomp")[:1]:
                _lower_mark(tree, index, clause)
    for group in groups:
        _tie(tree, group)
    for index in range(len(tree)):
        if tree.forms[index] in BE and tree.labels[index] not in ("aux", "auxpass", "cop"):
            predicate = _predicate(tree, index)
            if predicate is not None:
                tree.raise_over(predicate, index, "cop")
    for index in range(len(tree)):
        _label_universal(tree, index)
    return tree.nodes(nodes, _UNIVERSAL)


def _flatten_conjuncts(tree: Tree) -> None:
    """Hang all members of a list on the first: "A, B and C"; "A or B and C" stays nested."""
    for index in range(len(tree)):
        head = tree.heads[index]
        if tree.labels[index] != "conj" or tree.labels[head] != "conj" or not head < index:
            continue
        first = tree.heads[head]
        if any(first < c < head for c in tree.children(first, "cc")):
            continue
        for each in tree.children(head, "cc", "punct"):
            if head < each < index and (tree.labels[each] == "cc" or tree.tags[each] in (",", ":")):
                tree.heads[each] = first
        tree.heads[index] = first


def _fixed_groups(tree: Tree) -> Iterator[list[int]]:
    """Yield the words of each expression of several words that hang together."""
    taken = -1
    for start in range(len(tree)):
        for size in (3, 2):
            words = list(range(start, start + size))
            if start > taken and tuple(tree.forms[start : start + size]) in FIXED and _is_tied(tree, words):
                taken = words[-1]
                yield words


def _is_tied(tree: Tree, words: list[int]) -> bool:
    """Tell whether words hang on one another, or all on one word."""
    outside = {tree.heads[w] for w in words if tree.heads[w] not in words or tree.heads[w] == w}
    first = words[0]
    if tree.forms[first] == "due":
        return tree.labels[first] in ("prep", "case")
    return len(outside) == 1 or tree.forms[first] in ("such", "according")


def _tie(tree: Tree, words: list[int]) -> None:
    """Hang words of one meaning on the first of them."""
    outer = next((w for w in reversed(words) if tree.heads[w] not in words or tree.heads[w] == w), words[-1])
    first = words[0]
    if tree.labels[first] == "case" and tree.heads[first] not in words:
        outer = first
    if outer != first:
        tree.place(first, outer)
    for child in [c for w in words[1:] for c in tree.children(w)]:
        if child not in words:
            tree.heads[child] = tree.heads[first]
    for word in words[1:]:
        tree.attach(word, first, "mwe")


def _lower_preposition(tree: Tree, preposition: int, noun: int) -> None:
    """Let a noun govern its preposition, and the one before that ("because of", "than in")."""
    label = tree.labels[preposition]
    tree.raise_over(noun, preposition, "case")
    outer = tree.heads[noun]
    if (
        outer == preposition - 1
        and label in ("prep", "pcomp")
        and tree.labels[outer] in ("prep", "agent", "advcl", "conj", "dep")
        and tree.tags[outer] in ("IN", "VBN", "VBG", "JJ", "RB")
        and (tree.labels[outer] == "prep" or tree.tags[outer] == "IN")
        and not tree.children(outer, "pobj")
    ):
        tree.raise_over(noun, outer, "case")


def _lower_mark(tree: Tree, preposition: int, clause: int) -> None:
    """Make the preposition before a clause its mark: "by binding"."""
    if tree.tags[clause] in ("IN", "TO"):
        return
    head = tree.heads[preposition]
    label = tree.labels[preposition]
    tree.raise_over(clause, preposition, "mark")
    if label in ("prep", "agent"):
        tree.labels[clause] = "acl" if tree.tags[head] in NOUNS else "advcl"


def _predicate(tree: Tree, copula: int) -> int | None:
    """Return what "is" says of its subject: a noun or adjective, or the object of a preposition."""
    for child in tree.children(copula, "attr", "acomp", "oprd"):
        return child
    rest = [c for c in tree.children(copula) if c > copula]
    if any(tree.labels[c] in ("ccomp", "xcomp", "dobj", "attr") for c in rest):
        return None
    if not tree.children(copula, "nsubj"):
        return None
    for child in rest:
        if (
            tree.labels[child] == "prep"
            and tree.tags[child] not in ("IN", "TO")
            and tree.children(child, "case")
        ):
            return child
    return None


def _label_universal(tree: Tree, index: int) -> None:
    label, tag, head = tree.labels[index], tree.tags[index], tree.heads[index]
    if label == "aux" and tag == "TO":
        tree.labels[index] = "mark"
    elif label == "nmod" and not tree.children(index, "case"):
        tree.labels[index] = "compound" if index < head else "dep"
