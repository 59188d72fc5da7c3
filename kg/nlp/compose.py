"""Names that no list holds whole: a place and a disease, a modifier and a disease head."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.lexicon import Term
from kg.model import EntityType, Mention, Span
from kg.nlp.stem import with_suffix

# A word after a treatment's name that only says that it is one.
_TREATMENT_HEAD = re.compile(r"(?i)therap(?:y|ies)|treatments?|regimens?|medicines?|drugs?")
#: What makes a finding of the organ before it.
_HARM = re.compile(r"toxicit(?:y|ies)", re.IGNORECASE)
#: What is felt or seen at the place before it.
_FINDING = re.compile(
    r"(?:o?edema|swelling|pain|h(?:a)?emorrhage|bleeding|weakness|numbness|ulcer(?:ation|s)?|cramps?|stiffness|spasms?"
    r"|tenderness|discomfort|itching|redness)",
    re.IGNORECASE,
)
#: Behind a drug's name: that it is given in a form that lasts.
_FORMULATION = re.compile(
    r" (?:LAR|XR|XL|Autogel|[Dd]epot|(?:extended|sustained|prolonged)[- ]release)(?!\w)"
)
# The salt or ester that a substance is given as.
_SALT = re.compile(
    r"(?i)(?:di)?hydrochlorides?|mes[iy]lates?|tosylates?|(?:hemi)?sulph?ates?|acetates?"
    r"|(?:hydrogen )?tartrates?|maleates?"
    r"|citrates?|succinates?|malates?|fumarates?|phosphates?|sodium|potassium|calcium|besylates?"
)
# What a substance turns into in the body, or is made into, by the word behind its name: another substance.
_DERIVATIVE = re.compile(
    r"(?i)sul(?:ph|f)(?:ide|one|oxide)s?|glucuronides?|(?:n-)?oxides?|disul(?:ph|f)ides?"
)
# The last word of a name that makes it that of a substance.
_SUBSTANCE = re.compile(
    r"(?:ester|acid|ether|oxide|sul(?:ph|f)ide|chloride|bromide|nitrate|sul(?:ph|f)ate|phosphate|acetate|amide"
    r"|anhydride|hydrazide|glucoside|glycoside)s?$",
    re.IGNORECASE,
)
# A group in brackets before a substance, and a phosphate behind it, that make another substance of it.
_GROUP = re.compile(
    r"[\w,'-]*[(\[][\w,'-]*[a-z]{5}[\w,'-]*[)\]](?:[\w,'-]*-)?$"
    r"|[\w,'-]*\d-[(\[][\w,'-]*[a-z]{4}[\w,'-]*[)\]] $"
)
#: What numbers a gene of a family.
_NUMBERED = (EntityType.GENE, EntityType.GENE_FAMILY)
_NUMBER = re.compile(
    r"[ -](?:I{1,3}|IV|VI{0,3}|[1-9]\d?)(?:[- ]?(?:alpha|beta|gamma|delta|[αβγδ]|[A-E]))?(?![\w-])"
)
#: What makes a family of the gene that it is called after.
_FAMILY = re.compile(r"[ -](?:gene |protein |kinase |receptor )?(?:super|sub)?famil(?:y|ies)\b")
#: A Greek letter that opens a name: "β-ARK1"; with alpha it may be an antibody against what follows.
_GREEK = re.compile(r"(?<![\w-])[βγδεζ][-–]$")
_GREEK_OPENS = (EntityType.GENE, EntityType.DRUG_CLASS)
#: A salt that is hardly ever spoken of alone, and the name before it of what it is a salt of.
_SALT_ALONE = re.compile(
    r"(?i)(?:di)?hydro(?:chlor|brom)ides?|mes[iy]lates?|tosylates?|maleates?|fumarates?|besylates?"
    r"|(?:hydrogen )?tartrates?"
)
_OF_SALT = re.compile(
    r"(?<![\w-])[A-Za-z]{3,}(?<!al)(?<!ed)(?<!ic)(?<!ing)(?<!ive)(?<!ous)(?<!ar)(?<!and)(?<!with)(?<!its) $"
)
_PHOSPHATE = re.compile(r"[ -]\d'?-?(?:mono|di|tri)?phosphates?\b")
#: What a substance that names a protein is made from another by: "N-ethyl-L-leucine receptor".
_ON_NITROGEN = re.compile(r"(?<![\w-])[NOS]-[a-z]+yl-$")
_NAMES_PROTEIN = (EntityType.DRUG, EntityType.DRUG_CLASS, EntityType.GENE)
_SYMBOL = re.compile(r"[A-Z][A-Z0-9-]{2,9}")
#: Heads that make a protein of what binds to it.
_PARTNER = re.compile(r"(?:receptor|porter|exchanger)s?\b", re.IGNORECASE)
# A head noun behind a name that makes it that of a protein, and what makes a class of drugs of that.
_PROTEIN = re.compile(
    r" (?:(?:sub)?types? [\w-]{1,5} )?(?:(?:co-?)?receptors?|transporters?|symporters?|exchangers?"
    r"|[a-z-]*(?:kinase|oxidase|oxygenase|synthase|synthetase|reductase|transferase|hydrolase|dehydrogenase"
    r"|phosphatase|esterase|protease|peptidase|polymerase|hydroxylase|carboxylase|cyclase|isomerase|ligase"
    r"|nuclease|lipase|deaminase))s?(?: (?:sub)?types? [\w-]{1,5}| [0-9][A-Za-z]?)?\b"
    r"(?![- ](?:modulat|ligand|positive|negative))"
    r"(?P<agent>[- ](?:(?:ant)?agonist|inhibitor|blocker|antibod(?=y|ies))(?:s|y|ies)?\b)?",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ \u00a0-]")
#: Before a disease: that the one behind it came of it.
_POST = re.compile(r"(?<![\w-])post[- ]$", re.IGNORECASE)
#: What germs and worms make another of, and beings that are no germs.
_OF_GERM = re.compile(
    r"(?:co-?)?infections?|infestations?|pneumonia|meningitis|bacter(?:a?e)mia|sepsis|endocarditis|colitis",
    re.IGNORECASE,
)
_NO_GERM = re.compile(
    r"humans?|people|patients?|m(?:ouse|ice)|murine|rats?|rabbits?|dogs?|canine|cats?|feline|monkeys?|pigs?"
    r"|porcine|bovine|cattle|horses?|equine|birds?|avian|chickens?|sheep|goats?|fish|child(?:ren)?",
    re.IGNORECASE,
)
#: What a place makes another of.
_BORNE = (EntityType.DISEASE, EntityType.PHENOTYPE)


def compose(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return `mentions`, joined where an anatomical term stands right before a disease ("uterine sarcomas")
    or before the word for harm to it ("ovarian toxicity").

    The joined mention keeps the disease's hints, so that where no ontology has the whole name it is known to
    be a kind of that disease. "CAR-T therapy" is one mention of CAR-T, "octreotide LAR" one of octreotide.
    """
    found: list[Mention] = []
    for each in mentions:
        mention = _formulated(each, text)
        joined = _joined(found[-1], mention, text) if found else None
        if joined is None:
            found.append(mention)
        else:
            found[-1] = joined
    return found


