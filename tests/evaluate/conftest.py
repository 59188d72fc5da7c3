from __future__ import annotations

from pathlib import Path

import pytest

from kg.lexicon import Lexicon
from tests.evaluate.samples import make_lexicon, make_packs


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="session")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return make_lexicon(tmp_path_factory.mktemp("lexicon"))
