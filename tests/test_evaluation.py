"""Scoring against gold: what counts as found, missed and invented, field by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import evaluation

if TYPE_CHECKING:
    from pathlib import Path

    from kg.evaluation.gold import GoldDocument

TEXT = (
    "Jets from the alliance hit a depot near Al-Marat on Saturday, killing at least 12 fighters. "
    "The alliance said no civilians were hurt. "
    "Residents said a school was shelled in Dorsa. "
    "The mayor opened a new bridge, he said. "
    "The alliance has bombed the valley since May."
)
SENTENCES = [s if s.endswith(".") else s + "." for s in TEXT.split(". ")]
GOLD = """
source: a
strikes:
  - {id: s1, mode: air-strike, date: "2018-01-20", places: [Al-Marat], country: SY, attackers: [Alliance], targets: [{object: depot}]}
  - {id: s2, mode: shelling, date: null, places: [Dorsa], attackers: []}
  - {id: s3, mode: air-strike, specific: false, places: [valley], attackers: [Alliance]}
claims:
  - id: c1
    strike: s1
    claimant: source
    evidence: "%s"
    attackers: [Alliance]
    date: "2018-01-20"
    places: [Al-Marat]
    casualties: [{outcome: killed, status: combatant, low: 12, qualifier: at-least}]
  - {id: c2, strike: s1, claimant: Alliance, cue: said, polarity: negated, evidence: "%s",
     casualties: [{outcome: harmed, status: civilian, low: 0, high: 0}]}
  - {id: c3, strike: s2, claimant: residents, cue: said, evidence: "%s"}
  - {id: c4, strike: s3, claimant: source, evidence: "%s"}
attributed_elsewhere:
  - {claimant: the mayor, cue: said, evidence: "%s"}
