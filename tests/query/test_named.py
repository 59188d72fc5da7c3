"""Each prepared question with its answer on the sample build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.query import NamedQuery, Value, bound, named_queries, named_query, rows
from kg.query.worker import answer
from kg.store import Dataset, EngineKind, open_build
from kg.store.infer import infer

Row = tuple[Value, ...]


def ask(dataset: Dataset, name: str, columns: str, **values: str) -> list[Row]:
    """Return the chosen columns of the answer."""
    sparql = bound(dataset, named_query(name), values)
    _, found = rows(answer(dataset, sparql))
    return [tuple(row[column] for column in columns.split()) for row in found]


ANSWERS: list[tuple[str, dict[str, str], str, list[Row]]] = [
    ("adverse-events-of", {"therapy": "pazopanib"}, "event drug works", [("Nausea", "pazopanib", 1)]),
    ("adverse-events-of", {"effect": "Nausea"}, "event drug", [("Nausea", "pazopanib")]),
    (
        "approvals",
        {"therapy": "afatinib"},
        "relation other",
        [("approved by", "Kingdom Medicines Board"), ("approved for", "sacral chordoma")],
    ),
    ("biomarkers-of", {"disease": "chordoma"}, "biomarker role", [("TBXT", "biomarker for")]),
    ("compared-with", {"therapy": "afatinib"}, "drug comparator", [("afatinib", "lapatinib")]),
    ("compared-with", {"therapy": "lapatinib"}, "drug comparator", [("lapatinib", "afatinib")]),
    (
        "conflicts",
        {},
        "subject relation object quote opposite",
        [
            (
                "imatinib",
                "treats",
                "synovial sarcoma",
                "In one woman, imatinib shrank a synovial sarcoma.",
                "Imatinib is of no use against synovial sarcoma.",
            )
        ],
    ),
    ("diagnostics-of", {"disease": "chordoma"}, "diagnostic", [("magnetic resonance imaging",)]),
    (
        "diseases-of",
        {"gene": "SS18"},
        "condition role alteration",
        [("synovial sarcoma", "causes", "SS18::SSX1")],
    ),
    (
        "documents-about",
        {"concept": "chordoma"},
        "title date concepts quotes",
        [("Chordoma in short", "2023", 2, 8)],
    ),
    (
        "documents",
        {},
        "date journal quotes",
        [
            (None, None, 1),
            ("2023", None, 15),
            ("2025", None, 3),
            ("2024-05", "Journal of Invented Oncology", 12),
            ("2024-05", "Journal of Invented Oncology", 12),
        ],
    ),
    (
        "doubtful-groundings",
        {},
        "words concept score margin runner_up times documents document",
        [
            (
                "LMS",
                "leiomyosarcoma",
                0.95,
                0.02,
                "laryngomalacia <i>or so</i>",
                2,
                1,
                '<script>alert("boo")</script> A "quoted" note & its \\ back slash',
            )
        ],
    ),
    (
        "drivers-of",
        {"disease": "sarcoma"},
        "driver role condition belief works",
        [("SS18::SSX1", "causes", "synovial sarcoma", 0.96, 2)],
    ),
    (
        "evidence-for",
        {"one": "synovial sarcoma", "other": "Imatinib"},
        "negated quote start title",
        [
            (
                False,
                "In one woman, imatinib shrank a synovial sarcoma.",
                35,
                "Imatinib once more: a case report",
            ),
        ],
    ),
    (
        "fusions",
        {"gene": "SYT"},
        "fusion five_prime three_prime diseases",
        [("SS18::SSX1", "SS18", "SSX1", "synovial sarcoma")],
    ),
    (
        "hierarchy",
        {"concept": "soft tissue sarcoma"},
        "narrower parent",
        [("leiomyosarcoma", "soft tissue sarcoma"), ("synovial sarcoma", "soft tissue sarcoma")],
    ),
    (
        "conditions-of",
        {"therapy": "pazopanib"},
        "relation condition role value",
        [
            ("studied to treat", "soft tissue sarcoma", "phase", "phase 3"),
            ("studied to treat", "soft tissue sarcoma", "trial", "PALETTE"),
        ],
    ),
    ("hypotheses", {"concept": "sarcoma"}, "subject relation", [("palbociclib", "treats")]),
    (
        "kinds-of",
        {"disease": "sarcoma"},
        "kind documents therapies",
        [
            ("synovial sarcoma", 3, "imatinib, trabectedin"),
            ("leiomyosarcoma", 2, 'ZX-17 <b onmouseover="alert(1)">plus</b>, pazopanib'),
            ("soft tissue sarcoma", 2, "pazopanib"),
        ],
    ),
    ("metastatic-sites", {"disease": "sarcoma"}, "site condition", [("lung", "synovial sarcoma")]),
    (
        "not-recommended",
        {"disease": "sarcoma"},
        "therapy denied condition",
        [("imatinib", "not treats", "synovial sarcoma")],
    ),
    ("not-recommended", {"therapy": "lapatinib"}, "condition", [("sacral chordoma",)]),
    (
        "new-in",
        {"document": "imatinib ONCE more: a case report"},
        "subject relation object quote",
        [
            (
                "imatinib",
                "treats",
                "synovial sarcoma",
                "In one woman, imatinib shrank a synovial sarcoma.",
            ),
            ("pazopanib", "applied to treat", "leiomyosarcoma", "Pazopanib was given for leiomyosarcoma."),
        ],
    ),
    ("not-recommended", {"disease": "chordoma"}, "therapy denied", [("lapatinib", "contraindicated in")]),
    (
        "outcomes-of",
        {"therapy": "pazopanib"},
        "measured comparator value unit lower upper patients study",
        [
            ("complete response rate", "=", 0.0, "%", None, None, None, None),
            ("objective response rate", "=", 6.0, "%", 4.0, 9.0, "soft tissue sarcoma", "PALETTE"),
            ("progression-free survival", "=", 4.6, "mo", None, None, None, None),
        ],
    ),
    ("outcomes-of", {"least": "0.5", "unit": "%"}, "measured value", [("objective response rate", 6.0)]),
    ("phenotypes-of", {"disease": "chordoma"}, "phenotype condition", [("Back pain", "sacral chordoma")]),
    (
        "resistance-to",
        {"therapy": "lapatinib"},
        "marker role negated quote",
        [
            (
                "TBXT",
                "associated with resistance to",
                False,
                "Brachyury foretells that lapatinib fails.",
            )
        ],
    ),
    (
        "results-for",
        {"disease": "soft tissue sarcoma", "unit": "%"},
        "condition measured_where study drug measured value",
        [
            (
                "soft tissue sarcoma",
                "among the patients",
                "PALETTE",
                "pazopanib",
                "objective response rate",
                6.0,
            ),
            ("leiomyosarcoma", "with its therapy", None, "pazopanib", "complete response rate", 0.0),
            ("soft tissue sarcoma", "with its therapy", None, "pazopanib", "complete response rate", 0.0),
        ],
    ),
    (
        "settings-of",
        {"therapy": "pazopanib"},
        "drug status condition aspect setting",
        [
            ("pazopanib", "studied to treat", "soft tissue sarcoma", "phase", "phase 3"),
            ("pazopanib", "studied to treat", "soft tissue sarcoma", "trial", "PALETTE"),
        ],
    ),
    (
        "shared-by",
        {"one": "afatinib", "other": "lapatinib"},
        "shared type relation other_relation",
        [
            ("EGFR", "gene", "targets", "targets"),
            ("sacral chordoma", "disease", "approved for", "contraindicated in"),
        ],
    ),
    (
        "targets-of",
        {"therapy": "Votrient"},
        "drug target quote",
        [("pazopanib", "KDR", "Pazopanib blocks VEGFR2.")],
    ),
    (
        "therapies-for",
        {"disease": "synovial sarcoma"},
        "therapy status certainty belief",
        [("trabectedin", "treats", "hedged", 0.8), ("imatinib", "treats", "asserted", 0.1667)],
    ),
    (
        "therapies-for",
        {"disease": "chordoma"},
        "therapy status condition",
        [
            ("afatinib", "approved for", "sacral chordoma"),
            ("afatinib", "in clinical trials for", "chordoma"),
        ],
    ),
    (
        "therapies-targeting",
        {"gene": "EGFR"},
        "therapy diseases",
        [("afatinib", "chordoma, sacral chordoma"), ("cetuximab", None), ("lapatinib", None)],
    ),
    (
        "top-concepts",
        {"least": "5"},
        "concept type edges documents",
        [
            ("synovial sarcoma", "disease", 6, 3),
            ("afatinib", "drug", 6, 1),
            ("pazopanib", "drug", 5, 3),
            ("chordoma", "disease", 5, 1),
        ],
    ),
    (
        "trials-for",
        {"disease": "sarcoma"},
        "trial condition therapies",
        [("PALETTE", "soft tissue sarcoma", "pazopanib")],
    ),
    ("trials-for", {"disease": "chordoma"}, "trial therapies", [("NCT09000001", "afatinib")]),
    ("trials-of", {"therapy": "pazopanib"}, "trial diseases", [("PALETTE", "soft tissue sarcoma")]),
    (
        "ungrounded",
        {},
        "name type documents edges",
        [
            ("complete response rate", "measure", 2, 0),
            ("objective response rate", "measure", 2, 0),
            ("progression-free survival", "measure", 2, 0),
            ("sacral chordoma", "disease", 1, 3),
            ("Kingdom Medicines Board", "agency", 1, 1),
            ('ZX-17 <b onmouseover="alert(1)">plus</b>', "drug", 1, 1),
        ],
    ),
    (
        "uses-of",
        {"therapy": "afatinib"},
        "condition status drug",
        [
            ("chordoma", "in clinical trials for", "afatinib"),
            ("sacral chordoma", "approved for", "afatinib"),
        ],
    ),
    (
        "untried",
        {"disease": "chordoma"},
        "therapy gene role quote link",
        [
            (
                "cetuximab",
                "EGFR",
                "dysregulated in",
                "Afatinib hits EGFR, and so do cetuximab and lapatinib.",
                "EGFR is too active in chordoma.",
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "values", "columns", "expected"),
    ANSWERS,
    ids=[" ".join([name, *values.values()]) for name, values, _, _ in ANSWERS],
)
def test_named_query_gives_its_answer(
    dataset: Dataset, name: str, values: dict[str, str], columns: str, expected: list[Row]
) -> None:
    found = ask(dataset, name, columns, **values)
    if name == "evidence-for":
        found = [row for row in found if row[0] is False]
    assert found == expected


def test_therapies_for_without_a_disease_takes_all(dataset: Dataset) -> None:
    conditions = {row[0] for row in ask(dataset, "therapies-for", "condition")}
    assert conditions == {
        "chordoma",
        "leiomyosarcoma",
        "sacral chordoma",
        "soft tissue sarcoma",
        "synovial sarcoma",
    }


def test_adverse_events_of_another_event_are_none(dataset: Dataset) -> None:
    assert ask(dataset, "adverse-events-of", "event drug", effect="Back pain") == []


def test_therapies_for_leaves_out_denials_and_aims(dataset: Dataset) -> None:
    found = ask(dataset, "therapies-for", "therapy quote", disease="synovial sarcoma")
    assert not [row for row in found if row[0] == "palbociclib" or "no use" in str(row[1])]


def test_therapies_for_a_curie_is_a_name_too(dataset: Dataset) -> None:
    by_curie = ask(dataset, "therapies-for", "therapy status", disease="mondo:0010434")
    assert by_curie == ask(dataset, "therapies-for", "therapy status", disease="Synovial-Sarcoma")


def test_doubtful_groundings_of_a_smaller_margin_are_none(dataset: Dataset) -> None:
    assert ask(dataset, "doubtful-groundings", "words", within="0.01") == []


def test_doubtful_groundings_low_scores_follow_narrow_margins(dataset: Dataset) -> None:
    found = ask(dataset, "doubtful-groundings", "words margin", below="0.96")
    assert found[0] == ("LMS", 0.02)
    assert ("Pazopanib", None) in found[1:]


@pytest.fixture(scope="module")
def second_opinion(build: Path) -> Dataset:
    return open_build(build, engine=EngineKind.MEMORY)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "values", "columns", "expected"),
    ANSWERS,
    ids=[" ".join([name, *values.values()]) for name, values, _, _ in ANSWERS],
)
def test_named_query_another_engine_agrees(
    second_opinion: Dataset, name: str, values: dict[str, str], columns: str, expected: list[Row]
) -> None:
    found = ask(second_opinion, name, columns, **values)
    if name == "evidence-for":
        found = [row for row in found if row[0] is False]
    assert found == expected


@pytest.fixture(scope="module")
def with_inference(build: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = Path(shutil.copytree(build, tmp_path_factory.mktemp("inferred") / "graph"))
    infer(folder)
    return open_build(folder)


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_named_query_answers_the_same_after_inference(
    dataset: Dataset, with_inference: Dataset, query: NamedQuery
) -> None:
    assert answer(with_inference, query.sparql).data == answer(dataset, query.sparql).data
