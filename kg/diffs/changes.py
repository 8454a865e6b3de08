"""What differs between two builds, as plain values: who reads them decides how they look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.diffs.values import MANY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.diffs.values import Stated, Value

Kind = Literal["added", "gone", "changed", "joined", "split", "regrouped"]
Shown = str | None | list[str]


@dataclass(frozen=True, slots=True)
class Item:
    """A report, claim, strike or judgement of one build.

    Attributes:
        facts: What is known of it, for programs.
        lead: Its name in words, with ``{}`` for each of ``parts``.
        parts: The words of the data within ``lead``; nobody has vouched for them.
        quote: Its sentence, if it is a claim.
    """

    facts: Mapping[str, object]
    lead: str
    parts: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of something.

    Attributes:
        file: The report that it stands in; empty where it stands in several.
        before: What it was: nothing where added, several where joined.
        after: What it is: nothing where gone, several where split.
        fields: What it states otherwise than before.
        notes: What else is to be said, each as a heading and the words of the data.
    """

    file: str
    before: tuple[Item, ...]
    after: tuple[Item, ...]
    fields: tuple[FieldChange, ...] = ()
    notes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def kind(self) -> Kind:
        """Return what became of it, in a word."""
        match min(len(self.before), 2), min(len(self.after), 2):
            case 0, _:
                return "added"
            case _, 0:
                return "gone"
            case 1, 1:
                return "changed"
            case _, 1:
                return "joined"
            case 1, _:
                return "split"
        return "regrouped"

    @property
    def item(self) -> Item:
        """Return what stands for it: what it is now or, where it went or was split, what it was."""
        return self.after[0] if self.kind in {"added", "changed", "joined"} else self.before[0]


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs between two builds.

    Attributes:
        before: Name of the one.
        after: Name of the other.
        reports: Reports added, gone, or of another text or other metadata; sorted by file, as are claims.
        claims: Claims, within a file in the order of the text.
        strikes: Strikes; sorted by label.
        judgements: What people judged of accounts and claims.
    """

    before: str
    after: str
    reports: tuple[Change, ...] = ()
    claims: tuple[Change, ...] = ()
    strikes: tuple[Change, ...] = ()
    judgements: tuple[Change, ...] = ()

    @property
    def parts(self) -> dict[str, tuple[Change, ...]]:
        """Return the changes by what they are of."""
        names = ("reports", "claims", "strikes", "judgements")
        return {name: getattr(self, name) for name in names}

    @property
    def differ(self) -> bool:
        """Tell whether anything differs."""
        return any(self.parts.values())

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many of each were added, are gone, or were changed in whatever way."""
        return {name: _counts(changes) for name, changes in self.parts.items()}


def _counts(changes: tuple[Change, ...]) -> dict[str, int]:
    kinds = [change.kind for change in changes]
    added, gone = kinds.count("added"), kinds.count("gone")
    return {"added": added, "gone": gone, "changed": len(kinds) - added - gone}


def changed_fields(before: Stated, after: Stated) -> tuple[FieldChange, ...]:
    """Return the fields whose values differ by their keys, in the order of ``before``."""
    return tuple(FieldChange(name, *_words(was, after[name])) for name, was in before.items() if was != after[name])


def _words(before: tuple[Value, ...], after: tuple[Value, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of values, with the keys where words alone would not tell them apart, as with two places of one name."""
    was, now = (tuple(value.words for value in side) for side in (before, after))
    if {*was} != {*now}:
        return was, now
    return tuple(f"{value.words} [{value.key}]" for value in before), tuple(f"{value.words} [{value.key}]" for value in after)


def shown(stated: Stated) -> dict[str, Shown]:
    """Return what is stated in words: a list for fields that may hold several values, else the value or ``None``."""
    return {name: show(name, tuple(value.words for value in values)) for name, values in stated.items()}


def show(name: str, words: tuple[str, ...]) -> Shown:
    """Return the words of one field."""
    if name in MANY:
        return list(words)
    return words[0] if words else None
