"""Wordings for what acts on a gene, and what looks like one of them and is not."""

from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from tests.relations.claims import Claim, Claims, read_text

pytestmark = pytest.mark.model

ACTING = [
    pytest.param(
        "Rats were given a selective COX-2 inhibitor, etoricoxib, for a week.",
        ("etoricoxib", "targets", "PTGS2"),
        id="class, drug",
    ),
    pytest.param(
        "We tried an alpha-glucosidase inhibitor (miglitol) in rats.",
        ("miglitol", "targets", "GAA"),
        id="class (drug)",
    ),
    pytest.param(
        "Aliskiren (SPP-100), a potent, oral renin inhibitor, was well tolerated.",
        ("aliskiren", "targets", "REN"),
        id="drug (short form), a class",
    ),
    pytest.param(
        "Patients received the AT1 antagonist losartan.",
        ("losartan", "targets", "AGTR1"),
        id="gene antagonist drug",
    ),
    pytest.param(
        "We report the discovery of idasanutlin as an MDM2 inhibitor.",
        ("idasanutlin", "targets", "MDM2"),
        id="discovery as",
    ),
    pytest.param(
        "Several inhibitors of MDM2 have been described, including idasanutlin.",
        ("idasanutlin", "targets", "MDM2"),
        id="including behind the verb",
    ),
    pytest.param("Vemurafenib bound to BRAF.", ("vemurafenib", "targets", "BRAF"), id="bound to"),
    pytest.param(
        "Sulforaphane caused activation of NRF2.",
        ("sulforaphane", "affects", "NFE2L2"),
        id="caused activation",
    ),
    pytest.param(
        "Death follows the activation of CASP3 by cisplatin.", ("cisplatin", "affects", "CASP3"), id="deed by"
    ),
    pytest.param(
        "Trametinib lowered the phosphorylation of MAPK1 and MAPK3.",
        ("trametinib", "affects", "MAPK3"),
        id="phosphorylation",
    ),
    pytest.param(
        "Metformin prevented apoptosis.", ("metformin", "affects", "apoptotic process"), id="prevent"
    ),
    pytest.param(
        "Metformin reduced IL6 release and decreased TNF expression.",
        ("metformin", "affects", "TNF"),
        id="second verb",
    ),
    pytest.param(
        "PTEN is one of the genes that are involved in thymoma.",
        ("PTEN", "gene_associated_with_condition", "thymoma"),
        id="one of the genes",
    ),
    pytest.param(
        "LZTS1 acts as tumor suppressor in several malignancies, such as thymoma and melanoma.",
        ("LZTS1", "gene_associated_with_condition", "melanoma"),
        id="suppressor in a list",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACTING)
def test_what_acts_on_a_gene_is_read(text: str, expected: tuple[str, str, str], claims: Claims) -> None:
    assert Claim(*expected) in claims(text)


def test_drugs_listed_behind_a_class_are_not_of_it(claims: Claims) -> None:
    found = claims("They took a COX-2 inhibitor, warfarin, and insulin.")
    assert Claim("warfarin", "targets", "PTGS2") not in found


def test_increase_and_decrease_of_one_sentence_are_kept_apart(reader: DocumentReader) -> None:
    reading = read_text(reader, "Metformin reduced IL6 release and increased IL10 expression.", "plain")
    labels = {concept.curie: concept.label for concept in reading.concepts}
    told = {(labels[a.object], q.value) for a in reading.assertions for q in a.qualifiers}
    assert ("IL6", "decreased") in told
    assert ("IL10", "decreased") not in told
    assert "IL10" in {labels[a.object] for a in reading.assertions}


def test_raised_cells_are_no_target_of_what_inhibits_others(claims: Claims) -> None:
    found = claims("Curcumin inhibited Th2 cells and markedly increased Treg cells.")
    assert not [c for c in found if c.predicate == "targets" and "regulatory" in c.object]


def test_change_that_is_inhibited_is_no_target(claims: Claims) -> None:
    found = claims("Quercetin inhibited the decrease in catalase activity.")
    assert not [c for c in found if c.predicate == "targets"]


def test_deed_is_not_denied_by_the_verb_around_it(claims: Claims) -> None:
    found = claims("MDM2 inhibition by idasanutlin was not influenced by salt.")
    assert {c.polarity for c in found} <= {"affirmed"}


def test_lack_of_a_gene_slows_and_does_not_cause_a_process(claims: Claims) -> None:
    found = claims("Decreases in vimentin expression lead to decreases in cell motility.")
    assert Claim("VIM", "affects", "cell motility") in found
    assert not [c for c in found if c.predicate == "causes"]


def test_definition_under_the_label_of_an_aim_is_asserted(claims: Claims) -> None:
    found = claims("OBJECTIVE: Nephronophthisis is a rare form of kidney disease.")
    assert {c.certainty for c in found} == {"asserted"}


def test_mechanical_hypersensitivity_is_pain_and_no_feeling(claims: Claims) -> None:
    found = claims("Gabapentin reduced mechanical hypersensitivity in rats.")
    assert Claim("gabapentin", "ameliorates_condition", "hyperalgesia") in found
