from __future__ import annotations

from kg.nlp.clauses import free_main_clause
from kg.nlp.sentence import Token


def _row(words: str, deps: str, heads: list[int]) -> list[Token]:
    parts = zip(words.split(), deps.split(), heads, strict=True)
    return [
        Token(0, 1, word, word, "VERB" if dep in ("ROOT", "advcl") else "X", "", dep, head, -1)
        for word, dep, head in parts
    ]


def test_main_clause_takes_its_subject_back_from_the_clause_before() -> None:
    row = _row(
        "If rest fails now , drugs or surgery may be used",
        "mark nsubj advcl dobj punct conj cc conj aux auxpass ROOT",
        [2, 2, 10, 2, 3, 3, 5, 5, 10, 10, 10],
    )
    free_main_clause(row)
    assert (row[5].dep, row[5].head) == ("nsubjpass", 10)
    assert (row[7].dep, row[7].head) == ("conj", 5)


def test_main_clause_with_a_subject_keeps_it() -> None:
    row = _row(
        "If rest fails pain , ache and fever , drugs help",
        "mark nsubj advcl dobj punct conj cc conj punct nsubj ROOT",
        [2, 2, 10, 2, 3, 3, 5, 5, 10, 10, 10],
    )
    before = list(row)
    free_main_clause(row)
    assert row == before
