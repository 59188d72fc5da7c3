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


@pytest.mark.parametrize(
    "name",
    [
        "arginine 84 to glutamine",
        "Glu 12 to stop",
        "glutamic acid 33 is replaced by aspartic acid",
        "proline for arginine at codon 150",
        "T deletion at 5063",
        "deletion of G at nucleotide 35",
        "G to C substitution at -308",
        "codon 26, GAG-->GCG",
        "28-kb deletion",
        "deletion of 37,410 bp",
        "272gly----stop",
        "cys152 > arg",
        "Q135Stop",
        "C-174G",
        "G20210A",
        "p.11_12insAA",
        "-588 (A>G)",
        "IVSI-5 (G-->C)",
    ],
)
def test_find_variant_told_in_words_or_in_old_notation(name: str) -> None:
    assert variants(f"there was {name} in the tumour") == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("BRAF V600E-mutant melanoma", ["V600E"], id="a word behind a hyphen"),
        pytest.param("a BRAF-V600E tumour", ["V600E"], id="behind its gene and a hyphen"),
        pytest.param("KIT(D16V) cells", ["D16V"], id="in a bracket behind its gene"),
        pytest.param("the L858R/T790M double mutant", ["L858R", "T790M"], id="two with a slash"),
        pytest.param("an H3K27M glioma", ["K27M"], id="histone mutation"),
        pytest.param("the -31C allele", ["-31C"], id="allele"),
        pytest.param("the KIT delta32 allele", ["delta32"], id="shortened"),
    ],
)
def test_find_short_form_by_what_it_is_joined_to(text: str, found: list[str]) -> None:
    assert variants(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "an A/G ratio of 2",
        "the G to C interval",
        "a single nucleotide deletion",
        "the S100 protein",
        "p53 and T2 images",
        "A375P-CXCR1 cells",
        "3T3-F442A adipocytes",
        "an H3K27A mark",
        "delta12 desaturase",
        "from 10 to 20 at position 3",
        "glutamine to glutamate ratio",
    ],
)
def test_find_nothing_more_than_that(text: str) -> None:
    assert variants(text) == []


@pytest.mark.parametrize("text", ["homozygous for R132H", "codon 133 ACG, M133T"])
def test_find_plain_word_or_codon_before_is_no_gene(text: str) -> None:
    genes = {"for": "hgnc:12799", "ACG": "hgnc:23483"}
    assert [m.hints for m in find_variants(text, genes.get)] == [()]
