"""The dataset of a build folder: opened, queried, and read back as records."""

from kg.store.dataset import Dataset, EngineKind, open_build
from kg.store.engine import Engine, OxigraphEngine, RdflibEngine
from kg.store.guard import check_query
from kg.store.merged import Answer
from kg.store.records import (
    AssociationRecord,
    ConceptRecord,
    DocumentRecord,
    EvidenceRecord,
    GroundingRecord,
    OutcomeRecord,
)
from kg.store.state import CURRENT, FolderStates, Latest, States, is_changed, mark_changed, state_key

__all__ = [
    "CURRENT",
    "Answer",
    "AssociationRecord",
    "ConceptRecord",
    "Dataset",
    "DocumentRecord",
    "Engine",
    "EngineKind",
    "EvidenceRecord",
    "FolderStates",
    "GroundingRecord",
    "Latest",
    "OutcomeRecord",
    "OxigraphEngine",
    "RdflibEngine",
    "States",
    "check_query",
    "is_changed",
    "mark_changed",
    "open_build",
    "state_key",
]
