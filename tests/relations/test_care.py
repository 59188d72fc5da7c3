from __future__ import annotations

import pytest

from tests.relations.claims import Claim, Claims

pytestmark = pytest.mark.model

CARE = {"treats", "studied_to_treat", "in_clinical_trials_for"}


def _care(claims: Claims, text: str) -> set[tuple[str, str]]:
    return {(c.subject, c.object) for c in claims(text) if c.predicate in CARE}


NO_CARE = [
    pytest.param(
        "Neratinib in breast cancer\n\n"
        "Diarrhea was the main harm, which calls for prophylactic treatment with loperamide.",
        ("loperamide", "breast cancer"),
        id="prophylaxis-of-a-harm",
    ),
    pytest.param(
        "Letermovir for the prevention of infection in leukemia\n\nPatients were treated with letermovir.",
        ("letermovir", "leukemia"),
        id="title-about-prevention",
    ),
    pytest.param(
        "We compare the efficacy of famotidine with omeprazole in preventing peptic ulcer in athletes.",
        ("omeprazole", "peptic ulcer disease"),
        id="prevented",
    ),
    pytest.param(
        "Chemoprophylaxis is used in children with sickle cell disease.",
        ("Chemoprevention", "sickle cell disease"),
        id="prophylaxis-as-a-treatment",
    ),
    pytest.param(
        "We advise discontinuing the use of bevacizumab in patients with glioblastoma.",
        ("bevacizumab", "glioblastoma"),
        id="given-up",
    ),
    pytest.param(
        "Nephrolithiasis complicating topiramate therapy.",
        ("topiramate", "nephrolithiasis"),
        id="came-of-the-treatment",
    ),
    pytest.param(
        "Women under propranolol treatment had higher depression scores.",
        ("propranolol", "depressive disorder"),
        id="score",
    ),
    pytest.param(
        "Exposure to pain therapies such as acetaminophen may lead to serious hepatitis.",
        ("acetaminophen", "hepatitis"),
        id="led-to",
    ),
    pytest.param(
        "Bupropion showed severe cardiovascular toxicity in drug overdose.",
        ("bupropion", "Drug Overdose"),
        id="overdose",
    ),
    pytest.param(
        "Nicotine may play a role in accelerating atherosclerosis.",
        ("nicotine", "atherosclerosis"),
        id="part-in-the-disease",
    ),
    pytest.param(
        "Our results show that this peptide may have anti-inflammatory benefits for persons with psoriasis.",
        ("anti-inflammatory agent", "psoriasis"),
        id="kind-of-effect",
    ),
    pytest.param(
        "Creatinine, interleukin-2 and glucose were determined before and after therapy for psoriasis.",
        ("creatinine", "psoriasis"),
        id="measured",
    ),
    pytest.param(
        "A woman with leukemia had a cardiac arrest while receiving cimetidine.",
        ("cimetidine", "leukemia"),
        id="given-beside",
    ),
    pytest.param(
        "Vitamin E reduces atherosclerosis in individuals with diabetes mellitus.",
        ("Vitamin E", "diabetes mellitus"),
        id="of-whom",
    ),
    pytest.param(
        "Nimodipine reduced brain edema after stroke induction by injection of thrombin.",
        ("nimodipine", "stroke disorder"),
        id="brought-about",
    ),
    pytest.param(
        "Gefitinib effects on uridine transport were evaluated in human lung and breast cancer cell lines.",
        ("gefitinib", "breast cancer"),
        id="cell-lines",
    ),
    pytest.param(
        "Heart failure in the young\n\nThe cardiotoxicity of anthracycline therapy calls for new tests.",
        ("anthracycline", "heart failure"),
        id="its-toxicity",
    ),
    pytest.param(
        "Kidney disorders in rats\n\nNephrotoxic effects of gentamicin treatment on reabsorption were seen.",
        ("gentamicin", "kidney disorder"),
        id="toxic-effects",
    ),
    pytest.param(
        "Myocardial infarction in women\n\nDeath is a rare complication reported after mifepristone therapy.",
        ("mifepristone", "myocardial infarction"),
        id="complication-after",
    ),
    pytest.param(
        "Uveitis and its care\n\nTrabeculectomy was considered a success in most eyes.",
        ("trabeculectomy", "uveitis"),
        id="judged",
    ),
    pytest.param(
        "Hypertensive disorder in plasma\n\n"
        "A chromatographic method for nitrendipine used felodipine as internal standard.",
        ("felodipine", "hypertensive disorder"),
        id="assay",
    ),
    pytest.param(
        "Exemestane significantly reduces the incidence of breast cancer in older women.",
        ("exemestane", "breast cancer"),
        id="incidence",
    ),
    pytest.param(
        "In borderline hypertensive men, exaggerated responses to caffeine were those of pressure.",
        ("caffeine", "hypertensive disorder"),
        id="bodily-response",
    ),
    pytest.param(
        "Provocation of syncope by nitroglycerin in diabetes mellitus?",
        ("nitroglycerin", "diabetes mellitus"),
        id="provoked",
    ),
    pytest.param(
        "Caution should be exercised when prescribing vasodilator drugs in diabetes mellitus.",
        ("vasodilator agent", "diabetes mellitus"),
        id="warned-of",
    ),
    pytest.param(
        "Because proteinuria is a major predictor of poor transplantation outcome, it was studied.",
        ("Transplantation", "proteinuria"),
        id="foretells",
    ),
    pytest.param(
        "Treatment with zoledronate would result in fewer hip fractures.",
        ("zoledronic acid", "hip fracture"),
        id="fewer",
    ),
    pytest.param(
        "Thymoma in adults\n\nWe found that this is associated with shorter time to treatment.",
        ("Time-to-Treatment", "thymoma"),
        id="time-to-treatment",
    ),
    pytest.param(
        "Octreotide for prostate cancer\n\n"
        "All patients had previously received flutamide combined with medical castration as first therapy.",
        ("Castration", "prostate cancer"),
        id="had-before",
    ),
    pytest.param(
        "The kinase was more active in leukemia cells made resistant to quizartinib.",
        ("quizartinib", "leukemia"),
        id="cells-made-resistant",
    ),
    pytest.param(
        "Hepatitis induced by antithyroid drugs: propylthiouracil and others.",
        ("propylthiouracil", "hepatitis"),
        id="label-of-harm",
    ),
    pytest.param(
        "Coronary artery disease in women\n\nNiacin is used to treat lipid imbalance.",
        ("niacin", "coronary artery disorder"),
        id="for-something-unknown",
    ),
]


