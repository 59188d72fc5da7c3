from __future__ import annotations

import pytest

from kg.lexicon import Status, Term
from kg.model import EntityType, Mention, Span
from kg.nlp.compose import compose, longer_names, numbered, protein_heads
from kg.nlp.disease_heads import disease_heads


def mention(text: str, part: str, type: EntityType, *, hint: str = "") -> Mention:
    start = text.index(part)
    span = Span(start=start, end=start + len(part))
    return Mention(span=span, text=part, type=type, recogniser="lexicon", hints=(hint,) if hint else ())


def test_compose_joins_a_place_and_a_disease() -> None:
    text = "A bladder leiomyosarcoma was resected."
    parts = [
        mention(text, "bladder", EntityType.ANATOMY),
        mention(text, "leiomyosarcoma", EntityType.DISEASE, hint="mondo:1"),
    ]
    (whole,) = compose(parts, text)
    assert (whole.text, whole.type, whole.hints) == (
        "bladder leiomyosarcoma",
        EntityType.DISEASE,
        ("mondo:1",),
    )


@pytest.mark.parametrize(
    ("being", "count"), [pytest.param("Hill fluke", 1, id="germ"), pytest.param("Human", 2, id="host")]
)
def test_compose_joins_a_germ_and_its_infection(being: str, count: int) -> None:
    text = f"{being} infection is rare."
    parts = [
        mention(text, being, EntityType.SPECIES),
        mention(text, "infection", EntityType.DISEASE, hint="mondo:1"),
    ]
    found = compose(parts, text)
    assert len(found) == count
    assert found[-1].type is EntityType.DISEASE and found[-1].hints == ("mondo:1",)


def test_kinase_of_a_symbol_is_the_gene_and_its_receptor_is_not() -> None:
    for text, whole in (
        ("The EGFR kinase is active.", "EGFR"),
        ("The IL2 receptor is active.", "IL2 receptor"),
    ):
        (found,) = protein_heads([mention(text, whole.split()[0], EntityType.GENE)], text)
        assert found.text == whole


def test_compose_makes_a_finding_of_a_place_and_the_harm_to_it() -> None:
    text = "Some had ovarian toxicity at once."
    parts = [mention(text, "ovarian", EntityType.ANATOMY), mention(text, "toxicity", EntityType.MEASURE)]
    (whole,) = compose(parts, text)
    assert (whole.text, whole.type) == ("ovarian toxicity", EntityType.PHENOTYPE)


@pytest.mark.parametrize("word", ["therapy", "treatment", "regimen"])
def test_compose_joins_a_drug_and_a_word_that_says_it_is_one(word: str) -> None:
    text = f"The mitotane {word} went on."
    parts = [mention(text, "mitotane", EntityType.DRUG), mention(text, word, EntityType.THERAPY)]
    (whole,) = compose(parts, text)
    assert (whole.text, whole.type, whole.lookup) == (f"mitotane {word}", EntityType.DRUG, "mitotane")


def test_compose_joins_a_drug_and_its_salt() -> None:
    text = "Patients took imatinib mesylate daily."
    parts = [mention(text, "imatinib", EntityType.DRUG), mention(text, "mesylate", EntityType.DRUG)]
    (whole,) = compose(parts, text)
    assert (whole.text, whole.lookup) == ("imatinib mesylate", "imatinib")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        pytest.param("Of the bladder, leiomyosarcoma is rare.", "bladder", "leiomyosarcoma", id="comma"),
        pytest.param("The bladder and leiomyosarcoma were seen.", "bladder", "leiomyosarcoma", id="and"),
    ],
)
def test_compose_leaves_what_is_apart(text: str, first: str, second: str) -> None:
    parts = [mention(text, first, EntityType.ANATOMY), mention(text, second, EntityType.DISEASE)]
    assert list(compose(parts, text)) == parts


def test_compose_leaves_two_drugs() -> None:
    text = "They gave imatinib doxorubicin and rest."
    parts = [mention(text, "imatinib", EntityType.DRUG), mention(text, "doxorubicin", EntityType.DRUG)]
    assert list(compose(parts, text)) == parts


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("A cutaneous zygosarcoma was seen.", "cutaneous zygosarcoma", id="head-and-place"),
        pytest.param("The zygoblastoma grew.", "zygoblastoma", id="head-alone"),
        pytest.param(
            "Some dermal epithelioid tumors grow.", "dermal epithelioid tumors", id="tumor-with-words"
        ),
    ],
)
def test_disease_heads_find_names_that_no_list_holds(text: str, name: str) -> None:
    (found,) = disease_heads(text, [])
    assert (found.text, found.type) == (name, EntityType.DISEASE)
    assert found.span.of(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("A typical zygosarcoma was seen.", "zygosarcoma", id="typical"),
        pytest.param("Several metastatic zygosarcomas grew.", "zygosarcomas", id="stage"),
    ],
)
def test_disease_heads_leave_words_that_comment(text: str, name: str) -> None:
    assert [m.text for m in disease_heads(text, [])] == [name]


