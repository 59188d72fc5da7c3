"""Model cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.nlp.models import ModelInfo, Tier
from kg.resources import data_dir
from kg.training.card import Corpus, Provenance, read_provenance, table, write_card
from kg.training.schemes import corpora_of, read_schemes
from kg.training.treebanks import Mixture
from tests.training.sample_scores import EVALUATION

RECIPE = data_dir("pipelines") / "models"
INFO = ModelInfo(
    name="tiny",
    version="0.0.1",
    tier=Tier.DEFAULT,
    licence="CC0",
    size=1_500_000,
    components=("tagger", "parser"),
    description="Knows mice.",
)
PROVENANCE = Provenance(
    corpus=(
        Corpus(name="ills", title="Ills", citation="Doe 1999", licence="CC BY 4.0", uses=("entities",)),
        Corpus(name="closed", title="Closed", citation="Roe 1999", licence="CC BY-NC 4.0", uses=()),
    ),
    sources=("A list of\n names.",),
    limits=("Mice only.",),
)


def uses(use: str) -> set[str]:
    return {corpus.name for corpus in read_provenance(RECIPE).corpus if use in corpus.uses}


def test_card_states_data_scores_and_limits() -> None:
    card = write_card(INFO, PROVENANCE, EVALUATION)
    assert card.startswith("# tiny\n\nKnows mice.\n")
    for line in (
        "| size on disk | 1.5 MB |",
        "| ills | Ills | entities | CC BY 4.0 | Doe 1999 |",
        "Left out, since the licence excludes commercial use: Closed (CC BY-NC 4.0).",
        "- A list of names.",
        "| ills | 3 | 75.0 | 60.0 | 66.7 |",
        "| ills | Disease | 10 | 75.0 | 60.0 | 66.7 |",
        "| genia_dep | Universal Dependencies | 75.0 | 50.0 | 87.5 | 100.0 |",
        "| craft_dep | blocks | 10 | 100.0 | 90.0 | 94.7 |",
        "| general | 2,000 | 0.75 | 12.0 MB |",
        "- Mice only.",
    ):
        assert line in card.splitlines()


def test_card_of_a_model_of_others_claims_nothing_of_its_data() -> None:
    card = write_card(INFO, None, None)
    assert "## Data" not in card
    assert "## Limits" not in card
    assert "None are stored" in card


def test_card_is_the_same_twice() -> None:
    assert write_card(INFO, PROVENANCE, EVALUATION) == write_card(INFO, PROVENANCE, EVALUATION)


def test_table_escapes_the_bar() -> None:
    assert table(["a"], [["b|c"]]).splitlines()[-1] == "| b\\|c |"


def test_provenance_names_the_corpora_that_train_the_recogniser() -> None:
    assert uses("entities") == set(corpora_of(read_schemes(RECIPE / "entities.toml")))


def test_provenance_names_the_corpora_of_the_silver_trees() -> None:
    assert uses("silver trees") == {silver.corpus for silver in Mixture().silver_corpora}


def test_provenance_trains_on_nothing_that_excludes_commercial_use() -> None:
    closed = [corpus for corpus in read_provenance(RECIPE).corpus if "NC" in corpus.licence]
    assert [(corpus.name, corpus.uses) for corpus in closed] == [("ddi2013", ())]


def test_provenance_names_each_corpus_once() -> None:
    names = [corpus.name for corpus in read_provenance(RECIPE).corpus]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("corpora", "card"),
    [
        pytest.param("corpus = 3", "sources = []\nlimits = []", id="wrong kind"),
        pytest.param("corpus = []", "limits = []", id="lacks a part"),
        pytest.param("not toml [", "", id="no toml"),
    ],
)
def test_read_provenance_of_a_damaged_file_says_where(corpora: str, card: str, tmp_path: Path) -> None:
    (tmp_path / "corpora.toml").write_text(corpora, encoding="utf-8")
    (tmp_path / "card.toml").write_text(card, encoding="utf-8")
    with pytest.raises(ConfigError, match=str(tmp_path)):
        read_provenance(tmp_path)


def test_read_provenance_of_a_missing_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"corpora\.toml"):
        read_provenance(tmp_path)
