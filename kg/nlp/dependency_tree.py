"""Dependency trees that change while they are converted, and the words that conversions turn on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m"})
LINKING = frozenset(
    ["remain", "remains", "remained", "become", "becomes", "became", "seem", "seems", "seemed"]
)
FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "FW", "CD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
# What a copula takes over from its predicate, wherever it stands.
OF_CLAUSE = SUBJECTS | {"aux", "auxpass", "mark", "advcl", "parataxis"}
# Adverbs between copula and predicate that belong to the clause: "is also active", not "is highly active".
OF_SENTENCE = frozenset(
    [
        "also",
        "not",
        "thus",
        "therefore",
        "still",
        "often",
        "always",
        "usually",
        "probably",
        "likely",
        "only",
        "then",
        "now",
        "never",
        "generally",
        "however",
        "indeed",
        "already",
        "hence",
        "clearly",
        "sometimes",
    ]
)
# Prepositions that also begin a clause: before a bare participle they are no mark.
NO_PREPOSITION = frozenset(
    [
        "that",
        "whether",
        "if",
        "because",
        "although",
        "though",
        "while",
        "whereas",
        "as",
        "since",
        "unless",
        "so",
    ]
)
# Words of one meaning: Universal Dependencies hang the others on the first as `mwe`.
FIXED = frozenset(
    {
        ("such", "as"),
        ("according", "to"),
        ("due", "to"),
        ("because", "of"),
        ("instead", "of"),
        ("rather", "than"),
        ("as", "well", "as"),
        ("as", "well"),
        ("at", "least"),
        ("more", "than"),
        ("in", "order"),
    }
)


class Node(NamedTuple):
    """A word in a tree: its form, Penn Treebank tag, the index of its governor (its own for the root), and
    its label."""

    form: str
    tag: str
    head: int
    label: str


class Tree:
    """A tree under conversion: heads and labels that change, over words that do not."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.forms = [node.form.lower() for node in nodes]
        self.tags = [node.tag for node in nodes]
        self.heads = [node.head for node in nodes]
        self.labels = [node.label for node in nodes]

    def __len__(self) -> int:
        return len(self.heads)

    def children(self, index: int, *labels: str) -> list[int]:
        """Return the dependents of a word, left to right, those with one of `labels` where any is given."""
        return [
            i
            for i, head in enumerate(self.heads)
            if head == index and i != index and (not labels or self.labels[i] in labels)
        ]

    def attach(self, index: int, head: int, label: str) -> None:
        """Hang a word on another with a label."""
        self.heads[index] = head
        self.labels[index] = label

    def place(self, index: int, of: int) -> None:
        """Give a word the governor and the label of another; the root governs itself."""
        self.attach(index, index if self.heads[of] == of else self.heads[of], self.labels[of])

    def raise_over(self, below: int, above: int, label: str) -> None:
        """Let `below` take the place of `above`, which becomes its dependent with all else that it had."""
        rest = self.children(above)
        self.place(below, above)
        self.attach(above, below, label)
        for child in rest:
            if child != below:
                self.heads[child] = below

    def nodes(self, given: Sequence[Node], labels: Mapping[str, str]) -> list[Node]:
        """Return the words `given` as they hang now, their labels renamed by `labels`."""
        return [
            Node(node.form, node.tag, head, labels.get(label, label))
            for node, head, label in zip(given, self.heads, self.labels, strict=True)
        ]
