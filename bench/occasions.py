"""Made-up strikes for the benchmark of linking: real places and actors, skewed as wars are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final, TypeVar

from kg.authority import Authority
from kg.gazetteer import Gazetteer
from kg.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from kg.gazetteer import Entry
    from kg.model import Actor, Mode

T = TypeVar("T")

START: Final = date(2015, 1, 1)
DAYS: Final = 8 * 365

_PLACES: Final = 1_500
_VILLAGES: Final = 400
_PROVINCE: Final = 4
_UNLISTED: Final = 0.15
"""Share of strikes at a place that no gazetteer has."""
_OFFENSIVE: Final = 0.05
"""Share of weeks that see an offensive."""
_MOST: Final = 250
_WEEK: Final = 7
_HEADS: Final = "Tell Kafr Beit Wadi Ras Umm Deir Khirbet Ain Qasr Nova Stara Bir Dasht".split()
_SYLLABLES: Final = "ba ri mou sha qa leh zay nur ha dim sal ter ghaz our ka wan is fa jub lo ma tel ran eed ush".split()
_OBJECTS: Final = "house market school clinic warehouse convoy checkpoint base bridge headquarters bakery depot vehicle camp".split()


@dataclass(frozen=True, slots=True)
class Front:
    """Where a war is fought, and by whom.

    Attributes:
        country: ISO 3166-1 alpha-2.
        weight: Share of the strikes.
        attackers: Who strikes, the one who strikes most first.
        speakers: Who counts the dead.
        struck: Who is struck.
        places: Of the gazetteer, the one struck most first.
        villages: That no gazetteer has.
    """

    country: str
    weight: float
    attackers: tuple[Actor, ...]
    speakers: tuple[Actor, ...]
    struck: tuple[Actor, ...]
    modes: tuple[Mode, ...]
    places: tuple[Place, ...]
    villages: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Strike:
    """What happened, whatever is told of it; ``day`` counts from ``START``."""

    number: int
    day: int
    front: Front
    place: Place
    mode: Mode
    attacker: Actor
    struck: Actor
    object: str
    killed: int
    injured: int


@dataclass(frozen=True, slots=True)
class _War:
    country: str
    weight: float
    attackers: str
    speakers: str
    struck: str
    modes: tuple[Mode, ...]


_WARS: Final = (
    _War(
        "SY", 0.3,
        "syrian-government-forces russia us-led-coalition turkey israel",
        "syrian-observatory-for-human-rights syrian-network-for-human-rights white-helmets us-central-command",
        "islamic-state hayat-tahrir-al-sham syrian-democratic-forces",
        ("air-strike", "shelling", "missile-strike", "drone-strike"),
    ),
    _War(
        "UA", 0.3,
        "russia russian-armed-forces ukrainian-armed-forces",
        "state-emergency-service-of-ukraine kharkiv-regional-prosecutors-office russian-ministry-of-defence",
        "ukrainian-armed-forces donetsk-peoples-republic",
        ("shelling", "missile-strike", "drone-strike", "rocket-attack"),
    ),
    _War(
        "YE", 0.17,
        "saudi-led-coalition houthis united-states",
        "houthi-run-ministry-of-health mwatana-for-human-rights yemeni-ministry-of-health",
        "houthis al-qaeda-in-the-arabian-peninsula",
        ("air-strike", "missile-strike", "shelling"),
    ),
    _War(
        "IQ", 0.1,
        "us-led-coalition turkey iraqi-security-forces",
        "us-central-command joint-operations-command iraqi-ministry-of-health",
        "islamic-state peshmerga",
        ("air-strike", "drone-strike", "rocket-attack"),
    ),
    _War(
        "AF", 0.08,
        "united-states afghan-air-force taliban",
        "un-assistance-mission-in-afghanistan afghan-ministry-of-defense",
        "taliban islamic-state-khorasan-province",
        ("air-strike", "drone-strike"),
    ),
    _War(
        "SD", 0.05,
        "sudanese-armed-forces rapid-support-forces",
        "sudan-doctors-network emergency-lawyers sudanese-ministry-of-health",
        "rapid-support-forces",
        ("shelling", "air-strike", "drone-strike"),
    ),
)  # fmt: skip


def fronts(rng: Random) -> tuple[Front, ...]:
    """Return the wars with their places, those of most inhabitants struck most."""
    return tuple(_front(rng, war, [entry for entry in _ranked() if entry.country == war.country]) for war in _WARS)


@cache
def _ranked() -> tuple[Entry, ...]:
    gazetteer = Gazetteer.load()
    return tuple(sorted(map(gazetteer.entry, gazetteer.ids()), key=lambda entry: (-entry.population, entry.id)))


def _front(rng: Random, war: _War, entries: Sequence[Entry]) -> Front:
    gazetteer = Gazetteer.load()
    provinces = [entry.id for entry in entries if entry.precision == _PROVINCE]
    villages = {_name(rng): rng.choice(provinces) for _ in range(_VILLAGES)}
    return Front(
        country=war.country,
        weight=war.weight,
        attackers=_actors(war.attackers),
        speakers=_actors(war.speakers),
        struck=_actors(war.struck),
        modes=war.modes,
        places=tuple(gazetteer.to_place(entry, entry.name) for entry in entries if entry.precision == 1 and entry.lat is not None)[
            :_PLACES
        ],
        villages=tuple(Place(name, country=war.country, precision=1, container=province) for name, province in villages.items()),
    )


def _actors(slugs: str) -> tuple[Actor, ...]:
    return tuple(map(Authority.load().by_slug, slugs.split()))


def _name(rng: Random) -> str:
    return f"{rng.choice(_HEADS)} {''.join(rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3)))).capitalize()}"


def strikes(rng: Random, total: float) -> Iterator[list[Strike]]:
    """Yield the strikes of each day, about as many in all as asked: quiet weeks, heavy weeks, and offensives."""
    wars = fronts(rng)
    weights = [front.weight for front in wars]
    heat = [rng.lognormvariate(0, 0.6) * (rng.choice((3, 6, 10)) if rng.random() < _OFFENSIVE else 1) for _ in range(DAYS // _WEEK + 1)]
    days = [heat[day // _WEEK] * rng.uniform(0.5, 1.5) for day in range(DAYS)]
    number, scale = 0, total / sum(days)
    for day, share in enumerate(days):
        count = int(share * scale + rng.random())
        yield [_strike(rng, number + n, day, rng.choices(wars, weights)[0]) for n in range(count)]
        number += count


def _strike(rng: Random, number: int, day: int, front: Front) -> Strike:
    killed = min(int(rng.paretovariate(1.1)), _MOST)
    return Strike(
        number=number,
        day=day,
        front=front,
        place=skewed(rng, front.villages if rng.random() < _UNLISTED else front.places),
        mode=skewed(rng, front.modes),
        attacker=skewed(rng, front.attackers),
        struck=skewed(rng, front.struck),
        object=skewed(rng, _OBJECTS),
        killed=killed,
        injured=min(int(killed * rng.uniform(0, 4)), 4 * _MOST),
    )


def skewed(rng: Random, ranked: Sequence[T]) -> T:
    """Return one of the ranked: the second half as often as the first, the third a third as often (Zipf's law)."""
    return rng.choices(ranked, cum_weights=_zipf(len(ranked)))[0]


@cache
def _zipf(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))
