"""What a feature is: a pure function of two accounts that returns a score and the reason for it in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.linking.view import AccountView


@dataclass(frozen=True, slots=True)
class Finding:
    """What one feature found.

    Attributes:
        score: From -1 (speaks against one strike) to 1 (speaks for it).
        reason: Why, in words that name the values compared.
    """

    score: float
    reason: str


Compare = Callable[["AccountView", "AccountView"], Finding | None]


@dataclass(frozen=True, slots=True)
class Feature:
    """One ground of a judgement.

    Attributes:
        id: Names its row in ``weights.csv``.
        compare: Compares two accounts; ``None`` where one of them says nothing that it could compare. Symmetric but for
            the order in which the reason names the values.
    """

    id: str
    compare: Compare
