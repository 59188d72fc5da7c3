from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from kg.assembly import calibration_folder
from kg.errors import ConfigError, GraphError, LexiconError, ModelError, ShapeError
from kg.model import Document, Reading
from kg.pipeline import build, load_settings
from kg.pipeline.reader import DocumentReader
from kg.progress import SilentProgress
from kg.store import open_build
from tests.pipeline.parts import GRAPH_FILES, graph_files, snapshot

pytestmark = pytest.mark.model

LEXICON = """\
# A pack for tests.
# source: this project
# version: {version}
# licence: CC0
# command: edited by hand
# columns: name, CURIE or none, type, label, status, source, note
name\tcurie\ttype\tlabel\tstatus\tsource\tnote
zorbamycin\tbkg:concept/drug/zorbamycin\tdrug\tzorbamycin\tlabel\tthis project\t
"""


class Steps(SilentProgress):
    """Keeps what it is told; stops the build at step `stop_at` as Ctrl-C does."""

    def __init__(self, stop_at: int = 0) -> None:
        self.stop_at = stop_at
        self.total = 0
        self.items: list[str] = []
        self.finished = 0

    def start(self, total: int, what: str = "") -> None:
        self.total = total

    def advance(self, steps: int = 1, *, item: str = "") -> None:
        self.items.append(item)
        if len(self.items) == self.stop_at:
            raise KeyboardInterrupt

    def finish(self) -> None:
        self.finished += 1


