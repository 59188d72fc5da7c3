from __future__ import annotations

import pytest

from kg.nlp.legend import legend_pairs


def _pairs(text: str) -> dict[str, str]:
    return {text[slice(*short)]: text[slice(*long)] for short, long in legend_pairs(text)}


@pytest.mark.parametrize(
    "text",
    [
        "SHT, soft hill tumor; RBT, red brook tumor; NR, not reached.",
        "Abbreviations: SHT = soft hill tumor, RBT = red brook tumor, NR = not reached.",
        "SHT: soft hill tumor; RBT: red brook tumor; NR: not reached",
        "*SHT – soft hill tumor; RBT – red brook tumor; NR – not reached.",
    ],
)
def test_legend_tells_what_its_short_forms_stand_for(text: str) -> None:
    assert _pairs(text) == {"SHT": "soft hill tumor", "RBT": "red brook tumor", "NR": "not reached"}


def test_one_whose_letters_do_not_fit_is_believed_among_others() -> None:
    found = _pairs("SHT, soft hill tumor; RBT, red brook tumor; XRT, radiation of the hill.")
    assert found["XRT"] == "radiation of the hill"


@pytest.mark.parametrize(
    "text",
    [
        "It was found in the liver; KIT, a gene of the pathway; PTEN, another one.",
        "Doses: 10 mg, then 20 mg; times: morning, evening.",
        "We saw SHT, soft hill tumor, in three.",
    ],
)
def test_running_text_is_no_legend(text: str) -> None:
    assert _pairs(text) == {}
