"""Reads the metadata of a report: seven fields, each as stated or absent.

Dates follow EDTF level 0 and its intervals: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ALIASES: Final = {"date": "published"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is stated about a text; ``None`` where nothing is.

    Attributes:
        published: EDTF day, month, year, or an interval of two of them.
        language: BCP 47 tag.
    """

    title: str | None = None
    publisher: str | None = None
    agency: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """Return these fields, with those of ``other`` where they are absent here."""
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


FIELDS: Final = tuple(f.name for f in fields(Metadata))


def parse_metadata(values: Mapping[str, object]) -> Metadata:
    """Read the known keys of a table row, a JSON object or front matter; other keys are ignored.

    Args:
        values: Keys as written, of any case; ``date`` stands for ``published``. Blank values are absent.

    Raises:
        ValueError: A value is not text, a date is not EDTF or a language not a BCP 47 tag; the message says which.
    """
    known = {_field(key): _text(_field(key), value) for key, value in values.items() if _field(key) in FIELDS}
    if (published := known.get("published")) and not is_edtf(published):
        raise ValueError(
            f"published {published!r} is not an EDTF day, month, year or interval (2018-01-24, 2018-01, 2018, 2018-01/2018-03)"
        )
    if (language := known.get("language")) and not is_language_tag(language):
        raise ValueError(f"language {language!r} is not a BCP 47 tag such as en")
    return Metadata(**known)


def is_edtf(value: str) -> bool:
    """Return whether a date is an EDTF day, month, year, or an interval of them that runs forward.

    Examples:
        >>> is_edtf("2018-01-24"), is_edtf("2016-06-30/2016-07-02"), is_edtf("2018-02-30"), is_edtf("24 Jan 2018")
        (True, True, False, False)
    """
    bounds = [_bounds(part) for part in value.split("/")]
    known = [bound for bound in bounds if bound]
    return len(known) == len(bounds) <= 2 and known[0][0] <= known[-1][1]  # noqa: PLR2004 - an interval has two ends


def is_language_tag(value: str) -> bool:
    """Return whether a value has the form of a BCP 47 language tag.

    Examples:
        >>> is_language_tag("en-GB"), is_language_tag("English"), is_language_tag("")
        (True, False, False)
    """
    return _LANGUAGE_TAG.fullmatch(value) is not None


def _bounds(value: str) -> tuple[date, date] | None:
    """Return the first and the last day of an EDTF day, month or year."""
    if not (match := _DATE.fullmatch(value)):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        return first, date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    except ValueError:  # month 13, day 30 of February, year 0
        return None


def _field(key: str) -> str:
    name = key.strip().lower()
    return _ALIASES.get(name, name)


def _text(key: str, value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):  # ``"published": 2018``
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key} is not text")
    stripped = (value or "").strip()
    if not stripped.isascii() and any("\ud800" <= c <= "\udfff" for c in stripped):
        raise ValueError(f"{key} has half a character (a lone surrogate)")
    return stripped or None
