"""The SPARQL endpoint over real HTTP, with the clients that people use and the queries that break servers."""

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
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import httpx
import pytest
import uvicorn
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib import URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

import kg
from kg.errors import KgError, StoreError
from kg.store import open_write
from kg.web.app import create_app
from kg.web.guard import scan
from kg.web.negotiation import GRAPHS, RESULTS, choose
from kg.web.server import serve
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


class TestProtocol:
    """https://www.w3.org/TR/sparql11-protocol/#query-operation."""

    def test_get(self, url: str) -> None:
        assert values(get(url, SOME)) == ["one é+ 1", "two é+ 1"]

    def test_post_form(self, url: str) -> None:
        assert values(httpx.post(url, data={"query": SOME})) == ["one é+ 1", "two é+ 1"]

    def test_post_direct(self, url: str) -> None:
        headers = {"Content-Type": "application/sparql-query; charset=utf-8"}
        assert values(httpx.post(url, content=SOME.encode(), headers=headers)) == ["one é+ 1", "two é+ 1"]

    def test_parameters_are_decoded_once(self, url: str) -> None:
        assert values(get(url, 'SELECT ("a+b %2B é" AS ?x) {}')) == ["a+b %2B é"]

    def test_head(self, url: str) -> None:
        answer = httpx.head(url, params={"query": COUNT})
        assert (answer.status_code, answer.content) == (200, b"")

    def test_no_parameter_asks_for_the_description(self, url: str) -> None:
        answer = httpx.get(url)
        triples = {str(quad.triple) for quad in parse(answer.content, format=RdfFormat.TURTLE)}
        assert any("#endpoint>" in triple and f"<{url}>" in triple for triple in triples)

    def test_the_description_speaks_rdf_xml_too(self, url: str) -> None:
        answer = httpx.get(url, headers={"Accept": "application/rdf+xml"})
        assert list(parse(answer.content, format=RdfFormat.RDF_XML))

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_other_methods(self, url: str, method: str) -> None:
        answer = httpx.request(method, url)
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]

    def test_two_queries(self, url: str) -> None:
        answer = httpx.get(f"{url}?query=ASK%7B%7D&query=ASK%7B%7D")
        assert (answer.status_code, answer.text) == (400, "2 query parameters. Send exactly one\n")

    def test_no_query(self, url: str) -> None:
        assert httpx.post(url, data={"format": "json"}).status_code == 400

    def test_unknown_content_type(self, url: str) -> None:
        assert httpx.post(url, content=b"ASK {}", headers={"Content-Type": "text/plain"}).status_code == 415

    def test_a_query_that_is_not_utf8(self, url: str) -> None:
        assert httpx.get(f"{url}?query=ASK%7B%FF%7D").status_code == 400
        assert httpx.post(url, content=b"ASK {\xff}", headers={"Content-Type": "application/sparql-query"}).status_code == 400

    def test_a_broken_query_is_explained_in_one_line(self, url: str) -> None:
        answer = get(url, "SELECT * { ?s ?p")
        assert answer.status_code == 400
        assert answer.text.startswith("The query is not well-formed: error at 1:17")
        assert answer.text.count("\n") == 1

    def test_other_origins_may_read(self, url: str) -> None:
        assert (
            httpx.get(url, params={"query": "ASK {}"}, headers={"Origin": "http://example.org"}).headers["access-control-allow-origin"]
            == "*"
        )

    def test_health_and_root(self, url: str) -> None:
        base = url.removesuffix("/sparql")
        assert httpx.get(f"{base}/health").text == "ok\n"
        assert "/sparql" in httpx.get(base).text


class TestDataset:
    """Request before query before the union of all graphs (protocol, section 2.1.4)."""

    def test_default_is_the_union(self, url: str) -> None:
        assert values(get(url, COUNT)) == ["160"]

    def test_from(self, url: str) -> None:
        assert values(get(url, COUNT.replace("{", f"FROM <{EX}two> {{"))) == ["10"]

    def test_from_named_leaves_the_default_graph_empty(self, url: str) -> None:
        assert values(get(url, COUNT.replace("{", f"FROM NAMED <{EX}two> {{"))) == ["0"]

    def test_default_graph_uri(self, url: str) -> None:
        assert values(get(url, COUNT, parameters={"default-graph-uri": EX + "two"})) == ["10"]
        assert values(get(url, COUNT, parameters={"default-graph-uri": [EX + "one", EX + "two"]})) == ["160"]

    def test_the_request_prevails_over_from(self, url: str) -> None:
        assert values(get(url, COUNT.replace("{", f"FROM <{EX}one> {{"), parameters={"default-graph-uri": EX + "two"})) == ["10"]

    def test_named_graph_uri(self, url: str) -> None:
        inside = "SELECT (COUNT(*) AS ?n) {GRAPH ?g {?s ?p ?o}}"
        assert values(get(url, inside, parameters={"named-graph-uri": EX + "two"})) == ["10"]
        assert values(get(url, COUNT, parameters={"named-graph-uri": EX + "two"})) == ["0"]
        assert values(get(url, inside, parameters={"default-graph-uri": EX + "two"})) == ["0"]

    def test_in_the_url_of_a_direct_post(self, url: str) -> None:
        headers = {"Content-Type": "application/sparql-query"}
        answer = httpx.post(url, params={"default-graph-uri": EX + "two"}, content=COUNT.encode(), headers=headers)
        assert values(answer) == ["10"]

    @pytest.mark.parametrize("iri", ["two", "", "http://example.org/a b", "http://[x/"])
    def test_no_absolute_iri(self, url: str, iri: str) -> None:
        assert get(url, COUNT, parameters={"default-graph-uri": iri}).status_code == 400


