from __future__ import annotations

import pytest

from kg.errors import NotFoundError
from kg.grounding import Grounder
from kg.lexicon import Lexicon
from kg.model import Abbreviation, EntityType, Grounding, Mention, Span


def mention(text: str, kind: EntityType, *, hints: tuple[str, ...] = (), name: str = "") -> Mention:
    return Mention(
        span=Span(start=0, end=len(text)), text=text, type=kind, recogniser="test", hints=hints, name=name
    )


def abbreviation(short: str, long: str) -> Abbreviation:
    return Abbreviation(
        short=short,
        long=long,
        short_span=Span(start=0, end=len(short)),
        long_span=Span(start=0, end=len(long)),
    )


@pytest.fixture
def grounder(lexicon: Lexicon) -> Grounder:
    return Grounder(lexicon)


def ground(grounder: Grounder, text: str, kind: EntityType, hints: tuple[str, ...] = ()) -> Grounding:
    return grounder.ground([mention(text, kind, hints=hints)])[0]


@pytest.mark.parametrize(
    ("text", "kind", "curie"),
    [
        pytest.param("Osteosarcoma", EntityType.DISEASE, "mondo:0009807", id="label"),
        pytest.param("chordomas", EntityType.DISEASE, "mondo:0008978", id="plural"),
        pytest.param("HER-2", EntityType.GENE, "hgnc:3430", id="alias"),
        pytest.param("MAGE-A3", EntityType.GENE, "hgnc:6801", id="not the next family member"),
        pytest.param("Gleevec", EntityType.DRUG, "drugbank:DB00619", id="brand"),
        pytest.param("pulmonary", EntityType.ANATOMY, "uberon:0002048", id="adjective"),
        pytest.param("WT1", EntityType.GENE, "hgnc:12796", id="gene"),
    ],
)
def test_ground_public_concept(grounder: Grounder, text: str, kind: EntityType, curie: str) -> None:
    assert ground(grounder, text, kind).concept == curie


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("metastatic osteosarcoma", "metastatic"),
        ("relapsed or refractory osteosarcoma", "relapsed or refractory"),
        ("high-risk osteosarcoma", "high-risk"),
    ],
)
def test_ground_drops_modifiers_and_says_so(grounder: Grounder, text: str, dropped: str) -> None:
    grounding = ground(grounder, text, EntityType.DISEASE)
    assert grounding.concept == "mondo:0009807"
    assert grounding.chosen is not None
    assert f"without the modifier {dropped!r}" in grounding.chosen.reasons


def test_ground_says_which_word_of_a_subtype_is_lost(grounder: Grounder) -> None:
    grounding = ground(grounder, "zebroid osteosarcoma", EntityType.DISEASE)
    assert grounding.chosen is not None
    assert grounding.chosen.label == "osteosarcoma"
    assert any("which does not say 'zebroid'" in reason for reason in grounding.chosen.reasons)


def test_ground_what_shares_no_word_of_content_is_none(grounder: Grounder) -> None:
    grounding = ground(grounder, "quuxian zebroid syndrome", EntityType.DISEASE)
    assert grounding.chosen is None
    assert grounding.concept == "bkg:concept/disease/quuxian-zebroid-syndrome"


def test_ground_member_of_joined_names(grounder: Grounder) -> None:
    grounding = ground(grounder, "gastric, ovarian or thyroid cancer", EntityType.DISEASE)
    assert grounding.chosen is not None
    assert grounding.chosen.label in ("gastric cancer", "ovarian cancer", "thyroid cancer")
    assert "named together" in grounding.chosen.reasons[0]


def test_ground_short_form_that_another_mention_spells(grounder: Grounder) -> None:
    mentions = [
        Mention(span=Span(start=0, end=len(t)), text=t, type=EntityType.DISEASE, recogniser="test")
        for t in ("overactive bladder", "OAB")
    ]
    full, short = grounder.ground(mentions)
    assert full.chosen is not None
    assert short.concept == full.concept


def test_ground_modifier_that_makes_a_concept_stays(grounder: Grounder, lexicon: Lexicon) -> None:
    assert lexicon.terms("acute leukemia")
    assert ground(grounder, "acute leukemia", EntityType.DISEASE).concept != (
        ground(grounder, "leukemia", EntityType.DISEASE).concept
    )


