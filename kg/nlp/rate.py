"""Frequencies in a population: cases per so many people, and how many men for a woman."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.model import Quantity, Span

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:[.·]\d+)?)"
_DASH = r"\s?(?:[-–—]|to)\s?"
_ABOUT = r"(?:(?P<about>~|about|approximately|around|roughly|nearly|an estimated|estimated(?: at)?)\s)?"
_BASE = r"(?P<base>(?:1|10|100)[, ]?000(?:[, ]000)?|(?:(?:1|one|a) )?million|(?:a |one )?hundred thousand)"
_YEAR = (
    r"(?:(?: ?/ ?| per | each | a | every )(?:year|annum)|[- ]years?\b|,? (?:annually|yearly|person-years))"
)
_PER = re.compile(
    rf"(?<![\w.,/-]){_ABOUT}(?P<a>{_NUM})(?:{_DASH}(?P<b>{_NUM}))?(?: (?:new |annual )?(?:cases?"
    rf"|patients?|people|births"
    r"|individuals|diagnoses))?(?: (?:per|in|out of|for every|in every)| ?/) ?"
    rf"{_BASE}(?: (?:people|persons?|population|inhabitants|individuals|live births|births|newborns"
    rf"|children|adults"
    rf"|women|men|person))?(?P<year>{_YEAR})?",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"\b{_ABOUT}(?:1|one)(?: (?:case|person|child|birth))? ?(?:in|out of|per|:|of)(?: every| about"
    rf"| approximately)? "
    r"?(?P<base>\d{1,3}(?:,\d{3})+|\d{3,7})(?![\d%.])",
    re.IGNORECASE,
)
_TO_ONE = re.compile(r"(?<![\w.:/-])(?P<a>\d+(?:[.·]\d+)?) ?(?::|to) ?1(?![\w:.,]\d|\d)")
_POWERS = {10**3: "/10*3", 10**4: "/10*4", 10**5: "/10*5", 10**6: "/10*6"}


def find_rates(text: str) -> list[Quantity]:
    """Return how often a thing is in a population ("rate", UCUM ``/10*5`` or, in a year, ``/10*5/a``) and
    ratios to one ("ratio"), in order.

    "1 in 3,000" has no power of ten below and is given for 100,000 people, rounded to four digits.

    >>> [(q.value, q.upper, q.unit) for q in find_rates("0.3 to 0.8 cases per million people per year")]
    [(Decimal('0.3'), Decimal('0.8'), '/10*6/a')]
    >>> [(q.text, q.value, q.unit) for q in find_rates("1 in 3,000 people, a ratio of 1.5:1")]
    [('1 in 3,000', Decimal('33.33'), '/10*5'), ('1.5:1', Decimal('1.5'), '1')]
    """
    found: list[Quantity] = []
    for quantity in _all(text):
        if not any(quantity.span.overlaps(other.span) for other in found):
            found.append(quantity)
    return sorted(found, key=lambda q: q.span)


def _all(text: str) -> Iterator[Quantity]:
    for match in _PER.finditer(text):
        unit = _POWERS.get(_base(match["base"]))
        if unit is None:
            continue
        low, high = _decimal(match["a"]), _decimal(match["b"]) if match["b"] else None
        if high is not None and high < low:
            high = None
        unit += "/a" if match["year"] else ""
        yield _quantity(match, low, unit, "rate", lower=None if high is None else low, upper=high)
    for match in _ONE_IN.finditer(text):
        base = int(match["base"].replace(",", ""))
        if base in _POWERS:
            yield _quantity(match, Decimal(1), _POWERS[base], "rate")
        elif base:
            share = Decimal(f"{100000 / base:.4g}")
            yield _quantity(match, Decimal(format(share, "f")), "/10*5", "rate")
    for match in _TO_ONE.finditer(text):
        yield _quantity(match, _decimal(match["a"]), "1", "ratio")


def _base(written: str) -> int:
    words = written.lower()
    if "million" in words:
        return 10**6
    if "hundred" in words:
        return 10**5
    return int(re.sub(r"\D", "", words))


def _decimal(written: str) -> Decimal:
    return Decimal(written.replace(",", "").replace("·", "."))


def _quantity(
    match: re.Match[str],
    value: Decimal,
    unit: str,
    kind: str,
    *,
    lower: Decimal | None = None,
    upper: Decimal | None = None,
) -> Quantity:
    span = Span(start=match.start(), end=match.end())
    return Quantity(
        span=span,
        text=match.group(),
        value=value,
        unit=unit,
        kind=kind,
        comparator="~" if match.groupdict().get("about") else "=",
        lower=lower,
        upper=upper,
    )
