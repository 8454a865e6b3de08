"""Finds the dates that a stretch of English text names, and resolves them against the publication date."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from kg.values import edtf
from kg.values.daterules import COMMA, DASH, DATED, GAP, RULES, TRIGGER
from kg.values.resolve import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import TimeValue
    from kg.values.datereadings import Kind, Reading

Role = Literal["at", "since", "until", "span"]


def _gapped(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("~", GAP), re.IGNORECASE)


_DIGIT_BEFORE = re.compile(r"(?:[0-9][.,:/-]|[$\u20ac\u00a3#-])\Z")
_LEAD = _gapped(
    r"(?<!\w)(?:the~)?(?:(?:very~)?(?:early|earlier|late|later|mid|middle|end|beginning|start|first~half|second~half|"
    r"(?:first|second|third|fourth|last)~quarter|morning|afternoon|evening|night|(?:pre-?)?dawn|midday|noon|midnight|weekend)(?:~hours)?"
    r"|(?:first|last|final)~(?:hours|days|weeks))(?:~(?:of|on|in))?(?:~the)?(?:~|-)\Z"
)
_THE = _gapped(r"(?<!\w)the~\Z")
_ROLES: Final[tuple[tuple[Role, re.Pattern[str]], ...]] = (
    ("since", _gapped(r"\b(?:since|after|ever~since)~(?:about~|around~|the~)?\Z")),
    ("until", _gapped(r"\b(?:until|till|by|before|as~of|prior~to|up~to)~(?:about~|around~|the~)?\Z")),
    ("span", _gapped(r"\b(?:during|throughout)~(?:the~)?\Z")),
)
_ONWARD = _gapped(r"~(?:on|onwards?)(?=[\s,.;]|\Z)(?!~(?:a|an|the|[0-9A-Z]))")
_FROM = _gapped(r"\bfrom~(?:the~)?\Z")
_BETWEEN = _gapped(r"\bbetween~(?:the~)?\Z")
_TO = _gapped(rf"~?{DASH}~?|~(?:and~)?(?:to|until|till|through)~(?:the~)?")
_AND = _gapped(r"~and~(?:the~)?")
_DATE_AFTER_WEEKDAY = _gapped(rf"(?:~?{COMMA})?~(?:the~|on~)?")
_LOOK_BACK = 60
_MOST_LEADS = 3


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as the text names it.

    Attributes:
        start: First code point of the words in the text.
        end: Code point after the last.
        value: The days it means, as far as words and publication settle them; ``None`` where they do not.
        kind: How the words name it: by calendar, relative to publication or context, by weekday, or without edges.
        words: ``text[start:end]``.
        role: Whether it is the time of something, its beginning, its end, or a stretch that something filled.
    """

    start: int
    end: int
    value: TimeValue | None
    kind: Kind
    words: str
    role: Role = "at"


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading with its place."""

    start: int
    end: int
    reading: Reading
    role: Role = "at"
    until: Reading | None = None


def find_dates(text: str, start: int, end: int, published: str | None, anchor: str | None = None) -> tuple[DateMention, ...]:
    """Find the dates between two offsets, in order and without overlap.

    Args:
        text: The whole text.
        start: Where to begin, in code points.
        end: Where to stop, exclusive.
        published: Publication date in EDTF (day, month, year or interval), or ``None`` when it is not known; relative
            dates then keep no value and days without a year stay days of an unknown year.
        anchor: The day, in EDTF, that "the previous day" or "two days later" counts from, if the caller knows it.

    Returns:
        The mentions; those that cannot be placed in time have no value.
    """
    single = edtf.parse_window(anchor)
    day: date | None = single.first if single is not None and single.length == 1 else None
    reference = Reference(edtf.parse_window(published), day)
    return tuple(_mention(text, found, reference) for found in _joined(text, list(_scan(text, start, end))))


def date_spans(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return where dates stand between two offsets, without resolving them."""
    return tuple((found.start, found.end) for found in _scan(text, start, end))


def _mention(text: str, found: _Found, reference: Reference) -> DateMention:
    value = found.reading.resolve(reference) if found.until is None else _span(found.reading, found.until, reference)
    return DateMention(found.start, found.end, value, found.reading.kind, text[found.start : found.end], found.role)


