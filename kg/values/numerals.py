"""Whole numbers in digits and English words, up to billions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

GAP: Final = r"(?:[^\S\n]{1,3}\n?|\n)"
_UNITS = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES: Final = (
    {word: value for value, word in enumerate(f"zero {_UNITS} {_TEENS}".split(" "))}
    | {word: value * 10 for value, word in enumerate(_TENS.split(" "), 2)}
    | {"single": 1, "both": 2, "couple": 2, "pair": 2}
)
_SILENT: Final = frozenset({"a", "and", "of", "half"})
SCALES: Final = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_SMALL = (
    rf"(?:(?:{_TENS.replace(' ', '|')})(?:(?:-|~)(?:{_UNITS.replace(' ', '|')}))?|{_TEENS.replace(' ', '|')}|{_UNITS.replace(' ', '|')})\b"
)
_HUNDRED = rf"(?:(?:{_SMALL}|a)~hundred\b(?:~(?:and~)?{_SMALL})?|{_SMALL})"
_LARGE = rf"(?:{_HUNDRED}|a)~(?:million|billion|thousand)\b(?:,?~(?:and~)?{_HUNDRED}(?:~thousand\b(?:~(?:and~)?{_HUNDRED})?)?)?"
_DOZEN = rf"half~a~(?:dozen|million)\b|(?:{_SMALL}|a)~dozen\b"
DIGITS: Final = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:[\u00a0\u202f\u2009][0-9]{3})+(?![0-9])|[0-9]{1,12}(?![0-9]))(?:\.[0-9]{1,6}(?![0-9.]))?"
    r"(?:~(?:hundred|thousand|million|billion|dozen)\b)?"
)
WORDS: Final = rf"(?:{_LARGE}|{_DOZEN}|{_HUNDRED}|a~single\b|(?:a~)?couple(?:~of)?\b|(?:a~)?pair~of\b|both\b)"
_TOKEN = re.compile(r"[a-z]+|[0-9][0-9,.\u00a0\u202f\u2009]*")


def value(words: str) -> int | None:
    """Return the value of a number in digits, words or both.

    Args:
        words: A match of ``DIGITS`` or ``WORDS``, such as ``4.7 million`` or ``a hundred and five``.

    Returns:
        The whole number; ``None`` for a fraction.
    """
    total = current = Decimal(0)
    tokens = _TOKEN.findall(words.lower())
    for token in tokens:
        if token in _SILENT:
            continue
        if token in SCALES:
            current = (current or Decimal(1)) * SCALES[token]
            if SCALES[token] >= SCALES["thousand"]:
                total, current = total + current, Decimal(0)
        else:
            current += _VALUES[token] if token in _VALUES else Decimal(re.sub(r"[^0-9.]", "", token))
    total += current
    if "half" in tokens:
        total /= 2
    return int(total) if total == total.to_integral_value() else None


def scale(words: str) -> int:
    """Return the scale that a number ends in: a million for "4.7 million", 1 where there is none."""
    return SCALES.get(words.lower().split()[-1], 1)
