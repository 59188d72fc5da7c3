"""Every class, property and namespace of the graph, each named once; code never spells an IRI.

Terms come from Biolink (4.4, checked against its schema), PROV-O, SKOS, Dublin Core and BIBO; what these lack
is ours (``kgo:``) and described in ``ontologies/vocabulary.ttl``, each a kind of a Biolink or RO term.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from kg.model import EntityType

BIOLINK_NS: Final = "https://w3id.org/biolink/vocab/"
KGO_NS: Final = "https://w3id.org/biomedkg/ontology/"
DEFAULT_BASE: Final = "https://w3id.org/biomedkg/id/"
"""Where minted IRIs live unless a build is told otherwise."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PROV = "http://www.w3.org/ns/prov#"
_DCTERMS = "http://purl.org/dc/terms/"
_BIBO = "http://purl.org/ontology/bibo/"
_PRISM = "http://prismstandard.org/namespaces/basic/2.0/"
_VOID = "http://rdfs.org/ns/void#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_OWL = "http://www.w3.org/2002/07/owl#"

TYPE: Final = NamedNode(_RDF + "type")
LABEL: Final = NamedNode(_RDFS + "label")
COMMENT: Final = NamedNode(_RDFS + "comment")
SUBCLASS_OF: Final = NamedNode(_RDFS + "subClassOf")
SUBPROPERTY_OF: Final = NamedNode(_RDFS + "subPropertyOf")
INVERSE_OF: Final = NamedNode(_OWL + "inverseOf")
SYMMETRIC_PROPERTY: Final = NamedNode(_OWL + "SymmetricProperty")
ALT_LABEL: Final = NamedNode(_SKOS + "altLabel")
EXACT_MATCH: Final = NamedNode(_SKOS + "exactMatch")
BROAD_MATCH: Final = NamedNode(_SKOS + "broadMatch")
NOTATION: Final = NamedNode(_SKOS + "notation")
"""The CURIE of a concept."""

XSD_DECIMAL: Final = NamedNode(_XSD + "decimal")
XSD_DOUBLE: Final = NamedNode(_XSD + "double")

# Biolink
ASSOCIATION: Final = NamedNode(BIOLINK_NS + "Association")
SUBJECT: Final = NamedNode(BIOLINK_NS + "subject")
PREDICATE: Final = NamedNode(BIOLINK_NS + "predicate")
OBJECT: Final = NamedNode(BIOLINK_NS + "object")
NEGATED: Final = NamedNode(BIOLINK_NS + "negated")
KNOWLEDGE_LEVEL: Final = NamedNode(BIOLINK_NS + "knowledge_level")
AGENT_TYPE: Final = NamedNode(BIOLINK_NS + "agent_type")
PUBLICATION: Final = NamedNode(BIOLINK_NS + "Publication")

# PROV, Dublin Core, BIBO, VoID
ACTIVITY: Final = NamedNode(_PROV + "Activity")
ENTITY: Final = NamedNode(_PROV + "Entity")
USED: Final = NamedNode(_PROV + "used")
WAS_GENERATED_BY: Final = NamedNode(_PROV + "wasGeneratedBy")
WAS_DERIVED_FROM: Final = NamedNode(_PROV + "wasDerivedFrom")
TITLE: Final = NamedNode(_DCTERMS + "title")
CREATOR: Final = NamedNode(_DCTERMS + "creator")
DATE: Final = NamedNode(_DCTERMS + "date")
LICENSE: Final = NamedNode(_DCTERMS + "license")
IDENTIFIER: Final = NamedNode(_DCTERMS + "identifier")
IS_VERSION_OF: Final = NamedNode(_DCTERMS + "isVersionOf")
DOI: Final = NamedNode(_BIBO + "doi")
PMID: Final = NamedNode(_BIBO + "pmid")
URI: Final = NamedNode(_BIBO + "uri")
JOURNAL: Final = NamedNode(_PRISM + "publicationName")
DATASET: Final = NamedNode(_VOID + "Dataset")


def _own(name: str) -> NamedNode:
    return NamedNode(KGO_NS + name)


# Classes of our own
DOCUMENT: Final = _own("Document")
EVIDENCE_CLASS: Final = _own("Evidence")
GROUNDING: Final = _own("Grounding")
OUTCOME_MEASURE: Final = _own("OutcomeMeasure")
GENE_FUSION: Final = _own("GeneFusion")
BUILD_PART: Final = _own("BuildPart")
INFERRED_GRAPH: Final = _own("InferredGraph")

# Concepts
ENTITY_TYPE: Final = _own("entityType")
GROUNDED: Final = _own("grounded")
FIVE_PRIME_PARTNER: Final = _own("fivePrimePartner")
THREE_PRIME_PARTNER: Final = _own("threePrimePartner")
MENTIONS: Final = _own("mentions")

# Associations
EVIDENCE: Final = _own("evidence")
BELIEF: Final = _own("belief")
CERTAINTY: Final = _own("certainty")
CONFLICTS_WITH: Final = _own("conflictsWith")

# Evidence
QUOTE: Final = _own("quote")
START: Final = _own("start")
END: Final = _own("end")
SUBJECT_START: Final = _own("subjectStart")
SUBJECT_END: Final = _own("subjectEnd")
OBJECT_START: Final = _own("objectStart")
OBJECT_END: Final = _own("objectEnd")
SECTION: Final = _own("section")
EXTRACTOR: Final = _own("extractor")
CONFIDENCE: Final = _own("confidence")

