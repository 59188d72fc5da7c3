"""A small graph written for these tests: every kind of statement the views have to show."""

from __future__ import annotations

import dataclasses

from kg.store.records import (
    AssociationRecord,
    ConceptRecord,
    DocumentRecord,
    EvidenceRecord,
    OutcomeRecord,
)
from kg.views.records import Records

BASE = "https://w3id.org/biomedkg/id"
OBO = "http://purl.obolibrary.org/obo"

HOSTILE = '</script><img src=x onerror="window.hacked=1"><script>window.hacked=2</script>\u2028"\'&<!--'

DOCUMENTS = (
    DocumentRecord(
        iri="https://doi.org/10.5555/asps.2024.1",
        title="Alveolar soft part sarcoma: a short review",
        source="asps-review.txt",
        work="doi:10.5555/asps.2024.1",
        date="2024-05",
        journal="Journal of Invented Oncology",
        authors=("A. Writer", "B. Author"),
    ),
    DocumentRecord(
        iri=f"{BASE}/document/00aa",
        title=f"Chordoma notes {HOSTILE}",
        source="chordoma.txt",
        work="sha256:00aa",
        url="javascript:window.hacked=3",
    ),
)


def concept(iri: str, curie: str, label: str, kind: str, *names: str, **more: object) -> ConceptRecord:
    """A concept record with the fields that these tests leave alone filled in."""
    return ConceptRecord(
        iri=iri,
        curie=curie,
        label=label,
        names=(label, *names),
        type=kind,
        biolink="biolink:NamedThing",
        grounded=not curie.startswith("bkg:concept"),
        documents=(DOCUMENTS[0].iri,),
        **more,  # type: ignore[arg-type]
    )


ASPS = f"{OBO}/MONDO_0011655"
CHORDOMA = f"{OBO}/MONDO_0008978"
SARCOMA = f"{OBO}/MONDO_0005089"
FUSION = f"{BASE}/fusion/ASPSCR1--TFE3"
TFE3 = "https://identifiers.org/hgnc:11752"
MET = "https://identifiers.org/hgnc:7029"
TBXT = "https://identifiers.org/hgnc:11515"
ATEZO = "https://identifiers.org/drugbank:DB11595"
CEDIRANIB = "https://identifiers.org/drugbank:DB04849"
IMATINIB = "https://identifiers.org/drugbank:DB00619"
LUNG = f"{OBO}/UBERON_0002048"
SACRUM = f"{OBO}/UBERON_0003690"
ORR = f"{BASE}/concept/measure/objective-response-rate"
TRIAL = "https://clinicaltrials.gov/study/NCT00000000"
FATIGUE = f"{OBO}/HP_0012378"
ODD = f"{BASE}/concept/drug/odd"
LONELY = f"{BASE}/concept/organization/invented-institute"

CONCEPTS = (
    concept(ASPS, "mondo:0011655", "alveolar soft part sarcoma", "disease", "ASPS", parents=(SARCOMA,)),
    concept(CHORDOMA, "mondo:0008978", "chordoma", "disease"),
    concept(SARCOMA, "mondo:0005089", "sarcoma", "disease"),
    concept(FUSION, "bkg:fusion/ASPSCR1--TFE3", "ASPSCR1::TFE3", "fusion", "ASPL-TFE3"),
    concept(TFE3, "hgnc:11752", "TFE3", "gene"),
    concept(MET, "hgnc:7029", "MET", "gene", "c-Met"),
    concept(TBXT, "hgnc:11515", "TBXT", "gene", "brachyury"),
    concept(ATEZO, "drugbank:DB11595", "atezolizumab", "drug", "Tecentriq"),
    concept(CEDIRANIB, "drugbank:DB04849", "cediranib", "drug"),
    concept(IMATINIB, "drugbank:DB00619", "imatinib", "drug"),
    concept(LUNG, "uberon:0002048", "lung", "anatomy"),
    concept(SACRUM, "uberon:0003690", "fused sacrum", "anatomy", "sacrum"),
    concept(ORR, "bkg:concept/measure/objective-response-rate", "objective response rate", "measure", "ORR"),
    concept(TRIAL, "clinicaltrials:NCT00000000", "INVENTED-7", "trial"),
    concept(FATIGUE, "hp:0012378", "fatigue", "phenotype"),
    concept(ODD, "bkg:concept/drug/odd", HOSTILE, "drug"),
    concept(LONELY, "bkg:concept/organization/invented-institute", "Invented Institute", "organization"),
)