class TestNegotiation:
    """Media types by ``Accept``."""

    @pytest.mark.parametrize(
        ("accept", "expected"),
        [
            ("", "application/sparql-results+json"),
            ("*/*", "application/sparql-results+json"),
            ("text/csv", "text/csv"),
            ("text/csv;q=0.2, text/tab-separated-values;q=0.7", "text/tab-separated-values"),
            ("text/html, application/xml ; q=0.9 , */*;q=0.8", "application/xml"),
            ("text/*", "text/xml"),
            ("*/*, application/sparql-results+json;q=0", "application/json"),
            ("TEXT/CSV", "text/csv"),
            ("text/csv;q=high", "text/csv"),
            ("text/turtle", None),
            ("nonsense", None),
        ],
    )
    def test_choice(self, accept: str, expected: str | None) -> None:
        assert choose(accept, RESULTS) == expected

    @pytest.mark.parametrize(
        ("accept", "start"),
        [
            ("application/sparql-results+json", b'{"head"'),
            ("application/sparql-results+xml", b"<?xml"),
            ("text/csv", b"o\r\none"),
            ("text/tab-separated-values", b'?o\n"one'),
        ],
    )
    def test_select(self, url: str, accept: str, start: bytes) -> None:
        answer = get(url, SOME, accept)
        assert answer.headers["content-type"].split(";")[0] == accept
        assert answer.content.startswith(start)

    @pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"])
    def test_construct(self, url: str, accept: str) -> None:
        answer = get(url, f"CONSTRUCT {{?s ?p ?o}} WHERE {{ BIND(<{EX}s1> AS ?s) ?s ?p ?o }}", accept)
        assert answer.headers["content-type"].split(";")[0] == accept
        assert len(list(parse(answer.content, format=GRAPHS[accept]))) == 2

    def test_ask(self, url: str) -> None:
        assert get(url, "ASK {?s ?p ?o}").json()["boolean"] is True
        assert b"<boolean>true</boolean>" in get(url, "ASK {?s ?p ?o}", "application/xml").content

    @pytest.mark.parametrize(
        ("query", "accept"), [("ASK {}", "text/turtle"), ("DESCRIBE <http://example.org/s1>", "text/csv"), ("ASK {}", "image/png")]
    )
    def test_nothing_fits(self, url: str, query: str, accept: str) -> None:
        answer = get(url, query, accept)
        assert answer.status_code == 406
        assert "Accept one of" in answer.text


class TestClients:
    """The libraries that people have."""

    def ask(self, url: str, query: str, form: str, method: str = "GET") -> Any:  # noqa: ANN401 - each form has a type of its own
        client = SPARQLWrapper(url)
        client.setQuery(query)
        client.setMethod(method)
        client.setReturnFormat(form)
        return client.queryAndConvert()

    def test_sparqlwrapper_json(self, url: str) -> None:
        assert [row["o"]["value"] for row in self.ask(url, SOME, JSON)["results"]["bindings"]] == ["one é+ 1", "two é+ 1"]

    def test_sparqlwrapper_xml(self, url: str) -> None:
        assert "two é+ 1" in self.ask(url, SOME, XML).toxml()

    def test_sparqlwrapper_csv_by_post(self, url: str) -> None:
        assert self.ask(url, SOME, CSV, POST).decode().splitlines() == ["o", "one é+ 1", "two é+ 1"]

    def test_sparqlwrapper_turtle(self, url: str) -> None:
        assert len(list(parse(self.ask(url, f"DESCRIBE <{EX}s1>", TURTLE), format=RdfFormat.TURTLE))) == 2

    @pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
    def test_rdflib_sparqlstore(self, url: str, method: str) -> None:
        store = SPARQLStore(url, method=method)
        assert sorted(str(row[Variable("o")]) for row in store.query(SOME).bindings) == ["one é+ 1", "two é+ 1"]
        assert len(list(store.triples((URIRef(f"{EX}s1"), None, None)))) == 2
        assert store.query("ASK {?s ?p ?o}").askAnswer is True


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
