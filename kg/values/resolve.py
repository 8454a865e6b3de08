"""Turns what a date's words say into days, against the publication date and never against a clock.

Where publication is known only as an interval, a result stands only if it is the same whichever day of it was meant,
or if it is the interval itself, moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kg.values import edtf

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from kg.model import TimeValue

WEEK = 7
_SATURDAY = 5
_MONTHS = 12
_LONGEST_INTERVAL = 31


@dataclass(frozen=True, slots=True)
class Reference:
    """What relative words count from: the publication date, and the day that the text spoke of last."""

    published: edtf.Window | None = None
    anchor: date | None = None


def weekday(ref: Reference, number: int, *, before: bool = False) -> TimeValue | None:
    """Return the latest such weekday on or before publication.

    Args:
        ref: What to count from.
        number: Monday is 0.
        before: True for "last Friday", which is never the day of publication.
    """
    return _same(ref, lambda day: edtf.day(day - timedelta((day.weekday() - number - before) % WEEK + before)))


def month_day(ref: Reference, month: int, day: int) -> TimeValue | None:
    """Return the latest such day not after publication; with no year to be had, the day of an unknown year."""
    window = ref.published
    if window is None or (window.length > _LONGEST_INTERVAL and _latest(window.first, month, day) != _latest(window.last, month, day)):
        return edtf.yearless_day(month, day)
    found = _latest(window.last, month, day)
    return None if found is None else edtf.day(found)


def month_only(ref: Reference, month: int, *, before: bool = False) -> TimeValue | None:
    """Return the latest such month not after publication, or before it; the month of an unknown year without one."""
    if ref.published is None:
        return edtf.yearless_month(month)
    found = _same(ref, lambda day: edtf.month(day.year - (month > day.month - before), month))
    return found or edtf.yearless_month(month)


def ago(ref: Reference, days: int) -> TimeValue | None:
    """Return publication moved back by whole days; an interval is moved whole. With 0, publication itself."""
    window = ref.published
    if window is None:
        return None
    return edtf.shifted(window, -days) if days else edtf.window_value(window)


def past_days(ref: Reference, days: int) -> TimeValue | None:
    """Return the days that "the past N days" covers.

    Publication as an interval is the lag of a report behind its words: they are counted back from its first day.
    """
    window = ref.published
    return None if window is None else edtf.interval(window.first - timedelta(days), window.first)


def overnight(ref: Reference) -> TimeValue | None:
    """Return the two days that a night before publication touches; an interval is widened by the day before it."""
    window = ref.published
    return None if window is None else edtf.interval(window.first - timedelta(1), window.last)


def week(ref: Reference, back: int) -> TimeValue | None:
    """Return the week of publication up to it (0) or the week before (1), wherever weeks begin, Sunday or Monday."""
    return _same(ref, lambda day: _week(day, back))


def weekend(ref: Reference, *, before: bool = False) -> TimeValue | None:
    """Return the latest weekend that had begun by publication, or, for "last weekend", had ended before it."""

    def latest(day: date) -> TimeValue:
        reference = day - timedelta(2) if before else day
        saturday = reference - timedelta((reference.weekday() - _SATURDAY) % WEEK)
        return edtf.interval(saturday, saturday + timedelta(1))

    return _same(ref, latest)


def month_back(ref: Reference, back: int) -> TimeValue | None:
    """Return the month of publication (0) or the one before (1)."""

    def shifted(day: date) -> TimeValue:
        months = day.year * _MONTHS + day.month - 1 - back
        return edtf.month(months // _MONTHS, months % _MONTHS + 1)

    return _same(ref, shifted)


def year_back(ref: Reference, back: int) -> TimeValue | None:
    """Return the year of publication (0) or the one before (1)."""
    return _same(ref, lambda day: edtf.year(day.year - back))


def from_anchor(ref: Reference, days: int) -> TimeValue | None:
    """Return the day that lies so many days after the one last spoken of, if that is known."""
    return None if ref.anchor is None else edtf.day(ref.anchor + timedelta(days))


def unresolved(ref: Reference) -> TimeValue | None:  # noqa: ARG001 -- one of the resolvers, which all take a reference
    """Return nothing: the words name a time that cannot be placed."""
    return None


def _same(ref: Reference, resolve: Callable[[date], TimeValue]) -> TimeValue | None:
    """Resolve from every day of publication that could differ, and keep the answer only if there is one."""
    window = ref.published
    if window is None or window.length > _LONGEST_INTERVAL:
        return None
    answers = {resolve(window.first + timedelta(step)) for step in range(window.length)}
    return answers.pop() if len(answers) == 1 else None


def _latest(reference: date, month: int, day: int) -> date | None:
    """Return the latest such day on or before the reference; eight years always hold a 29 February."""
    years = range(reference.year, reference.year - 9, -1)
    days = (edtf.real_day(number, month, day) for number in years)
    return next((found for found in days if found is not None and found <= reference), None)


def _week(day: date, back: int) -> TimeValue:
    monday = day - timedelta(day.weekday() + WEEK * back)
    sunday = day - timedelta((day.weekday() + 1) % WEEK + WEEK * back)
    last = max(monday, sunday) + timedelta(WEEK - 1) if back else day
    return edtf.interval(min(monday, sunday), last)
