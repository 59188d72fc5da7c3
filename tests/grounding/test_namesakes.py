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
        pytest.param("PKB", "hgnc:391", id="kinases have in common that they are"),
        pytest.param("protein kinase B", "fplx:AKT", id="words in any case"),
    ],
)
def test_old_alias_gives_way_to_the_family_of_the_same_letters(
    grounder: Grounder, symbol: str, curie: str
) -> None:
    text = f"The women had more {symbol} in serum than the others."
    assert ground(grounder, text, symbol, kind=EntityType.GENE)[0].concept == curie


@pytest.mark.parametrize(
    ("short", "long", "of", "curie"),
    [
        pytest.param("PAH", "phenylalanine hydroxylase", "people", "hgnc:8582", id="heading of a protein"),
        pytest.param("nNOS", "neuronal nitric oxide synthase", "rats", "rgd:3184", id="gene of a rat"),
        pytest.param("CaSR", "calcium sensing receptor", "people", "hgnc:1514", id="name HGNC approves"),
        pytest.param(
            "HDAC", "histone deacetylase", "people", "fplx:HDAC", id="family that no gene is called"
        ),
    ],
)
def test_gene_by_its_own_name_comes_before_a_family_of_that_name(
    grounder: Grounder, short: str, long: str, of: str, curie: str
) -> None:
    text = f"Less {long} ({short}) was made in {of} who fasted; these {of} were old."
    explained = Abbreviation(
        short=short,
        long=long,
        short_span=Span(start=text.index(short), end=text.index(short) + len(short)),
        long_span=Span(start=text.index(long), end=text.index(long) + len(long)),
    )
    (found,) = grounder.ground(mentions(text, short, kind=EntityType.GENE), [explained], text=text)
    assert found.concept == curie


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
        pytest.param(
            "Cheese with natamycin (N-QX, 2 mg) kept.",
            ("natamycin", "N-QX"),
            [("N-QX", "natamycin")],
            id="short form that no list has, with a dose behind",
        ),
        pytest.param(
            "Cheese with natamycin (AZT, 2 mg) kept.",
            ("natamycin", "AZT"),
            [],
            id="short form of another substance",
        ),
        pytest.param(
            "Rb7 was boiled with ginsenoside Rb7.",
            ("Rb7", "ginsenoside Rb7"),
            [("Rb7", "ginsenoside Rb7")],
            id="end of a longer name",
        ),
        pytest.param(
            "Rb7 was boiled with ginsenoside Rb7 and notoside Rb7.",
            ("Rb7", "ginsenoside Rb7", "notoside Rb7"),
            [],
            id="end of two longer names",
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
