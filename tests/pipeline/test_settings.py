from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.pipeline import load_settings

FILE = 'model = "from_file"\nbase = "https://example.org/file/"\nlexicons = ["one.tsv"]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "build.toml"
    path.write_text(FILE)
    return path


def test_settings_without_a_file_are_those_that_come_along() -> None:
    settings = load_settings()
    assert (settings.model, settings.lexicons) == ("en_biomedkg_sm", ())
    assert settings.base.endswith("/")


def test_settings_of_a_file_replace_the_default(config: Path) -> None:
    assert load_settings(config).model == "from_file"


def test_settings_environment_goes_before_the_file(config: Path) -> None:
    environment = {"KG_MODEL": "from_environment", "KG_BASE": "https://example.org/environment/"}
    settings = load_settings(config, environment=environment)
    assert (settings.model, settings.base) == ("from_environment", "https://example.org/environment/")


def test_settings_argument_goes_before_the_environment(config: Path) -> None:
    settings = load_settings(config, environment={"KG_MODEL": "from_environment"}, model="from_argument")
    assert settings.model == "from_argument"


def test_settings_ignore_an_empty_variable(config: Path) -> None:
    assert load_settings(config, environment={"KG_MODEL": ""}).model == "from_file"


def test_settings_ignore_variables_that_are_not_theirs(config: Path) -> None:
    assert load_settings(config, environment={"KG_LEXICONS": "x.tsv", "MODEL": "y"}) == load_settings(config)


def test_settings_lexicons_are_added_to_those_of_the_file(config: Path) -> None:
    assert load_settings(config, lexicons=(Path("two.tsv"),)).lexicons == (Path("one.tsv"), Path("two.tsv"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(FILE.replace('"from_file"', "3"), "model", id="wrong-kind"),
        pytest.param(FILE + "colour = 1\n", "colour", id="unknown-name"),
        pytest.param('model = "x"\n', "base", id="missing-name"),
        pytest.param("model = \n", "line 1", id="no-toml"),
    ],
)
def test_settings_that_do_not_fit_name_file_and_place(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "build.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=reason) as caught:
        load_settings(path)
    assert str(caught.value).startswith(str(path))


def test_settings_of_an_absent_file_are_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.toml"):
        load_settings(tmp_path / "absent.toml")


def test_settings_in_latin_1_are_a_config_error(tmp_path: Path) -> None:
    path = tmp_path / "build.toml"
    path.write_bytes('model = "modèle"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"build\.toml"):
        load_settings(path)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().model = "other"
