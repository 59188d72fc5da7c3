import pytest

from kg.model import EntityType
from kg.nlp.fusion import find_fusions

SYMBOLS = (
    "FUS DDIT3 PAX3 PAX7 FOXO1 SS18 SSX1 ALK EML4 NTRK3 ETV6 EWSR1 ATF1 HER2 CD4 CD8 MLH1 MSH2 MEK ERK PI3K "
    "AKT CD3 CD19 PD-1 PD-L1 CIC TP53 MYC NUTM1 BRD4"
)
GENES = {symbol: f"hgnc:{n}" for n, symbol in enumerate(SYMBOLS.split())}


def fusions(text: str) -> list[str]:
    return [m.name for m in find_fusions(text, GENES.get) if m.type is EntityType.FUSION]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("FUS::DDIT3", "FUS::DDIT3"),
        ("with FUS-DDIT3", "FUS::DDIT3"),
        ("the FUS–DDIT3 fusion", "FUS::DDIT3"),
        ("a FUS/DDIT3 rearrangement", "FUS::DDIT3"),
        ("t(12;16)(q13;p11) FUS–DDIT3", "FUS::DDIT3"),
        ("the former TLS-CHOP fusion protein", "FUS::DDIT3"),
        ("fusion of FUS to DDIT3", "FUS::DDIT3"),
        ("a fusion between the FUS gene and the DDIT3 gene", "FUS::DDIT3"),
        ("BRD4 fused to NUTM1", "BRD4::NUTM1"),
        ("BRD4 is fused with NUTM1", "BRD4::NUTM1"),
        ("a translocation that fuses the BRD4 gene to NUTM1", "BRD4::NUTM1"),
        ("EML4-ALK-positive disease", "EML4::ALK"),
        ("SS18-SSX1/2 transcripts", "SS18::SSX1"),
        ("fusion of the fused in sarcoma gene (FUS) with another one (DDIT3)", "FUS::DDIT3"),
    ],
)
def test_find_fusion_gives_ordered_name(text: str, name: str) -> None:
    assert fusions(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "HER2/neu status",
        "PD-1/PD-L1 blockade",
        "CD4/CD8 ratio",
        "ERK1/2 activity",
        "loss of MLH1/MSH2",
        "the MEK-ERK pathway",
        "PI3K-AKT signalling",
        "a CD3-CD19 bispecific antibody",
        "the TP53-MYC axis",
        "PAX3/PAX7 rearrangement",
        "EWSR1/FUS fusions",
        "PD-L1-HER2 staining",
        "fusion of FUS to UNKNOWN1",
    ],
)
def test_find_other_pairs_gives_no_fusion(text: str) -> None:
    assert fusions(text) == []


def test_find_fusion_hints_are_partners_in_order() -> None:
    (found,) = find_fusions("PAX3::FOXO1", GENES.get)
    assert found.hints == (GENES["PAX3"], GENES["FOXO1"])
    assert found.span.of("PAX3::FOXO1") == found.text == "PAX3::FOXO1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ALK-rearranged tumours", "ALK rearrangement"),
        ("an ALK rearrangement", "ALK rearrangement"),
        ("NTRK3 fusions", "NTRK3 fusion"),
        ("a CIC gene rearrangement", "CIC rearrangement"),
    ],
)
def test_find_one_partner_gives_a_variant(text: str, name: str) -> None:
    (found,) = find_fusions(text, GENES.get)
    assert (found.type, found.name) == (EntityType.VARIANT, name)


@pytest.mark.parametrize("text", ["ALK expression", "the first fusion", "bone fusion surgery"])
def test_find_one_partner_without_alteration_gives_nothing(text: str) -> None:
    assert find_fusions(text, GENES.get) == []
