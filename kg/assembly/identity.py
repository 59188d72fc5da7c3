"""Content-derived names: the same claim has the same key on every machine, whatever stands behind it.

A key is the beginning of the SHA-256 of canonical JSON (sorted keys, no white space, UTF-8) that begins with
the kind of thing named, so that an association and an outcome can never share one by accident. 16
hexadecimal digits are 64 bits: among a million associations two share a key with probability 3e-8, and
`Names` raises instead of merging them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal

from kg.errors import GraphError
from kg.model import Evidence, Outcome, Polarity, Qualifier

_DIGITS = 16

Json = str | int | float | bool | None | Sequence["Json"]


def content_key(kind: str, *content: Json) -> str:
    """Return the key of `content` as 16 hexadecimal digits.

    >>> content_key("association", "a", "b")
    'e9ec53ff2cf5af28'
    """
    text = json.dumps([kind, *content], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def association_key(
    subject: str, predicate: str, object: str, polarity: Polarity, qualifiers: tuple[Qualifier, ...]
) -> str:
    """Return the key of a claim: what it says and under which conditions, never its evidence."""
    return content_key(
        "association",
        subject,
        predicate,
        object,
        polarity.value,
        [[q.role, q.value, q.is_concept] for q in sorted(set(qualifiers))],
    )


def evidence_key(evidence: Evidence) -> str:
    """Return the key of one place that says something: document, spans and the way it was read."""
    return content_key(
        "evidence",
        evidence.document,
        *(n for span in (evidence.span, evidence.subject, evidence.object) for n in (span.start, span.end)),
        evidence.section,
        evidence.certainty.value,
        evidence.extractor,
        repr(evidence.confidence),
    )


def outcome_key(outcome: Outcome) -> str:
    """Return the key of a numeric result: everything it says, never its evidence.

    The words of the value are left out, so "6%" and "6.0 %" of the same measure are one result. What few
    results have counts where it is there, and so leaves the keys of all others as they are.
    """
    more: list[Json] = [
        [name, value]
        for name, value in (
            ("interval", outcome.interval),
            ("versus", sorted(set(outcome.versus))),
            ("versus value", _number(outcome.versus_value)),
            ("p", _number(outcome.p_value)),
            ("p comparator", outcome.p_comparator),
            ("n", None if outcome.sample_size is None else str(outcome.sample_size)),
            ("grade", outcome.grade),
        )
        if value not in ("", None, [])
    ]
    return content_key(
        "outcome",
        outcome.measure,
        outcome.statistic,
        canonical_number(outcome.value),
        outcome.unit,
        outcome.comparator,
        sorted(set(outcome.about)),
        outcome.population,
        outcome.trial,
        outcome.arm,
        _number(outcome.lower),
        _number(outcome.upper),
        outcome.timepoint,
        *more,
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else canonical_number(value)


def canonical_number(value: Decimal) -> str:
    """Return the one spelling of a number: no exponent, no trailing zeros, no negative zero.

    >>> canonical_number(Decimal("39.0")), canonical_number(Decimal("1E+2")), canonical_number(Decimal("-0"))
    ('39', '100', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class Names:
    """Hands out keys and refuses that two different contents share one."""

    def __init__(self) -> None:
        self._content: dict[str, object] = {}

    def claim(self, key: str, content: object) -> str:
        """Return `key`, noting that it stands for `content`.

        Raises:
            GraphError: the key already stands for something else.
        """
        if self._content.setdefault(key, content) != content:
            raise GraphError(f"two different claims share the key {key}; report this as a bug")
        return key