@pytest.mark.parametrize(("text", "pair"), NO_CARE)
def test_words_that_tell_of_no_care(text: str, pair: tuple[str, str], claims: Claims) -> None:
    assert pair not in _care(claims, text)


def test_prevention_of_a_return_is_care(claims: Claims) -> None:
    assert ("mesalazine", "ulcerative colitis") in _care(
        claims, "Mesalazine is effective in preventing relapse of ulcerative colitis."
    )


TRIED = [
    pytest.param(
        "The combined use of doxycycline and endostatin in chordoma can inhibit the growth of vessels.",
        "doxycycline",
        id="what-it-may-do",
    ),
    pytest.param(
        "Sorafenib in chordoma\n\nTherapy with sorafenib was tolerable but slow.",
        "sorafenib",
        id="how-it-went",
    ),
    pytest.param(
        "Mice with chordoma got selinexor. Selinexor slowed growth in mice. "
        "The selinexor treatment halved the weight of chordoma in the animals.",
        "selinexor",
        id="in-animals",
    ),
]


@pytest.mark.parametrize(("text", "treatment"), TRIED)
def test_what_is_only_tried_is_studied(text: str, treatment: str, claims: Claims) -> None:
    found = claims(text)
    assert Claim(treatment, "studied_to_treat", "chordoma") in found
    assert Claim(treatment, "treats", "chordoma") not in found


NO_HELP = (
    "Combination therapy with sorafenib and paclitaxel does not appear to improve fatigue or quality of life "
    "in patients after stent placement for thymoma compared to paclitaxel alone."
)
USELESS = "Sorafenib plus weekly paclitaxel is an inactive salvage treatment in patients with thymoma."


NOTHING_GAINED = (
    "The addition of sorafenib to endocrine treatment in women with thymoma did not improve outcomes."
)


@pytest.mark.parametrize("text", [USELESS, NO_HELP, NOTHING_GAINED])
def test_useless_treatment_is_denied(text: str, claims: Claims) -> None:
    polarities = {c.polarity for c in claims(text) if c.predicate in CARE}
    assert polarities == {"negated"}


NO_DENIAL = [
    pytest.param("We studied rheumatoid arthritis patients treated or not with adalimumab.", id="or-not"),
    pytest.param(
        "The gene is associated with poor response to chemotherapy in thymoma.", id="marker-of-poor-response"
    ),
    pytest.param(
        "No earlier trials have compared timolol with latanoprost as first therapy in glaucoma.",
        id="no-trials",
    ),
    pytest.param(
        "Gefitinib in breast cancer\n\nThe gefitinib combination reduced growth in one line, whereas it had "
        "no effect on the level of phospho-AKT in the other.",
        id="no-effect-on-a-level",
    ),
    pytest.param("Rats were given no treatment, imatinib or everolimus for chordoma.", id="untreated-group"),
    pytest.param("Erlotinib may not enhance the effects of gemcitabine in chordoma.", id="added-to"),
    pytest.param(
        "Studies have not shown a higher risk of stroke with the use of tolterodine in overactive bladder.",
        id="of-harm",
    ),
    pytest.param(
        "Losartan in stroke\n\nNeither systolic nor diastolic pressure differed with losartan treatment.",
        id="under-treatment",
    ),
]


@pytest.mark.parametrize("text", NO_DENIAL)
def test_denial_of_something_else_denies_no_care(text: str, claims: Claims) -> None:
    denied = {c.subject for c in claims(text) if c.predicate in CARE and c.polarity == "negated"}
    assert not denied - {"erlotinib"}


