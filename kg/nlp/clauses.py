"""Mends a main clause whose subject was taken for a part of the clause before it."""

from __future__ import annotations

from kg.nlp.sentence import Token

_OPENERS = frozenset(
    {"if", "when", "where", "unless", "although", "while", "because", "since", "after", "once"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_OF_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def free_main_clause(tokens: list[Token]) -> None:
    """Give a main clause the subject that was read as one more object of the clause that opens the sentence:
    "If surgery cannot remove the tumor, radiotherapy or sunitinib may be used".

    A finite verb has a subject; behind a comma, and with nothing but its auxiliaries up to the verb, the
    first of the row that was joined to the object is that subject, and the others go with it.
    """
    root = next((i for i, t in enumerate(tokens) if t.dep == "ROOT" and t.pos in ("VERB", "AUX")), -1)
    if root < 0 or not tokens or tokens[0].text.lower() not in _OPENERS:
        return
    if any(t.head == root and t.dep in _SUBJECTS for t in tokens):
        return
    clause = tokens[0].head
    if not 0 < clause < root or tokens[clause].dep != "advcl" or tokens[clause].head != root:
        return
    for index in range(clause + 1, root):
        token = tokens[index]
        if token.dep != "conj" or not clause < token.head < index or not _within(tokens, token.head, clause):
            continue
        first = min(i for i in range(index + 1) if i == index or _within(tokens, i, index))
        between = range(_last(tokens, index) + 1, root)
        if tokens[first - 1].text != "," or any(
            tokens[i].head != root or tokens[i].dep not in _OF_VERB for i in between
        ):
            continue
        passive = any(t.head == root and t.dep == "auxpass" for t in tokens)
        tokens[index] = token._replace(dep="nsubjpass" if passive else "nsubj", head=root)
        return


def _within(tokens: list[Token], index: int, top: int) -> bool:
    """Tell whether a token stands below another in the tree."""
    while tokens[index].head not in (index, top):
        index = tokens[index].head
    return tokens[index].head == top and index != top


def _last(tokens: list[Token], top: int) -> int:
    """Return the last token of a phrase."""
    return max(i for i in range(len(tokens)) if i == top or _within(tokens, i, top))
