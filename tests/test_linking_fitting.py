"""Weights fitted to pairs of accounts, held near those set by hand."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from kg.linking import judging
from kg.linking.fitting import Pair, fit, held_out, score_of, threshold
from kg.linking.judging import Weights
from kg.pipeline import fitting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIOR = Weights(-2.0, 0.9, 0.3, {"date": 3.0, "place": 2.0, "mode": 1.0})


def pairs() -> Iterator[Pair]:
    """Yield pairs that the date tells apart; the place says nothing."""
    for cluster in ("A", "B"):
        for place in (0.0, 1.0):
            yield Pair(frozenset(cluster), True, {"date": 1.0, "place": place})  # noqa: FBT003 - whether they are one
            yield Pair(frozenset({cluster, "C"}), False, {"date": -1.0, "place": place})  # noqa: FBT003


def test_weights_move_towards_the_pairs_and_stay_near_the_prior() -> None:
    fitted = fit(list(pairs()), PRIOR)
    assert 3.0 < fitted.features["date"] < 3.5
    assert 1.5 < fitted.features["place"] <= 2.0
    assert (fitted.features["mode"], fitted.same) == (1.0, 0.9)


def test_order_of_the_pairs_does_not_matter() -> None:
    assert fit(list(pairs()), PRIOR) == fit(list(pairs())[::-1], PRIOR)


def test_each_cluster_is_scored_by_weights_that_never_saw_it() -> None:
    scored = held_out(list(pairs()), PRIOR)
    assert len(scored) == 8
    without_a = fit([pair for pair in pairs() if "A" not in pair.clusters], PRIOR)
    assert scored[0] == (score_of(scored[0][1], without_a), scored[0][1])


def test_threshold_lies_above_every_pair_of_two_strikes() -> None:
    apart, joined = (Pair(frozenset("A"), same, {}) for same in (False, True))
    assert threshold([(0.861, apart), (0.5, joined), (0.2, apart)]) == pytest.approx(0.87)
    assert threshold([(0.2, apart)]) == pytest.approx(0.85)


@pytest.fixture(scope="module")
def fitted(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("fitted") / "weights.csv"
    fitting.main([str(shared / "gold" / "dev"), "--texts", str(shared / "dev"), "-o", str(output)])
    return output


def test_shipped_weights_are_about_those_that_the_script_finds(fitted: Path) -> None:
    found, shipped = (judging.parse_weights(path.read_text(encoding="utf-8")) for path in (fitted, fitting.SHIPPED))
    assert found.features == pytest.approx(shipped.features, abs=0.3)
    assert found.bias == pytest.approx(shipped.bias, abs=0.3)
    assert found.same == pytest.approx(shipped.same, abs=0.05)


def test_no_weight_strays_far_from_its_prior() -> None:
    rows = list(csv.DictReader(fitting.SHIPPED.read_text(encoding="utf-8").splitlines()))
    assert {row["id"] for row in rows if abs(float(row["weight"]) - float(row["prior"])) > 1} == set()
    assert judging.Weights.load().same >= 0.85
