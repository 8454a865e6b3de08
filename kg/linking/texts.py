"""The part of the index that knows the texts of sources: which may be copies of one, and which are."""

from __future__ import annotations

from dataclasses import dataclass
from json import loads
from typing import TYPE_CHECKING, Final

from kg.linking import wires
from kg.model import Document

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

SETTLED, MOVED, NEW = 0, 1, 2
"""What is known of an account or a source: all is written; it has to be written again; it has to be compared with others first."""
_BIT: Final = 16


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What is to know of a source's text.

    Attributes:
        document: SHA-256, file, title, publisher, agency, published.
        bands: Keys that copies of it share.
    """

    document: tuple[str | None, ...]
    bands: tuple[int, ...]

    @staticmethod
    def of(document: Document) -> TextFacts:
        """Return the facts of a document with its text."""
        facts = (document.sha256, document.file, document.title, document.publisher, document.agency, document.published)
        return TextFacts(facts, tuple(int(band, _BIT) for band in wires.bands(wires.signature(document.text))))


@dataclass(frozen=True, slots=True)
class Copy:
    """A source of a group that carries one text; the document has no text."""

    source: str
    document: Document


class Texts:
    """Texts in an open index."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        """Take the database."""
        self._rows = rows

    def drop(self, source: str) -> None:
        """Forget a source; those who carried its text have to be written again."""
        for (number,) in self._rows.execute("SELECT id FROM source WHERE iri = ?", (source,)).fetchall():
            for copy in self._copies(number):
                self._rows.execute("UPDATE source SET state = MAX(state, ?) WHERE id = ?", (MOVED, copy))
                self._rows.execute("INSERT OR IGNORE INTO stale VALUES (?)", (source,))
            self._rows.execute("DELETE FROM copy WHERE one = ?1 OR other = ?1", (number,))
            self._rows.execute("DELETE FROM band WHERE source = ?", (number,))

    def compare(self, text: Callable[[str], str]) -> None:
        """Find the copies of every new source.

        Args:
            text: Returns the text of this SHA-256.
        """
        found = self._rows.execute("SELECT id FROM source INDEXED BY source_state WHERE state > 0 AND state = ?", (NEW,))
        waiting = sorted(number for (number,) in found)
        open_ones = set(waiting)
        shared = "SELECT DISTINCT b.source FROM band a JOIN band b ON a.key = b.key WHERE a.source = ?1 AND b.source <> ?1"
        for number in waiting:
            others = [other for (other,) in self._rows.execute(shared, (number,)) if other not in open_ones]
            mine = text(self._copy(number).document.sha256) if others else ""
            for other in others:
                if wires.carried(mine, text(self._copy(other).document.sha256)):
                    self._rows.execute("INSERT INTO copy VALUES (?, ?)", (min(number, other), max(number, other)))
            open_ones.discard(number)
            self._rows.execute("UPDATE source SET state = ? WHERE id = ?", (MOVED, number))

    def unsettled(self) -> list[tuple[Copy, ...]]:
        """Return the groups to be written, oldest first; a source without copies is a group of its own."""
        seen: set[int] = set()
        groups = []
        for _, start in sorted(self._rows.execute("SELECT iri, id FROM source INDEXED BY source_state WHERE state > 0")):
            if start not in seen:
                reached = self._reached(start)
                seen.update(reached)
                groups.append(self._group(reached))
        return groups

    def copied(self) -> frozenset[str]:
        """Return the sources that carry a text which others carry, too."""
        sql = "SELECT iri FROM source WHERE id IN (SELECT one FROM copy UNION SELECT other FROM copy)"
        return frozenset(iri for (iri,) in self._rows.execute(sql))

    def group(self, source: str) -> tuple[Copy, ...]:
        """Return a source and all that carry its text, oldest first."""
        ((number,),) = self._rows.execute("SELECT id FROM source WHERE iri = ?", (source,)).fetchall()
        return self._group(self._reached(number))

    def unsettle(self, copies: Iterable[Copy]) -> None:
        """Have the accounts of sources written again."""
        sql = "UPDATE account SET state = MAX(state, ?) WHERE source = (SELECT id FROM source WHERE iri = ?)"
        self._rows.executemany(sql, ((MOVED, copy.source) for copy in copies))

    def settled(self) -> None:
        """Remember that all groups are written."""
        self._rows.execute("UPDATE source INDEXED BY source_state SET state = ? WHERE state > 0", (SETTLED,))

    def _reached(self, start: int) -> list[int]:
        reached = [start]
        for number in reached:  # grows as it goes
            reached += [copy for copy in self._copies(number) if copy not in reached]
        return reached

    def _copies(self, number: int) -> list[int]:
        sql = "SELECT other FROM copy WHERE one = ?1 UNION ALL SELECT one FROM copy WHERE other = ?1"
        return [copy for (copy,) in self._rows.execute(sql, (number,))]

    def _group(self, numbers: Iterable[int]) -> tuple[Copy, ...]:
        return tuple(sorted(map(self._copy, numbers), key=lambda copy: wires.age(copy.document.published, copy.source)))

    def _copy(self, number: int) -> Copy:
        iri, facts = self._rows.execute("SELECT iri, facts FROM source WHERE id = ?", (number,)).fetchone()
        sha256, file, title, publisher, agency, published = loads(facts)
        return Copy(iri, Document("", file, sha256, title, publisher, agency, published))
