"""The syntax of the sentences is written by hand, so that no model is needed."""

import pytest

from kg.model import CueKind
from kg.nlp.cues import find_cues
from kg.nlp.sentence import Token

Row = tuple[str, str, str, str, str, int]


def sentence(*rows: Row) -> tuple[str, list[Token]]:
    """Return the text and the tokens of rows of (text, lemma, pos, tag, dep, head)."""
    tokens, at = [], 0
    for text, lemma, pos, tag, dep, head in rows:
        tokens.append(Token(at, at + len(text), text, lemma, pos, tag, dep, head))
        at += len(text) + 1
    return " ".join(row[0] for row in rows), tokens


NOT_IMPROVE = sentence(
    ("Drugx", "drugx", "NOUN", "NN", "nsubj", 3),
    ("did", "do", "AUX", "VBD", "aux", 3),
    ("not", "not", "PART", "RB", "neg", 3),
    ("improve", "improve", "VERB", "VB", "ROOT", 3),
    ("survival", "survival", "NOUN", "NN", "dobj", 3),
    (",", ",", "PUNCT", ",", "punct", 3),
    ("but", "but", "CCONJ", "CC", "cc", 3),
    ("drugy", "drugy", "NOUN", "NN", "nsubj", 8),
    ("did", "do", "AUX", "VBD", "conj", 3),
    (".", ".", "PUNCT", ".", "punct", 3),
)
NO_PATIENT = sentence(
    ("No", "no", "DET", "DT", "det", 1),
    ("patient", "patient", "NOUN", "NN", "nsubj", 2),
    ("relapsed", "relapse", "VERB", "VBD", "ROOT", 2),
    ("early", "early", "ADV", "RB", "advmod", 2),
    (".", ".", "PUNCT", ".", "punct", 2),
)
MAY_WORK = sentence(
    ("Drugx", "drugx", "NOUN", "NN", "nsubj", 2),
    ("may", "may", "AUX", "MD", "aux", 2),
    ("shrink", "shrink", "VERB", "VB", "ROOT", 2),
    ("tumours", "tumour", "NOUN", "NNS", "dobj", 2),
    (".", ".", "PUNCT", ".", "punct", 2),
)
AIMS_TO = sentence(
    ("We", "we", "PRON", "PRP", "nsubj", 1),
    ("aim", "aim", "VERB", "VBP", "ROOT", 1),
    ("to", "to", "PART", "TO", "aux", 3),
    ("compare", "compare", "VERB", "VB", "xcomp", 1),
    ("doses", "dose", "NOUN", "NNS", "dobj", 3),
    (".", ".", "PUNCT", ".", "punct", 1),
)
NOT_AMENABLE = sentence(
    ("Tumors", "tumor", "NOUN", "NNS", "nsubjpass", 6),
    ("not", "not", "PART", "RB", "neg", 2),
    ("amenable", "amenable", "ADJ", "JJ", "amod", 0),
    ("to", "to", "ADP", "IN", "prep", 2),
    ("surgery", "surgery", "NOUN", "NN", "pobj", 3),
    ("were", "be", "AUX", "VBD", "auxpass", 6),
    ("treated", "treat", "VERB", "VBN", "ROOT", 6),
    (".", ".", "PUNCT", ".", "punct", 6),
)
IS_CONTRAINDICATED = sentence(
    ("Drugx", "drugx", "NOUN", "NN", "nsubjpass", 2),
    ("is", "be", "AUX", "VBZ", "auxpass", 2),
    ("contraindicated", "contraindicate", "VERB", "VBN", "ROOT", 2),
    ("in", "in", "ADP", "IN", "prep", 2),
    ("pregnancy", "pregnancy", "NOUN", "NN", "pobj", 3),
    (".", ".", "PUNCT", ".", "punct", 2),
)


