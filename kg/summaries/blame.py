"""Who is held responsible for a strike, by which voices, and who contradicts whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.summaries.notes import Party
    from kg.summaries.sides import Sides
    from kg.summaries.voices import Told, Voices


@dataclass(frozen=True, slots=True)
class Blame:
    """One actor who is held responsible or cleared.

    Attributes:
        by: Keys of voices that blame at least once without a hedge.
        hedged: Keys of those that blame with a hedge alone.
        denied: Keys of those that clear the actor.
        conceded: Keys, among ``by``, of those on the actor's own side.
        voices: How many independent voices blame, with a hedge or without.
        contradicts: Keys of actors whom independent voices blame instead.
        claims: IRIs, sorted.
    """

    party: Party
    by: tuple[str, ...]
    hedged: tuple[str, ...]
    denied: tuple[str, ...]
    conceded: tuple[str, ...]
    voices: int
    contradicts: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def accusers(self) -> tuple[str, ...]:
        """Keys of all voices that blame."""
        return (*self.by, *self.hedged)


@dataclass(slots=True)
class _Draft:
    party: Party
    by: set[str] = field(default_factory=set)
    hedged: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)


def blames(told: Sequence[Told], voices: Voices, sides: Sides) -> tuple[Blame, ...]:
    """Return what is said of each actor's responsibility, in the order of their IRIs.

    A claim that denies a toll clears nobody of the strike; one that leaves a matter unconfirmed neither blames nor clears.

    Args:
        told: The claims of one strike.
        voices: Who makes them.
        sides: Knows who belongs together.
    """
    drafts = _drafts(told)
    shut_out = _shut_out(drafts, voices, sides)
    return tuple(
        Blame(
            party=draft.party,
            by=tuple(sorted(draft.by)),
            hedged=tuple(sorted(draft.hedged - draft.by)),
            denied=tuple(sorted(draft.denied)),
            conceded=tuple(voice for voice in sorted(draft.by) if sides.together(voice, key)),
            voices=voices.count(draft.by | draft.hedged),
            contradicts=tuple(sorted(shut_out.get(key, ()))),
            claims=tuple(sorted(draft.claims)),
        )
        for key, draft in sorted(drafts.items(), key=lambda item: item[1].party.iri)
    )


def _drafts(told: Sequence[Told]) -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}
    for each in told:
        claim = each.claim
        if claim.polarity == "unconfirmed" or (claim.polarity == "negated" and claim.figures):
            continue
        for party in claim.blamed:
            draft = drafts.setdefault(party.key, _Draft(party))
            stance = draft.denied if claim.polarity == "negated" else draft.hedged if claim.hedged else draft.by
            stance.add(each.voice.key)
            draft.claims.add(claim.iri)
    return drafts


def _shut_out(drafts: dict[str, _Draft], voices: Voices, sides: Sides) -> dict[str, set[str]]:
    """Return the actors that each actor's blame contradicts: two independent voices, each blaming nobody whom the other blames."""
    blamed: dict[int, set[str]] = {}
    for key, draft in drafts.items():
        for voice in draft.by | draft.hedged:
            blamed.setdefault(voices.by_key[voice].group, set()).add(key)
    found: dict[str, set[str]] = {}
    for ones in blamed.values():
        for others in blamed.values():
            if not any(sides.together(one, other) for one in ones for other in others):
                for one in ones:
                    found.setdefault(one, set()).update(others)
    return found