NOT_COMPARED = [
    pytest.param(
        "Quetiapine in combination with valproate was compared to placebo and valproate.",
        "valproate",
        id="beside-the-placebo",
    ),
    pytest.param(
        "No earlier trials have compared timolol with latanoprost as first therapy in glaucoma.",
        "timolol",
        id="never-compared",
    ),
    pytest.param(
        "A trial comparing fludarabine alone or in combination with cyclophosphamide was run.",
        "cyclophosphamide",
        id="alone-or-with",
    ),
    pytest.param(
        "Nab-paclitaxel was better tolerated compared with cremophor-solubilized paclitaxel.",
        "cremophor",
        id="solvent",
    ),
    pytest.param("The affinity was higher for dextran than for heparin.", "heparin", id="affinity"),
    pytest.param(
        "The block eased post-tonsillectomy pain better than bupivacaine.",
        "tonsillectomy",
        id="post-procedure",
    ),
    pytest.param(
        "Apart from quinidine, these compounds were stronger than verapamil.", "quinidine", id="set-apart"
    ),
    pytest.param(
        "Bleeding was commoner when aspirin was combined with clopidogrel, compared with aspirin alone.",
        "clopidogrel",
        id="joined-against-alone",
    ),
    pytest.param(
        "After discontinuation of nitroprusside, pressure rose to 94 mmHg, compared with 78 in the captopril "
        "group.",
        "nitroprusside",
        id="given-up",
    ),
    pytest.param(
        "Infection came later in patients on ganciclovir than in patients in the penicillin era.",
        "penicillin",
        id="time",
    ),
    pytest.param(
        "These mice may have lower sensitivity to cocaine compared with morphine because of habit.",
        "cocaine",
        id="what-reacts",
    ),
    pytest.param(
        "The oxidation of dexamethasone was faster than that of prednisone.",
        "prednisone",
        id="chemical-reaction",
    ),
    pytest.param(
        "The amides kept analgesic and anti-inflammatory activities compared with etodolac.",
        "anti-inflammatory agent",
        id="kind-of-effect",
    ),
    pytest.param(
        "Rolipram lowered the release of interferon more than sargramostim release.",
        "sargramostim",
        id="measured-comparator",
    ),
    pytest.param(
        "Rats on lisinopril had lower hepatic malondialdehyde and nitrate compared with acetaminophen rats.",
        "nitrate",
        id="amounts-listed",
    ),
    pytest.param(
        "Bromfenac was as effective after phacoemulsification compared to nepafenac.",
        "Phacoemulsification",
        id="after-a-procedure",
    ),
]


@pytest.mark.parametrize(("text", "name"), NOT_COMPARED)
def test_what_is_no_treatment_given_is_not_compared(text: str, name: str, claims: Claims) -> None:
    assert not {c for c in claims(text) if c.predicate == "compared_with" and name in (c.subject, c.object)}


def test_what_did_the_harm_is_not_given_for_it_but_another_may_be(claims: Claims) -> None:
    found = _care(
        claims,
        "Proteinuria after switch to sirolimus in recipients. Proteinuria was found in many. "
        "Proteinuria was new. Mean follow-up on sirolimus therapy was 20 months. "
        "Recovery followed treatment with prednisolone.",
    )
    assert ("prednisolone", "proteinuria") in found
    assert ("sirolimus", "proteinuria") not in found


def test_failure_of_a_treatment_is_a_denial(claims: Claims) -> None:
    found = claims(
        "We present a case of failure of ancrod treatment in a man with heparin-induced thrombosis."
    )
    assert {c.polarity for c in found if c.predicate in CARE and c.subject == "ancrod"} == {"negated"}


def test_complication_of_a_kind_of_therapy_is_none_of_the_last_drug(claims: Claims) -> None:
    found = claims(
        "Patients received pazopanib. Thrombocytopenia is a complication of anticoagulation therapy."
    )
    assert not {c for c in found if c.predicate == "has_adverse_event"}


@pytest.mark.parametrize(
    ("text", "disease"),
    [
        pytest.param(
            "Sertraline was evaluated for depression in patients with epilepsy.",
            "depressive disorder",
            id="for",
        ),
        pytest.param("Sertraline was evaluated for safety in patients with epilepsy.", "epilepsy", id="in"),
    ],
)
def test_what_a_treatment_is_for_goes_before_who_is_given_it(text: str, disease: str, claims: Claims) -> None:
    assert _care(claims, text) == {("sertraline", disease)}


def test_finding_that_got_better_is_what_was_treated(claims: Claims) -> None:
    title = "Treatment of interstitial lung disease\n\n"
    pair = ("sildenafil", "interstitial lung disease")
    assert pair in _care(claims, f"{title}After treatment with sildenafil her condition improved.")
    assert pair not in _care(claims, f"{title}After treatment with sildenafil her cough improved.")


def test_drug_whose_harm_a_text_opens_with_is_not_for_the_harm(claims: Claims) -> None:
    told = (
        "\n\nVentricular fibrillation came in two men. Patients on fluorouracil treatment need supervision."
    )
    pair = ("fluorouracil", "ventricular fibrillation")
    assert pair not in _care(claims, f"Adverse cardiac effects during fluorouracil treatment{told}")
    assert pair in _care(claims, f"Fluorouracil treatment{told}")