@pytest.mark.parametrize("text", ["The tumor grew.", "Most cancers grow.", "The doctor came."])
def test_disease_heads_need_more_than_tumor(text: str) -> None:
    assert disease_heads(text, []) == []


def test_disease_heads_do_not_break_into_other_mentions() -> None:
    text = "The sarcoma panel was read."
    taken = [mention(text, "sarcoma panel", EntityType.DIAGNOSTIC)]
    assert disease_heads(text, taken) == []


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        pytest.param(
            "Levels of prolactin type 2 receptor rose.", "prolactin", "prolactin type 2 receptor", id="type"
        ),
        pytest.param(
            "The caffeine transporters were lost.", "caffeine", "caffeine transporters", id="transporters"
        ),
        pytest.param("A folate hydroxylase was found.", "folate", "folate hydroxylase", id="enzyme"),
    ],
)
def test_a_protein_is_not_the_substance_it_is_named_by(text: str, part: str, name: str) -> None:
    (found,) = protein_heads([mention(text, part, EntityType.DRUG)], text)
    assert (found.text, found.type) == (name, EntityType.GENE)
    assert found.span.of(text) == name


def test_what_acts_on_a_protein_named_by_a_substance_is_a_class_of_drugs() -> None:
    text = "The caffeine receptor antagonists helped."
    (found,) = protein_heads([mention(text, "caffeine", EntityType.DRUG)], text)
    assert (found.text, found.type) == ("caffeine receptor antagonists", EntityType.DRUG_CLASS)


@pytest.mark.parametrize("text", ["The caffeine receptor modulator helped.", "The caffeine dose rose."])
def test_a_substance_stays_one_before_other_heads(text: str) -> None:
    (found,) = protein_heads([mention(text, "caffeine", EntityType.DRUG)], text)
    assert (found.text, found.type) == ("caffeine", EntityType.DRUG)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "the analogue (4-ethylphenyl)-ochrine 5'-triphosphate bound",
            "(4-ethylphenyl)-ochrine 5'-triphosphate",
        ),
        ("given 2,5-di(3,4-epoxybutoxy)ochrine", "2,5-di(3,4-epoxybutoxy)ochrine"),
        ("given N-hydroxy-3-(4-phenylpropyl) ochrine", "N-hydroxy-3-(4-phenylpropyl) ochrine"),
        ("given the dye (Sennasol) ochrine", "ochrine"),
        ("given ochrine triphosphate", "ochrine"),
        ("given (S)-ochrine", "ochrine"),
        ("given [3H]-ochrine", "ochrine"),
    ],
)
def test_a_substance_within_a_longer_chemical_name_is_another(text: str, name: str) -> None:
    (found,) = longer_names([mention(text, "ochrine", EntityType.DRUG)], text)
    assert found.text == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("given ochramide maleate", "ochramide maleate"),
        ("given additional maleate", "maleate"),
        ("given its maleate", "maleate"),
    ],
)
def test_a_salt_is_that_of_the_name_before_it(text: str, name: str) -> None:
    (found,) = longer_names([mention(text, "maleate", EntityType.DRUG)], text)
    assert found.text == name


@pytest.mark.parametrize(
    ("text", "name", "read", "kind"),
    [
        ("loss of Ochrase II in mice", "Ochrase", "Ochrase II", EntityType.GENE),
        ("loss of Ochrase I in mice", "Ochrase", "Ochrase", EntityType.GENE),
        ("loss of Ochrase in II mice", "Ochrase", "Ochrase", EntityType.GENE),
        ("the OCHR family of proteins", "OCHR", "OCHR family", EntityType.GENE_FAMILY),
        ("the OCHR in a family", "OCHR", "OCHR", EntityType.GENE),
    ],
)
def test_number_and_family_make_another_of_a_gene(text: str, name: str, read: str, kind: EntityType) -> None:
    second = Term(
        curie="x:1",
        type=EntityType.GENE,
        label="OCHR2",
        name="Ochrase II",
        status=Status.ALIAS,
        source="hgnc",
    )
    (found,) = numbered(
        [mention(text, name, EntityType.GENE)], text, lambda word: [second] if word == second.name else []
    )
    assert (found.text, found.type) == (read, kind)


@pytest.mark.parametrize(("text", "name"), [("β-ARK1 was lost", "β-ARK1"), ("TGF-β-ARK1 was lost", "ARK1")])
def test_greek_letter_opens_the_name_of_a_gene(text: str, name: str) -> None:
    (found,) = longer_names([mention(text, "ARK1", EntityType.GENE)], text)
    assert found.text == name
