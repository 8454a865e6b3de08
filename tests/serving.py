"""A real endpoint on loopback for tests, over a small store of two graphs."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import uvicorn
from pyoxigraph import Literal, NamedNode, Quad

import kg
from kg.store import open_write
from kg.web.app import create_app
from kg.web.workers import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(kg.__file__).parent.parent
EX = "http://example.org/"
COUNT = "SELECT (COUNT(*) AS ?n) {?s ?p ?o}"
SLOW = "SELECT (COUNT(*) AS ?n) {?a ?b ?c. ?d ?e ?f. ?g ?h ?i. ?j ?k ?l}"
LONG = "SELECT * {?a ?b ?c. ?d ?e ?f}"
SOME = f"SELECT ?o {{ <{EX}s1> <{EX}p> ?o }} ORDER BY ?o"
SECONDS = 2.0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two graphs: s0 to s149 in one, s0 to s9 with other values in the other."""
    folder = tmp_path_factory.mktemp("web") / "store"
    with open_write(folder) as opened:
        for name, size in (("one", 150), ("two", 10)):
            graph = NamedNode(EX + name)
            quads = (Quad(NamedNode(f"{EX}s{i}"), NamedNode(f"{EX}p"), Literal(f"{name} é+ {i}"), graph) for i in range(size))
            opened.replace_graph(graph, quads)
    return folder


@pytest.fixture(scope="module")
def url(store: Path) -> Iterator[str]:
    """A real server on a free loopback port, with two workers."""
    app = create_app(store, workers=2, limits=Limits(seconds=SECONDS, answer=1_000_000))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", h11_max_incomplete_event_size=1 << 22, http="h11", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        server.should_exit = True
        thread.join()


def get(url: str, query: str, accept: str = "", parameters: Mapping[str, str | Sequence[str]] | None = None) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return httpx.get(url, params={"query": query, **(parameters or {})}, headers=headers, timeout=30)


def values(answer: httpx.Response) -> list[str]:
    return [next(iter(row.values()))["value"] for row in answer.json()["results"]["bindings"]]
