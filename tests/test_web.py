"""The SPARQL endpoint over real HTTP, with the clients that people use and the queries that break servers."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import COUNT, EX, SOME, get, store, url, values
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from kg.web.negotiation import GRAPHS, RESULTS, choose

__all__ = ["store", "url"]


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
