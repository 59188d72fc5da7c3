from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.model import EntityType
from kg.predicates import Predicate, bundled_predicates
from kg.relations import load_schema
from kg.resources import data_dir
from tests.relations.claims import Claims

PREDICATES = """
[legend]
groups = ["Treatment", "Other"]

[groups]
treatment = ["drug", "therapy"]

[predicate."biolink:treats"]
subject = ["treatment"]
object = ["disease"]
words = ["treats", "does not treat"]
inverse = "is treated by"
legend = "Treatment"
meaning = "Care."
"""
FRAMES = """
[[frame]]
name = "treat-verb"
predicate = "biolink:treats"
verbs = ["treat"]
subject = ["subj"]
object = ["dobj"]
"""


PLAUSIBILITY = """
[[implausible]]
name = "named-for-it"
predicates = ["biolink:treats"]
object-label = '{subject}-induced'

[[no-denial]]
name = "elsewhere"
order = "object first"
"""


def write(
    folder: Path,
    predicates: str = PREDICATES,
    frames: str = FRAMES,
    plausibility: str = PLAUSIBILITY,
) -> Path:
    (folder / "schema.toml").write_text(predicates + frames)
    shutil.copy(data_dir("ontologies") / "relations" / "words.toml", folder)
    (folder / "plausibility.toml").write_text(plausibility)
    return folder


def test_schema_expands_groups_into_types(tmp_path: Path) -> None:
    rule = load_schema(write(tmp_path)).predicates["biolink:treats"]
    assert rule.subject == {EntityType.DRUG, EntityType.THERAPY}


def test_schema_finds_a_frame_by_word_class_and_lemma(tmp_path: Path) -> None:
    schema = load_schema(write(tmp_path))
    (frame,) = schema.frames["verb", "treat"]
    assert (frame.name, ("noun", "treat") in schema.frames) == ("treat-verb", False)


def test_schema_frame_takes_the_types_of_its_predicate(tmp_path: Path) -> None:
    (frame,) = load_schema(write(tmp_path)).frames["verb", "treat"]
    assert frame.object_types == {EntityType.DISEASE}


def test_schema_fits_only_its_types(tmp_path: Path) -> None:
    schema = load_schema(write(tmp_path))
    assert schema.fits("biolink:treats", EntityType.DRUG, EntityType.DISEASE)
    assert not schema.fits("biolink:treats", EntityType.DISEASE, EntityType.DRUG)


@pytest.mark.parametrize(
    ("predicates", "frames", "reason"),
    [
        pytest.param(
            PREDICATES, FRAMES.replace("biolink:treats", "biolink:heals"), "biolink:heals", id="predicate"
        ),
        pytest.param(PREDICATES.replace('"disease"', '"malady"'), FRAMES, "malady", id="type"),
        pytest.param(PREDICATES, "[[frame]\n", r"schema\.toml", id="syntax"),
        pytest.param(PREDICATES.replace('= "Treatment"', '= "Care"'), FRAMES, "'Care'", id="legend"),
    ],
)
def test_schema_with_an_error_names_it_in_one_line(
    predicates: str, frames: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=reason) as caught:
        load_schema(write(tmp_path, predicates, frames))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "wrong", "reason"),
    [
        pytest.param("biolink:treats", "biolink:heals", "biolink:heals", id="predicate"),
        pytest.param("order", "orders", "orders", id="condition"),
        pytest.param('"object first"', '"object last"', "object last", id="value"),
        pytest.param("{subject}-", "(", "named-for-it", id="pattern"),
        pytest.param("[[no-denial]]", "[[denial]]", "no-denial", id="part"),
    ],
)
def test_rule_of_plausibility_with_an_error_is_named_in_one_line(
    given: str, wrong: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=rf"plausibility\.toml.*{reason}") as caught:
        load_schema(write(tmp_path, plausibility=PLAUSIBILITY.replace(given, wrong)))
    assert "\n" not in str(caught.value)


def test_schema_in_an_empty_folder_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"schema\.toml"):
        load_schema(tmp_path)


def test_schema_that_comes_along_has_no_unused_frame_types() -> None:
    schema = load_schema()
    for frames in schema.frames.values():
        for frame in frames:
            rule = schema.predicates[frame.predicate]
            assert frame.subject_types & rule.subject, frame.name
            assert frame.object_types & rule.object, frame.name


EXAMPLES = [each for each in bundled_predicates().by_curie.values() if each.example is not None]


@pytest.mark.model
@pytest.mark.parametrize("predicate", EXAMPLES, ids=lambda each: each.curie)
def test_example_of_a_predicate_is_read_as_it(predicate: Predicate, claims: Claims) -> None:
    example = predicate.example
    assert example is not None
    wanted = (example.subject, predicate.curie.partition(":")[2], example.object)
    assert wanted in {(c.subject, c.predicate, c.object) for c in claims(example.text)}


def test_every_predicate_says_what_it_means() -> None:
    for each in bundled_predicates().by_curie.values():
        assert each.meaning.endswith(".")
        assert len({each.affirmed, each.denied, each.inverse}) >= 2
        assert each.affirmed != each.denied


def test_legend_keeps_its_last_group_for_unknown_predicates() -> None:
    table = bundled_predicates()
    assert {each.legend for each in table.by_curie.values()} == set(table.legend[:-1])
