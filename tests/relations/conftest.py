from __future__ import annotations

import pytest

from kg.pipeline.reader import DocumentReader
from kg.pipeline.settings import load_settings
from tests.relations.claims import Claim, Claims, Result, Results, claims_of, read_text, results_of


@pytest.fixture(scope="session")
def reader() -> DocumentReader:
    """Model, lexicons and schema, loaded once."""
    return DocumentReader(load_settings())


@pytest.fixture(scope="session")
def claims(reader: DocumentReader) -> Claims:
    def read(text: str, kind: str = "plain") -> set[Claim]:
        return claims_of(read_text(reader, text, kind))

    return read


@pytest.fixture(scope="session")
def results(reader: DocumentReader) -> Results:
    def read(text: str) -> set[Result]:
        return results_of(read_text(reader, text, "plain"))

    return read
