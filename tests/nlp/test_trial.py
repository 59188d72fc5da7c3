import pytest

from kg.nlp.trial import find_phases, find_trials


def trials(text: str, *known: str) -> list[str]:
    return [m.text for m in find_trials(text, set(known).__contains__)]


@pytest.mark.parametrize(
    "number",
    [
        "NCT01234567",
        "2015-001234-12",
        "ISRCTN12345678",
        "ChiCTR2000012345",
        "UMIN000012345",
        "2023-501234-12-00",
    ],
)
def test_find_registry_number_is_a_trial(number: str) -> None:
    assert trials(f"registered as {number}.") == [number]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in the BLUEBELL-2 phase 2 trial", "BLUEBELL-2"),
        ("the randomised LARKSPUR study", "LARKSPUR"),
        ("a follow-up study, called FOXGLOVE, is open", "FOXGLOVE"),
        ("a single-arm phase 2 trial (CROCUS-1)", "CROCUS-1"),
        ("PEONY-A: Imatinib and Sorafenib in Children with Solid Tumors", "PEONY-A"),
        ("DAHLIA: A Study of Radiotherapy in Chordoma", "DAHLIA"),
        ("patients enrolled in LUPIN-01 had", "LUPIN-01"),
        ("BEGONIA-3 (NCT01234567) closed", "BEGONIA-3"),
        ("a trial of imatinib in chordoma (TULIP-2)", "TULIP-2"),
    ],
)
def test_find_acronym_in_context_is_a_trial(text: str, name: str) -> None:
    assert name in trials(text)


@pytest.mark.parametrize(
    "text",
    [
        "the FDA study",
        "DSRCT trials",
        "HIPEC in a trial",
        "an MRI study",
        "the EGFR gene",
        "NSAIDs trials",
        "a phase 1 study of quorumetrexol (QQTHF) given by mouth",
        "A RCT study",
        "METHODS Study patients were enrolled",
    ],
)
def test_find_other_acronyms_give_nothing(text: str) -> None:
    assert trials(text, "DSRCT", "HIPEC", "EGFR") == []


def test_find_name_once_introduced_is_found_again() -> None:
    assert trials("A study called FOXGLOVE opened. FOXGLOVE closed.") == ["FOXGLOVE", "FOXGLOVE"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("phase 2", "2"),
        ("Phase I/II", "1/2"),
        ("phase 1 / 2", "1/2"),
        ("phase 2b", "2b"),
        ("phases 1 and 2", "1/2"),
        ("phase III", "3"),
    ],
)
def test_phases_come_in_one_spelling(text: str, phase: str) -> None:
    assert [p for _, p in find_phases(f"a {text} study")] == [phase]


def test_phases_of_the_cell_cycle_give_nothing() -> None:
    assert find_phases("in S phase and phase contrast") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Survival was longer with it (LILAC-4: 12 versus 9 months).", "LILAC-4"),
        ("as in ABC2DE-417, which was small", "ABC2DE-417"),
        ("in IMpower010 and elsewhere", "IMpower010"),
        ("the xLILAC-2 trial of erlotinib", "xLILAC-2"),
        ("Study: LILAC-4\nTitle: Erlotinib in Chordoma", "LILAC-4"),
        ("Longer follow-up of LILAC confirms the benefit.", "LILAC"),
        ("The decision rests on LILAC-4, a 24-week phase 3 study of erlotinib.", "LILAC-4"),
    ],
)
def test_find_trial_by_layout_and_digits(text: str, name: str) -> None:
    assert name in trials(text)
