"""Days, months, years and intervals as EDTF level 1 values (https://www.loc.gov/standards/datetime/)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import TimeValue

if TYPE_CHECKING:
    from kg.model import TimePrecision

FIRST_YEAR = 1000
LAST_YEAR = 9900
LEAP_YEAR = 2000
LAST_MONTH = 12
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which something may have happened, both ends included.

    Attributes:
        edtf: How the window was written.
    """

    first: date
    last: date
    edtf: str

    @property
    def length(self) -> int:
        """Number of days in the window, at least 1."""
        return (self.last - self.first).days + 1


def parse_window(text: str | None) -> Window | None:
    """Read an EDTF day, month, year or closed interval of these.

    Args:
        text: EDTF level 0 in four-digit years, or ``None``.

    Returns:
        The days it covers; ``None`` where it is absent, open, uncertain, reversed or not EDTF.
    """
    if text is None:
        return None
    left, slash, right = text.strip().partition("/")
    start, end = _point(left), _point(right if slash else left)
    if start is None or end is None or start[0] > end[1]:
        return None
    return Window(start[0], end[1], text.strip())


def day(value: date) -> TimeValue:
    """Return one day."""
    iso = value.isoformat()
    return TimeValue(iso, "day", iso, iso)


def month(year_number: int, month_number: int) -> TimeValue:
    """Return one month of one year."""
    last = monthrange(year_number, month_number)[1]
    return _value(f"{year_number:04}-{month_number:02}", "month", date(year_number, month_number, 1), date(year_number, month_number, last))


def season(year_number: int, number: int) -> TimeValue:
    """Return a season (EDTF 21 spring to 24 winter) as northern months; winter may lie at either end of its year."""
    first, last = _SEASONS[number]
    earliest = date(year_number, 1 if last < first else first, 1)
    end_year = year_number + (last < first)
    return _value(f"{year_number:04}-{number}", "season", earliest, date(end_year, last, monthrange(end_year, last)[1]))


def year(number: int) -> TimeValue:
    """Return one year."""
    return _value(f"{number:04}", "year", date(number, 1, 1), date(number, 12, 31))


def interval(first: date, last: date) -> TimeValue:
    """Return the days from ``first`` to ``last``, both included; a single day where they are one."""
    return day(first) if first == last else _value(f"{first.isoformat()}/{last.isoformat()}", "interval", first, last)


def join(first: TimeValue, last: TimeValue) -> TimeValue | None:
    """Return the interval from the one value to the other, or ``None`` where its order or its years are unknown."""
    if first.earliest is None or last.latest is None or first.earliest > last.latest:
        return None
    if first == last:
        return first
    start, end = first.edtf.partition("/")[0], last.edtf.rpartition("/")[2]
    return TimeValue(f"{start}/{end}", "interval", first.earliest, last.latest)


def window_value(window: Window) -> TimeValue:
    """Return a window as the value that it was written as."""
    if "/" in window.edtf:
        return interval(window.first, window.last)
    return {4: lambda: year(window.first.year), 7: lambda: month(window.first.year, window.first.month)}.get(
        len(window.edtf), lambda: day(window.first)
    )()


def shifted(window: Window, days: int) -> TimeValue:
    """Return the window moved by whole days, backwards where ``days`` is negative."""
    return interval(window.first + timedelta(days), window.last + timedelta(days))


def yearless_day(month_number: int, day_number: int) -> TimeValue:
    """Return a day of an unknown year."""
    return TimeValue(f"XXXX-{month_number:02}-{day_number:02}", "yearless-day")


def yearless_month(month_number: int) -> TimeValue:
    """Return a month of an unknown year."""
    return TimeValue(f"XXXX-{month_number:02}", "yearless-month")


def real_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """Return the day if the calendar has it."""
    if not FIRST_YEAR <= year_number <= LAST_YEAR or not 1 <= month_number <= LAST_MONTH:
        return None
    return date(year_number, month_number, day_number) if 1 <= day_number <= monthrange(year_number, month_number)[1] else None


def exists(month_number: int, day_number: int) -> bool:
    """Tell whether any year has that day."""
    return real_day(LEAP_YEAR, month_number, day_number) is not None


def _value(text: str, precision: TimePrecision, first: date, last: date) -> TimeValue:
    return TimeValue(text, precision, first.isoformat(), last.isoformat())


def _point(text: str) -> tuple[date, date] | None:
    found = _POINT.fullmatch(text)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    number = int(found[1])
    if found[2] is None:
        return date(number, 1, 1), date(number, 12, 31)
    if not 1 <= int(found[2]) <= LAST_MONTH:
        return None
    first = date(number, int(found[2]), 1)
    if found[3] is None:
        return first, first.replace(day=monthrange(number, first.month)[1])
    one = real_day(number, first.month, int(found[3]))
    return None if one is None else (one, one)
