from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from tests.nlp.tiny import own_pipeline, write_parts


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of our components, each in a folder of its name."""
    return write_parts(tmp_path_factory.mktemp("parts"))


@pytest.fixture
def nlp(parts: Path) -> Language:
    """A pipeline of our components that have read these."""
    return own_pipeline(parts)
