"""Wordings of guideline pages, patient pages, overviews and labels of general medicine."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Sarcoidosis\n\nFever, cough and arthritis are also common.",
            Claim("sarcoidosis", "has_phenotype", "arthritic joint disease"),
            id="also-common",
        ),
        pytest.param(
            "Sarcoidosis\n\nErythema nodosum is the most frequent finding in these patients.",
            Claim("sarcoidosis", "has_phenotype", "erythema nodosum"),
            id="foremost",
        ),
        pytest.param(
            "Sarcoidosis\n\nSymptoms\n\nUveitis may occur late.",
            Claim("sarcoidosis", "has_phenotype", "uveitis"),
            id="may-occur",
        ),
        pytest.param(
            "Sarcoidosis\n\nClinical description\n\nCough and weight loss develop slowly.",
            Claim("sarcoidosis", "has_phenotype", "weight loss"),
            id="opens-sentence",
        ),
        pytest.param(
            "Sarcoidosis\n\nSkin lesions include erythema nodosum and alopecia.",
            Claim("sarcoidosis", "has_phenotype", "alopecia"),
            id="lesions-include",
        ),
        pytest.param(
            "Sarcoidosis leads to cough and fatigue.",
            Claim("sarcoidosis", "has_phenotype", "fatigue"),
            id="leads-to-finding",
        ),
        pytest.param(
            "Sarcoidosis\n\nDefinition\n\nA rare inherited vasculitis characterized by fever and cough.",
            Claim("sarcoidosis", "subclass_of", "vasculitis"),
            id="definition",
        ),
        pytest.param(
            "Sarcoidosis\n\nThe immune system attacks the lungs and the skin.",
            Claim("sarcoidosis", "disease_has_location", "lung"),
            id="attacks",
        ),
        pytest.param(
            "Sarcoidosis is a chronic inflammation of the liver.",
            Claim("sarcoidosis", "disease_has_location", "liver"),
            id="inflammation-of",
        ),
        pytest.param(
            "An echocardiogram should be performed in all children at diagnosis to look for chest pain.",
            Claim("echocardiography", "diagnoses", "Chest pain"),
            id="to-look-for",
        ),
        pytest.param(
            "A chest X-ray is taken to rule out sarcoidosis.",
            Claim("chest X-ray", "diagnoses", "sarcoidosis"),
            id="to-rule-out",
        ),
        pytest.param(
            "Suspected sarcoidosis requires spirometry.",
            Claim("Spirometry", "diagnoses", "sarcoidosis", certainty="hedged"),
            id="calls-for-test",
        ),
        pytest.param(
            "Ammonia is a useful marker of sarcoidosis.",
            Claim("ammonia", "biomarker_for", "sarcoidosis"),
            id="substance-as-marker",
        ),
        pytest.param(
            "Verapamil is the drug of choice for chest pain, and sarcoidosis is treated with prednisone.",
            Claim("verapamil", "ameliorates_condition", "Chest pain"),
            id="choice-for-finding",
        ),
        pytest.param(
            "Verapamil and digoxin are used to control palpitations.",
            Claim("digoxin", "ameliorates_condition", "Palpitations"),
            id="used-to-control",
        ),
        pytest.param(
            "Sarcoidosis\n\nSarcoidosis is rare.\n\nVerapamil showed no benefit in two trials.",
            Claim("verapamil", "treats", "sarcoidosis", "negated"),
            id="showed-no-benefit",
        ),
        pytest.param(
            "Sarcoidosis\n\nSarcoidosis is rare.\n\nVerapamil has not been shown to be effective.",
            Claim("verapamil", "treats", "sarcoidosis", "negated"),
            id="not-shown-to-be-effective",
        ),
        pytest.param(
            "Sarcoidosis\n\nSarcoidosis is rare.\n\nImiglucerase replaces the missing enzyme.",
            Claim("imiglucerase", "treats", "sarcoidosis"),
            id="puts-back",
        ),
        pytest.param(
            "Verapamil commonly provokes dermatitis.",
            Claim("verapamil", "has_adverse_event", "dermatitis"),
            id="provokes",
        ),
        pytest.param(
            "Sarcoidosis\n\nAttacks are triggered by verapamil or digoxin.",
            Claim("verapamil", "contributes_to", "sarcoidosis"),
            id="attacks-triggered",
        ),
        pytest.param(
            "Sarcoidosis\n\nSarcoidosis is rare.\n\nInterferon gamma (IFNG) was elevated in patients.",
            Claim("IFNG", "dysregulated_in", "sarcoidosis"),
            id="elevated-in-patients",
        ),
        pytest.param(
            "Sarcoidosis due to NOD2 mutations begins early.",
            Claim("NOD2", "gene_associated_with_condition", "sarcoidosis"),
            id="due-to-mutations",
        ),
        pytest.param(
            "Sarcoidosis is caused by variants in several genes, most often NOD2 and BTNL2.",
            Claim("BTNL2", "causes", "sarcoidosis"),
            id="several-genes",
        ),
        pytest.param(
            "Sarcoidosis\n\nSarcoidosis is rare.\n\nChildren have short stature and uveitis.",
            Claim("sarcoidosis", "has_phenotype", "uveitis"),
            id="people-have",
        ),
        pytest.param(
            "Hepatitis developed in three patients on verapamil.",
            Claim("verapamil", "has_adverse_event", "hepatitis"),
            id="harm-in-patients-on",
        ),
        pytest.param(
            "Splenectomy may be complicated by pneumonia.",
            Claim("splenectomy", "has_adverse_event", "pneumonia", certainty="hedged"),
            id="complicated-by",
        ),
        pytest.param(
            "Sarcoidosis\n\nVasculitis accounts for 20% of cases.",
            Claim("vasculitis", "causes", "sarcoidosis"),
            id="share-of-cases",
        ),
    ],
)
def test_said(claims: Claims, text: str, expected: Claim) -> None:
    assert expected in claims(text)


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        pytest.param(
            "NOD2 variants were seen in patients with sarcoidosis, but a causal role has not been shown.",
            ("NOD2", "sarcoidosis"),
            id="no-causal-role-shown",
        ),
        pytest.param(
            "Verapamil is the drug of choice for chest pain, and sarcoidosis is treated with prednisone.",
            ("verapamil", "sarcoidosis"),
            id="choice-for-finding",
        ),
        pytest.param(
            "Sarcoidosis\n\nDigoxin and verapamil have been proposed as triggers, without proof.",
            ("digoxin", "sarcoidosis"),
            id="without-proof",
        ),
        pytest.param(
            "Sarcoidosis follows a hepatitis, a pneumonia or a stroke.",
            ("hepatitis", "pneumonia"),
            id="list-is-no-apposition",
        ),
        pytest.param(
            "Sarcoidosis\n\nSarcoidosis is rare. Verapamil was given up because it damaged the liver.",
            ("sarcoidosis", "liver"),
            id="treatment-damaged",
        ),
        pytest.param(
            "Sarcoidosis\n\nMany patients have had a cough or diarrhea in the weeks before.",
            ("sarcoidosis", "diarrhea"),
            id="had-before",
        ),
        pytest.param(
            "Sarcoidosis\n\nHow is it diagnosed?\n\nMRI is done only to make sure that nothing is amiss.",
            ("magnetic resonance imaging", "sarcoidosis"),
            id="only-to-make-sure",
        ),
        pytest.param(
            "The usual side effects of verapamil in adults with sarcoidosis include back pain.",
            ("sarcoidosis", "back pain"),
            id="side-effects-in",
        ),
        pytest.param(
            "Sarcoidosis\n\nInfusion reactions\n\nSigns and symptoms include cough and fever.",
            ("sarcoidosis", "fever"),
            id="signs-of-a-reaction",
        ),
        pytest.param(
            "Sarcoidosis\n\nMost patients had a cough. The diagnosis of classic disease rests on fever.",
            ("classic maple syrup urine disease", "fever"),
            id="classic-disease",
        ),
    ],
)
def test_unsaid(claims: Claims, text: str, unsaid: tuple[str, str]) -> None:
    assert not {(c.subject, c.object) for c in claims(text)} & {unsaid}