def _formulated(mention: Mention, text: str) -> Mention:
    """Return a drug with the form that it is given in: "octreotide LAR"."""
    form = _FORMULATION.match(text, mention.span.end) if mention.type is EntityType.DRUG else None
    if form is None:
        return mention
    span = Span(start=mention.span.start, end=form.end())
    return replace(mention, span=span, text=span.of(text), name=mention.lookup)


def _joined(last: Mention, mention: Mention, text: str) -> Mention | None:
    """Return two mentions that follow each other as one, if they are one name."""
    span = Span(start=last.span.start, end=mention.span.end)
    beside = last.span.end + 1 == mention.span.start and _GAP.match(text, last.span.end) is not None
    if beside and last.type is EntityType.ANATOMY:
        kind = EntityType.PHENOTYPE if _HARM.fullmatch(mention.text) else mention.type
        felt = mention.type is EntityType.PHENOTYPE and _FINDING.fullmatch(mention.text) is not None
        if felt or (kind in _BORNE and mention.type is not EntityType.PHENOTYPE):
            hints = mention.hints if kind is EntityType.DISEASE else ()
            return Mention(span=span, text=span.of(text), type=kind, recogniser="composition", hints=hints)
    germ = beside and last.type is EntityType.SPECIES and not _NO_GERM.fullmatch(last.text)
    if germ and mention.type in _BORNE and _OF_GERM.fullmatch(mention.text):
        hints = mention.hints if mention.type is EntityType.DISEASE else ()
        return Mention(
            span=span, text=span.of(text), type=EntityType.DISEASE, recogniser="composition", hints=hints
        )
    turned = beside and last.type is mention.type is EntityType.DISEASE
    if turned and (post := _POST.search(text, 0, last.span.start)):
        span = Span(start=post.start(), end=mention.span.end)
        return replace(mention, span=span, text=span.of(text), recogniser="composition", name="")
    both = last.type.is_treatment and mention.type.is_treatment
    if beside and both and (_TREATMENT_HEAD.fullmatch(mention.text) or _SALT.fullmatch(mention.text)):
        return replace(last, span=span, text=span.of(text), name=last.lookup)
    if (
        last.type is mention.type is EntityType.DRUG
        and text[last.span.end : mention.span.start] == " "
        and _DERIVATIVE.fullmatch(mention.text)
    ):
        return Mention(span=span, text=span.of(text), type=EntityType.DRUG, recogniser="head")
    return None


