"""From the readings of many documents to one graph: merge, independence, belief, conflict, ancestors."""

from kg.assembly.assemble import Hierarchy, assemble
from kg.assembly.belief import combine, witness_groups
from kg.assembly.calibration import Calibration, load_calibration
from kg.assembly.identity import association_key, evidence_key, outcome_key
from kg.assembly.outcomes import outcome_conflicts

__all__ = [
    "Calibration",
    "Hierarchy",
    "assemble",
    "association_key",
    "combine",
    "evidence_key",
    "load_calibration",
    "outcome_conflicts",
    "outcome_key",
    "witness_groups",
]
