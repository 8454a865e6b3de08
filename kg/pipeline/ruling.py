"""What people ruled, as far as it meets the accounts that a store holds now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.rdf import last_part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.model import Judgement, Passage, Verdict

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rulings:
    """People's judgements on pairs of accounts.

    Attributes:
        verdicts: By pair of accounts, in sorted order.
        judges: Who ruled so, by pair.
        notes: What could not be followed, one line each.
    """

    verdicts: Mapping[Pair, Verdict]
    judges: Mapping[Pair, str]
    notes: tuple[str, ...] = ()


def rulings(judgements: Iterable[Judgement], find: Callable[[str, Passage], str | None]) -> Rulings:
    """Return the rulings in force.

    An account that a rebuild names otherwise is found by its passage. Of one person's the latest counts; where people contradict
    each other, *different* holds.

    Args:
        judgements: Those by people.
        find: Returns the account of this IRI, else the one of this passage, ``None`` where there is neither.
    """
    verdicts: dict[Pair, Verdict] = {}
    judges: dict[Pair, str] = {}
    notes = []
    for judgement in sorted(judgements, key=lambda j: (j.at or "", j.first, j.second, j.by)):
        sides = zip((judgement.first, judgement.second), judgement.passages, strict=True)
        found = [find(account, passage) for account, passage in sides]
        missing = next((p for account, p in zip(found, judgement.passages, strict=True) if account is None), None)
        if missing is not None:
            notes.append(f'{judgement.by} ruled "{judgement.verdict}", but no account tells any more: {missing.quote!r}')
            continue
        one, other = sorted(account for account in found if account is not None)
        if one == other:
            notes.append(f"{judgement.by} ruled two accounts {judgement.verdict!r} that are one now: {one}")
            continue
        held = None if judges.get((one, other)) == judgement.by else verdicts.get((one, other))
        if held not in (None, judgement.verdict):
            notes.append(
                f"{judges[one, other]} and {judgement.by} contradict each other on {short(one)} and {short(other)}; different holds"
            )
        if held != "different":
            verdicts[one, other], judges[one, other] = judgement.verdict, judgement.by
    return Rulings(verdicts, judges, tuple(notes))


def short(iri: str) -> str:
    """Return an account's name as commands take it."""
    return f"account/{last_part(iri)[:12]}"
