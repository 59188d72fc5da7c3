"""The explorer of a server that people change: pages and search show what the store holds now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from selectolax.lexbor import LexborHTMLParser
from starlette.testclient import TestClient

from kg.rdf import validate
from kg.search import open_index
from kg.server import Options
from kg.store import is_changed, open_build
from kg.store.infer import infer
from tests.query.chordoma import CHORDOMA, build_larger_sample
from tests.server.conftest import LIMITS, client_of, make_store

KGO = "https://w3id.org/biomedkg/ontology/"
BIOLINK = "https://w3id.org/biolink/vocab/"
ZETA = f"<urn:zeta> <{KGO}entityType> 'drug' ; <http://www.w3.org/2000/01/rdf-schema#label> 'zetakinib'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build_larger_sample(tmp_path / "graph")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with client_of(folder, Options(limits=LIMITS, writable=True)) as client:
        yield client


def update(client: TestClient, text: str) -> None:
    assert client.post("/update", data={"update": text}).status_code == 204, text


def words(html: str) -> str:
    node = LexborHTMLParser(html).css_first("main")
    assert node is not None
    return " ".join(node.text().split())


def test_pages_and_search_follow_each_update(client: TestClient) -> None:
    assert client.get("/suggest?q=zetakinib").json() == []
    update(client, f"INSERT DATA {{ {ZETA} }}")
    assert client.get("/suggest?q=zetakinip").json()[0]["label"] == "zetakinib"
    assert "zetakinib" in words(client.get("/search?q=zetakinib").text)
    assert client.get("/concept/urn:zeta").status_code == 200
    update(client, "DELETE WHERE { <urn:zeta> ?p ?o }")
    assert client.get("/suggest?q=zetakinib").json() == []
    assert client.get("/concept/urn:zeta").status_code == 404


def test_statement_that_is_withdrawn_leaves_its_pages(client: TestClient, folder: Path) -> None:
    one = next(a for a in open_build(folder).associations() if a.predicate == "biolink:biomarker_for")
    path = "/association/" + one.iri.rpartition("/")[2]
    concept = f"/concept/{CHORDOMA}"
    assert client.get(path).status_code == 200
    assert "TBXT" in words(client.get(concept).text)
    update(client, f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{one.iri}> }} ?s ?p ?o }}")
    assert client.get(path).status_code == 404
    assert "TBXT" not in words(client.get(concept).text)


def test_question_finds_a_concept_by_its_new_name(client: TestClient, folder: Path) -> None:
    found = client.get("/api/questions/biomarkers-of", params={"disease": "notochord tumour"})
    assert found.status_code == 404
    (concept,) = (c for c in open_build(folder).concepts() if c.curie == CHORDOMA)
    name = f"<{concept.iri}> <http://www.w3.org/2004/02/skos/core#altLabel> 'notochord tumour'"
    update(client, f"INSERT DATA {{ {name} }}")
    for path in ("/api/questions/biomarkers-of?", "/question/biomarkers-of?run=1&"):
        answer = client.get(f"{path}disease=notochord+tumour")
        assert answer.status_code == 200
        assert "TBXT" in answer.text


@pytest.mark.parametrize(
    "triples",
    [
        pytest.param(f"<urn:x> a <{BIOLINK}Association>", id="statement of nothing"),
        pytest.param(
            f"<urn:x> a <{BIOLINK}Association> ; <{BIOLINK}subject> <urn:a> ; <{BIOLINK}predicate> <urn:p> ; "
            f"<{BIOLINK}object> <urn:b>",
            id="statement without evidence",
        ),
        pytest.param(f"<urn:x> a <{KGO}Evidence> ; <{KGO}start> 'two'", id="evidence of nothing"),
        pytest.param(f"<urn:x> <{KGO}entityType> 'gene'", id="concept without a name"),
        pytest.param(f"<urn:x> a <{KGO}OutcomeMeasure> ; <{KGO}value> 'many'", id="result without a number"),
        pytest.param(f"<urn:x> a <{KGO}Document>", id="document without a text"),
    ],
)
def test_what_breaks_the_contract_is_shown_as_triples_and_harms_no_page(
    client: TestClient, triples: str
) -> None:
    update(client, f"INSERT DATA {{ {triples} ; <http://xmlns.com/foaf/0.1/name> 'Quaggoid' }}")
    for path in ("/", "/search?q=chordoma", f"/concept/{CHORDOMA}", "/question/therapies-for?run=1"):
        assert client.get(path).status_code == 200, path
    page = client.get("/resource?iri=urn:x", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Quaggoid" in words(client.get("/triples?iri=urn:x").text)


def test_things_of_other_vocabularies_are_found_and_shown(client: TestClient, folder: Path) -> None:
    (concept,) = (c for c in open_build(folder).concepts() if c.curie == CHORDOMA)
    update(
        client,
        "INSERT DATA { <urn:note> <http://purl.org/dc/terms/title> 'Quaggoid <script>remarks</script>'@en ; "
        f"<urn:about> <{concept.iri}> }}",
    )
    tree = LexborHTMLParser(client.get("/search?q=quaggoid+rem").text)
    link = tree.css_first('main a[href="/triples?iri=urn%3Anote"]')
    assert link is not None
    assert "urn:note" in words(client.get("/search?q=urn:note").text)
    html = client.get("/triples?iri=urn:note").text
    assert "Quaggoid <script>remarks</script> en" in words(html)
    assert LexborHTMLParser(html).css_first(f'main a[href="/concept/{CHORDOMA}"]') is not None
    there = client.get("/triples", params={"iri": concept.iri}).text
    assert "urn:note" in words(there)
    assert LexborHTMLParser(there).css_first(f'main a[href="/concept/{CHORDOMA}"]') is not None
    page = client.get("/resource", params={"iri": "urn:note"}, headers={"Accept": "text/turtle"})
    assert page.headers["content-type"].startswith("text/turtle")


def test_changes_are_shown_after_a_restart_too_and_by_the_search_index(folder: Path) -> None:
    assert not is_changed(folder)
    with client_of(folder, Options(limits=LIMITS, writable=True)) as client:
        assert not is_changed(folder)
        update(client, f"INSERT DATA {{ {ZETA} }}")
    assert is_changed(folder)
    assert open_index(folder).concepts("zetakinib")[0].iri == "urn:zeta"
    with client_of(folder, Options(limits=LIMITS)) as client:
        assert client.get("/suggest?q=zetakinib").json()[0]["label"] == "zetakinib"
    build_larger_sample(folder)
    assert not is_changed(folder)
    assert open_index(folder).concepts("zetakinib") == ()


def test_changed_store_is_what_is_validated_and_inferred_from(folder: Path) -> None:
    assert validate(folder) == ()
    with client_of(folder, Options(limits=LIMITS, writable=True)) as client:
        update(client, f"INSERT DATA {{ {ZETA} . <urn:x> a <{BIOLINK}Association> }}")
    assert "urn:x" in {one.node for one in validate(folder)}
    infer(folder)
    assert is_changed(folder)
    assert open_index(folder).concepts("zetakinib")[0].iri == "urn:zeta"


def test_snapshots_that_pages_no_longer_need_are_removed(client: TestClient, folder: Path) -> None:
    for number in range(4):
        assert client.get("/suggest?q=chordoma").status_code == 200
        client.get("/api/questions/therapies-for", params={"disease": "chordoma"})
        update(client, f"INSERT DATA {{ <urn:n> <urn:p> {number} }}")
    assert client.get("/search?q=chordoma").status_code == 200
    client.get("/api/questions/therapies-for", params={"disease": "chordoma"})
    update(client, "INSERT DATA { <urn:n> <urn:p> 9 }")
    assert len(list((folder / ".served").iterdir())) <= 2


def test_store_that_is_no_build_is_shown_as_triples(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "plain")
    with client_of(folder, Options(limits=LIMITS)) as client:
        home = LexborHTMLParser(client.get("/").text)
        links = {str(a.attributes["href"]) for a in home.css("main a")}
        for iri in ("urn:a", "urn:b", "urn:c"):
            path = f"/triples?iri={quote(iri, safe='')}"
            assert path in links
            assert client.get(path).status_code == 200
        assert client.get("/triples?iri=urn:none").status_code == 404
        assert client.get("/triples?iri=no+iri").status_code == 400
        assert client.get("/triples").status_code == 400