def _span(first: Reading, last: Reading, reference: Reference) -> TimeValue | None:
    """Resolve a span from its end: "Saturday" in "from Saturday to Monday" is the one before that Monday."""
    end = last.resolve(reference)
    if end is None or end.latest is None:
        return None
    if not first.explicit and first.kind in {"weekday", "absolute"}:
        last_day = date.fromisoformat(end.latest)
        reference = Reference(edtf.Window(last_day, last_day, end.latest), reference.anchor)
    begin = first.resolve(reference)
    return None if begin is None else edtf.join(begin, end)


def _scan(text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield what the rules read, left to right, each widened over the words that lead up to it."""
    position = floor = start
    while (trigger := TRIGGER.search(text, position, end)) is not None:
        found = _read(text, trigger, end)
        if found is None:
            position = trigger.end()
            continue
        widened = _widened(text, found, floor)
        yield replace(widened, role=_role(text, widened, floor, end))
        position = floor = found.end


def _read(text: str, trigger: re.Match[str], end: int) -> _Found | None:
    """Try the rules of a trigger in order."""
    start, group = trigger.start(), trigger.lastgroup or ""
    if group == "digit" and _DIGIT_BEFORE.search(text, max(0, start - 2), start):
        return None
    for rule in RULES[group]:
        match = rule.pattern.match(text, start, end)
        reading = rule.read(match) if match else None
        if match and reading:
            found = _Found(start, match.end(), reading)
            return _with_date(text, found, end) if reading.kind == "weekday" else found
    return None


def _with_date(text: str, found: _Found, end: int) -> _Found:
    """Take the full date that follows a weekday's name into one mention: "Monday, June 12th"."""
    gap = _DATE_AFTER_WEEKDAY.match(text, found.end, end)
    for rule in DATED if gap else ():
        match = rule.pattern.match(text, gap.end() if gap else end, end)
        reading = rule.read(match) if match else None
        if match and reading:
            return _Found(found.start, match.end(), reading)
    return found


def _widened(text: str, found: _Found, floor: int) -> _Found:
    """Move the start over "early", "the morning of", "late on" and their like."""
    start = found.start
    for _ in range(_MOST_LEADS):
        lead = _LEAD.search(text, max(floor, start - _LOOK_BACK), start)
        if lead is None:
            break
        start = lead.start()
    else:
        return replace(found, start=start)
    article = _THE.search(text, max(floor, start - _LOOK_BACK), start) if found.reading.kind in {"relative", "vague"} else None
    return replace(found, start=article.start() if article else start)


def _role(text: str, found: _Found, floor: int, end: int) -> Role:
    before = max(floor, found.start - _LOOK_BACK)
    if _FROM.search(text, before, found.start) and _ONWARD.match(text, found.end, end):
        return "since"
    return next((role for role, pattern in _ROLES if pattern.search(text, before, found.start)), found.role)


def _joined(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Make one span of two mentions that "from ... to", "between ... and" or a dash holds together."""
    position = 0
    while position < len(found):
        one = found[position]
        other = found[position + 1] if position + 1 < len(found) else None
        if other is not None and _linked(text, one, other):
            yield replace(one, end=other.end, until=other.reading, role="span")
            position += 2
        else:
            yield replace(one, role="span") if _is_range(text, one) else one
            position += 1


def _linked(text: str, one: _Found, other: _Found) -> bool:
    if _TO.fullmatch(text, one.end, other.start):
        return True
    before = max(0, one.start - _LOOK_BACK)
    return _AND.fullmatch(text, one.end, other.start) is not None and _BETWEEN.search(text, before, one.start) is not None


def _is_range(text: str, one: _Found) -> bool:
    """Tell whether a mention that is a range by itself stands after "from" or "between"."""
    before = max(0, one.start - _LOOK_BACK)
    return bool(_BETWEEN.search(text, before, one.start)) or (
        bool(_FROM.search(text, before, one.start)) and _INNER_TO.search(text, one.start, one.end) is not None
    )


_INNER_TO = _gapped(rf"{DASH}|~(?:to|until|till|through)~")
