"""Dates as pages and bibliographies write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    r"\b(?:"
    + _YEAR.format("y1") + r"[-/.](?P<n1>\d{1,2})(?:[-/.](?P<d1>\d{1,2}))?(?![\d/])"
    + "|" + _MONTH.format("m2") + r"\s*(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+" + _YEAR.format("y2")
    + "|" + r"(?P<d3>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH.format("m3") + r",?\s*" + _YEAR.format("y3")
    + "|" + _YEAR.format("y4") + r"\s+" + _MONTH.format("m4") + r"(?:\s+(?P<d4>\d{1,2})\b)?"
    + "|" + _MONTH.format("m5") + r",?\s+" + _YEAR.format("y5")
    + "|" + _YEAR.format("y6")
    + r")(?!\d)",
    re.IGNORECASE,
)  # fmt: skip


def iso_date(words: str) -> str:
    """Return the first date in `words` as precise as it is given, empty where there is none.

    A date that no calendar has gives nothing rather than a guess.

    >>> iso_date("Published: Apr 30, 2026"), iso_date("2025 Jul 1;37(4)"), iso_date("June 2019")
    ('2026-04-30', '2025-07-01', '2019-06')
    >>> iso_date("Feb 31, 2024"), iso_date("Juvember 3")
    ('', '')
    """
    match = _DATE.search(words[:400])
    if match is None:
        return ""
    found = match.groupdict()
    year = next(found[f"y{i}"] for i in range(1, 7) if found[f"y{i}"])
    name = next((found[f"m{i}"] for i in range(2, 6) if found[f"m{i}"]), None)
    month = int(found["n1"]) if found["n1"] else _MONTHS.index(name[:3].casefold()) + 1 if name else 0
    day = next((int(found[f"d{i}"]) for i in range(1, 5) if found[f"d{i}"]), 0)
    return assemble(int(year), month, day)


def assemble(year: int, month: int = 0, day: int = 0) -> str:
    """Return year, month and day (0: not given) in ISO 8601, empty where the calendar has no such day.

    >>> assemble(2024, 2), assemble(2024, 2, 30)
    ('2024-02', '')
    """
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not month:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def month_number(words: str) -> int:
    """Return 1 to 12 for the name or the number of a month, 0 for anything else.

    >>> month_number("Sep"), month_number("09"), month_number("Spring")
    (9, 9, 0)
    """
    words = words.strip().casefold()
    if words.isascii() and words.isdigit():
        return int(words) if 1 <= int(words) <= 12 else 0
    return _MONTHS.index(words[:3]) + 1 if words[:3] in _MONTHS else 0
