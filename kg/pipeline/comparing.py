"""Has several processes compare accounts: each reads the index, this one alone writes it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from kg.linking.index import Index
from kg.linking.linker import judged_pairs
from kg.processes import pool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.linking.linker import Judged

_CHUNK: Final = 250
_WORTH: Final = 2_000
"""Accounts from which the start of processes pays."""


def judged(index: Index, path: Path, state: str, workers: int) -> Iterator[Judged]:
    """Judge all new accounts of an index, in this process where few are new or no more are wanted.

    Args:
        index: The accounts.
        path: Where it lies, with all that was put committed.
        state: As it was opened with.
        workers: Processes; what is found does not depend on it.
    """
    new = index.new()
    if workers <= 1 or len(new) < _WORTH:
        yield from judged_pairs(index, new)
        return
    chunks = [new[start : start + _CHUNK] for start in range(0, len(new), _CHUNK)]
    with pool(workers, _start, path, state) as submit:
        waiting = deque(submit(_judged, chunk) for chunk in chunks)
        while waiting:
            yield from waiting.popleft().result()


_opened: list[Index] = []
"""The index of a worker."""


def _start(path: Path, state: str) -> None:
    _opened.append(Index.open(path, state))


def _judged(numbers: list[int]) -> list[Judged]:
    return list(judged_pairs(_opened[0], numbers))