def test_ground_never_by_similar_spelling(grounder: Grounder) -> None:
    assert ground(grounder, "imatinab", EntityType.DRUG).chosen is None


def test_ground_type_contradiction_is_no_candidate(grounder: Grounder) -> None:
    assert ground(grounder, "imatinib", EntityType.ANATOMY).candidates == ()


def test_ground_keeps_the_runner_up(grounder: Grounder) -> None:
    candidates = ground(grounder, "osteosarcoma", EntityType.DISEASE).candidates
    assert [candidate.curie for candidate in candidates[:2]] == ["mondo:0009807", "hp:0002669"]
    assert candidates[0].score > candidates[1].score


def test_ground_long_form_of_the_document_wins(grounder: Grounder) -> None:
    mentions = [mention("HCC", EntityType.DISEASE)]
    alone = grounder.ground(mentions)[0]
    defined = grounder.ground(mentions, [abbreviation("HCC", "quuxian zebroid syndrome")])[0]
    assert alone.concept == "mondo:0007256"
    assert defined.concept == "bkg:concept/disease/quuxian-zebroid-syndrome"


def test_ground_long_form_known_to_the_lexicon(grounder: Grounder) -> None:
    grounding = grounder.ground([mention("ZZT", EntityType.DISEASE)], [abbreviation("ZZT", "chordoma")])[0]
    assert grounding.concept == "mondo:0008978"
    assert grounding.chosen is not None
    assert grounding.chosen.reasons[0] == "'ZZT' stands for 'chordoma' in this document"


def test_ground_unknown_is_minted_once_for_plural_and_case(grounder: Grounder) -> None:
    groundings = grounder.ground(
        [mention("Blue-cell mimics", EntityType.DISEASE), mention("blue cell mimic", EntityType.DISEASE)]
    )
    assert {grounding.concept for grounding in groundings} == {"bkg:concept/disease/blue-cell-mimic"}
    concept = grounder.concept(groundings[0].concept)
    assert (concept.label, concept.grounded) == ("Blue-cell mimics", False)


def test_label_of_own_concept_comes_from_the_latest_document(grounder: Grounder) -> None:
    ground(grounder, "Zorbinib", EntityType.DRUG)
    second = ground(grounder, "ZORBINIB", EntityType.DRUG)
    assert grounder.concept(second.concept).label == "ZORBINIB"


def test_ground_fusion_keeps_the_order_of_partners(grounder: Grounder) -> None:
    grounding = ground(grounder, "FUS-DDIT3", EntityType.FUSION, ("hgnc:4010", "hgnc:2726"))
    concept = grounder.concept(grounding.concept)
    assert grounding.concept == "bkg:fusion/FUS--DDIT3"
    assert (concept.label, concept.partners) == ("FUS::DDIT3", ("hgnc:4010", "hgnc:2726"))
    assert concept.grounded


def test_ground_fusion_with_one_partner(grounder: Grounder) -> None:
    concept = grounder.concept(ground(grounder, "ALK fusion", EntityType.FUSION, ("hgnc:427",)).concept)
    assert (concept.label, concept.partners) == ("ALK fusion", ("hgnc:427",))


@pytest.mark.parametrize("text", ["p.Gly12Asp", "G12D", "p.(Gly12Asp)", "KRAS G12D"])
def test_ground_variant_spellings_are_one(grounder: Grounder, text: str) -> None:
    assert ground(grounder, text, EntityType.VARIANT, ("hgnc:6407",)).concept == "bkg:variant/KRAS/G12D"


def test_ground_variant_without_gene_is_not_grounded(grounder: Grounder) -> None:
    grounding = ground(grounder, "c.34G>T", EntityType.VARIANT)
    assert grounding.concept == "bkg:variant/none/c.34G-T"
    assert not grounder.concept(grounding.concept).grounded


@pytest.mark.parametrize(
    ("text", "hints", "curie"),
    [
        ("NCT01234567", (), "clinicaltrials:NCT01234567"),
        ("STAR-9", ("clinicaltrials:NCT00000009",), "clinicaltrials:NCT00000009"),
        ("SPEARHEAD-1", (), "clinicaltrials:NCT04044768"),
        ("STAR-9", (), "bkg:trial/star-9"),
    ],
)
def test_ground_trial(grounder: Grounder, text: str, hints: tuple[str, ...], curie: str) -> None:
    assert ground(grounder, text, EntityType.TRIAL, hints).concept == curie