"""
FILLED = GOLD % (SENTENCES[0], SENTENCES[1], SENTENCES[2], SENTENCES[4], SENTENCES[3])


def load(tmp_path: Path, text: str = FILLED) -> tuple[GoldDocument, ...]:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return evaluation.load_gold(path)


def row(number: int, account: str | None, **changes: object) -> dict[str, Any]:
    start = TEXT.index(SENTENCES[number])
    given: dict[str, Any] = dict.fromkeys(("strike_count", "claimant", "date", "date_earliest", "date_latest"))
    given |= {key: [] for key in ("attributes_to", "places", "targets", "casualties", "damage")}
    given |= {"file": "in/a.txt", "published": "2018-01-24", "account": account, "specific": True, "mode": "air-strike"}
    given |= {"claimant_kind": "source", "quotation": "narrative", "polarity": "affirmed", "certainty": "certain"}
    given |= {"evidence": SENTENCES[number], "start": start, "end": start + len(SENTENCES[number])}
    return given | changes


def figure(outcome: str, low: int | None, high: int | None, status: str = "unspecified") -> dict[str, Any]:
    return {
        "outcome": outcome,
        "status": status,
        "actor": None,
        "group": None,
        "low": low,
        "high": high,
        "qualifier": "exact" if high is not None else "at-least",
        "words": "",
    }


def day(iso: str) -> dict[str, str]:
    return {"date": iso, "date_earliest": iso, "date_latest": iso}


def perfect() -> list[dict[str, Any]]:
    return [
        row(
            0,
            "A",
            **day("2018-01-20"),
            places=[{"name": "Marat", "country": "SY", "precision": 1}],
            attributes_to=[{"actor": "alliance", "certainty": "certain"}],
            targets=[{"actor": None, "object": "depots"}],
            casualties=[figure("killed", 12, None, "combatant")],
        ),
        row(
            1,
            "A",
            claimant="The Alliance",
            claimant_kind="named",
            polarity="negated",
            quotation="indirect",
            casualties=[figure("harmed", 0, 0, "civilian")],
        ),
        row(
            2,
            "B",
            mode="shelling",
            claimant="unnamed residents",
            claimant_kind="unnamed",
            quotation="indirect",
            places=[{"name": "Dorsa", "country": None, "precision": None}],
        ),
        row(3, None, claimant="mayor", claimant_kind="unnamed"),
    ]


@pytest.fixture
def gold(tmp_path: Path) -> tuple[GoldDocument, ...]:
    return load(tmp_path)


def tally(gold: tuple[GoldDocument, ...], rows: list[dict[str, Any]], field: str) -> tuple[int, int, int]:
    found = evaluation.score(gold, rows, {"a": TEXT}).fields[field]
    return (found.gold, found.predicted, found.right)


# --- accounts answer strikes by the claims they share


def test_a_perfect_prediction_is_perfect(gold: tuple[GoldDocument, ...]) -> None:
    scores = evaluation.score(gold, perfect(), {"a": TEXT})
    assert {name for name, t in scores.fields.items() if t.f1 not in {1.0, None}} == set()
    assert scores.fields["strike"].right == 2


def test_nothing_predicted_misses_all_and_invents_nothing(gold: tuple[GoldDocument, ...]) -> None:
    assert tally(gold, [], "strike") == (2, 0, 0)


def test_a_split_account_is_spurious(gold: tuple[GoldDocument, ...]) -> None:
    assert tally(gold, [*perfect()[:1], row(1, "C"), perfect()[2]], "strike") == (2, 3, 2)


def test_two_strikes_in_one_account_are_one_found(gold: tuple[GoldDocument, ...]) -> None:
    assert tally(gold, [r | {"account": "A"} for r in perfect()[:3]], "strike") == (2, 1, 1)


def test_merging_is_right_where_the_gold_permits(tmp_path: Path) -> None:
    permitted = load(tmp_path, FILLED.replace("{id: s2,", "{id: s2, same_event_ok: s1,"))
    assert tally(permitted, [r | {"account": "A"} for r in perfect()[:3]], "strike") == (1, 1, 1)


def test_campaign_talk_counts_for_nothing(gold: tuple[GoldDocument, ...]) -> None:
    with_talk = [*perfect(), row(4, "C", casualties=[figure("killed", 1, 1)])]
    assert [tally(gold, with_talk, f) for f in ("strike", "claim", "figure")] == [(2, 2, 2), (3, 3, 3), (2, 2, 2)]


def test_a_strike_taken_for_campaign_talk_is_missed(gold: tuple[GoldDocument, ...]) -> None:
    rows = [r | {"specific": False} if r["account"] == "B" else r for r in perfect()]
    assert tally(gold, rows, "strike") == (2, 1, 1)


def test_an_account_of_no_strike_is_spurious(gold: tuple[GoldDocument, ...]) -> None:
    assert tally(gold, [*perfect()[:3], row(3, "C")], "strike") == (2, 3, 2)


def test_beyond_incomplete_gold_nothing_is_spurious(tmp_path: Path) -> None:
    rows = [*perfect()[:3], row(3, "C")]
    assert tally(load(tmp_path, FILLED + "complete: false\n"), rows, "strike") == (2, 2, 2)


def test_an_optional_claim_is_neither_missed_nor_spurious(tmp_path: Path) -> None:
    optional = load(tmp_path, FILLED.replace("claimant: residents", "optional: true, claimant: residents"))
    assert tally(optional, perfect()[:2], "claim") == (2, 2, 2)
    assert tally(optional, perfect()[:3], "strike") == (1, 1, 1)


# --- what the claims of an account say together


def test_a_date_that_the_gold_leaves_open_must_be_open(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[2] |= day("2018-01-24")
    assert tally(gold, rows, "date") == (2, 2, 1)
    assert tally(gold, rows, "date_stated") == (1, 2, 1)


def test_the_most_precise_date_of_an_account_is_its_date(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[1] |= {"date": "2018-01", "date_earliest": "2018-01-01", "date_latest": "2018-01-31"}
    assert tally(gold, rows, "date") == (2, 2, 2)


@pytest.mark.parametrize(("published", "right"), [("2018-01-19/2018-01-21", 2), ("2018-01-21", 1)])
def test_an_interval_from_an_interval_may_stay_open(tmp_path: Path, published: str, right: int) -> None:
    text = FILLED.replace('date: "2018-01-20", places', 'date: "2018-01-18/2018-01-20", places') + f'published: "{published}"\n'
    rows = perfect()
    rows[0]["date"] = None
    assert tally(load(tmp_path, text), rows, "date") == (2, 2, right)


def test_the_finest_place_must_be_among_those_found(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[0]["places"] = [{"name": "Syria", "country": "SY", "precision": 6}]
    assert tally(gold, rows, "place_finest") == (2, 2, 1)


def test_the_country_is_that_of_the_finest_place(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[0]["places"].append({"name": "Iraq", "country": "IQ", "precision": 6})
    assert tally(gold, rows, "country") == (1, 1, 1)


def test_a_bare_denial_blames_nobody(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[2] |= {"polarity": "negated", "attributes_to": [{"actor": "Alliance", "certainty": "certain"}]}
    assert tally(gold, rows, "attackers") == (1, 1, 1)


def test_an_attacker_nobody_names_is_wrong(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[2]["attributes_to"] = [{"actor": "Alliance", "certainty": "certain"}]
    assert tally(gold, rows, "attackers") == (1, 2, 1)


# --- who says what, how surely


def test_a_wrong_claimant_keeps_the_claim(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[1]["claimant"] = "Islamic Front"
    assert [tally(gold, rows, f) for f in ("claim", "claimant", "claim_and_claimant")] == [(3, 3, 3), (3, 3, 2), (3, 3, 2)]


def test_a_doubled_claim_is_spurious(gold: tuple[GoldDocument, ...]) -> None:
    assert tally(gold, [*perfect(), perfect()[1] | {"claimant": "Front"}], "claim") == (3, 4, 3)


def test_blame_needs_the_right_claimant(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    assert tally(gold, rows, "blame") == (1, 1, 1)
    rows[0] |= {"claimant": "Front", "claimant_kind": "named"}
    assert tally(gold, rows, "blame") == (1, 1, 0)


def test_an_attacker_carried_over_from_the_strike_is_no_false_blame(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[1]["attributes_to"] = [{"actor": "Alliance", "certainty": "certain"}]
    assert tally(gold, rows, "blame") == (1, 1, 1)


def test_polarity_and_certainty_count_on_claims_found(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()[:2]
    rows[1] |= {"polarity": "affirmed", "certainty": "possible"}
    assert [tally(gold, rows, f) for f in ("polarity", "certainty")] == [(2, 2, 1), (2, 2, 1)]


def test_a_statement_about_no_strike_told_of_one_is_a_false_claim(gold: tuple[GoldDocument, ...]) -> None:
    rows = [*perfect()[:3], row(3, "A")]
    assert [tally(gold, rows, f) for f in ("claim", "elsewhere")] == [(3, 4, 3), (1, 0, 0)]


def test_offsets_must_point_at_the_evidence(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[0]["start"] += 1
    assert tally(gold, rows, "offsets") == (4, 4, 3)


# --- bounds are compared as a multiset


def test_an_open_bound_is_not_a_closed_one(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[0]["casualties"] = [figure("killed", 12, 12, "combatant")]
    assert tally(gold, rows, "figure") == (2, 2, 1)


def test_the_same_figure_twice_is_one_too_many(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[0]["casualties"] *= 2
    assert tally(gold, rows, "figure") == (2, 3, 2)


def test_figures_of_a_missed_claim_are_missed(gold: tuple[GoldDocument, ...]) -> None:
    assert tally(gold, perfect()[1:], "figure") == (2, 1, 1)


def test_status_counts_on_figures_found(gold: tuple[GoldDocument, ...]) -> None:
    rows = perfect()
    rows[0]["casualties"] = [figure("killed", 12, None, "civilian")]
    assert tally(gold, rows, "figure_status") == (2, 2, 1)
