"""The authority: finds actors by name and in running text, and knows who belongs to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.authority import entries
from kg.authority.labels import Label, fold, fold_word, gaps_fit, in_compound, shouted, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.authority.entries import Row
    from kg.authority.labels import How, Span
    from kg.model import Actor

# where one label is an actor's name and another's adjective, the name stands
_RANK: Final[dict[How, int]] = {"name": 0, "demonym": 1, "contextual": 2}


@dataclass(frozen=True, slots=True)
class ActorMention:
    """One label of the authority file found in a text.

    Attributes:
        start: Offset of the first code point.
        end: Offset after the last code point; a possessive ``'s`` is left out.
        actor: Whom the label names; for a label that actors share, the first of them in the file.
        label: The label as the authority file writes it.
        how: ``name``; ``contextual`` where only the report can settle who is meant; ``demonym`` for an adjective,
            where the word that follows settles what is meant.
        row: Id of the entry, for the rules of a claim.
        alternatives: The other actors who share the label, in the order of the file.
    """

    start: int
    end: int
    actor: Actor
    label: str
    how: How
    row: str
    alternatives: tuple[Actor, ...] = ()


class Authority:
    """The actors of the authority file."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        """Index rows by slug; use :meth:`load` for the file that ships with the package."""
        self._rows = dict(rows)
        self._index: dict[str, dict[int, dict[tuple[str, ...], list[Label]]]] = {}
        self._by_name: dict[str, Actor] = {}
        self._members: dict[str, list[str]] = {}
        for slug, row in self._rows.items():
            self._add(slug, row)
        for row in self._rows.values():
            # a preferred label is a name for those who ask, even where running text needs context for it
            self._by_name.setdefault(fold(row.actor.name), row.actor)
        self._lengths = {first: sorted(by_length, reverse=True) for first, by_length in self._index.items()}

    @staticmethod
    def load() -> Authority:
        """Return the shipped authority file, read once per process.

        Raises:
            ResourceError: The file is missing, malformed, or refers to an actor that it does not hold.
        """
        return _load()

    def _add(self, slug: str, row: Row) -> None:
        for parent in row.parents:
            self._members.setdefault(parent, []).append(slug)
        for text, how, case_sensitive in row.labels:
            label = Label.of(slug, text, how, case_sensitive=case_sensitive)
            by_length = self._index.setdefault(label.folded[0], {})
            by_length.setdefault(len(label.folded), {}).setdefault(label.folded, []).append(label)
            if how == "name":
                self._by_name.setdefault(" ".join(label.folded), row.actor)

    def slugs(self) -> tuple[str, ...]:
        """Return the slugs of all actors, sorted."""
        return tuple(sorted(self._rows))

    def by_slug(self, slug: str) -> Actor:
        """Return the actor with this slug.

        Raises:
            KeyError: The authority file has no such actor.
        """
        return self._rows[slug].actor

    def resolve(self, name: str) -> Actor | None:
        """Return the actor of whom the whole of ``name`` is a preferred or alternative label, or ``None``.

        Case, diacritics, hyphens and a leading article do not count.
        """
        folded = fold(name)
        return self._by_name.get(folded) or self._by_name.get(folded.removeprefix("the "))

    def labels(self, slug: str) -> tuple[str, ...]:
        """Return the names of an actor, the preferred one first; contextual labels and demonyms are none."""
        names = (text for text, how, _ in self._rows[slug].labels if how == "name")
        return tuple(dict.fromkeys((self.by_slug(slug).name, *names)))

    def label_folded(self, slug: str) -> str:
        """Return the preferred label, folded for comparison."""
        return fold(self.by_slug(slug).name)

    def demonyms(self, slug: str) -> tuple[str, ...]:
        """Return the adjectives of a state or force."""
        return tuple(text for text, how, _ in self._rows[slug].labels if how == "demonym")

    def members(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of those who are directly members of this actor, sorted."""
        return tuple(sorted(self._members.get(slug, ())))

    def parents(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of those of whom this actor is directly a member, sorted."""
        return self._rows[slug].parents

    def speaks_for(self, slug: str) -> tuple[str, ...]:
        """Return the slugs of those for whom this body speaks, sorted."""
        return self._rows[slug].speaks_for

    def countries(self, slug: str) -> tuple[str, ...]:
        """Return the ISO 3166-1 alpha-2 codes of the actor's countries, empty where there are none or no such actor."""
        row = self._rows.get(slug)
        return row.countries if row else ()

    def country(self, slug: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of the actor's country, ``None`` where there is none or no such actor."""
        row = self._rows.get(slug)
        return row.countries[0] if row and len(row.countries) == 1 else None

    def scan(self, text: str, start: int = 0, end: int | None = None) -> tuple[ActorMention, ...]:
        """Find actors in ``text[start:end]``: longest label first, left to right, none overlapping.

        Args:
            text: The whole text; offsets of the result point into it.
            start: Where to begin.
            end: Where to stop; the end of the text by default.
        """
        spans = words_of(text, start, len(text) if end is None else end)
        folded = [fold_word(text[first:last]) for first, last in spans]
        return tuple(self._mentions(text, spans, folded))

    def _mentions(self, text: str, spans: list[Span], folded: list[str]) -> Iterator[ActorMention]:
        at = 0
        while at < len(spans):
            length = 0
            if folded[at] in self._index:
                for length in self._lengths[folded[at]]:
                    labels = self._index[folded[at]][length].get(tuple(folded[at : at + length]))
                    mention = self._mention(text, spans[at : at + length], labels) if labels else None
                    if mention:
                        yield mention
                        break
                else:
                    length = 0
            at += length or 1

    def _mention(self, text: str, spans: list[Span], labels: list[Label]) -> ActorMention | None:
        words = tuple(text[first:last] for first, last in spans)
        start, end = spans[0][0], spans[-1][1]
        fits = [label for label in labels if label.fits(words)]
        if not fits or not gaps_fit(text, spans) or in_compound(text, start, end) or shouted(text, start, end):
            return None
        best = min(_RANK[label.how] for label in fits)
        fits = [label for label in fits if _RANK[label.how] == best]
        actors = tuple(dict.fromkeys(self.by_slug(label.slug) for label in fits))
        first = fits[0]
        return ActorMention(start, end, actors[0], first.text, first.how, f"actor/{first.slug}", actors[1:])


@cache
def _load() -> Authority:
    return Authority(entries.read())
