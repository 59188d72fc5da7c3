"""What the annotators of a corpus could choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate.figures import Case
from kg.evaluate.grounding import measure
from kg.evaluate.systems import CONFINED, Answer, Confined, OurGrounder
from kg.evaluate.vocabulary import Vocabulary, read_vocabulary
from kg.lexicon import Entry, Lexicon, Status
from kg.model import EntityType
from tests.evaluate.samples import make_packs, make_row
from tests.training.conftest import write_part

WIDE = Entry(
    curie="mondo:2",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "verdine dropsy"), (Status.EXACT, "acute verdine dropsy")),
    exact=("mesh:D000002",),
)
YOUNG = Entry(
    curie="mondo:3",
    type=EntityType.DISEASE,
    names=((Status.LABEL, "acute verdine dropsy"),),
    parents=("mondo:2",),
    exact=("mesh:D000090003",),
)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    seen = make_row("1", "A verdine dropsy.", ("verdine dropsy", "Disease", ("MESH:D000002",)))
    asked = make_row("2", "Acute verdine dropsy.", ("Acute verdine dropsy", "Disease", ("MESH:D000002",)))
    write_part(tmp_path, "bc5cdr", "train", [seen])
    write_part(tmp_path, "bc5cdr", "dev", [asked])
    return tmp_path


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    return Lexicon.load(make_packs(tmp_path / "packs", (WIDE, YOUNG)))


def test_vocabulary_is_what_the_part_for_training_shows(corpora: Path) -> None:
    assert read_vocabulary(corpora, "bc5cdr") == Vocabulary(namespaces=frozenset(("mesh",)), youngest=2)


def test_corpus_without_a_part_for_training_has_none(corpora: Path) -> None:
    assert read_vocabulary(corpora, "ncbi_disease") is None


@pytest.mark.parametrize(
    ("curies", "is_in"),
    [
        pytest.param(("mondo:2", "mesh:D000002"), True, id="one of its identifiers"),
        pytest.param(("mondo:3", "mesh:D000090003"), False, id="younger than the corpus"),
        pytest.param(("mesh:C900000",), True, id="supplementary, which is not numbered by age"),
        pytest.param(("omim:2",), False, id="another namespace"),
    ],
)
def test_vocabulary_has_what_annotators_could_choose(curies: tuple[str, ...], is_in: bool) -> None:
    assert Vocabulary(namespaces=frozenset(("mesh",)), youngest=2).has_any(curies) is is_in


def test_confined_grounder_is_measured_beside_the_free_one(corpora: Path, lexicon: Lexicon) -> None:
    vocabulary = read_vocabulary(corpora, "bc5cdr")
    assert vocabulary is not None
    systems = OurGrounder(lexicon), Confined(lexicon, {"bc5cdr": vocabulary})
    (free, confined), _ = measure(systems, lexicon, corpora, ["bc5cdr"], part="dev")
    assert _found(free) == ("kg", "mondo:3", False)
    assert _found(confined) == (CONFINED, "mondo:2", True)


def test_corpus_without_a_vocabulary_confines_nothing(corpora: Path, lexicon: Lexicon) -> None:
    (case,), _ = measure([Confined(lexicon, {})], lexicon, corpora, ["bc5cdr"], part="dev")
    assert case.answer.curie == "mondo:3"


def test_heading_younger_than_the_corpus_is_filed_under_the_next_wider(
    corpora: Path, lexicon: Lexicon
) -> None:
    (case,), truth = measure([OurGrounder(lexicon)], lexicon, corpora, ["bc5cdr"], part="dev")
    assert (case.right, case.filed) == (False, True)
    assert not truth.is_filed(Answer(curie="mondo:3"), ["mesh:D000002"])


def _found(case: Case) -> tuple[str, str, bool]:
    return case.system, case.answer.curie, case.right