@pytest.mark.parametrize(
    ("case", "kind", "cue", "scope"),
    [
        (NOT_IMPROVE, CueKind.NEGATION, "not", "not improve survival"),
        (NO_PATIENT, CueKind.NEGATION, "No", "No patient relapsed early"),
        (MAY_WORK, CueKind.HEDGE, "may", "may shrink tumours"),
        (AIMS_TO, CueKind.AIM, "aim to", "aim to compare doses"),
        (IS_CONTRAINDICATED, CueKind.NEGATION, "is contraindicated", "Drugx is contraindicated in pregnancy"),
        (NOT_AMENABLE, CueKind.NEGATION, "not", "not amenable to surgery"),
    ],
    ids=["not", "no", "may", "aim", "contraindicated", "adjective-behind-its-noun"],
)
def test_find_cue_with_its_scope(case: tuple[str, list[Token]], kind: CueKind, cue: str, scope: str) -> None:
    text, tokens = case
    (found,) = find_cues(tokens)
    assert (found.kind, found.span.of(text), found.scope.of(text)) == (kind, cue, scope)


@pytest.mark.parametrize(
    "words",
    [
        "not only",
        "no longer",
        "no standard of care",
        "can not be exclude",
        "as likely",
        "objective response",
        "without doubt",
    ],
)
def test_find_pseudo_cue_gives_nothing(words: str) -> None:
    rows = [(w, w, "NOUN", "NN", "dep", 0) for w in words.split()]
    assert find_cues(sentence(*rows)[1]) == ()


def test_find_question_is_an_aim_as_a_whole() -> None:
    text, tokens = sentence(
        ("Is", "be", "AUX", "VBZ", "ROOT", 0),
        ("it", "it", "PRON", "PRP", "nsubj", 0),
        ("safe", "safe", "ADJ", "JJ", "acomp", 0),
        ("?", "?", "PUNCT", ".", "punct", 0),
    )
    (found,) = find_cues(tokens)
    assert (found.kind, found.scope.of(text)) == (CueKind.AIM, "Is it safe ?")


def test_find_month_is_no_hedge() -> None:
    assert (
        find_cues(
            sentence(("May", "may", "PROPN", "NNP", "ROOT", 0), ("2020", "2020", "NUM", "CD", "nummod", 0))[1]
        )
        == ()
    )


def test_find_nitric_oxide_is_no_denial() -> None:
    rows: list[Row] = [("NO", "no", "NOUN", "NN", "nsubj", 1), ("rises", "rise", "VERB", "VBZ", "ROOT", 1)]
    assert find_cues(sentence(*rows)[1]) == ()


def test_find_cue_inside_a_mention_is_left_alone() -> None:
    token = Token(0, 2, "no", "no", "NOUN", "NN", "ROOT", 0, 0)
    assert find_cues([token]) == ()


def test_find_no_tokens_gives_nothing() -> None:
    assert find_cues([]) == ()


@pytest.mark.parametrize(
    "adverb", [(), (("still", "still", "ADV", "RB", "advmod", 1),)], ids=["bare", "adverb"]
)
def test_unknown_role_is_hedged_as_a_whole(adverb: tuple[Row, ...]) -> None:
    text, tokens = sentence(
        ("Its", "its", "PRON", "PRP$", "poss", 1),
        ("role", "role", "NOUN", "NN", "nsubj", 2),
        ("is", "be", "AUX", "VBZ", "ROOT", 2),
        *((form, lemma, pos, tag, dep, 2) for form, lemma, pos, tag, dep, _ in adverb),
        ("unknown", "unknown", "ADJ", "JJ", "acomp", 2),
        (".", ".", "PUNCT", ".", "punct", 2),
    )
    (cue,) = find_cues(tokens)
    assert cue.kind is CueKind.HEDGE
    assert cue.scope.of(text).startswith("Its role")


def test_scope_ends_where_the_reason_begins() -> None:
    text, tokens = sentence(
        ("Drugx", "drugx", "NOUN", "NN", "nsubj", 3),
        ("does", "do", "AUX", "VBZ", "aux", 3),
        ("not", "not", "PART", "RB", "neg", 3),
        ("work", "work", "VERB", "VB", "ROOT", 3),
        ("because", "because", "SCONJ", "IN", "mark", 6),
        ("drugy", "drugy", "NOUN", "NN", "nsubj", 6),
        ("blocks", "block", "VERB", "VBZ", "advcl", 3),
        ("it", "it", "PRON", "PRP", "dobj", 6),
    )
    (cue,) = find_cues(tokens)
    assert cue.scope.of(text) == "not work"
