"""One convention for all treebanks."""

from __future__ import annotations

import pytest

from kg.training.conventions import settle, settle_genia
from tests.nlp.test_dependencies import shown, tree


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            "gene/NN/ROOT>0 (/-LRB-/punct>2 KIT/NN/appos>0 )/-RRB-/punct>0",
            "gene/NN/ROOT>0 (/-LRB-/punct>2 KIT/NN/appos>0 )/-RRB-/punct>2",
            id="brackets-around-an-aside",
        ),
        pytest.param(
            "the/DT/det>4 (/-LRB-/punct>4 KIT/NN/compound>4 )/-RRB-/punct>4 gene/NN/ROOT>4",
            "the/DT/det>4 (/-LRB-/punct>4 KIT/NN/compound>4 )/-RRB-/punct>4 gene/NN/ROOT>4",
            id="brackets-around-a-modifier",
        ),
        pytest.param(
            "gene/NN/ROOT>0 (/-LRB-/prep>0 KIT/NN/pobj>1 )/-RRB-/punct>0",
            "gene/NN/ROOT>0 (/-LRB-/prep>0 KIT/NN/pobj>1 )/-RRB-/punct>0",
            id="bracket-that-governs",
        ),
        pytest.param(
            "drugs/NNS/ROOT>0 such/JJ/amod>3 as/IN/prep>0 ATRA/NN/pobj>2",
            "drugs/NNS/ROOT>0 such/JJ/amod>2 as/IN/prep>0 ATRA/NN/pobj>2",
            id="such-as",
        ),
        pytest.param(
            "cells/NNS/ROOT>0 that/WDT/dep>2 grow/VBP/relcl>0",
            "cells/NNS/ROOT>0 that/WDT/nsubj>2 grow/VBP/relcl>0",
            id="relative-pronoun",
        ),
        pytest.param(
            "cells/NNS/ROOT>0 that/WDT/dep>3 are/VBP/auxpass>3 grown/VBN/relcl>0",
            "cells/NNS/ROOT>0 that/WDT/nsubjpass>3 are/VBP/auxpass>3 grown/VBN/relcl>0",
            id="relative-pronoun-of-a-passive",
        ),
        pytest.param(
            "is/VBZ/auxpass>1 made/VBN/ROOT>1 by/IN/prep>1 hand/NN/pobj>2",
            "is/VBZ/auxpass>1 made/VBN/ROOT>1 by/IN/agent>1 hand/NN/pobj>2",
            id="agent",
        ),
        pytest.param(
            "fell/VBD/ROOT>0 by/IN/prep>0 half/NN/pobj>1",
            "fell/VBD/ROOT>0 by/IN/prep>0 half/NN/pobj>1",
            id="no-agent-of-an-active",
        ),
        pytest.param(
            "aim/NN/nsubj>1 is/VBZ/ROOT>1 to/TO/aux>3 help/VB/ccomp>1",
            "aim/NN/nsubj>1 is/VBZ/ROOT>1 to/TO/aux>3 help/VB/xcomp>1",
            id="open-clause",
        ),
    ],
)
def test_settle_brings_a_tree_to_the_convention(given: str, expected: str) -> None:
    assert shown(settle(tree(given))) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            "similar/JJ/ROOT>0 to/TO/prep>0 mine/PRP/pobj>1",
            "similar/JJ/ROOT>0 to/IN/prep>0 mine/PRP/pobj>1",
            id="preposition-to",
        ),
        pytest.param(
            "To/TO/aux>1 see/VB/ROOT>1 ,/,/punct>1 we/PRP/nsubj>4 look/VBP/parataxis>1 ././punct>1",
            "To/TO/aux>1 see/VB/advcl>4 ,/,/punct>4 we/PRP/nsubj>4 look/VBP/ROOT>4 ././punct>4",
            id="aim-before-the-statement",
        ),
        pytest.param(
            "To/TO/aux>1 see/VB/ROOT>1 it/PRP/dobj>1",
            "To/TO/aux>1 see/VB/ROOT>1 it/PRP/dobj>1",
            id="aim-alone",
        ),
    ],
)
def test_settle_genia_undoes_the_habits_of_genia(given: str, expected: str) -> None:
    assert shown(settle_genia(tree(given))) == expected
