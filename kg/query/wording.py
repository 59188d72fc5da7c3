"""Associations in plain English."""

from __future__ import annotations

from kg.store.records import AssociationRecord

#: How to say a predicate, and how to deny it, where its own name is no English. All others are said as they
#: are named ("gene associated with condition") and denied with "not" in front.
_PHRASES = {
    "biolink:treats": ("treats", "does not treat"),
    "biolink:applied_to_treat": ("is applied to treat", "is not applied to treat"),
    "biolink:studied_to_treat": ("is studied to treat", "is not studied to treat"),
    "biolink:in_clinical_trials_for": ("is in clinical trials for", "is in no clinical trials for"),
    "biolink:in_preclinical_trials_for": ("is in preclinical trials for", "is in no preclinical trials for"),
    "biolink:beneficial_in_models_for": ("is of benefit in models of", "is of no benefit in models of"),
    "biolink:ameliorates_condition": ("ameliorates", "does not ameliorate"),
    "biolink:preventative_for_condition": ("prevents", "does not prevent"),
    "biolink:contraindicated_in": ("is contraindicated in", "is not contraindicated in"),
    "biolink:causes": ("causes", "does not cause"),
    "biolink:contributes_to": ("contributes to", "does not contribute to"),
    "biolink:gene_associated_with_condition": ("is associated with", "is not associated with"),
    "biolink:genetically_associated_with": (
        "is genetically associated with",
        "is not genetically associated with",
    ),
    "biolink:biomarker_for": ("is a biomarker for", "is no biomarker for"),
    "biolink:diagnoses": ("diagnoses", "does not diagnose"),
    "biolink:has_phenotype": ("shows", "does not show"),
    "biolink:disease_has_location": ("is located in", "is not located in"),
    "biolink:has_adverse_event": ("has the adverse event", "does not have the adverse event"),
    "biolink:adverse_event_of": ("is an adverse event of", "is no adverse event of"),
    "biolink:subclass_of": ("is a kind of", "is no kind of"),
    "biolink:has_part": ("has the part", "does not have the part"),
    "biolink:affects": ("affects", "does not affect"),
    "biolink:associated_with_response_to": (
        "goes with response to",
        "does not go with response to",
    ),
    "biolink:associated_with_resistance_to": (
        "goes with resistance to",
        "does not go with resistance to",
    ),
    "kgo:targets": ("targets", "does not target"),
    "kgo:approved_for": ("is approved for", "is not approved for"),
    "kgo:approves": ("approves", "does not approve"),
    "kgo:compared_with": ("is compared with", "is not compared with"),
    "kgo:studies": ("studies", "does not study"),
    "kgo:studies_condition": ("studies the condition", "does not study the condition"),
    "kgo:metastasizes_to": ("metastasizes to", "does not metastasize to"),
    "kgo:dysregulated_in": ("is dysregulated in", "is not dysregulated in"),
}


def in_words(predicate: str, *, negated: bool = False) -> str:
    """Return a predicate (a CURIE) as the middle of an English sentence.

    >>> in_words("biolink:studied_to_treat"), in_words("biolink:treats", negated=True)
    ('is studied to treat', 'does not treat')
    >>> in_words("biolink:interacts_with", negated=True)
    'not: interacts with'
    """
    plain = predicate.rsplit(":", 1)[-1].replace("_", " ")
    affirmed, denied = _PHRASES.get(predicate, (plain, f"not: {plain}"))
    return denied if negated else affirmed


def sentence(association: AssociationRecord, *, subject: str, object: str) -> str:
    """Return an association between two labels in one line, its certainty and conditions behind it.

    The mark around the predicate carries direction only: ``—`` and ``→``.
    """
    words = in_words(association.predicate, negated=association.negated)
    doubt = {"hedged": " (hedged)", "hypothetical": " (only an aim)"}.get(association.certainty, "")
    conditions = "; ".join(f"{role}: {value}" for role, value in association.qualifiers)
    return f"{subject} — {words} → {object}{doubt}" + (f" [{conditions}]" if conditions else "")
