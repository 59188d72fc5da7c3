import pytest

from kg.nlp.stem import find_stems


def stems(text: str) -> list[str]:
    return [m.text for m in find_stems(text)]


@pytest.mark.parametrize(
    "name",
    [
        "fabulimab",
        "inventinib",
        "zorafenib",
        "novaparib",
        "abemaciclib",
        "nedaplatin",
        "pirarubicin",
        "cabazitaxel",
        "lurbinectedin",
        "sirolimus",
        "tabelecleucel",
        "obecabtagene autoleucel",
        "fabuligene soloparvovec",
        "fabulimab vedotin",
        "fabulimab-deruxtecan",
        "MK-0001",
        "GSK1234567",
        "ABBV-001",
        "fabulimab-abcd",
    ],
)
def test_find_name_by_form(name: str) -> None:
    assert stems(f"they gave {name}, then rested") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "we accept the concept",
        "a parcel in April",
        "serum globulin and interleukin levels",
        "HLA-A2 and IL-12",
        "MCF-7 cells",
        "the S100 stain",
        "grant CA34196",
        "SARS-CoV-2",
        "under control of cholesterol",
        "Dr Petersen",
        "a placebo",
    ],
)
def test_find_other_words_give_nothing(text: str) -> None:
    assert stems(text) == []


def test_find_adjective_form_gives_the_name_alone() -> None:
    assert stems("nedaplatin-based and nedaplatin-free care") == ["nedaplatin", "nedaplatin"]


def test_find_known_code_is_left_out() -> None:
    assert find_stems("DS-0001 cells", {"DS-0001"}.__contains__) == []


def test_find_code_by_what_the_words_beside_say_it_is() -> None:
    assert stems("the KIF11 inhibitor QZ-77, and QX7701a, a novel bispecific antibody") == [
        "QZ-77",
        "QX7701a",
    ]


def test_find_code_without_such_words_gives_nothing() -> None:
    assert stems("we used QZ-77 and an inhibitor (IC50 12 nM)") == []
