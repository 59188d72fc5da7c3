"""Registry pages, guidelines, news and labels: what is warned of, approved, and told below a heading."""

from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims, Results

pytestmark = pytest.mark.model

HARM = "has_adverse_event"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Ponatinib bears a boxed warning for arterial occlusion.",
            {Claim("ponatinib", HARM, "arterial occlusion")},
            id="boxed-warning",
        ),
        pytest.param(
            "Vandetanib slows the growth of the tumor at the cost of more diarrhea.",
            {Claim("vandetanib", HARM, "diarrhea")},
            id="price",
        ),
        pytest.param(
            "Thalidomide is no longer used because of constipation, drowsiness and neuropathy.",
            {Claim("thalidomide", HARM, "constipation"), Claim("thalidomide", HARM, "Drowsiness")},
            id="held-back",
        ),
        pytest.param(
            "Etoposide raises the risk of second cancers, including acute myeloid leukemia.",
            {Claim("etoposide", HARM, "acute myeloid leukemia")},
            id="kinds-of-a-harm",
        ),
        pytest.param(
            "The EMA has given conditional approval to selumetinib for children with plexiform neurofibroma.",
            {Claim("selumetinib", "approved_for", "plexiform neurofibroma")},
            id="approval-to",
        ),
        pytest.param(
            "The chordoma indication of imatinib was withdrawn last year after a trial in thymoma.",
            {Claim("imatinib", "approved_for", "chordoma", "negated")},
            id="taken-back",
        ),
        pytest.param(
            "Votrient® was licensed by the EMA for soft tissue sarcoma.",
            {Claim("European Medicines Agency", "approves", "pazopanib")},
            id="sign-of-a-trade-name",
        ),
        pytest.param(
            "Denosumab is an antibody to RANKL.",
            {Claim("denosumab", "targets", "TNFSF11")},
            id="antibody-to",
        ),
        pytest.param(
            "Adults got the HER2-directed antibody trastuzumab.",
            {Claim("trastuzumab", "targets", "ERBB2")},
            id="directed-antibody",
        ),
        pytest.param(
            "A man with thyroid storm needs propranolol.",
            {Claim("propranolol", "treats", "thyroid crisis")},
            id="needs",
        ),
    ],
)
def test_a_sentence_claims(text: str, expected: set[Claim], claims: Claims) -> None:
    assert expected <= claims(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Chordoma: guidance\n\nObesity raises the risk, and so does smoking.",
            {
                Claim("Smoking", "contributes_to", "chordoma"),
                Claim("obesity disorder", "contributes_to", "chordoma"),
            },
            id="raises-the-risk",
        ),
        pytest.param(
            "Familial Mediterranean fever: what to give\n\nAttacks should be treated with colchicine.\n\n"
            "For long-term prophylaxis the first choice is anakinra.",
            {
                Claim("colchicine", "treats", "familial Mediterranean fever"),
                Claim("anakinra", "treats", "familial Mediterranean fever"),
            },
            id="attacks",
        ),
        pytest.param(
            "Drugs for thymoma\n\nOctreotide may replace prednisone. Everolimus is an alternative where"
            " sunitinib is contraindicated because of heart failure.",
            {
                Claim("octreotide", "treats", "thymoma", "affirmed", "hedged"),
                Claim("everolimus", "treats", "thymoma"),
            },
            id="in-place-of",
        ),
        pytest.param(
            "How is thymoma treated?\n\nOctreotide\n\nMost people get this drug first.\n\nEverolimus\n\n"
            "It is as good as octreotide. It can cause mouth ulcers.",
            {Claim("everolimus", HARM, "Oral ulcer")},
            id="below-a-drug",
        ),
        pytest.param(
            "Sunitinib\n\nSunitinib is used to treat thymoma. Sunitinib comes as a capsule.\n\n"
            "What side effects can sunitinib cause?\n\nTell your nurse if these symptoms do not go away:\n\n"
            "• diarrhea\n\n• nausea\n",
            {Claim("sunitinib", HARM, "diarrhea"), Claim("sunitinib", HARM, "nausea")},
            id="symptoms-below-side-effects",
        ),
        pytest.param(
            "Sunitinib\n\nSunitinib is a capsule for thymoma. Sunitinib is taken daily.\n\nSafety\n\n"
            "Pancreatitis occurred in 2% of patients.",
            {Claim("sunitinib", HARM, "pancreatitis")},
            id="illness-counted-as-harm",
        ),
        pytest.param(
            "Thymoma: summary\n\nMetastatic disease: sunitinib or everolimus\n",
            {Claim("sunitinib", "treats", "thymoma"), Claim("everolimus", "treats", "thymoma")},
            id="stage-before-a-colon",
        ),
        pytest.param(
            "Thymoma: recommendations\n\nLine | Preferred\n"
            "First | Cisplatin and doxorubicin\nSecond | Sunitinib\n",
            {Claim("sunitinib", "treats", "thymoma"), Claim("doxorubicin", "treats", "thymoma")},
            id="table-by-line",
        ),
        pytest.param(
            "Treatment of gout\n\nRecommendations\n\n1. Colchicine is of no use during attacks.\n"
            "2. Allopurinol can be omitted in old age.\n",
            {
                Claim("colchicine", "treats", "gout", "negated"),
                Claim("allopurinol", "treats", "gout", "negated"),
            },
            id="of-no-use",
        ),
        pytest.param(
            "Thymoma\n\nIn stage I-III disease, octreotide is the treatment of choice.",
            {Claim("octreotide", "treats", "thymoma")},
            id="stages",
        ),
    ],
)
def test_a_page_claims(text: str, expected: set[Claim], claims: Claims) -> None:
    assert expected <= claims(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param(
            "Treatment of thymoma\n\nFew agents help once cisplatin has failed.",
            Claim("cisplatin", "treats", "thymoma", "negated"),
            id="once-it-has-failed",
        ),
        pytest.param(
            "Lanreotide\n\nLanreotide is for acromegaly. Lanreotide is injected.\n\nADVERSE REACTIONS\n\n"
            "Most common adverse reactions:\n- Acromegaly: nausea, diarrhea\n- Carcinoid: headache, rash\n",
            Claim("lanreotide", HARM, "acromegaly"),
            id="harm-by-disease",
        ),
        pytest.param(
            "Care of migraine\n\nRed wine and sildenafil can trigger attacks.",
            Claim("sildenafil", HARM, "migraine disorder"),
            id="attacks-are-no-harm",
        ),
        pytest.param(
            "The maker seeks approval of pazopanib for adults with chordoma.",
            Claim("pazopanib", "approved_for", "chordoma"),
            id="sought",
        ),
        pytest.param(
            "Axitinib for thymoma (AXI-3)\n\nNCT01234567\n\n"
            "Intervention / Treatment\n\nDrug: Axitinib\nDrug: Octreotide\n",
            Claim("octreotide", "treats", "thymoma"),
            id="arm-of-a-registry",
        ),
    ],
)
def test_a_page_does_not_claim(text: str, wrong: Claim, claims: Claims) -> None:
    assert wrong not in claims(text)


def test_a_response_is_to_the_drug_of_the_paragraph(results: Results) -> None:
    text = (
        "News on rare tumors\n\nAxitinib in thymoma\n\nAxitinib was given to 20 people.\n\nChordoma\n\n"
        "New data for erlotinib were shown. The response rate in patients with chordoma was 12%."
    )
    found = [r for r in results(text) if r.value == "12"]
    assert [r.about for r in found] == [("erlotinib",)]
