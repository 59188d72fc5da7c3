"""What a worker process loads before it answers: a query that comes after a runaway one waits for it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["worker", "writer"])
def test_worker_process_loads_nothing_of_the_app_and_its_pages(module: str) -> None:
    script = (
        f"import sys, kg.server.{module}\n"
        "print({'starlette', 'uvicorn', 'jinja2', 'numpy', 'kg.explorer', 'kg.views'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
