"""The data of the page: safe inside a script element, places exact in JavaScript's units."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.records import EvidenceRecord
from kg.views.payload import concept_link, document_link, marks, outside, payload, to_script_json, web_address
from kg.views.records import Records
from tests.views import sample_records as sample


def quote_of(
    text: str, subject: tuple[int, int], object: tuple[int, int], *, at: int = 500
) -> EvidenceRecord:
    """Evidence for `text` at character `at`, participants given relative to it."""
    return dataclasses.replace(
        sample.evidence(1, text, "", ""),
        start=at,
        end=at + len(text),
        subject_start=at + subject[0],
        subject_end=at + subject[1],
        object_start=at + object[0],
        object_end=at + object[1],
    )


def from_utf16(text: str, start: int, end: int) -> str:
    """What JavaScript's ``text.slice(start, end)`` gives."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


@given(st.text())
def test_script_json_of_any_text_reads_back_and_holds_no_markup(text: str) -> None:
    written = to_script_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)
    assert written.isascii()


def test_script_json_of_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_script_json(float("nan"))


def test_marks_of_subject_and_object_cover_their_words() -> None:
    evidence = quote_of("sorafenib slows desmoid tumours", (0, 9), (16, 31))
    assert marks(evidence) == [[0, 9, 1], [16, 31, 2]]


def test_marks_behind_characters_beyond_the_basic_plane_count_utf16_units() -> None:
    text = "😀 𝛼-lipoma and FUS"
    start = text.index("FUS")
    [mark] = marks(quote_of(text, (start, start + 3), (-400, -390)))
    assert from_utf16(text, mark[0], mark[1]) == "FUS"
    assert mark[0] == start + 2


def test_marks_of_nested_participants_tell_the_shared_part() -> None:
    # the drug class is named inside the name of the population
    assert marks(quote_of("imatinib-resistant GIST", (0, 8), (0, 23))) == [[0, 8, 3], [8, 23, 2]]


def test_participant_outside_the_quote_is_not_marked_and_told() -> None:
    evidence = quote_of("It slows growth.", (-100, -90), (9, 15))
    assert marks(evidence) == [[9, 15, 2]]
    assert outside(evidence) == 1


def test_participants_within_the_quote_leave_none_outside() -> None:
    assert outside(quote_of("FUS drives liposarcoma.", (0, 3), (11, 22))) == 0


@given(st.text(min_size=2, max_size=30), st.data())
def test_marks_of_any_text_give_exactly_the_marked_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    [mark] = marks(quote_of(text, (start, end), (-9, -8)))
    assert from_utf16(text, mark[0], mark[1]) == text[start:end]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://example.org/a", "http://[", ""],
)
def test_web_address_of_anything_but_the_web_is_empty(address: str) -> None:
    assert web_address(address) == ""


def test_document_link_of_a_doi_goes_to_the_resolver() -> None:
    assert document_link(sample.DOCUMENTS[0]) == "https://doi.org/10.5555/asps.2024.1"


def test_document_link_with_quotes_in_the_doi_is_encoded() -> None:
    document = dataclasses.replace(sample.DOCUMENTS[0], work='doi:10.5555/"><b>')
    assert document_link(document) == "https://doi.org/10.5555/%22%3E%3Cb%3E"


def test_document_link_of_a_script_address_is_empty() -> None:
    assert document_link(sample.DOCUMENTS[1]) == ""


def test_concept_link_of_a_public_identifier_goes_to_the_bioregistry() -> None:
    assert concept_link(sample.CONCEPTS[0]) == "https://bioregistry.io/mondo:0011655"


def test_concept_link_of_our_own_identifier_is_empty() -> None:
    fusion = next(each for each in sample.CONCEPTS if each.type == "fusion")
    assert concept_link(fusion) == ""


def test_payload_refers_by_index_to_what_the_records_name() -> None:
    data = json.loads(json.dumps(payload(sample.sample(), title="t")))
    edge = next(each for each in data["associations"] if each["key"] == "0001")
    assert data["concepts"][edge["s"]]["label"] == "ASPSCR1::TFE3"
    assert data["predicates"][edge["p"]]["forward"] == "causes"
    assert [data["evidence"][each]["q"][:6] for each in edge["e"]] == ["Nearly", "The 𝛼-"]


def test_payload_conflicts_point_at_each_other() -> None:
    data = json.loads(json.dumps(payload(sample.sample(), title="t")))
    index = {each["key"]: position for position, each in enumerate(data["associations"])}
    assert data["associations"][index["0005"]]["x"] == [index["0006"]]
    assert data["associations"][index["0006"]]["x"] == [index["0005"]]


def test_payload_of_shared_evidence_writes_it_once() -> None:
    proof = sample.evidence(1, "TFE3 and MET rise in ASPS.", "TFE3", "ASPS")
    records = Records(
        documents=sample.DOCUMENTS,
        concepts=sample.CONCEPTS,
        associations=(
            sample.association(1, sample.TFE3, "kgo:dysregulated_in", sample.ASPS, proof),
            sample.association(2, sample.MET, "kgo:dysregulated_in", sample.ASPS, proof),
        ),
    )
    data = json.loads(json.dumps(payload(records, title="t")))
    assert len(data["evidence"]) == 1
    assert [each["e"] for each in data["associations"]] == [[0], [0]]


def test_payload_of_an_empty_graph_is_empty_but_whole() -> None:
    data = json.loads(json.dumps(payload(Records(), title="t")))
    assert data["concepts"] == data["associations"] == data["evidence"] == []
