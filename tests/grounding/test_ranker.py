from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import LexiconError
from kg.grounding.approximate import OneLetter
from kg.grounding.candidates import Candidates, type_factor
from kg.grounding.context import Context, context_of
from kg.grounding.features import features, nothing
from kg.grounding.ranker import Ranker, bundled_ranker
from kg.grounding.rewrites import Way, nouns, shorter_names, trimmed
from kg.grounding.species import HUMAN
from kg.grounding.stated import preferred
from kg.grounding.substitutes import Substitutes, bundled_substitutes
from kg.lexicon import Lexicon
from kg.model import EntityType, Mention, Span

MOUSE = "ncbitaxon:10090"


def mention(text: str, kind: EntityType, start: int = 0) -> Mention:
    return Mention(span=Span(start=start, end=start + len(text)), text=text, type=kind, recogniser="test")


def test_probabilities_of_concepts_and_none_add_up() -> None:
    ranker = Ranker({"gene": {"a": 1.0, "none": 0.5}})
    found = ranker.probabilities("gene", [{"a": 1.0}, {"a": 2.0}], {"none": 1.0})
    assert found[1] > found[0]
    assert 0.0 < sum(found) < 1.0


def test_ranker_without_weights_knows_no_group() -> None:
    assert not Ranker({}).knows("gene")
    assert bundled_ranker().knows("gene")


@pytest.mark.parametrize("text", ["", "[]", '{"weights": {"gene": 1}}', '{"weights": {"gene": {"a": "b"}}}'])
def test_damaged_weights_raise_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "weights.json").write_text(text)
    with pytest.raises(LexiconError, match="weights of the ranker cannot be read"):
        Ranker.load(tmp_path)


def test_damaged_substitutes_name_the_line(tmp_path: Path) -> None:
    (tmp_path / "substitutes.tsv").write_text("# head\nrenal\tkidney\n")
    with pytest.raises(LexiconError, match=r"substitutes\.tsv:2: 2 columns"):
        Substitutes.load(tmp_path)


def test_bundled_substitutes_know_organs() -> None:
    assert ("kidney stone", "'kidney' for 'renal'") in set(bundled_substitutes().forms("renal stone"))


@pytest.mark.parametrize(
    ("name", "noun"), [("hypertensive", "hypertension"), ("leukemic", "leukemia"), ("psychotic", "psychosis")]
)
def test_nouns_of_adjectives(name: str, noun: str) -> None:
    assert noun in set(nouns(name, EntityType.DISEASE))


@pytest.mark.parametrize(
    ("name", "noun"), [("stromal", "stroma"), ("cerebellar", "cerebellum"), ("tubular", "tubule")]
)
def test_nouns_of_adjectives_of_places(name: str, noun: str) -> None:
    assert noun in set(nouns(name, EntityType.ANATOMY))


def test_what_comes_from_a_cause_is_shortened_to_itself() -> None:
    assert next(shorter_names("contrast-induced nephropathy")) == ("nephropathy", "contrast-induced")


def test_trimming_leaves_what_is_no_tail() -> None:
    assert list(trimmed("tumor antigen", EntityType.DISEASE)) == []
    assert "p53" in set(trimmed("human p53 protein", EntityType.GENE))


@pytest.mark.parametrize(
    ("name", "kind", "way"),
    [
        pytest.param("carcinoma of the breast", EntityType.DISEASE, Way.SAME, id="as written or loose"),
        pytest.param("NF2 gene", EntityType.GENE, Way.TRIMMED, id="tail"),
        pytest.param("hemiplegic", EntityType.DISEASE, Way.ADJECTIVE, id="adjective"),
        pytest.param("recurrent chordoma", EntityType.DISEASE, Way.MODIFIED, id="modifier"),
        pytest.param("osteosarkoma", EntityType.DISEASE, Way.NEAR, id="slip of the pen"),
    ],
)
def test_ways_to_a_name(lexicon: Lexicon, name: str, kind: EntityType, way: Way) -> None:
    found = Candidates(lexicon, approximate=OneLetter(lexicon)).of(name, kind)
    ways = {each.way for each in found}
    assert way in ways or (way is Way.SAME and Way.LOOSE in ways)
    assert all(type_factor(kind, each.term.type) for each in found)


def test_shortened_name_that_lists_have_is_not_rewritten_as_well(lexicon: Lexicon) -> None:
    def substitutes(name: str) -> list[tuple[str, str]]:
        return [("glioma", "'glioma' for 'chordoma'")] if name == "chordoma" else []

    found = Candidates(lexicon, substitutes=substitutes).of("recurrent chordoma", EntityType.DISEASE)
    modified = {each.term.label for each in found if each.way is Way.MODIFIED}
    assert "chordoma" in modified
    assert "glioma" not in modified


@pytest.mark.parametrize("kind", [EntityType.DRUG, EntityType.GENE])
def test_one_letter_makes_another_drug_or_gene(lexicon: Lexicon, kind: EntityType) -> None:
    assert list(OneLetter(lexicon).nearest("prednizolone", kind)) == []


def test_context_counts_species_and_knows_the_nearest(lexicon: Lexicon) -> None:
    text = "Patients were compared with mice. In mice, Kit was lost."
    kit = mention("Kit", EntityType.GENE, text.index("Kit"))
    context = context_of(text, [kit], (), lexicon)
    assert context.species[MOUSE] > context.species[HUMAN]
    assert context.species_before(kit) == MOUSE
    assert context.species_around(kit.span)[MOUSE] > context.species[MOUSE]


def test_species_of_the_text_moves_the_gene(lexicon: Lexicon) -> None:
    kit = mention("Kit", EntityType.GENE)
    found = Candidates(lexicon).of("Kit", EntityType.GENE)
    chances = {}
    for taxon in (HUMAN, MOUSE):
        context = Context(species={taxon: 1.0}, places=((0, taxon),))
        weighed = features(found, kit, context, lexicon.concept)
        none = nothing(weighed, surface="Kit")
        values = bundled_ranker().probabilities("gene", [each.values for each in weighed], none)
        chances[taxon] = sum(
            p for p, each in zip(values, weighed, strict=True) if each.found.term.taxon == MOUSE
        )
    assert chances[MOUSE] > chances[HUMAN]


def test_preferred_name_of_an_authority_leaves_no_choice(lexicon: Lexicon) -> None:
    one = mention("mesothelioma", EntityType.DISEASE)
    found = Candidates(lexicon).of(one.text, one.type)
    weighed = features(found, one, Context(), lexicon.concept)
    stated = preferred(found, weighed, one.type, Context())
    chosen = [each.found.term.label for each, own in zip(weighed, stated, strict=True) if own]
    assert chosen == ["mesothelioma"]


def test_symbol_of_a_gene_in_a_text_about_mice_is_left_to_the_ranker(lexicon: Lexicon) -> None:
    one = mention("KIT", EntityType.GENE)
    found = Candidates(lexicon).of(one.text, one.type)
    mice = Context(species={MOUSE: 1.0}, places=((0, MOUSE),))
    assert not any(preferred(found, features(found, one, mice, lexicon.concept), one.type, mice))
