"""Limits, ends and concurrency of a server in a process of its own."""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.cli import main
from tests.server.conftest import make_store
from tests.server.live import Served, children, is_alive, served, until

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?a) < STR(?j)) }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
MANY = " ".join(f"<urn:s{n}> <urn:p> <urn:o{n}> ." for n in range(300))


def slow_query(times: int) -> str:
    """Return a query that counts the 300 subjects, in `times` times a hundredth of a second or more."""
    values = " ".join(map(str, range(1, times + 1)))
    return (
        "SELECT (COUNT(DISTINCT ?a) AS ?n) "
        f"{{ ?a ?b ?c . ?d ?e ?f . VALUES ?x {{ {values} }} FILTER(STRLEN(STR(?a)) + ?x > 0) }}"
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("live")
    options = ("--time-limit", "2", "--workers", "2", "--waiting", "4", "--memory-limit", "300")
    with served(make_store(folder / "graph", MANY), folder / "log", *options) as server:
        yield server


def test_live_runaway_query_is_ended_while_others_are_served(server: Served) -> None:
    started = time.monotonic()
    with ThreadPoolExecutor() as threads:
        runaway = threads.submit(server.get, ENDLESS)
        answers = [server.value(COUNT) for _ in range(5)]
        assert not runaway.done()
        response = runaway.result()
    assert answers == ["300"] * 5
    assert (response.status_code, "longer than 2 s" in response.text) == (504, True)
    assert time.monotonic() - started < 10


def test_live_more_queries_than_may_wait_are_refused_at_once(server: Served) -> None:
    with ThreadPoolExecutor(12) as threads:
        responses = list(threads.map(lambda _: server.get(ENDLESS), range(12)))
    refused = [r for r in responses if r.status_code == 503]
    assert len(refused) >= 6
    assert all(int(r.headers["retry-after"]) > 0 for r in refused)
    assert {r.status_code for r in responses} == {503, 504}
    assert server.value(COUNT) == "300"


@linux
def test_live_client_that_goes_away_ends_its_query(server: Served) -> None:
    assert until(lambda: server.metric("kg_queries_running") == 0)
    connection = server.connect(
        f"GET /sparql?query={httpx.QueryParams({'q': ENDLESS})!s}".replace("q=", "", 1)
    )
    assert until(lambda: server.metric("kg_queries_running") == 1, seconds=1.5)
    connection.close()
    # well before the time limit would have ended it
    assert until(lambda: server.metric("kg_queries_running") == 0, seconds=1)


def test_live_client_that_goes_away_ends_its_stream(server: Served) -> None:
    rows = httpx.QueryParams({"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    connection = server.connect(f"GET /sparql?{rows}")
    assert connection.recv(12) == b"HTTP/1.1 200"
    assert server.metric("kg_queries_running") == 1
    connection.close()
    assert until(lambda: server.metric("kg_queries_running") == 0, seconds=1.5)


def test_live_stream_that_is_cut_off_is_not_taken_for_whole(server: Served) -> None:
    rows = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with (
        httpx.stream("GET", f"{server.address}/sparql", params={"query": rows}, timeout=30) as response,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        assert response.status_code == 200
        for _ in response.iter_raw():
            pass


@linux
def test_live_memory_limit_ends_the_query_alone(server: Served) -> None:
    many = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?g ?d ?a LIMIT 1"
    response = server.get(many)
    assert response.status_code in (503, 504)
    assert server.value(COUNT) == "300"


def test_live_deep_query_does_not_end_the_server(server: Served) -> None:
    response = httpx.post(
        f"{server.address}/sparql",
        data={"query": "ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }"},
        timeout=30,
    )
    assert response.status_code in (200, 400, 503, 504)
    assert server.value(COUNT) == "300"


@linux
def test_live_killed_worker_is_replaced(server: Served) -> None:
    assert server.value(COUNT) == "300"
    for pid in children(server.process.pid):
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: server.get(COUNT).status_code == 200, seconds=10)
    assert server.value(COUNT) == "300"


def test_live_log_is_one_object_a_line_without_the_text_of_queries(server: Served) -> None:
    server.get("ASK { <urn:secret> ?p ?o }")
    lines = [json.loads(line) for line in server.log.read_text(encoding="utf-8").splitlines()]
    outcomes = {line.get("outcome") for line in lines}
    assert {"done", "refused", "failed", "disconnected", "broken off"} >= outcomes - {None} > {"done"}
    assert "secret" not in server.log.read_text(encoding="utf-8")


@linux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_live_signal_lets_a_running_query_finish_and_ends_with_status_0(
    tmp_path: Path, number: signal.Signals
) -> None:
    slow = slow_query(40)
    with served(make_store(tmp_path / "graph", MANY), tmp_path / "log") as server:
        workers = children(server.process.pid)
        with ThreadPoolExecutor() as threads:
            running = threads.submit(server.get, slow)
            assert until(lambda: server.metric("kg_queries_running") == 1 or running.done())
            server.process.send_signal(number)
            assert running.result().status_code == 200
        assert server.process.wait(20) == 0
        assert not any(map(is_alive, workers))


@linux
def test_live_workers_do_not_outlive_a_killed_server(tmp_path: Path) -> None:
    with served(make_store(tmp_path / "graph", MANY), tmp_path / "log", "--writable") as server:
        with ThreadPoolExecutor() as threads:
            running = threads.submit(server.get, ENDLESS)
            assert until(lambda: server.metric("kg_queries_running") == 1)
            workers = children(server.process.pid)
            assert len(workers) >= 2
            server.process.kill()
            assert isinstance(running.exception(), httpx.HTTPError)
        assert until(lambda: not any(map(is_alive, workers)), seconds=5)


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
        assert until(lambda: len(confirmed) > 10)
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
    # long rows that the client does not read hold the query up, and the count comes behind them
    long = "x" * 500
    query = (
        f'SELECT ?n ?long {{ {{ ?a ?b ?c . ?d ?e ?f BIND("{long}" AS ?long) }} '
        "UNION { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } } }"
    )
    # 45 MB of rows; a connection that takes in little leaves no place for so many to wait
    narrow = httpx.HTTPTransport(socket_options=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)])
    as_it_is = {"Accept": "text/csv", "Accept-Encoding": "identity"}
    options = ("--writable", "--token", "", "--time-limit", "600")
    with (
        served(make_store(tmp_path / "graph", MANY), tmp_path / "log", *options) as server,
        httpx.Client(transport=narrow, timeout=300) as client,
        client.stream("GET", f"{server.address}/sparql", params={"query": query}, headers=as_it_is) as answer,
    ):
        assert answer.status_code == 200
        for number in range(3):
            assert server.update(f"INSERT DATA {{ <urn:new{number}> <urn:p> 1 }}").status_code == 204
        assert server.value(COUNT) == "303"
        assert server.metric("kg_queries_running") == 1
        lines = Counter(answer.read().decode().replace(long, "long").split())
    assert lines == {"n,long": 1, ",long": 300 * 300, "300,": 1}


def test_live_update_that_takes_too_long_is_ended_and_changes_nothing(tmp_path: Path) -> None:
    folder = make_store(tmp_path / "graph", MANY)
    endless = ENDLESS.replace("SELECT (COUNT(*) AS ?n)", "INSERT { <urn:x> <urn:y> 1 } WHERE")
    with served(folder, tmp_path / "log", "--writable", "--token", "", "--time-limit", "1.5") as server:
        assert server.update(endless).status_code == 504
        assert server.value(COUNT) == "300"
        assert server.update("INSERT DATA { <urn:x> <urn:y> 1 }").status_code == 204
        assert server.value(COUNT) == "301"


def test_live_many_clients_get_answers_or_are_asked_to_wait(tmp_path: Path) -> None:
    statuses: Counter[int] = Counter()

    def ask(server: Served) -> None:
        with httpx.Client(base_url=server.address, timeout=30) as client:
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
    with served(folder, tmp_path / "log") as server:
        expected = [server.value(query) for query in queries]
    with served(folder, tmp_path / "log", *options) as server:
        for _ in range(2):
            assert [server.value(query) for query in queries] == expected
            assert server.get(ENDLESS).status_code == 504
            for pid in children(server.process.pid):
                os.kill(pid, signal.SIGKILL)
            assert until(lambda: server.get(COUNT).status_code == 200, seconds=10)


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
