"""A fifth document for the sample, on what the four others leave out: every question gets an answer."""

from __future__ import annotations

from pathlib import Path

from kg.model import BlockKind, Concept, EntityType, Metadata, Qualifier, Reading
from kg.rdf import write_build
from tests.sample import sample_graph, sample_readings
from tests.sample_words import Reader, make_document

CHORDOMA = "mondo:0008978"
SACRAL_CHORDOMA = "bkg:concept/disease/sacral-chordoma"
TRIAL = "clinicaltrials:NCT09000001"

_CONCEPTS = (
    Concept(curie=CHORDOMA, label="chordoma", type=EntityType.DISEASE),
    Concept(
        curie=SACRAL_CHORDOMA,
        label="sacral chordoma",
        type=EntityType.DISEASE,
        parents=(CHORDOMA,),
        grounded=False,
    ),
    Concept(curie="hgnc:11515", label="TBXT", type=EntityType.GENE, synonyms=("brachyury",)),
    Concept(curie="hgnc:3236", label="EGFR", type=EntityType.GENE),
    Concept(curie="drugbank:DB08916", label="afatinib", type=EntityType.DRUG),
    Concept(curie="drugbank:DB00002", label="cetuximab", type=EntityType.DRUG),
    Concept(curie="drugbank:DB01259", label="lapatinib", type=EntityType.DRUG),
    Concept(curie="hp:0003418", label="Back pain", type=EntityType.PHENOTYPE),
    Concept(curie="mesh:D008279", label="magnetic resonance imaging", type=EntityType.DIAGNOSTIC),
    Concept(
        curie="bkg:concept/agency/kingdom-medicines-board",
        label="Kingdom Medicines Board",
        type=EntityType.AGENCY,
        grounded=False,
    ),
    Concept(curie=TRIAL, label="NCT09000001", type=EntityType.TRIAL),
)

_TEXT = (
    "Brachyury is the marker of chordoma. Back pain is how sacral chordoma shows itself. "
    "Magnetic resonance imaging finds chordoma. EGFR is too active in chordoma. "
    "Afatinib hits EGFR, and so do cetuximab and lapatinib. "
    "The trial NCT09000001 gave afatinib to people with chordoma and set it against lapatinib. "
    "The Kingdom Medicines Board licensed afatinib. Afatinib is licensed for sacral chordoma. "
    "Lapatinib must not be given in sacral chordoma. Brachyury foretells that lapatinib fails."
)


def chordoma_reading() -> Reading:
    """Return the reading of the fifth document."""
    document = make_document(
        "chordoma.txt",
        Metadata(title="Chordoma in short", pmid="90000003", date="2023"),
        (BlockKind.TITLE, "Chordoma in short"),
        (BlockKind.PARAGRAPH, _TEXT),
    )
    reader = Reader(document=document, concepts={c.curie: c for c in _CONCEPTS})
    chordoma, sacral = ("chordoma", CHORDOMA), ("sacral chordoma", SACRAL_CHORDOMA)
    egfr, afatinib = ("EGFR", "hgnc:3236"), ("afatinib", "drugbank:DB08916")
    lapatinib = ("lapatinib", "drugbank:DB01259")
    hits = "Afatinib hits EGFR, and so do cetuximab and lapatinib."
    trial = "The trial NCT09000001 gave afatinib to people with chordoma and set it against lapatinib."
    reader.claim(
        "Brachyury is the marker of chordoma.", ("Brachyury", "hgnc:11515"), "biolink:biomarker_for", chordoma
    )
    reader.claim(
        "Back pain is how sacral chordoma shows itself.",
        sacral,
        "biolink:has_phenotype",
        ("Back pain", "hp:0003418"),
    )
    reader.claim(
        "Magnetic resonance imaging finds chordoma.",
        ("Magnetic resonance imaging", "mesh:D008279"),
        "biolink:diagnoses",
        chordoma,
    )
    reader.claim("EGFR is too active in chordoma.", egfr, "kgo:dysregulated_in", chordoma)
    reader.claim(hits, ("Afatinib", "drugbank:DB08916"), "kgo:targets", egfr)
    reader.claim(hits, ("cetuximab", "drugbank:DB00002"), "kgo:targets", egfr)
    reader.claim(hits, lapatinib, "kgo:targets", egfr)
    reader.claim(trial, ("NCT09000001", TRIAL), "kgo:studies", afatinib)
    reader.claim(trial, ("NCT09000001", TRIAL), "kgo:studies_condition", chordoma)
    reader.claim(
        trial,
        afatinib,
        "biolink:in_clinical_trials_for",
        chordoma,
        qualifiers=(Qualifier(role="trial", value=TRIAL, is_concept=True),),
    )
    reader.claim(trial, afatinib, "kgo:compared_with", lapatinib)
    reader.claim(
        "The Kingdom Medicines Board licensed afatinib.",
        ("Kingdom Medicines Board", "bkg:concept/agency/kingdom-medicines-board"),
        "kgo:approves",
        afatinib,
    )
    reader.claim(
        "Afatinib is licensed for sacral chordoma.",
        ("Afatinib", "drugbank:DB08916"),
        "kgo:approved_for",
        sacral,
    )
    reader.claim(
        "Lapatinib must not be given in sacral chordoma.",
        ("Lapatinib", "drugbank:DB01259"),
        "biolink:contraindicated_in",
        sacral,
    )
    reader.claim(
        "Brachyury foretells that lapatinib fails.",
        ("Brachyury", "hgnc:11515"),
        "biolink:associated_with_resistance_to",
        lapatinib,
    )
    return reader.reading()


def build_larger_sample(folder: Path) -> Path:
    """Write a build of the four sample documents and the fifth into `folder` and return it."""
    write_build(sample_graph((*sample_readings(), chordoma_reading())), folder)
    return folder
