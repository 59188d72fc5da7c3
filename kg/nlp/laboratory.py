"""What is measured in the blood, and that it is too high or too low: "elevated serum lipase"."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.model import EntityType, Mention, Span


class _Analyte(NamedTuple):
    """How texts write what is measured, and what it is called where it is too high or too low."""

    written: str
    high: str
    low: str


#: Names of the findings after the labels of the Human Phenotype Ontology; "" where there is none but that of
#: the text.
_ANALYTES = (
    _Analyte(r"alanine (?:amino)?transferase|ALT|SGPT", "alanine aminotransferase increased", ""),
    _Analyte(r"aspartate (?:amino)?transferase|AST|SGOT", "aspartate aminotransferase increased", ""),
    _Analyte(r"(?:liver|hepatic) (?:transaminase|enzyme|function test)s?", "elevated liver enzymes", ""),
    _Analyte(r"(?:amino)?transaminases?|aminotransferases?", "elevated transaminases", ""),
    _Analyte(r"alkaline phosphatase|ALP", "elevated alkaline phosphatase", ""),
    _Analyte(
        r"(?:gamma|γ)[- ]glutamyl[- ]?trans(?:fer|peptid)ase"
        r"|GGT",
        "elevated gamma-glutamyltransferase level",
        "",
    ),
    _Analyte(r"bilirubin", "hyperbilirubinemia", ""),
    _Analyte(r"creatinine", "elevated creatinine", ""),
    _Analyte(r"creatine (?:phospho)?kinase|CPK|CK", "elevated creatine kinase", ""),
    _Analyte(r"lactate dehydrogenase|LDH", "increased lactate dehydrogenase level", ""),
    _Analyte(r"lipase", "", ""),
    _Analyte(r"amylase", "hyperamylasemia", ""),
    _Analyte(r"cholesterol", "hypercholesterolemia", "hypocholesterolemia"),
    _Analyte(r"triglycerides?", "hypertriglyceridemia", ""),
    _Analyte(r"(?:blood )?(?:glucose|sugar)", "hyperglycemia", "hypoglycemia"),
    _Analyte(r"potassium", "hyperkalemia", "hypokalemia"),
    _Analyte(r"sodium", "hypernatremia", "hyponatremia"),
    _Analyte(r"(?:corrected )?calcium", "hypercalcemia", "hypocalcemia"),
    _Analyte(r"magnesium", "", "hypomagnesemia"),
    _Analyte(r"phosph(?:ate|orus)", "hyperphosphatemia", "hypophosphatemia"),
    _Analyte(r"uric acid|urate", "hyperuricemia", ""),
    _Analyte(r"albumin", "", "hypoalbuminemia"),
    _Analyte(r"ha?emoglobin", "", "anemia"),
    _Analyte(r"(?:absolute )?neutrophils?(?: counts?)?", "neutrophilia", "neutropenia"),
    _Analyte(r"(?:absolute )?lymphocytes?(?: counts?)?", "lymphocytosis", "lymphopenia"),
    _Analyte(r"platelets?(?: counts?)?", "thrombocytosis", "thrombocytopenia"),
    _Analyte(r"(?:leu[ck]ocytes?|white (?:blood )?cells?|WBC)(?: counts?)?", "leukocytosis", "leukopenia"),
    _Analyte(r"C-reactive protein|CRP", "elevated circulating C-reactive protein concentration", ""),
    _Analyte(r"ferritin", "increased circulating ferritin concentration", ""),
    _Analyte(
        r"thyroid[- ]stimulating hormone|TSH",
        "elevated circulating thyroid-stimulating hormone concentration",
        "",
    ),
    _Analyte(r"(?:left ventricular )?ejection fraction|LVEF", "", "reduced ejection fraction"),
    _Analyte(r"(?:body )?weight", "increased body weight", "weight loss"),
)
_HIGH = r"increased|elevated|raised|high"
_LOW = r"decreased|reduced|lowered|low"
_RISE = r"increase[ds]?|elevations?|elevated|raised"
_FALL = r"decrease[ds]?|reductions?|reduced"
#: What says that a value is meant where the word before it would also fit what is eaten or grown in.
_VALUE = re.compile(
    r"level|concentration|activity|count|blood|serum|plasma|enzyme|cells|fraction|platelet|neutrophil|lymphocyte"
    r"|h(?:a)?emoglobin|albumin|bilirubin",
    re.IGNORECASE,
)
_BARE = ("high", "low")
_WHERE = r"(?:(?:blood|serum|plasma|circulating|total)[ -])*"
_AMOUNT = r"(?:[ -](?:levels?|concentrations?|activity))?"
_WHICH = "|".join(f"(?P<n{i}>{each.written})" for i, each in enumerate(_ANALYTES))
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<high>{_HIGH})|(?P<low>{_LOW})) (?:(?:levels?|concentrations?) of )?{_WHERE}"
    rf"(?:{_WHICH}){_AMOUNT}(?: in the blood)?(?![\w-])",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?<![\w-]){_WHERE}(?:{_WHICH}){_AMOUNT} (?:(?P<high>{_RISE})|(?P<low>{_FALL}))(?![\w-])"
    r"(?! (?:by|to|from|in|at|with|the|over|after)\b)",
    re.IGNORECASE,
)
_RISE_IN = re.compile(
    rf"(?<![\w-])(?:(?P<high>increases?|elevations?|rises?)|(?P<low>decreases?|reductions?|drops?|falls?|declines?))"
    rf" (?:in|of) {_WHERE}"
    rf"(?:{_WHICH}){_AMOUNT}(?![\w-])",
    re.IGNORECASE,
)


#: What lists of adverse events put first: "rash maculo-papular".
_TURNED = re.compile(
    r"(?<![\w-])(?P<noun>rash|o?edema|(?:sensory |motor )?neuropathy|dermatitis|h(?:a)?emorrhage"
    r"|embolism|pain"
    r"|hypothyroidism)"
    r" (?P<adjective>maculo-?papular|papular|pruritic|pustular|acneiform|exfoliative|bullous"
    r"|peripheral|pulmonary"
    r"|abdominal|musculoskeletal|intracranial|cerebral|gastrointestinal|generali[sz]ed)(?![\w-])",
    re.IGNORECASE,
)


_INTERVAL = re.compile(
    r"(?<![\w-])(?:QTc?F?(?: interval)? prolongation|prolong(?:ed"
    r"|ation of(?: the)?) QTc?F?(?: interval)?)(?![\w-])"
)


def _turned(text: str) -> list[Mention]:
    """Return findings whose adjective stands last ("rash maculo-papular"), and too long QT intervals."""
    found = [(m, f"{m['adjective']} {m['noun']}".lower()) for m in _TURNED.finditer(text)]
    found += [(m, "prolonged QT interval") for m in _INTERVAL.finditer(text)]
    return [_finding(match, name) for match, name in found]


def _finding(match: re.Match[str], name: str) -> Mention:
    return Mention(
        span=Span(start=match.start(), end=match.end()),
        text=match.group(),
        type=EntityType.PHENOTYPE,
        recogniser="laboratory",
        name=name,
    )


def find_laboratory_findings(text: str) -> list[Mention]:
    """Return PHENOTYPE mentions of measured values that are too high or too low, and of findings as lists of
    coded terms write them, in order.

    Spans are offsets into `text`. A finding with a name of its own goes by that; the others by their words.

    >>> [(m.text, m.lookup) for m in find_laboratory_findings("raised serum uric acid, high serum lipase")]
    [('raised serum uric acid', 'hyperuricemia'), ('high serum lipase', 'high serum lipase')]
    """
    found = _turned(text)
    for pattern in (_BEFORE, _BEHIND, _RISE_IN):
        for match in pattern.finditer(text):
            side = match["high"] or match["low"]
            if side.lower() in _BARE and _VALUE.search(match.group()) is None:
                continue
            which = next(i for i in range(len(_ANALYTES)) if match[f"n{i}"] is not None)
            name = _ANALYTES[which].high if match["high"] is not None else _ANALYTES[which].low
            found.append(_finding(match, name))
    return sorted(found, key=lambda m: m.span)
