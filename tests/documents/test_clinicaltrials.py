"""Study records of ClinicalTrials.gov in JSON."""

import json

import pytest

from kg.documents import detect, read_bytes
from kg.errors import ReadError
from kg.model import BlockKind

STUDY = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT01234567",
            "briefTitle": "Sunitinib in Thymoma",
            "officialTitle": "A Phase 2 Study of Sunitinib in Thymoma",
        },
        "statusModule": {"startDateStruct": {"date": "2021-03"}},
        "descriptionModule": {"briefSummary": "Sunitinib may help.\n\n* It is a tablet."},
        "conditionsModule": {"conditions": ["Thymoma"]},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Sunitinib"}, "odd"]},
        "eligibilityModule": {"eligibilityCriteria": "Exclusion Criteria:\n\n* Hypertension"},
        "referencesModule": {"references": [{"citation": "Doe J. Everolimus in thymoma. 2019."}]},
    }
}


def test_record_is_told_from_other_json() -> None:
    assert detect(json.dumps(STUDY).encode(), "a.json") == "clinicaltrials"
    assert detect(b'{"passages": []}', "a.json") == "bioc"


def test_record_gives_title_fields_and_references() -> None:
    [document] = read_bytes(json.dumps({"studies": [STUDY]}).encode(), source="a.json")
    words = {document.text_of(b): b for b in document.blocks}
    assert words["Sunitinib in Thymoma"].kind is BlockKind.TITLE
    assert words["Drug: Sunitinib"].kind is BlockKind.LIST_ITEM
    assert document.section(document.blocks.index(words["Thymoma"])) == "Condition or disease"
    assert words["It is a tablet."].kind is BlockKind.LIST_ITEM
    assert words["Doe J. Everolimus in thymoma. 2019."].kind is BlockKind.REFERENCE
    assert document.metadata.date == "2021-03"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"protocolSection": 1}', "without study records"),
        (b'{"protocolSection":\n oops}', "broken JSON"),
        (b'{"a": "protocolSection", "protocolSection": []}', "without study records"),
    ],
)
def test_what_is_no_record_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read_bytes(data, source="a.json", format="clinicaltrials")


def test_record_without_a_title_is_passed_over() -> None:
    assert read_bytes(b'{"protocolSection": {}}', source="a.json") == ()
