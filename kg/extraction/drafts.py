"""An account while it grows: the statements it was told in and what they say so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extraction.agree import same_people
from kg.extraction.claims import to_claim
from kg.extraction.placenames import all_places, fine_places
from kg.extraction.weapons import most_telling
from kg.model import Account, Claim, Mode, TimeValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.extraction.statements import Statement


@dataclass(eq=False)
class Draft:
    """An account while it grows."""

    specific: bool = True
    told: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def add(self, text: str, statement: Statement) -> None:
        """Take a statement in."""
        self.told.append(statement)
        self.claims.append(to_claim(text, statement))

    def lead(self, text: str, waiting: Sequence[Statement]) -> None:
        """Take in what was said of the strike before it was named: a headline or lead with the toll alone."""
        self.told = [*waiting, *self.told]
        self.claims = [*(to_claim(text, statement) for statement in waiting), *self.claims]

    def times(self) -> list[TimeValue]:
        """Return the dates told so far."""
        return [s.time for s in self.told if s.time is not None]

    def fine_places(self) -> set[str]:
        """Return folded names of the fine places told so far."""
        return {key for s in self.told for key in fine_places(s)}

    def all_places(self) -> set[str]:
        """Return folded names of all places told so far."""
        return {key for s in self.told for key in all_places(s)}

    def attackers(self) -> set[str]:
        """Return the names of those blamed so far."""
        return {actor.name for s in self.told if s.event for actor in s.event.attackers}

    def objects(self) -> set[str]:
        """Return the objects hit so far."""
        return {t.object for s in self.told if s.event for t in s.event.targets if t.object}

    def modes(self) -> list[Mode]:
        """Return the modes told so far."""
        return [s.event.mode for s in self.told if s.event]

    def finish(self) -> Account:
        """Return the finished account."""
        self.claims = same_people(self.claims)
        counts = [c.strike_count for c in self.claims if c.strike_count is not None]
        return Account(tuple(self.claims), _mode_of([c.mode for c in self.claims if c.mode]), self.specific, counts[0] if counts else None)


def _mode_of(modes: Sequence[Mode]) -> Mode:
    """The mode told most often among the specific ones; the more telling one where two are told equally often."""
    counts = Counter(mode for mode in modes if mode != "unspecified")
    if not counts:
        return "unspecified"
    top = max(counts.values())
    return most_telling([mode for mode, count in counts.items() if count == top])
