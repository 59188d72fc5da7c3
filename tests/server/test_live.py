"""Limits, ends and concurrency of a server in a process of its own."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.cli import main
from tests.server.conftest import make_store
from tests.server.live import PATIENCE, Served, asked_again, children, is_alive, served, until

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) < STR(?j)) }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
MANY = " ".join(f"<urn:s{n}> <urn:p> <urn:o{n}> ." for n in range(300))


#: 90,000 rows of 150 characters, and behind them one that counts.
LONG = "x" * 150
ROWS_AND_COUNT = (
    f'SELECT ?n ?long {{ {{ ?a ?b ?c . ?d ?e ?f BIND("{LONG}" AS ?long) }} '
    "UNION { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }"
)


def rows_and_count(answer: httpx.Response) -> Counter[str]:
    """Read the answer to `ROWS_AND_COUNT`; return how often each row came."""
    return Counter(answer.read().decode().replace(LONG, "long").split())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("store") / "graph", MANY)


@pytest.fixture(scope="module")
def hasty(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that ends a query soon."""
    with served(store, tmp_path_factory.mktemp("hasty") / "log", "--time-limit", "2") as server:
        yield server


@pytest.fixture(scope="module")
def patient_server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    options = ("--time-limit", "3600", "--workers", "2", "--waiting", "4", "--memory-limit", "300")
    with served(store, tmp_path_factory.mktemp("patient") / "log", *options) as server:
        yield server


@pytest.fixture
def server(patient_server: Served) -> Served:
    """A server at rest, whose limit of time ends no query of these tests."""
    assert patient_server.reaches("kg_queries_running", 0)
    return patient_server


def test_live_runaway_query_is_ended(hasty: Served) -> None:
    response = hasty.get(ENDLESS)
    assert (response.status_code, "longer than 2 s" in response.text) == (504, True)
    assert hasty.value(COUNT) == "300"


def test_live_others_are_served_while_a_query_runs_away(server: Served) -> None:
    with server.ask(ENDLESS):
        assert server.reaches("kg_queries_running", 1)
        assert [server.value(COUNT) for _ in range(5)] == ["300"] * 5
        assert server.metric("kg_queries_running") == 1


def test_live_more_queries_than_may_wait_are_refused_at_once(server: Served) -> None:
    with contextlib.ExitStack() as connections:
        for number, name in ((2, "kg_queries_running"), (4, "kg_queries_waiting")):
            for _ in range(number):
                connections.enter_context(server.ask(ENDLESS))
            assert server.reaches(name, number)
        refused = server.get(COUNT)
        assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (503, True)
        assert server.metric("kg_queries_running") == 2
    assert server.reaches("kg_queries_waiting", 0)
    assert server.reaches("kg_queries_running", 0)
    assert server.value(COUNT) == "300"


@linux
def test_live_client_that_goes_away_ends_its_query(server: Served) -> None:
    with server.ask(ENDLESS):
        assert server.reaches("kg_queries_running", 1)
    assert server.reaches("kg_queries_running", 0)


def test_live_client_that_goes_away_ends_its_stream(server: Served) -> None:
    with server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") as connection:
        assert connection.recv(12) == b"HTTP/1.1 200"
        assert server.metric("kg_queries_running") == 1
    assert server.reaches("kg_queries_running", 0)


def test_live_stream_that_is_cut_off_is_not_taken_for_whole(hasty: Served) -> None:
    rows = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"}

    def begun_and_broken_off() -> bool:
        with hasty.client() as client, client.stream("GET", "/sparql", params=rows) as response:
            # a slow machine has no row yet when the time is over
            if response.status_code != 200:
                return False
            with pytest.raises(httpx.RemoteProtocolError):
                for _ in response.iter_raw():
                    pass
            return True

    assert until(begun_and_broken_off)


@linux
def test_live_memory_limit_ends_the_query_alone(server: Served) -> None:
    many = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?g ?d ?a LIMIT 1"
    response = server.get(many)
    assert (response.status_code, "memory" in response.text) == (503, True)
    assert server.value(COUNT) == "300"


def test_live_deep_query_does_not_end_the_server(server: Served) -> None:
    deep = "ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }"
    with server.client() as client:
        assert client.post("/sparql", data={"query": deep}).status_code in (200, 400, 503)
    assert server.value(COUNT) == "300"


@linux
def test_live_killed_worker_is_replaced(server: Served) -> None:
    assert server.value(COUNT) == "300"
    for pid in children(server.process.pid):
        os.kill(pid, signal.SIGKILL)
    assert server.value(COUNT) == "300"


