"""Reading gold annotations, and when two names or two spans count as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import evaluation
from kg.errors import GoldError
from kg.evaluation.assign import assign
from kg.evaluation.names import fold, same_claimant, same_place
from kg.evaluation.spans import likeness, locate

if TYPE_CHECKING:
    from pathlib import Path

    from kg.evaluation import GoldDocument

CLAIM = "source: a\nstrikes: [{id: s, mode: shelling}]\nclaims: [{id: c1, strike: s, claimant: x, evidence: A line%s}]"


def load(tmp_path: Path, text: str) -> tuple[GoldDocument, ...]:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    return evaluation.load_gold(path)


# --- the annotation format is enforced by name of file and entry


def test_a_folder_is_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.yaml").write_text(f"source: {name}", encoding="utf-8")
    assert [g.source for g in evaluation.load_gold(tmp_path)] == ["a", "b"]


@pytest.mark.parametrize(("cue", "quotation"), [("", "narrative"), (", cue: said", "indirect"), (", cue: said, quote: direct", "direct")])
def test_quotation_defaults_to_the_presence_of_a_cue(tmp_path: Path, cue: str, quotation: str) -> None:
    assert load(tmp_path, CLAIM % cue)[0].claims[0].quotation == quotation


def test_gold_dates_of_publication_override_the_manifest(tmp_path: Path) -> None:
    assert evaluation.published_overrides(load(tmp_path, 'source: a\npublished: "2020-01-01/2020-01-03"')) == {"a": "2020-01-01/2020-01-03"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("source: a\nstrike: []", "unknown key 'strike'"),
        ("source: a\nstrikes: [{id: s1, mode: bombing}]", "strikes s1: mode 'bombing'"),
        ("source: a\nstrikes: [{id: s1, mode: shelling, when: now}]", "strikes s1: unknown key 'when'"),
        ("source: a\nstrikes: [{id: s1, mode: shelling, date: 2018-01-20}]", "strikes s1: date"),
        ("source: a\nclaims: [{id: c1, strike: s9, claimant: x, evidence: y}]", "c1: no strike 's9'"),
        ("source: a\nclaims: [{id: c1, strike: s9, evidence: y}]", "claims c1: no claimant"),
        ("source: a\nclaims: [{id: c1, strike: s, claimant: x, evidence: y, casualties: [{outcome: hurt}]}]", "outcome 'hurt'"),
        (
            "source: a\nclaims: [{id: c1, strike: s, claimant: x, evidence: y, casualties: [{outcome: killed, low: 3, high: 2}]}]",
            "low 3",
        ),
        ("source: a\nclaims: [{id: c1, strike: s, claimant: x, evidence: [5, 2]}]", "evidence [5, 2]"),
        ("strikes: []", "no source"),
        ("a: [", "cannot be read"),
    ],
)
def test_what_lies_outside_the_format_is_named(tmp_path: Path, wrong: str, named: str) -> None:
    with pytest.raises(GoldError) as caught:
        load(tmp_path, wrong)
    assert "a.yaml" in str(caught.value)
    assert named in str(caught.value)


def test_evidence_that_is_not_in_the_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="c1: evidence is not in the text"):
        evaluation.score(load(tmp_path, CLAIM % ""), [], {"a": "Something else."})


def test_a_source_without_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="a: no text"):
        evaluation.score(load(tmp_path, CLAIM % ""), [], {"b": "A line"})


# --- spellings of one name fold together, other names do not


@pytest.mark.parametrize(("one", "other"), [("Al-Shafah", "ash-Shafah"), ("Ma’arat", "Maarat"), ("Kharkív", "Kharkiv")])
def test_spellings_fold(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Mosul", "Mosel"), ("Alma", "Ma"), ("Anbar", "Bar")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_word_city_counts_only_as_part_of_a_name() -> None:
    assert same_place("Jarabulus city", "Jarabulus")
    assert not same_place("Gaza City", "Gaza")


@pytest.mark.parametrize(
    ("gold", "found", "kind", "same"),
    [
        ("source", None, "source", True),
        ("source", "Alliance", "named", False),
        ("unnamed officials", "unnamed US officials", "unnamed", True),
        ("unnamed source", "sources in the ministry", "unnamed", True),
        ("unnamed officials", "witnesses", "unnamed", False),
        ("unnamed officials", "Officials Union", "named", False),
        ("Syrian Observatory for Human Rights", "The Syrian Observatory For Human Rights", "named", True),
    ],
)
def test_claimants(*, gold: str, found: str | None, kind: str, same: bool) -> None:
    assert same_claimant(gold, found, kind) is same


def test_a_resolver_joins_aliases() -> None:
    keys = {"ISIL": "is", "Islamic State": "is"}
    assert same_claimant("ISIL", "Islamic State", "named", keys.get)
    assert not same_claimant("ISIL", "Islamic Front", "named", keys.get)


# --- which words are one claim


def test_a_clause_stands_for_its_sentence() -> None:
    text = "Officials in the capital said that jets hit the depot."
    assert likeness((31, 54), (0, 54), text)


def test_a_sentence_does_not_stand_for_two() -> None:
    text = "Jets hit the depot. Officials in the capital and the mayor said so."
    assert not likeness((0, 19), (0, len(text)), text)


def test_neighbours_are_not_one() -> None:
    assert not likeness((0, 10), (9, 19), "x" * 20)


def test_repeated_words_are_found_wherever_they_stand() -> None:
    assert locate("a b", "a b, a\nb", "x") == ((0, 3), (5, 8))


def test_the_heaviest_pairing_wins_over_the_heaviest_pair() -> None:
    assert assign([[3.0, 2.0], [2.5, 0.0], [0.0, 0.0]]) == [(0, 1), (1, 0)]
