"""What a treatment acts on, by its name or by the class it is of: "G-targeting X", "X, a G inhibitor"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.lexicon import Term
from kg.model import EntityType, Span
from kg.relations.claim import Claim, claim
from kg.relations.scene import GENES, MEDICINES, TREATMENTS, Participant, Scene

Target = Callable[[str], Term | None]

_TARGETS = frozenset({EntityType.GENE, EntityType.GENE_FAMILY, EntityType.PROCESS})
_TARGETING = re.compile(
    r"\s*[-–‑ ]\s*(?:targeting|targeted|specific|directed|reactive|binding|blocking|redirected)\s+"
    r"(?:(?:(?:mono|bi)specific |monoclonal )?(?:antibody|agent|drug|conjugate) )?",
    re.IGNORECASE,
)
_ANTI = re.compile(r"(?:^|[\s(])anti[-–‑ ]?$", re.IGNORECASE)
_AGAINST = re.compile(
    r"\s*(?:therap(?:y|ies)\s+)?(?:against|targeting|directed (?:at|against|to)|specific (?:for"
    r"|to))\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
#: Behind a gene: that something which names no treatment in particular acts on it.
_DIRECTED = re.compile(
    r"\s*[-–‑ ](?:targeting|targeted|specific|directed|binding|blocking)\s+(?:[\w-]+\s+){0,2}"
    r"(?:therap(?:y|ies)|treatments?|agents?|drugs?|medicines?|antibod(?:y|ies)|immunotherap(?:y|ies)|molecules?"
    r"|compounds?|vaccines?)\b",
    re.IGNORECASE,
)
#: Between a treatment and the target of what it is said to be: "X (brand), the first G-directed therapy".
_SAID_TO_BE = re.compile(
    r"(?:\s*\([^)]*\))*,?\s*(?:is |was )?(?:an?|the|another) (?:[\w-]+ ){0,3}(?:anti-)?", re.IGNORECASE
)
#: Between a treatment and what it binds: "X is an antibody to G".
_ANTIBODY_TO = re.compile(
    r"(?:\s*\([^)]*\))*(?:,| is| are| was)? (?:an?|the) (?:[\w-]+ ){0,3}antibod(?:y|ies) to (?:the )?",
    re.IGNORECASE,
)
#: A class of drugs that is named by a gene.
_CLASS = re.compile(
    r"(?:anti[- ])?(?P<gene>[A-Za-z0-9][\w./ -]*?)[ -]"
    r"(?:inhibitor|antagonist|blocker|degrader|antibod(?=y|ies)|agent|therap(?=y|ies)|treatment|drug|mAb"
    r"|inhibition|blockade|antagonism|degradation)"
    r"(?:s|y|ies)?"
)
#: Between a target and the drug by which something is done to it.
_DONE_WITH = re.compile(
    r"[ -](?:signal(?:l)?ing |pathway |kinase |activity |receptor )?(?:inhibition|blockade"
    r"|antagonism|degradation) (?:with|by|using|via) (?:the )?(?:[\w-]+ ){0,2}",
    re.IGNORECASE,
)
#: Between a target and the drug that is said to act on it: "the PPARG agonist X".
_ACTING = re.compile(
    r"[ -](?:receptor |channel |kinase )?"
    r"(?:(?:ant)?agonist|inhibitor|blocker|activator|ligand|degrader)s?,? \(?",
    re.IGNORECASE,
)
#: Between a treatment and its target: the verb, in plain words.
_HITS = re.compile(
    r"(?:\s?\([^()]*\))?,?(?: (?:is|are) (?:an? |the )?[^.;,]{3,60} (?:that|which))? (?:(?:also|both"
    r"|directly) )?"
    r"(?:hits?|homes? in on|zeroe?s? in on|locks? (?:on )?(?:on)?to|latch(?:es)? on(?:to| to)|seeks? out"
    r"|ties|links|bridges|connects|couples|redirects|switch(?:es)? off|turns? off|shuts? down|jams?"
    r"|clamps?) (?:the |a (?:protein|receptor|marker) called )?(?:(?:two|both|several) (?:epitopes?"
    r"|sites?|domains?) (?:of|on) )?",
    re.IGNORECASE,
)
_TIES = re.compile(r"\b(?:ties|links|bridges|connects|couples)\b")
_TO_OTHER = re.compile(r"[^.;,]{0,40}? (?:to|with|and) ", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\s?\([^()]*\)")
_LONG_FORM = re.compile(r"^.*\(([^()]*)\)")


#: Between a class of drugs and what it acts on, and a class whose name says that it acts on something.
_OF = re.compile(r"\s+(?:of|against)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_ACTS = re.compile(
    r"(?:inhibitor|antagonist|agonist|blocker|degrader|antibod(?:y|ie)|modulator)s?$", re.IGNORECASE
)


def read_targets(scene: Scene, kinds: Iterable[Claim], target_of: Target) -> Iterator[Claim]:
    """Yield what treatments act on.

    `kinds` are the claims of the scene that say which treatment is of which class; `target_of` gives the
    gene or the family that a symbol names, or None.
    """
    hits = list(_hits(scene))
    stood = [*_stood_by(scene), *hits]
    yield from stood
    yield from _targets_in(scene)
    yield from _directed(scene)
    yield from _done_with(scene)
    yield from _acting(scene)
    kinds = list(kinds)
    yield from _of_class(scene, kinds, target_of)
    # "X, a conjugate targeting G": so does X
    for kind in kinds:
        for each in stood if kind.predicate == "biolink:subclass_of" else ():
            if each.subject.span == kind.object.span:
                yield claim(kind.subject, "kgo:targets", each.object, "name/of-class", kind.confidence)


def _directed(scene: Scene) -> Iterator[Claim]:
    """ "X, the first G-directed therapy": the target is that of X."""
    for left, right, between in scene.neighbours():
        if left.type not in TREATMENTS or right.type not in GENES or not _SAID_TO_BE.fullmatch(between):
            continue
        if _DIRECTED.match(scene.behind(right)):
            yield claim(left, "kgo:targets", right, "name/said-to-target", 0.88)
    for left, right, between in scene.neighbours():
        if left.type in TREATMENTS and right.type in GENES and _ANTIBODY_TO.fullmatch(between):
            yield claim(left, "kgo:targets", right, "name/said-to-target", 0.88)


def _done_with(scene: Scene) -> Iterator[Claim]:
    """ "G inhibition with X": the target is that of X."""
    for left, right, between in scene.neighbours():
        if left.type in GENES and right.type is EntityType.DRUG and _DONE_WITH.fullmatch(between):
            for drug in scene.members(right, frozenset({EntityType.DRUG})):
                for gene in scene.members(left, GENES):
                    yield claim(drug, "kgo:targets", gene, "name/done-with", 0.85)


def _hits(scene: Scene) -> Iterator[Claim]:
    """ "X homes in on G": what plain words say of what X acts on."""
    for left, right, between in scene.neighbours():
        if left.type in MEDICINES and right.type in GENES and _HITS.fullmatch(between):
            others = [
                other
                for one, other, gap in scene.neighbours()
                if one == right and other.type in GENES and _TIES.search(between) and _TO_OTHER.fullmatch(gap)
            ]
            for drug in scene.members(left, MEDICINES):
                for gene in (*scene.members(right, GENES), *others):
                    place = scene.sentence.token_of.get(right.mention)
                    yield claim(drug, "kgo:targets", gene, "name/hits", 0.85, trigger=place)


def _acting(scene: Scene) -> Iterator[Claim]:
    """ "The G agonist X": X acts on G."""
    for left, right, between in scene.neighbours():
        if left.type in GENES and right.type is EntityType.DRUG and _ACTING.fullmatch(between):
            token = scene.sentence.token_of.get(right.mention)
            apposed = token is not None and scene.sentence.tokens[token].dep == "appos"
            if "," not in between or apposed:
                for drug in scene.members(right, frozenset({EntityType.DRUG})):
                    yield claim(drug, "kgo:targets", left, "name/acting-on", 0.85)


def _of_class(scene: Scene, kinds: Iterable[Claim], target_of: Target) -> Iterator[Claim]:
    """A class that is named by a gene acts on it, and so does each drug that the sentence says is of it."""
    targets: dict[Span, list[Participant]] = {}
    for kind in (*scene.of_type(EntityType.DRUG_CLASS), *(scene.vague[i] for i in scene.titles)):
        if _is_of_pair(scene, kind):
            continue
        for named in _named_by(kind.text, target_of):
            # the name of the class is the evidence, so that the gene stands where the class does
            target = replace(kind, concept=named.curie, type=named.type)
            targets.setdefault(kind.span, []).append(target)
            yield claim(kind, "kgo:targets", target, "name/class-target", 0.9)
    named_after = targets
    for kind, gene, between in scene.neighbours():
        acts = kind.type is EntityType.DRUG_CLASS and _ACTS.search(kind.text) is not None
        if acts and gene.type in GENES and _OF.fullmatch(between):
            named_after[kind.span] = scene.members(gene, GENES)
            for target in named_after[kind.span]:
                yield claim(kind, "kgo:targets", target, "name/class-of", 0.9)
    for each in kinds:
        if each.predicate == "biolink:subclass_of":
            for target in named_after.get(each.object.span, []):
                yield claim(each.subject, "kgo:targets", target, "name/of-class", each.confidence)


def _is_of_pair(scene: Scene, kind: Participant) -> bool:
    """Tell whether a class of drugs acts on what two genes do together: "G1-G2 antagonists"."""
    return re.search(r"[-–]$", scene.before(kind)) is not None and any(
        gene.span.end + 1 == kind.span.start for gene in scene.of_type(*GENES)
    )


def _named_by(name: str, target_of: Target) -> list[Term]:
    """Return the gene or family that names a class of drugs, by its full name or the one in brackets; the
    genes, where a stroke stands between several.
    """
    for bare in dict.fromkeys((name, _SHORT_FORM.sub("", name), _LONG_FORM.sub(r"\1", name))):
        match = _CLASS.fullmatch(bare)
        if match is None:
            continue
        named = target_of(match["gene"])
        each = [named] if named is not None else [target_of(part) for part in _parts(match["gene"])]
        if None not in each:
            return [term for term in each if term is not None]
    return []


def _parts(name: str) -> list[str]:
    """Return the genes that a stroke joins; a bare number stands for the gene of the family: "CDK4/6"."""
    first, *others = name.split("/")
    stem = re.sub(r"\d+$", "", first)
    return [first, *(stem + part if part.isdigit() else part for part in others)]


def _stood_by(scene: Scene) -> Iterator[Claim]:
    titled = {drug: scene.vague[title] for title, drug in scene.titles.items() if title in scene.vague}
    for left, right, between in scene.neighbours():
        lower = between.lower()
        if left.type in GENES and right.type in TREATMENTS:
            if (title := titled.get(right.mention)) is not None and left.span < title.span:
                between = scene.between(left, title)  # "the G-directed antibody X"
            tight = between in (" ", "-") and right.type in (EntityType.DRUG_CLASS, EntityType.CELL_THERAPY)
            if (
                _TARGETING.fullmatch(between)
                or (_ANTI.search(scene.before(left)) and len(between) <= 2)
                or tight
            ):
                for gene in scene.members(left, GENES):
                    for treatment in scene.members(right, TREATMENTS):
                        yield claim(treatment, "kgo:targets", gene, "name/target-before", 0.92)
        elif left.type in TREATMENTS and right.type in GENES and _AGAINST.fullmatch(lower):
            for gene in scene.members(right, GENES):
                yield claim(left, "kgo:targets", gene, "name/against", 0.9)


def _targets_in(scene: Scene) -> Iterator[Claim]:
    """ "T targeting A in D": T was tried in D; in an aligned list each A has its own D."""
    pairs = [
        (left, right)
        for left, right, between in scene.neighbours()
        if left.type in _TARGETS
        and right.type is EntityType.DISEASE
        and re.fullmatch(r"\s+in\s+(?:[\w-]+\s+){0,2}", between)
    ]
    if not pairs:
        return
    first = pairs[0][0]
    before = [p for p in scene.of_type(*MEDICINES, EntityType.THERAPY) if p.span.end <= first.span.start]
    if not before or not re.search(
        r"\b(?:target\w*|against|specific|directed|recogni[sz]\w+)\b", scene.between(before[-1], first)
    ):
        return
    for _, disease in pairs:
        yield claim(before[-1], "biolink:studied_to_treat", disease, "name/target-in", 0.75)
