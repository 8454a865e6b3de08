"""Tolls side by side, and what is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from summarising import account, claim, figure, names, summary

if TYPE_CHECKING:
    from kg.summaries import AccountNotes, FigureNote
    from kg.summaries.tolls import TollRange

Bounds = tuple[int | None, int | None]
SIX = figure(6, 6)


def told(*figures: FigureNote) -> list[AccountNotes]:
    """Return accounts of as many voices, with a figure each."""
    return [account(str(n), claim(str(n), f"Voice {n}", each)) for n, each in enumerate(figures)]


def ranges(*accounts: AccountNotes, standing: str = "all") -> dict[str, Bounds]:
    """Return the bounds by status."""
    return {toll.status: (toll.lowest, toll.highest) for toll in summary(*accounts).tolls if toll.standing == standing}


def disputes(*accounts: AccountNotes) -> dict[str, tuple[str, ...]]:
    """Return the reasons by aspect."""
    return {dispute.aspect: dispute.reasons for dispute in summary(*accounts).disputes}


class TestRange:
    """The smallest and the largest number told."""

    @pytest.mark.parametrize(
        ("figures", "expected"),
        [
            ([(6, 6), (9, 9)], (6, 9)),
            ([(None, 150)], (None, 150)),
            ([(30, None)], (30, None)),
            ([(40, 40), (50, None)], (40, None)),
            ([(40, 40), (30, None)], (30, 40)),
            ([(40, 40), (None, 10)], (None, 40)),
            ([(40, 40), (None, 60)], (40, 60)),
            ([(145, 150), (None, 150)], (145, 150)),
            ([(0, 0), (3, 3)], (0, 3)),
        ],
    )
    def test_is_open_where_the_number_beyond_is(self, figures: list[Bounds], expected: Bounds) -> None:
        assert ranges(*told(*(figure(*bounds) for bounds in figures))) == {"civilian": expected}

    def test_names_the_claims_behind_each_bound(self) -> None:
        toll: TollRange = summary(*told(SIX, figure(9, 9), SIX)).tolls[0]
        assert (names(toll.lowest_from), names(toll.highest_from), names(toll.claims), toll.voices) == (
            ["0", "2"],
            ["1"],
            ["0", "1", "2"],
            3,
        )

    def test_a_denial_of_anybody_is_none_and_any_other_denial_no_number(self) -> None:
        none = claim("1", "BBC", figure(0, 0), polarity="negated")
        assert ranges(account("a", none)) == {"civilian": (0, 0)}
        assert ranges(account("a", claim("1", "BBC", SIX, polarity="negated"))) == {}

    def test_a_hedge_counts_and_the_unconfirmed_does_not(self) -> None:
        hedged = claim("1", "BBC", SIX, hedged=True)
        unconfirmed = claim("2", "BBC", figure(90, 90), polarity="unconfirmed")
        assert ranges(account("a", hedged, unconfirmed)) == {"civilian": (6, 6)}

    def test_campaign_totals_do_not_count(self) -> None:
        assert ranges(account("a", claim("1", "BBC", SIX)), account("b", claim("2", "AP", figure(900, 900)), specific=False)) == {
            "civilian": (6, 6)
        }

    def test_is_never_a_sum(self) -> None:
        assert ranges(account("a", claim("1", "BBC", SIX), claim("2", "BBC", figure(7, 7)))) == {"civilian": (6, 7)}


class TestParts:
    """A figure of children beside one of all."""

    def test_does_not_lower_the_whole(self) -> None:
        assert ranges(account("a", claim("1", "BBC", figure(12, 12), figure(3, 3, group="children")))) == {"civilian": (12, 12)}

    def test_counts_where_its_account_has_no_whole(self) -> None:
        accounts = (account("a", claim("1", "BBC", figure(3, 3, group="children"))), account("b", claim("2", "AP", figure(12, 12))))
        assert ranges(*accounts) == {"civilian": (3, 12)}

    def test_is_a_lower_bound_where_nobody_has_a_whole_of_its_status(self) -> None:
        people = figure(12, 12, status="unspecified")
        assert ranges(account("a", claim("1", "BBC", people, figure(3, 3, group="students")))) == {
            "civilian": (3, None),
            "unspecified": (12, 12),
        }

    def test_fighters_are_no_part(self) -> None:
        figures = (figure(12, 12, status="combatant"), figure(9, 9, status="combatant", group="fighters"))
        assert ranges(account("a", claim("1", "BBC", *figures))) == {"combatant": (9, 12)}


class TestStanding:
    """Conceded by who is blamed, reported by all others."""

    def test_keeps_them_apart(self) -> None:
        accounts = (
            account("a", claim("1", "us-led-coalition", figure(2, 2), blames=("us-led-coalition",))),
            account("b", claim("2", "Airwatch", SIX), claim("3", "us-central-command", figure(1, 1))),
        )
        assert ranges(*accounts, standing="conceded") == {"civilian": (1, 2)}
        assert ranges(*accounts, standing="reported") == {"civilian": (6, 6)}
        assert ranges(*accounts) == {"civilian": (1, 6)}

    def test_who_lays_the_strike_to_another_concedes_nothing(self) -> None:
        accounts = (
            account("a", claim("1", "houthis", SIX, blames=("saudi-led-coalition",))),
            account("b", claim("2", "saudi-led-coalition", figure(2, 2), blames=("houthis",))),
        )
        assert ranges(*accounts, standing="conceded") == {}
        assert ranges(*accounts, standing="reported") == {"civilian": (2, 6)}
        itself = account("c", claim("3", "saudi-led-coalition", blames=("saudi-led-coalition",)))
        assert ranges(*accounts, itself, standing="conceded") == {"civilian": (2, 2)}

    def test_leaves_out_whoever_gives_no_number(self) -> None:
        assert ranges(*told(SIX), standing="conceded") == {}


class TestDisputes:
    """What contradicts, and look-alikes that do not."""

    def test_agreement_is_none(self) -> None:
        same = {"days": ("2020-05-03", "2020-05-03"), "blames": ("russia",)}
        assert disputes(account("a", claim("1", "BBC", SIX, **same)), account("b", claim("2", "AP", SIX, **same))) == {}  # type: ignore[arg-type]

    def test_two_parties_blamed(self) -> None:
        accounts = (account("a", claim("1", "BBC", blames=("russia",))), account("b", claim("2", "AP", blames=("ukraine",))))
        assert disputes(*accounts) == {"attacker": ("russia (says BBC) against ukraine (says AP)",)}

    def test_a_denial_by_the_accused_but_not_by_a_stranger(self) -> None:
        def with_denial(by: str) -> dict[str, tuple[str, ...]]:
            denial = claim("2", by, blames=("russia",), polarity="negated")
            return disputes(account("a", claim("1", "BBC", blames=("russia",)), denial))

        assert with_denial("russian-ministry-of-defence") == {
            "attacker": ("BBC against the denial of russian-ministry-of-defence (russia)",)
        }
        assert with_denial("iran") == {}

    def test_who_says_so_itself_denies_something_else(self) -> None:
        denial = claim("2", "russia", blames=("russia",), polarity="negated")
        assert disputes(account("a", claim("1", "BBC", blames=("russia",)), denial, claim("3", "russia", blames=("russia",)))) == {}

    def test_harm_to_civilians_told_and_denied(self) -> None:
        def against(denied: FigureNote) -> bool:
            denial = claim("2", "Army", denied, polarity="negated")
            return "civilian-harm" in disputes(account("a", claim("1", "BBC", SIX)), account("b", denial))

        assert against(figure(0, 0))
        assert against(figure(0, 0, "harmed"))
        assert not against(figure(0, 0, "injured"))
        assert not against(figure(0, 0, status="combatant"))

    def test_numbers_that_do_not_meet(self) -> None:
        assert disputes(*told(SIX, figure(9, None))) == {"killed": ("civilian: 6 (Voice 0) against at least 9 (Voice 1)",)}
        assert disputes(*told(figure(6, 6, "injured"), figure(None, 4, "injured"))) == {
            "injured": ("civilian: up to 4 (Voice 1) against 6 (Voice 0)",)
        }
        assert disputes(*told(SIX, figure(4, None))) == {}
        assert disputes(*told(SIX, figure(9, 9, status="combatant"))) == {}

    def test_a_voice_that_counts_anew_disputes_nothing(self) -> None:
        assert disputes(account("a", claim("1", "BBC", SIX)), account("b", claim("2", "BBC", figure(9, 9)))) == {}

    def test_modes_that_go_together_do_not_contradict(self) -> None:
        def modes(other: str) -> dict[str, tuple[str, ...]]:
            return disputes(account("a", claim("1", "BBC")), account("b", claim("2", "AP"), mode=other))  # type: ignore[arg-type]

        assert modes("shelling") == {"mode": ("air strike against shelling",)}
        assert modes("drone-strike") == modes("unspecified") == {}

    def test_days_that_do_not_meet(self) -> None:
        def days(*other: str) -> dict[str, tuple[str, ...]]:
            one = claim("1", "BBC", days=("2020-05-03", "2020-05-03"))
            return disputes(account("a", one), account("b", claim("2", "AP", days=other)))  # type: ignore[arg-type]

        assert days("2020-05-05", "2020-05-06") == {"date": ("2020-05-03 against 2020-05-05 to 2020-05-06",)}
        assert days("2020-05-01", "2020-05-31") == {}

    def test_names_the_claims(self) -> None:
        (dispute,) = summary(*told(SIX, figure(9, 9))).disputes
        assert names(dispute.claims) == ["0", "1"]
