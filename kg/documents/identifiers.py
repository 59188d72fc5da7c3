"""Identifiers of publications, cleaned: DOI, PMID, PMCID."""

from __future__ import annotations

import re

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
_PMID = re.compile(
    r"(?:\bPMID|\bPubMed(?: ID)?|pubmed\.ncbi\.nlm\.nih\.gov/|"
    r"ncbi\.nlm\.nih\.gov/pubmed/|\bpubmed-)\s*:?\s*(\d{1,8})(?!\d)",
    re.IGNORECASE,
)
_PMCID = re.compile(r"\bPMC\s?:?\s?(?:PMC)?(\d{4,9})\b")


def find_doi(words: str) -> str:
    """Return the first DOI in `words`, lower-case and without the punctuation behind it, else "".

    >>> find_doi("https://doi.org/10.1000/ABC.7(2).")
    '10.1000/abc.7(2)'
    """
    match = _DOI.search(words)
    if match is None:
        return ""
    doi = re.split(r"[?#&](?:[a-z_]+=|$)", match.group())[0]
    while doi and (
        doi[-1] in ".,;:'’”"
        or (doi[-1] in ")]" and doi.count(doi[-1]) > doi.count("(" if doi[-1] == ")" else "["))
    ):
        doi = doi[:-1]
    return doi.lower()


def find_pmid(words: str) -> str:
    """Return the first PubMed identifier that `words` name as one, else "".

    >>> find_pmid("PMID: 123456 [Indexed]"), find_pmid("call 123456")
    ('123456', '')
    """
    match = _PMID.search(words)
    return match.group(1).lstrip("0") if match else ""


def find_pmcid(words: str) -> str:
    """Return the first PubMed Central identifier in `words`, with its letters, else "".

    >>> find_pmcid("PMCID: PMC1234567")
    'PMC1234567'
    """
    match = _PMCID.search(words)
    return f"PMC{match.group(1)}" if match else ""
