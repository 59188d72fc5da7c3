"""Files that cannot be read: each gives one line that names the file, the place and the fault."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.lexicon.formats import content, read_source

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.org/">\n{}\n</rdf:RDF>'
OWL_XML = (
    '<?xml version="1.0"?>\n<Ontology xmlns="http://www.w3.org/2002/07/owl#" ontologyIRI="http://a.org/">'
)
BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF [\n<!ENTITY a "ha">\n<!ENTITY b "&a;&a;&a;&a;">\n]>\n'
    + RDF.format('<a:b rdf:about="http://a.org/1"><a:c>&b;</a:c></a:b>')
)
NODE = {"graphs": [{"nodes": [{"id": "http://purl.obolibrary.org/obo/A_1", "lbl": "a"}, {"lbl": "b"}]}]}


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.obo", b"", "a.obo: is empty", id="empty"),
        pytest.param("a.obo.gz", gzip.compress(b" \n"), "a.obo.gz: is empty", id="empty when unpacked"),
        pytest.param("a.obo.gz", gzip.compress(b"x" * 999)[:-12], "a.obo.gz: is damaged", id="cut gzip"),
        pytest.param("a.obo.gz", gzip.compress(gzip.compress(b"x")), "is packed twice", id="packed twice"),
        pytest.param("a.owl", b"PK\x03\x04rest", "is a ZIP or Office file", id="zip"),
        pytest.param("a.obo", b"format-version: 1.2\0", "is binary, no text", id="binary"),
        pytest.param("a.obo", "format-version: 1.2".encode("utf-16"), "is UTF-16; convert", id="UTF-16"),
        pytest.param("a.txt", b"some words of text\n", "is of no known format", id="prose"),
        pytest.param("a.csv", b"name,curie\na,b:1\n", "is of no known format", id="commas"),
        pytest.param(
            "a.obo", b"format-version: 1.2\n\n[Term]\nid: A:1\nname: \xe9\n", "a.obo:5: is not UTF-8",
            id="encoding",
        ),
        pytest.param("a.obo", b"format-version: 1.2\n", "a.obo: is OBO without a [Term]", id="no term"),
        pytest.param(
            "a.obo", b"format-version: 1.2\n[Term]\nid: A:1\nname: a\n[Term]\nname: b\n",
            "a.obo:5: a [Term] without an id", id="term without id",
        ),
        pytest.param("a.json", b'{"graphs": [\n{"nodes": [}', "a.json:2: is broken JSON", id="broken JSON"),
        pytest.param("a.json", b"[" * 200_000, "a.json: is JSON nested too deeply", id="deep JSON"),
        pytest.param("a.json", b'{"a": 1}', "a.json: is JSON, but no OBO graph", id="other JSON"),
        pytest.param("a.json", b"[1, 2]", "a.json: is no JSON object", id="JSON list"),
        pytest.param("a.json", b'{"graphs": {"nodes": []}}', "a.json.graphs: is no list", id="wrong shape"),
        pytest.param(
            "a.json", json.dumps(NODE).encode(), "a.json: graphs[0].nodes[1]: a node without an id",
            id="node without id",
        ),
        pytest.param("a.json", b'{"@context": {}, "@graph": []}', "a.json: is JSON-LD", id="JSON-LD"),
        pytest.param("a.owl", OWL_XML.encode(), "is OWL/XML, which is not read; convert", id="OWL/XML"),
        pytest.param("a.owl", b"Prefix(:=<http://a.org/>)", "is OWL in functional syntax", id="functional"),
        pytest.param("a.owl", b"Prefix: a: <http://a.org/>", "is OWL in Manchester syntax", id="Manchester"),
        pytest.param("a.owl", b"<!DOCTYPE html><html></html>", "a.owl: is a web page", id="web page"),
        pytest.param(
            "a.owl", RDF.format("<a:b>\n<a:c>x</a:d></a:b>").encode(), "a.owl:3: is broken RDF/XML",
            id="broken XML",
        ),
        pytest.param("a.owl", RDF.format("").encode(), "a.owl: has no owl:Class", id="RDF without classes"),
        pytest.param("a.owl", BOMB.encode(), "a.owl:4: the entity b is made of other entities", id="bomb"),
        pytest.param(
            "a.owl", BOMB.replace('b "&a;&a;&a;&a;"', "b SYSTEM 'file:///a'").encode(),
            "a.owl:4: the entity b is defined elsewhere", id="entity from a file",
        ),
        pytest.param(
            "a.owl", BOMB.replace("&a;&a;&a;&a;", "ha" * 200).encode(), "the entity b is longer than",
            id="long entity",
        ),
        pytest.param(
            "a.owl", BOMB.replace('[\n', '[<!-- <a> -->\n<?p <a> ?><!ELEMENT a (#PCDATA)>').encode(),
            "a.owl:3: its DOCTYPE holds more than short names", id="element declaration",
        ),
        pytest.param(
            "a.owl", BOMB.replace('[\n', '[<!-- <a> -->\n<?p <a> ?>').encode(), "the entity b is made of",
            id="bomb behind a comment",
        ),
        pytest.param("a.owl", BOMB.replace("DOC", "doc").encode(), "the entity b is", id="small letters"),
        pytest.param(
            "a.owl", RDF.format(BOMB.partition("?>\n")[2]).encode(), "a.owl: has a DOCTYPE below its root",
            id="bomb below the root",
        ),
        pytest.param(
            "a.owl", f"<!-- {RDF}{' ' * content.HEAD} -->{BOMB}".encode(), "a.owl:1: has no element where",
            id="bomb behind a long comment",
        ),
        pytest.param(
            "a.ttl", b'@prefix a: <http://a.org/> .\na:b a:c "' + b"x" * 20_000_000 + b'" .',
            "a.ttl: holds a text that is far too long", id="long literal",
        ),
        pytest.param(
            "a.ttl.gz", gzip.compress(b"@prefix a: <http://a.org/> .\n" + bytes(range(32, 127)) * 99)[:-60],
            "a.ttl.gz:", id="cut gzip of Turtle",
        ),
        pytest.param(
            "a.owl", BOMB.replace("ENTITY a", "ENTITY % a").encode(), "a.owl:3: the entity a is defined",
            id="parameter entity",
        ),
        pytest.param(
            "a.owl", ('<?xml version="1.0" encoding="ISO-8859-1"?>' + RDF.format("<a:b/>")).encode(),
            "a.owl:1: is XML in another encoding than UTF-8", id="XML encoding",
        ),
        pytest.param(
            "a.ttl", b"@prefix a: <http://a.org/> .\na:b a a:c .\na:b a", "a.ttl:3: is broken Turtle",
            id="Turtle",
        ),
        pytest.param(
            "a.tsv", b"name\tcurie\nspot\n", "a.tsv:2: 1 columns, expected 2", id="short row",
        ),
        pytest.param("a.tsv", b"name\tcurie\nspot\tnone\n", "a.tsv:2: a name without a CURIE", id="none"),
        pytest.param("a.tsv", b"name\tcurie\n\tA:1\n", "a.tsv:2: a line without a name", id="no name"),
        pytest.param("a.tsv", b"name\tcurie\nspot\tA 1\n", "a.tsv:2: 'A 1' is no CURIE", id="no CURIE"),
        pytest.param(
            "a.tsv", b"name\tcurie\ttype\nspot\tA:1\tcolour\n", "a.tsv:2: 'colour' is no type; there are",
            id="unknown type",
        ),
        pytest.param(
            "a.tsv", b"name\tcurie\tlabel\nspot\tA:1\ta\ndot\tA:1\tb\n",
            "a.tsv:3: a:1 has another label at a.tsv:2", id="two labels",
        ),
        pytest.param("a.tsv", b"name\tcurie\n", "a.tsv: is a table without a row", id="head alone"),
        pytest.param(
            "a.tsv", b"subject_id\tpredicate_id\tobject_id\nA:1\tskos:exactMatch\tnothing\n",
            "a.tsv:2: the object 'nothing' is no CURIE", id="SSSOM without CURIE",
        ),
        pytest.param(
            "a.tsv", b"subject_id\tpredicate_id\tobject_id\nA:1\tskos:broadMatch\tB:1\n",
            "a.tsv: is SSSOM without a row that says what means the same", id="SSSOM without exact match",
        ),
        pytest.param("a.tsv", b"text\tcurie\tname\tpredicate\ttype\n", "a.tsv: is SSSLM", id="SSSLM"),
    ],
)  # fmt: skip
def test_fault_is_one_line_with_file_and_place(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LexiconError) as caught:
        read_source(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"a\.obo: cannot be read \(No such file"):
        read_source(tmp_path / "a.obo")


def test_unknown_format_lists_the_known(tmp_path: Path) -> None:
    path = tmp_path / "a.obo"
    path.write_text("format-version: 1.2\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="no format is called 'owlx'; there are obo, obograph"):
        read_source(path, format="owlx")


@pytest.mark.parametrize("beginning", ["format-version: 1.2\n[Term]\nid: A:1\nname: ", "name\tcurie\n"])
def test_endless_line_is_refused_before_it_is_held(tmp_path: Path, beginning: str) -> None:
    path = tmp_path / "long.tsv"
    path.write_text(beginning + "x" * (content.MAX_LINE + 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"long\.tsv:\d: a line of more than 1,000,000 bytes"):
        read_source(path)


def test_packed_bomb_ends_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 3_000_000)
    path = tmp_path / "bomb.obo.gz"
    path.write_bytes(gzip.compress(b"format-version: 1.2\n[Term]\nid: A:1\nname: a\n" + b"! x\n" * 1_000_000))
    with pytest.raises(LexiconError, match=r"bomb\.obo\.gz: has more than 3,000,000 bytes unpacked"):
        read_source(path)
