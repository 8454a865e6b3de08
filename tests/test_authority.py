"""Actors by name: what matches, how, and the look-alikes that must not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from kg.authority import Authority, fold

if TYPE_CHECKING:
    from kg.authority import ActorMention


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.load()


def found(text: str, how: str = "name") -> list[str]:
    return [m.actor.name for m in Authority.load().scan(text) if m.how == how]


def spans(text: str) -> list[str]:
    return [text[m.start : m.end] for m in Authority.load().scan(text)]


class TestNames:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("the U.S.-led coalition", "US-led coalition"),
            ("the US -led coalition", "US-led coalition"),
            ("Operation Inherent Resolve", "US-led coalition"),
            ("fighters of Da\u2019esh", "Islamic State"),
            ("the Israel Defense\nForces", "Israel Defense Forces"),
            ("the syrian observatory for human rights", "Syrian Observatory For Human Rights"),
            ("TURKEY STRIKES AGAIN", "Turkey"),
            ("shells from T\u00fcrkiye", "Turkey"),
            ("Saudi-led coalition jets", "Saudi-led coalition"),
            ("Women\u2019s Protection Units", "Women's Protection Units"),
            ("the Asad regime", "Syrian government"),
            ("Syrian regime forces", "Syrian government forces"),
            ("Turkish-backed faction", "Turkish-backed factions"),
            ("pro-Iranian fighters", "Iran-backed militias"),
            ("\u0130ran", "Iran"),
        ],
    )
    def test_a_label_names_one_actor(self, text: str, name: str) -> None:
        assert found(text) == [name]

    def test_the_longest_label_wins(self) -> None:
        assert found("US Central Command") == ["US Central Command"]

    def test_every_label_of_two_words_or_more_is_found_by_itself(self, authority: Authority) -> None:
        missed = [
            (slug, label)
            for slug in authority.slugs()
            for label in authority.labels(slug)
            if " " in label and not any(m.start == 0 and m.end >= len(label) - 1 for m in authority.scan(label))
        ]
        assert missed == []

    def test_a_possessive_is_left_out(self) -> None:
        assert spans("Hezbollah\u2019s men and Turkey's drones") == ["Hezbollah", "Turkey"]

    def test_offsets_hold_after_letters_that_change_length(self) -> None:
        text = "\u0130\u0130\u0130 \ufb01ve: the SDF said"
        (mention,) = Authority.load().scan(text)
        assert text[mention.start : mention.end] == "SDF"

    def test_only_the_asked_part_is_read(self) -> None:
        text = "Turkey shelled. Russia bombed."
        assert [m.actor.name for m in Authority.load().scan(text, 16)] == ["Russia"]


class TestLookAlikes:
    @pytest.mark.parametrize(
        "text",
        [
            "he told us what this is",
            "a roast turkey",
            "THE MAN WHO IS DEAD",
            "Iranian-made drones",
            "anti-Israel slogans",
            "a non-NATO country",
            "pro-Turkey slogans",
            "an Iran-aligned party",
            "Russian -made shells",
            "the idf of a term",
            "in the sand of Syrianess",
        ],
    )
    def test_is_no_actor(self, text: str) -> None:
        assert Authority.load().scan(text) == ()

    def test_a_name_does_not_reach_over_a_full_stop(self) -> None:
        assert "US Central Command" not in found("It is in the US. Central Command was told.")

    def test_a_name_does_not_reach_over_a_blank_line(self) -> None:
        assert found("Israel Defense\n\nForces") == ["Israel"]


class TestDegrees:
    def test_an_adjective_is_a_demonym(self) -> None:
        assert found("a Turkish drone", "demonym") == ["Turkey"]

    def test_an_adjective_within_a_name_is_not(self) -> None:
        assert found("the Turkish army", "demonym") == []

    def test_us_led_is_an_adjective_of_the_coalition(self) -> None:
        assert found("US-led strikes", "demonym") == ["US-led coalition"]

    def test_a_shared_label_lists_all_who_share_it(self) -> None:
        (mention,) = Authority.load().scan("the coalition said")
        assert mention.how == "contextual"
        assert [mention.actor.name, *(a.name for a in mention.alternatives)] == ["US-led coalition", "Saudi-led coalition"]

    def test_a_capital_is_context_too(self) -> None:
        assert found("near Damascus", "contextual") == ["Syrian government"]

    def test_the_row_names_the_entry(self) -> None:
        mention: ActorMention = Authority.load().scan("Airwars")[0]
        assert mention.row == "actor/airwars"


class TestAsking:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("The Syrian Observatory For Human Rights", "syrian-observatory-for-human-rights"),
            ("idf", "israel-defense-forces"),
            ("International coalition", "us-led-coalition"),
            ("bandits", "bandits"),
        ],
    )
    def test_a_whole_name_resolves(self, authority: Authority, name: str, slug: str) -> None:
        actor = authority.resolve(name)
        assert actor is not None
        assert actor.slug == slug

    @pytest.mark.parametrize("name", ["the coalition", "Turkish", "Nobody Inc", ""])
    def test_what_is_no_name_does_not(self, authority: Authority, name: str) -> None:
        assert authority.resolve(name) is None

    def test_members_and_parents_mirror_each_other(self, authority: Authority) -> None:
        for slug in authority.slugs():
            assert all(slug in authority.parents(member) for member in authority.members(slug))

    def test_the_coalition_has_members_but_not_turkey(self, authority: Authority) -> None:
        assert {"france", "united-kingdom", "united-states"} <= set(authority.members("us-led-coalition"))
        assert "turkey" not in authority.members("us-led-coalition")

    def test_a_ministry_speaks_for_its_state(self, authority: Authority) -> None:
        assert authority.speaks_for("turkish-ministry-of-defense") == ("turkey",)

    def test_country(self, authority: Authority) -> None:
        assert (authority.country("turkey"), authority.country("islamic-state"), authority.country("unknown")) == ("TR", None, None)

    def test_an_unknown_slug_is_an_error(self, authority: Authority) -> None:
        with pytest.raises(KeyError):
            authority.by_slug("nobody")

    def test_folding(self, authority: Authority) -> None:
        assert authority.label_folded("islamic-state") == "islamic state"
        assert fold("U.S.-led  Coalition") == "us led coalition"


class TestFile:
    def test_no_full_name_is_shared(self, authority: Authority) -> None:
        owners: dict[str, set[str]] = {}
        for slug in authority.slugs():
            for label in authority.labels(slug):
                owners.setdefault(fold(label), set()).add(slug)
        assert {label: slugs for label, slugs in owners.items() if len(slugs) > 1} == {}

    def test_scanning_is_fast_enough(self, authority: Authority) -> None:
        text = "On Monday the US-led coalition said that nine Turkish shells fell near a village of no note.\n" * 2000
        began = time.perf_counter()
        authority.scan(text)
        assert time.perf_counter() - began < len(text) / 300_000  # a third of the speed meant, for slow machines
