from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

ROWS = """# Rare tumors at a glance

| Tumor | Molecular alteration | Drug | Side effects |
| --- | --- | --- | --- |
| Chordoma | SMARCB1 loss | imatinib | nausea |
| Thymoma | KIT mutation | sunitinib | fatigue, rash |
| Retinoblastoma | carboplatin |
"""


def test_a_row_says_what_the_heads_of_its_columns_say(claims: Claims) -> None:
    found = claims(ROWS, "page")
    assert {
        Claim("imatinib", "treats", "chordoma"),
        Claim("SMARCB1", "gene_associated_with_condition", "chordoma"),
        Claim("sunitinib", "treats", "thymoma"),
        Claim("KIT", "gene_associated_with_condition", "thymoma"),
        Claim("sunitinib", "has_adverse_event", "fatigue"),
    } <= found


def test_a_row_says_nothing_of_other_rows_or_of_cells_under_no_head(claims: Claims) -> None:
    found = claims(ROWS, "page")
    assert Claim("imatinib", "treats", "thymoma") not in found
    assert not [c for c in found if c.object == "retinoblastoma"]


def test_heads_may_name_targets_and_approvals(claims: Claims) -> None:
    found = claims(
        "# Drugs\n\n| Agent | Target | Approved for |\n| --- | --- | --- |\n| pazopanib | KDR | sarcoma |\n",
        "page",
    )
    assert Claim("pazopanib", "targets", "KDR") in found
    assert Claim("pazopanib", "approved_for", "sarcoma") in found
