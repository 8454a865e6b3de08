"""The catalogue of queries is complete, documented and sorted; wrong questions are refused with the next step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from asking import HEADLINE, NEEDED, small_store

from kg.errors import QueryError
from kg.queries import catalogue, find, run
from kg.queries.catalogue import NamedQuery, values_line
from kg.queries.catalogue import parse as parse_query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store import Store

NAMES = {
    "assisted-by",
    "civilian-harm-denied",
    "claims-by-claimant",
    "claims-of-a-strike",
    "conceded-against-reported",
    "contested-strikes",
    "corroborated-by-independent-voices",
    "killed-by-claimant",
    "sentence-of-a-figure",
    "single-source-strikes",
    "sources-attributing-strikes",
    "sources-carrying-one-wire",
    "sources-that-disagree-about-attacker",
    "sources-that-disagree-about-killed",
    "strikes-near",
    "toll-over-time",
    "unattributed-strikes",
    "who-blames-whom",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Store]:
    with small_store(root, tmp_path_factory.mktemp("queries")) as opened:
        yield opened


class TestCatalogue:
    def test_it_is_complete_and_sorted(self) -> None:
        assert [query.name for query in catalogue()] == sorted(NAMES)

    @pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
    def test_every_query_asks_a_question_and_uses_its_parameters(self, query: NamedQuery, store: Store) -> None:
        assert query.question.endswith("?")
        assert set(re.findall(r"(?m)^ *VALUES \?(\w+) \{ \"", query.text)) == {parameter.name for parameter in query.parameters}
        for parameter in query.parameters:
            assert len(re.findall(rf"\?{parameter.name}\b", query.text)) > 1
        assert run(store, query.name, NEEDED.get(query.name, {})).rows

    @pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
    def test_every_default_stands_in_the_query(self, query: NamedQuery) -> None:
        for parameter in query.parameters:
            if parameter.default is not None:
                wanted = "" if parameter.default == "any" else parameter.default
                assert f'VALUES ?{parameter.name} {{ "{wanted}" }}' in query.text

    @pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
    def test_every_query_has_an_order_that_settles_ties(self, query: NamedQuery) -> None:
        assert re.search(r"ORDER BY .*_iri\n\Z", query.text)

    @pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
    def test_every_query_is_documented(self, query: NamedQuery, root: Path) -> None:
        page = (root / "docs" / "queries.md").read_text(encoding="utf-8")
        assert f"`{query.name}`" in page
        assert all(f"`{parameter.name}`" in page for parameter in query.parameters)


class TestErrors:
    @pytest.mark.parametrize(
        ("name", "values", "message"),
        [
            ("no-such", {}, r"no query 'no-such'.*assisted-by.*unattributed-strikes"),
            (HEADLINE, {}, r"needs 'actor'"),
            (HEADLINE, {"actor": "Russia", "colour": "red"}, r"no parameter 'colour'.*actor, denials, members"),
            (HEADLINE, {"actor": " "}, r"it is empty"),
            (HEADLINE, {"actor": "Russia", "members": "maybe"}, r"'maybe' as 'members'.*yes, no"),
            (HEADLINE, {"actor": "Rusia"}, r"no actor called 'Rusia'.*Russia"),
            (HEADLINE, {"actor": "\ud800"}, r"no valid text"),
            ("strikes-near", {"place": "Hajin", "km": "far"}, r"no number"),
            ("strikes-near", {"place": "Hajin", "km": "nan"}, r"no number"),
            ("strikes-near", {"place": "Atlantis"}, r"no place called 'Atlantis'"),
            ("missing.rq", {}, r"missing.rq cannot be read"),
        ],
    )
    def test_a_wrong_question_is_named(self, store: Store, name: str, values: dict[str, str], message: str) -> None:
        with pytest.raises(QueryError, match=message):
            run(store, name, values)

    @pytest.mark.parametrize("value", ['x" } ?s ?p ?o . { "', "x\nVALUES ?members { }", "\\", "?actor", "} }"])
    def test_a_value_stays_a_value(self, store: Store, value: str) -> None:
        with pytest.raises(QueryError, match="no actor called"):
            run(store, HEADLINE, {"actor": value})

    def test_a_declaration_that_cannot_be_read_is_refused(self) -> None:
        with pytest.raises(QueryError, match="line 2"):
            parse_query("mine", "# Who?\n# parameter: actor required\nSELECT * {}")

    def test_a_declaration_without_a_place_for_its_value_is_refused(self) -> None:
        with pytest.raises(QueryError, match="without one place"):
            parse_query("mine", "# Who?\n# parameter: actor (actor, required): who\nSELECT * {}")


class TestOwnFiles:
    def test_a_file_of_ones_own_is_asked(self, store: Store, tmp_path: Path) -> None:
        path = tmp_path / "mine.rq"
        path.write_text(
            '# Whose name is it?\n# parameter: name (text, required): a name\nSELECT ?x {\n  VALUES ?name { "x" }\n  ?x ?p ?name\n}\n'
        )
        result = run(store, str(path), {"name": "James Doe"})
        assert (result.question, len(result.rows)) == ("Whose name is it?", 1)

    @pytest.mark.parametrize(
        ("sparql", "columns", "rows"),
        [
            ("ASK { ?s ?p ?o }", ("answer",), 1),
            ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2", ("subject", "predicate", "object"), 2),
        ],
    )
    def test_other_forms_are_tables_too(self, store: Store, tmp_path: Path, sparql: str, columns: tuple[str, ...], rows: int) -> None:
        path = tmp_path / "mine.rq"
        path.write_text(sparql)
        result = run(store, str(path), {})
        assert (result.question, result.columns, len(result.rows)) == ("mine", columns, rows)

    def test_sparql_that_is_none_is_refused(self, store: Store, tmp_path: Path) -> None:
        (tmp_path / "bad.rq").write_text("SELECT {")
        with pytest.raises(QueryError, match="refused"):
            run(store, str(tmp_path / "bad.rq"), {})

    def test_bytes_that_are_no_text_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "bad.rq").write_bytes(b"\xff\xfe")
        with pytest.raises(QueryError, match="UTF-8"):
            find(str(tmp_path / "bad.rq"))


def test_a_values_line_is_matched_whole() -> None:
    assert values_line("a").sub(r"\1X\2", 'VALUES ?a { "} }" }\nVALUES ?ab { "y" }') == 'VALUES ?a { X }\nVALUES ?ab { "y" }'
