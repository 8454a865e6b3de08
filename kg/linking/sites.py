"""One place as an account tells it, and how two of them compare."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

from kg.gazetteer import names
from kg.linking.grounds import Finding

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer
    from kg.model import Place

FINE: Final = 3
"""Coarsest ``where_prec`` (UCDP GED) that still says where: a district."""
_PROVINCE: Final = 4
_COUNTRY: Final = 6
_KEPT: Final = 1 << 16
_EARTH_KM: Final = 6371.0
_VILLAGES: Final = ((2.0, 0.4), (6.0, 0.0), (15.0, -0.1), (30.0, -0.35))
_ROUND_TOWN: Final = ((6.0, 0.3), (15.0, 0.2), (30.0, -0.1))
"""Scores up to a distance in km; beyond the last, -1."""
_SKELETON_MIN: Final = 3
_SUFFIXES: Final = frozenset({"governorate", "province", "oblast", "district", "region", "strip", "state"})
_PART_MIN: Final = 5
_JOINT: Final = re.compile(r"(?<=\w)\s*[-\u2013/]\s*(?=[A-Z])|\s+and\s+")
_SOUNDLESS: Final = str.maketrans("", "", "aeiouy")


@dataclass(frozen=True, slots=True)
class Site:
    """A place of an account, all its spellings together.

    Attributes:
        name: The gazetteer's name where it is in plain letters, else the spelling told most often.
        spellings: As the source spells it, sorted.
        id: Gazetteer key; ``None`` where unresolved.
        country: ISO 3166-1 alpha-2.
        precision: UCDP GED ``where_prec``; 1 for an unresolved name.
        around: Gazetteer keys of what it lies in, smallest first.
        seat: True for a town whose province bears its name, so that "in Idlib" may mean either.
        told: Number of claims that name it.
    """

    name: str
    spellings: tuple[str, ...]
    id: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int = 1
    around: tuple[str, ...] = ()
    seat: bool = False
    told: int = 1
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    weak_keys: frozenset[str] = field(default=frozenset(), repr=False)
    skeletons: frozenset[str] = field(default=frozenset(), repr=False)

    def __hash__(self) -> int:
        """Hash by what nearly always differs: places are looked up for every pair of accounts."""
        return hash((self.name, self.id, self.told))

    @property
    def fine(self) -> bool:
        """Whether it says more than the province."""
        return self.precision <= FINE


def make_site(places: list[Place], told: int, country: str | None, gazetteer: Gazetteer) -> Site:
    """Gather the mentions of one place.

    Args:
        places: Its mentions in one account, at least one.
        told: Number of claims that name it.
        country: The country that the account speaks of, for a place that does not say its own.
        gazetteer: Knows what lies in what.
    """
    best = min(places, key=lambda p: (p.id is None, p.country is None, p.container is None, p.name))
    spellings = sorted(p.name for p in places)
    own = best.country or country
    label = best.label or best.name
    usual = max(dict.fromkeys(spellings), key=spellings.count)
    forms = {*spellings, label}
    if best.id is None:
        forms |= {part for name in spellings for part in _parts(name)}
    weak = {names.weak_key(form) for form in forms}
    around = _around(best, gazetteer)
    return Site(
        name=best.label if best.label and best.label.isascii() else usual,
        spellings=tuple(dict.fromkeys(spellings)),
        id=best.id,
        country=own,
        lat=best.lat,
        lon=best.lon,
        precision=best.precision or 1,
        around=around,
        seat=_is_seat(label, around, gazetteer),
        told=told,
        keys=frozenset(names.strong_key(form) for form in forms),
        weak_keys=frozenset(weak),
        skeletons=frozenset(skeleton(key) for key in weak),
    )


def _parts(name: str) -> list[str]:
    """Return the names that a name joins: "the Um Test-Harbel road" lies at both."""
    parts = [part.strip() for part in _JOINT.split(name)]
    return parts if len(parts) > 1 and all(len(names.strong_key(part)) >= _PART_MIN for part in parts) else []


def resolve(place: Place, country: str | None, gazetteer: Gazetteer) -> Place:
    """Return the gazetteer's place where exactly one of that name lies in the country, else the place itself.

    Args:
        place: A place as a claim names it.
        country: The country that the account speaks of.
        gazetteer: Where to look.
    """
    own = place.country or country
    if place.id is not None or own is None:
        return place
    found = [e for e in gazetteer.lookup(place.name, own) if own in e.countries and e.precision < _COUNTRY]
    if not found and not gazetteer.is_common(place.name):
        found = [e for e in gazetteer.villages(place.name) if own in e.countries]
    if len(found) != 1 or (place.container is not None and not _inside(place.container, found[0].id, gazetteer)):
        return place
    return gazetteer.to_place(found[0], place.name)


def _inside(container: str, key: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.knows(container) and gazetteer.contains(container, gazetteer.entry(key))


def skeleton(weak_key: str) -> str:
    """Return the consonants of a weak key, the whole key where too few are left to tell names apart.

    >>> skeleton("hirbil") == skeleton("harbil")
    True
    >>> skeleton("mara")
    'mara'
    """
    bare = weak_key.translate(_SOUNDLESS)
    return bare if len(bare) >= _SKELETON_MIN else weak_key


def distance_km(one: Site, other: Site) -> float | None:
    """Return the great-circle distance (haversine, mean Earth radius), ``None`` where a position is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    dlat, dlon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    a = sin(dlat / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(dlon / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(a))


@lru_cache(_KEPT)
def compare_sites(one: Site, other: Site) -> Finding | None:
    """Compare two places: equal, spelled alike, one inside the other, near, or far apart.

    Returns:
        ``None`` where nothing is known of how they lie to each other.
    """
    if one.id is not None and one.id == other.id:
        return Finding(0.6 if one.seat else 1.0, f"same place ({one.name})")
    if one.country is not None and other.country is not None and one.country != other.country:
        return Finding(-1.0, f"places in different countries ({one.name} and {other.name})")
    if one.id is not None and other.id is not None:
        return _contained(one, other) or _by_distance(one, other)
    return _by_name(one, other) or _contained(one, other) or _by_distance(one, other) or _seated(one, other)


def _by_name(one: Site, other: Site) -> Finding | None:
    """Compare names, one of them at least unknown to the gazetteer; provinces that differ part equal names."""
    both = _both(one, other)
    apart = _in_different_provinces(one, other)
    known = one.country is not None and other.country is not None
    if one.keys & other.keys:
        if apart:
            return Finding(-0.6, f"same name in different provinces ({both})")
        return Finding(1.0 if known else 0.7, f"same place ({both})")
    if one.weak_keys & other.weak_keys and not apart:
        return Finding(0.85 if known else 0.5, f"same place by its sound ({both})")
    if known and not apart and _much_alike(one, other):
        return Finding(0.5, f"names spelled much alike ({both})")
    return None


def _in_different_provinces(one: Site, other: Site) -> bool:
    # the last of the chain is the country
    ones, others = set(one.around[:-1]), set(other.around[:-1])
    return bool(ones and others) and not ones & others


def _much_alike(one: Site, other: Site) -> bool:
    """Equal consonants, and as many sounds: "Herbel" and "Harbel", but not "Maara" and "Mar"."""
    shared = one.skeletons & other.skeletons
    lengths = [{len(key) for key in site.weak_keys if skeleton(key) in shared} for site in (one, other)]
    return bool(shared) and bool(lengths[0] & lengths[1])


def _contained(one: Site, other: Site) -> Finding | None:
    for inner, outer in ((one, other), (other, one)):
        if outer.id is not None and outer.id in inner.around:
            return Finding(0.4 if outer.fine else 0.15, f"{inner.name} lies in {outer.name}")
    return None


def _seated(one: Site, other: Site) -> Finding | None:
    """Compare a town whose province bears its name with a place of that province."""
    for seat, place in ((one, other), (other, one)):
        if seat.seat and not place.seat and not set(seat.around[:-1]).isdisjoint(place.around[:-1]):
            return Finding(0.1, f"{place.name} lies in the province of {seat.name}")
    return None


def _by_distance(one: Site, other: Site) -> Finding | None:
    km = distance_km(one, other)
    if km is None:
        return None
    # what lies around a large town is often told by the town's name; villages next to each other are still two
    steps = _ROUND_TOWN if one.seat or other.seat else _VILLAGES
    score = next((score for limit, score in steps if km <= limit), -1.0)
    if score < 0 and (found := _seated(one, other)) is not None:
        return found
    return Finding(score, f"{one.name} and {other.name} are {km:.0f} km apart")


def _both(one: Site, other: Site) -> str:
    first, second = one.spellings[0], other.spellings[0]
    return first if first == second else f"{first} / {second}"


def _around(place: Place, gazetteer: Gazetteer) -> tuple[str, ...]:
    start = place.id or place.container
    if start is None:
        return ()
    if not gazetteer.knows(start):  # a key of another gazetteer
        return (start,) if place.id is None else ()
    chain = gazetteer.containers(gazetteer.entry(start))
    return chain if place.id else (start, *chain)


def _is_seat(label: str, around: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    for key in filter(gazetteer.knows, around):
        entry = gazetteer.entry(key)
        if entry.precision == _PROVINCE:
            bare = " ".join(word for word in entry.name.split() if word.casefold() not in _SUFFIXES)
            return names.weak_key(bare) == names.weak_key(label)
    return False
