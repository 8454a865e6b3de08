"""Counts of right and wrong for one field, with every mistake told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.evaluation.align import Aligned
    from kg.evaluation.names import Resolver


@dataclass(frozen=True, slots=True)
class Mistake:
    """What was expected, what was found, and the sentence it hangs on; ``None`` stands for nothing."""

    document: str
    expected: str | None
    found: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items the gold has, how many were predicted, and how many of these are right."""

    gold: int = 0
    predicted: int = 0
    right: int = 0
    mistakes: tuple[Mistake, ...] = ()

    @property
    def precision(self) -> float | None:
        """Share of the predicted that is right; ``None`` where nothing is predicted."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that is found; ``None`` where the gold has nothing."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; ``None`` where there is nothing on either side."""
        return 2 * self.right / (self.gold + self.predicted) if self.gold + self.predicted else None


def total(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up, mistakes in order."""
    every = list(tallies)
    return Tally(
        sum(t.gold for t in every),
        sum(t.predicted for t in every),
        sum(t.right for t in every),
        tuple(m for t in every for m in t.mistakes),
    )


def judged(aligned: Aligned, expected: object, found: object, sentence: str, *, right: bool) -> Tally:
    """Count one value that is right or wrong; an absent value is a value too."""
    wrong = () if right else (Mistake(aligned.document.source, _word(expected), _word(found), sentence),)
    return Tally(1, 1, int(right), wrong)


def missing(aligned: Aligned, expected: object, sentence: str) -> Tally:
    """Count one item that was not found."""
    return Tally(gold=1, mistakes=(Mistake(aligned.document.source, _word(expected), None, sentence),))


def surplus(aligned: Aligned, found: object, sentence: str) -> Tally:
    """Count one item that should not have been found."""
    return Tally(predicted=1, mistakes=(Mistake(aligned.document.source, None, _word(found), sentence),))


def compared(aligned: Aligned, gold: Mapping[str, str], predicted: Mapping[str, str], sentence: str, allowed: Iterable[str] = ()) -> Tally:
    """Compare two sets of names.

    Args:
        aligned: The document.
        gold: What must be found: key to the name shown.
        predicted: What was found: key to the name shown.
        sentence: The words that a mistake quotes.
        allowed: Keys that are neither right nor wrong when found.
    """
    excused = set(allowed) - gold.keys()
    return total(
        [
            Tally(*(len(gold.keys() & predicted.keys()),) * 3),
            *(missing(aligned, gold[k], sentence) for k in sorted(gold.keys() - predicted.keys())),
            *(surplus(aligned, predicted[k], sentence) for k in sorted(predicted.keys() - gold.keys() - excused)),
        ]
    )


def keyed(names: Iterable[str | None], key: Resolver) -> dict[str, str]:
    """Map what aliases have in common to the first of the names that has it."""
    made: dict[str, str] = {}
    for name in names:
        if name:
            made.setdefault(key(name) or name, name)
    return made


def _word(value: object) -> str | None:
    return None if value is None else str(value)
