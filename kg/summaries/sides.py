"""Who belongs together: a part and its whole, and two bodies of one state or organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.summaries.notes import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.authority import Authority


class Sides:
    """The authority file, asked whether two actors are on one side."""

    def __init__(self, authority: Authority) -> None:
        """Hold the file; what stands above an actor is worked out once."""
        self._authority = authority
        self._listed = frozenset(authority.slugs())
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def together(self, one: str, other: str) -> bool:
        """Tell whether two keys are one actor, a part and its whole, or parts of one state or organisation.

        Two members of a coalition are not: each answers for itself. Of two speakers without a name the vaguer may be the
        other ("officials", "health officials"): they are never taken for two.

        Args:
            one: Key of an actor or a voice.
            other: Another.
        """
        if one == other:
            return True
        if one.startswith(UNNAMED) and other.startswith(UNNAMED):
            words, others = _words(one), _words(other)
            return words <= others or others <= words
        (above, bodies), (other_above, other_bodies) = self._wholes(one), self._wholes(other)
        return other in above or one in other_above or not bodies.isdisjoint(other_bodies)

    def groups(self, keys: Iterable[str]) -> dict[str, int]:
        """Number the keys so that those together, directly or through others here, share a number.

        Args:
            keys: In an order that does not change.
        """
        found: dict[str, int] = {}
        for number, key in enumerate(keys):
            joined = {found[other] for other in found if self.together(key, other)}
            for other, group in found.items():
                if group in joined:
                    found[other] = number
            found[key] = number
        return found

    def _wholes(self, key: str) -> tuple[frozenset[str], frozenset[str]]:
        """Return the key with all that stands above it, and of these the ones that are no coalition."""
        if key not in self._known:
            above = {key}
            waiting = [key] if key in self._listed else []
            while waiting:
                slug = waiting.pop()
                new = {*self._authority.parents(slug), *self._authority.speaks_for(slug)} - above
                above |= new
                waiting += new
            bodies = (slug for slug in above if slug in self._listed and self._authority.by_slug(slug).kind != "Coalition")
            self._known[key] = frozenset(above), frozenset(bodies)
        return self._known[key]


def _words(key: str) -> set[str]:
    return {*key.removeprefix(UNNAMED).split()} - {"unnamed"}
