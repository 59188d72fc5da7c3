"""Which language models there are, and loading them: with pipelines that have learnt nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.errors import ModelError
from kg.nlp import models
from kg.nlp.models import (
    Tier,
    bundled_models,
    find_model,
    list_models,
    load_model,
    load_pipeline,
    model_folder,
    model_info,
    model_meta,
)
from tests.nlp.tiny import own_pipeline, write_parts


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the bundled models, with one in it."""
    monkeypatch.setattr(models, "data_dir", lambda name: tmp_path / name)
    nlp = spacy.blank("en")
    for name in ("tagger", "parser", "lemmatizer", "ner"):
        # an empty component by each name: these tests only look at names
        nlp.add_pipe("doc_cleaner", name=name, config={"attrs": {}})
    nlp.add_pipe("biomedkg_sentences", first=True)
    nlp.meta.update(version="0.0.1", license="CC0", description="Knows\nnothing.")
    folder = tmp_path / "pipelines" / "models"
    folder.mkdir(parents=True)
    nlp.to_disk(folder / "en_biomedkg_sm")
    (folder / "project.yml").write_text("", encoding="utf-8")
    return folder


def test_list_models_has_the_bundled_first_and_the_installed(bundle: Path) -> None:
    found = list_models()
    assert (found[0].name, found[0].tier) == ("en_biomedkg_sm", Tier.DEFAULT)
    assert {model.tier for model in found[1:]} <= {Tier.INSTALLED}


def test_bundled_models_are_folders_with_a_description(bundle: Path) -> None:
    (bundle / "empty").mkdir()
    assert bundled_models() == ("en_biomedkg_sm",)


def test_model_info_says_what_the_model_says_of_itself(bundle: Path) -> None:
    info = model_info("en_biomedkg_sm")
    assert (info.version, info.licence, info.description) == ("0.0.1", "CC0", "Knows nothing.")
    assert info.components == ("biomedkg_sentences", "tagger", "parser", "lemmatizer", "ner")
    assert info.size == sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file())


def test_model_info_of_the_other_bundled_model_is_the_accurate_tier(bundle: Path) -> None:
    spacy.blank("en").to_disk(bundle / "en_biomedkg_acc")
    assert model_info("en_biomedkg_acc").tier is Tier.ACCURATE


def test_find_model_takes_a_folder(bundle: Path, tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "mine")
    assert find_model(str(tmp_path / "mine")) == tmp_path / "mine"
    info = model_info(str(tmp_path / "mine"))
    assert (info.name, info.tier) == ("mine", Tier.FOLDER)


def test_model_info_of_our_model_elsewhere_is_of_its_tier(bundle: Path, tmp_path: Path) -> None:
    folder = (bundle / "en_biomedkg_sm").rename(tmp_path / "en_biomedkg_sm")
    assert model_info(str(folder)).tier is Tier.DEFAULT


def test_find_model_takes_an_installed_package(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "get_installed_models", lambda: ["en_other"])
    assert find_model("en_other") == "en_other"


def test_find_model_unknown_lists_the_bundled_in_one_line(bundle: Path) -> None:
    with pytest.raises(
        ModelError, match=r"no language model 'no_such': .*bundled \(en_biomedkg_sm\)"
    ) as error:
        find_model("no_such")
    assert "\n" not in str(error.value)


def test_load_model_keeps_what_the_annotation_stage_uses(bundle: Path) -> None:
    assert load_model().pipe_names == ["biomedkg_sentences", "tagger", "parser", "lemmatizer"]
    assert "ner" in load_pipeline().pipe_names


def test_load_model_takes_a_morphologizer_for_a_tagger(bundle: Path) -> None:
    nlp = spacy.blank("en")
    for name in ("morphologizer", "parser", "lemmatizer"):
        nlp.add_pipe("doc_cleaner", name=name, config={"attrs": {}})
    nlp.to_disk(bundle / "en_other")
    assert load_model("en_other").pipe_names == ["morphologizer", "parser", "lemmatizer"]


def test_load_model_takes_our_parser_for_tagger_and_parser(bundle: Path, nlp: Language) -> None:
    nlp.add_pipe("doc_cleaner", name="lemmatizer", config={"attrs": {}})
    nlp.add_pipe("doc_cleaner", name="ner", config={"attrs": {}})
    nlp.to_disk(bundle / "en_ours")
    assert load_model("en_ours").pipe_names == [
        "biomedkg_sentences", "biomedkg_words", "biomedkg_syntax", "biomedkg_entities", "lemmatizer",
    ]  # fmt: skip


def test_load_model_without_syntax_names_what_is_missing(bundle: Path) -> None:
    spacy.blank("en").to_disk(bundle / "en_words")
    with pytest.raises(ModelError, match="has no tagger and no parser and no lemmatizer"):
        load_model("en_words")


def test_load_pipeline_of_a_damaged_model_is_one_line(bundle: Path) -> None:
    (bundle / "en_biomedkg_sm" / "config.cfg").write_text("[nlp]\nlang = 3\n", encoding="utf-8")
    with pytest.raises(ModelError, match="'en_biomedkg_sm' cannot be loaded") as error:
        load_pipeline("en_biomedkg_sm")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", ["biomedkg_words", "biomedkg_syntax", "biomedkg_entities"])
def test_load_pipeline_with_a_damaged_part_says_so_at_once(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    own_pipeline(write_parts(tmp_path / "parts")).to_disk(folder)
    assert load_pipeline(str(folder)).has_pipe(name)
    (folder / name / "arrays.npz").write_bytes(b"no arrays")
    with pytest.raises(ModelError, match=f"{name}.*damaged"):
        load_pipeline(str(folder))


def test_load_pipeline_of_an_unknown_component_is_one_line(bundle: Path) -> None:
    config = bundle / "en_biomedkg_sm" / "config.cfg"
    text = config.read_text(encoding="utf-8").replace('"doc_cleaner"', '"no_such_component"')
    config.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded") as error:
        load_pipeline("en_biomedkg_sm")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", ["{", json.dumps([])])
def test_model_meta_damaged_names_the_file(content: str, bundle: Path) -> None:
    (model_folder("en_biomedkg_sm") / "meta.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"meta\.json"):
        model_meta("en_biomedkg_sm")


def test_component_shows_spacy_no_attribute_that_needs_a_model() -> None:
    # isinstance(component, ListenedToComponent) asks for these before the component has read anything
    words = spacy.blank("en").create_pipe("biomedkg_words")
    for name in ("model", "listeners", "listener_map", "listening_components", "find_listeners"):
        assert not hasattr(words, name)
