from __future__ import annotations

from kg.evaluate.faults_page import SHOWN, faults_as_html
from kg.evaluate.relations import Fault


def fault(sentence: str, *, confidence: float = 0.9, kind: str = "harm") -> Fault:
    return Fault(
        corpus="toy", document="d1", fault="wrong", type=kind, subject="<b>verdine", object="ochrosis",
        extractor="frame/x", confidence=confidence, sentence=sentence,
    )  # fmt: skip


def test_page_marks_both_ends_and_escapes_all() -> None:
    page = faults_as_html({"rules": [fault("After <b>verdine came ochrosis & more.")]})
    assert '<mark class="subject" title="subject">&lt;b&gt;verdine</mark>' in page
    assert '<mark class="object" title="object">ochrosis</mark> &amp; more.' in page
    assert "<b>verdine" not in page


def test_page_has_the_surest_mistakes_first_and_not_all() -> None:
    found = [fault(f"Sentence {n}.", confidence=n / 100) for n in range(SHOWN + 5)]
    page = faults_as_html({"rules": found})
    assert page.index(f"Sentence {SHOWN + 4}.") < page.index("Sentence 10.")
    assert "Sentence 4." not in page
    assert "and 5 more" in page


def test_page_of_no_mistakes_is_a_page() -> None:
    assert faults_as_html({}).endswith("</html>\n")
