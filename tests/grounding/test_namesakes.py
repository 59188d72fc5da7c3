from __future__ import annotations

import pytest

from kg.grounding import Grounder
from kg.grounding.codes import coded
from kg.lexicon import Lexicon
from kg.model import Abbreviation, EntityType, Grounding, Mention, Span


@pytest.fixture
def grounder(lexicon: Lexicon) -> Grounder:
    return Grounder(lexicon)


def mentions(text: str, *names: str, kind: EntityType) -> list[Mention]:
    return [
        Mention(
            span=Span(start=text.index(name), end=text.index(name) + len(name)),
            text=name,
            type=kind,
            recogniser="test",
        )
        for name in names
    ]


def ground(grounder: Grounder, text: str, *names: str, kind: EntityType) -> tuple[Grounding, ...]:
    return grounder.ground(mentions(text, *names, kind=kind), text=text)


@pytest.mark.parametrize(
    ("symbol", "curie"),
    [
        pytest.param("LH", "fplx:LH", id="hormone, not lysyl hydroxylase"),
        pytest.param("FSH", "hgnc:3964", id="a member of the family has the name, too"),
        pytest.param("BRD2", "hgnc:1103", id="approved symbol"),
        pytest.param("AKT", "hgnc:391", id="member"),
    ],
)
def test_old_alias_gives_way_to_the_family_of_the_same_letters(
    grounder: Grounder, symbol: str, curie: str
) -> None:
    text = f"The women had more {symbol} in serum than the others."
    assert ground(grounder, text, symbol, kind=EntityType.GENE)[0].concept == curie


def test_heading_of_one_protein_is_its_gene(grounder: Grounder) -> None:
    text = "Lack of phenylalanine hydroxylase (PAH) is treated by diet."
    start = text.index("phenylalanine")
    pah = Abbreviation(
        short="PAH",
        long="phenylalanine hydroxylase",
        short_span=Span(start=text.index("PAH"), end=text.index("PAH") + 3),
        long_span=Span(start=start, end=start + len("phenylalanine hydroxylase")),
    )
    (found,) = grounder.ground(mentions(text, "PAH", kind=EntityType.GENE), [pah], text=text)
    assert found.concept == "hgnc:8582"


@pytest.mark.parametrize(
    ("text", "names", "pairs"),
    [
        pytest.param(
            "Cheese with natamycin (E235) kept.",
            ("natamycin", "E235"),
            [("E235", "natamycin")],
            id="name first",
        ),
        pytest.param(
            "Cheese with E235 (natamycin) kept.",
            ("E235", "natamycin"),
            [("E235", "natamycin")],
            id="code first",
        ),
        pytest.param(
            "We gave 9-fluoro-xyloquinazine-2-ol (MK801) to rats.",
            ("9-fluoro-xyloquinazine-2-ol", "MK801"),
            [("9-fluoro-xyloquinazine-2-ol", "MK801")],
            id="only the code is known",
        ),
        pytest.param("natamycin and (E235)", ("natamycin", "E235"), [], id="no apposition"),
        pytest.param("natamycin (E235 and more)", ("natamycin", "E235"), [], id="more in the bracket"),
        pytest.param("prostaglandin (PGE2)", ("prostaglandin", "PGE2"), [], id="one of its kind"),
        pytest.param("glucose (aspirin)", ("glucose", "aspirin"), [], id="no code"),
    ],
)
def test_code_in_brackets(
    lexicon: Lexicon, text: str, names: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    assert list(coded(text, mentions(text, *names, kind=EntityType.DRUG), lexicon)) == pairs


def test_code_takes_the_concept_of_its_name(grounder: Grounder) -> None:
    text = "Cheese with natamycin (E235) kept for a month."
    name, code = ground(grounder, text, "natamycin", "E235", kind=EntityType.DRUG)
    assert code.concept == name.concept
    assert code.chosen is not None


@pytest.mark.parametrize(
    "name", ["Orbital Melanoma", "sporadic gastric adenocarcinoma", "vaginal rhabdomyomas"]
)
def test_exact_name_of_a_subtype_is_not_the_wider_disease(grounder: Grounder, name: str) -> None:
    (found,) = ground(grounder, f"She had {name}.", name, kind=EntityType.DISEASE)
    assert found.concept.startswith("ncit:")
