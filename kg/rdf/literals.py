"""Numbers and texts as RDF literals, one spelling for each number.

Turtle writes a decimal with a point bare (``39.0``); stores may drop the zero, which changes no value.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pyoxigraph import Literal

from kg.rdf.vocabulary import XSD_DECIMAL, XSD_DOUBLE

# Oxigraph holds a decimal as a 128-bit integer of 10^-18; what does not fit becomes a double.
_LARGEST = Decimal(10) ** 18
_PLACES = 18
_SURROGATE = re.compile("[\ud800-\udfff]")


def text(value: str) -> Literal:
    """Return `value` as an ``xsd:string``.

    Half of a surrogate pair, which some JSON holds, is no Unicode character and cannot stand in RDF; it
    becomes U+FFFD, so that lengths and offsets stay as they are.

    >>> text("a\\ud800b").value == "a\\ufffdb"
    True
    """
    return Literal(_SURROGATE.sub("\ufffd", value))


def number(value: Decimal | float | str) -> Literal:
    """Return `value` as an ``xsd:decimal`` (an ``xsd:double`` where a decimal cannot hold it).

    >>> number("39").value, number(Decimal("0.50")).value, number("0").value
    ('39.0', '0.5', '0.0')
    >>> number("1e-30").datatype.value
    'http://www.w3.org/2001/XMLSchema#double'
    """
    exact = Decimal(str(value))
    plain = format(exact, "f")
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    if abs(exact) >= _LARGEST or len(fraction) > _PLACES:
        return Literal(repr(float(exact)), datatype=XSD_DOUBLE)
    whole = "0" if exact == 0 else whole
    return Literal(f"{whole}.{fraction or '0'}", datatype=XSD_DECIMAL)
