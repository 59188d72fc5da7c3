"""A small corpus read by hand, for every test that needs a graph: no lexicon, no language model.

Four documents of our own about sarcomas: a review, a copy of it with another banner (one work), a short
independent paper that agrees with it once and contradicts it once, and a note with hostile words in its
title and its names. Together they hold a fusion, a negated, a hedged and a hypothetical assertion, a
conflict, results with an interval and with the value zero, an ungrounded drug, a wording that could mean
something else, and characters outside the basic plane.
"""

from __future__ import annotations

from pathlib import Path

from kg.model import (
    BlockKind,
    Candidate,
    Certainty,
    Concept,
    EntityType,
    KnowledgeGraph,
    Metadata,
    Polarity,
    Provenance,
    Qualifier,
    Reading,
)
from tests.sample_words import Reader, make_document

FUSION = "bkg:fusion/SS18--SSX1"
SYNOVIAL_SARCOMA = "mondo:0010434"
LEIOMYOSARCOMA = "mondo:0005058"
SOFT_TISSUE_SARCOMA = "mondo:0018078"
SARCOMA = "mondo:0005089"
PAZOPANIB = "drugbank:DB06589"
IMATINIB = "drugbank:DB00619"
TRABECTEDIN = "drugbank:DB05109"
PALBOCICLIB = "drugbank:DB09073"
PALETTE = "clinicaltrials:NCT00753688"
HOSTILE_DRUG = "bkg:concept/drug/zx-17-b-onmouseover-alert-1-plus-b"
HOSTILE_TITLE = '<script>alert("boo")</script> A "quoted" note & its \\ back slash'

_CONCEPTS = (
    Concept(curie=FUSION, label="SS18::SSX1", type=EntityType.FUSION, partners=("hgnc:11340", "hgnc:11335")),
    Concept(curie="hgnc:11340", label="SS18", type=EntityType.GENE, synonyms=("SYT",)),
    Concept(curie="hgnc:11335", label="SSX1", type=EntityType.GENE),
    Concept(curie="hgnc:6307", label="KDR", type=EntityType.GENE, synonyms=("VEGFR2", "FLK1")),
    Concept(
        curie=SYNOVIAL_SARCOMA,
        label="synovial sarcoma",
        type=EntityType.DISEASE,
        synonyms=("sarcoma, synovial",),
        exact=("doid:5485", "ncit:C3400"),
        parents=(SOFT_TISSUE_SARCOMA,),
    ),
    Concept(
        curie=LEIOMYOSARCOMA,
        label="leiomyosarcoma",
        type=EntityType.DISEASE,
        exact=("ncit:C3158",),
        parents=(SOFT_TISSUE_SARCOMA,),
    ),
    Concept(
        curie=SOFT_TISSUE_SARCOMA,
        label="soft tissue sarcoma",
        type=EntityType.DISEASE,
        exact=("ncit:C9306",),
        parents=(SARCOMA,),
    ),
    Concept(curie=SARCOMA, label="sarcoma", type=EntityType.DISEASE, exact=("ncit:C9118",)),
    Concept(curie=PAZOPANIB, label="pazopanib", type=EntityType.DRUG, synonyms=("Votrient",)),
    Concept(curie=IMATINIB, label="imatinib", type=EntityType.DRUG),
    Concept(curie=TRABECTEDIN, label="trabectedin", type=EntityType.DRUG),
    Concept(curie=PALBOCICLIB, label="palbociclib", type=EntityType.DRUG),
    Concept(curie="uberon:0002048", label="lung", type=EntityType.ANATOMY),
    Concept(curie="hp:0002018", label="Nausea", type=EntityType.PHENOTYPE),
    Concept(curie=PALETTE, label="PALETTE", type=EntityType.TRIAL),
    Concept(
        curie="bkg:concept/measure/objective-response-rate",
        label="objective response rate",
        type=EntityType.MEASURE,
        grounded=False,
    ),
    Concept(
        curie="bkg:concept/measure/complete-response-rate",
        label="complete response rate",
        type=EntityType.MEASURE,
        grounded=False,
    ),
    Concept(
        curie="bkg:concept/measure/progression-free-survival",
        label="progression-free survival",
        type=EntityType.MEASURE,
        grounded=False,
    ),
    Concept(
        curie=HOSTILE_DRUG,
        label='ZX-17 <b onmouseover="alert(1)">plus</b>',
        type=EntityType.DRUG,
        grounded=False,
    ),
)

