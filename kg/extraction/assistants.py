"""Who helped: the actors that a sentence names as having assisted in a strike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.extraction.strikers import is_oblique, is_striker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.chunks import Chunk
    from kg.extraction.people import People
    from kg.model import Actor

_CLAUSE = 30
"""How far to the left of the verb its subject is looked for."""
HELP: Final = frozenset({"assisted", "assisting", "assist", "assists"})


def find_assistants(chunks: Sequence[Chunk], people: People) -> tuple[Actor, ...]:
    """Return the actors that a sentence says assisted in the strike."""
    for at, chunk in enumerate(chunks):
        if chunk.low not in HELP:
            continue
        for j in range(at - 1, max(-1, at - _CLAUSE), -1):
            if is_striker(chunks[j], people) and not is_oblique(chunks, j):
                first = _first_of_name(chunks, j, at, people)
                actor = people.resolve(chunks[first])
                return (actor,) if actor else ()
    return ()


def _first_of_name(chunks: Sequence[Chunk], j: int, at: int, people: People) -> int:
    """Return the head of "X, a Yish alliance fighting Z, had assisted": X, the first actor of the clause."""
    first = j
    for k in range(j - 1, max(-1, at - _CLAUSE), -1):
        if chunks[k].kind == "cue" or chunks[k].low == "that" or chunks[k].text in {"”", "“"}:
            break
        if is_striker(chunks[k], people):
            first = k
    return first
