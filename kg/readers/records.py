"""What a reader hands on: a text with the metadata found beside it, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.readers.metadata import Metadata

TEXT_LIMIT: Final = 20_000_000
"""Bytes of one text (a file, a line of JSON Lines, a page of HTML) beyond which it is skipped."""
TABLE_LIMIT: Final = 50 * TEXT_LIMIT
"""Bytes of one JSON Lines or CSV file, which holds many texts."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a record of one, that was not read.

    Attributes:
        file: Its name, relative to the input given; ``*.pdf`` for all files of a suffix that no reader knows.
        reason: What is wrong with it, for people.
    """

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One text as found, before a manifest row, the language test and the duplicate test.

    Attributes:
        file: Its name, relative to the input given.
        text: The text, unaltered.
        metadata: What the file itself states about the text.
    """

    file: str
    text: str
    metadata: Metadata


def printable(name: str) -> str:
    """Return a file name with undecodable bytes escaped, so that it can be shown."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
