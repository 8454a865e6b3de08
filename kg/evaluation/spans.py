"""Where gold evidence stands in a text, and when two spans are one claim."""

from __future__ import annotations

import re
from typing import Final

from kg.errors import GoldError

Span = tuple[int, int]

SAME: Final = 0.5
"""Intersection over union from which two spans are one claim."""
WITHIN: Final = 1 / 3
"""Share of its sentence from which a clause stands for the sentence around it."""

_BREAK = re.compile('[a-z0-9\u201d"\u2019)\\]]{2}[.!?]["\u201d\u2019)\\]]*\\s+["\u201c\u2018(\\[]*[A-Z0-9]|\n\\s*\n')


def locate(evidence: str | Span, text: str, place: str) -> tuple[Span, ...]:
    """Return every span of the text that reads as the evidence; runs of white space count as one space.

    Raises:
        GoldError: The evidence is not in the text; names ``place``.
    """
    if not isinstance(evidence, str):
        if evidence[1] > len(text):
            raise GoldError(f"{place}: evidence {list(evidence)} lies outside the text of {len(text)}", hint="Correct the offsets")
        return (evidence,)
    pattern = r"\s+".join(re.escape(word) for word in evidence.split())
    found = tuple(m.span() for m in re.finditer(pattern, text)) if pattern else ()
    if not found:
        raise GoldError(f"{place}: evidence is not in the text: {evidence[:60]!r}", hint="Copy it to the letter, or check --texts")
    return found


def likeness(first: Span, second: Span, text: str) -> float:
    """Return how much two spans have in common, intersection over union; 0 where they are not one claim.

    They are one claim from ``SAME`` on, or where one is a clause of the other's single sentence and at least ``WITHIN`` of it.
    """
    shared = min(first[1], second[1]) - max(first[0], second[0])
    if shared <= 0:
        return 0.0
    union = max(first[1], second[1]) - min(first[0], second[0])
    ratio = shared / union
    if ratio >= SAME or (ratio >= WITHIN and _clause(*sorted((first, second), key=_length), text=text)):
        return ratio
    return 0.0


def overlap(first: Span, second: Span) -> bool:
    """Tell whether two spans share a character."""
    return min(first[1], second[1]) > max(first[0], second[0])


def _length(span: Span) -> int:
    return span[1] - span[0]


def _clause(shorter: Span, longer: Span, *, text: str) -> bool:
    inside = longer[0] <= shorter[0] and shorter[1] <= longer[1]
    return inside and not _BREAK.search(text, longer[0], longer[1])
