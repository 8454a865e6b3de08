"""Where two accounts put their strike: the places compared one by one, then together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.linking.grounds import Finding
from kg.linking.sites import compare_sites

if TYPE_CHECKING:
    from kg.linking.sites import Site
    from kg.linking.view import AccountView

_UNKNOWN: Final = -0.4
_SEVERAL: Final = 2
"""Towns in common that are no coincidence."""


def compare_places(one: AccountView, other: AccountView) -> Finding | None:
    """Compare places: the best agreement between the fine ones, less where each has others that the other lacks."""
    if not one.fine_sites or not other.fine_sites:
        return _coarse(one, other)
    towns = _towns(one, other)
    if towns is not None:
        return towns
    found = [(compare_sites(a, b), a, b) for a in one.fine_sites for b in other.fine_sites]
    known = [(f.score, f.reason) for f, _, _ in found if f is not None]
    if known:
        score, reason = max(known)
        return Finding(score * _share(one, other, found) if score > 0 else score, reason)
    first, second = one.fine_sites[0].name, other.fine_sites[0].name
    return Finding(_UNKNOWN, f"other places are named ({first} and {second})")


def _towns(one: AccountView, other: AccountView) -> Finding | None:
    """Compare towns that bear their province's name: two in common, or one that is all that one account says."""
    if not (one.seats and other.seats):
        return None
    shared = [site.name for site in one.seats if any(site.id == town.id for town in other.seats)]
    if len(shared) >= _SEVERAL:
        return Finding(0.6, f"both name {' and '.join(shared[:_SEVERAL])}, which may be the towns or their provinces")
    if shared and one.fine_sites[0].seat != other.fine_sites[0].seat:
        return Finding(0.4, f"both name {shared[0]}, which may be the town or its province, and one a finer place")
    return None


def _share(one: AccountView, other: AccountView, found: list[tuple[Finding | None, Site, Site]]) -> float:
    """Return how much of the shorter list of places agrees, between 0.4 and 1: two villages near one town are two."""
    if len(found) == 1:
        return 1.0
    agreeing = [(a, b) for f, a, b in found if f is not None and f.score > 0]
    ones, others = {a for a, _ in agreeing}, {b for _, b in agreeing}
    return 0.4 + 0.6 * max(len(ones) / len(one.fine_sites), len(others) / len(other.fine_sites))


def _coarse(one: AccountView, other: AccountView) -> Finding | None:
    """Compare where one account names a province at most."""
    for a in one.sites:
        for b in other.sites:
            shared = _province(a) & _province(b)
            if shared:
                return Finding(0.15, f"no place in common finer than the province of {a.name if a.id in shared else b.name}")
    return None


def _province(site: Site) -> frozenset[str]:
    """Return the ids by which a site stands for its province; countries do not count."""
    own = () if site.id is None or site.precision > 5 else (site.id,)  # noqa: PLR2004 - 5 is a region
    return frozenset((*own, *site.around[:-1]))


def compare_countries(one: AccountView, other: AccountView) -> Finding | None:
    """Compare countries: to share none speaks strongly against one strike, to share one hardly for it."""
    if not one.countries or not other.countries:
        return None
    shared = sorted(one.countries & other.countries)
    if shared:
        return Finding(0.2, f"same country ({', '.join(shared)})")
    return Finding(-1.0, f"different countries ({', '.join(sorted(one.countries))} and {', '.join(sorted(other.countries))})")
