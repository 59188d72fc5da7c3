"""Finding one's way in the page: paths, neighbours, texts, years, what a text added, undo, the keyboard."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium.webdriver", reason="selenium is not installed")

from selenium.webdriver.common.keys import Keys  # only where selenium is there

from kg.predicates import bundled_predicates
from kg.views import write_page
from tests.views import sample_records as sample
from tests.views.browser import Page, open_page

pytestmark = pytest.mark.slow

ASPS = "alveolar soft part sarcoma"


def choose(page: Page, label: str) -> None:
    page.run("chooseConcept(graph.concepts.findIndex((c) => c.label === arguments[0]))", label)


def press(page: Page, text: str) -> None:
    """Press the button of the panel that says this."""
    next(each for each in page.all("#panel button") if each.text == text).click()


def in_picture(page: Page, *keys: str) -> None:
    page.find("#canvas").send_keys(*keys)


def test_first_panel_asks_what_the_reader_would_like_to_know(page: Page) -> None:
    questions = page.texts("#panel .questions button")
    assert questions[:2] == [f"What drives {ASPS} (ASPS)?", f"What is used or tried against {ASPS} (ASPS)?"]
    assert "Where do the texts disagree?" in questions


def ask(page: Page, words: str) -> None:
    """Press the question that has these words."""
    next(each for each in page.all("#panel .questions button") if words in each.text).click()


def test_question_about_treatment_shows_the_treatments_alone(page: Page) -> None:
    ask(page, "used or tried")
    assert page.shown() == [ASPS, "atezolizumab", "cediranib", "chordoma", "imatinib"]
    rows = page.texts("#panel .answer:first-of-type .row-name")
    assert rows == [
        "has an approved treatment in atezolizumab",
        "is the subject of studies of atezolizumab trial: INVENTED-7",
        "is treated by cediranib",
    ]
    page.find("#undo").click()
    assert len(page.shown()) == 14


def test_question_is_answered_with_each_sentence_once_and_who_says_it(page: Page) -> None:
    ask(page, "What drives")
    assert page.texts("#panel .answer .row-name") == ["is caused by ASPSCR1::TFE3"]
    assert [
        text.startswith(("Nearly every", "The ")) for text in page.texts("#panel .answer blockquote")
    ] == [
        True,
        True,
    ]
    assert page.texts("#panel .answer .source") == ["Alveolar soft part sarcoma: a short review"] * 2


def test_question_goes_away_with_its_filters(page: Page) -> None:
    ask(page, "What drives")
    press(page, "‹ Start")
    assert len(page.shown()) == 14
    assert page.find("#kind-denied").is_selected()


def test_statement_of_an_answer_leads_back_to_the_question(page: Page) -> None:
    ask(page, "denied")
    page.find("#panel .answer .row").click()
    assert page.find("#panel h2").text == f"cediranib does not treat {ASPS}"
    press(page, "‹ The question")
    assert page.find("#panel h2").text == "What is denied or not recommended?"


def test_address_asks_the_question_again(driver: Any, pages: Path, page: Page) -> None:
    ask(page, "trials")
    again = open_page(driver, pages / "sample.html", page.run("return location.hash"))
    assert again.find("#panel h2").text == "Which trials are there, and do they recruit?"
    assert again.texts("#panel .answer h3") == ["INVENTED-7"]


def test_question_about_denials_tells_them_with_their_sentences(page: Page) -> None:
    ask(page, "denied")
    assert page.texts("#panel .answer .row-name") == ["cediranib does not treat it"]
    assert "did not help" in page.find("#panel .answer blockquote").text


def test_trial_whose_sentence_says_that_it_recruits_comes_first(driver: Any, tmp_path: Path) -> None:
    whole = sample.sample()
    other = sample.concept(
        "https://clinicaltrials.gov/study/NCT00000001", "clinicaltrials:NCT00000001", "INVENTED-9", "trial"
    )
    words = "INVENTED-9 is now recruiting for imatinib."
    added = sample.association(
        90,
        other.iri,
        "kgo:studies",
        sample.IMATINIB,
        sample.evidence(90, words, "INVENTED-9", "imatinib"),
        belief=0.2,
    )
    records = dataclasses.replace(
        whole, concepts=(*whole.concepts, other), associations=(*whole.associations, added)
    )
    write_page(records, tmp_path / "trials.html")
    page = open_page(driver, tmp_path / "trials.html")
    ask(page, "trials")
    assert page.texts("#panel .answer h3") == ["INVENTED-9", "INVENTED-7"]
    assert page.texts("#panel .answer blockquote")[0] == words


def test_questions_name_predicates_of_the_schema(page: Page) -> None:
    named = page.run("return [...QUESTIONS.flatMap((q) => q.predicates), WARNED]")
    assert set(named) <= set(bundled_predicates().by_curie)


def test_path_between_two_concepts_by_synonyms_shows_a_sentence_for_each_step(page: Page) -> None:
    page.find("#connect").click()
    page.find("#path-from").send_keys("c-Met")
    page.find("#path-to").send_keys("Tecentriq", Keys.ENTER)
    steps = page.texts("#panel .steps li .statement-link")
    assert steps == [
        "ASPSCR1::TFE3 affects MET",
        f"ASPSCR1::TFE3 causes {ASPS}",
        f"atezolizumab is approved for {ASPS}",
    ]
    assert len(page.all("#panel .steps blockquote mark")) >= 5
    assert page.run("return [...near].length") == 4


def test_path_takes_no_denial_for_a_step(page: Page) -> None:
    page.find("#kind-hedged").click()
    page.run("update({connect: true, from: named('cediranib'), to: named('ASPS')})")
    assert "No chain of statements" in page.find("#panel [role=status]").text


def test_path_of_a_shared_address_is_shown_again(driver: Any, pages: Path, page: Page) -> None:
    page.run("update({connect: true, from: named('MET'), to: named('lung')})")
    again = open_page(driver, pages / "sample.html", page.run("return location.hash"))
    assert len(again.all("#panel .steps li")) == 3


def test_expand_draws_the_neighbours_beyond_the_steps_and_undo_takes_them_out(
    driver: Any, pages: Path
) -> None:
    page = open_page(driver, pages / "sample.html", "#focus=hgnc:7029&hops=1")
    assert page.shown() == ["ASPSCR1::TFE3", "MET"]
    choose(page, "ASPSCR1::TFE3")
    press(page, "Expand")
    assert page.shown() == ["ASPSCR1::TFE3", "MET", "TFE3", ASPS]
    page.find("#undo").click()
    assert page.shown() == ["ASPSCR1::TFE3", "MET"]


def test_collapse_takes_out_what_hangs_on_the_concept_alone(page: Page) -> None:
    choose(page, "ASPSCR1::TFE3")
    press(page, "Collapse")
    assert not {"MET", "TFE3"} & set(page.shown())
    assert ASPS in page.shown()
    page.find("#show-hidden").click()
    assert "MET" in page.shown()


def test_hidden_concept_is_out_of_the_picture_and_told(page: Page) -> None:
    choose(page, "lung")
    press(page, "Hide")
    assert "lung" not in page.shown()
    assert "1 concept hidden" in page.find("#scope").text


def test_pinned_concept_stays_where_it_was_put(driver: Any, pages: Path, page: Page) -> None:
    page.run("pin(named('lung'), {x: 111, y: -222})")
    again = open_page(driver, pages / "sample.html", page.run("return location.hash"))
    assert again.run("return picture.placeOf(named('lung'))") == {"x": 111, "y": -222}
    choose(again, "lung")
    press(again, "Unpin")
    assert again.run("return picture.placeOf(named('lung')).x") != 111


def test_keyboard_walks_from_concept_to_concept_and_acts_on_the_chosen_one(page: Page) -> None:
    in_picture(page, Keys.SHIFT, Keys.ARROW_RIGHT, Keys.NULL)
    assert page.find("#panel h2").text == ASPS
    assert page.run("return byId('said').textContent") == f"{ASPS}, disease, 6 statements"
    positions = page.run("return picture.placeOf(state.concept)")
    in_picture(page, Keys.SHIFT, Keys.ARROW_LEFT, Keys.NULL)
    assert page.run("return picture.placeOf(state.concept).x") < positions["x"]
    in_picture(page, "f")
    assert page.run("return state.focus === state.concept")
    in_picture(page, "u")
    assert page.run("return state.focus") == -1


def test_text_box_takes_out_what_only_that_text_says(page: Page) -> None:
    page.find("#text-chordoma-txt").click()
    assert "chordoma" not in page.shown()
    assert ASPS in page.shown()


def test_years_keep_what_was_published_in_them(page: Page) -> None:
    assert page.all(".year") == []  # one year only: no time line
    page.run("update({since: 2024, until: 2024})")
    assert "chordoma" not in page.shown()
    page.run("update({since: 2025, until: 0})")
    assert page.shown() == []


def test_time_line_of_several_years_narrows_to_one(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "years.html")
    assert page.texts(".year") == ["2023", "2024"]
    page.find("#year-2023").click()
    assert "chordoma" in page.shown()
    assert "MET" not in page.shown()
    assert page.run("return document.activeElement.id") == "year-2023"
    page.find("#year-2023").click()
    assert "MET" in page.shown()


def test_predicate_box_takes_out_one_predicate_of_its_group(page: Page) -> None:
    page.run("document.querySelectorAll('details.single').forEach((each) => { each.open = true; })")
    page.find("#predicate-kgo-approved-for").click()
    said = page.run(
        "return shownNow.associations.map((i) => graph.predicates[graph.associations[i].p].curie)"
    )
    assert "kgo:approved_for" not in said
    assert "biolink:studied_to_treat" in said


def test_what_a_text_added_is_told_apart_from_what_others_say_too(driver: Any, pages: Path) -> None:
    page = open_page(driver, pages / "years.html")
    page.find("[data-added='1']").click()
    assert page.find("#panel h2").text == "What did this text add?"
    headings = page.texts("#panel h3")
    assert headings[0].startswith("It alone says")
    assert headings[1].startswith("It says as others do")
    also = page.run("return contribution(1).also.map((i) => graph.associations[i].key)")
    assert also == ["0008"]
    assert page.run("return strongLines.size") == len(page.run("return contribution(1).only"))


def test_communities_are_outlined_and_named_when_asked(page: Page) -> None:
    page.find("#communities").click()
    assert any(ASPS in text for text in page.texts("#filters .plain li"))
    assert "communities=1" in page.run("return location.hash")