@pytest.fixture
def read_sources(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that were read and not taken from the readings that a build keeps."""
    seen: list[str] = []
    read = DocumentReader.read

    def record(self: DocumentReader, document: Document) -> Reading:
        seen.append(document.source)
        return read(self, document)

    monkeypatch.setattr(DocumentReader, "read", record)
    return seen


@pytest.mark.parametrize("name", [*GRAPH_FILES, "store"])
def test_build_writes_every_file(name: str, built: Path) -> None:
    path = built / name
    assert path.is_dir() if name == "store" else path.stat().st_size > 100


def test_build_keeps_one_reading_for_each_document(built: Path) -> None:
    assert len(list((built / "readings").glob("*.json.gz"))) == 3


def test_build_reports_what_it_read(built: Path) -> None:
    report = json.loads((built / "report.json").read_text())
    assert [row["source"] for row in report["documents"]] == [
        "chordoma.txt",
        "retinoblastoma.md",
        "thymoma.txt",
    ]
    assert report["failures"] == []
    assert report["counts"]["outcomes"] == 1


def test_build_can_be_opened_and_asked(built: Path) -> None:
    assert len(open_build(built).documents()) == 3


def test_build_twice_gives_the_same_bytes(sources: list[Path], tmp_path: Path) -> None:
    build(sources, tmp_path / "one")
    build(sources, tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_build_again_into_the_same_folder_changes_no_byte(sources: list[Path], built: Path) -> None:
    before = snapshot(built)
    build(sources, built)
    assert snapshot(built) == before


def test_build_does_not_depend_on_the_order_of_sources(sources: list[Path], tmp_path: Path) -> None:
    build(sources, tmp_path / "one")
    build(reversed(sources), tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_build_of_a_folder_is_that_of_its_files(sources: list[Path], tmp_path: Path) -> None:
    build(sources, tmp_path / "one")
    build([sources[0].parent], tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_build_names_no_place_of_this_machine(built: Path, tmp_path: Path) -> None:
    assert not [name for name, data in graph_files(built).items() if str(tmp_path).encode() in data]


def test_build_tells_its_progress(sources: list[Path], tmp_path: Path) -> None:
    steps = Steps()
    build(sources, tmp_path / "out", progress=steps)
    assert (steps.total, steps.items) == (3, [path.name for path in sources])
    assert steps.finished


def test_build_interrupted_keeps_what_it_has_read(sources: list[Path], tmp_path: Path) -> None:
    steps = Steps(stop_at=1)
    with pytest.raises(KeyboardInterrupt):
        build(sources, tmp_path / "out", progress=steps)
    assert len(list((tmp_path / "out" / "readings").iterdir())) == 1
    assert not (tmp_path / "out" / "graph.ttl").exists()
    assert steps.finished


def test_build_interrupted_goes_on_where_it_stopped(
    sources: list[Path], tmp_path: Path, read_sources: list[str]
) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(sources, tmp_path / "out", progress=Steps(stop_at=1))
    read_sources.clear()
    build(sources, tmp_path / "out")
    assert read_sources == [path.name for path in sources[1:]]


def test_build_resumed_gives_the_bytes_of_one_that_ran_through(sources: list[Path], tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        build(sources, tmp_path / "out", progress=Steps(stop_at=2))
    build(sources, tmp_path / "out")
    build(sources, tmp_path / "straight")
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "straight")


def test_build_again_reads_nothing(sources: list[Path], built: Path, read_sources: list[str]) -> None:
    build(sources, built)
    assert read_sources == []


def test_build_reads_a_changed_source_again(
    sources: list[Path], built: Path, read_sources: list[str]
) -> None:
    sources[0].write_text("Thymoma is treated with octreotide.\n")
    build(sources, built)
    assert read_sources == [sources[0].name]


def test_build_reads_a_damaged_reading_again(
    sources: list[Path], built: Path, read_sources: list[str]
) -> None:
    before = snapshot(built)
    next((built / "readings").iterdir()).write_bytes(b"half a rea")
    build(sources, built)
    assert len(read_sources) == 1
    assert snapshot(built) == before


def test_build_with_fewer_sources_forgets_the_others(
    sources: list[Path], built: Path, tmp_path: Path
) -> None:
    build(sources[:2], built)
    build(sources[:2], tmp_path / "fresh")
    assert snapshot(built) == snapshot(tmp_path / "fresh")


def test_build_with_another_lexicon_reads_all_again(
    sources: list[Path], built: Path, tmp_path: Path, read_sources: list[str]
) -> None:
    pack = tmp_path / "extra.tsv"
    pack.write_text(LEXICON.format(version=1))
    build(sources, built, settings=load_settings(lexicons=(pack,)))
    assert read_sources == [path.name for path in sources]


def test_build_with_another_calibration_reads_nothing_again(
    sources: list[Path], tmp_path: Path, read_sources: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, learned = tmp_path / "graph", tmp_path / "belief"
    build(sources, out)
    before = (out / "graph.ttl").read_bytes()
    shutil.copytree(calibration_folder(), learned)
    calibration = learned / "calibration.json"
    weights = json.loads(calibration.read_text())
    calibration.write_text(json.dumps(weights | {"bias": weights["bias"] - 1}))
    # kg.pipeline.build is the function, the module goes by its name alone
    for module in ("kg.assembly.calibration", "kg.pipeline.build"):
        monkeypatch.setattr(sys.modules[module], "calibration_folder", lambda: learned)
    read_sources.clear()
    build(sources, out)
    assert read_sources == []
    assert (out / "graph.ttl").read_bytes() != before


def test_build_knows_the_names_of_another_lexicon(tmp_path: Path) -> None:
    pack, text = tmp_path / "extra.tsv", tmp_path / "note.txt"
    pack.write_text(LEXICON.format(version=1))
    text.write_text("Thymoma is treated with zorbamycin.\n")
    built = build([text], tmp_path / "out", settings=load_settings(lexicons=(pack,)))
    labels = {c.concept.curie: c.concept.label for c in built.graph.concepts}
    assert ("zorbamycin", "thymoma") in {
        (labels[a.subject], labels[a.object]) for a in built.graph.associations
    }


def test_build_with_another_base_mints_under_it_and_reads_nothing_again(
    sources: list[Path], built: Path, read_sources: list[str]
) -> None:
    settings = load_settings(environment={"KG_BASE": "https://example.org/graph/"})
    build(sources, built, settings=settings)
    text = (built / "graph.ttl").read_text()
    assert "https://example.org/graph/" in text
    assert load_settings().base not in text
    assert read_sources == []


def test_build_that_breaks_a_shape_leaves_the_old_graph(
    sources: list[Path], built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = graph_files(built)

    def refuse(graph: object) -> None:
        raise ShapeError("thymoma.txt: 'a sentence': breaks a shape")

    monkeypatch.setattr("kg.rdf.write.require_valid", refuse)
    with pytest.raises(ShapeError):
        build(sources[:1], built)
    assert graph_files(built) == before
    assert len(open_build(built).documents()) == 3


def test_build_gives_unreadable_sources_as_failures(sources: list[Path], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    result = build([*sources, tmp_path / "empty.txt", tmp_path / "absent.txt"], tmp_path / "out")
    assert [f.source for f in result.failures] == ["empty.txt", "absent.txt"]
    assert len(result.graph.documents) == 3
    assert [row["source"] for row in result.report["failures"]] == ["absent.txt", "empty.txt"]


def test_build_of_nothing_readable_is_a_graph_error(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(GraphError, match=r"empty\.txt: is empty"):
        build([tmp_path / "empty.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_build_of_text_without_claims_has_a_document_and_no_association(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The garden is green in May.\n")
    result = build([tmp_path / "note.txt"], tmp_path / "out")
    assert (len(result.graph.documents), result.graph.associations) == (1, ())


def test_build_below_a_file_is_a_graph_error(sources: list[Path]) -> None:
    with pytest.raises(GraphError, match="cannot be written"):
        build(sources, sources[0] / "out")


def test_build_counts_a_source_that_is_given_twice_once(sources: list[Path], tmp_path: Path) -> None:
    build([sources[0], sources[0]], tmp_path / "twice")
    build([sources[0]], tmp_path / "once")
    assert graph_files(tmp_path / "twice") == graph_files(tmp_path / "once")


def test_build_merges_the_evidence_of_two_documents(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "one.txt").write_text("Thymoma is treated with surgery.\n")
    (folder / "two.txt").write_text("The treatment of choice for thymoma is surgery.\n")
    result = build([folder], tmp_path / "out")
    (association,) = result.graph.associations
    assert len(association.evidence) == 2


def test_build_with_an_unknown_model_is_a_model_error(sources: list[Path], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        build(sources, tmp_path / "out", settings=load_settings(model="no_such_model"))


def test_build_with_an_absent_lexicon_is_a_lexicon_error(sources: list[Path], tmp_path: Path) -> None:
    settings = load_settings(lexicons=(tmp_path / "absent.tsv",))
    with pytest.raises(LexiconError, match=r"absent\.tsv"):
        build(sources, tmp_path / "out", settings=settings)


def test_build_with_a_base_that_is_no_iri_writes_nothing(sources: list[Path], tmp_path: Path) -> None:
    settings = load_settings(environment={"KG_BASE": "not a base"})
    with pytest.raises((ConfigError, GraphError), match="not a base"):
        build(sources, tmp_path / "out", settings=settings)
    assert not (tmp_path / "out" / "graph.ttl").exists()


def test_build_goes_on_after_a_fault_in_one_document(
    sources: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = DocumentReader.read

    def read(self: DocumentReader, document: Document) -> Reading:
        if document.source == sources[0].name:
            raise RecursionError("too deep")
        return whole(self, document)

    monkeypatch.setattr(DocumentReader, "read", read)
    built = build(sources, tmp_path / "out")
    assert [f.source for f in built.failures] == [sources[0].name]
    assert len(built.graph.documents) == len(sources) - 1