def evidence(
    number: int,
    quote: str,
    subject: str,
    object: str,
    *,
    document: int = 0,
    certainty: str = "asserted",
    section: str = "Treatment",
    start: int | None = None,
) -> EvidenceRecord:
    """An evidence record, offsets found by searching the quote; an absent word stands far before it."""
    begin = 1000 * (number + 1) if start is None else start

    def place(words: str) -> tuple[int, int]:
        at = quote.find(words)
        return (10, 10 + max(1, len(words))) if at < 0 else (begin + at, begin + at + len(words))

    (s_start, s_end), (o_start, o_end) = place(subject), place(object)
    return EvidenceRecord(
        iri=f"{BASE}/evidence/{number:04d}",
        document=DOCUMENTS[document].iri,
        quote=quote,
        start=begin,
        end=begin + len(quote),
        subject_start=s_start,
        subject_end=s_end,
        object_start=o_start,
        object_end=o_end,
        section=section,
        certainty=certainty,
        extractor="dependency/verb",
        confidence=0.8,
    )


def association(
    number: int,
    subject: str,
    predicate: str,
    object: str,
    *proof: EvidenceRecord,
    negated: bool = False,
    certainty: str = "asserted",
    belief: float = 0.8,
    qualifiers: tuple[tuple[str, str], ...] = (),
    conflicts: tuple[str, ...] = (),
) -> AssociationRecord:
    """An association record with a number for its name."""
    return AssociationRecord(
        iri=f"{BASE}/assoc/{number:04d}",
        subject=subject,
        predicate=predicate,
        object=object,
        negated=negated,
        certainty=certainty,
        belief=belief,
        qualifiers=qualifiers,
        evidence=proof,
        conflicts=conflicts,
    )


ASSOCIATIONS = (
    association(
        1, FUSION, "biolink:causes", ASPS,
        evidence(1, "Nearly every ASPS carries ASPSCR1::TFE3, its driver.", "ASPSCR1::TFE3", "ASPS"),
        evidence(2, "The 𝛼-fusion ASPL-TFE3 gives rise to the disease 😀 named ASPS.", "ASPL-TFE3", "ASPS"),
        belief=0.95,
    ),
    association(
        2, FUSION, "biolink:affects", MET,
        evidence(3, "The chimeric factor raises MET in cell models.", "chimeric factor", "MET"),
    ),
    association(
        3, ATEZO, "kgo:approved_for", ASPS,
        evidence(4, "Atezolizumab is licensed for advanced ASPS.", "Atezolizumab", "ASPS"),
        belief=0.9,
    ),
    association(
        4, ATEZO, "biolink:studied_to_treat", ASPS,
        evidence(5, "INVENTED-7 gave atezolizumab to 52 people with ASPS.", "atezolizumab", "ASPS"),
        qualifiers=(("trial", "INVENTED-7"),),
    ),
    association(
        5, CEDIRANIB, "biolink:treats", ASPS,
        evidence(6, "Cediranib may shrink ASPS.", "Cediranib", "ASPS", certainty="hedged"),
        certainty="hedged", belief=0.5, conflicts=(f"{BASE}/assoc/0006",),
    ),
    association(
        6, CEDIRANIB, "biolink:treats", ASPS,
        evidence(7, "In one small series cediranib did not help people with ASPS.", "cediranib", "ASPS"),
        negated=True, belief=0.4, conflicts=(f"{BASE}/assoc/0005",),
    ),
    association(
        7, IMATINIB, "biolink:treats", CHORDOMA,
        evidence(8, "A later study will ask whether it controls chordoma.", "imatinib", "chordoma",
                 document=1, certainty="hypothetical", section="Imatinib"),
        certainty="hypothetical", belief=0.3,
    ),
    association(
        8, ASPS, "kgo:metastasizes_to", LUNG,
        evidence(9, "ASPS spreads to the lung early.", "ASPS", "lung", section="Course"),
    ),
    association(
        9, TBXT, "biolink:biomarker_for", CHORDOMA,
        evidence(10, "Brachyury staining marks chordoma.", "Brachyury", "chordoma", document=1),
    ),
    association(
        10, CHORDOMA, "biolink:disease_has_location", SACRUM,
        evidence(11, "Many a chordoma grows in the sacrum.", "chordoma", "sacrum", document=1),
    ),
    association(
        11, ATEZO, "biolink:has_adverse_event", FATIGUE,
        evidence(12, "Fatigue followed atezolizumab in some.", "atezolizumab", "Fatigue"),
    ),
    association(
        12, TRIAL, "kgo:studies", ATEZO,
        evidence(13, "INVENTED-7 tests atezolizumab.", "INVENTED-7", "atezolizumab"),
    ),
    association(
        13, ODD, "ex:oddRelation", CHORDOMA,
        evidence(14, f"Odd words {HOSTILE} about chordoma.", HOSTILE, "chordoma", document=1),
    ),
    association(
        14, FUSION, "biolink:has_part", TFE3,
        evidence(15, "ASPSCR1::TFE3 keeps the tail of TFE3.", "ASPSCR1::TFE3", "TFE3"),
    ),
)  # fmt: skip

