"""Which accounts are worth comparing: those that share a key of place and day, so that comparisons grow with the accounts.

An account is kept under its own days and grid cells and looked for under those around them, so that two accounts meet
whichever of them came first.
"""

from __future__ import annotations

from hashlib import blake2b
from math import floor
from typing import TYPE_CHECKING, Final

from kg.linking.when import NEWS_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.linking.sites import Site
    from kg.linking.view import AccountView

_CELL: Final = 0.35
"""Degrees; with the eight cells around it, all that lies within 30 km at middle latitudes."""
_AROUND: Final = tuple((north, east) for north in (-1, 0, 1) for east in (-1, 0, 1))
_MONTH: Final = 30
_DAYS_APART: Final = 2
"""Days between two dates that may still be one night's."""


def kept_under(view: AccountView) -> frozenset[int]:
    """Return the keys that an account is kept under; none for campaign talk, ties alone for a vague one.

    Args:
        view: The account.
    """
    days = _days(view, 0)
    places = {*_places(_compared(view), ((0, 0),)), *(f"in {country}" for country in view.countries)}
    if not view.fine_sites:
        places |= {f"open {country}" for country in view.countries}
    return _hashed(places, days, view) | _ties(view, 0)


def looked_under(view: AccountView) -> frozenset[int]:
    """Return the keys under which the accounts lie that one may be compared with.

    An account without a fine place meets all of its country and day, one with a fine place those without.

    Args:
        view: The account.
    """
    days = _days(view, _DAYS_APART)
    near = "open" if view.fine_sites else "in"
    places = {*_places(_compared(view), _AROUND), *(f"{near} {country}" for country in view.countries)}
    return _hashed(places, days, view) | _ties(view, 1)


def _compared(view: AccountView) -> frozenset[Site]:
    """Return the places to meet at: the fine ones, and towns that may be their province, as the other account may name no other."""
    return frozenset((*view.fine_sites, *view.seats))


def _hashed(places: Iterable[str], days: Iterable[str], view: AccountView) -> frozenset[int]:
    if view.vague:
        return frozenset()
    return frozenset(_hash(f"{place} {day}") for place in places for day in days)


def _ties(view: AccountView, around: int) -> frozenset[int]:
    """Return keys of what is rare enough to tie accounts that give neither place nor day: names and whole sentences."""
    if not view.specific:
        return frozenset()
    spans = view.spans or ((view.published,) if view.published else ())
    rare = (*view.rare_words, *view.localities)
    months = {month for span in spans for month in range(span.first // _MONTH - around, span.last // _MONTH + 1 + around)} if rare else ()
    named = (_hash(f"word {word} {month}") for word in rare for month in months)
    return frozenset((*named, *(_hash(f"sentence {sentence}") for sentence in view.sentences)))


def _hash(key: str) -> int:
    """Return 63 bits; keys that fall together cost one comparison more and change nothing."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) >> 1


def _days(view: AccountView, around: int) -> set[str]:
    if view.yearless and not view.short_spans:
        return set(view.yearless)
    if view.short_spans:
        stated = {day for span in view.short_spans for day in range(span.first - around, span.last + 1 + around)}
        return {*map(str, stated), *view.month_days()}
    if view.published is None or view.published.length > NEWS_DAYS * 3:
        return set()
    return {str(day) for day in range(view.published.first - NEWS_DAYS - around, view.published.last + 1 + around)}


def _places(sites: Iterable[Site], around: Iterable[tuple[int, int]]) -> Iterator[str]:
    for site in sites:
        yield from (f"name {bones}" for bones in site.skeletons)
        if site.lat is None or site.lon is None:
            if site.id is not None:
                yield f"id {site.id}"
            continue
        north, east = floor(site.lat / _CELL), floor(site.lon / _CELL)
        yield from (f"cell {north + n} {east + e}" for n, e in around)
