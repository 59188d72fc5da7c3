"""Claims that names carry without a verb: "X inhibitor", "Y-targeting X", "X for Y", "a kind of Y",
fusions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from kg.model import BlockKind, EntityType
from kg.relations.claim import Claim, claim
from kg.relations.fillers import fill
from kg.relations.grammar import children
from kg.relations.scene import CONDITIONS, DISEASE, GENES, MEDICINES, TREATMENTS, Participant, Scene
from kg.relations.slots import find

_POSITIVE = re.compile(
    r"\s*(?:[-–‑ ]\s*(?:positive|expressing|overexpressing|mutant|mutated|rearranged|amplified"
    r"|altered|driven|associated|fusion-positive)|\+)\s+",
    re.IGNORECASE,
)
_ALTERED = GENES | {EntityType.VARIANT}
_BEARING = re.compile(r"\s+(?:with|harbou?ring|carrying|bearing)\s+(?:an? |the )?(?:[a-z-]+ )?")
_ALTERATION = re.compile(
    r"[ -](?:exon \d+ )?(?:gene )?(?:mutations?|mutant|fusions?|amplifications?|rearrangements?|alterations?"
    r"|deletions?|loss|gains?|translocations?|overexpression|variants?)\b",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"\s*[(,:–-]\s*(?:(?:in |about |~ ?|approximately |up to |roughly )*\d[\d.]*\s?%?(?:\s?[-–]\s?\d[\d.]*)?"
    r"\s?%\s(?:of|in)\s(?:all )?(?:patients with |cases of )?)?",
    re.IGNORECASE,
)
_INDUCED = re.compile(
    r"\s*[-–‑ ]\s*(?:induced|related|associated|evoked)\s+(?:(?!(?:in|of|for|with|against) )[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*,?\s*(?:(?:induced|caused|provoked|precipitated) by|due to|secondary to"
    r"|(?:after|following|during) (?:the )?(?:[\w-]+ ){0,2}(?:administration|use|ingestion|infusion"
    r"|injection|exposure|therapy with|treatment with)(?: of| to)?)"
    r"\s+(?:[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\s*,?\s*(?:due|secondary|owing) to"
    r" (?:(?:an?|the|underlying|untreated|chronic|acute|severe|active) ){0,2}",
    re.IGNORECASE,
)
_MORE_WITH = re.compile(
    r" (?:was|were|is|are|occurred|developed) (?:[a-z]+ly )?more (?:common|frequent|often"
    r"|frequently|commonly)"
    r"(?: (?:reported|observed|seen))? (?:with|on|in|under|among)"
    r"(?: (?:the|patients|those|people|participants|adults|treated with|given|receiving|on|taking))* ",
    re.IGNORECASE,
)
_THAN_CONTROL = re.compile(
    r"(?: (?:group|arm|recipients|treatment))? than (?:with |on |in |under |among )?(?:[\w-]+ ){0,4}?"
    r"(?:placebo|controls?|observation)\b",
    re.IGNORECASE,
)
_IN = re.compile(r"\s+(?:in|for)\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_INCLUDING = re.compile(r",?\s+(?:including|such as)\s+(?:[\w-]+\s+){0,1}", re.IGNORECASE)
_PATIENTS_WITH = re.compile(
    r"\b(?:patients?|children|adults|women|men|man|woman|people|subjects?|history|treatment"
    r"|therapy) (?:with|of|for)\s+"
    r"(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_TO_FIND = re.compile(
    r"\s*,?\s+(?:scans? |imaging |testing )?"
    r"(?:(?:is|are|can be|may be|should be|must be) (?:[\w-]+ )?(?:used|done|performed|needed"
    r"|taken|ordered|required|obtained|recommended|advised|carried out|repeated)(?: (?:[\w-]+ ){0,6}?| ))?"
    r"to (?:exclude|rule out|detect|look for|check for|screen for|assess|evaluate|confirm|stage|identify|find"
    r"|diagnose)"
    r"\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"(?: alone)? (?:can |may |will |cannot |can['’]t |does not |doesn['’]t |helps? (?:to )?)?"
    r"(?:tells?|shows?|finds? out|says?) (?:you |us |doctors |your doctor )?(?:if|whether) "
    r"(?:(?:a|the|your|you|someone|somebody|people|child|person|patient|they) )+(?:has"
    r"|have) (?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
_FINDS = re.compile(
    r" (?:can |may |will )?(?:finds?|detects?|identif(?:y|ies)|picks? up) (?:[\w-]+ )?"
    r"(?:babies|newborns|infants|people|children|patients|those|adults)"
    r" (?:with|who (?:may |might |could )?have) (?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
_TO_TREAT = re.compile(
    r"\s+to (?:treat|manage|control|cure|relieve|ease|reduce|lower)\s+(?:[\w-]+\s+){0,3}", re.IGNORECASE
)


def read_names(scene: Scene) -> Iterator[Claim]:
    """Yield the claims that single noun phrases make."""
    yield from _harms(scene)
    yield from _due(scene)
    yield from _named_in(scene)
    yield from _markers(scene)
    yield from _shares(scene)
    yield from _purposes(scene)
    yield from _purpose_clauses(scene)
    yield from _tests(scene)
    yield from _places(scene)


def read_fusions(scene: Scene, partners: dict[str, tuple[tuple[str, EntityType], ...]]) -> Iterator[Claim]:
    """Yield the parts of each fusion named in the sentence; `partners` maps a fusion to its genes in order.

    The evidence is the name itself, so the object stands where the subject does.
    """
    for fusion in scene.of_type(EntityType.FUSION):
        for gene, kind in partners.get(fusion.concept, ()):
            part = Participant(
                concept=gene, type=kind, span=fusion.span, text=fusion.text, mention=fusion.mention
            )
            yield Claim(
                subject=fusion,
                predicate="biolink:has_part",
                object=part,
                rule="fusion/partner",
                confidence=0.98,
            )


def _named_in(scene: Scene) -> Iterator[Claim]:
    """Yield from the words alone: "drug X in Y", and "therapies in Y, including X and Z"."""
    present = [p for p in scene.participants if p is not None]
    for left, right, between in scene.neighbours():
        if right.type is not EntityType.DISEASE or left.mention in scene.comparators:
            continue
        if left.type is EntityType.DRUG and _IN.fullmatch(between) and " for " not in between:
            for disease in scene.members(right, DISEASE):
                if scene.may_relate(left, disease):
                    yield claim(left, "biolink:studied_to_treat", disease, "name/in-words", 0.6)
        follower = next((p for p in present if p.span.start >= right.span.end), None)
        listed = left.type in TREATMENTS and _IN.fullmatch(between) and follower is not None
        if listed and follower is not None and _INCLUDING.fullmatch(scene.between(right, follower)):
            for member in scene.members(follower, TREATMENTS | {EntityType.CELL}):
                if member.type in TREATMENTS or member.type is EntityType.CELL:
                    yield claim(member, "biolink:studied_to_treat", right, "name/including", 0.65)


def _harms(scene: Scene) -> Iterator[Claim]:
    """ "X-induced Y", "Y induced by X", "Y after administration of X"."""
    for left, right, between in scene.neighbours():
        more = left.type in CONDITIONS and right.type in MEDICINES and _MORE_WITH.fullmatch(between)
        if more and _THAN_CONTROL.match(scene.behind(right)):
            for harm in scene.members(left, CONDITIONS):
                yield claim(right, "biolink:has_adverse_event", harm, "name/more-with", 0.8)
        drug_first = left.type in MEDICINES and right.type in CONDITIONS and _INDUCED.fullmatch(between)
        drug_last = right.type in MEDICINES and left.type in CONDITIONS and _AFTER.fullmatch(between)
        if drug_first:
            yield claim(left, "biolink:has_adverse_event", right, "name/induced", 0.88)
        elif drug_last and not _PATIENTS_WITH.search(scene.before(left)):
            for drug in scene.members(right, MEDICINES):
                yield claim(drug, "biolink:has_adverse_event", left, "name/harm-after", 0.7)


def _due(scene: Scene) -> Iterator[Claim]:
    """ "D due to E": E brings D about; of what is a sign only, that E has it."""
    for left, right, between in scene.neighbours():
        if right.type is not EntityType.DISEASE or not _DUE.fullmatch(between):
            continue
        if left.type is EntityType.DISEASE:
            yield claim(right, "biolink:causes", left, "name/due-to", 0.8)
        elif left.type is EntityType.PHENOTYPE:
            yield claim(right, "biolink:has_phenotype", left, "name/due-to", 0.8)


def _markers(scene: Scene) -> Iterator[Claim]:
    """ "G-mutant D", "G-positive D", "G+ D", "G-driven D", "D with G mutations"."""
    for left, right, between in scene.neighbours():
        if left.type in GENES and right.type is EntityType.DISEASE and _POSITIVE.fullmatch(between):
            driven = "driven" in between.lower()
            predicate = "biolink:causes" if driven else "biolink:gene_associated_with_condition"
            for gene in scene.members(left, GENES):
                yield claim(gene, predicate, right, "name/positive", 0.85)
        elif left.type is EntityType.DISEASE and right.type in _ALTERED and _BEARING.fullmatch(between):
            after = scene.behind(right)
            if right.type in (EntityType.FUSION, EntityType.VARIANT) or _ALTERATION.match(after):
                for gene in scene.members(right, _ALTERED):
                    yield claim(gene, "biolink:gene_associated_with_condition", left, "name/bearing", 0.8)


def _shares(scene: Scene) -> Iterator[Claim]:
    """ "G mutations (10% of D)", "G amplification (D and E)" where there is no verb."""
    for left, right, between in scene.neighbours():
        if left.type not in _ALTERED or right.type is not EntityType.DISEASE or scene.has_verb:
            continue
        if _SHARE_OF.fullmatch(_ALTERATION.sub("", between, count=1)) is None:
            continue
        if left.type in GENES and left.type is not EntityType.FUSION and _ALTERATION.match(between) is None:
            continue
        for gene in scene.members(left, _ALTERED):
            for disease in scene.members(right, DISEASE):
                yield claim(gene, "biolink:gene_associated_with_condition", disease, "name/share", 0.8)


def _purposes(scene: Scene) -> Iterator[Claim]:
    """ "T for D", "resection of D", "test for D", "marker for D" where the phrase hangs on the name
    itself.
    """
    sentence = scene.sentence
    fragment = not scene.has_verb
    in_title = scene.around.kind in (BlockKind.TITLE, BlockKind.HEADING)
    for token, subject in scene.at_token.items():
        predicative = subject.type is EntityType.DIAGNOSTIC and sentence.tokens[token].dep == "attr"
        if subject.mention in scene.comparators or predicative:
            continue
        for prep in children(sentence, token, "prep"):
            name = sentence.tokens[prep].text.lower()
            predicate, confidence = _purpose(scene, subject, name, fragment=fragment, in_title=in_title)
            if not predicate:
                continue
            aim = CONDITIONS if name == "for" and subject.type in TREATMENTS else DISEASE
            for noun in (*children(sentence, prep, "pobj", "pcomp"),):
                for disease in fill(scene, noun, aim):
                    if disease.type is EntityType.PHENOTYPE:
                        predicate = "biolink:ameliorates_condition"
                    for member in scene.members(subject, frozenset({subject.type}) | _if_treatment(subject)):
                        if scene.may_relate(member, disease):
                            yield claim(
                                member,
                                predicate,
                                disease,
                                f"name/{name}",
                                confidence * disease.confidence,
                                trigger=token,
                            )


def _helps(condition: Participant) -> str:
    """Return what a treatment does to an illness, or to a finding."""
    return "biolink:ameliorates_condition" if condition.type is EntityType.PHENOTYPE else "biolink:treats"


def _purpose(
    scene: Scene, subject: Participant, preposition: str, *, fragment: bool, in_title: bool
) -> tuple[str, float]:
    """Return predicate and confidence of a name with a prepositional phrase, or an empty predicate."""
    studied = scene.around.trial is not None or bool(scene.of_type(EntityType.TRIAL))
    if subject.type in TREATMENTS:
        treats = "biolink:in_clinical_trials_for" if studied else "biolink:treats"
        if preposition in ("for", "against"):
            return treats, 0.85
        if preposition == "of" and subject.type is EntityType.THERAPY:
            return treats, 0.85
        if preposition == "in":
            return (
                "biolink:studied_to_treat" if not studied else treats
            ), 0.8 if fragment or in_title else 0.6
    if subject.type is EntityType.DIAGNOSTIC and preposition in ("for", "of", "in"):
        return "biolink:diagnoses", 0.85 if fragment else 0.7
    diagnostic = re.search(r"immuno|marker|stain|diagnos|patholog", scene.around.intro, re.IGNORECASE)
    if subject.type in GENES and preposition in ("for", "in") and diagnostic and fragment:
        return "biolink:biomarker_for", 0.85
    return "", 0.0


def _tests(scene: Scene) -> Iterator[Claim]:
    """ "A blood test shows whether you have D", "screening finds babies who have D"."""
    for test in scene.of_type(EntityType.DIAGNOSTIC):
        for disease in scene.of_type(EntityType.DISEASE):
            between = scene.between(test, disease)
            if not (_TELLS.fullmatch(between) or _FINDS.fullmatch(between)):
                continue
            verb = next(
                i for i, t in enumerate(scene.sentence.tokens) if t.start >= test.span.end and t.pos == "VERB"
            )
            for each in scene.members(test, frozenset({EntityType.DIAGNOSTIC})):
                yield claim(each, "biolink:diagnoses", disease, "name/tells", 0.8, trigger=verb)


def _purpose_clauses(scene: Scene) -> Iterator[Claim]:
    """ "CT to exclude D", "radiotherapy to treat D"."""
    for left, right, between in scene.neighbours():
        if right.type not in CONDITIONS:
            continue
        if left.type is EntityType.ANATOMY:
            # "MRI of the brain and the spine to rule out X"
            before = [p for p in scene.participants if p is not None and p.span.end <= right.span.start]
            parts = list(takewhile(lambda p: p.type is EntityType.ANATOMY, reversed(before)))
            left = before[-len(parts) - 1] if len(parts) < len(before) else left
        if left.type is EntityType.DIAGNOSTIC and _TO_FIND.fullmatch(between):
            # "to exclude D" denies nothing of the test
            verb = max(
                (
                    i
                    for i, t in enumerate(scene.sentence.tokens)
                    if left.span.end <= t.start < right.span.start and t.tag == "VB" and t.lemma != "be"
                ),
                default=None,
            )
            for test in scene.members(left, frozenset({EntityType.DIAGNOSTIC})):
                found = claim(test, "biolink:diagnoses", right, "name/to-find", 0.85, trigger=verb)
                yield replace(found, polarity="affirmed")
        if left.type in TREATMENTS and _TO_TREAT.fullmatch(between):
            for treatment in scene.members(left, TREATMENTS):
                yield claim(treatment, _helps(right), right, "name/to-treat", 0.85)


def _places(scene: Scene) -> Iterator[Claim]:
    """ "hepatic metastases", "tumors of the pelvis", "intra-abdominal disease"."""
    sentence = scene.sentence
    for token, disease in [*scene.at_token.items()]:
        if disease.type is EntityType.DISEASE and sentence.tokens[token].dep != "attr":
            for place in _stood_in(scene, token):
                yield claim(
                    disease, "biolink:disease_has_location", place, "name/place-of", 0.75, trigger=token
                )
    for token in _kinds_of_tumor(scene):
        for owner in (o for o in find(sentence, token, "cop") if o < token):
            for disease in fill(scene, owner, DISEASE):
                for place in _stood_in(scene, token):
                    yield claim(
                        disease,
                        "biolink:disease_has_location",
                        place,
                        "name/is-of-place",
                        0.85 * disease.confidence,
                        trigger=token,
                    )
    for token, word in enumerate(sentence.tokens):
        generic = word.mention in scene.generic and sentence.mentions[word.mention].type is EntityType.DISEASE
        plain = word.mention < 0 and word.lemma in ("disease", "tumor", "tumour")
        if not scene.has_verb or not (generic or plain) or word.dep in ("nsubj", "nsubjpass"):
            continue
        for child in children(sentence, token, "amod", "compound", "nmod"):
            found = scene.at_token.get(child)
            if found is not None and found.type is EntityType.ANATOMY:
                for topic in scene.around.topics:
                    yield claim(
                        topic,
                        "biolink:disease_has_location",
                        found,
                        "name/place-before",
                        0.75 * topic.confidence,
                        trigger=token,
                    )


def _stood_in(scene: Scene, token: int) -> Iterator[Participant]:
    """Yield the places that a noun is said to be of, in or within."""
    sentence = scene.sentence
    for prep in children(sentence, token, "prep"):
        if sentence.tokens[prep].text.lower() in ("of", "in", "within"):
            for noun in children(sentence, prep, "pobj"):
                yield from fill(scene, noun, frozenset({EntityType.ANATOMY}))


def _kinds_of_tumor(scene: Scene) -> dict[int, Participant]:
    """Return the diseases, also the generic ones, that something is said to be: "X is a tumor of the Y"."""
    tokens = scene.sentence.tokens
    vague = {
        scene.sentence.token_of[i]: p
        for i, p in scene.vague.items()
        if p.type is EntityType.DISEASE and i in scene.sentence.token_of
    }
    return {
        token: p
        for token, p in (scene.at_token | vague).items()
        if p.type is EntityType.DISEASE and tokens[token].dep in ("attr", "appos")
    }


def _if_treatment(subject: Participant) -> frozenset[EntityType]:
    return TREATMENTS if subject.type in TREATMENTS else frozenset()
