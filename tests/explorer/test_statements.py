"""What the pages tell of a number beside its value, and the tags of the pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from tests import sample
from tests.explorer.browsing import application, build


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The sample, in which the first result tells all that one may tell and has a rival."""
    review, *others = sample.sample_readings()
    rate, *more = review.outcomes
    told = dataclasses.replace(
        rate,
        arm="high dose",
        interval="95% CI",
        timepoint="P2Y",
        versus=(sample.IMATINIB,),
        versus_value=Decimal(3),
        p_value=Decimal("0.04"),
        p_comparator="<",
        sample_size=1480,
        grade=">=3",
    )
    rival = dataclasses.replace(told, value=Decimal(8), value_text="0%", lower=None, upper=None)
    readings = [dataclasses.replace(review, outcomes=(told, rival, *more)), *others]
    folder = build(tmp_path_factory.mktemp("statements") / "graph", readings)
    with TestClient(application(folder), follow_redirects=False) as client:
        yield client


def test_result_tells_all_that_its_text_tells_of_the_number(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get(f"/concept/{sample.PAZOPANIB}").text)
    (article,) = (
        each for each in tree.css("article.result") if "6 % (95% CI 4 to 9)" in each.css("h3")[0].text()
    )
    facts = " ".join(article.css(".facts")[0].text().split())
    for words in (
        "against imatinib", "grade at least 3", "arm high dose", "at 2 years", "value there 3 %",
        "p value < 0.04", "number of people 1,480", "another value elsewhere: 8 %",
    ):  # fmt: skip
        assert words in facts


def test_other_value_leads_to_its_sentence(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get(f"/concept/{sample.PAZOPANIB}").text)
    link = tree.css_first("article.result a.conflict")
    assert link is not None
    page, _, place = str(link.attributes["href"]).partition("#")
    assert LexborHTMLParser(client.get(page).text).css_first(f"#{place}") is not None


@pytest.mark.parametrize(
    "path", ["/", f"/concept/{sample.PAZOPANIB}", "/search?q=sarcoma", "/graph.html", "/suggest?q=sar"]
)
def test_page_that_the_client_has_already_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "content-security-policy", "x-content-type-options"):
        assert again.headers.get(name) == first.headers.get(name)
    assert client.get(path, headers={"If-None-Match": 'W/"other"'}).content == first.content


def test_pages_that_differ_have_other_tags_and_failures_have_none(client: TestClient) -> None:
    tags = {client.get(path).headers["etag"] for path in ("/", "/search?q=sarcoma", "/search?q=drug")}
    assert len(tags) == 3
    assert "etag" not in client.get("/concept/mondo:none").headers
