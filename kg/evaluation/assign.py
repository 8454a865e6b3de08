"""Pairs two lists one to one with the greatest total weight (Hungarian method with potentials, O(n^2 m))."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FAR = float("inf")


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) of the heaviest one-to-one matching, sorted; pairs of no weight stay unpaired.

    Args:
        weights: One row per item on the left, one column per item on the right; 0 or less forbids a pair.

    >>> assign([[3.0, 2.0], [2.0, 0.0]])
    [(0, 1), (1, 0)]
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((row, column) for column, row in assign([list(c) for c in zip(*weights, strict=True)]))
    owner = _owners([[-max(w, 0.0) for w in row] for row in weights])
    return sorted((row, column) for column, row in enumerate(owner) if row >= 0 and weights[row][column] > 0)


def _owners(cost: list[list[float]]) -> list[int]:
    """Return for each column the row that owns it, or -1; there are no more rows than columns."""
    height, width = len(cost), len(cost[0])
    row_potential, column_potential = [0.0] * height, [0.0] * (width + 1)
    owner = [-1] * (width + 1)  # the extra column holds the row that is being placed
    for row in range(height):
        owner[width] = row
        column, via = _shortest(cost, row_potential, column_potential, owner)
        while column != width:
            owner[column] = owner[via[column]]
            column = via[column]
        owner[width] = -1
    return owner[:width]


def _shortest(cost: list[list[float]], rows: list[float], columns: list[float], owner: list[int]) -> tuple[int, list[int]]:
    """Walk from the row being placed to the nearest free column; return it and by which column each was reached."""
    width = len(cost[0])
    distance, via, used, column = [_FAR] * width, [width] * width, [False] * (width + 1), width
    while owner[column] >= 0:
        used[column] = True
        row, nearest, step = owner[column], -1, _FAR
        for j in range(width):
            if used[j]:
                continue
            reduced = cost[row][j] - rows[row] - columns[j]
            if reduced < distance[j]:
                distance[j], via[j] = reduced, column
            if distance[j] < step:
                step, nearest = distance[j], j
        for j in range(width + 1):
            if used[j]:
                rows[owner[j]] += step
                columns[j] -= step
            elif j < width:
                distance[j] -= step
        column = nearest
    return column, via
