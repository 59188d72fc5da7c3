"""Cases of one person, reports of a pathologist, and genes that are named in passing."""

from __future__ import annotations

import pytest

from kg.documents import read_bytes
from kg.model import EntityType
from kg.pipeline.reader import DocumentReader
from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

CASE = "Chordoma of the sacrum: a case report\n\n"


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param("A 61-year-old man presented with dizziness and cough.", "cough", id="presented"),
        pytest.param(
            "A 7-year-old girl was referred with a two-month history of headache.",
            "headache",
            id="history-of",
        ),
        pytest.param(
            "The patient, who had been quite well, presented\nwith constipation.",
            "constipation",
            id="over-a-break",
        ),
    ],
)
def test_finding_of_a_case_is_one_of_its_disease(claims: Claims, text: str, finding: str) -> None:
    assert Claim("chordoma", "has_phenotype", finding) in claims(CASE + text)


def test_past_of_a_case_is_no_finding(claims: Claims) -> None:
    found = claims(CASE + "A 61-year-old man with a medical history of epilepsy and cough came for a visit.")
    assert not [c for c in found if c.predicate == "has_phenotype"]


REPORT = """\
Pathology report

FINAL DIAGNOSIS:
Clear cell sarcoma of the foot.

MICROSCOPIC DESCRIPTION:
Melanoma was considered, and melanoma in the family is noted.

{}
"""


def test_diagnosis_of_a_report_is_what_it_is_about(claims: Claims) -> None:
    found = claims(REPORT.format("The tumor cells are positive for SOX10 and negative for desmin."))
    markers = {(c.subject, c.polarity) for c in found if c.predicate == "biomarker_for"}
    assert markers == {("SOX10", "affirmed"), ("DES", "negated")}
    assert {c.object for c in found if c.predicate == "biomarker_for"} == {"clear cell sarcoma"}


def test_cells_of_the_text_are_those_of_its_disease(claims: Claims) -> None:
    found = claims("Chordoma\n\nChordoma is rare. The cells are usually positive for SOX10.")
    assert Claim("SOX10", "biomarker_for", "chordoma") in found


def test_stains_listed_behind_the_method_are_markers(claims: Claims) -> None:
    text = "# Chordoma\n\n## Diagnosis\n\nImmunohistochemistry: SOX10, desmin and MYOD1; negative for CD34.\n"
    found = claims(text, "page")
    markers = {(c.subject, c.polarity) for c in found if c.predicate == "biomarker_for"}
    assert markers == {(gene, "affirmed") for gene in ("SOX10", "DES", "MYOD1")} | {("CD34", "negated")}


@pytest.mark.parametrize(
    ("text", "gene"),
    [
        pytest.param("It is driven by a rearrangement that leads to loss of EZH2.", "EZH2", id="behind-it"),
        pytest.param("Mutations in TP53 and KIT are common in chordoma.", "KIT", id="usual-in"),
        pytest.param("Mutations in KIT are found in 30% of cases.", "KIT", id="usual-here"),
        pytest.param("Sequencing revealed a somatic ALK mutation.", "ALK", id="tested"),
        pytest.param(
            "Chordoma develops when both copies of the TP53 gene are lost.", "TP53", id="plain-words"
        ),
    ],
)
def test_change_of_a_gene_goes_with_the_disease(claims: Claims, text: str, gene: str) -> None:
    found = claims(f"Chordoma\n\nChordoma is a tumor of bone. {text}")
    assert Claim(gene, "gene_associated_with_condition", "chordoma") in found


def test_change_that_a_test_did_not_find_is_none(claims: Claims) -> None:
    found = claims("Chordoma\n\nSequencing revealed no ALK mutation.")
    assert not [c for c in found if c.polarity == "affirmed" and c.subject == "ALK"]


def test_fusion_protein_is_its_fusion(claims: Claims) -> None:
    found = claims("The EWSR1-FLI1 fusion protein blocks differentiation and drives tumor growth.")
    assert Claim("EWSR1::FLI1", "causes", "tumor growth") in found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Neurofibromatosis type 1 (NF1) begins with loss of NF1. MEK is active.", id="loss-of"),
        pytest.param("Neurofibromatosis type 1 (NF1) is common. NF1 mutations were found.", id="mutations"),
    ],
)
def test_short_form_of_a_disease_may_be_its_gene(reader: DocumentReader, text: str) -> None:

    (document,) = read_bytes(text.encode(), source="note.txt")
    found = [m for s in reader.annotate(document).sentences for m in s.mentions if m.text == "NF1"]
    assert [m.type for m in found][-1] is EntityType.GENE
    assert found[0].type is EntityType.DISEASE
