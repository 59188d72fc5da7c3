"""The key of a name: what stays of it when spelling habits are taken away.

Two names with one key are the same name written differently. Nothing here measures similarity: a letter
more or less gives another key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi",
    "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi",
    "ψ": "psi", "ω": "omega",
}  # fmt: skip
#: Translation table of Greek letters to their names.
GREEK = str.maketrans(_GREEK)

#: British spellings and their American forms, as parts of words. Longer ones first where one holds another.
_BRITISH = (
    ("tumour", "tumor"), ("oestr", "estr"), ("oesoph", "esoph"), ("oedem", "edem"), ("aemi", "emi"),
    ("haem", "hem"), ("paed", "ped"), ("gynaec", "gynec"), ("faec", "fec"), ("caec", "cec"),
    ("anaesth", "anesth"), ("foet", "fet"), ("rrhoea", "rrhea"), ("pnoea", "pnea"), ("coeli", "celi"),
    ("colour", "color"), ("behaviour", "behavior"), ("centre", "center"), ("fibre", "fiber"),
    ("sulph", "sulf"), ("isation", "ization"), ("aetiolog", "etiolog"), ("homoeo", "homeo"),
    ("programme", "program"), ("grey", "gray"), ("litre", "liter"), ("neurone", "neuron"),
)  # fmt: skip
_BRITISH_FORMS = dict(_BRITISH)
_BRITISH_PATTERN = re.compile("|".join(british for british, _ in _BRITISH))

#: Words of a name that tell nothing apart once their order is free.
FUNCTION_WORDS = frozenset(
    ("of", "the", "a", "an", "in", "on", "and", "or", "to", "by", "with", "due", "for", "from", "as", "nos")
)
ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "x": "10", "xi": "11", "xii": "12", "xiii": "13",
}  # fmt: skip
POSSESSIVE = re.compile(r"['’ʼ]s\b")
#: A sign that has a meaning only between digits ("CLDN18.2", "CDK4/6", "t(11;22)") or, doubled, in a fusion.
_SIGNS = re.compile(r"(?<=[0-9])[./;](?=[0-9])|(?<=[^\W_])::(?=[^\W_])|[^\W_]+|\+")
_WORD = re.compile(r"[^\W_]+(?:[./](?=[0-9])[^\W_]+)*|\+")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=[^\w]*$)")

#: Singular words that look like plurals.
_NO_PLURAL = frozenset(
    ("species", "series", "rabies", "caries", "facies", "scabies", "herpes", "diabetes", "ascites")
)
#: Plurals in -oses whose singular keeps its e.
_OSE = ("doses", "glucoses", "purposes", "noses", "roses", "celluloses")


def singular(word: str) -> str:
    """Return the singular of an English noun, or the word itself.

    The rules are those of regular plurals and of the Greek and Latin ones of medicine. A word that
    merely ends like a plural may lose its s; as names in texts and in lexicons take the same way, they
    still meet.

    >>> [singular(w) for w in ("masses", "metastases", "GISTs", "biopsies", "diagnoses", "sarcomata")]
    ['mass', 'metastasis', 'GIST', 'biopsy', 'diagnosis', 'sarcoma']
    >>> [singular(w) for w in ("KRAS", "virus", "stress", "AIDS", "doses", "kinases")]
    ['KRAS', 'virus', 'stress', 'AIDS', 'dose', 'kinase']
    """
    lower = word.casefold()
    if lower in _NO_PLURAL or len(word) < 4:
        return word
    if word[-1] == "S" and len(word) < 6:  # a symbol, not a plural in a heading of capitals
        return word
    if lower.endswith("omata"):
        return word[:-2]
    if lower.endswith("ae") and len(word) > 5:
        return word[:-1]
    if not lower.endswith("s") or lower.endswith(("ss", "us", "is")):
        return word
    if lower.endswith("as") and len(word) < 6:  # kras, fas
        return word
    if lower.endswith(("stases", "yses")) or (lower.endswith("oses") and lower not in _OSE):
        return word[:-2] + "is"
    if lower.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


def stem_key(text: str) -> str:
    """Return the key of `text` without turning its last word into the singular.

    The key of a text that goes on begins with the key of its beginning, word by word.
    """
    plain = unicodedata.normalize("NFKC", text)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
        plain = plain.casefold().translate(GREEK)
    else:
        plain = plain.lower()
    return "".join(_SIGNS.findall(respelled(plain)))


def respelled(text: str) -> str:
    """Return a text in small letters without possessive endings, its British spellings made American.

    >>> respelled("Wernicke's encephalopathy"), respelled("Behaviour therapy")
    ('wernicke encephalopathy', 'behavior therapy')
    """
    plain = POSSESSIVE.sub("", text.lower())
    return _BRITISH_PATTERN.sub(lambda match: _BRITISH_FORMS[match.group()], plain)


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Return what identifies a name whatever its spelling.

    Compatibility forms, case, accents, Greek letters, British spelling, hyphens, spaces and apostrophes
    make no difference, nor does the plural of the last word. A dot, slash or semicolon between digits, a
    double colon and a plus sign stay: CLDN18.2 is not CLDN182.

    >>> key("Tumours"), key("TNF-α"), key("B7-H3"), key("Ewing's sarcomas")
    ('tumor', 'tnfalpha', 'b7h3', 'ewingsarcoma')
    >>> key("CLDN18.2"), key("CLDN182")
    ('cldn18.2', 'cldn182')
    """
    match = _LAST_WORD.search(text)
    if match:
        word = match.group()
        text = text[: match.start()] + singular(word) + text[match.end() :]
    return stem_key(text)


@lru_cache(maxsize=65536)
def loose_key(text: str) -> str:
    """Return what identifies a name of several words whatever their order.

    Each word is taken in the singular and written as `stem_key` writes it, Roman numerals become figures,
    function words go, the rest is sorted. A word that is said twice counts once, a number as often as it is
    said; a capital A behind a name is a part of it. Words are kept apart, so a loose key is no key.

    >>> loose_key("Carcinoma of the breast") == loose_key("breast carcinomas")
    True
    >>> loose_key("type II diabetes"), loose_key("KIT"), loose_key("hepatitis A")
    ('2 diabetes type', 'kit', 'a hepatitis')
    """
    words = _WORD.findall(POSSESSIVE.sub("", text))
    stems = [stem_key(singular(word)) for word in words]
    is_lettered = words[1:] and words[-1] == "A"
    last = [stems.pop()] if is_lettered else []
    kept = [ROMAN.get(stem, stem) for stem in stems if stem and stem not in FUNCTION_WORDS]
    numbers = [word for word in kept if word.isdigit()]
    return " ".join(sorted((*numbers, *dict.fromkeys(w for w in kept if not w.isdigit()), *last)))
