"""What the lexicon finds of, and asserts beside, the annotations of public corpora."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from kg.lexicon import Lexicon
from kg.model import EntityType

pytestmark = pytest.mark.slow

GENE = frozenset((EntityType.GENE, EntityType.GENE_FAMILY))
DISEASE = frozenset((EntityType.DISEASE, EntityType.PHENOTYPE))
DRUG = frozenset((EntityType.DRUG, EntityType.DRUG_CLASS))


def rows(corpus: str) -> list[dict[str, Any]]:
    shared = Path(os.environ.get("KG_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
    path = shared / "corpora" / corpus / "dev.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"the corpus {corpus} is not here")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.parametrize(
    ("corpus", "annotated", "kinds", "precision", "recall"),
    [
        pytest.param("biored", {"GeneOrGeneProduct"}, GENE, 0.95, 0.60, id="biored genes"),
        pytest.param("biored", {"DiseaseOrPhenotypicFeature"}, DISEASE, 0.84, 0.60, id="biored diseases"),
        pytest.param("bc5cdr", {"Disease"}, DISEASE, 0.88, 0.68, id="bc5cdr diseases"),
        pytest.param("bc5cdr", {"Chemical"}, DRUG, 0.86, 0.68, id="bc5cdr chemicals"),
        pytest.param("drug_combo", {"Drug"}, DRUG, 0.85, 0.90, id="drug combinations"),
        pytest.param("cancermine", {"cancer"}, DISEASE, 0.55, 0.90, id="cancers"),
    ],
)
def test_scan_measured(
    lexicon: Lexicon,
    corpus: str,
    annotated: set[str],
    kinds: frozenset[EntityType],
    precision: float,
    recall: float,
) -> None:
    right = matched = gold = found = 0
    for row in rows(corpus):
        text = row["text"]
        spans = [(e["start"], e["end"]) for e in row["entities"] if e["type"] in annotated]
        matches = [(s, e) for s, e, terms in lexicon.scan(text) if terms[0].type in kinds]
        matched += len(matches)
        right += sum(any(s < end and start < e for start, end in spans) for s, e in matches)
        gold += len(spans)
        found += sum(any(s < end and start < e for s, e in matches) for start, end in spans)
    assert right / matched >= precision
    assert found / gold >= recall
