from __future__ import annotations

import pytest

from kg.documents import read_bytes
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Span
from kg.nlp.annotator import Annotator
from kg.nlp.models import load_model
from kg.nlp.senses import in_their_sense


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return Annotator(load_model(), Lexicon.load())


def _types(annotator: Annotator, text: str) -> dict[str, EntityType]:
    (document,) = read_bytes(text.encode(), source="note.txt")
    return {m.text: m.type for s in annotator.annotate(document).sentences for m in s.mentions}


@pytest.mark.model
@pytest.mark.parametrize("noun", ["gene", "allele", "locus", "transcripts"])
def test_symbol_of_a_disease_is_the_gene_before_a_noun_of_genes(noun: str, annotator: Annotator) -> None:
    assert _types(annotator, f"We typed the WAS {noun} in six boys.")["WAS"] is EntityType.GENE


@pytest.mark.model
def test_symbol_of_a_disease_stays_one_elsewhere(annotator: Annotator) -> None:
    found = _types(annotator, "Boys with Wiskott-Aldrich syndrome (WAS) bruise easily. WAS is rare.")
    assert found["WAS"] is EntityType.DISEASE


@pytest.mark.model
def test_name_of_a_disease_stays_one_before_a_noun_of_genes(annotator: Annotator) -> None:
    found = _types(annotator, "The breast cancer gene was named late.")
    assert found["breast cancer"] is EntityType.DISEASE


@pytest.mark.model
def test_factor_of_transcription_is_no_factor_of_clotting(annotator: Annotator) -> None:
    assert "factor II" not in _types(annotator, "The harbour transcription factor II binds here.")
    assert _types(annotator, "He was given factor VIII.")["factor VIII"] is EntityType.DRUG


@pytest.mark.model
def test_symbol_says_more_than_the_last_words_of_a_long_form(annotator: Annotator) -> None:
    text = "Chicken ovalbumin upstream promoter-transcription factor II (COUP-TFII) rose. COUP-TFII fell."
    assert _types(annotator, text)["COUP-TFII"] is EntityType.GENE


@pytest.mark.model
@pytest.mark.parametrize("letter", ["zeta", "eta", "iota", "delta", "mu", "nu"])
def test_letter_of_an_isoform_is_no_gene(letter: str, annotator: Annotator) -> None:
    assert letter not in _types(annotator, f"Of protein kinase C the isoforms alpha and {letter} moved.")


@pytest.mark.model
def test_growth_factor_is_read_with_the_cell_that_it_is_named_after(annotator: Annotator) -> None:
    found = _types(annotator, "Cells grew with platelet-derived growth factor.")
    assert found == {"platelet-derived growth factor": EntityType.GENE_FAMILY}


@pytest.mark.model
def test_depression_of_an_organ_is_no_illness(annotator: Annotator) -> None:
    assert "depression" not in _types(annotator, "The drug caused a depression of the sinus node.")
    assert "depression" not in _types(annotator, "The drug caused long-term depression at synapses.")
    assert _types(annotator, "The drug caused depression in patients.")["depression"] is EntityType.DISEASE


@pytest.mark.model
def test_long_form_of_a_symbol_is_one_name_whatever_is_in_it(annotator: Annotator) -> None:
    found = _types(annotator, "Pleomorphic adenoma gene like-2 (PLAGL2) was silenced.")
    assert found == {"Pleomorphic adenoma gene like-2": EntityType.GENE, "PLAGL2": EntityType.GENE}


@pytest.mark.model
def test_an_autopsy_is_no_treatment(annotator: Annotator) -> None:
    assert _types(annotator, "An autopsy was done.")["autopsy"] is EntityType.DIAGNOSTIC


@pytest.mark.parametrize(
    ("text", "name", "stays"),
    [
        ("KIT was phosphorylated at serine 276.", "serine", False),
        ("The serine residues of KIT were changed.", "serine", False),
        ("The rats were fed serine for 7 days.", "serine", True),
        ("The rats were fed serine 20 mg a day.", "serine", True),
        ("[125I]anti-Tg antibodies bound to the cells.", "125I", False),
        ("Seeds of 125I were placed in the gland.", "125I", True),
        ("The protein c-FLIP was lost.", "protein c", False),
        ("Plasma protein c was low.", "protein c", True),
    ],
)
def test_part_of_a_protein_or_label_is_no_substance(text: str, name: str, stays: bool) -> None:
    start = text.index(name)
    span = Span(start=start, end=start + len(name))
    mention = Mention(span=span, text=name, type=EntityType.DRUG, recogniser="test")
    assert (mention in in_their_sense([mention], text, lambda word: ())) == stays


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "A mix called CVD (cyclophosphamide, vincristine, dacarbazine) is given for thymoma.",
        "CVD (cyclophosphamide, vincristine and dacarbazine) is given for thymoma.",
    ],
)
def test_short_form_of_drugs_is_a_regimen(text: str, annotator: Annotator) -> None:
    assert _types(annotator, text)["CVD"] is EntityType.THERAPY


@pytest.mark.model
def test_short_form_with_another_meaning_is_no_regimen(annotator: Annotator) -> None:
    found = _types(annotator, "People with CVD (stroke, angina) had aspirin and ramipril.")
    assert found["CVD"] is EntityType.DISEASE


def test_unit_behind_a_number_is_no_gene() -> None:
    text = "It took 9.7 mos in all, and MOS was unchanged."
    mentions = [
        Mention(
            span=Span(start=at, end=at + 3),
            text=text[at : at + 3],
            type=EntityType.GENE,
            recogniser="lexicon",
        )
        for at in (text.index("mos"), text.index("MOS"))
    ]
    assert [m.text for m in in_their_sense(mentions, text, lambda _: ())] == ["MOS"]
