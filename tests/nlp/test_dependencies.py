"""The two dependency schemes, and the way there and back."""

from __future__ import annotations

import pytest

from kg.nlp.dependencies import Node, to_clear, to_universal


def tree(rows: str) -> list[Node]:
    """Return the nodes of "form/TAG/label>head" words; the root governs itself."""
    found = []
    for row in rows.split():
        form, tag, rest = row.split("/")
        label, head = rest.split(">")
        found.append(Node(form, tag, int(head), label))
    return found


def shown(nodes: list[Node]) -> str:
    return " ".join(f"{n.form}/{n.tag}/{n.label}>{n.head}" for n in nodes)


PAIRS = [
    pytest.param(
        "tumors/NNS/nsubj>1 grow/VBP/root>1 in/IN/case>3 bone/NN/nmod>1",
        "tumors/NNS/nsubj>1 grow/VBP/ROOT>1 in/IN/prep>1 bone/NN/pobj>2",
        id="preposition",
    ),
    pytest.param(
        "it/PRP/nsubjpass>2 is/VBZ/auxpass>2 blocked/VBN/root>2 by/IN/case>4 ATRA/NN/nmod>2",
        "it/PRP/nsubjpass>2 is/VBZ/auxpass>2 blocked/VBN/ROOT>2 by/IN/agent>2 ATRA/NN/pobj>3",
        id="agent",
    ),
    pytest.param(
        "it/PRP/nsubj>3 is/VBZ/cop>3 highly/RB/advmod>3 toxic/JJ/root>3 ././punct>3",
        "it/PRP/nsubj>1 is/VBZ/ROOT>1 highly/RB/advmod>3 toxic/JJ/acomp>1 ././punct>1",
        id="copula-before-an-adjective",
    ),
    pytest.param(
        "it/PRP/nsubj>4 is/VBZ/cop>4 also/RB/advmod>4 a/DT/det>4 drug/NN/root>4 ././punct>4",
        "it/PRP/nsubj>1 is/VBZ/ROOT>1 also/RB/advmod>1 a/DT/det>4 drug/NN/attr>1 ././punct>1",
        id="copula-before-a-noun",
    ),
    pytest.param(
        "it/PRP/nsubj>3 is/VBZ/cop>3 in/IN/case>3 bone/NN/root>3",
        "it/PRP/nsubj>1 is/VBZ/ROOT>1 in/IN/prep>1 bone/NN/pobj>2",
        id="copula-before-a-preposition",
    ),
    pytest.param(
        "it/PRP/nsubj>1 acts/VBZ/root>1 by/IN/mark>3 binding/VBG/advcl>1 DNA/NN/dobj>3",
        "it/PRP/nsubj>1 acts/VBZ/ROOT>1 by/IN/prep>1 binding/VBG/pcomp>2 DNA/NN/dobj>3",
        id="preposition-before-a-participle",
    ),
    pytest.param(
        "we/PRP/nsubj>1 failed/VBD/root>1 to/TO/mark>3 see/VB/xcomp>1 it/PRP/dobj>3",
        "we/PRP/nsubj>1 failed/VBD/ROOT>1 to/TO/aux>3 see/VB/xcomp>1 it/PRP/dobj>3",
        id="infinitive",
    ),
    pytest.param(
        "A/NN/root>0 ,/,/punct>0 B/NN/conj>0 and/CC/cc>0 C/NN/conj>0",
        "A/NN/ROOT>0 ,/,/punct>0 B/NN/conj>0 and/CC/cc>2 C/NN/conj>2",
        id="list",
    ),
    pytest.param(
        "A/NN/root>0 or/CC/cc>0 B/NN/conj>0 and/CC/cc>2 C/NN/conj>2",
        "A/NN/ROOT>0 or/CC/cc>0 B/NN/conj>0 and/CC/cc>2 C/NN/conj>2",
        id="nested-coordination",
    ),
    pytest.param(
        "grows/VBZ/root>0 in/IN/case>2 bone/NN/nmod>0 and/CC/cc>2 in/IN/case>5 lung/NN/conj>2",
        "grows/VBZ/ROOT>0 in/IN/prep>0 bone/NN/pobj>1 and/CC/cc>1 in/IN/conj>1 lung/NN/pobj>4",
        id="coordinated-prepositions",
    ),
    pytest.param(
        "drugs/NNS/root>0 such/JJ/case>3 as/IN/mwe>1 ATRA/NN/nmod>0",
        "drugs/NNS/ROOT>0 such/JJ/amod>2 as/IN/prep>0 ATRA/NN/pobj>2",
        id="such-as",
    ),
    pytest.param(
        "death/NN/root>0 due/JJ/case>3 to/TO/mwe>1 fever/NN/nmod>0",
        "death/NN/ROOT>0 due/JJ/prep>0 to/TO/prep>1 fever/NN/pobj>2",
        id="due-to",
    ),
    pytest.param(
        "its/PRP$/nmod:poss>1 role/NN/root>1 ,/,/punct>1 which/WDT/nsubj>4 varies/VBZ/acl:relcl>1",
        "its/PRP$/poss>1 role/NN/ROOT>1 ,/,/punct>1 which/WDT/nsubj>4 varies/VBZ/relcl>1",
        id="labels",
    ),
    pytest.param(
        "it/PRP/nsubj>1 remains/VBZ/root>1 unclear/JJ/xcomp>1",
        "it/PRP/nsubj>1 remains/VBZ/ROOT>1 unclear/JJ/acomp>1",
        id="predicate-adjective",
    ),
]


@pytest.mark.parametrize(("universal", "clear"), PAIRS)
def test_to_clear_gives_the_function_words_the_governing_place(universal: str, clear: str) -> None:
    assert shown(to_clear(tree(universal))) == clear


@pytest.mark.parametrize(("universal", "clear"), PAIRS)
def test_to_universal_gives_the_content_words_the_governing_place(universal: str, clear: str) -> None:
    assert shown(to_universal(tree(clear))) == universal


def test_to_clear_joins_a_second_clause_to_the_copula() -> None:
    rows = "it/PRP/nsubj>2 is/VBZ/cop>2 toxic/JJ/root>2 and/CC/cc>2 binds/VBZ/conj>2"
    found = to_clear(tree(rows))
    assert [(n.form, n.head) for n in found if n.label in ("cc", "conj")] == [("and", 1), ("binds", 1)]


def test_to_clear_keeps_a_possessive_ending_with_its_noun() -> None:
    rows = "patient/NN/nmod:poss>2 's/POS/case>0 age/NN/root>2"
    assert shown(to_clear(tree(rows))) == "patient/NN/poss>2 's/POS/case>0 age/NN/ROOT>2"


def test_to_clear_reads_a_premodifier_without_a_preposition_as_one() -> None:
    assert to_universal(tree("wild/JJ/nmod>1 type/NN/ROOT>1"))[0].label == "compound"


@pytest.mark.parametrize("convert", [to_clear, to_universal])
def test_conversion_of_nothing_is_nothing(convert: type) -> None:
    assert convert([]) == []


@pytest.mark.parametrize(("universal", "clear"), PAIRS)
def test_conversion_gives_one_root_and_no_circle(universal: str, clear: str) -> None:
    for nodes in (to_clear(tree(universal)), to_universal(tree(clear))):
        assert sum(node.head == index for index, node in enumerate(nodes)) == 1
        for index in range(len(nodes)):
            seen = set()
            while index not in seen:
                seen.add(index)
                index = nodes[index].head
            assert nodes[index].head == index
