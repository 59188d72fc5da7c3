"""Read biomedical texts into a knowledge graph whose every edge shows the sentence that says it.

>>> import kg
>>> graph = kg.open("graph")  # doctest: +SKIP
>>> graph.query(name="therapies-for", disease="sarcoma")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.api import open_graph as open
    from kg.errors import KgError

__version__ = "0.1.0"

__all__ = ["Graph", "KgError", "__version__", "open"]

#: Where the public names live: they are imported when first used, for `import kg` must not wait for spaCy.
_HOMES = {"Graph": ("kg.api", "Graph"), "open": ("kg.api", "open_graph"), "KgError": ("kg.errors", "KgError")}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
