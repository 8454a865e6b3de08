"""What people read of a strike: a label and the mode told most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.linking.sites import FINE
from kg.vocab import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.linking.sites import Site
    from kg.linking.view import AccountView
    from kg.model import Mode


def mode_of(group: Sequence[AccountView]) -> Mode:
    """Return the mode that most accounts tell, ties in the order of the scheme; ``unspecified`` where none tells any."""
    counts = Counter(view.modes[0] for view in group if view.modes)
    if not counts:
        return "unspecified"
    return min(counts, key=lambda mode: (-counts[mode], SCHEMES["mode"].index(mode)))


def label_of(group: Sequence[AccountView]) -> str:
    """Return a label such as "Air strike near Al-Shafah, 2018-01-20", without what no account tells.

    Args:
        group: The accounts of one strike.
    """
    mode = mode_of(group)
    words = "Strike" if mode == "unspecified" else mode.replace("-", " ").capitalize()
    site = _site(group)
    if site is not None:
        words += f" {'near' if site.precision <= FINE else 'in'} {site.name}"
    # a day that others put elsewhere would make a label that nobody tells
    there = [view for view in group if site is None or _key(site) in map(_key, view.sites)]
    day = _day(there) or _day(group)
    return words if day is None else f"{words}, {day}"


def _site(group: Sequence[AccountView]) -> Site | None:
    """Return the fine place that most accounts tell; a town that may be its province only where no other is told as often."""
    told = [site for view in group for site in view.sites]
    told = [site for site in told if site.fine] or told
    accounts = Counter(_key(site) for site in told)
    claims: Counter[str] = Counter()
    for site in told:
        claims[_key(site)] += site.told
    ranked = sorted(told, key=lambda s: (-accounts[_key(s)], s.precision, s.seat, -claims[_key(s)], s.id is None, s.name))
    return ranked[0] if ranked else None


def _key(site: Site) -> str:
    return site.id or min(site.keys)


def _day(group: Sequence[AccountView]) -> str | None:
    """Return the date that most accounts tell, then the shortest, then the earliest."""
    spans = [(view.short_spans or view.spans)[0] for view in group if view.spans]
    if spans:
        counts = Counter(spans)
        return min(counts, key=lambda s: (-counts[s], s.length, s.first, s.edtf)).edtf
    yearless = sorted(view.yearless[0] for view in group if view.yearless)
    return f"XXXX-{yearless[0]}" if yearless else None
