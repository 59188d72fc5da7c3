"""From the readings of many documents to one graph: merge, independence, belief, conflict, ancestors."""

from kg.assembly.assemble import Hierarchy, assemble
from kg.assembly.belief import combine, witness_groups
from kg.assembly.calibration import Calibration, calibration_folder, load_calibration
from kg.assembly.identity import association_key, evidence_key, outcome_key
from kg.assembly.outcomes import outcome_conflicts

__all__ = [
    "Calibration",
    "Hierarchy",
    "assemble",
    "association_key",
    "calibration_folder",
    "combine",
    "evidence_key",
    "load_calibration",
    "outcome_conflicts",
    "outcome_key",
    "witness_groups",
]