def test_live_log_is_one_object_a_line_without_the_text_of_queries(server: Served) -> None:
    def outcomes() -> set[str]:
        whole = server.log.read_text(encoding="utf-8").rpartition("\n")[0]
        return {line["outcome"] for line in map(json.loads, whole.splitlines()) if "outcome" in line}

    server.get("ASK { <urn:secret> ?p ?o }")
    server.get("ASK { <urn:secret> ?p ")
    with server.ask(ENDLESS):
        assert server.reaches("kg_queries_running", 1)
    assert until(lambda: outcomes() >= {"done", "refused", "disconnected"})
    assert outcomes() <= {"done", "refused", "failed", "disconnected", "broken off"}
    assert "secret" not in server.log.read_text(encoding="utf-8")


@linux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_live_signal_lets_a_running_query_finish_and_ends_with_status_0(
    tmp_path: Path, number: signal.Signals
) -> None:
    with served(make_store(tmp_path / "graph", MANY), tmp_path / "log") as server:
        workers = children(server.process.pid)
        with server.held(ROWS_AND_COUNT) as answer:
            assert server.metric("kg_queries_running") == 1
            server.process.send_signal(number)
            assert until(lambda: not server.listens())
            assert rows_and_count(answer) == {"n,long": 1, ",long": 300 * 300, "300,": 1}
        assert server.process.wait(PATIENCE) == 0
        assert not any(map(is_alive, workers))


@linux
def test_live_workers_do_not_outlive_a_killed_server(tmp_path: Path) -> None:
    options = ("--writable", "--time-limit", "3600")
    with served(make_store(tmp_path / "graph", MANY), tmp_path / "log", *options) as server:
        with server.ask(ENDLESS):
            assert server.reaches("kg_queries_running", 1)
            workers = children(server.process.pid)
            assert len(workers) >= 2
            server.process.kill()
        assert until(lambda: not any(map(is_alive, workers)))


@linux
@pytest.mark.parametrize("victim", ["server", "writer"])
def test_live_kill_during_updates_loses_nothing_that_was_confirmed(tmp_path: Path, victim: str) -> None:
    folder = make_store(tmp_path / "graph", "")
    confirmed: list[int] = []
    enough = threading.Event()

    def write(server: Served) -> None:
        for number in itertools.count():
            if enough.is_set():
                return
            triples = " ".join(f"<urn:s{number}> <urn:p> {number}, {n + 1_000_000} ." for n in range(50))
            try:
                if server.update(f"INSERT DATA {{ {triples} }}").status_code != 204:
                    return
            except httpx.HTTPError:
                return
            confirmed.append(number)

    with served(folder, tmp_path / "log", "--writable") as server:
        thread = threading.Thread(target=write, args=(server,))
        thread.start()
        assert until(lambda: len(confirmed) > 5)
        if victim == "server":
            server.process.kill()
        else:
            (writer,) = (pid for pid in children(server.process.pid) if "writer" in _command(pid))
            os.kill(writer, signal.SIGKILL)
            # one that died between two updates is replaced, and the updates go on
            then = len(confirmed)
            assert until(lambda: not thread.is_alive() or len(confirmed) > then + 3)
        enough.set()
        thread.join()
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s <urn:p> ?o FILTER(?o < 1000000) }"
    with served(folder, tmp_path / "log", "--writable") as server:
        # the one under way may have come through, its confirmation not
        assert int(server.value(count)) in (len(confirmed), len(confirmed) + 1)
        parts = "SELECT (MIN(?n) AS ?least) { SELECT ?s (COUNT(?o) AS ?n) { ?s <urn:p> ?o } GROUP BY ?s }"
        assert server.value(parts) == "51"


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")


def test_live_query_that_began_before_a_write_gets_the_old_state(tmp_path: Path) -> None:
    options = ("--writable", "--token", "", "--time-limit", "3600")
    with (
        served(make_store(tmp_path / "graph", MANY), tmp_path / "log", *options) as server,
        server.held(ROWS_AND_COUNT) as answer,
    ):
        for number in range(3):
            assert server.update(f"INSERT DATA {{ <urn:new{number}> <urn:p> 1 }}").status_code == 204
        assert server.value(COUNT) == "303"
        assert server.metric("kg_queries_running") == 1
        assert rows_and_count(answer) == {"n,long": 1, ",long": 300 * 300, "300,": 1}


