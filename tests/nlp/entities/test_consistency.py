from __future__ import annotations

import pytest

from kg.nlp.entities.consistency import Reading, agrees, settle


def _read(text: str, *mentions: tuple[str, str]) -> list[Reading]:
    return [Reading(text.index(w), text.index(w) + len(w), kind, 0.9) for w, kind in mentions]


def _settled(text: str, *mentions: tuple[str, str]) -> list[tuple[str, str]]:
    found = settle(text, _read(text, *mentions))
    return [(text[r.start : r.end], r.type) for r in found]


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("DSRCT", "desmoplastic small round cell tumor", True),
        ("5-FU", "5-fluorouracil", True),
        ("AF", "atrial fibrillation", True),
        ("PAN", "puromycin aminonucleoside", True),
        ("UM", "tumor", False),
        ("XYZ", "atrial fibrillation", False),
        ("a", "atrial fibrillation", False),
        ("TA", "atrial fibrillation", False),
    ],
)
def test_agrees_by_letters_in_order(short: str, long: str, expected: bool) -> None:
    assert agrees(short, long) is expected


def test_short_form_is_read_wherever_it_stands() -> None:
    text = "Clear cell sarcoma (CCS) is rare. We saw two patients with CCS; CCS-like tumors were not counted."
    assert _settled(text, ("Clear cell sarcoma", "disease")) == [
        ("Clear cell sarcoma", "disease"),
        ("CCS", "disease"),
        ("CCS", "disease"),
        ("CCS", "disease"),
    ]


def test_short_form_defined_after_its_long_form_or_before_it() -> None:
    text = "GN (glomerulonephritis) was seen. GN was mild."
    assert _settled(text, ("glomerulonephritis", "disease")).count(("GN", "disease")) == 2


def test_short_form_takes_the_type_of_its_long_form() -> None:
    text = "Wilson disease (WD) is treated. In WD copper is high."
    found = _settled(text, ("Wilson disease", "disease"), ("WD", "gene"))
    assert found.count(("WD", "disease")) == 2


def test_short_form_within_a_longer_mention_stays_part_of_it() -> None:
    text = "Ewing sarcoma (ES) is rare. The ES cell line grew."
    assert _settled(text, ("Ewing sarcoma", "disease"), ("ES cell line", "cell line")) == [
        ("Ewing sarcoma", "disease"),
        ("ES", "disease"),
        ("ES cell line", "cell line"),
    ]


@pytest.mark.parametrize("text", ["Ewing sarcoma (grade III) grew.", "Ewing sarcoma (n = 4) grew."])
def test_bracket_that_defines_nothing_changes_nothing(text: str) -> None:
    assert _settled(text, ("Ewing sarcoma", "disease")) == [("Ewing sarcoma", "disease")]
