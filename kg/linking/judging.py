"""Judges whether two accounts tell of one strike: a sum of weighted features as log odds, with every reason in words."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING, Final

from kg.errors import ResourceError
from kg.linking.features import FEATURES
from kg.linking.vetoes import settle
from kg.model import Judgement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.linking.grounds import Finding
    from kg.linking.view import AccountView
    from kg.model import Verdict

_SETTINGS: Final = ("bias", "same", "different")
_PARTS: Final = -1.0
"""Log odds against one strike that part two accounts."""
_COMPARE: Final = tuple((feature.id, feature.compare) for feature in FEATURES)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts.

    Attributes:
        bias: Log odds before anything is compared.
        same: Probability from which two accounts are judged the same.
        different: Probability below which they are judged different, if something speaks against one strike.
        features: Weight by feature id, added to the log odds once multiplied with the score.
    """

    bias: float
    same: float
    different: float
    features: Mapping[str, float]

    @staticmethod
    def load() -> Weights:
        """Return the shipped weights, read once per process.

        Raises:
            ResourceError: ``weights.csv`` is missing, malformed, or not about the features that there are.
        """
        return _load()


@cache
def _load() -> Weights:
    try:
        text = files("kg.linking").joinpath("weights.csv").read_text(encoding="utf-8")
        return parse_weights(text)
    except OSError as error:
        raise ResourceError("kg/linking/weights.csv is missing", hint="Reinstall strikekg") from error


def parse_weights(text: str) -> Weights:
    """Read weights from CSV with the columns id, prior, weight and note; the prior is for the script that fits them.

    Raises:
        ResourceError: A weight is no number, or the rows are not those of the features and settings.
    """
    found: dict[str, float] = {}
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        try:
            found[row["id"]] = float(row["weight"])
        except (KeyError, TypeError, ValueError) as error:
            raise ResourceError(f"kg/linking/weights.csv line {number}: no id and weight", hint="Write id,prior,weight,note") from error
    wanted = {*_SETTINGS, *(feature.id for feature in FEATURES)}
    if found.keys() != wanted:
        odd = ", ".join(sorted(found.keys() ^ wanted))
        raise ResourceError(f"kg/linking/weights.csv: missing or unknown rows: {odd}", hint="Give each feature one row")
    features = {feature.id: found[feature.id] for feature in FEATURES}
    return Weights(found["bias"], found["same"], found["different"], features)


def judge(one: AccountView, other: AccountView, weights: Weights | None = None) -> Judgement:
    """Judge whether two accounts tell of one strike.

    Args:
        one: An account.
        other: Another; the judgement does not depend on which comes first.
        weights: The shipped ones unless told.

    Returns:
        The verdict, a score from 0 to 1 that orders pairs and is no measured probability, and the reasons, weightiest first.
    """
    weights = weights or Weights.load()
    first, second = (one, other) if one.iri < other.iri else (other, one)
    settled = settle(first, second)
    if settled is not None:
        return Judgement(first.iri, second.iri, *settled)
    grounds = [(weights.features[name] * found.score, found.reason) for name, found in findings(first, second)]
    odds = weights.bias + sum([amount for amount, _ in grounds])
    score = round(1 / (1 + exp(-odds)), 4)
    grounds.sort(key=_amount)
    against = sum([amount for amount, _ in grounds if amount < 0])
    return Judgement(first.iri, second.iri, _verdict(score, against, weights), score, tuple([reason for _, reason in grounds]))


def findings(one: AccountView, other: AccountView) -> list[tuple[str, Finding]]:
    """Return what each feature found that had something to compare, by id of the feature."""
    return [(name, found) for name, compare in _COMPARE if (found := compare(one, other)) is not None]


def _amount(ground: tuple[float, str]) -> float:
    return -abs(ground[0])


def _verdict(score: float, against: float, weights: Weights) -> Verdict:
    """Return the verdict; two accounts are different on something that parts them, not because little is known."""
    if score >= weights.same:
        return "same"
    return "different" if score < weights.different and against <= _PARTS else "unsure"
