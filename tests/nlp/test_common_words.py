import pytest

from kg.nlp.common_words import common_words


@pytest.mark.parametrize(
    ("word", "common"),
    [
        ("mice", True),
        ("treatment", True),
        ("london", False),
        ("elegans", True),
        ("wilms", False),
        ("#", False),
    ],
)
def test_common_words_are_those_in_lower_case(word: str, common: bool) -> None:
    assert (word in common_words()) is common