OUTCOMES = (
    OutcomeRecord(
        iri=f"{BASE}/outcome/02",
        measure=ORR,
        statistic="proportion",
        value=29.0,
        unit="%",
        comparator="=",
        value_text="29%",
        about=(ATEZO,),
        population=ASPS,
        trial=TRIAL,
        lower=None,
        upper=None,
        timepoint="P2Y",
        evidence=(
            evidence(
                21, "At two years an ORR of 29% was told for atezolizumab in ASPS.", "ORR", "29%", document=1
            ),
        ),
        conflicts=(f"{BASE}/outcome/01",),
    ),
    OutcomeRecord(
        iri=f"{BASE}/outcome/03",
        measure=FATIGUE,
        statistic="rate",
        value=4.0,
        unit="%",
        comparator="<",
        value_text="under 4%",
        about=(ATEZO,),
        population="",
        trial="",
        lower=None,
        upper=None,
        timepoint="",
        evidence=(
            evidence(22, "Fatigue of grade 3 came to under 4% against 9% with cediranib.", "Fatigue", "4%"),
        ),
        arm="high dose",
        versus=(CEDIRANIB,),
        versus_value=9.0,
        p_value=0.03,
        p_comparator="=",
        sample_size=1052,
        grade=">=3",
    ),
    OutcomeRecord(
        iri=f"{BASE}/outcome/01",
        measure=ORR,
        statistic="proportion",
        value=37.0,
        unit="%",
        comparator="=",
        value_text="37%",
        about=(ATEZO,),
        population=ASPS,
        trial=TRIAL,
        lower=24.0,
        upper=51.0,
        interval="95% CI",
        timepoint="P2Y",
        conflicts=(f"{BASE}/outcome/02",),
        evidence=(
            evidence(20, "The ORR was 37% with atezolizumab in ASPS.", "ORR", "37%", section="Results"),
        ),
    ),
)


def sample() -> Records:
    """The whole sample."""
    return Records(documents=DOCUMENTS, concepts=CONCEPTS, associations=ASSOCIATIONS, outcomes=OUTCOMES)


def two_years() -> Records:
    """The sample with its second text published a year before the first, and saying one thing as it does."""
    earlier = dataclasses.replace(DOCUMENTS[1], date="2023-11-02")
    again = evidence(30, "To the lung ASPS goes first.", "ASPS", "lung", document=1)
    associations = tuple(
        dataclasses.replace(each, evidence=(*each.evidence, again)) if each.iri.endswith("/0008") else each
        for each in ASSOCIATIONS
        if each.predicate != "biolink:biomarker_for"
    )
    return Records(documents=(DOCUMENTS[0], earlier), concepts=CONCEPTS, associations=associations)


def many(concepts: int, degree: int = 2) -> Records:
    """A large made-up graph: a few hubs and many leaves, as texts about one disease give."""
    kinds = ("gene", "drug", "disease", "phenotype", "anatomy", "fusion", "trial")
    made = tuple(
        concept(f"{BASE}/concept/x/{i:05d}", f"bkg:x/{i:05d}", f"{kinds[i % 7]} number {i}", kinds[i % 7])
        for i in range(concepts)
    )
    edges = []
    for i in range(1, concepts):
        for j in range(degree):
            hub = (i * 7919 + j * 104729) % max(1, min(i, 1 + i // (3 + 20 * j)))
            quote = f"Number {i} acts on number {hub} here."
            edges.append(
                association(
                    100_000 + i * degree + j, made[i].iri, "biolink:affects", made[hub].iri,
                    evidence(100_000 + i * degree + j, quote, f"Number {i}", f"number {hub}"),
                )
            )  # fmt: skip
    return Records(documents=DOCUMENTS, concepts=made, associations=tuple(edges))
