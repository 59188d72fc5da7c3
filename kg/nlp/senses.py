"""Names whose sense the words beside them tell: "the WAS gene", "loss of NF1", "depression of the heart"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.lexicon import Term
from kg.model import EntityType, Mention

_GENE_NEXT = re.compile(
    r"[ -](?:(?:m|c)?[DR]NA|(?:(?:sus\w+|tumou?r suppressor|disease) )?(?:genes?|alleles?|loc(?:us|i)"
    r"|exons?|introns?|promoters?|transcripts?))\b"
)
#: What is told of the gene of a disease with the same short form; of a drug it may be told, too.
_CHANGED_NEXT = re.compile(
    r"[ -](?:mutations?|variants?|deletions?|inactivation|loss|protein)\b"
    r"|[ -](?:(?:Ser|Thr|Tyr)[ -]?\d+ )?(?:de)?(?:phosphorylation|ubiquitination|acetylation)\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:loss|deletions?|mutations?|inactivation|variants?|alterations?|expression) (?:of|in) (?:the )?"
    r"(?:both )?\Z",
    re.IGNORECASE,
)
_REACH = 40
_PROTEIN_LAST = re.compile(
    r"\b(?:(?:transcription|growth|elongation|initiation|splicing|exchange) factors?|receptors?"
    r"|[A-Za-z]*proteins?|antigens?|ligands?|subunits?|homologs?|homologues?|[a-z]*(?:kinase|phosphatase|ligase|transferase"
    r"|protease|synthase|reductase|oxidase)s?|genes?(?:[ -]like)?|like)"
    r"(?:[ -](?:type )?(?:[A-Z]|[IVX]{1,4}|\d{1,3}[A-Za-z]?|alpha|beta|gamma|delta))?\Z"
)
_CLOTTING = re.compile(r"[Ff]actor [IVX]{1,4}")
_OTHER_FACTOR = re.compile(
    r"\b(?:transcription|growth|elongation|initiation|splicing|exchange|release|regulatory)[ -]\Z"
)
#: A word for an illness and for less of something, and what follows in the second sense.
_LOWERED = re.compile(r"[Dd]epression")
#: Before it: that signals between nerve cells are weakened, as potentiation strengthens them.
_LASTING = re.compile(r"\b(?:[Ll]ong[- ]term|synaptic|cerebellar) \Z")
_OF_WHAT = re.compile(
    r" (?:of|in) (?:the |an? |its |their )?(?!patients?|people|children|adults|mood|women|men)[a-z]"
)
#: Before "ablation": that it is a gene's, and no treatment's.
_GENETIC = re.compile(
    r"(?:\b(?:genetic|gene|targeted|conditional|germline|[a-z]+-specific) "
    r"|(?<![\w-])(?!RF |CT |US |MR |MW )[\w-]*[A-Z\d][\w-]*[ -])\Z"
)
_AMINO_ACID = re.compile(
    r"(?i:alanine|arginine|asparagine|aspart(?:ate|ic acid)|cysteine|glutam(?:ate|ic acid|ine)|glycine"
    r"|histidine|isoleucine|leucine|lysine|methionine|phenylalanine|proline|serine|threonine|tryptophan"
    r"|tyrosine|valine)|(?:Ser|Thr|Tyr|Lys|Cys|Arg|Asp|Glu|His|Pro)\b"
)
_PLACE = re.compile(r"[ -]?\(?\d{1,4}\)?\Z")
_PLACE_NEXT = re.compile(r"[ -]?\(?\d{1,4}\b(?!\s?(?:[mµμ]?[gMl]\b|mmol|%))| residues?\b")
_ISOTOPE = re.compile(r"\(?\d{1,3}\)?[A-Z][a-z]?")
_LABELLED = re.compile(r"\][- ]?[A-Za-z]")
_ONE_LETTER = re.compile(r"protein [a-z]")
_HYPHENED = re.compile(r"-\w")
#: What a symbol looks like, so that "breast cancer gene" stays a disease.
_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9-]{1,9}")
#: Around a protein: that people are given it, and that it is given to cells or animals instead.
_GIVEN_BEFORE = re.compile(
    r"\b(?:(?:treated|treatment|therap(?:y|ies)|managed|controlled|injected|infused) (?:with|by)"
    r"|(?:injections?|infusions?|doses?|units|administration) of"
    r"|receiv(?:e|ed|es|ing)|given|takes?|taking|prescribed|needs?|inhaled|intravenous|subcutaneous"
    r"|pegylated|recombinant|long-acting|rapid-acting|basal) (?:[\w-]+ ){0,1}\Z",
    re.IGNORECASE,
)
_GIVEN_NEXT = re.compile(
    r" (?:(?:replacement )?(?:therap(?:y|ies)|treatment)|injections?|infusions?|pumps?)\b", re.IGNORECASE
)
_BENCH = re.compile(
    r"\b(?:cells|cell lines?|mice|mouse|rats?|in vitro|cultures?|cultured|tissues?|slices|islets?"
    r"|hepatocytes?)\b",
    re.IGNORECASE,
)
#: Around a short form: that it is what several drugs together are called, "a regimen called X (A, B)".
_REGIMEN_BEFORE = re.compile(
    r"\b(?:regimens?|chemotherap(?:y|ies)|combinations?|mix|cocktail|protocol)"
    r"(?: (?:mix|regimen|combination|protocol))? (?:(?:is |are )?(?:called|known as|named|termed) )?\Z"
)
_REGIMEN_NEXT = re.compile(r" (?:regimens?|protocol|chemotherapy|combination)\b")
_SHORT = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z](?:[A-Z-]{0,3}[A-Z])?")
_DRUGS_NEXT = 120
#: A unit of time or a number of patients behind a number: "9.7 mos", "44 pts".
_UNIT = re.compile(r"(?:mos?|mths?|wks?|yrs?|hrs?|mins?|secs?|pts?)")
_NUMBER_BEFORE = re.compile(r"\d[ -]?\Z")
#: Words of a sentence that tells what cells are stained for.
_STAINED = re.compile(
    r"\b(?:immuno(?:histochem|stain|react|phenotyp)\w*|(?:positive|negative|stain\w*|reactiv\w+"
    r"|label\w*) (?:for|with)"
    r"|cells (?:\w+ )?(?:expressed|express|label|stain)\w*|(?:is|are|was|were) (?:\w+ )?(?:positive"
    r"|negative))\b",
    re.IGNORECASE,
)
_CONDITIONS = frozenset({EntityType.DISEASE, EntityType.PHENOTYPE})
_ALSO_GENES = _CONDITIONS | {EntityType.DRUG}


def ends_as_protein(name: str) -> bool:
    """Tell whether a name ends as that of a protein.

    >>> ends_as_protein("coastal homeobox transcription factor II"), ends_as_protein("coastal factor II")
    (True, False)
    """
    return _PROTEIN_LAST.search(name) is not None


def in_their_sense(
    mentions: Iterable[Mention],
    text: str,
    terms: Callable[[str], Sequence[Term]],
    every: Callable[[str], Sequence[Term]] | None = None,
) -> list[Mention]:
    """Return `mentions`, those of a disease, finding or drug made a gene's where the text says that it is one
    and the lexicon has a gene of that symbol, and those of a protein made a drug's where people are given
    it; `terms` gives what the lexicon has for a name, `every` all that it has, also of less standing.

    "Factor II" of "transcription factor II" is no mention of the factor of clotting, "depression of the
    sinus node" none of the illness, "serine 276" none of the amino acid, the ablation of a gene no
    treatment, and "9 mos" no gene.
    """
    kept = [m for m in mentions if not _is_other_sense(m, text)]
    return [
        _as_gene(m, text, terms)
        or _as_marker(m, text, every or terms)
        or _as_drug(m, text, every or terms)
        or _as_regimen(m, text, kept)
        or m
        for m in kept
    ]


def _is_other_sense(mention: Mention, text: str) -> bool:
    if mention.type is EntityType.DRUG and _is_part(mention, text):
        return True
    if _UNIT.fullmatch(mention.text):
        return _NUMBER_BEFORE.search(text, 0, mention.span.start) is not None
    if mention.text.lower() == "ablation":
        return _GENETIC.search(text, 0, mention.span.start) is not None
    if _CLOTTING.fullmatch(mention.text):
        return _OTHER_FACTOR.search(text, 0, mention.span.start) is not None
    if _LOWERED.fullmatch(mention.text) is None:
        return False
    lasting = _LASTING.search(text, 0, mention.span.start) is not None
    return lasting or _OF_WHAT.match(text, mention.span.end) is not None


def _is_part(mention: Mention, text: str) -> bool:
    """Tell whether what reads as a substance is a place in a protein ("serine 276"), the label on another
    substance ("[125I]anti-X"), or the word "protein" before a symbol ("protein c-Xyz").
    """
    start, end = mention.span.start, mention.span.end
    if _AMINO_ACID.match(mention.text):
        return _PLACE.search(mention.text) is not None or _PLACE_NEXT.match(text, end) is not None
    if _ISOTOPE.fullmatch(mention.text):
        return text[start - 1 : start] == "[" and _LABELLED.match(text, end) is not None
    return _ONE_LETTER.fullmatch(mention.text) is not None and _HYPHENED.match(text, end) is not None


def _as_gene(mention: Mention, text: str, terms: Callable[[str], Sequence[Term]]) -> Mention | None:
    if mention.type not in _ALSO_GENES or _SYMBOL.fullmatch(mention.text) is None:
        return None
    said = _GENE_NEXT.match(text, mention.span.end) is not None
    if not said and mention.type in _CONDITIONS:
        start, end = mention.span.start, mention.span.end
        before = _CHANGE_BEFORE.search(text[max(0, start - _REACH) : start])
        said = before is not None or _CHANGED_NEXT.match(text, end) is not None
    if not said:
        return None
    genes = [t.curie for t in terms(mention.text) if t.type is EntityType.GENE]
    if not genes:
        return None
    return replace(
        mention, type=EntityType.GENE, recogniser="lexicon", name="", hints=tuple(dict.fromkeys(genes))
    )


def _as_marker(mention: Mention, text: str, terms: Callable[[str], Sequence[Term]]) -> Mention | None:
    """Return an agency as the marker with its short form where the sentence tells what cells stain for."""
    if mention.type is not EntityType.AGENCY or _SYMBOL.fullmatch(mention.text) is None:
        return None
    start, end = mention.span.start, mention.span.end
    last = text.find(". ", end)
    sentence = text[text.rfind(". ", 0, start) + 1 : last if last >= 0 else len(text)]
    genes = tuple(dict.fromkeys(t.curie for t in terms(mention.text) if t.type is EntityType.GENE))
    if not genes or _STAINED.search(sentence) is None:
        return None
    return replace(mention, type=EntityType.GENE, recogniser="lexicon", name="", hints=genes)


def _as_drug(mention: Mention, text: str, terms: Callable[[str], Sequence[Term]]) -> Mention | None:
    """Return a protein that people are given ("treated with insulin") as the drug of that name."""
    if mention.type is not EntityType.GENE or mention.recogniser != "lexicon":
        return None
    start, end = mention.span.start, mention.span.end
    given = _GIVEN_BEFORE.search(text[max(0, start - _REACH) : start]) or _GIVEN_NEXT.match(text, end)
    last = text.find(". ", end)
    sentence = text[text.rfind(". ", 0, start) + 1 : last if last >= 0 else len(text)]
    if not given or _BENCH.search(sentence):
        return None
    drugs = tuple(dict.fromkeys(t.curie for t in terms(mention.text) if t.type is EntityType.DRUG))
    return replace(mention, type=EntityType.DRUG, name="", hints=drugs) if drugs else None


def _as_regimen(mention: Mention, text: str, mentions: Sequence[Mention]) -> Mention | None:
    """Return the short form of a disease or a gene as that of a regimen, where its drugs stand in brackets
    behind it or the words beside it call it one and drugs are near.
    """
    if mention.type not in (EntityType.DISEASE, EntityType.GENE) or not _SHORT.fullmatch(mention.text):
        return None
    start, end = mention.span.start, mention.span.end
    opened = text.startswith(" (", end)
    closed = text.find(")", end) if opened else -1
    edge = closed if closed > 0 else end + _DRUGS_NEXT
    drugs = [m for m in mentions if m.type is EntityType.DRUG and end <= m.span.start < edge]
    called = _REGIMEN_BEFORE.search(text[max(0, start - _REACH) : start]) or _REGIMEN_NEXT.match(text, end)
    if len(drugs) < 2 or not (opened or called) or (opened and drugs[0].span.start > end + 2 and not called):
        return None
    return replace(mention, type=EntityType.THERAPY, recogniser="regimen", name="", hints=())
