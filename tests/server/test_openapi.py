"""Schemathesis asks a server what its OpenAPI description allows, and what it does not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.query.chordoma import build_larger_sample
from tests.server.live import served

pytestmark = pytest.mark.slow


def test_every_operation_does_what_is_described_and_no_more(tmp_path: Path) -> None:
    pytest.importorskip("schemathesis", reason="comes with the extra dev")
    with served(build_larger_sample(tmp_path / "graph"), tmp_path / "log") as server:
        done = subprocess.run(
            [
                sys.executable, "-m", "schemathesis.cli", "run", f"{server.address}/api/openapi.json",
                "--checks", "all", "--max-examples", "4", "--generation-deterministic",
                "--continue-on-failure", "--request-timeout", "300", "--no-color",
            ],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=1200,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    # it did ask, by examples, at the edges and at random
    asked = re.search(r"(\d+) generated", done.stdout)
    assert asked is not None
    assert int(asked[1]) > 500
