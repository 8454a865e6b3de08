"""What settles a judgement before anything is weighed: cheap to see, and certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.linking.sites import distance_km

if TYPE_CHECKING:
    from kg.linking.view import AccountView
    from kg.model import Verdict

Settled = tuple["Verdict", float, tuple[str, ...]]

_NIGHT: Final = 1
"""Days by which two dates of one night may differ."""
_DEGREES: Final = 0.75
"""By which the places of two accounts lie more than a day's news apart: 80 km from north to south."""
_TIES: Final = 2
"""Rare words that tie even vague accounts."""


def settle(one: AccountView, other: AccountView) -> Settled | None:
    """Return verdict, score and reasons where one ground settles it.

    Args:
        one: An account.
        other: Another.
    """
    if one.source == other.source:
        return "different", 0.0, ("one source tells them apart",)
    if (one.vague or other.vague) and not _tied(one, other):
        view = one if one.vague else other
        return "unsure", 0.0, (f"too vague to link: {_lack(view)} in {view.file}",)
    reason = _days_apart(one, other) or _lands_apart(one, other) or _places_apart(one, other) or _told_apart(one, other)
    return None if reason is None else ("different", 0.0, (reason,))


def _lack(view: AccountView) -> str:
    if not view.specific:
        return "campaign talk"
    return f"no more than {view.spans[0].edtf}" if view.spans and not view.short_spans else "neither place nor day"


def _tied(one: AccountView, other: AccountView) -> bool:
    """Tell whether something rare ties two accounts of single strikes, however little they say of place and day."""
    if not one.specific or not other.specific:
        return False
    return not set(one.sentences).isdisjoint(other.sentences) or len(set(one.rare_words).intersection(other.rare_words)) >= _TIES


def _days_apart(one: AccountView, other: AccountView) -> str | None:
    if one.hull is None or other.hull is None:
        return None
    days = max(one.hull[0] - other.hull[1], other.hull[0] - one.hull[1])
    if days <= _NIGHT:
        return None
    return f"dates {days} days apart ({one.short_spans[0].edtf} and {other.short_spans[0].edtf})"


def _lands_apart(one: AccountView, other: AccountView) -> str | None:
    if not one.countries or not other.countries or not one.countries.isdisjoint(other.countries):
        return None
    return f"different countries ({', '.join(sorted(one.countries))} and {', '.join(sorted(other.countries))})"


def _places_apart(one: AccountView, other: AccountView) -> str | None:
    if one.box is None or other.box is None:
        return None
    south, west, north, east = one.box
    if max(other.box[0] - north, south - other.box[2], other.box[1] - east, west - other.box[3]) < _DEGREES:
        return None
    first, second = one.fine_sites[0], other.fine_sites[0]
    return f"{first.name} and {second.name} are {distance_km(first, second):.0f} km apart"


def _told_apart(one: AccountView, other: AccountView) -> str | None:
    """Tell apart two strikes of a text and its copy: what one says in full, the other source says of another strike, and the reverse."""
    if not one.sentences or not other.sentences:
        return None
    ours, theirs = set(one.sentences), set(other.sentences)
    if not ours.isdisjoint(theirs):
        return None
    there, here = ours.intersection(other.source_sentences), theirs.intersection(one.source_sentences)
    if not there or not here or (there != ours and here != theirs):
        return None
    return "both sources carry one text, which tells them apart"
