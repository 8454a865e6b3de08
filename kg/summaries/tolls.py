"""Tolls side by side: the smallest and the largest number told for each outcome and status. Never a sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.vocab import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Outcome, VictimStatus
    from kg.summaries.notes import FigureNote
    from kg.summaries.voices import Told, Voices

Standing = Literal["all", "conceded", "reported"]
Kind = tuple["Outcome", "VictimStatus"]

_WHOLES: Final = frozenset({None, "civilians", "people", "fighters", "militants", "soldiers"})
"""Groups that name all of those hurt; any other group (children, women, medics) is a part of them."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that counts: who states it, in which claim, and its bounds, at least one of them there."""

    voice: str
    claim: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class TollRange:
    """The smallest and the largest number that claims give.

    Attributes:
        lowest: ``None`` where the smallest is open below.
        highest: ``None`` where the largest is open above.
        lowest_from: IRIs of the claims with the smallest number.
        highest_from: IRIs of the claims with the largest number.
        voices: How many independent voices give numbers.
        claims: IRIs of all claims that do, sorted.
    """

    outcome: Outcome
    status: VictimStatus
    standing: Standing
    lowest: int | None
    highest: int | None
    lowest_from: tuple[str, ...]
    highest_from: tuple[str, ...]
    voices: int
    claims: tuple[str, ...]


def stated(told: Sequence[Told]) -> dict[Kind, list[Stated]]:
    """Return the figures that count, by outcome and status in the order of the schemes.

    Those of specific accounts, affirmed with or without a hedge, and denials of anybody as 0. A figure of a named part
    does not stand beside one of the whole, unless it is all that anybody has for its status; then it is a lower bound.

    Args:
        told: The claims of one strike.
    """
    wholes: dict[Kind, list[Stated]] = {}
    parts: dict[Kind, list[Stated]] = {}
    counted = [(each, figure) for each in told if each.account.specific for figure in each.claim.figures if _counts(each, figure)]
    whole = {(each.account.account, figure.outcome, figure.status) for each, figure in counted if figure.group in _WHOLES}
    for each, figure in counted:
        kind = figure.outcome, figure.status
        account = each.account.account
        part = figure.group not in _WHOLES and not whole.isdisjoint({(account, *kind), (account, figure.outcome, "unspecified")})
        into, high = (parts, None) if part else (wholes, figure.high)
        if figure.low is not None or high is not None:
            into.setdefault(kind, []).append(Stated(each.voice.key, each.claim.iri, figure.low, high))
    return dict(sorted((parts | wholes).items(), key=lambda item: _order(item[0])))


def _counts(each: Told, figure: FigureNote) -> bool:
    return each.claim.polarity == "affirmed" or (each.claim.polarity == "negated" and figure.none)


def _order(kind: Kind) -> tuple[int, int]:
    return SCHEMES["outcome"].index(kind[0]), SCHEMES["victim-status"].index(kind[1])


def toll_ranges(figures: dict[Kind, list[Stated]], voices: Voices, conceding: frozenset[str]) -> tuple[TollRange, ...]:
    """Return the ranges told by all, by who is blamed and by all others, each where it has a number.

    Args:
        figures: What `stated` returned.
        voices: Who states them.
        conceding: Keys of voices that are blamed themselves, or on the side of who is, and blame nobody else.
    """
    return tuple(_ranges(figures, voices, conceding))


def _ranges(figures: dict[Kind, list[Stated]], voices: Voices, conceding: frozenset[str]) -> Iterator[TollRange]:
    for (outcome, status), every in figures.items():
        conceded = [figure for figure in every if figure.voice in conceding]
        reported = [figure for figure in every if figure.voice not in conceding]
        by_standing: tuple[tuple[Standing, list[Stated]], ...] = (("all", every), ("conceded", conceded), ("reported", reported))
        for standing, those in by_standing:
            lowest, highest = bounds(those)
            if lowest is not None or highest is not None:
                yield TollRange(
                    outcome,
                    status,
                    standing,
                    lowest,
                    highest,
                    lowest_from=_claims(figure for figure in those if lowest is not None and figure.low == lowest),
                    highest_from=_claims(figure for figure in those if highest is not None and figure.high == highest),
                    voices=voices.count(figure.voice for figure in those),
                    claims=_claims(those),
                )


def bounds(figures: Sequence[Stated]) -> tuple[int | None, int | None]:
    """Return the smallest and the largest number; each is absent where a figure beyond it is open on that side.

    "at least 50" beside "40" is 40 and upwards; "up to 10" beside "40" is 40 and downwards.

    Args:
        figures: Of one outcome and status.
    """
    lowest = min((f.low for f in figures if f.low is not None), default=None)
    highest = max((f.high for f in figures if f.high is not None), default=None)
    open_below = min((f.high for f in figures if f.low is None and f.high is not None), default=None)
    open_above = max((f.low for f in figures if f.high is None and f.low is not None), default=None)
    return (
        None if lowest is None or (open_below is not None and open_below < lowest) else lowest,
        None if highest is None or (open_above is not None and open_above > highest) else highest,
    )


def _claims(figures: Iterable[Stated]) -> tuple[str, ...]:
    return tuple(sorted({figure.claim for figure in figures}))
