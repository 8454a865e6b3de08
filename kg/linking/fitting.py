"""Fits the weights: logistic regression over pairs of accounts, held near the weights that were set by hand.

Few strikes are annotated, so a weight moves only as far as the pairs outweigh a Gaussian prior around its hand-set value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, exp
from typing import TYPE_CHECKING, Final

from kg.linking.judging import findings
from kg.linking.vetoes import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.linking.judging import Weights
    from kg.linking.view import AccountView

_SPREAD: Final = 0.1
_LEAST_SPREAD: Final = 0.2
"""Standard deviation of the prior: a share of the hand-set weight, and never less than this."""
_LEAST_SAME: Final = 0.85
_STEPS: Final = 30
_STILL: Final = 1e-9
_STEEP: Final = 30.0
_BIAS: Final = "bias"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts, whether they tell of one strike, and what each feature found.

    Attributes:
        clusters: The real strikes that it is about.
        names: The two accounts in words.
    """

    clusters: frozenset[str]
    same: bool
    scores: Mapping[str, float]
    names: str = ""


def make_pair(one: AccountView, other: AccountView, clusters: frozenset[str], *, same: bool) -> Pair | None:
    """Return a pair to learn from, ``None`` where the judgement is settled before anything is weighed.

    Args:
        one: An account.
        other: Another.
        clusters: The real strikes that they tell of.
        same: Whether these are one.
    """
    if settle(one, other) is not None:
        return None
    return Pair(clusters, same, {name: found.score for name, found in findings(one, other)}, f"{one.file} and {other.file}")


def score_of(pair: Pair, weights: Weights) -> float:
    """Return the score that a judgement by these weights has."""
    odds = weights.bias + sum(weights.features[name] * score for name, score in pair.scores.items())
    return 1 / (1 + exp(-max(-_STEEP, min(_STEEP, odds))))


def fit(pairs: Sequence[Pair], prior: Weights) -> Weights:
    """Return the weights that explain the pairs best without leaving the prior (Newton's method).

    Args:
        pairs: What to learn from.
        prior: Hand-set weights; their thresholds are kept.
    """
    names = (_BIAS, *prior.features)
    at = {name: number for number, name in enumerate(names)}
    middle = [prior.bias, *prior.features.values()]
    narrow = [max(_LEAST_SPREAD, _SPREAD * abs(value)) ** -2 for value in middle]
    cases = [([(0, 1.0), *((at[name], score) for name, score in pair.scores.items())], float(pair.same)) for pair in pairs]
    values = list(middle)
    for _ in range(_STEPS):
        slope = [tight * (value - centre) for tight, value, centre in zip(narrow, values, middle, strict=True)]
        curve = [[tight if row == column else 0.0 for column in range(len(names))] for row, tight in enumerate(narrow)]
        for case, same in cases:
            odds = sum(values[number] * score for number, score in case)
            chance = 1 / (1 + exp(-max(-_STEEP, min(_STEEP, odds))))
            for row, score in case:
                slope[row] += (chance - same) * score
                for column, second in case:
                    curve[row][column] += chance * (1 - chance) * score * second
        step = _solve(curve, slope)
        values = [value - change for value, change in zip(values, step, strict=True)]
        if max(map(abs, step)) < _STILL:
            break
    bias, *features = (round(value, 2) for value in values)
    return replace(prior, bias=bias, features=dict(zip(prior.features, features, strict=True)))


def held_out(pairs: Sequence[Pair], prior: Weights) -> list[tuple[float, Pair]]:
    """Score the pairs of each cluster by weights that were fitted without it.

    Args:
        pairs: What to learn from; clusters without a true pair are not left out in turn.
        prior: Hand-set weights.
    """
    scored = []
    for cluster in sorted({name for pair in pairs if pair.same for name in pair.clusters}):
        weights = fit([pair for pair in pairs if cluster not in pair.clusters], prior)
        scored += [(score_of(pair, weights), pair) for pair in pairs if cluster in pair.clusters]
    return scored


def threshold(scored: Sequence[tuple[float, Pair]]) -> float:
    """Return the score, rounded up, that no pair of two strikes reaches, and never less than 0.85: a false link is worse than a missed one.

    Args:
        scored: Pairs by weights that were fitted without them.
    """
    highest = max(score for score, pair in scored if not pair.same)
    return max(_LEAST_SAME, ceil(highest * 100 + _STILL) / 100)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a positive definite system by Gaussian elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for pivot in range(size):
        for row in rows[pivot + 1 :]:
            share = row[pivot] / rows[pivot][pivot]
            for column in range(pivot, size + 1):
                row[column] -= share * rows[pivot][column]
    solved = [0.0] * size
    for number in reversed(range(size)):
        rest = sum(rows[number][column] * solved[column] for column in range(number + 1, size))
        solved[number] = (rows[number][size] - rest) / rows[number][number]
    return solved