# Groundings: `START` and `END` are of the first mention
GROUNDING_TEXT: Final = _own("groundingText")
GROUNDING_OF: Final = _own("groundingOf")
GROUNDING_REASON: Final = _own("groundingReason")
GROUNDING_SCORE: Final = _own("groundingScore")
GROUNDING_MARGIN: Final = _own("groundingMargin")
GROUNDING_RUNNER_UP: Final = _own("groundingRunnerUp")
GROUNDING_RUNNER_UP_LABEL: Final = _own("groundingRunnerUpLabel")
GROUNDING_COUNT: Final = _own("groundingCount")
GROUNDING_RECOGNISER: Final = _own("groundingRecogniser")

# Outcomes
HAS_OUTCOME: Final = _own("has_outcome")
MEASURE: Final = _own("measure")
STATISTIC: Final = _own("statistic")
VALUE: Final = _own("value")
UNIT: Final = _own("unit")
COMPARATOR: Final = _own("comparator")
VALUE_TEXT: Final = _own("valueText")
LOWER: Final = _own("lower")
UPPER: Final = _own("upper")
TIMEPOINT: Final = _own("timepoint")
ABOUT: Final = _own("about")
POPULATION: Final = _own("population")
TRIAL: Final = _own("trial")
ARM: Final = _own("arm")
INTERVAL: Final = _own("interval")
VERSUS: Final = _own("versus")
VERSUS_VALUE: Final = _own("versusValue")
P_VALUE: Final = _own("pValue")
P_COMPARATOR: Final = _own("pComparator")
SAMPLE_SIZE: Final = _own("sampleSize")
GRADE: Final = _own("grade")

# Inference
GENERALISES: Final = _own("generalises")
RULE_SET: Final = _own("ruleSet")

# Documents and the build
SOURCE_FILE: Final = _own("sourceFile")
SHA256: Final = _own("sha256")
WORK: Final = _own("work")
AUTHOR_LIST: Final = _own("authorList")
VERSION: Final = _own("version")

_QUALIFIER = "qualifier"

BIOLINK_CLASS: Final[dict[EntityType, NamedNode]] = {
    EntityType.GENE: NamedNode(BIOLINK_NS + "Gene"),
    EntityType.GENE_FAMILY: NamedNode(BIOLINK_NS + "GeneFamily"),
    EntityType.FUSION: NamedNode(BIOLINK_NS + "SequenceVariant"),
    EntityType.VARIANT: NamedNode(BIOLINK_NS + "SequenceVariant"),
    EntityType.DISEASE: NamedNode(BIOLINK_NS + "Disease"),
    EntityType.PHENOTYPE: NamedNode(BIOLINK_NS + "PhenotypicFeature"),
    EntityType.DRUG: NamedNode(BIOLINK_NS + "Drug"),
    EntityType.DRUG_CLASS: NamedNode(BIOLINK_NS + "ChemicalEntity"),
    EntityType.CELL_THERAPY: NamedNode(BIOLINK_NS + "Treatment"),
    EntityType.THERAPY: NamedNode(BIOLINK_NS + "Treatment"),
    EntityType.DIAGNOSTIC: NamedNode(BIOLINK_NS + "Procedure"),
    EntityType.ANATOMY: NamedNode(BIOLINK_NS + "AnatomicalEntity"),
    EntityType.CELL: NamedNode(BIOLINK_NS + "Cell"),
    EntityType.CELL_LINE: NamedNode(BIOLINK_NS + "CellLine"),
    EntityType.PROCESS: NamedNode(BIOLINK_NS + "BiologicalProcess"),
    EntityType.TRIAL: NamedNode(BIOLINK_NS + "ClinicalTrial"),
    EntityType.AGENCY: NamedNode(BIOLINK_NS + "Agent"),
    EntityType.ORGANIZATION: NamedNode(BIOLINK_NS + "Agent"),
    EntityType.MEASURE: NamedNode(BIOLINK_NS + "ClinicalAttribute"),
    EntityType.SPECIES: NamedNode(BIOLINK_NS + "OrganismTaxon"),
    EntityType.POPULATION: NamedNode(BIOLINK_NS + "PopulationOfIndividualOrganisms"),
}
"""The Biolink class of each type; a fusion is a `GENE_FUSION` besides."""


def qualifier_property(role: str) -> NamedNode:
    """Return the property for a qualifier role.

    >>> qualifier_property("trial").value
    'https://w3id.org/biomedkg/ontology/qualifierTrial'
    >>> qualifier_property("line of therapy").value
    'https://w3id.org/biomedkg/ontology/qualifierLineOfTherapy'
    """
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in role).split()
    return _own(_QUALIFIER + "".join(word[0].upper() + word[1:] for word in words))


def qualifier_role(iri: str) -> str | None:
    """Return the role a qualifier property stands for, None for any other IRI.

    >>> qualifier_role("https://w3id.org/biomedkg/ontology/qualifierLineOfTherapy")
    'line of therapy'
    """
    prefix = KGO_NS + _QUALIFIER
    if not iri.startswith(prefix) or len(iri) == len(prefix):
        return None
    name = iri.removeprefix(prefix)
    return "".join(f" {c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