def test_ground_class_by_its_target(grounder: Grounder) -> None:
    grounding = ground(grounder, "FGFR4 antagonists", EntityType.DRUG_CLASS)
    assert grounding.concept == "bkg:concept/drug-class/fgfr4-antagonist"
    assert grounder.concept(grounding.concept).grounded


def test_hint_without_a_name_is_used(grounder: Grounder) -> None:
    assert ground(grounder, "this tumour", EntityType.DISEASE, ("mondo:0008978",)).concept == "mondo:0008978"


def test_ground_aligned_with_the_mentions(grounder: Grounder) -> None:
    mentions = [mention("chordoma", EntityType.DISEASE), mention("KIT", EntityType.GENE)]
    assert [grounding.mention for grounding in grounder.ground(mentions)] == mentions


def test_every_concept_named_is_known(grounder: Grounder) -> None:
    for text in ("chordoma", "unheard-of thing"):
        grounding = ground(grounder, text, EntityType.DISEASE)
        assert grounder.concept(grounding.concept).curie == grounding.concept


def test_concept_never_grounded_raises(grounder: Grounder) -> None:
    with pytest.raises(NotFoundError, match="never grounded"):
        grounder.concept("bkg:concept/drug/unseen")


def test_ground_short_form_that_the_document_leaves_unexplained(grounder: Grounder) -> None:
    mentions = [mention("MTHX", EntityType.DRUG), mention("methotrexate", EntityType.DRUG)]
    short, full = grounder.ground(mentions)
    assert short.concept == full.concept == "drugbank:DB00563"
    assert short.chosen is not None
    assert short.chosen.reasons[0] == "'methotrexate' is named in this document"
    both = grounder.ground([*mentions, mention("methoxyflurane hexahydrate", EntityType.DRUG)])
    assert both[0].concept != full.concept


def test_ground_formula_by_its_case(grounder: Grounder) -> None:
    assert ground(grounder, "KOH", EntityType.DRUG).chosen is not None
    assert ground(grounder, "koh", EntityType.DRUG).chosen is None


def test_ground_family_by_its_name_in_words(grounder: Grounder) -> None:
    assert ground(grounder, "histone deacetylase", EntityType.GENE_FAMILY).concept == "fplx:HDAC"


@pytest.mark.parametrize(("name", "curie"), [("ERK1/2", "fplx:ERK"), ("NF-kB", "fplx:NFkappaB")])
def test_ground_family_by_a_name_that_only_families_have(grounder: Grounder, name: str, curie: str) -> None:
    assert ground(grounder, name, EntityType.GENE_FAMILY).concept == curie


@pytest.mark.parametrize(
    ("name", "curie"), [("nitric oxide synthases", "fplx:NOS"), ("muscarinic receptors", "fplx:CHRM")]
)
def test_ground_family_where_the_recogniser_saw_a_gene(grounder: Grounder, name: str, curie: str) -> None:
    assert ground(grounder, name, EntityType.GENE).concept == curie


def test_ground_member_by_the_number_in_a_family_that_the_text_explains(grounder: Grounder) -> None:
    """Alone PAR1 is also a microtubule kinase and a transcript of the Prader-Willi region."""
    forms = [abbreviation("PARs", "proteinase-activated receptors")]
    names = ("PAR1", "PAR-4")
    found = grounder.ground([mention(name, EntityType.GENE) for name in names], forms)
    assert [each.concept for each in found] == ["hgnc:3537", "hgnc:3540"]


def test_ground_protein_with_a_phosphate_by_the_long_form_of_the_protein(grounder: Grounder) -> None:
    forms = [abbreviation("MLC", "myosin light chain")]
    (found,) = grounder.ground([mention("p-MLC", EntityType.GENE)], forms)
    assert found.concept == "fplx:MYL"


def test_confined_grounder_names_only_what_it_may(lexicon: Lexicon) -> None:
    """MeSH of 2015 has no heading of prostate carcinoma, but one of the neoplasm and the cancer."""
    fine, wide = "mondo:0005159", ("mondo:0021259", "mondo:0008315")
    text = "prostate carcinoma"
    assert ground(Grounder(lexicon), text, EntityType.DISEASE).concept == fine
    confined = Grounder(lexicon, within=lambda curie: curie != fine)
    assert ground(confined, text, EntityType.DISEASE).concept in wide
