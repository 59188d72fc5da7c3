from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import GraphError, NotFoundError
from kg.pipeline import build, load_settings, remove
from tests.pipeline.parts import SOURCES, graph_files, snapshot, write_sources

pytestmark = pytest.mark.model


@pytest.mark.parametrize("gone", SOURCES)
def test_remove_gives_the_bytes_of_a_build_without(
    gone: str, sources: list[Path], built: Path, tmp_path: Path
) -> None:
    remove(built, [gone])
    build([path for path in sources if path.name != gone], tmp_path / "without")
    assert snapshot(built) == snapshot(tmp_path / "without")


def test_remove_of_two_gives_the_bytes_of_a_build_without_both(
    sources: list[Path], built: Path, tmp_path: Path
) -> None:
    remove(built, [sources[0].name, sources[2].name])
    build([sources[1]], tmp_path / "without")
    assert snapshot(built) == snapshot(tmp_path / "without")


def test_remove_and_build_again_gives_the_first_bytes(sources: list[Path], built: Path) -> None:
    before = snapshot(built)
    remove(built, [sources[0].name])
    build(sources, built)
    assert snapshot(built) == before


def test_remove_of_one_witness_leaves_the_claim_of_the_other(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "one.txt").write_text("Thymoma is treated with surgery.\n")
    (folder / "two.txt").write_text("The treatment of choice for thymoma is surgery.\n")
    build([folder], tmp_path / "out")
    (association,) = remove(tmp_path / "out", ["one.txt"]).graph.associations
    assert len(association.evidence) == 1


@pytest.mark.parametrize("how", ["source", "key", "title", "title in capitals"])
def test_remove_finds_a_document_by_any_of_its_names(how: str, tmp_path: Path) -> None:
    built = build(write_sources(tmp_path / "sources"), tmp_path / "out")
    document = next(d for d in built.graph.documents if d.source == "retinoblastoma.md")
    names = {
        "source": document.source,
        "key": document.key,
        "title": document.metadata.title,
        "title in capitals": document.metadata.title.upper(),
    }
    rest = remove(tmp_path / "out", [names[how]]).graph.documents
    assert sorted(d.source for d in rest) == ["chordoma.txt", "thymoma.txt"]


def test_remove_of_an_unknown_name_says_what_there_is_and_changes_nothing(built: Path) -> None:
    before = snapshot(built)
    with pytest.raises(NotFoundError, match=r"thymoma\.txt"):
        remove(built, ["absent.txt"])
    assert snapshot(built) == before


def test_remove_of_a_known_and_an_unknown_name_changes_nothing(built: Path) -> None:
    before = snapshot(built)
    with pytest.raises(NotFoundError):
        remove(built, ["thymoma.txt", "absent.txt"])
    assert snapshot(built) == before


def test_remove_of_everything_is_refused(built: Path) -> None:
    before = graph_files(built)
    with pytest.raises(GraphError, match="nothing would be left"):
        remove(built, list(SOURCES))
    assert graph_files(built) == before


def test_remove_from_a_folder_that_is_no_build_is_a_graph_error(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no build folder"):
        remove(tmp_path, ["thymoma.txt"])


def test_remove_from_a_build_with_a_damaged_reading_is_a_graph_error(built: Path) -> None:
    next((built / "readings").glob("*.json.gz")).write_bytes(b"half a rea")
    with pytest.raises(GraphError, match="damaged"):
        remove(built, ["thymoma.txt"])


def test_remove_from_a_build_of_another_configuration_is_refused(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.reader.__version__", "99.0.0")
    before = snapshot(built)
    with pytest.raises(GraphError, match="another version or configuration"):
        remove(built, ["thymoma.txt"])
    assert snapshot(built) == before


def test_remove_with_the_base_of_the_build_keeps_it(sources: list[Path], tmp_path: Path) -> None:
    settings = load_settings(environment={"KG_BASE": "https://example.org/graph/"})
    build(sources, tmp_path / "out", settings=settings)
    build(sources[1:], tmp_path / "without", settings=settings)
    remove(tmp_path / "out", [sources[0].name])
    assert snapshot(tmp_path / "out") == snapshot(tmp_path / "without")


def test_remove_by_key_leaves_a_file_of_the_same_name(tmp_path: Path) -> None:
    for folder, text in (("a", "Thymoma is treated with surgery.\n"), ("b", "Chordoma is a bone cancer.\n")):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "note.txt").write_text(text)
    built = build([tmp_path / "in"], tmp_path / "out")
    key = next(d.key for d in built.graph.documents if "Thymoma" in d.text)
    rest = remove(tmp_path / "out", [key]).graph.documents
    assert [d.source for d in rest] == ["b/note.txt"]


def test_remove_after_an_interrupted_rebuild_keeps_to_the_finished_graph(
    sources: list[Path], built: Path, tmp_path: Path
) -> None:
    class Stop:
        def start(self, total: int, what: str = "") -> None: ...

        def advance(self, steps: int = 1, *, item: str = "") -> None:
            raise KeyboardInterrupt

        def finish(self) -> None: ...

    more = tmp_path / "more.txt"
    more.write_text("Angiosarcoma is treated with paclitaxel.\n")
    with pytest.raises(KeyboardInterrupt):
        build([more, *sources], built, progress=Stop())
    rest = remove(built, [sources[0].name]).graph.documents
    assert sorted(d.source for d in rest) == sorted(p.name for p in sources[1:])
