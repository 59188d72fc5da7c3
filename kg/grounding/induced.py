"""What a text says that a drug has brought about: a hepatitis after isoniazid is a drug-induced hepatitis.

Texts name the drug once ("isoniazid-induced hepatitis", "psychosis due to levodopa", "halothane hepatitis")
and the trouble alone from then on. Where a list has a name for the trouble with such a cause, that is weighed
as well wherever the text has the trouble alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.lexicon import Lexicon, key
from kg.model import EntityType, Mention, Span

_DRUGS = (EntityType.DRUG, EntityType.DRUG_CLASS)
_AILS = (EntityType.DISEASE, EntityType.PHENOTYPE)
#: What a drug did, behind its name.
_DID = r"[-\u2010\u2011 ](?:induced|associated|related|elicited|evoked|provoked|mediated)"
#: A drug before the trouble, with a word for what it did or without; how the trouble stands may come between.
_BEFORE = re.compile(
    rf"(?P<drug>\w[\w'-]*?)(?:{_DID})?[- ]"
    r"(?:(?:acute|chronic|subacute|severe|mild|fulminant|fatal|transient|reversible|active|toxic) )*$"
)
#: A drug behind it that is said to be the cause.
_BEHIND = re.compile(
    r" (?:(?:was|is|were|are) )?(?:(?:induced|caused|produced|provoked|elicited|evoked) by|due to"
    r"|secondary to|associated with) (?:the )?(?P<drug>\w[\w'-]*)"
)
#: Names of what drugs bring about that say so themselves.
_WITHIN = re.compile(rf"(?P<drug>\w[\w'-]*?){_DID} (?P<ail>.+)")
_BESIDE = 60
_LEAST_LETTERS = 4
#: Words for drugs as such.
_ANY_DRUG = frozenset(("drug", "drugs", "medication", "medications", "neuroleptic", "neuroleptics"))
#: How lists name a trouble that a drug has brought about.
_NAMES = ("drug-induced {}", "substance-induced {}", "drug {}")


def induced(
    text: str, mentions: Iterable[Mention], long_forms: Mapping[str, str], lexicon: Lexicon
) -> frozenset[str]:
    """Return the keys of the names of troubles that `text` says somewhere that a drug has brought about.

    `long_forms` are what the short forms of the text stand for.
    """
    found = set()
    for mention in mentions:
        name = long_forms.get(mention.text, mention.lookup)
        words = (*_beside(text, mention.span), *_within(name)) if mention.type in _AILS else ()
        if any(_is_drug(long_forms.get(word, word), lexicon) for word in words):
            found.add(key(name))
    return frozenset(found)


def names_if_induced(name: str) -> tuple[str, ...]:
    """Return how lists may name what `name` says where a drug has brought it about.

    >>> names_if_induced("neutropenia")[0]
    'drug-induced neutropenia'
    >>> names_if_induced("clozapine-induced neutropenia")[0]
    'drug-induced neutropenia'
    """
    match = _WITHIN.fullmatch(name)
    return tuple(form.format(name if match is None else match["ail"]) for form in _NAMES)


def _beside(text: str, span: Span) -> Iterator[str]:
    """Yield the words before and behind a mention that may be what brought it about."""
    before = _BEFORE.search(text[max(0, span.start - _BESIDE) : span.start])
    behind = _BEHIND.match(text[span.end : span.end + _BESIDE])
    yield from (match["drug"] for match in (before, behind) if match is not None)


def _within(name: str) -> Iterator[str]:
    """Yield the word that begins a name which says itself that it was brought about."""
    match = _WITHIN.fullmatch(name)
    if match is not None:
        yield match["drug"]


def _is_drug(word: str, lexicon: Lexicon) -> bool:
    if word.lower() in _ANY_DRUG:
        return True
    terms = lexicon.all_terms(word) if len(word) >= _LEAST_LETTERS else ()
    return bool(terms) and terms[0].type in _DRUGS
