"""Identity and bibliographic data of a document."""

import pytest

from kg.documents import read_bytes
from kg.documents.dates import iso_date
from kg.documents.identifiers import find_doi
from kg.model import Metadata


def metadata(text: str) -> Metadata:
    return read_bytes(text.encode(), source="page.txt")[0].metadata


PUBMED = """Review
. 2021 Feb 3;12(3):45-56.
doi: 10.1000/JT.2021.7. Epub 2021 Jan 5.

Sunitinib for tumours of the thymus

Ann Roe et al. J Thymus. .

Abstract

Sunitinib is active in thymic carcinoma after platinum.

PMID: 1234567

References

Doe J. Other work. J Chest 2019; 3:1-9. doi: 10.1000/other.1. PMID: 7654321
"""


def test_page_of_pubmed_gives_its_own_identity() -> None:
    found = metadata(PUBMED)
    assert (found.doi, found.pmid) == ("10.1000/jt.2021.7", "1234567")
    assert (found.journal, found.date) == ("J Thymus", "2021-02-03")
    assert found.title == "Sunitinib for tumours of the thymus"


def test_identifiers_of_cited_works_are_not_taken() -> None:
    text = "Thymoma today\n\nIt is rare here.\n\nReferences\n\nDoe J. Chest 2019; 3:1. doi: 10.1000/other\n"
    found = metadata(text)
    assert found.doi == "" and found.date == ""


def test_doi_in_running_text_is_not_taken() -> None:
    assert metadata("Thymoma today\n\nThe data are at 10.5061/dryad.x and show growth of it.\n").doi == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Published: Apr 3, 2024", "2024-04-03"),
        ("12 March 2020", "2020-03-12"),
        ("2021-13-40", ""),
        ("Atoxiciugust 7", ""),
        ("2019", "2019"),
        ("Feb 30, 2024", ""),
    ],
)
def test_dates(words: str, expected: str) -> None:
    assert iso_date(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("https://doi.org/10.1000/ABC.", "10.1000/abc"),
        ("(doi:10.1000/a(1)b)", "10.1000/a(1)b"),
        ("10.1/short", ""),
    ],
)
def test_doi_is_cleaned(words: str, expected: str) -> None:
    assert find_doi(words) == expected
