"""Mends a participle before a name that was read as a verb with the name for its object."""

from __future__ import annotations

from kg.nlp.sentence import Token

#: Participles that tell how a disease goes on; none of them has an object.
_GOING = frozenset(
    {"progressing", "relapsing", "recurring", "remaining", "persisting", "worsening", "bleeding", "existing"}
)


def free_participle(tokens: list[Token]) -> None:
    """Let a participle belong to the name behind it: "patients with progressing sarcoma" have the sarcoma."""
    for index, name in enumerate(tokens):
        verb = name.head
        if name.dep != "dobj" or verb != index - 1 or tokens[verb].text.lower() not in _GOING:
            continue
        if tokens[verb].dep not in ("pcomp", "acl", "amod") or tokens[tokens[verb].head].dep != "prep":
            continue
        preposition = tokens[verb].head
        for other, token in enumerate(tokens):
            if token.head == verb and other != index:
                tokens[other] = token._replace(head=index)
        tokens[index] = name._replace(dep="pobj", head=preposition)
        tokens[verb] = tokens[verb]._replace(dep="amod", head=index, pos="ADJ")