_REVIEW = (
    (BlockKind.TITLE, "Synovial sarcoma: one fusion, few drugs"),
    (BlockKind.HEADING, "Origin"),
    (
        BlockKind.PARAGRAPH,
        "The SS18::SSX1 fusion gives rise to synovial sarcoma. "
        "The tumour spreads to the lung in many adults.",
    ),
    (BlockKind.HEADING, "Drugs"),
    (
        BlockKind.PARAGRAPH,
        "Pazopanib blocks VEGFR2. The drug was tried in soft tissue sarcoma in the PALETTE trial "
        "(NCT00753688). Trabectedin may help people with synovial sarcoma. Imatinib is of no use against "
        "synovial sarcoma. A future trial will ask whether palbociclib slows synovial sarcoma.",
    ),
    (BlockKind.HEADING, "Results"),
    (
        BlockKind.PARAGRAPH,
        "Under pazopanib the objective response rate was 6% (95% CI 4–9%), and the complete response rate "
        "was 0%. Median progression-free survival reached 4.6 months. Nausea followed pazopanib in half of "
        "the patients.",
    ),
)


RIVAL = Candidate(
    curie="mondo:0009549",
    label="laryngomalacia <i>or so</i>",
    type=EntityType.DISEASE,
    name="LMS",
    score=0.93,
    reasons=("abbreviation",),
)
"""What "LMS" could mean besides; the graph does not describe it."""
_REJECTED = Candidate(
    curie="drugbank:DB00425",
    label="zolpidem",
    type=EntityType.DRUG,
    name="ZX",
    score=0.25,
    reasons=("spelled alike",),
)


def _read_review(source: str, *banner: tuple[BlockKind, str]) -> Reading:
    metadata = Metadata(
        title="Synovial sarcoma: one fusion, few drugs",
        authors=("Ada Example", "Björn Beispiel"),
        journal="Journal of Invented Oncology",
        date="2024-05",
        doi="10.5555/invented.2024.17",
        pmid="90000001",
        license="CC-BY-4.0",
    )
    document = make_document(source, metadata, *banner, *_REVIEW)
    reader = Reader(document=document, concepts={c.curie: c for c in _CONCEPTS})
    disease, trial = ("synovial sarcoma", SYNOVIAL_SARCOMA), ("PALETTE", PALETTE)
    reader.mention("Synovial sarcoma", SYNOVIAL_SARCOMA)
    reader.mention("SS18", "hgnc:11340")
    reader.mention("SSX1", "hgnc:11335")
    reader.mention("NCT00753688", PALETTE)
    reader.claim(
        "The SS18::SSX1 fusion gives rise to synovial sarcoma.",
        ("SS18::SSX1", FUSION),
        "biolink:causes",
        disease,
    )
    reader.claim(
        "The tumour spreads to the lung in many adults.",
        ("tumour", SYNOVIAL_SARCOMA),
        "kgo:metastasizes_to",
        ("lung", "uberon:0002048"),
        anaphors=("tumour",),
        extractor="sample/coreference",
        confidence=0.6,
    )
    reader.claim("Pazopanib blocks VEGFR2.", ("Pazopanib", PAZOPANIB), "kgo:targets", ("VEGFR2", "hgnc:6307"))
    tried = "The drug was tried in soft tissue sarcoma in the PALETTE trial (NCT00753688)."
    reader.claim(
        tried,
        ("The drug", PAZOPANIB),
        "biolink:studied_to_treat",
        ("soft tissue sarcoma", SOFT_TISSUE_SARCOMA),
        qualifiers=(
            Qualifier(role="trial", value=PALETTE, is_concept=True),
            Qualifier(role="phase", value="phase 3"),
        ),
        anaphors=("The drug",),
    )
    reader.claim(tried, trial, "kgo:studies", ("The drug", PAZOPANIB), anaphors=("The drug",))
    reader.claim(
        "Trabectedin may help people with synovial sarcoma.",
        ("Trabectedin", TRABECTEDIN),
        "biolink:treats",
        disease,
        certainty=Certainty.HEDGED,
    )
    reader.claim(
        "Imatinib is of no use against synovial sarcoma.",
        ("Imatinib", IMATINIB),
        "biolink:treats",
        disease,
        polarity=Polarity.NEGATED,
    )
    reader.claim(
        "A future trial will ask whether palbociclib slows synovial sarcoma.",
        ("palbociclib", PALBOCICLIB),
        "biolink:treats",
        disease,
        certainty=Certainty.HYPOTHETICAL,
    )
    reader.claim(
        "Nausea followed pazopanib in half of the patients.",
        ("Nausea", "hp:0002018"),
        "biolink:adverse_event_of",
        ("pazopanib", PAZOPANIB),
    )
    rates = (
        "Under pazopanib the objective response rate was 6% (95% CI 4–9%), and the complete response rate "
        "was 0%."
    )
    reader.result(
        rates,
        ("objective response rate", "bkg:concept/measure/objective-response-rate"),
        "6",
        "6%",
        "%",
        about=(("pazopanib", PAZOPANIB),),
        population=SOFT_TISSUE_SARCOMA,
        trial=PALETTE,
        lower="4",
        upper="9",
    )
    reader.result(
        rates,
        ("complete response rate", "bkg:concept/measure/complete-response-rate"),
        "0",
        "0%",
        "%",
        about=(("pazopanib", PAZOPANIB),),
    )
    reader.result(
        "Median progression-free survival reached 4.6 months.",
        ("progression-free survival", "bkg:concept/measure/progression-free-survival"),
        "4.6",
        "4.6 months",
        "mo",
        statistic="median",
        about=(("pazopanib", PAZOPANIB),),
    )
    return reader.reading()


