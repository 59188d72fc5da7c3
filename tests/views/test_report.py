"""The report: static, escaped, the same bytes each time, both sentences of each conflict."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import KgError
from kg.views import Records, render_report, write_report
from kg.views.wording import differing
from tests.sample import build_sample
from tests.views import sample_records as sample
from tests.views.test_render import TagCounter


@pytest.fixture(scope="module")
def report() -> str:
    return render_report(sample.sample(), title=f"Sarcomas {sample.HOSTILE}")


def part(report: str, name: str) -> str:
    """The section of this name, without its markup."""
    found = re.search(rf'<section id="{name}">(.*?)</section>', report, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]+>", " ", found.group(1)))


def test_report_runs_and_fetches_nothing(report: str) -> None:
    tags = TagCounter()
    tags.feed(report)
    assert not {"script", "img", "link", "iframe"} & tags.count.keys()
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(report)
    assert "javascript:" not in report


def test_report_tells_both_sentences_of_a_conflict_in_one_pair(report: str) -> None:
    conflicts = part(report, "conflicts")
    assert "Cediranib  may shrink  ASPS" in conflicts
    assert "cediranib  did not help people with  ASPS" in conflicts
    assert report.count('<div class="pair"><article>') == 1


def test_report_tells_denials_apart_from_statements(report: str) -> None:
    assert "does not treat" in part(report, "denied")
    assert "does not treat" not in part(report, "statements")


def test_report_tells_a_number_with_unit_bounds_and_sentence(report: str) -> None:
    numbers = part(report, "numbers")
    assert "37 % (95% CI 24 to 51)" in numbers
    assert "with atezolizumab in ASPS" in numbers


def test_report_lists_what_has_no_public_identifier_by_kind(report: str) -> None:
    own = part(report, "own")
    assert "Outcome measures" in own
    assert "objective response rate" in own
    assert "alveolar" not in own


def test_report_ranks_concepts_by_their_statements(report: str) -> None:
    concepts = part(report, "concepts")
    assert concepts.index("alveolar soft part sarcoma") < concepts.index("ASPSCR1::TFE3")


def test_report_tells_at_most_so_many_statements_of_a_group() -> None:
    short = render_report(sample.sample(), top=1)
    treatment = part(short, "statements").split("Response")[0]
    assert "Treatment, 1 of 4" in treatment
    assert treatment.count("belief") == 1


def test_report_marks_the_participants_of_an_exact_quote(report: str) -> None:
    assert '<mark class="mark-2">lung</mark> early.' in report


def test_report_of_the_same_records_in_another_order_has_the_same_bytes(report: str) -> None:
    whole = sample.sample()
    turned = Records(
        documents=whole.documents[::-1],
        concepts=whole.concepts[::-1],
        associations=whole.associations[::-1],
        outcomes=whole.outcomes[::-1],
    )
    assert render_report(turned, title=f"Sarcomas {sample.HOSTILE}") == report


def test_report_sets_numbers_that_differ_side_by_side_with_both_sentences(report: str) -> None:
    numbers = part(report, "differences")
    assert "37 % (95% CI 24 to 51)" in numbers
    assert "29 %" in numbers
    assert "of  29%  was told" in numbers
    assert "was  37%  with" in numbers
    assert "One trial is said to have both" in numbers
    assert "Fatigue" not in numbers


def test_report_tells_what_else_is_told_of_a_number(report: str) -> None:
    numbers = part(report, "numbers")
    for words in (
        "grade at least 3",
        "arm high dose",
        "p value = 0.03",
        "number of people 1,052",
        "value there 9 %",
    ):
        assert words in numbers
    assert "at 2 years" in numbers


def test_report_leaves_out_columns_of_results_that_none_fills() -> None:
    whole = sample.sample()
    first = dataclasses.replace(whole, outcomes=whole.outcomes[-1:])
    assert "Against" in part(render_report(whole), "numbers")
    assert "Against" not in part(render_report(first), "numbers")


def test_numbers_of_different_times_are_not_set_side_by_side() -> None:
    whole = sample.sample()
    other, _, one = whole.outcomes
    assert len(differing([one, other])) == 1
    assert differing([one, dataclasses.replace(other, timepoint="P1Y")]) == ()
    assert differing([one, dataclasses.replace(other, value=one.value)]) == ()


def test_report_of_an_empty_graph_says_so_in_each_part() -> None:
    empty = render_report(Records())
    assert "0 texts of 0 works read" in empty
    assert empty.count('class="nothing"') == 8


def test_report_with_no_statement_asked_for_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        render_report(Records(), top=0)


def test_write_report_into_a_missing_folder_says_so_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot be written"):
        write_report(Records(), tmp_path / "no" / "report.html")


def test_report_command_writes_into_the_build_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "graph"
    build_sample(folder)
    assert main(["report", str(folder), "--top", "3"]) == 0
    assert capsys.readouterr().out.strip() == str(folder / "report.html")
    assert "synovial sarcoma" in (folder / "report.html").read_text(encoding="utf-8")


def test_report_command_with_a_wrong_number_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as error:
        main(["report", str(tmp_path), "--top", "0"])
    assert error.value.code == 2
