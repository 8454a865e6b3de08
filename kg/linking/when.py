"""When two accounts put their strike: days compared as far as they were stated, publication dates only as bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Final

from kg.linking.grounds import Finding
from kg.values.edtf import parse_window

if TYPE_CHECKING:
    from kg.linking.view import AccountView
    from kg.model import TimeValue

SHORT: Final = 10
"""Days that a stated date may span and still say when; a month says too little to compare by."""
NEWS_DAYS: Final = 3
"""Days within which reports of one strike come out."""

_UNTIMED: Final = Finding(-0.4, "neither a date nor a publication says that it was at one time")
_SURE: Final = 3
_WEEK: Final = 7
_SCORES: Final = ((1, 1.0), (_SURE, 0.85), (_WEEK, 0.6), (SHORT, 0.4))


@dataclass(frozen=True, slots=True)
class Span:
    """Days as proleptic Gregorian ordinals, both ends included, and how they were written."""

    first: int
    last: int
    edtf: str

    @property
    def length(self) -> int:
        """Number of days, at least 1."""
        return self.last - self.first + 1


def span_of(time: TimeValue) -> Span | None:
    """Return the days that a stated time may mean, ``None`` where its year is unknown."""
    if time.earliest is None or time.latest is None:
        return None
    return Span(date.fromisoformat(time.earliest).toordinal(), date.fromisoformat(time.latest).toordinal(), time.edtf)


def published_span(published: str | None) -> Span | None:
    """Return the days of a publication date, ``None`` where it is unknown or no EDTF day, month, year or interval."""
    window = parse_window(published)
    return None if window is None else Span(window.first.toordinal(), window.last.toordinal(), window.edtf)


def compare_dates(one: AccountView, other: AccountView) -> Finding | None:
    """Compare the stated days: overlap speaks for one strike, a gap of two days or more against it."""
    if one.short_spans and other.short_spans:
        return _overlap(one.short_spans, other.short_spans) or _gap(one.short_spans, other.short_spans)
    return _yearless(one, other)


def compare_publication(one: AccountView, other: AccountView) -> Finding | None:
    """Compare by publication where a day is missing: it bounds the strike's date from above and says no more."""
    if one.short_spans and other.short_spans:
        return None
    if not one.short_spans and not other.short_spans:
        return _both_undated(one, other)
    dated, undated = (one, other) if one.short_spans else (other, one)
    if undated.yearless or undated.published is None:
        return None if undated.yearless else _UNTIMED
    late = min(_lateness(undated.published, span) for span in dated.short_spans)
    after = min(span.first for span in dated.short_spans) > undated.published.last
    day, told = dated.short_spans[0].edtf, undated.published.edtf
    if after:
        return Finding(-1.0, f"the strike of {day} came after the other report was published ({told})")
    if late <= NEWS_DAYS:
        return Finding(
            0.8 if late <= 1 else 0.6,
            f"one gives {day}, the other no date but was published within {NEWS_DAYS} days ({told}), "
            "which is only an upper bound for its strike",
        )
    return Finding(-0.5 if late <= _WEEK else -1.0, f"one gives {day}, the other no date and was published later ({told})")


def _overlap(ones: tuple[Span, ...], others: tuple[Span, ...]) -> Finding | None:
    """Return the closest overlap; that of the dates told first counts in full, any other little more than half."""
    best: Finding | None = None
    for rank, a in enumerate(ones):
        for place, b in enumerate(others):
            if a.first > b.last or b.first > a.last:
                continue
            length = max(a.length, b.length)
            score = next((score for days, score in _SCORES if length <= days), 0.1)
            chief = rank == 0 and place == 0
            found = Finding(score if chief else score * 0.6, _words(a, b))
            if best is None or found.score > best.score:
                best = found
    return best


def _words(a: Span, b: Span) -> str:
    if a.edtf == b.edtf:
        return f"same day ({a.edtf})" if a.length == 1 else f"same days ({a.edtf})"
    return f"dates overlap ({a.edtf} and {b.edtf})"


def _gap(ones: tuple[Span, ...], others: tuple[Span, ...]) -> Finding:
    a, b = min(product(ones, others), key=lambda p: (_distance(*p), p[0].first, p[1].first))
    days = _distance(a, b)
    if days == 1:  # a night has two dates
        return Finding(-0.2, f"dates a day apart ({a.edtf} and {b.edtf})")
    return Finding(-1.0, f"dates {days} days apart ({a.edtf} and {b.edtf})")


def _yearless(one: AccountView, other: AccountView) -> Finding | None:
    """Compare days of an unknown year with days that have one, or with each other; the year stays unknown."""
    if not (one.yearless or other.yearless):
        return None
    ones, others = one.month_days(), other.month_days()
    if not ones or not others:
        return None
    shared = sorted(ones & others)
    if not shared:
        return Finding(-1.0, f"different days of the year ({min(ones)} and {min(others)})")
    near = _published_near(one, other)
    if near is None:
        return Finding(0.4, f"same day of the year ({shared[0]}), a year is not stated")
    if near:
        return Finding(0.85, f"same day of the year ({shared[0]}), a year is not stated, published at about the same time")
    return Finding(-0.5, f"same day of the year ({shared[0]}), but published far apart and a year is not stated")


def _published_near(one: AccountView, other: AccountView) -> bool | None:
    if one.published is None or other.published is None:
        return None
    return _distance(one.published, other.published) <= NEWS_DAYS


def _both_undated(one: AccountView, other: AccountView) -> Finding | None:
    if one.yearless or other.yearless:
        return None
    if one.published is None or other.published is None:
        return _UNTIMED
    days = _distance(one.published, other.published)
    told = f"{one.published.edtf} and {other.published.edtf}"
    if days <= NEWS_DAYS:
        return Finding(
            0.7 if days <= 1 else 0.5,
            f"no date, but published within {NEWS_DAYS} days of each other ({told}), which is only an upper bound for the strike",
        )
    return Finding(-0.5 if days <= _WEEK else -1.0, f"no date, and published {days} days apart ({told})")


def of_one_day(one: AccountView, other: AccountView) -> bool:
    """Tell whether two accounts state a day in common, or stand in reports that may have been published on one day."""
    if any(a.first <= b.last and b.first <= a.last for a in one.short_spans for b in other.short_spans):
        return True
    return one.published is not None and other.published is not None and _distance(one.published, other.published) == 0


def _lateness(published: Span, span: Span) -> int:
    """Return the days from a strike to the first day on which a report may have been published, 0 where they meet."""
    return max(published.first - span.last, 0)


def _distance(a: Span, b: Span) -> int:
    """Return the days between two spans, 0 where they overlap."""
    return max(a.first - b.last, b.first - a.last, 0)
