"""The queries over strikes as a whole: who blames whom, corroboration, tolls, disputes, single sources and wires."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from asking import FALLUJAH, NEEDED, NOWHERE, SHAFAH, ask, claims, pick, small_store
from pyoxigraph import NamedNode, Quad

from kg.queries import catalogue
from kg.vocab import KG_NS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.queries.catalogue import NamedQuery
    from kg.store import Store

CLAIM = "https://w3id.org/strikekg/claim/"
REJECTIONS = NamedNode("https://w3id.org/strikekg/graph/judgements")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Store]:
    with small_store(root, tmp_path_factory.mktemp("queries")) as opened:
        yield opened


def rejected(store: Store, *names: str) -> None:
    rejects = NamedNode(f"{KG_NS}rejects")
    quads = [Quad(NamedNode(f"{REJECTIONS.value}/{name}"), rejects, NamedNode(name), REJECTIONS) for name in names]
    store.replace_graph(REJECTIONS, quads)


class TestWhoBlamesWhom:
    def test_each_pair_is_counted_once_with_certainty_and_denials(self, store: Store) -> None:
        columns = ("claimant", "on_behalf_of", "blames", "claims", "certain", "hedged", "denied", "sources")
        assert pick(ask(store, "who-blames-whom"), *columns) == [
            ("Example Herald", None, "Iraq", 1, 1, 0, 0, 1),
            ("Example Herald", None, "Iraqi Air Force", 1, 1, 0, 0, 1),
            ("Example Herald", None, "United States", 1, 0, 1, 0, 1),
            ("James Doe", "US Central Command", "US-led coalition", 1, 1, 0, 0, 1),
            ("Russia", None, "Russia", 1, 0, 0, 1, 1),
            ("Saudi-led coalition", None, "Saudi-led coalition", 2, 2, 0, 0, 2),
            ("Syrian Observatory for Human Rights", None, "Russia", 1, 0, 1, 0, 1),
            ("US-led coalition", None, "US-led coalition", 1, 0, 0, 1, 1),
        ]

    def test_a_claimant_answers_with_those_who_speak_for_it(self, store: Store) -> None:
        assert pick(ask(store, "who-blames-whom", claimant="United States"), "claimant") == [("James Doe",)]

    def test_a_publisher_is_a_claimant_in_its_own_voice(self, store: Store) -> None:
        assert len(ask(store, "who-blames-whom", claimant="example herald").rows) == 3

    def test_an_actor_answers_for_its_parts(self, store: Store) -> None:
        assert pick(ask(store, "who-blames-whom", actor="Iraq"), "blames") == [("Iraq",), ("Iraqi Air Force",)]

    @pytest.mark.parametrize("strike", [FALLUJAH.lower(), "https://w3id.org/strikekg/strike/b"])
    def test_one_strike_can_be_asked_for(self, store: Store, strike: str) -> None:
        assert pick(ask(store, "who-blames-whom", strike=strike), "blames") == [("Iraq",), ("Iraqi Air Force",)]


class TestCorroborated:
    def test_it_names_each_voice_and_the_grade(self, store: Store) -> None:
        columns = ("strike", "blames", "independent_voices", "voice", "says", "grade", "rule")
        same = (SHAFAH, "US-led coalition", 2)
        assert pick(ask(store, "corroborated-by-independent-voices"), *columns) == [
            (*same, "Example Herald", "hedges", "contested", "different-parties"),
            (*same, "US Central Command", "concedes", "contested", "different-parties"),
        ]

    def test_the_number_of_voices_can_be_lowered(self, store: Store) -> None:
        found = pick(ask(store, "corroborated-by-independent-voices", voices="1"), "strike", "blames", "voice", "says")
        assert found[2:] == [
            (SHAFAH, "Russia", "Russia", "denies"),
            (SHAFAH, "Russia", "Syrian Observatory for Human Rights", "blames"),
            (FALLUJAH, "Iraq", "Example Herald", "blames"),
        ]


class TestTolls:
    def test_conceded_stands_against_reported(self, store: Store) -> None:
        result = ask(store, "conceded-against-reported")
        assert pick(result, "status", "conceded", "reported", "sets", "claimant") == [
            ("civilian", "0", "12", "conceded low and high", "US-led coalition"),
            ("civilian", "0", "12", "reported low and high", "Syrian Observatory for Human Rights"),
            ("combatant", "145 to 150", "at least 30", "conceded low and high", "James Doe"),
            ("combatant", "145 to 150", "at least 30", "reported low", "source"),
        ]

    def test_a_toll_that_nobody_concedes_is_no_comparison(self, store: Store) -> None:
        assert {row[0] for row in pick(ask(store, "conceded-against-reported"), "strike")} == {SHAFAH}

    def test_tolls_come_as_the_reports_came_out(self, store: Store) -> None:
        result = ask(store, "toll-over-time", strike=SHAFAH)
        assert pick(result, "published", "words") == [
            ("2018-01-21", "at least 30"),
            ("2018-01-24", "No"),
            ("2018-01-24", "between 145 and 150"),
            (None, "12"),
            (None, "up to 20"),
            (None, "four"),
        ]


class TestOtherStrikes:
    def test_contested_strikes_lead_to_the_claims(self, store: Store) -> None:
        result = ask(store, "contested-strikes")
        assert pick(result, "disputed_in", "why")[2:4] == [
            ("attacker", "Russia or US-led coalition"),
            ("civilian-harm", "no civilians, or 12"),
        ]
        assert claims(result) == ["a1-doe", "a3-sohr", "a3-denial", "a1-none", "a3-sohr"]

    def test_copies_of_one_text_are_a_single_source(self, store: Store) -> None:
        assert pick(ask(store, "single-source-strikes"), "strike", "sources", "source") == [
            (NOWHERE, 2, "Elsewhere"),
            (NOWHERE, 2, "A camp is struck"),
            ("Drone strike near Hajin", 1, "Monitor's report"),
        ]

    def test_a_wire_is_named_by_its_oldest_copy(self, store: Store) -> None:
        columns = ("wire", "sources", "published", "publisher", "agency", "source")
        assert pick(ask(store, "sources-carrying-one-wire"), *columns) == [
            ("Elsewhere", 2, "2019-03-02", None, "Example Wire", "Elsewhere"),
            ("Elsewhere", 2, "2019-03-03", "Example Herald", None, "A camp is struck"),
        ]

    @pytest.mark.parametrize("name", ["claims-of-a-strike", "toll-over-time", "who-blames-whom"])
    def test_an_iri_that_was_replaced_leads_to_the_strike(self, store: Store, name: str) -> None:
        old = "https://w3id.org/strikekg/strike/a-of-a2"
        assert ask(store, name, strike=old) == ask(store, name, strike=SHAFAH)

    def test_an_iri_that_was_replaced_is_known_even_where_nothing_answers(self, store: Store) -> None:
        found = ask(store, "who-blames-whom", strike="https://w3id.org/strikekg/strike/a-of-a2", actor="Saudi-led coalition")
        assert found.rows == ()


class TestRejectedClaims:
    @pytest.mark.parametrize(
        "query", [one for one in catalogue() if re.search(r"(?m)^SELECT DISTINCT .*\?claim_iri", one.text)], ids=lambda query: query.name
    )
    def test_they_are_in_no_answer(self, store: Store, query: NamedQuery) -> None:
        values = NEEDED.get(query.name, {})
        first = ask(store, query.name, **values)
        unwanted = str(pick(first, "claim_iri")[0][0])
        rejected(store, unwanted)
        try:
            assert (unwanted,) not in pick(ask(store, query.name, **values), "claim_iri")
        finally:
            rejected(store)

    def test_nor_do_they_count(self, store: Store) -> None:
        every = [f"{CLAIM}{name}" for name in ("b1-voice", "c3-voice", "c3-denial", "e5-saudi")]
        rejected(store, *every)
        try:
            assert (NOWHERE, 1, "Elsewhere") in pick(ask(store, "single-source-strikes"), "strike", "sources", "source")
            assert (FALLUJAH, 1, "Strike in the valley") in pick(ask(store, "single-source-strikes"), "strike", "sources", "source")
            assert ask(store, "unattributed-strikes").rows == ()
            assert pick(ask(store, "strikes-near", place="As-Shafah"), "strike") == [(SHAFAH,)]
            assert pick(ask(store, "who-blames-whom", actor="Iraq"), "blames") == [("Iraq",)]
            assert pick(ask(store, "who-blames-whom", actor="Saudi-led coalition"), "claims", "sources") == [(1, 1)]
        finally:
            rejected(store)
