import pytest

from kg.nlp.variants.find import find_variants

GENES = {"BRAF": "hgnc:1097", "IDH1": "hgnc:5382", "KIT": "hgnc:6342"}


def variants(text: str) -> list[str]:
    return [m.text for m in find_variants(text, GENES.get)]


@pytest.mark.parametrize(
    "name",
    [
        "p.V600E",
        "p.Val600Glu",
        "p.(Arg175His)",
        "p.Leu16del",
        "p.Y99VfsX61",
        "c.35G>A",
        "c.1263+5G>C",
        "c.429_452dup",
        "g.3907G>A",
        "rs121913529",
        "D842V",
        "R175X",
        "Val600Glu",
        "ΔF508",
        "F508del",
        "IVS5+1G>A",
        "185delAG",
        "exon 11 deletion",
        "exon 20 insertions",
        "exon 14 skipping",
        "deletion of exon 19",
        "E746_A750del",
        "glycine-to-arginine substitution at position 197",
        "A-to-G transition at nucleotide 276",
    ],
)
def test_find_variant_reads_the_whole_name(name: str) -> None:
    assert variants(f"there was {name} in the tumour") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "T790 cells",
        "H3K27 marks",
        "B7-H3 antigen",
        "A549 cells",
        "C57BL mice",
        "in G2M phase",
        "P53 loss",
        "E2F1 levels",
        "type 2 diabetes (T2D)",
        "the M6P receptor",
        "A375P cells",
        "E. coli K12 strain",
        "vitamin B12 level",
        "CLDN18.2",
        "a CD34 marker",
        "IL-2 and HLA-A2",
        "exon 11 of the gene",
        "12 of 44 patients",
    ],
)
def test_find_lookalikes_give_nothing(text: str) -> None:
    assert variants(text) == []


def test_find_low_number_needs_a_word_for_variants() -> None:
    assert variants("tumours with the G12D mutation") == ["G12D"]
    assert variants("well G12D of the plate") == []


def test_find_gene_directly_before_is_the_hint() -> None:
    (found,) = find_variants("an IDH1 R132H glioma", GENES.get)
    assert (found.name, found.hints) == ("IDH1 R132H", ("hgnc:5382",))


def test_find_gene_elsewhere_is_no_hint() -> None:
    (found,) = find_variants("KIT was normal while D842V was seen", GENES.get)
    assert (found.name, found.hints) == ("", ())


def test_find_bracket_around_is_not_part() -> None:
    assert variants("a change (c.35G>A) there") == ["c.35G>A"]


def test_find_gene_glued_to_the_variant_is_the_hint() -> None:
    (found,) = find_variants("IDH1R132H tumours and ABCR132H", GENES.get)
    assert (found.text, found.name, found.hints) == ("R132H", "IDH1 R132H", ("hgnc:5382",))
