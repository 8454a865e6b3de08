"""What a public endpoint has to survive, and how it starts and stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import httpx
import pytest
import uvicorn
from serving import COUNT, EX, LONG, ROOT, SECONDS, SLOW, get, store, url, values

from kg.errors import KgError, StoreError
from kg.web.app import create_app
from kg.web.guard import scan
from kg.web.server import serve

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["store", "url"]


class TestRefusals:
    """What a public endpoint has to survive."""

    @pytest.mark.parametrize("update", ["INSERT DATA {<u:a> <u:b> <u:c>}", "PREFIX ex: <u:> drop all", "DELETE WHERE {?s ?p ?o}"])
    def test_updates(self, url: str, update: str) -> None:
        assert get(url, update).status_code == 403
        assert httpx.post(url, data={"update": update}).status_code == 403
        assert httpx.post(url, content=update.encode(), headers={"Content-Type": "application/sparql-update"}).status_code == 403
        assert values(get(url, COUNT)) == ["160"]

    @pytest.mark.parametrize(
        "pattern",
        [
            "SERVICE <http://example.org/> {?s ?p ?o}",
            "service silent<http://example.org/>{?s ?p ?o}",
            "SERVICE:foo {?s ?p ?o}",
            "SERVICEex:foo.bar#x y\n{?s ?p ?o}",
            "SERVICESILENT:foo {?s ?p ?o}",
            "VALUES ?x {<http://example.org/>} SERVICE?x{?s ?p ?o}",
            "?s ?p 1SERVICE<http://example.org/>{?s ?p ?o}",
            "?s ?p ex:.SERVICE<http://example.org/>{?s ?p ?o}",
            '?s ?p "x"SERVICE<http://example.org/>{?s ?p ?o}',
            "?s ?p ?o #\r SERVICE<http://example.org/>{?s ?p ?o}",
            "?s ?p ?o FILTER(?a<?b#>'''\n) SERVICE <http://example.org/> {?s ?p ?o} #'''",
            "?s ?p <http://example.org/#'''> . SERVICE <http://example.org/> {?s ?p ?o} #'''",
        ],
    )
    def test_federation(self, url: str, pattern: str) -> None:
        answer = get(url, f"PREFIX : <{EX}> PREFIX ex: <{EX}> SELECT * {{ {pattern} }}")
        assert answer.status_code == 403
        assert answer.text.startswith("SERVICE is refused")

    @pytest.mark.parametrize(
        "query",
        [
            "ASK { ?service ?p $service }",
            'ASK { ?s ?p "SERVICE <http://example.org/> {}" }',
            "ASK { ?s ?p '''it's a\nSERVICE <x> {}''' }",
            "ASK { ?s <http://example.org/SERVICE> ?o } # SERVICE <x> {}",
            f"PREFIX service: <{EX}> ASK {{ service:s1 ?p ?o . ?s service:p ?o . _:service ?p ?o }}",
            'ASK { ?s ?p "x"@service }',
            'ASK { VALUES ?x {""" " } SERVICE <http://example.org/> {?s ?p ?o} VALUES ?y { " """} }',
            "ASK { GRAPH <http://example.org/service> { ?s ?p <http://example.org/secret-service/x?service#y> } }",
        ],
    )
    def test_what_only_looks_like_federation(self, url: str, query: str) -> None:
        assert get(url, query).status_code == 200

    def test_deep_nesting(self, url: str) -> None:
        answer = httpx.post(url, data={"query": "SELECT * " + "{" * 20_000 + "}" * 20_000})
        assert (answer.status_code, answer.text) == (400, "The query is nested 20,000 deep, the limit is 100. Flatten it\n")

    @pytest.mark.parametrize(("query", "depth"), [("{([])}", 3), ("'{{{'", 0), ("<http://e.org/{{>", 2), ("!!! !?x", 4), ("# {{\n{", 1)])
    def test_depth(self, query: str, depth: int) -> None:
        assert scan(query).depth == depth

    def test_a_query_that_kills_the_engine_hurts_nobody_else(self, url: str) -> None:
        answer = httpx.post(url, data={"query": "ASK {" + " UNION ".join(["{?s ?p ?o}"] * 20_000) + "}"}, timeout=30)
        assert (answer.status_code, answer.text) == (500, "The query ended its worker process. Make it smaller or less deep\n")
        assert values(get(url, COUNT)) == ["160"]

    def test_a_long_query(self, url: str) -> None:
        long = "ASK {} #" + "x" * (1 << 20)
        assert httpx.post(url, data={"query": long}).status_code == 413
        assert httpx.post(url, content=long.encode(), headers={"Content-Type": "application/sparql-query"}).status_code == 413
        with pytest.raises(HTTPError, match="413"):
            urlopen(f"{url}?query={quote(long)}")  # noqa: S310 - the server above
        assert httpx.post(url, data={"query": long[: 1 << 20]}).status_code == 200

    def test_a_long_body(self, url: str) -> None:
        assert httpx.post(url, content=b"query=" + b"x" * (5 << 20)).status_code in {413, 415}

    def test_a_long_answer(self, url: str) -> None:
        answer = get(url, LONG)
        assert (answer.status_code, answer.text) == (400, "The answer is longer than 1,000,000 bytes. Add a LIMIT\n")

    def test_a_slow_query_is_ended_while_another_is_answered(self, url: str) -> None:
        with ThreadPoolExecutor(1) as pool:
            slow = pool.submit(get, url, SLOW)
            time.sleep(0.3)
            started = time.monotonic()
            assert values(get(url, COUNT)) == ["160"]
            quick = time.monotonic() - started
            assert not slow.done()
            answer = slow.result()
        assert quick < SECONDS / 2
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert answer.text == "The query took longer than 2 s. Narrow it or add a LIMIT\n"

    def test_busy_workers_are_said_to_be_busy(self, url: str) -> None:
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: get(url, SLOW), range(3)))
        assert {answer.status_code for answer in answers} == {503}
        assert values(get(url, COUNT)) == ["160"]


class TestServe:
    """The whole server, as a process of its own."""

    def start(self, store: Path, *extra: str) -> subprocess.Popen[str]:
        code = f"from pathlib import Path\nfrom kg.web.server import serve\nserve(Path({str(store)!r}), {', '.join(['port=0', 'workers=1', *extra])})"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, env=environment)

    def test_serves_until_interrupted_and_warns_when_it_can_be_reached(self, store: Path) -> None:
        with self.start(store, "host='0.0.0.0'") as process:
            assert process.stderr
            assert process.stderr.readline().startswith("Warning: 0.0.0.0 can be reached from other machines")
            address = process.stderr.readline().split()[-1].replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - what the server itself names
            assert json.loads(get(address, "ASK {}").text)["boolean"] is True
            with httpx.Client() as client:
                times = [client.get(address, params={"query": "ASK {}"}).elapsed.total_seconds() for _ in range(8)]
            assert min(times) < 0.03  # it is 0.04 and more where Nagle's algorithm holds answers back
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
            assert process.stderr.read() == ""

    def test_a_port_that_is_taken(self, store: Path) -> None:
        with (
            socket.create_server(("127.0.0.1", 0)) as taken,
            pytest.raises(KgError, match=r"Address already in use. Choose another with --port"),
        ):
            serve(store, port=taken.getsockname()[1])

    def test_an_impossible_host_or_port(self, store: Path) -> None:
        with pytest.raises(KgError, match=r"^Cannot listen at no\.such\.host\.invalid port 8000"):
            serve(store, host="no.such.host.invalid")
        with pytest.raises(KgError, match="There is no port 99999"):
            serve(store, port=99999)

    def test_no_store(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="There is no store"):
            serve(tmp_path / "none")

    def test_a_store_that_cannot_be_opened_is_told_to_the_client(self, tmp_path: Path) -> None:
        app = create_app(tmp_path / "none", workers=1)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        with socket.create_server(("127.0.0.1", 0)) as listening:
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            answer = get(f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", "ASK {}")
            server.should_exit = True
            thread.join()
        assert answer.status_code == 503
        assert "There is no store" in answer.text
