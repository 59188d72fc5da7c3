"""For whom, and how, a treatment is given: biomarker, people, dose, line, agency."""

from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import read_text

pytestmark = pytest.mark.model

CARE = {"treats", "studied_to_treat", "in_clinical_trials_for", "approved_for"}
GIVEN = {"dose", "route", "schedule", "duration"}


def conditions(reader: DocumentReader, text: str, *roles: str) -> set[tuple[str, str, str]]:
    """Return (subject, role, value) of the conditions of `roles` on all treatments of a text."""
    reading = read_text(reader, text, "plain")
    labels = {concept.curie: concept.label for concept in reading.concepts}
    claims = [a for a in reading.assertions if a.predicate.partition(":")[2] in CARE]
    assert claims
    return {
        (labels[a.subject], q.role, labels[q.value] if q.is_concept else q.value)
        for a in claims
        for q in a.qualifiers
        if q.role in roles
    }


@pytest.mark.parametrize(
    ("text", "drug", "markers"),
    [
        ("Osimertinib is approved for EGFR-mutant non-small cell lung cancer.", "osimertinib", {"EGFR"}),
        ("Vemurafenib is indicated for BRAF V600E-mutated melanoma.", "vemurafenib", {"BRAF V600E"}),
        (
            "Larotrectinib is recommended for patients with NTRK fusion-positive soft tissue sarcoma.",
            "larotrectinib",
            {"NTRK"},
        ),
        (
            "Imatinib is effective in gastrointestinal stromal tumor with KIT exon 11 mutations.",
            "imatinib",
            {"KIT exon 11 mutation"},
        ),
        ("Olaparib is used for BRCA1- or BRCA2-mutated ovarian cancer.", "olaparib", {"BRCA1", "BRCA2"}),
        ("Tazemetostat treats INI1-negative epithelioid sarcoma.", "tazemetostat", {"INI1 loss"}),
        ("Trametinib is used for KRAS wild-type colorectal cancer.", "trametinib", {"KRAS wild-type"}),
    ],
    ids=["mutant", "variant", "fusion", "behind", "either", "loss", "unchanged"],
)
def test_biomarker_of_a_treatment(text: str, drug: str, markers: set[str], reader: DocumentReader) -> None:
    assert conditions(reader, text, "biomarker") == {(drug, "biomarker", marker) for marker in markers}


def test_denied_treatment_keeps_its_biomarker(reader: DocumentReader) -> None:
    text = "Nivolumab is not recommended for EGFR-mutated non-small cell lung cancer."
    assert conditions(reader, text, "biomarker") == {("nivolumab", "biomarker", "EGFR")}


def test_marker_that_is_not_there_is_no_biomarker(reader: DocumentReader) -> None:
    text = "Dabrafenib is recommended for BRAF-mutated melanoma without NRAS mutations."
    assert conditions(reader, text, "biomarker") == {("dabrafenib", "biomarker", "BRAF")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Oral pazopanib 800 mg once daily was given for 12 weeks to treat leiomyosarcoma.",
            {"dose": "800 mg", "route": "oral", "schedule": "once daily", "duration": "12 weeks"},
        ),
        (
            "Denosumab (120 mg subcutaneously every four weeks) is used to treat giant cell tumor of bone.",
            {"dose": "120 mg", "route": "subcutaneous", "schedule": "every 4 weeks"},
        ),
        (
            "Gemcitabine 675 mg/m² on days 1 and 8 is used for metastatic osteosarcoma.",
            {"dose": "675 mg/m2", "schedule": "days 1 and 8"},
        ),
        ("Imatinib 400 mg daily is used for chordoma.", {"dose": "400 mg", "schedule": "daily"}),
        ("Imatinib 400 mg or 800 mg daily is used for chordoma.", {}),
        ("Imatinib is used for chordoma at a trough level of 1100 ng/mL.", {}),
    ],
    ids=["all four", "in brackets", "days of a cycle", "daily", "two doses", "level in blood"],
)
def test_dose_and_regimen(text: str, expected: dict[str, str], reader: DocumentReader) -> None:
    found = conditions(reader, text, *GIVEN)
    assert {(role, value) for _, role, value in found} == set(expected.items())


def test_each_drug_has_its_own_dose(reader: DocumentReader) -> None:
    text = "Synovial sarcoma was treated with ifosfamide (3 g/m2) plus doxorubicin (25 mg/m2)."
    assert conditions(reader, text, "dose") == {
        ("ifosfamide", "dose", "3 g/m2"),
        ("doxorubicin", "dose", "25 mg/m2"),
    }


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Children with rhabdomyosarcoma received vincristine.", {"child"}),
        (
            "Pembrolizumab is used to treat chordoma in patients aged 12 years and older.",
            {"12 years and older"},
        ),
        ("Imatinib is used for chordoma, at a median age of 50 years.", set()),
    ],
    ids=["children", "age", "median age"],
)
def test_people_are_told_by_age(text: str, people: set[str], reader: DocumentReader) -> None:
    assert {value for _, _, value in conditions(reader, text, "population")} == people


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Imatinib 400 mg daily is the first-line treatment for chordoma.", "first-line"),
        ("Ripretinib is used in the fourth-line setting for gastrointestinal stromal tumor.", "fourth-line"),
        ("Second-line sunitinib is used for gastrointestinal stromal tumor.", "second-line"),
    ],
    ids=["is the treatment", "setting", "in front"],
)
def test_line_of_therapy(text: str, line: str, reader: DocumentReader) -> None:
    assert {value for _, _, value in conditions(reader, text, "line")} == {line}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Selinexor is used for stage III liposarcoma.", "stage III"),
        ("Alectinib is used for metastatic ALK-positive non-small cell lung cancer.", "metastatic"),
    ],
    ids=["numbered", "before the marker"],
)
def test_stage_of_the_disease(text: str, stage: str, reader: DocumentReader) -> None:
    assert {value for _, _, value in conditions(reader, text, "stage")} == {stage}


def test_approval_names_agency_and_date(reader: DocumentReader) -> None:
    text = "In 2016, the European Medicines Agency approved olaratumab for soft tissue sarcoma."
    assert conditions(reader, text, "agency", "date") == {
        ("olaratumab", "agency", "European Medicines Agency"),
        ("olaratumab", "date", "2016"),
    }
