"""Table, JSON, mistakes and floors of an evaluation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg import evaluation
from kg.errors import GoldError
from kg.evaluation.tally import Mistake, Tally

if TYPE_CHECKING:
    from pathlib import Path

WRONG = Mistake("a.txt", "negated", None, "The army denied\nfiring at the town.")
SCORES = evaluation.Scores(1, {"strike": Tally(2, 1, 1), "polarity": Tally(3, 3, 2, (WRONG,)), "damage": Tally(), "claim": Tally(gold=3)})


def test_the_table_is_aligned_and_whole() -> None:
    lines = evaluation.render(SCORES).splitlines()
    assert lines[0].split() == ["field", "gold", "predicted", "right", "precision", "recall", "F1"]
    assert lines[1].split() == ["strike", "2", "1", "1", "1.000", "0.500", "0.666"]
    assert lines[3].split() == ["damage", "0", "0", "0", "-", "-", "-"]
    assert len({len(line) for line in lines}) == 1


def test_only_a_perfect_score_reads_as_one() -> None:
    assert "0.999" in evaluation.render(evaluation.Scores(1, {"claim": Tally(10_000, 10_000, 9_999)}))


def test_json_says_null_where_nothing_can_be_divided() -> None:
    fields = json.loads(evaluation.as_json(SCORES))["fields"]
    assert fields["claim"] == {"gold": 3, "predicted": 0, "right": 0, "precision": None, "recall": 0.0, "f1": 0.0}


def test_mistakes_name_document_expectation_finding_and_sentence() -> None:
    assert evaluation.errors(SCORES, "polarity") == ["a.txt: expected negated, found nothing: The army denied firing at the town."]


@pytest.mark.parametrize(
    ("floors", "short"),
    [
        ({"polarity": 0.66}, []),
        ({"strike": 0.9}, ["strike: F1 0.666 is below its floor 0.900"]),
        ({"damage": 0.9}, ["damage: nothing to score, floor 0.900"]),
    ],
)
def test_floors_hold_or_say_by_how_much_they_fail(floors: dict[str, float], short: list[str]) -> None:
    assert evaluation.check_floors(SCORES, floors) == short


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(GoldError, match="No field 'dates'"):
        evaluation.errors(SCORES, "dates")
    with pytest.raises(GoldError, match="No field 'dates'"):
        evaluation.check_floors(SCORES, {"dates": 1.0})


def test_floors_are_read_by_section(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("[seeds]\nclaim = 0.9\n", encoding="utf-8")
    assert evaluation.read_floors(path, "seeds") == {"claim": 0.9}
    with pytest.raises(GoldError, match=r"no section \[dev\]"):
        evaluation.read_floors(path, "dev")


def test_rates_of_nothing_are_unknown() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (None, None, None)
