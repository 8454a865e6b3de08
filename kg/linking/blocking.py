"""Which accounts are worth comparing: those that share a key of place and day, so that comparisons grow with the accounts.

Days are widened by one on each side, as a night has two dates; an account without a date takes the days before its publication.
"""

from __future__ import annotations

from itertools import combinations
from math import floor
from typing import TYPE_CHECKING, Final

from kg.linking.when import NEWS_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.linking.sites import Site
    from kg.linking.view import AccountView

Key = tuple[str, str, str]

_CELL: Final = 0.5
"""Degrees; four grids, each moved by half a cell, so that places within 25 km at middle latitudes share a cell."""
_OPEN: Final = "open"


def keys(view: AccountView) -> frozenset[Key]:
    """Return the block keys of an account: kind, place, day; none for a vague one.

    Args:
        view: The account.
    """
    if view.vague:
        return frozenset()
    days = _days(view)
    places = {key for site in view.fine_sites for key in _place_keys(site)}
    places |= {(_OPEN, country) for country in view.countries}
    return frozenset((kind, place, day) for kind, place in places for day in days)


def candidates(views: Sequence[AccountView]) -> list[tuple[AccountView, AccountView]]:
    """Return the pairs that share a block and come from two sources, sorted by IRI.

    The block of a country holds only pairs of which one account names no finer place.

    Args:
        views: Accounts with distinct IRIs.
    """
    ordered = sorted(views, key=lambda view: view.iri)
    blocks: dict[Key, list[int]] = {}
    for number, view in enumerate(ordered):
        for key in keys(view):
            blocks.setdefault(key, []).append(number)
    wanted = {pair for key, members in blocks.items() for pair in _pairs(key, members, ordered)}
    return [(ordered[a], ordered[b]) for a, b in sorted(wanted)]


def _pairs(key: Key, members: list[int], views: Sequence[AccountView]) -> Iterator[tuple[int, int]]:
    pairs: Iterable[tuple[int, int]] = combinations(members, 2)
    if key[0] == _OPEN:
        open_ones = {n for n in members if not views[n].fine_sites}
        pairs = ((min(a, b), max(a, b)) for a in open_ones for b in members if b not in open_ones or a < b)
    for a, b in pairs:
        if views[a].source != views[b].source:
            yield a, b


def _days(view: AccountView) -> set[str]:
    if view.yearless and not view.short_spans:
        return set(view.yearless)
    if view.short_spans:
        stated = {day for span in view.short_spans for day in range(span.first - 1, span.last + 2)}
        return {*map(str, stated), *view.month_days()}
    if view.published is None or view.published.length > NEWS_DAYS * 3:
        return set()
    return {str(day) for day in range(view.published.first - NEWS_DAYS, view.published.last + 1)}


def _place_keys(site: Site) -> Iterator[tuple[str, str]]:
    if site.id is not None:
        yield "id", site.id
    for bones in site.skeletons:
        yield "name", bones
    if site.lat is None or site.lon is None:
        return
    for north in (0.0, 0.5):
        for east in (0.0, 0.5):
            yield "cell", f"{floor(site.lat / _CELL + north)}/{floor(site.lon / _CELL + east)}/{north}/{east}"
