from __future__ import annotations

import pytest

from kg.nlp.parsing import forms
from kg.nlp.parsing.forms import Forms

_FORMS = Forms(["and", "p00", "that"], 1000)


@pytest.mark.parametrize(("form", "row"), [("and", 1), ("AND", 1), ("p53", 2), ("P21", 2), ("than", 0)])
def test_rows_of_a_form_do_not_depend_on_case_and_digits(form: str, row: int) -> None:
    assert _FORMS.rows(form)[0] == row


def test_rows_of_forms_with_one_ending_share_it() -> None:
    endings = {_FORMS.rows(form)[1] for form in ("treating", "Growing", "ING")}
    assert len(endings) == 1
    assert endings.isdisjoint({_FORMS.rows("treated")[1]})


def test_rows_stand_in_the_tables() -> None:
    few = Forms(["and"], 3)
    rows = [few.rows(form) for form in ("and", "a", "", "-", "β", "WT1-positive")]
    assert [row for row, _ in rows] == [1, 0, 0, 0, 0, 0]
    assert {ending for _, ending in rows} <= {0, 1, 2}


def test_rows_stay_the_same_when_the_memory_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_KEPT", 2)
    small = Forms(["and"], 1000)
    words = ["and", "that", "treated", "mice", "and"]
    assert [small.rows(word) for word in words] == [Forms(["and"], 1000).rows(word) for word in words]
