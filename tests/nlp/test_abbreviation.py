import pytest
import spacy

from kg.nlp.abbreviation import find_abbreviations
from kg.nlp.alignment import align

NLP = spacy.blank("en")


def pairs(*texts: str) -> list[tuple[str, str]]:
    docs = [NLP(text) for text in texts]
    offsets = [sum(len(t) + 1 for t in texts[:i]) for i in range(len(texts))]
    return [(a.short, a.long) for a in find_abbreviations(docs, offsets)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("a patient with giant cell tumor of bone (GCTB)", "GCTB", "giant cell tumor of bone"),
        ("PVNS (pigmented villonodular synovitis) is benign", "PVNS", "pigmented villonodular synovitis"),
        ("treated with solitary fibrous tumours (SFTs)", "SFTs", "solitary fibrous tumours"),
        ("grafts of T-cell receptor-engineered T (TCR-T) cells", "TCR-T", "T-cell receptor-engineered T"),
        ("the approval of obecabtagene autoleucel (obe-cel)", "obe-cel", "obecabtagene autoleucel"),
        ("obe-cel (obecabtagene autoleucel) was given", "obe-cel", "obecabtagene autoleucel"),
        ("Rehabilitation (“rehab”) helps", "rehab", "Rehabilitation"),
        ("isolated limb perfusion (ILP) with heat", "ILP", "isolated limb perfusion"),
        (
            "they had immune effector cell associated neurotoxicity syndrome (ICANS)",
            "ICANS",
            "immune effector cell associated neurotoxicity syndrome",
        ),
        (
            "Genetic profiles of gastroenteropancreatic tumors (GEPTs)",
            "GEPTs",
            "gastroenteropancreatic tumors",
        ),
        ("verdinocarbamate derivatives (VC) were made", "VC", "verdinocarbamate derivatives"),
        ("three-dimensional (3D) planning", "3D", "three-dimensional"),
        ("given 5-aminolevulinic acid (ALA)", "ALA", "5-aminolevulinic acid"),
        ("the marker CD20 (MS4A1) was lost", "MS4A1", "CD20"),
        ("CD135 (c-fes) was seen", "c-fes", "CD135"),
    ],
)
def test_find_definition_binds_the_right_words(text: str, short: str, long: str) -> None:
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "most patients (n = 3) improved",
        "the Agency (FDA) said so",
        "it was reported (2019) and again (12 months)",
        "as shown (Fig. 2) and (see below)",
        "the tumour (left) and its margin (3 cm)",
        "EGFR (T790M) was found",
        "the FDA (FDA) agreed",
        "an old idea (and so on)",
    ],
)
def test_find_other_brackets_gives_nothing(text: str) -> None:
    assert pairs(text) == []


def test_find_also_called_binds_the_second_name() -> None:
    assert ("LB-0102", "Fabulicel") in pairs("Fabulicel, also known as LB-0102, is made of T cells.")


def test_find_called_binds_nothing_to_the_place_that_a_pronoun_is_in() -> None:
    assert pairs("Those in the thymus were formerly called lymphoepithelioma.") == []


def test_find_called_leaves_the_verb_out_of_the_name() -> None:
    assert pairs("Thymoma was formerly called lymphoepithelioma.") == [("lymphoepithelioma", "Thymoma")]


def test_find_also_called_line_binds_to_the_heading_above() -> None:
    found = pairs("Giant Cell Tumor of Bone Treatment", "Also called: GCTB, osteoclastoma")
    assert found == [("GCTB", "Giant Cell Tumor of Bone"), ("osteoclastoma", "Giant Cell Tumor of Bone")]


def test_find_spans_are_document_offsets() -> None:
    texts = ["A heading", "on pleural mesothelioma (PM) today"]
    joined = "\n".join(texts)
    (found,) = find_abbreviations([NLP(t) for t in texts], [0, len(texts[0]) + 1])
    assert found.short_span.of(joined) == found.short
    assert found.long_span.of(joined) == found.long


def test_find_same_pair_twice_is_reported_once() -> None:
    assert pairs("clear cell sarcoma (CCS)", "clear cell sarcoma (CCS)") == [("CCS", "clear cell sarcoma")]


def test_align_prefers_first_letters_of_words() -> None:
    best = align("SC", "many scattered synovial cells")
    assert best is not None
    assert "many scattered synovial cells"[best.start :] == "synovial cells"


def test_align_words_without_the_letters_gives_none() -> None:
    assert align("XYZ", "some other words") is None


def test_short_forms_of_a_list_are_explained_one_by_one() -> None:
    text = "verdine maleate, ochral besylate, and sienna (VM/OCH/SIE) were given"
    assert pairs(text) == [("VM", "verdine maleate"), ("OCH", "ochral besylate"), ("SIE", "sienna")]


def test_what_tells_of_a_study_is_no_long_form() -> None:
    assert not pairs("a trial comparing verdine, ochral and sienna (TCV) with care")