def _read_report() -> Reading:
    metadata = Metadata(
        title="Imatinib once more: a case report", authors=("Cé Zed",), date="2025", pmid="90000002"
    )
    document = make_document(
        "report.txt",
        metadata,
        (BlockKind.TITLE, "Imatinib once more: a case report"),
        (
            BlockKind.PARAGRAPH,
            "In one woman, imatinib shrank a synovial sarcoma. Its SS18::SSX1 fusion is known to cause such "
            "synovial sarcomas. Pazopanib was given for leiomyosarcoma.",
        ),
    )
    reader = Reader(document=document, concepts={c.curie: c for c in _CONCEPTS})
    reader.mention("Imatinib", IMATINIB)
    reader.claim(
        "In one woman, imatinib shrank a synovial sarcoma.",
        ("imatinib", IMATINIB),
        "biolink:treats",
        ("synovial sarcoma", SYNOVIAL_SARCOMA),
        confidence=0.5,
    )
    reader.claim(
        "Its SS18::SSX1 fusion is known to cause such synovial sarcomas.",
        ("SS18::SSX1", FUSION),
        "biolink:causes",
        ("synovial sarcomas", SYNOVIAL_SARCOMA),
    )
    reader.claim(
        "Pazopanib was given for leiomyosarcoma.",
        ("Pazopanib", PAZOPANIB),
        "biolink:applied_to_treat",
        ("leiomyosarcoma", LEIOMYOSARCOMA),
    )
    return reader.reading()


def _read_note() -> Reading:
    document = make_document(
        "note.txt",
        Metadata(title=HOSTILE_TITLE),
        (BlockKind.TITLE, HOSTILE_TITLE),
        (
            BlockKind.PARAGRAPH,
            'Cells \U0001d6fc and \U0001d6fd: ZX-17 <b onmouseover="alert(1)">plus</b> was tried in '
            "leiomyosarcoma, written \"LMS\" or 'LMS'.",
        ),
    )
    reader = Reader(document=document, concepts={c.curie: c for c in _CONCEPTS})
    reader.mention('ZX-17 <b onmouseover="alert(1)">plus</b>', HOSTILE_DRUG, rival=_REJECTED)
    reader.mention("LMS", LEIOMYOSARCOMA, rival=RIVAL)
    reader.claim(
        'ZX-17 <b onmouseover="alert(1)">plus</b> was tried in leiomyosarcoma',
        ('ZX-17 <b onmouseover="alert(1)">plus</b>', HOSTILE_DRUG),
        "biolink:studied_to_treat",
        ("leiomyosarcoma", LEIOMYOSARCOMA),
    )
    return reader.reading()


def sample_readings() -> tuple[Reading, ...]:
    """Return the readings of the four documents: review, its copy, report, note."""
    banner = (BlockKind.FURNITURE, "Invented Archive of Copies | Log in | Basket")
    return (
        _read_review("review.txt"),
        _read_review("review-copy.txt", banner),
        _read_report(),
        _read_note(),
    )


def sample_hierarchy(curie: str) -> Concept | None:
    """Return the concept of `curie` as a lexicon would."""
    return next((c for c in _CONCEPTS if c.curie == curie), None)


def sample_provenance() -> Provenance:
    """Return what claims to have made the sample."""
    return Provenance(parts=(("biomedkg", "0.0"), ("lexicon sample", "1")))


def sample_graph(readings: tuple[Reading, ...] | None = None) -> KnowledgeGraph:
    """Return the assembled graph of `readings`, by default of all four documents."""
    from kg.assembly import assemble

    return assemble(
        sample_readings() if readings is None else readings,
        hierarchy=sample_hierarchy,
        provenance=sample_provenance(),
    )


def build_sample(folder: Path) -> Path:
    """Write the sample build into `folder` and return it."""
    from kg.rdf import write_build

    write_build(sample_graph(), folder)
    return folder
