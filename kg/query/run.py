"""Running a query within a time limit.

The engine cannot be interrupted, so each query runs in a process of its own (`kg.query.worker`), which is
killed when its time is over.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from kg.errors import GraphError, KgError, QueryError
from kg.query.results import FORMATS, Result
from kg.store.guard import check_query

#: Seconds a query may take unless the caller says otherwise.
TIME_LIMIT = 60.0


def run_query(
    folder: Path,
    sparql: str,
    *,
    format: str = "",
    table_format: str = "json",
    time_limit: float | None = TIME_LIMIT,
) -> Result:
    """Return the answer to a reading query over the union of all graphs of a build.

    The prefixes of the project need no declaration; a query that declares one of them itself is taken at its
    word.

    Args:
        folder: the build.
        sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
        format: one of `FORMATS`; empty: `table_format` for tables, "ttl" for graphs.
        table_format: the format of a table where `format` leaves it open.
        time_limit: seconds after which the query is ended; None: never.

    Raises:
        QueryError: the query is refused, malformed (the text says where), too slow, or its answer has no such
            format.
        GraphError: `folder` is no build.
    """
    if format and format not in FORMATS:
        raise QueryError(f"no format is named {format!r} (there are: {', '.join(FORMATS)})")
    check_query(sparql)
    request = json.dumps(
        {"folder": str(folder), "sparql": sparql, "format": format, "table_format": table_format}
    )
    package = str(Path(__file__).resolve().parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        # -P: a folder named kg where the user happens to stand is not this library
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.query.worker"],
            input=request.encode(),
            capture_output=True,
            timeout=time_limit,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError(
            f"the query took longer than {time_limit:g} s and was ended; narrow it, or raise the time limit"
        ) from error
    return _read(done)


def _read(done: subprocess.CompletedProcess[bytes]) -> Result:
    if done.returncode != 0:
        raise KgError(f"the query process ended with status {done.returncode}: {_last_line(done.stderr)}")
    head, _, data = done.stdout.partition(b"\n")
    answer = json.loads(head)
    if "error" in answer:
        raise {"graph": GraphError}.get(answer["kind"], QueryError)(answer["error"])
    return Result(kind=answer["kind"], format=answer["format"], data=data)


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "no message")
