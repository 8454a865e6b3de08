"""Inclusive bounds in words."""

from __future__ import annotations


def in_words(low: int | None, high: int | None) -> str:
    """Return bounds as people say them.

    >>> in_words(30, None), in_words(None, 40), in_words(30, 40), in_words(7, 7), in_words(None, None)
    ('at least 30', 'up to 40', '30 to 40', '7', 'some')

    Args:
        low: The lower bound, ``None`` where it is open.
        high: The upper bound, likewise.
    """
    if low is None:
        return "some" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"