def test_live_update_that_takes_too_long_is_ended_and_changes_nothing(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "graph", MANY)
    endless = ENDLESS.replace("SELECT (COUNT(*) AS ?n)", "INSERT { <urn:x> <urn:y> 1 } WHERE")
    insert = "INSERT DATA { <urn:x> <urn:y> 1 }"
    with served(folder, tmp_path / "log", "--writable", "--token", "", "--time-limit", "1.5") as server:
        assert server.update(endless).status_code == 504
        assert server.value(COUNT) == "300"
        assert asked_again(lambda: server.update(insert)).status_code == 204
        assert server.value(COUNT) == "301"


def test_live_many_clients_get_answers_or_are_asked_to_wait(tmp_path: Path) -> None:
    statuses: Counter[int] = Counter()

    def ask(server: Served) -> None:
        with server.client() as client:
            for _ in range(5):
                response = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
                statuses[response.status_code] += 1
                assert response.status_code == 503 or response.text == "n\r\n300\r\n"

    with (
        served(make_store(tmp_path / "graph", MANY), tmp_path / "log") as server,
        ThreadPoolExecutor(32) as threads,
    ):
        for done in [threads.submit(ask, server) for _ in range(32)]:
            done.result()
    assert statuses.keys() <= {200, 503}
    assert statuses[200] > 30


@linux
def test_live_in_memory_gives_the_same_answers_and_loads_again_after_a_kill(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "graph", f"{MANY} GRAPH <urn:g> {{ <urn:s1> <urn:q> 'one'@en }}")
    options = ("--in-memory", "--time-limit", "2", "--workers", "2")
    queries = (COUNT, "SELECT ?o { GRAPH ?g { ?s <urn:q> ?o } }", "SELECT ?o { <urn:s7> ?p ?o }")
    with served(folder, tmp_path / "log", "--no-in-memory") as server:
        expected = [server.value(query) for query in queries]
    with served(folder, tmp_path / "log", *options) as server:
        for _ in range(2):
            assert [server.value(query) for query in queries] == expected
            assert server.get(ENDLESS).status_code == 504
            for pid in children(server.process.pid):
                os.kill(pid, signal.SIGKILL)


@linux
@pytest.mark.parametrize(
    ("options", "reads_disk"),
    [((), False), (("--no-in-memory",), True), (("--writable",), True)],
    ids=["small", "told not to", "writable"],
)
def test_live_small_store_is_held_in_memory(
    tmp_path: Path, options: tuple[str, ...], reads_disk: bool
) -> None:
    folder = make_store(tmp_path / "graph")
    with served(folder, tmp_path / "log", *options, "--workers", "1") as server:
        assert server.value("SELECT ?o { <urn:b> <urn:p> ?o }") == "2"
        open_files = [
            str(file.readlink())
            for pid in children(server.process.pid)
            if b"kg.server.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
            for file in Path(f"/proc/{pid}/fd").iterdir()
        ]
        assert open_files
    assert any("/store/" in name for name in open_files) is reads_disk


Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--host", "0.0.0.0", "--writable"], "give --token with --writable"),
        (["--host", "0.0.0.0", "--writable", "--token", ""], "give --token with --writable"),
        (["--token", "x"], "--token goes with --writable"),
        (["--in-memory", "--writable"], "does not go with --writable"),
        (["--host", "192.0.2.1"], "cannot listen on 192.0.2.1"),
    ],
    ids=["no token", "empty token", "token alone", "changes in memory", "foreign address"],
)
def test_serve_unsafe_or_impossible_options_are_status_1(
    tmp_path: Path, capsys: Capture, options: list[str], message: str
) -> None:
    folder = make_store(tmp_path / "graph")
    assert main(["serve", str(folder), "--port", "0", *options]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_serve_folder_that_is_no_build_is_status_1(tmp_path: Path, capsys: Capture) -> None:
    assert main(["serve", str(tmp_path), "--port", "0"]) == 1
    assert "is not a build" in capsys.readouterr().err


def test_serve_store_that_another_server_changes_is_status_1(tmp_path: Path, capsys: Capture) -> None:
    folder = make_store(tmp_path / "graph")
    with served(folder, tmp_path / "log", "--writable"):
        assert main(["serve", str(folder), "--port", "0", "--writable"]) == 1
    assert "cannot be opened for writing" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--port=70000", "--time-limit=0", "--workers=x", "--default-graph=none"])
def test_serve_wrong_usage_is_status_2(option: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", "graph", option])
    assert ended.value.code == 2
