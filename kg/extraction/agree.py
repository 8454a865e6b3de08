"""What one account says of the same people twice: a victim called a civilian once is one in the whole account."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import CasualtyFigure, Claim


_People: TypeAlias = tuple[str, str | None, int | None, int | None]


def same_people(claims: Sequence[Claim]) -> list[Claim]:
    """Give figures without a status that of the same figure told elsewhere in the account.

    Two figures are of the same people when outcome, group and bounds agree, the bounds are known, and every figure of these
    bounds that states a status states the same one.

    Args:
        claims: The claims of one account.
    """
    told: dict[_People, set[CasualtyFigure]] = {}
    for claim in claims:
        for figure in claim.casualties:
            if figure.status != "unspecified" and figure.quantity.high != 0 and _counted(figure):
                told.setdefault(_people(figure), set()).add(figure)
    return [replace(claim, casualties=tuple(_settled(figure, told) for figure in claim.casualties)) for claim in claims]


def _settled(figure: CasualtyFigure, told: dict[_People, set[CasualtyFigure]]) -> CasualtyFigure:
    others = told.get(_people(figure), set())
    statuses = {other.status for other in others}
    if figure.status != "unspecified" or statuses != {"civilian"}:
        return figure
    return replace(figure, status="civilian")


def _counted(figure: CasualtyFigure) -> bool:
    return figure.quantity.low is not None and figure.quantity.high is not None


def _people(figure: CasualtyFigure) -> _People:
    return figure.outcome, figure.group, figure.quantity.low, figure.quantity.high
