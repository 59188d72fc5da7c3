from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.resources import data_dir
from kg.training.schemes import GRAPH, corpora_of, output_width, read_schemes


def test_read_schemes_lays_the_heads_out_side_by_side(schemes_file: Path) -> None:
    heads = read_schemes(schemes_file)
    assert [(h.scheme, h.types, h.columns) for h in heads] == [
        ("ills", ("Disease", "Symptom"), slice(0, 9)),
        ("genes", ("Gene",), slice(9, 14)),
        ("genes", ("Species",), slice(14, 19)),
        (GRAPH, ("gene",), slice(19, 24)),
        (GRAPH, ("disease",), slice(24, 29)),
    ]
    assert output_width(heads) == 29
    assert corpora_of(heads) == ("genes", "ills", "more_genes")


def test_read_schemes_teaches_the_graph_only_by_corpora_that_mark_a_type(schemes_file: Path) -> None:
    gene, disease = read_schemes(schemes_file)[3:]
    assert gene.learns == {"genes": {"Gene": 0}, "more_genes": {"Gene": 0}}
    assert disease.learns == {"ills": {"Disease": 0}}


@pytest.mark.parametrize("text", ["scheme = 1", "[[scheme]]\nname = 'x'", "not toml ["])
def test_read_schemes_names_the_file_that_does_not_fit(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"odd\.toml"):
        read_schemes(path)


def test_shipped_schemes_leave_out_what_must_not_be_sold() -> None:
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    assert "ddi2013" not in corpora_of(heads)
    assert {h.types[0] for h in heads if h.scheme == GRAPH} >= {"gene", "disease", "chemical", "variant"}


def test_shipped_schemes_take_the_graph_from_types_that_exist() -> None:
    heads = read_schemes(data_dir("pipelines") / "models" / "entities.toml")
    marked = {
        (corpus, kind)
        for h in heads
        if h.scheme != GRAPH
        for corpus, kinds in h.learns.items()
        for kind in kinds
    }
    wanted = {
        (corpus, kind)
        for h in heads
        if h.scheme == GRAPH
        for corpus, kinds in h.learns.items()
        for kind in kinds
    }
    assert wanted <= marked
