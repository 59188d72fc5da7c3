from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from kg.model import digest
from kg.search import INDEX_NAME
from kg.store import open_build
from tests import sample
from tests.explorer.browsing import application, build


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("build") / "graph")


@pytest.fixture(scope="module")
def client(folder: Path) -> TestClient:
    return TestClient(application(folder), follow_redirects=False)


def words(html: str, selector: str = "main") -> str:
    node = LexborHTMLParser(html).css_first(selector)
    assert node is not None
    return " ".join(node.text().split())


def key_of(folder: Path, source: str) -> str:
    text = {d.source: open_build(folder).text(d.iri) for d in open_build(folder).documents()}[source]
    return digest(text)[:16]


def association(client: TestClient, concept: str, subject: str) -> str:
    """Return the path of the first statement on the page of `concept` whose text begins with `subject`."""
    tree = LexborHTMLParser(client.get(f"/concept/{concept}").text)
    for article in tree.css("article.statement"):
        heading, link = article.css_first("h3"), article.css_first(".more a")
        if heading is not None and link is not None and heading.text().strip().startswith(subject):
            return str(link.attributes["href"])
    raise AssertionError(f"no statement begins with {subject!r}")


PAGES = (
    "/",
    "/search?q=sarcoma",
    "/search",
    "/concept/mondo:0010434",
    "/concept/" + quote(sample.HOSTILE_DRUG, safe=":"),
    "/question/therapies-for",
    "/question/documents",
    "/sparql-editor",
    "/graph.html",
    "/triples?iri=http://purl.obolibrary.org/obo/MONDO_0010434",
    "/suggest?q=pazo",
    "/prefixes.json",
    "/static/explorer.css",
    "/static/types.css",
    "/static/yasgui/yasgui.min.js",
)


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
def test_every_answer_has_the_headers_that_keep_a_browser_safe(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == (404 if path == "/nowhere" else 200)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    if "html" in answer.headers["content-type"]:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_head_gives_the_headers_alone(client: TestClient, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", [p for p in PAGES if "." not in p and "suggest" not in p])
def test_pages_have_no_script_or_style_of_their_own_and_nothing_remote(client: TestClient, path: str) -> None:
    answer = client.get(path)
    tree = LexborHTMLParser(answer.text)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert ("unsafe-inline" in policy) is (path == "/sparql-editor")
    for script in tree.css("script"):
        assert (script.attributes.get("src") or "").startswith("/static/") or (
            script.attributes["type"] == "application/json"
        )
    assert tree.css("style") == []
    attributes = {name for node in tree.css("*") for name in node.attributes}
    assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_home_asks_first_and_tells_what_was_read(client: TestClient) -> None:
    html = client.get("/").text
    text = words(html)
    assert text.startswith("What do the texts say?")
    assert "4 documents read" in text
    assert "Synovial sarcoma: one fusion, few drugs" in text
    tree = LexborHTMLParser(html)
    assert tree.css_first('a[href="/graph.html"]') is not None
    assert tree.css_first('a[href="/question/therapies-for"]') is not None
    assert tree.css_first('.card a[href="/concept/mondo:0010434"]') is not None


def test_search_finds_concepts_sentences_documents_and_lines(client: TestClient) -> None:
    html = client.get("/search", params={"q": "synovial sarcoma"}).text
    headings = [node.text() for node in LexborHTMLParser(html).css("h2")]
    assert headings == ["Concepts", "Sentences that say something", "Documents", "Elsewhere in the texts"]
    assert LexborHTMLParser(html).css_first("mark.found") is not None


def test_search_for_a_misspelled_name_asks_what_was_meant(client: TestClient) -> None:
    assert "Did you mean one of these? pazopanib" in words(client.get("/search?q=pazopnaib").text)


def test_search_that_finds_nothing_says_so_and_keeps_the_words(client: TestClient) -> None:
    html = client.get("/search", params={"q": 'zzzz "<script>'}).text
    assert "Nothing was found" in words(html)
    field = LexborHTMLParser(html).css_first("#q")
    assert field is not None
    assert field.attributes["value"] == 'zzzz "<script>'


def test_concept_page_tells_names_identifiers_and_place_in_the_hierarchy(client: TestClient) -> None:
    html = client.get("/concept/mondo:0010434").text
    links = {node.text(): node.attributes["href"] for node in LexborHTMLParser(html).css("aside a")}
    assert links["mondo:0010434"] == "http://purl.obolibrary.org/obo/MONDO_0010434"
    assert "doid:5485" in links
    assert links["soft tissue sarcoma"] == "/concept/mondo:0018078"


def test_concept_page_says_denials_hedges_and_aims_in_words(client: TestClient) -> None:
    text = words(client.get("/concept/mondo:0010434").text)
    assert "imatinib does not treat synovial sarcoma The text denies this" in text
    assert "stated with caution" in text
    assert "only an aim, a question or a plan" in text
    assert "other texts say the opposite" in text


def test_sentence_marks_both_participants_with_a_word_for_each(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get("/concept/hgnc:6307").text)
    found = [
        (node.attributes["class"], " ".join(node.text().split())) for node in tree.css("blockquote mark")
    ]
    assert found == [("subject", "Pazopanib (subject)"), ("object", "VEGFR2 (object)")]


def test_concept_page_shows_results_and_why_words_were_read_so(client: TestClient) -> None:
    text = words(client.get("/concept/drugbank:DB06589").text)
    assert "objective response rate: 6 % (4 to 9)" in text
    assert "complete response rate: 0 %" in text
    assert "Why words were read as pazopanib" in text


def test_fusion_page_names_its_partners_in_order(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get("/concept/" + sample.FUSION).text)
    section = next(s for s in tree.css("aside section") if "Joins the genes" in s.text())
    assert [node.text() for node in section.css("li bdi")] == ["SS18", "SSX1"]


@pytest.mark.parametrize("name", ["doid:5485", "MONDO:0010434"])
def test_equivalent_identifier_leads_to_the_concept(client: TestClient, name: str) -> None:
    answer = client.get(f"/concept/{name}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/concept/mondo:0010434")


def test_concept_is_found_by_its_encoded_iri(client: TestClient) -> None:
    iri = quote("http://purl.obolibrary.org/obo/MONDO_0010434", safe="")
    assert words(client.get(f"/concept/{iri}").text, "h1") == "synovial sarcoma"


@pytest.mark.parametrize("source", ["review.txt", "review-copy.txt", "note.txt", "report.txt"])
def test_document_page_shows_the_text_unchanged(client: TestClient, folder: Path, source: str) -> None:
    dataset = open_build(folder)
    record = next(d for d in dataset.documents() if d.source == source)
    tree = LexborHTMLParser(client.get(f"/document/{key_of(folder, source)}").text)
    for reference in tree.css(".text .ref"):
        reference.decompose()
    text = tree.css_first(".text")
    assert text is not None
    assert text.text(strip=False) == dataset.text(record.iri)


def test_every_link_into_a_text_leads_to_a_sentence_and_every_number_to_its_statements(
    client: TestClient,
) -> None:
    tree = LexborHTMLParser(client.get("/concept/mondo:0010434").text)
    places = {str(a.attributes["href"]) for a in tree.css('a[href*="#s"]')}
    assert len(places) > 3
    for place in places:
        path, _, anchor = place.partition("#")
        html = LexborHTMLParser(client.get(path).text)
        at = html.css_first(f"[id='{anchor}']")
        assert at is not None
        number = at.attributes["data-number"]
        assert html.css_first(f"#c{number}") is not None
        assert html.css_first(f"[data-said~='{number}']") is not None


def test_line_that_was_found_is_shown_in_its_text(client: TestClient) -> None:
    tree = LexborHTMLParser(client.get("/search", params={"q": "spreads adults"}).text)
    place = next(str(a.attributes["href"]) for a in tree.css("a") if "?line=" in str(a.attributes["href"]))
    html = LexborHTMLParser(client.get(place).text)
    assert len(html.css("#line")) == 1
    assert "The tumour spreads to the lung in many adults." in "".join(n.text() for n in html.css(".line"))


@pytest.mark.parametrize("line", ["9-3", "5-5", "0-999999999", "x", "-1-3", "1-2-3"])
def test_line_that_is_none_harms_nothing(client: TestClient, folder: Path, line: str) -> None:
    assert client.get(f"/document/{key_of(folder, 'review.txt')}", params={"line": line}).status_code == 200


def test_long_group_is_shown_in_part_until_it_is_asked_for(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.explorer.pages._FIRST", 1)
    html = client.get("/concept/mondo:0010434").text
    more = next(a for a in LexborHTMLParser(html).css("a") if a.text().startswith("Show all"))
    shown = client.get("/concept/mondo:0010434" + str(more.attributes["href"])).text
    assert shown.count("<article") == html.count("<article") + int(more.text().removeprefix("Show all ")) - 1


def test_mention_in_a_document_leads_to_its_concept(client: TestClient, folder: Path) -> None:
    tree = LexborHTMLParser(client.get(f"/document/{key_of(folder, 'review.txt')}").text)
    links = {node.text(): node.attributes["href"] for node in tree.css(".text a.mention")}
    assert links["VEGFR2"] == "/concept/hgnc:6307"
    assert links["SS18::SSX1"] == "/concept/bkg:fusion%2FSS18--SSX1"


def test_statement_page_tells_evidence_reading_and_both_sides_of_a_conflict(client: TestClient) -> None:
    html = client.get(association(client, "drugbank:DB00619", "imatinib does not treat")).text
    text = words(html)
    assert text.startswith("statement imatinib does not treat synovial sarcoma")
    assert "Imatinib (subject) is of no use against synovial sarcoma (object)" in text
    assert "Other texts say the opposite imatinib treats synovial sarcoma" in text
    assert "imatinib (subject) shrank a synovial sarcoma (object)" in text
    assert "Read by sample/" in text
    assert "2 copies" in text


def test_participant_named_elsewhere_is_told_with_its_words(client: TestClient) -> None:
    text = words(client.get(association(client, "drugbank:DB06589", "PALETTE studies")).text)
    assert "was read from “" in text or "The drug (object)" in text


def test_hostile_names_titles_and_quotes_are_text(client: TestClient, folder: Path) -> None:
    paths = [
        "/",
        "/search?q=ZX-17",
        "/search?q=boo",
        "/concept/" + quote(sample.HOSTILE_DRUG, safe=":"),
        f"/document/{key_of(folder, 'note.txt')}",
        association(client, quote(sample.HOSTILE_DRUG, safe=":"), "ZX-17"),
        "/question/therapies-for?run=1&disease=" + quote('<script>alert("x")</script>'),
        "/nowhere/<script>alert(1)</script>",
        "/concept/<b onmouseover=alert(1)>",
        "/search?q=" + quote('"><script>alert(1)</script>'),
    ]
    for path in paths:
        tree = LexborHTMLParser(client.get(path).text)
        scripts = [
            s for s in tree.css("script") if not (s.attributes.get("src") or "").startswith("/static/")
        ]
        assert scripts == [], path
        assert tree.css("[onmouseover]") == [], path
        assert tree.css("main b[onmouseover]") == [], path
    assert 'ZX-17 <b onmouseover="alert(1)">plus</b>' in words(client.get(paths[3]).text)


def test_hostile_query_cannot_end_the_settings_of_the_editor(client: TestClient) -> None:
    html = client.get("/sparql-editor", params={"name": "</script><script>alert(1)</script>"}).text
    assert "</script><script>alert" not in html


@pytest.mark.parametrize(
    "path",
    [
        "/concept/mondo:9999999",
        "/concept/",
        "/document/0123456789abcdef",
        "/association/none",
        "/question/none",
        "/static/none.css",
        "/id/assoc/none",
        "/nowhere",
    ],
)
def test_unknown_thing_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    if not path.startswith("/static"):
        assert 'role="search"' in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/resource",
        "/resource?iri=not+an+iri",
        "/resource?iri=urn:x&format=png",
        "/question/approvals?run=1&x=1",
    ],
)
def test_wrong_question_is_answered_with_400_or_ignored(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == (200 if "approvals" in path else 400)


def test_writing_is_refused(client: TestClient) -> None:
    assert client.post("/search").status_code == 405


def test_question_answers_with_links_to_its_concepts(client: TestClient) -> None:
    html = client.get("/question/targets-of", params={"run": "1", "therapy": "Votrient"}).text
    assert LexborHTMLParser(html).css_first('td a[href="/concept/hgnc:6307"]') is not None


def test_question_about_a_document_knows_its_names(client: TestClient, folder: Path) -> None:
    source = open_build(folder).documents()[0].source
    answer = client.get("/question/new-in", params={"run": "1", "document": source})
    assert answer.status_code == 200
    assert "row" in words(answer.text, "[role=status]")


def test_question_about_an_unknown_name_says_what_is_like_it(client: TestClient) -> None:
    answer = client.get("/question/therapies-for", params={"run": "1", "disease": "synovial sarkoma"})
    assert answer.status_code == 400
    assert "did you mean synovial sarcoma" in words(answer.text, ".problem")


def test_every_question_can_be_asked_as_its_example(client: TestClient) -> None:
    for link in LexborHTMLParser(client.get("/").text).css(".questions a"):
        answer = client.get(str(link.attributes["href"]), params={"run": "1"})
        assert answer.status_code == 200, link.text()
        assert "row" in words(answer.text, "[role=status]")


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        pytest.param("text/turtle", ox.RdfFormat.TURTLE, id="Turtle"),
        pytest.param("application/ld+json", ox.RdfFormat.JSON_LD, id="JSON-LD"),
        pytest.param("application/n-triples", ox.RdfFormat.N_TRIPLES, id="N-Triples"),
    ],
)
def test_minted_iri_gives_programs_its_triples_and_those_of_its_evidence(
    client: TestClient, folder: Path, accept: str, format: ox.RdfFormat
) -> None:
    one = next(a for a in open_build(folder).associations() if len(a.evidence) > 1)
    path = one.iri.removeprefix("https://w3id.org/biomedkg")
    answer = client.get(path, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert answer.headers["vary"] == "Accept"
    subjects = {triple.subject.value for triple in ox.parse(answer.content, format=format)}
    assert subjects == {one.iri, *(evidence.iri for evidence in one.evidence)}


def test_minted_iri_gives_people_its_page(client: TestClient, folder: Path) -> None:
    dataset = open_build(folder)
    one = dataset.associations()[0]
    for iri, start in (
        (one.iri, "/association/"),
        (one.evidence[0].iri, "/document/"),
        (dataset.outcomes()[0].iri, "/document/"),
        (dataset.iris.expand(sample.FUSION), "/concept/bkg:fusion"),
    ):
        path = iri.removeprefix("https://w3id.org/biomedkg")
        answer = client.get(path, headers={"accept": "text/html"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith(start)
        assert client.get(answer.headers["location"]).status_code == 200


def test_iri_of_an_ontology_is_described_by_the_resource_page(client: TestClient) -> None:
    iri = "http://purl.obolibrary.org/obo/MONDO_0010434"
    assert client.get("/resource", params={"iri": iri}).headers["location"] == "/concept/mondo:0010434"
    data = client.get("/resource", params={"iri": iri, "format": "nt"}).text
    assert f"<{iri}> <http://www.w3.org/2000/01/rdf-schema#label>" in data


def test_form_that_there_is_not_is_not_acceptable(client: TestClient) -> None:
    answer = client.get("/id/" + sample.FUSION.removeprefix("bkg:"), headers={"accept": "image/png"})
    assert answer.status_code == 406


def test_suggestions_say_type_and_the_name_that_was_found(client: TestClient) -> None:
    first = client.get("/suggest", params={"q": "votri"}).json()[0]
    assert first == {
        "label": "pazopanib",
        "type": "drug",
        "name": "Votrient",
        "near": False,
        "path": "/concept/drugbank:DB06589",
    }


def test_build_made_anew_is_shown_anew(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    client = TestClient(application(folder))
    assert client.get("/concept/" + quote(sample.HOSTILE_DRUG, safe=":")).status_code == 200
    build(folder, sample.sample_readings()[:1])
    assert client.get("/concept/" + quote(sample.HOSTILE_DRUG, safe=":")).status_code == 404
    assert "1 document read" in words(client.get("/").text)


def test_build_without_its_index_is_searched_all_the_same(tmp_path: Path) -> None:
    folder = build(tmp_path / "graph")
    (folder / INDEX_NAME).unlink()
    assert TestClient(application(folder)).get("/suggest?q=votrient").json()[0]["label"] == "pazopanib"


def test_folder_that_is_no_build_is_told(tmp_path: Path) -> None:
    answer = TestClient(application(tmp_path)).get("/")
    assert answer.status_code == 503
    assert "is not a build" in words(answer.text)


def test_no_text_of_the_sample_is_lost_to_a_template_error(client: TestClient, folder: Path) -> None:
    dataset = open_build(folder)
    for concept in dataset.concepts():
        answer = client.get("/concept/" + quote(concept.curie, safe=":"))
        assert answer.status_code == 200, concept.curie
    for one in dataset.associations():
        path = "/association/" + one.iri.rpartition("/")[2]
        assert re.search(r"<h1>", client.get(path).text), one.iri
