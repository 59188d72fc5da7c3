from __future__ import annotations

import pytest

from kg.evaluate.variants import forms, gold_forms


@pytest.mark.parametrize(
    ("label", "gold"),
    [
        pytest.param("BRAF V600E", "tmvar:p|SUB|V|600|E", id="one letter, behind a gene"),
        pytest.param("p.Val600Glu", "tmvar:p|SUB|V|600|E", id="three letters"),
        pytest.param("p.(Gly12Asp)", "tmvar:p|SUB|G|12|D", id="brackets"),
        pytest.param("R175*", "tmvar:p|SUB|R|175|X", id="stop"),
        pytest.param("c.35G>A", "tmvar:c|SUB|G|35|A", id="coding base"),
        pytest.param("KRAS c.35G>A", "tmvar:c|SUB|G|35|A", id="coding base, behind a gene"),
        pytest.param("g.99C>T", "tmvar:g|SUB|C|99|T", id="genomic base"),
        pytest.param("-174G>C", "tmvar:c|SUB|G|-174|C", id="before the gene"),
        pytest.param("G1138A", "tmvar:c|SUB|G|1138|A", id="letters of bases"),
        pytest.param("G1138A", "tmvar:p|SUB|G|1138|A", id="the same letters of amino acids"),
        pytest.param("IVS8+4A>G", "tmvar:c|SUB|A|IVS8+4|G", id="intron"),
        pytest.param("185delAG", "tmvar:c|DEL|185|AG", id="deleted bases"),
        pytest.param("c.1314_1328del", "tmvar:c|DEL|1314_1328|", id="deleted stretch"),
        pytest.param("F508del", "tmvar:p|DEL|508|F", id="deleted residue"),
        pytest.param("ΔF508", "tmvar:p|DEL|508|F", id="deleted residue, old form"),
        pytest.param("c.76dupT", "tmvar:c|DUP|76|T|", id="duplication"),
        pytest.param("p.Ser119fsX", "tmvar:p|FS|S|119||", id="frameshift"),
        pytest.param("p.Glu177LysfsX44", "tmvar:p|SUB|E|177|K|44", id="frameshift as a substitution"),
        pytest.param("rs113488022", "dbsnp:rs113488022", id="rs number"),
        pytest.param("G593S", "tmvar:p.G593S", id="not normalised by the corpus"),
        pytest.param("CCR9 del14", "tmvar:c|DEL||14", id="number of deleted bases"),
        pytest.param("del2.4kb", "tmvar:c|DEL||2.4K", id="kilobases"),
        pytest.param("c.-45A", "tmvar:c|Allele|A|-45", id="allele"),
        pytest.param("c.-45AA", "tmvar:c|Allele|A|-45", id="homozygous, by one letter"),
        pytest.param("IVS3+12CT", "tmvar:c|Allele|CT|IVS3+12", id="genotype"),
        pytest.param("R31Q", "tmvar:c|SUB|R|31|Q", id="residues that are no bases"),
        pytest.param("codon38A>G", "tmvar:c|SUB|A|CODON38|G", id="base of a codon"),
    ],
)
def test_forms_meet_those_of_the_corpus(label: str, gold: str) -> None:
    assert forms(label) & gold_forms([gold])


@pytest.mark.parametrize(
    ("label", "gold"),
    [
        pytest.param("V600K", "tmvar:p|SUB|V|600|E", id="another residue"),
        pytest.param("V601E", "tmvar:p|SUB|V|600|E", id="another place"),
        pytest.param("c.35G>A", "tmvar:p|SUB|G|35|A", id="another level"),
        pytest.param("valine at 600", "tmvar:p|SUB|V|600|E", id="words"),
        pytest.param("valine to glutamate at 600", "tmvar:p|SUB|V|600|E", id="words that tell it"),
        pytest.param("c.-45AG", "tmvar:c|Allele|A|-45", id="another genotype"),
        pytest.param("del14", "tmvar:c|DEL||15", id="another number of bases"),
        pytest.param("rs1134", "dbsnp:rs113488022", id="another number"),
        pytest.param("V600E", "dbsnp:rs113488022", id="a number that the text does not give"),
    ],
)
def test_forms_do_not_meet_others(label: str, gold: str) -> None:
    assert not forms(label) & gold_forms([gold])


def test_gold_forms_leave_other_namespaces_out() -> None:
    assert gold_forms(["mesh:D012509"]) == frozenset()
