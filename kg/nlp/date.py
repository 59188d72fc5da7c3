"""Calendar dates, only as precise as the text is."""

from __future__ import annotations

import re

from kg.model import Span

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_END = r"(?![\w-]|[.,/]\d)"
_FORMS = tuple(
    re.compile(rf"(?<![\w./-]){form}{_END}", re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])(?:-(?P<day>[0-2]\d|3[01]))?",
        rf"(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_YEAR} {_MONTH} (?P<day>[12]?\d|3[01])",
        rf"{_YEAR} {_MONTH}",
        rf"{_MONTH},? (?:of )?{_YEAR}",
        rf"(?:(?<=in )|(?<=since )|(?<=until )|(?<=from )|(?<=by )|(?<=before )|(?<=after )|(?<=and )"
        rf"|(?<=to )){_YEAR}",
        # a month that was damaged on the way: only the year is left
        rf"(?:(?<=in )|(?<=since )|(?<=until ))(?P<damaged>[A-Z][A-Za-z]{{3,15}}) {_YEAR}",
    )
)


def find_dates(text: str) -> list[tuple[Span, str]]:
    """Return the dates of `text` in order with their ISO 8601 form, as precise as the text is.

    Where a word before the year is no month (a damaged one) the date is the year alone.

    >>> [iso for _, iso in find_dates("approved on 2 August 2024, reviewed in Marcxh 2025")]
    ['2024-08-02', '2025']
    """
    found: list[tuple[Span, str]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            groups = match.groupdict()
            start = match.start("year") if groups.get("damaged") else match.start()
            span = Span(start=start, end=match.end())
            if not any(span.overlaps(other) for other, _ in found):
                found.append((span, _iso(groups)))
    return sorted(found)


def _iso(groups: dict[str, str | None]) -> str:
    year, day, number = groups["year"] or "", groups.get("day"), groups.get("number")
    if (name := groups.get("month")) is not None:
        number = f"{next(i for i, m in enumerate(_MONTHS, start=1) if m.startswith(name.lower()[:3])):02d}"
    return "-".join([year, *([number] if number else []), *([f"{int(day):02d}"] if day and number else [])])
