"""Numbers with their units: rates, durations, ages, doses, lengths, counts, p values and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.model import Quantity, Span

# --- how a number is written -------------------------------------------------------------------------------
# 1,234.5 | 16·9 (decimal point of British journals) | 12.5 | .03
_NUM = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.·∙]\d+)?|(?<![\w.])[.·]\d+)"
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: n for n, word in enumerate([*_UNITS, *_TEENS], start=1)}
_WORDS |= {ten: n for n, ten in zip(range(20, 100, 10), _TENS, strict=True)}
_WORDS |= {
    f"{ten}-{unit}": n + u for ten, n in list(_WORDS.items())[19:] for u, unit in enumerate(_UNITS, start=1)
}
_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS)}))?"
    rf"|{'|'.join(sorted([*_UNITS, *_TEENS], key=len, reverse=True))})"
)
_ANY = rf"(?:{_NUM}|\b{_WORD}\b)"
_DASH = r"\s?(?:[-–—‒−]|to|through)\s?"
_BEFORE = r"(?<![\w.·,/^*-])(?<![–—−]\b)"  # no name such as CLDN18.2 or B7-H3 may end in the number

_COMPARATORS = (
    ("<=", r"≤|<=|⩽|at most|up to|no more than|not more than|a maximum of|or less than"),
    (">=", r"≥|>=|⩾|at least|no fewer than|no less than|not less than|a minimum of|minimum of"),
    ("<", r"<|less than|fewer than|under|below|younger than|shorter than|smaller than"),
    (">", r">|more than|greater than|over|above|older than|longer than|larger than|exceeding|exceeded"),
    (
        "~",
        r"~|∼|≈|approximately|approx\.?|about|around|circa|ca\.|roughly|nearly|almost|some|an estimated"
        r"|estimated",
    ),
)
_COMPARE = "|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_COMPARATORS))
_LEAD = rf"(?:(?:{_COMPARE})\s?)?"

# --- units: how they are written, and their UCUM code
# ---------------------------------------------------------
_TIME = {
    "a": r"years?|yrs?\.?|y(?=\b)",
    "mo": r"months?|mos?\b\.?|mths?",
    "wk": r"weeks?|wks?\.?|w(?=\b)",
    "d": r"days?",
    "h": r"hours?|hrs?\.?|h(?=\b)",
    "min": r"minutes?|mins?",
}
_LENGTH = {
    "cm": r"cm|centimet(?:er|re)s?",
    "mm": r"mm|millimet(?:er|re)s?",
    "um": r"[µμ]m",
}
_DOSE = {
    "mg/m2": r"mg\s?/\s?m(?:2|²|\^2)|mg\s?[·.]?\s?m[−-]2|mg per (?:square met(?:er|re)|m2|m²)",
    "g/m2": r"g\s?/\s?m(?:2|²|\^2)",
    "mg/kg": r"mg\s?/\s?kg|mg per (?:kg|kilogram)",
    "ug/kg": r"(?:[µμ]g|mcg)\s?/\s?kg",
    "10*6/kg": r"(?:×|x)\s?10(?:6|⁶|\^6)(?:\s?cells)?\s?/\s?kg",
    "[IU]/m2": r"IU\s?/\s?m(?:2|²|\^2)",
    "mg/d": r"mg\s?/\s?d(?:ay)?\b|mg (?:once )?(?:daily|per day)",
    "mg": r"mg|milligrams?",
    "ug": r"[µμ]g|mcg|micrograms?",
    "ng/mL": r"ng\s?/\s?m[lL]",
    "g": r"g(?=\b)|grams?",
    "Gy": r"c?Gy",
    "MBq": r"MBq",
    "GBq": r"GBq",
    "[IU]": r"IU|international units?|million units",
    "mL": r"m[lL]\b|millilit(?:er|re)s?",
}
_COUNTED = (
    r"(?:patients?|participants?|cases?|subjects?|children|adults?|adolescents|individuals|people|persons"
    r"|women|men"
    r"|girls|boys|males|females|samples?|specimens?|tumou?rs?|trials?|studies|events?|deaths?|responders?"
    r"|responses?"
    r"|cent(?:er|re)s|sites|institutions|countries|families|survivors|donors|volunteers|cycles?|courses?"
    r"|doses?"
    r"|infusions?|injections?|lesions?|nodules?|metastases|relapses?|recurrences?|hospitals?|cell lines|genes"
    r"|mutations|mice|pedigrees|cohorts|arms|lines|fractions?|years? old|times?)"
)
_BETWEEN = r"(?:(?!(?:of|in|the|and|or|with|by|for|to|from|at|on)\b)[a-zA-Z][\w-]*\s+){0,3}?"


def _names(group: dict[str, str]) -> str:
    return "|".join(f"(?:{form})" for form in group.values())


def _unit(group: dict[str, str], text: str) -> str:
    """Return the UCUM code of the unit written as `text`."""
    return next(code for code, form in group.items() if re.fullmatch(rf"(?:{form})", text, re.IGNORECASE))


_SPREAD = rf"(?:\s?(?:±|\+/[-−])\s?{_NUM})?"  # a standard deviation or error, which is no bound
_RANGE = rf"{_LEAD}(?P<a>{_ANY}){_SPREAD}(?:{_DASH}(?P<b>{_ANY}))?"
_PERCENT = re.compile(
    rf"{_BEFORE}{_LEAD}(?P<a>{_NUM})(?:\s?%)?{_SPREAD}(?:{_DASH}(?P<b>{_NUM}))?\s?(?:%|％|percent\b"
    rf"|per cent\b)",
    re.IGNORECASE,
)
_DURATION = re.compile(rf"{_BEFORE}{_RANGE}[\s-]?(?P<unit>{_names(_TIME)})\b", re.IGNORECASE)
_LENGTHS = re.compile(rf"{_BEFORE}{_RANGE}[\s-]?(?P<unit>{_names(_LENGTH)})\b", re.IGNORECASE)
_DOSES = re.compile(rf"{_BEFORE}{_RANGE}[\s-]?(?P<unit>{_names(_DOSE)})(?![\w/])")
_AUC = re.compile(
    rf"\b(?:AUC|area under the curve)(?:\s?(?:of|=))?\s?(?P<a>\d+(?:\.\d+)?)(?:{_DASH}(?P<b>{_NUM}))?\b"
)
_EVERY = re.compile(
    rf"\b(?:every|q) ?(?P<a>{_ANY})(?:{_DASH}(?P<b>{_NUM}))?[\s-]?(?P<unit>{_names(_TIME)})\b", re.IGNORECASE
)
_AGE_UNIT = r"(?:years?|yrs?|y|months?|mo|weeks?|days?)"
_AGES = re.compile(
    rf"\b(?:ages?|aged)(?:\s+(?:of|between|from|is|was"
    rf"|range[ds]?))?\s*{_LEAD}(?P<a>{_NUM})\s?(?P<ua>{_AGE_UNIT}\b)?"
    rf"(?:(?:{_DASH}|\s+and\s+)(?P<b>{_NUM})\s?-?(?P<unit>{_AGE_UNIT})?\b)?(?:\s?(?:of age|old))?",
    re.IGNORECASE,
)
_OLD = re.compile(
    rf"{_BEFORE}{_LEAD}(?P<a>{_NUM})[\s-]?(?P<ua>{_AGE_UNIT}\b)?(?:{_DASH}(?P<b>{_NUM})[\s-]?"
    rf"(?P<unit>{_AGE_UNIT}))?"
    r"[\s-](?:old|of age)\b",
    re.IGNORECASE,
)
_N = re.compile(rf"(?<!\w)n\s?(?P<cmp>[=<>≤≥])\s?(?P<a>{_NUM})", re.IGNORECASE)
_COUNT = re.compile(rf"{_BEFORE}{_RANGE}\s+{_BETWEEN}{_COUNTED}\b", re.IGNORECASE)
_P = re.compile(
    r"(?<![\w-])p(?:[- ]?values?)?(?:\s(?:of|was))?\s?(?P<cmp>=|<|>|≤|≥|<=|>=)?\s?(?P<a>0?[.·]\d+)",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"(?:hazard ratios?|odds ratios?|risk ratios?|relative risks?|rate ratios?|\b[as]?HRs?|\b[a]?ORs?|\bRRs?)"
    r"(?:\s?[(\[][^()\[\]]{1,20}[)\]])?[\s,:]{0,2}(?:of|was|is|for [a-z ]{1,40}?)?\s?[=:,]?\s?"
    r"(?P<a>\d+[.·]\d+)",
    re.IGNORECASE,
)
_CI = re.compile(
    rf"\b(?:\d\d(?:\.\d)?\s?%?\s?)?(?:CI|CrI|confidence intervals?"
    rf"|credible intervals?)s?\b(?:\s?\[CI\])?[\s,:=;]{{0,3}}(?:of |was |from )?[(\[]?"
    rf"(?P<a>{_NUM})\s?%?(?:\s?(?:[-–—‒−,;]|to|and)\s?)(?P<b>{_NUM}|NR|NE|NA|not reached|∞)\s?%?",
    re.IGNORECASE,
)
_SHARED = re.compile(
    rf"{_BEFORE}(?P<a>{_NUM}){_SPREAD},? (?:v\.?|vs\.?|versus|and|or|compared (?:with|to)|against) $"
)
# A word that makes a name or a rank of the number behind it, also of a second one ("grade 3 or 4").
_LABEL = re.compile(
    r"(?:(?:phase|stage|grade|type|group|arm|cohort|class|level|score|status|figure|fig\.|table|section"
    r"|part|day|week"
    r"|month|year|cycle|line|exon|codon|chromosome|reference|ref\.)s?\s?(?:\d+[a-c]?\s?(?:and|or|to|,|/|-"
    r"|–)\s?)?"
    r"|(?:\d|\bone) (?:in|out of) |for every |[-–/])$",
    re.IGNORECASE,
)
_CI_REACH = 40  # characters between a value and its interval


# Where a match can begin of those that begin with the number, or with the word that compares it.
_BEGIN = re.compile(rf"{_BEFORE}(?={_LEAD}{_ANY})", re.IGNORECASE)


def find_quantities(text: str) -> list[Quantity]:
    """Return the quantities of `text` in order, without overlap; spans are offsets into `text`.

    Of a range ("10–30 years") `lower` and `upper` are the ends and `value` is the lower end. The bounds of a
    confidence interval are those of the quantity right before it and give no quantity of their own. Bounds in
    the wrong order are misprints and left out.

    >>> [(q.text, q.value, q.unit, q.kind) for q in find_quantities("seen in 12.5% at 16·9 months (n = 52)")]
    [('12.5%', Decimal('12.5'), '%', 'percent'), ('16·9 months', Decimal('16.9'), 'mo', 'duration'), \
('n = 52', Decimal('52'), '1', 'count')]
    """
    intervals = list(_CI.finditer(text))
    taken = [Span(start=m.start(), end=m.end()) for m in intervals]
    found: list[Quantity] = []
    for quantity in _all(text):
        if not any(quantity.span.overlaps(span) for span in taken):
            found.append(quantity)
            taken.append(quantity.span)
    found += [q for q in _sharing_units(found, text) if not any(q.span.overlaps(span) for span in taken)]
    found.sort(key=lambda q: q.span)
    return _with_bounds(found, intervals, text)


def _is_label(match: re.Match[str], text: str) -> bool:
    """Tell whether the number names something instead of counting it: "stage 3 patients", "1 in 3 women"."""
    before = text[max(0, match.start("a") - 24) : match.start("a")]
    return bool(_LABEL.search(before))


def _all(text: str) -> Iterator[Quantity]:
    """Yield quantities of every kind, the kinds that are recognised most surely first."""
    begins = [match.start() for match in _BEGIN.finditer(text)]
    for match in _RATIO.finditer(text):
        yield _quantity(match, text, unit="1", kind="ratio", start=match.start("a"))
    for match in _P.finditer(text):
        sign = {None: "=", "≤": "<=", "≥": ">="}.get(match["cmp"], match["cmp"])
        yield replace(_quantity(match, text, unit="1", kind="probability"), comparator=sign)
    for match in _found(_PERCENT, text, begins):
        yield _quantity(match, text, unit="%", kind="percent")
    for match in _found(_DOSES, text, begins):
        yield _quantity(match, text, unit=_dose(match["unit"]), kind="dose")
    for match in _EVERY.finditer(text):
        yield _quantity(match, text, unit=_unit(_TIME, match["unit"]), kind="dose")
    for match in _AUC.finditer(text):
        yield _quantity(match, text, unit="mg/mL.min", kind="dose")
    yield from _ages(text, begins)
    for match in _found(_LENGTHS, text, begins):
        yield _quantity(match, text, unit=_unit(_LENGTH, match["unit"]), kind="length")
    for match in _found(_DURATION, text, begins):
        yield _quantity(match, text, unit=_unit(_TIME, match["unit"]), kind="duration")
    for match in _N.finditer(text):
        sign = {"≤": "<=", "≥": ">="}.get(match["cmp"], match["cmp"])
        yield replace(_quantity(match, text, unit="1", kind="count"), comparator=sign)
    for match in _found(_COUNT, text, begins):
        if _is_label(match, text):
            continue
        yield _quantity(match, text, unit="1", kind="count")


def _found(pattern: re.Pattern[str], text: str, begins: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that `pattern.finditer` would, of a pattern that can begin at these places only."""
    end = 0
    for begin in begins:
        if begin >= end and (match := pattern.match(text, begin)):
            yield match
            end = match.end()


