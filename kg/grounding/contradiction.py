"""When names that have words in common still cannot mean one thing."""

from __future__ import annotations

import re

from kg.grounding.kinds import CONTENT, TROUBLE, kind_of
from kg.grounding.roots import head, root, split
from kg.grounding.wordindex import WordIndex

#: Words and beginnings of words that turn a name into its opposite.
_TURNS = frozenset(
    root(word)
    for word in (
        "extra",
        "non",
        "anti",
        "un",
        "no",
        "not",
        "without",
        "absence",
        "absent",
        "free",
        "negative",
    )
)
#: Words of which one name must not have one and another name the other.
_OPPOSITES = tuple(
    (frozenset(map(root, ones)), frozenset(map(root, others)))
    for ones, others in ((("benign",), ("malignant", "malignancy", "malignancies", "cancer", "carcinoma")),)
)
#: Words that make something of what is well: blood pressure, high blood pressure.
_AMISS = frozenset(
    root(word)
    for word in (
        "high", "low", "increased", "decreased", "elevated", "reduced", "raised", "loss", "excess",
        "impaired", "abnormal", "poor", "weak",
    )
)  # fmt: skip
#: A name that itself tells of something amiss, by one of its words.
_ILL = re.compile(
    r"(?:\w*(?:itis|itides|osis|oses|otic|emia|emic|aemia|uria|uric|oma|omas|omata|pathy|pathies|pathic|algia|algias"
    r"|plegia|plegic|paresis|trophy|plasia|penia|rrhea|rrhoea|rrhage|rrhages|rrhagic|rrhagia|stenosis|cele|megaly"
    r"|malacia|spasms?|phobia|mania|manic|philia|philic|ism|ectasia|ataxia|ataxic|genesis|genic|toxicity|toxic"
    r"|toxicants?|plegics?|holics?|edema|lysis)"
    r"|(?:hyper|hypo|dys|mal|brady|tachy|akin)\w{4,}|a(?:mnesi|phasi|praxi|pnoe|pne|nosmi|stheni|thym)\w*"
    r"|\w*(?:bleed|ache|swell|infect|infarct|ischemi|fibrillat|cancer|carcin|tumou?r|neoplas|malignan|inflam|allerg|poison|depress|anxi|psycho|addict|abuse|suicid)\w*"
    r"|pains?|painful|fever|coughs?|seizures?|strokes?|death|losses|rash|rashes|ulcers?|burns?|wounds?|fractures?|shock"
    r"|arrests?|blocks?|palsy|palsies|delirium|dementia|autism|obese|obesity|diabet\w+|epilep\w+|convuls\w+|nausea"
    r"|vomit\w*|diarrh\w+|fatigue|tremors?|gout|coma|stones?|cysts?|clots?|emboli\w*|thrombo\w+|sepsis|abscess\w*"
    r"|hepatitis|deficien\w+|insufficien\w+|obstruct\w+|dilat\w+|enlarge\w+|rupture\w*|degenerat\w+|lesions?)",
    re.IGNORECASE,
)


def contradicts(name: str, other: str, index: WordIndex) -> bool:
    """Tell whether `other`, a name of a list with words of `name`, says what `name` cannot mean.

    So it is where a list's name finds something amiss and `name` does not ("blood pressure", "high blood
    pressure"), where `name` has a word that turns the meaning ("extra-peritoneal"), where one is benign and
    the other malignant, and where each has a content of its own and the two are not of one kind ("frontal
    hypoactivity", "frontal aphasia").
    """
    own, others = index.words(name), index.words(other)
    unsaid = [word for word in own if not _stands(word, others, index)]
    added = [word for word in others if not _stands(word, own, index)]
    if _TURNS & set(unsaid):
        return True
    for ones, opposed in _OPPOSITES:
        if (ones & set(own) and opposed & set(others)) or (opposed & set(own) and ones & set(others)):
            return True
    amiss = any(kind_of(word) == TROUBLE or word in _AMISS for word in added)
    if amiss and not _is_ill(name):
        return True
    strange = any(kind_of(w) == CONTENT for w in unsaid) and any(kind_of(w) == CONTENT for w in added)
    if strange and kind_of(head(name)) == TROUBLE:
        # what is impaired is what matters: of learning, of hearing
        return True
    return strange and not _stands(head(name), (head(other),), index)


def _is_ill(name: str) -> bool:
    """Tell whether a name itself says that something is amiss.

    >>> _is_ill("renal damage"), _is_ill("hypokalemia"), _is_ill("blood pressure")
    (True, True, False)
    """
    words = split(name)
    return any(kind_of(root(w)) == TROUBLE or root(w) in _AMISS or _ILL.fullmatch(w) for w in words)


def _stands(word: str, others: tuple[str, ...], index: WordIndex) -> bool:
    """Tell whether a root, or one that stands for it, is among `others`."""
    return any(other in others for other, _ in index.others(word)) or (
        kind_of(word) == TROUBLE and any(kind_of(other) == TROUBLE for other in others)
    )
