"""The queries over claims answer their questions on a small graph, and leave the look-alikes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asking import HEADLINE, SHAFAH, ask, claims, pick, small_store
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[Store]:
    with small_store(root, tmp_path_factory.mktemp("queries")) as opened:
        yield opened


class TestSourcesAttributingStrikes:
    def test_it_names_who_says_so_whom_and_how_surely(self, store: Store) -> None:
        result = ask(store, HEADLINE, actor="US-led coalition")
        columns = ("source", "publisher", "claimant", "on_behalf_of", "blames", "polarity", "certainty", "strike", "date", "place")
        first, second = (SHAFAH, "2018-01-20", "Al-Shafah; Deir ez-Zor"), (SHAFAH, "2018-01", "Deir ez-Zor")
        assert pick(result, *columns) == [
            ("Depot hit", "Example Herald", "James Doe", "US Central Command", "US-led coalition", "affirmed", "certain", *first),
            ("Strike in the valley", "Example Herald", "source", None, "United States", "affirmed", "probable", *second),
        ]

    def test_it_quotes_the_sentence(self, store: Store) -> None:
        ((sentence,), *_) = pick(ask(store, HEADLINE, actor="US-led coalition"), "sentence")
        assert sentence == "Coalition jets killed between 145 and 150 fighters at Al-Shafah, Doe said."

    @pytest.mark.parametrize(
        "actor", ["us-LED coalition", "international coalition", "cjtf", "https://w3id.org/strikekg/actor/us-led-coalition"]
    )
    def test_any_name_or_iri_will_do(self, store: Store, actor: str) -> None:
        assert claims(ask(store, HEADLINE, actor=actor)) == ["a1-doe", "a2-voice"]

    def test_members_can_be_left_out(self, store: Store) -> None:
        assert claims(ask(store, HEADLINE, actor="US-led coalition", members="no")) == ["a1-doe"]

    def test_a_member_does_not_answer_for_its_coalition(self, store: Store) -> None:
        assert claims(ask(store, HEADLINE, actor="United States")) == ["a2-voice"]

    @pytest.mark.parametrize(("theatre", "found"), [("SY", ["a1-doe", "a2-voice"]), ("IQ", ["a1-doe"])])
    def test_a_member_answers_for_a_coalition_only_where_the_coalition_acts(self, store: Store, theatre: str, found: list[str]) -> None:
        graph = NamedNode("https://w3id.org/strikekg/graph/theatre")
        coalition, country = (
            NamedNode("https://w3id.org/strikekg/actor/us-led-coalition"),
            NamedNode("https://w3id.org/strikekg/ontology#country"),
        )
        store.replace_graph(graph, [Quad(coalition, country, Literal(theatre), graph)])
        try:
            assert claims(ask(store, HEADLINE, actor="US-led coalition")) == found
        finally:
            store.replace_graph(graph, ())

    def test_an_air_force_answers_for_its_state(self, store: Store) -> None:
        assert pick(ask(store, HEADLINE, actor="Iraq"), "blames") == [("Iraqi Air Force",), ("Iraq",)]

    def test_denials_come_only_when_asked_for(self, store: Store) -> None:
        assert claims(ask(store, HEADLINE, actor="Russia")) == ["a3-sohr"]
        assert pick(ask(store, HEADLINE, actor="Russia", denials="yes"), "polarity") == [("affirmed",), ("negated",)]

    def test_nobody_blamed_is_an_empty_answer(self, store: Store) -> None:
        assert ask(store, HEADLINE, actor="Islamic State").rows == ()

    def test_a_contextual_name_is_refused_with_those_who_may_be_meant(self, store: Store) -> None:
        with pytest.raises(QueryError, match=r"no actor called 'the coalition'.*Saudi-led coalition, US-led coalition"):
            ask(store, HEADLINE, actor="the coalition")


class TestOtherQuestions:
    def test_claims_of_a_strike_are_all_its_claims(self, store: Store) -> None:
        result = ask(store, "claims-of-a-strike", strike=SHAFAH.upper())
        assert claims(result) == ["a1-none", "a1-doe", "a3-sohr", "a3-denial", "a2-voice"]
        assert pick(result, "figures")[2] == ("12 civilian killed; four civilian killed; up to 20 combatant killed",)

    def test_disagreement_about_the_attacker_holds_every_blame_and_denial(self, store: Store) -> None:
        result = ask(store, "sources-that-disagree-about-attacker")
        assert claims(result) == ["a1-doe", "a3-sohr", "a3-denial", "a2-voice"]
        assert {row[0] for row in pick(result, "strike")} == {SHAFAH}

    def test_disagreement_about_the_killed_compares_like_with_like(self, store: Store) -> None:
        result = ask(store, "sources-that-disagree-about-killed")
        assert pick(result, "strike", "status", "low", "high", "claimant") == [
            (SHAFAH, "civilian", 0, 0, "US-led coalition"),
            (SHAFAH, "civilian", 12, 12, "Syrian Observatory for Human Rights"),
            (SHAFAH, "civilian", 4, 4, "Syrian Observatory for Human Rights"),
            (SHAFAH, "combatant", 145, 150, "James Doe"),
            (SHAFAH, "combatant", None, 20, "Syrian Observatory for Human Rights"),
            (SHAFAH, "combatant", 30, None, "source"),
        ]

    def test_killed_by_claimant_leaves_the_injured_out(self, store: Store) -> None:
        words = [row[0] for row in pick(ask(store, "killed-by-claimant"), "words")]
        assert sorted(map(str, words)) == ["12", "No", "at least 30", "between 145 and 150", "dozens", "five", "four", "up to 20"]

    def test_killed_by_claimant_follows_those_who_speak_for_a_member(self, store: Store) -> None:
        result = ask(store, "killed-by-claimant", claimant="International Coalition")
        assert pick(result, "speaker", "on_behalf_of", "low", "high") == [
            ("James Doe", "US Central Command", 145, 150),
            ("US-led coalition", None, 0, 0),
        ]

    def test_civilian_harm_denied_counts_the_sources_that_say_otherwise(self, store: Store) -> None:
        result = ask(store, "civilian-harm-denied")
        assert pick(result, "claimant", "strike", "contradicted_by") == [("US-led coalition", SHAFAH, 1)]

    def test_unattributed_strikes_leave_campaigns_out_and_denials_in(self, store: Store) -> None:
        result = ask(store, "unattributed-strikes")
        assert pick(result, "strike", "mode", "place", "sources") == [("Drone strike near Hajin", "drone-strike", "Hajin", 1)]

    def test_strikes_near_a_place_are_within_reach(self, store: Store) -> None:
        assert pick(ask(store, "strikes-near", place="As-Shafah"), "strike", "distance_km") == [
            (SHAFAH, 0.0),
            ("Drone strike near Hajin", 18.5),
        ]
        assert pick(ask(store, "strikes-near", place="As-Shafah", km="10"), "strike") == [(SHAFAH,)]

    def test_strikes_near_a_province_are_those_within_it(self, store: Store) -> None:
        assert pick(ask(store, "strikes-near", place="deir ez-zor", km="0"), "strike", "date") == [(SHAFAH, "2018-01; 2018-01-20")]

    def test_strikes_near_a_country_are_those_in_it(self, store: Store) -> None:
        strikes = [row[0] for row in pick(ask(store, "strikes-near", place="Syria"), "strike")]
        assert strikes == [SHAFAH, "Air strikes in Syria", "Drone strike near Hajin"]

    def test_claims_by_a_claimant_hold_those_about_no_strike(self, store: Store) -> None:
        result = ask(store, "claims-by-claimant", claimant="US-led coalition")
        assert claims(result) == ["a1-none", "a1-doe", "s4-other", "c3-denial"]

    def test_claims_by_a_claimant_are_not_those_that_name_it(self, store: Store) -> None:
        assert claims(ask(store, "claims-by-claimant", claimant="Russia")) == ["a3-denial"]

    def test_assisted_by_names_helper_and_attacker(self, store: Store) -> None:
        columns = ("assisted_by", "blames", "claimant")
        assert pick(ask(store, "assisted-by"), *columns) == [("Syrian Democratic Forces", "US-led coalition", "James Doe")]
        assert ask(store, "assisted-by", helper="Iraq").rows == ()

    @pytest.mark.parametrize("figure", ["AT LEAST 30", "30", "https://w3id.org/strikekg/claim/a2-voice-f1"])
    def test_a_figure_leads_to_its_sentence(self, store: Store, figure: str) -> None:
        result = ask(store, "sentence-of-a-figure", figure=figure)
        assert pick(result, "words", "of", "claimant", "start") == [("at least 30", "combatant", "source", 0)]
