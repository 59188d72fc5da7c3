"""One convention for all treebanks: what they write differently though they mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from kg.nlp.dependencies import Node

_CLOSING = {"(": ")", "[": "]", "-LRB-": "-RRB-"}
_RELATIVE = frozenset({"WDT", "WP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# What stands in brackets as an aside; a modifier in brackets ("the lipase (lpl) gene") is none.
_ASIDES = frozenset(
    {"appos", "parataxis", "dep", "npadvmod", "meta", "prep", "nummod", "advcl", "nmod", "conj"}
)


def settle(nodes: Sequence[Node]) -> list[Node]:
    """Return a CLEAR tree with the conventions that the model is trained on.

    - Both brackets around an aside hang on the word that the aside hangs by (CRAFT: the first only).
    - "such" hangs on "as" (CRAFT: on the noun after it).
    - A relative pronoun before a verb without a subject is its subject (CRAFT: often unspecified).
    - "by" with a passive is an agent (CRAFT: often a plain preposition).
    - A clause with "to" and without a subject is open: xcomp (CRAFT: ccomp).
    """
    found = list(nodes)
    _settle_brackets(found)
    governed: dict[int, set[str]] = {}
    for index, node in enumerate(found):
        if node.head != index:
            governed.setdefault(node.head, set()).add(node.label)
    for index, node in enumerate(found):
        head, labels = found[node.head], governed.get(index, set())
        above = governed.get(node.head, set())
        if (
            node.form.lower() == "such"
            and found[index + 1 : index + 2]
            and found[index + 1].form == "as"
            and found[index + 1].label == "prep"
        ):
            found[index] = node._replace(head=index + 1, label="amod")
        elif (
            node.label == "dep"
            and node.tag in _RELATIVE
            and index < node.head
            and head.tag[:2] in ("VB", "MD")
            and not above & _SUBJECTS
        ):
            found[index] = node._replace(label="nsubjpass" if "auxpass" in above else "nsubj")
        elif node.form.lower() == "by" and node.label == "prep" and index > node.head and "pobj" in labels:
            passive = head.tag == "VBN" and ("auxpass" in above or head.label in ("acl", "relcl"))
            found[index] = node._replace(label="agent") if passive else node
        elif node.label == "ccomp" and node.tag == "VB" and "aux" in labels and not labels & _SUBJECTS:
            infinitive = any(n.tag == "TO" and n.head == index for n in found)
            found[index] = node._replace(label="xcomp") if infinitive else node
    return found


def settle_genia(nodes: Sequence[Node]) -> list[Node]:
    """Return a CLEAR tree of GENIA with two habits of its own undone.

    The preposition "to" has the tag of prepositions, as in CRAFT and in spaCy's pipelines; and in "To see
    this, we looked" the clause that states something governs, not the aim before it.
    """
    found = [
        node._replace(tag="IN") if node.tag == "TO" and node.label in ("prep", "pcomp", "agent") else node
        for node in nodes
    ]
    for index, node in enumerate(found):
        if node.label != "ROOT" or node.tag != "VB":
            continue
        aim = any(
            n.head == index and n.tag == "TO" and n.label == "aux" and i < index for i, n in enumerate(found)
        )
        main = next((i for i, n in enumerate(found) if n.head == index < i and n.label == "parataxis"), None)
        if aim and main is not None:
            for i, n in enumerate(found):
                if n.head == index and n.label == "punct" and i != index:
                    found[i] = n._replace(head=main)
            found[index] = node._replace(head=main, label="advcl")
            found[main] = found[main]._replace(head=main, label="ROOT")
    return found


def _settle_brackets(nodes: list[Node]) -> None:
    """Hang the brackets around an aside on its governing word."""
    opened: list[int] = []
    for index, node in enumerate(nodes):
        if node.form in _CLOSING:
            opened.append(index)
        elif opened and node.form == _CLOSING[nodes[opened[-1]].form]:
            start = opened.pop()
            inside = range(start + 1, index)
            tops = [i for i in inside if not start < nodes[i].head < index and nodes[i].label != "punct"]
            leaves = nodes[start].label == nodes[index].label == "punct"
            leaves = leaves and not any(n.head in (start, index) for i, n in enumerate(nodes) if n.head != i)
            if len(tops) == 1 and leaves and nodes[tops[0]].label in _ASIDES:
                for bracket in (start, index):
                    nodes[bracket] = nodes[bracket]._replace(head=tops[0])
