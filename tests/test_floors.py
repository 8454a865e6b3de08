"""Extraction and linking keep the scores they have reached."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from commands import EXAMPLES, Done

if TYPE_CHECKING:
    from collections.abc import Callable

FLOORS = Path(__file__).with_name("floors.toml")
REQUIRED = {
    **dict.fromkeys(("strike", "mode", "date", "country", "place_finest", "attackers", "offsets"), 1.0),
    **dict.fromkeys(("figure", "claimant", "polarity", "certainty"), 0.95),
    "claim": 0.90,
}
LINKED = {"clusters": 0.85, "clusters_gold": 0.90}
EXAMPLE_SET = (EXAMPLES / "gold", "--texts", EXAMPLES / "reports", "--manifest", EXAMPLES / "manifest.csv")


def test_examples_keep_their_floors(run: Callable[..., Done]) -> None:
    done = run("evaluate", *EXAMPLE_SET, "--floors", FLOORS, "--section", "examples")
    assert (done.status, done.err) == (0, "")


def test_seeds_keep_their_floors(run: Callable[..., Done], shared: Path) -> None:
    done = run("evaluate", shared / "gold" / "seeds", "--texts", shared / "seeds", "--floors", FLOORS, "--section", "seeds")
    assert (done.status, done.err) == (0, "")


def test_dev_keeps_its_floors(run: Callable[..., Done], shared: Path) -> None:
    done = run("evaluate", shared / "gold" / "dev", "--texts", shared / "dev", "--floors", FLOORS, "--section", "dev")
    assert (done.status, done.err) == (0, "")


def test_score_below_its_floor_is_told_with_exit_code_1(run: Callable[..., Done], tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[examples]\noffsets = 1.0\nplaces = 1.1\n", encoding="utf-8")
    done = run("evaluate", *EXAMPLE_SET, "--floors", floors, "--section", "examples")
    assert done.status == 1
    assert done.err.startswith("places: F1 0.")
    assert done.err.count("\n") == 1
    assert done.out.startswith("field")


@pytest.mark.parametrize(("section", "required"), [("seeds", REQUIRED), ("dev", LINKED)])
def test_floors_are_not_lowered(section: str, required: dict[str, float]) -> None:
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[section]
    assert {field: floor for field, floor in required.items() if floors.get(field, 0) < floor} == {}
