"""Marked-up formats: what is rendered, what is set aside, whose identity is taken."""

import json

import pytest

from kg.documents import detect, formats, read_bytes
from kg.errors import ReadError
from kg.model import BlockKind, Document

PUBMED = b"""<?xml version="1.0"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.example.org/pubmed.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>123</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2021</Year><Month>Feb</Month></PubDate></JournalIssue>
<Title>J Thymus</Title></Journal><ArticleTitle>Sunitinib in <i>KIT</i> tumours.</ArticleTitle>
<ELocationID EIdType="doi">10.1000/ABC</ELocationID>
<Abstract><AbstractText Label="RESULTS">It was active in 10<sup>9</sup> cells.</AbstractText>
<CopyrightInformation>Copyright 2021 Example.</CopyrightInformation></Abstract>
<AuthorList><Author><LastName>Roe</LastName><ForeName>Ann</ForeName></Author></AuthorList></Article>
</MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pmc">PMC7654321</ArticleId></ArticleIdList>
<ReferenceList><Reference><Citation>Doe J. Chest. 2019</Citation><ArticleIdList>
<ArticleId IdType="doi">10.1000/other</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData>
</PubmedArticle><PubmedArticle><MedlineCitation><PMID>124</PMID><Article><ArticleTitle>Second.</ArticleTitle>
</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""

JATS = b"""<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><journal-meta><journal-title-group>
<journal-title>J Thymus</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="pmc">7654321</article-id><article-id pub-id-type="doi">10.1000/ABC</article-id>
<title-group><article-title>Thymic tumours</article-title></title-group><pub-date><day>3</day><month>2</month>
<year>2021</year></pub-date><abstract><p>They are rare.</p></abstract></article-meta></front>
<body><sec><title>Drugs</title><p>Sunitinib is active.<sup><xref ref-type="bibr">1</xref></sup> Two are used:
<list list-type="bullet"><list-item><p>octreotide</p></list-item></list></p>
<table-wrap><label>Table 1</label><caption><p>Doses</p></caption><table><tr><th>Drug</th><th>Dose</th></tr>
<tr><td>sunitinib</td><td>50 mg</td></tr></table></table-wrap></sec></body>
<back><ack><p>We thank all.</p></ack><ref-list><ref>
<mixed-citation>Doe J. 2019.</mixed-citation></ref></ref-list></back>
</article>"""

HTML = b"""<!DOCTYPE html><html><head><title>x</title><meta name="citation_doi" content="10.1000/ABC">
<script type="application/ld+json">{"@type": "MedicalWebPage", "datePublished": "2021-02-03"}</script></head>
<body class="has-menu"><nav><a>Home</a></nav><script>var hidden = 1</script>
<div id="cookie-banner"><p>Choose what to store.</p></div><main><h1>Thymic tumours</h1>
<p>They are <b>rare</b>.<sup><a href="#r1">1</a></sup> The dose is 75 mg/m<sup>2</sup>.</p><h2>Signs</h2>
<p>They include:</p><ul><li>cough<ul><li>at night</li></ul></li></ul>
<h2>References</h2><ol class="references"><li>Doe J. Chest 2019.</li></ol></main>
<footer>Imprint</footer></body></html>"""

BIOC = json.dumps(
    {
        "PubTator3": [
            {
                "id": "123",
                "passages": [
                    {"infons": {"type": "title"}, "offset": 0, "text": "Thymic tumours"},
                    {"infons": {"type": "abstract"}, "offset": 15, "text": "Sunitinib is active in them."},
                ],
            }
        ]
    }
).encode()


def rows(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.name, document.text_of(b)) for b in document.blocks]


def test_formats_are_these() -> None:
    names = [f.name for f in formats()]
    assert names == [
        "bioc",
        "clinicaltrials",
        "html",
        "jats",
        "markdown",
        "medline",
        "pubmed",
        "pubtator",
        "text",
    ]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (PUBMED, "a.xml", "pubmed"),
        (JATS, "a.xml", "jats"),
        (HTML, "a.txt", "html"),
        (BIOC, "a", "bioc"),
        (b"PMID- 1\n", "a", "medline"),
        (b"1|t|Thymoma", "a", "pubtator"),
        (b"Words < 3 cm.", "a.md", "markdown"),
        (b"<2 cm is small.", "a", "text"),
    ],
)
def test_format_is_detected(data: bytes, name: str, expected: str) -> None:
    assert detect(data, name) == expected


def test_unknown_format_names_the_choices() -> None:
    with pytest.raises(ReadError, match=r"no format 'docx'; choose one of bioc, clinicaltrials, html"):
        read_bytes(b"words", source="a", format="docx")


def test_pubmed_gives_a_document_for_each_article() -> None:
    assert [d.metadata.pmid for d in read_bytes(PUBMED, source="a.xml")] == ["123", "124"]


def test_pubmed_renders_labels_and_powers() -> None:
    first = read_bytes(PUBMED, source="a.xml")[0]
    assert rows(first)[:4] == [
        ("TITLE", "Sunitinib in KIT tumours."),
        ("HEADING", "Abstract"),
        ("HEADING", "RESULTS"),
        ("PARAGRAPH", "It was active in 10^9 cells."),
    ]


def test_pubmed_identity_is_not_that_of_a_reference() -> None:
    found = read_bytes(PUBMED, source="a.xml")[0].metadata
    assert (found.doi, found.pmcid, found.date, found.authors) == (
        "10.1000/abc",
        "PMC7654321",
        "2021-02",
        ("Roe, Ann",),
    )


def test_jats_blocks_and_metadata() -> None:
    [document] = read_bytes(JATS, source="a.xml")
    found = rows(document)
    assert ("PARAGRAPH", "Sunitinib is active. Two are used:") in found
    assert ("LIST_ITEM", "octreotide") in found and ("CAPTION", "Table 1. Doses") in found
    assert ("TABLE_ROW", "sunitinib | 50 mg") in found and ("REFERENCE", "Doe J. 2019.") in found
    assert ("FURNITURE", "We thank all.") in found
    assert (document.metadata.date, document.work) == ("2021-02-03", "doi:10.1000/abc")


def test_html_sets_the_page_aside() -> None:
    [document] = read_bytes(HTML, source="a.html")
    assert "hidden" not in document.text
    aside = {w for k, w in rows(document) if k == "FURNITURE"}
    assert {"Home", "Choose what to store.", "Imprint"} <= aside
    assert ("PARAGRAPH", "They are rare. The dose is 75 mg/m2.") in rows(document)
    assert (document.metadata.doi, document.metadata.date) == ("10.1000/abc", "2021-02-03")


def test_html_list_hangs_on_its_introduction() -> None:
    [document] = read_bytes(HTML, source="a.html")
    item = next(b for b in document.blocks if document.text_of(b) == "at night")
    chain = [document.text_of(b) for b in document.context(document.blocks.index(item))]
    assert chain == ["cough", "They include:", "Signs", "Thymic tumours"]


def test_bioc_of_pubtator() -> None:
    [document] = read_bytes(BIOC, source="a.json")
    assert document.metadata.pmid == "123"
    assert ("PARAGRAPH", "Sunitinib is active in them.") in rows(document)


def test_medline_record() -> None:
    data = (
        b"PMID- 123\nTI  - Thymic\n      tumours.\nAB  - RESULTS: They are rare.\n"
        b"LID - 10.1000/ABC [doi]\nDP  - 2021 Feb\n"
    )
    [document] = read_bytes(data, source="a.nbib")
    assert (document.metadata.title, document.metadata.doi) == ("Thymic tumours", "10.1000/abc")
    assert ("HEADING", "RESULTS:") in rows(document)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<article><body><p>x</body></article>", "a.xml", r"a\.xml:1: is broken XML"),
        (
            b'<!DOCTYPE a [\n<!ENTITY b "bb">\n]>\n<article>&b;</article>',
            "a.xml",
            r"a\.xml:2: declares entities",
        ),
        (b"<library/>", "a.xml", "root <library>"),
        (b'{"passages": [', "a.json", r"a\.json:1: is broken JSON"),
        (b'{"a": 1}', "a.json", "without BioC documents"),
        (b"<html><script>x</script></html>", "a.html", "without words"),
        (b"<div>" * 5000 + b"x", "a.html", "nested deeper"),
        (b"<PubmedArticleSet></PubmedArticleSet>", "a.xml", "without a citation"),
    ],
)
def test_damaged_markup_is_one_clear_line(data: bytes, name: str, expected: str) -> None:
    with pytest.raises(ReadError, match=expected) as caught:
        read_bytes(data, source=name)
    assert "\n" not in str(caught.value)


def test_every_rendered_block_lies_in_the_text() -> None:
    for data, name in ((PUBMED, "a.xml"), (JATS, "a.xml"), (HTML, "a.html"), (BIOC, "a.json")):
        for document in read_bytes(data, source=name):
            assert all(document.text_of(b).strip() == document.text_of(b) for b in document.blocks)
            assert document.blocks[0].kind in (BlockKind.TITLE, BlockKind.FURNITURE)
