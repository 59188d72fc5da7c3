"""Mentions that the trained recogniser finds where no list, grammar or abbreviation has one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from kg.model import EntityType, Mention, Span
from kg.nlp.entities import Found

#: What the recogniser's types are in the graph. Left out are trial arms, outcomes and populations, which are
#: phrases that hold mentions; processes, of which the corpora mark plain verbs as well; and types of cells,
#: which may be a therapy.
_TYPES = {
    "gene": EntityType.GENE,
    "disease": EntityType.DISEASE,
    "phenotype": EntityType.PHENOTYPE,
    "chemical": EntityType.DRUG,
    "cell_line": EntityType.CELL_LINE,
    "anatomy": EntityType.ANATOMY,
    "species": EntityType.SPECIES,
    "variant": EntityType.VARIANT,
}
#: Types in the order in which they are believed where the recogniser reads one place in two ways with equal
#: confidence.
_ORDER = tuple(_TYPES)
_LEAST = 0.6
_NAME = re.compile(r"[^\W\d_]")


#: Nouns that the corpora mark wherever they stand and that name nothing.
#: A type of something that was named before: "type II".
_NUMBERED = re.compile(
    r"(?i:types?|stages?|grades?|groups?|class|phases?|forms?|levels?)[ -](?:[IVX]{1,4}|\d{1,2})[A-Ca-c]?"
)
_GENERAL = re.compile(
    r"(?i)(?:(?:the|a|an|human|adult|male|female|rat|mouse|rats|mice"
    r"|patients?|persons?|people|subjects?|participants?"
    r"|individuals?|controls?|volunteers?|m[ae]n|wom[ae]n|girls?|boys?|child(?:ren)?|infants?|humans?|mammals?"
    r"|animals?|organisms?|vertebrates?|cells?|cell lines?|tissues?|organs?|bod(?:y|ies)|strains?"
    r"|genes?|proteins?|rnas?|m?rna"
    r"|dnas?|peptides?|antibod(?:y|ies)|receptors?|kinases?|enzymes?|ligands?|mutations?|mutants?|variants?"
    r"|polymorphisms?|drugs?|agents?|compounds?|chemicals?|metabolites?|inhibitors?|molecules?"
    r"|tumou?rs?|cancers?|neoplasms?|malignanc(?:y|ies)|metastas[ie]s"
    r"|diseases?|disorders?|syndromes?|conditions?|symptoms?|toxicit(?:y|ies)"
    r"|deaths?|lesions?|deficits?|abnormalit(?:y|ies)|refractory|relapsed|advanced|(?:oligo)?metastatic|recurrent"
    r"|residual|progressive|stable|primary|secondary|local(?:i[sz]ed)?|early|late|active|chronic|acute|rare|malignant"
    r"|benign|severe|mild|systemic|inherited|genetic|common|other|related|associated)[ -]?)+"
)
#: An adjective of a place in the body is none: "mesenchymal", "peritoneal".
_ADJECTIVE = re.compile(r"[a-z-]+(?:al|ic|ar|ary|ous|ine)")


def learned_mentions(
    text: str,
    found: Iterable[Found],
    taken: Sequence[Mention],
    *,
    is_stopped: Callable[[str, EntityType], bool] = lambda name, kind: False,
) -> list[Mention]:
    """Return mentions for what was `found` in `text` with confidence, clear of the mentions in `taken`.

    Of readings that overlap the surer one stays, then the longer one. What names nothing ("tumor cells") is
    left out, and what `is_stopped` knows to be too general as a thing of that type.
    """
    clear = [
        f
        for f in found
        if f.type in _TYPES
        and f.confidence >= _LEAST
        and len(text[f.start : f.end]) > 1
        and _NAME.search(text, f.start, f.end)
        and not _GENERAL.fullmatch(text, f.start, f.end)
        and not _NUMBERED.fullmatch(text, f.start, f.end)
        and not (f.type == "anatomy" and _ADJECTIVE.fullmatch(text, f.start, f.end))
        and not is_stopped(text[f.start : f.end], _TYPES[f.type])
        and not any(m.span.start < f.end and f.start < m.span.end for m in taken)
    ]
    clear.sort(key=lambda f: (-f.confidence, f.start - f.end, f.start, _ORDER.index(f.type)))
    kept: list[Found] = []
    for each in clear:
        if not any(each.start < k.end and k.start < each.end for k in kept):
            kept.append(each)
    return [
        Mention(
            span=Span(start=f.start, end=f.end),
            text=text[f.start : f.end],
            type=_TYPES[f.type],
            recogniser="model",
        )
        for f in sorted(kept, key=lambda f: f.start)
    ]