def substance(name: str) -> Mention | None:
    """Return `name` as the mention of a substance, where its last word says that it is one.

    >>> substance("ochric acid phenethyl ester").type, substance("an ester bond")
    (<EntityType.DRUG: 'drug'>, None)
    """
    if _SUBSTANCE.search(name) is None:
        return None
    return Mention(span=Span(start=0, end=len(name)), text=name, type=EntityType.DRUG, recogniser="head")


def longer_names(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return `mentions`, those of a substance made the whole of a longer chemical name that they end, those
    of a gene with the Greek letter that opens their name.

    "(4-ethylphenyl)-ochrine 5'-triphosphate" is no ochrine; "(S)-ochrine" and "[3H]-ochrine" are. A salt
    of what no list has is that whole name: "ochramide maleate".
    """
    found = []
    for mention in mentions:
        if mention.type is EntityType.DRUG:
            alone = _SALT_ALONE.fullmatch(mention.text)
            left = _before(_OF_SALT if alone else _GROUP, text, mention.span.start)
            right = _PHOSPHATE.match(text, mention.span.end)
            start = left.start() if left else mention.span.start
            end = right.end() if right else mention.span.end
            span = with_suffix(text, mention.span)
            if span != mention.span:
                found.append(replace(mention, span=span, text=span.of(text), name=mention.lookup))
                continue
            span = Span(start=start, end=end)
            if span != mention.span and not any(m.span.overlaps(span) for m in mentions if m is not mention):
                mention = Mention(span=span, text=span.of(text), type=EntityType.DRUG, recogniser="head")
        elif mention.type in _GREEK_OPENS and (left := _before(_GREEK, text, mention.span.start)):
            span = Span(start=left.start(), end=mention.span.end)
            mention = Mention(span=span, text=span.of(text), type=mention.type, recogniser="head")
        found.append(mention)
    return found


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """Return what stands right before a place, by a pattern of what has no space in it but as its last
    character.
    """
    return pattern.search(text, text.rfind(" ", 0, max(0, end - 2)) + 1, end)


def numbered(mentions: Sequence[Mention], text: str, terms: Callable[[str], Sequence[Term]]) -> list[Mention]:
    """Return `mentions`, those of a gene with the number behind their name where that is the name of another.

    "Ochrase II" is not just any ochrase, and "the OCHR family" no member of it. `terms` gives what the
    lexicon has for a name.
    """
    found = []
    for mention in mentions:
        family = _FAMILY.match(text, mention.span.end) if mention.type is EntityType.GENE else None
        if family is not None and not any(
            m.span.start < family.end() and mention.span.end < m.span.end
            for m in mentions
            if m is not mention
        ):
            span = Span(start=mention.span.start, end=family.end())
            found.append(
                Mention(span=span, text=span.of(text), type=EntityType.GENE_FAMILY, recogniser="head")
            )
            continue
        match = _NUMBER.match(text, mention.span.end) if mention.type in _NUMBERED else None
        name = text[mention.span.start : match.end()] if match is not None else ""
        if match is not None and any(term.type in _NUMBERED for term in terms(name)):
            span = Span(start=mention.span.start, end=match.end())
            if not any(m.span.overlaps(span) for m in mentions if m is not mention):
                mention = Mention(span=span, text=span.of(text), type=EntityType.GENE, recogniser="head")
        found.append(mention)
    return found


def protein_heads(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return `mentions`, those of a substance or gene made one with the protein that is named by it.

    "prolactin type 2 receptor" and "xanthine hydroxylase" are proteins of their own: where no list has the
    whole name, it must not be read as the part that one has. "Xanthine hydroxylase inhibitors" are drugs.
    """
    found = []
    for mention in mentions:
        match = _PROTEIN.match(text, mention.span.end) if mention.type in _NAMES_PROTEIN else None
        if match is not None and _is_its_own(mention, match):
            match = None
        if match is not None and not any(
            m.span.start < match.end() and mention.span.end < m.span.end for m in mentions if m is not mention
        ):
            left = _before(_ON_NITROGEN, text, mention.span.start)
            span = Span(start=left.start() if left else mention.span.start, end=match.end())
            kind = EntityType.DRUG_CLASS if match["agent"] else EntityType.GENE
            mention = Mention(span=span, text=span.of(text), type=kind, recogniser="head")
        found.append(mention)
    return found


def _is_its_own(mention: Mention, head: re.Match[str]) -> bool:
    """Tell whether a head noun only says what the gene makes: "EGFR kinase" is EGFR, the "IL2 receptor" not
    IL2.
    """
    symbol = mention.type is EntityType.GENE and _SYMBOL.fullmatch(mention.text) is not None
    return symbol and not head["agent"] and _PARTNER.search(head.group()) is None
