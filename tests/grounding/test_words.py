from __future__ import annotations

import pytest

from kg.grounding.context import context_of
from kg.grounding.contradiction import contradicts
from kg.grounding.kinds import kind_of
from kg.grounding.members import members
from kg.grounding.overlap import Compared, overlap
from kg.grounding.related import load
from kg.grounding.rewrites import lessened
from kg.grounding.roots import head, root, roots
from kg.grounding.wordindex import WordIndex, index_of
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Span


@pytest.fixture(scope="module")
def index(lexicon: Lexicon) -> WordIndex:
    return index_of(lexicon)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dystonic", "dystonia"),
        ("thrombotic", "thrombosis"),
        ("migraineur", "migraine"),
        ("immunodeficient", "immunodeficiency"),
        ("haemorrhagic", "hemorrhages"),
        ("carcinogenic", "carcinogenesis"),
    ],
)
def test_root_is_shared_by_a_family_of_words(one: str, other: str) -> None:
    assert root(one) == root(other)


def test_root_tells_words_apart() -> None:
    assert len({root(word) for word in ("tetanus", "anemia", "renal", "kidney", "hepatic")}) == 5


def test_head_stands_before_of() -> None:
    assert head("spasm of the bladder") == root("spasm")
    assert head("bladder spasms") == root("spasm")
    assert roots("of the") == ()


def test_kinds_of_words() -> None:
    kinds = [kind_of(root(word)) for word in ("damage", "kidney", "XII", "acute")]
    assert kinds == ["trouble", "content", "number", "course"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("gastric and ovarian cancers", "gastric cancers"),
        ("acute or chronic renal failure", "acute renal failure"),
        ("spasm of the bowel and bladder", "spasm of the bowel"),
    ],
)
def test_members_are_completed(name: str, first: str) -> None:
    assert next(members(name)) == first


def test_members_of_a_simple_name_are_none() -> None:
    assert list(members("gastric cancer")) == []


@pytest.mark.parametrize(
    ("name", "label"),
    [("complications of the kidneys", "kidney disorder"), ("damage to the cornea", "corneal disorder")],
)
def test_search_finds_paraphrases(index: WordIndex, name: str, label: str) -> None:
    assert label in [like.term.label for like in index.search(name, 16)]


def test_search_is_sorted_and_bounded(index: WordIndex) -> None:
    found = index.search("hereditary corneal dystrophy", 5)
    assert len(found) == 5
    assert [like.similarity for like in found] == sorted((like.similarity for like in found), reverse=True)
    assert all(0 < like.similarity <= 1 for like in found)


def test_search_parts_a_compound(index: WordIndex) -> None:
    assert index.words("retinotoxicity") == (root("retina"), root("toxicity"))


def test_overlap_counts_what_is_left_over(index: WordIndex) -> None:
    values = overlap("acute zebroid anemia", "anemia type 2", index)
    assert values["mention has more: content"] == 1.0
    assert values["mention has more: course"] == 1.0
    assert values["name has more: number"] == 1.0
    assert overlap("anaemias", "anemia", index)["covered and filled"] == 1.0


def test_related_words_are_shares() -> None:
    table = load()
    assert root("kidney") in table[root("renal")]
    assert all(0 < share <= 1 for others in table.values() for share in others.values())


@pytest.mark.parametrize(("short", "full"), [("ZH", "zonular hernia"), ("ZHs", "zonular hernia")])
def test_context_spells_short_forms(lexicon: Lexicon, short: str, full: str) -> None:
    mentions = [
        Mention(span=Span(start=0, end=len(t)), text=t, type=EntityType.DISEASE, recogniser="test")
        for t in (full, short)
    ]
    assert context_of("", mentions, (), lexicon).long_forms == {short: full}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("arterial pressure", "high arterial pressure", id="well-and-amiss"),
        pytest.param("gastric motility", "abnormal gastric motility", id="function-and-trouble"),
        pytest.param("extra-hepatic disease", "hepatic disease", id="turned"),
        pytest.param("frontal hypoactivity", "frontal aphasia", id="two-contents"),
        pytest.param("gastric malignancy", "benign gastric neoplasm", id="opposites"),
    ],
)
def test_names_with_words_in_common_may_contradict(name: str, other: str, index: WordIndex) -> None:
    assert contradicts(name, other, index)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        pytest.param("renal damage", "kidney disorder", id="other-words"),
        pytest.param("late-onset thyroiditis", "thyroiditis", id="wider"),
        pytest.param("renal hypoplasia", "renal disorder", id="ill-by-its-ending"),
    ],
)
def test_names_of_one_trouble_do_not_contradict(name: str, other: str, index: WordIndex) -> None:
    assert not contradicts(name, other, index)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("reduced adrenal function", "adrenal insufficiency"),
        ("a decline in cardiac function", "cardiac insufficiency"),
        ("loss of ovarian functions", "ovarian insufficiency"),
        ("pancreatic function decline", "pancreatic insufficiency"),
    ],
)
def test_less_of_a_function_is_an_insufficiency(name: str, first: str) -> None:
    assert next(lessened(name, EntityType.DISEASE)) == first


@pytest.mark.parametrize("name", ["adrenal function", "abnormal adrenal function", "loss of a limb"])
def test_function_that_is_not_said_to_be_less_stays(name: str) -> None:
    assert not list(lessened(name, EntityType.DISEASE))


def test_added_words_are_those_that_a_name_has_no_word_for(index: WordIndex) -> None:
    compared = Compared(index)
    assert set(compared.added("kidney stone", "renal stones in childhood")) == {root("childhood")}
    assert not compared.added("stones of the kidney", "kidney stone")


def test_words_of_a_text_on_diseases_are_known_by_their_roots(lexicon: Lexicon) -> None:
    text = "Gallstones in the elderly."
    span = Span(start=0, end=10)
    mention = Mention(span=span, text="Gallstones", type=EntityType.DISEASE, recogniser="test")
    assert root("elderly") in context_of(text, [mention], (), lexicon).words
    assert not context_of(text, (), (), lexicon).words
