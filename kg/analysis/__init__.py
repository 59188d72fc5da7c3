"""Networks made of a dataset: projection to networkx, centrality, communities, shortest paths."""

from kg.analysis.centrality import Centrality, centrality
from kg.analysis.communities import Community, communities
from kg.analysis.paths import Hop, Path, shortest_paths
from kg.analysis.projection import rows_to_networkx, to_networkx

__all__ = [
    "Centrality",
    "Community",
    "Hop",
    "Path",
    "centrality",
    "communities",
    "rows_to_networkx",
    "shortest_paths",
    "to_networkx",
]