def _sharing_units(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Yield the numbers that have their unit from the next one: the 8.5 of "8.5 versus 4.1 months"."""
    for other in found:
        if other.kind not in ("percent", "duration", "dose", "length") or not other.text[0].isdigit():
            continue
        match = _SHARED.search(text, max(0, other.span.start - 40), other.span.start)
        if match is not None and not _is_label(match, text):
            span = Span(start=match.start("a"), end=match.end("a"))
            yield replace(
                other, span=span, text=span.of(text), value=_decimal(match["a"]), lower=None, upper=None
            )


def _dose(written: str) -> str:
    return (
        "cGy"
        if written.lower() == "cgy"
        else next(c for c, f in _DOSE.items() if re.fullmatch(rf"(?:{f})", written))
    )


def _ages(text: str, begins: Sequence[int]) -> Iterator[Quantity]:
    for matches in (_found(_OLD, text, begins), _AGES.finditer(text)):
        for match in matches:
            upper = match["unit"] or match["ua"] or "years"
            unit = _unit(_TIME, upper)
            quantity = _quantity(match, text, unit=unit, kind="age", start=_number_start(match))
            own = _unit(_TIME, match["ua"]) if match["ua"] else unit
            if own != unit and quantity.upper is not None:
                # "12 months to 30 years": both ends in the larger unit
                lower = _convert(quantity.value, own, unit)
                quantity = replace(quantity, value=lower, lower=lower)
            yield quantity


def _convert(value: Decimal, source: str, target: str) -> Decimal:
    days = {"d": Decimal(1), "wk": Decimal(7), "mo": Decimal("30.4375"), "a": Decimal("365.25")}
    return (value * days[source] / days[target]).quantize(Decimal("0.01")).normalize() + 0


def _number_start(match: re.Match[str]) -> int:
    """Return where the comparator or the number of `match` begins."""
    starts = [match.start(f"c{i}") for i in range(len(_COMPARATORS)) if match[f"c{i}"]]
    return min([*starts, match.start("a")])


def _decimal(written: str) -> Decimal:
    low = written.lower()
    return (
        Decimal(_WORDS[low])
        if low in _WORDS
        else Decimal(low.replace(",", "").replace("·", ".").replace("∙", "."))
    )


def _quantity(match: re.Match[str], text: str, *, unit: str, kind: str, start: int | None = None) -> Quantity:
    groups = match.groupdict()
    sign = next((s for i, (s, _) in enumerate(_COMPARATORS) if groups.get(f"c{i}")), "=")
    value = _decimal(match["a"])
    upper = _decimal(groups["b"]) if groups.get("b") else None
    if upper is not None and upper < value:
        upper = None  # a slip of the pen, or a change: "from 30 to 10 months"
    begin = match.start() if start is None else start
    span = Span(start=begin, end=match.end())
    return Quantity(
        span=span,
        text=span.of(text),
        value=value,
        unit=unit,
        kind=kind,
        comparator=sign,
        lower=value if upper is not None else None,
        upper=upper,
    )


def _with_bounds(found: list[Quantity], intervals: list[re.Match[str]], text: str) -> list[Quantity]:
    """Return `found` with the bounds of each confidence interval on the quantity right before it."""
    done = list(found)
    for match in intervals:
        before = [
            i
            for i, q in enumerate(done)
            if q.span.end <= match.start()
            and match.start() - q.span.end <= _CI_REACH
            and q.kind != "probability"
        ]
        if not before or "." in text[done[before[-1]].span.end : match.start()].replace(". ", "."):
            continue
        upper = _decimal(match["b"]) if match["b"][0].isdigit() or match["b"][0] in ".·" else None
        lower = _decimal(match["a"])
        if upper is None or lower <= upper:  # else one of the two is misprinted
            done[before[-1]] = replace(done[before[-1]], lower=lower, upper=upper)
    return done
