"""Reads points of time as UTC to the second (https://www.w3.org/TR/xmlschema11-2/#dateTime)."""

from __future__ import annotations

from datetime import UTC, datetime


def instant(text: str) -> str | None:
    """Return a date with or without a time as UTC, ``None`` for anything else.

    >>> instant("2024-05-01T10:30:00+02:00")
    '2024-05-01T08:30:00Z'

    Args:
        text: ISO 8601; taken for UTC where it names no zone, and for midnight where it names no time.
    """
    try:
        stated = datetime.fromisoformat(text)
        told = (stated if stated.tzinfo else stated.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return told.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
