"""Pairs what two builds have in common, one to one and always alike: first by what is equal, then by what is nearest."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

_T = TypeVar("_T")
Pairs = list[tuple[_T, _T]]


def by_keys(old: Sequence[_T], new: Sequence[_T], keys: Iterable[Callable[[_T], Hashable | None]]) -> tuple[Pairs[_T], list[_T], list[_T]]:
    """Pair values that agree in a key; the keys are tried in turn, and equal keys pair in the order given.

    Args:
        old: Values of the one build.
        new: Those of the other.
        keys: What to compare; a value whose key is ``None`` waits for the next.

    Returns:
        The pairs, then what is left of each.
    """
    pairs: Pairs[_T] = []
    rest, others = list(old), list(new)
    for key in keys:
        waiting: dict[Hashable, deque[int]] = {}
        for i, value in enumerate(rest):
            waiting.setdefault(key(value), deque()).append(i)
        waiting.pop(None, None)
        left: list[_T] = []
        paired: set[int] = set()
        for other in others:
            same = waiting.get(key(other))
            if same:
                i = same.popleft()
                paired.add(i)
                pairs.append((rest[i], other))
            else:
                left.append(other)
        rest, others = [value for i, value in enumerate(rest) if i not in paired], left
    return pairs, rest, others


def by_likeness(old: Sequence[_T], new: Sequence[_T], likeness: Callable[[_T, _T], float]) -> tuple[Pairs[_T], list[_T], list[_T]]:
    """Pair values from the likest down; ties in the order given.

    Args:
        old: Values of the one build.
        new: Those of the other.
        likeness: How alike two are; 0 for not at all.

    Returns:
        The pairs, then what is left of each.
    """
    scored = [(-likeness(one, other), i, j) for i, one in enumerate(old) for j, other in enumerate(new)]
    return by_votes(old, new, (entry for entry in scored if entry[0] < 0))


def by_votes(old: Sequence[_T], new: Sequence[_T], scored: Iterable[tuple[float, int, int]]) -> tuple[Pairs[_T], list[_T], list[_T]]:
    """Pair values in the order of their scores, the lowest first.

    Args:
        old: Values of the one build.
        new: Those of the other.
        scored: Score and the two positions of each pair that may be.

    Returns:
        The pairs, then what is left of each.
    """
    taken: set[int] = set()
    found: set[int] = set()
    pairs: Pairs[_T] = []
    for _, i, j in sorted(scored):
        if i not in taken and j not in found:
            taken.add(i)
            found.add(j)
            pairs.append((old[i], new[j]))
    return pairs, [v for i, v in enumerate(old) if i not in taken], [v for j, v in enumerate(new) if j not in found]
