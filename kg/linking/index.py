"""What linking remembers between builds, in an SQLite file that can be made again from the store at any time.

Views, the keys they lie under, and what was judged of pairs: so that a new source is compared with those of its blocks alone.
What has to be written into the graph is marked here before it is, and unmarked after it was; a run that is killed in between
does it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from json import dumps, loads
from typing import TYPE_CHECKING, Final, Self, cast

from kg.linking.blocking import kept_under
from kg.linking.database import connect
from kg.linking.texts import MOVED, NEW, SETTLED, Texts
from kg.linking.viewjson import view_from_json, view_to_json
from kg.model import Judgement

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from kg.linking.texts import TextFacts
    from kg.linking.view import AccountView
    from kg.model import Verdict

_VERSION: Final = "1"
_VIEWS: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Member:
    """An account as the index keeps it.

    Attributes:
        id: Its number; says nothing and is not the same in another index.
        notes: Whatever was kept beside the view, unread.
    """

    id: int
    view: AccountView
    notes: str


class Index:
    """An open index: got from `Index.open`, closed by ``with``."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        """Take an opened database."""
        self._rows = rows
        self._member = lru_cache(_VIEWS)(self._read)
        self.texts = Texts(rows)

    @staticmethod
    def open(path: Path | None, state: str) -> Index:
        """Open an index, or begin a new one.

        Args:
            path: The file; ``None`` for one in memory.
            state: What views and judgements depend on beside the accounts; an index of another state is dropped.
        """
        return Index(connect(path, f"{_VERSION} {state}"))

    def __enter__(self) -> Self:
        """Return the index itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the file; what was not committed is lost."""
        self._rows.close()

    def commit(self) -> None:
        """Keep what was done."""
        self._rows.commit()

    def meta(self, name: str) -> str | None:
        """Return a remark kept with the index."""
        row = self._rows.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else cast("str", row[0])

    def note(self, name: str, value: str) -> None:
        """Keep a remark with the index."""
        self._rows.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    # --- sources

    def expect(self, source: str) -> None:
        """Remember that a source is about to change, until it is `put` or `drop`ped."""
        sql = "INSERT INTO source (iri, whole, state) VALUES (?, 0, 0) ON CONFLICT (iri) DO UPDATE SET whole = 0"
        self._rows.execute(sql, (source,))
        self.commit()

    def keep(self, source: str) -> None:
        """Take back that a source would change."""
        self._rows.execute("UPDATE source SET whole = 1 WHERE iri = ?", (source,))

    def expected(self) -> list[str]:
        """Return the sources that were about to change."""
        return [iri for (iri,) in self._rows.execute("SELECT iri FROM source WHERE whole = 0 ORDER BY iri")]

    def holds(self, source: str) -> bool:
        """Tell whether a source was put."""
        return self._rows.execute("SELECT 1 FROM source WHERE iri = ? AND whole = 1", (source,)).fetchone() is not None

    def put(self, source: str, told: Iterable[tuple[AccountView, str]], text: TextFacts | None = None) -> None:
        """Take in the accounts of a source, each a view and notes, and what is to know of its text, in the place of what it had."""
        self.drop(source)
        sql = "INSERT INTO source (iri, whole, facts, state) VALUES (?, 1, ?, ?)"
        number = self._rows.execute(sql, (source, dumps(text.document) if text else None, NEW if text else SETTLED)).lastrowid
        self._rows.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((key, number) for key in (text.bands if text else ())))
        for view, notes in told:
            values = (view.iri, number, view_to_json(view), notes, NEW)
            made = self._rows.execute("INSERT INTO account (iri, source, view, notes, state) VALUES (?, ?, ?, ?, ?)", values).lastrowid
            self._rows.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", ((key, made) for key in kept_under(view)))

    def drop(self, source: str) -> None:
        """Forget a source; those who stood with its accounts have to find their strikes again."""
        sql = "SELECT a.id FROM account a JOIN source s ON a.source = s.id WHERE s.iri = ?"
        for (number,) in self._rows.execute(sql, (source,)).fetchall():
            view = self._member(number).view
            self.suspect([view.iri])
            for other in self.partners(number):
                self.suspect([pair_name(view.iri, self._member(other).view.iri)])
                self._rows.execute("UPDATE account SET state = MAX(state, ?) WHERE id = ?", (MOVED, other))
            self._rows.execute("DELETE FROM pair WHERE one = ?1 OR other = ?1", (number,))
            self._rows.executemany("DELETE FROM block WHERE key = ? AND account = ?", ((key, number) for key in kept_under(view)))
            self._rows.execute("DELETE FROM account WHERE id = ?", (number,))
            self._member.cache_clear()
        self.texts.drop(source)
        self._rows.execute("DELETE FROM source WHERE iri = ?", (source,))

    # --- accounts and pairs

    def _read(self, number: int) -> Member:
        view, notes = self._rows.execute("SELECT view, notes FROM account WHERE id = ?", (number,)).fetchone()
        return Member(number, view_from_json(view), notes)

    def member(self, number: int) -> Member:
        """Return an account by its number."""
        return self._member(number)

    def number(self, iri: str) -> int | None:
        """Return the number of an account, ``None`` where there is none of this IRI."""
        row = self._rows.execute("SELECT id FROM account WHERE iri = ?", (iri,)).fetchone()
        return None if row is None else cast("int", row[0])

    def new(self) -> list[int]:
        """Return the accounts that were not compared with others yet."""
        sql = "SELECT id FROM account INDEXED BY account_state WHERE state > 0 AND state = ?"
        return sorted(number for (number,) in self._rows.execute(sql, (NEW,)))

    def unsettled(self) -> list[int]:
        """Return the accounts whose strike has to be written, in the order in which they lie on disk."""
        found = self._rows.execute("SELECT id FROM account INDEXED BY account_state WHERE state > 0")
        return sorted(number for (number,) in found)

    def sharing(self, keys: Iterable[int]) -> set[int]:
        """Return the accounts that are kept under one of these keys."""
        found: set[int] = set()
        for key in keys:
            found.update(number for (number,) in self._rows.execute("SELECT account FROM block WHERE key = ?", (key,)))
        return found

    def judged(self, number: int, pairs: Iterable[tuple[int, Judgement]]) -> None:
        """Keep what was judged of an account and others."""
        rows = ((min(number, other), max(number, other), j.verdict, j.score, dumps(j.reasons)) for other, j in pairs)
        self._rows.executemany("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?, ?, 1)", rows)
        self._rows.execute("UPDATE account SET state = ? WHERE id = ?", (MOVED, number))

    def partners(self, number: int) -> list[int]:
        """Return the accounts that were compared with one and not found plainly different."""
        sql = "SELECT other FROM pair WHERE one = ?1 UNION ALL SELECT one FROM pair WHERE other = ?1"
        return [other for (other,) in self._rows.execute(sql, (number,))]

    def same(self, number: int) -> list[tuple[int, float]]:
        """Return the accounts that were judged the same as one, with the scores."""
        sql = "SELECT other, verdict, score FROM pair WHERE one = ?1 UNION ALL SELECT one, verdict, score FROM pair WHERE other = ?1"
        return [(other, score) for other, verdict, score in self._rows.execute(sql, (number,)) if verdict == "same"]

    def fresh(self) -> list[tuple[int, int]]:
        """Return the pairs that were judged since and are not written yet, by number."""
        return sorted(self._rows.execute("SELECT one, other FROM pair INDEXED BY pair_fresh WHERE fresh > 0"))

    def judgement(self, one: int, other: int) -> Judgement:
        """Return what was judged of a pair, the lower number first."""
        sql = """SELECT a.iri, b.iri, verdict, score, reasons FROM pair
            JOIN account a ON a.id = one JOIN account b ON b.id = other WHERE one = ? AND other = ?"""
        mine, others, verdict, score, reasons = self._rows.execute(sql, (one, other)).fetchone()
        return Judgement(min(mine, others), max(mine, others), verdict, score, tuple(loads(reasons)))

    # --- people's rulings

    def rulings(self) -> dict[tuple[str, str], Verdict]:
        """Return what people ruled on pairs of accounts, as it was when strikes were last found."""
        return {(first, second): verdict for first, second, verdict in self._rows.execute("SELECT first, second, verdict FROM ruling")}

    def rule(self, rulings: dict[tuple[str, str], Verdict]) -> None:
        """Keep rulings; accounts whose rulings changed have to find their strikes again."""
        before = self.rulings()
        changed = {iri for pair in before.keys() | rulings.keys() if before.get(pair) != rulings.get(pair) for iri in pair}
        self.unsettle(sorted(changed))
        self._rows.execute("DELETE FROM ruling")
        self._rows.executemany("INSERT INTO ruling VALUES (?, ?, ?)", ((*pair, verdict) for pair, verdict in rulings.items()))

    def unsettle(self, accounts: Iterable[str]) -> None:
        """Have accounts find their strikes again."""
        self._rows.executemany("UPDATE account SET state = MAX(state, ?) WHERE iri = ?", ((MOVED, iri) for iri in accounts))

    def reset(self) -> None:
        """Forget what was judged, but not the accounts: all of them are compared anew."""
        named = "SELECT MIN(a.iri, b.iri) || ' ' || MAX(a.iri, b.iri) FROM pair JOIN account a ON a.id = one JOIN account b ON b.id = other"
        self._rows.execute(f"INSERT OR IGNORE INTO stale {named}")
        for table in ("pair", "copy", "ruling"):
            self._rows.execute(f"DELETE FROM {table}")  # noqa: S608 - a constant
        self._rows.execute("UPDATE account SET state = ?", (NEW,))
        self._rows.execute("UPDATE source SET state = ? WHERE facts IS NOT NULL", (NEW,))

    def unsettle_all(self) -> None:
        """Have every account written again."""
        self._rows.execute("UPDATE account SET state = MAX(state, ?)", (MOVED,))

    # --- what was written

    def gone(self) -> list[str]:
        """Return sources, accounts, and pairs of accounts (`pair_name`) that the graph may hold and the index does not."""
        names = (iri for (iri,) in self._rows.execute("SELECT iri FROM stale").fetchall())
        return sorted(name for name in names if not self._knows(name))

    def _knows(self, name: str) -> bool:
        first, _, second = name.partition(" ")
        if not second:
            sql = "SELECT 1 FROM account WHERE iri = ?1 UNION ALL SELECT 1 FROM source WHERE iri = ?1"
            return self._rows.execute(sql, (first,)).fetchone() is not None
        numbers = self.number(first), self.number(second)
        if numbers[0] is None or numbers[1] is None:
            return False
        sql = "SELECT 1 FROM pair WHERE one = ? AND other = ?"
        return self._rows.execute(sql, (min(numbers[0], numbers[1]), max(numbers[0], numbers[1]))).fetchone() is not None

    def suspect(self, names: Iterable[str]) -> None:
        """Remember sources, accounts and pairs of accounts that the graph holds, so that what is not found anew goes."""
        self._rows.executemany("INSERT OR IGNORE INTO stale VALUES (?)", ((name,) for name in names))

    def written(self, pairs: Iterable[tuple[int, int]], strikes: Iterable[tuple[str | None, int]]) -> None:
        """Remember that the graph holds all there is on these.

        Args:
            pairs: Of those that `fresh` returned.
            strikes: Strike, if any, and number of accounts that `unsettled` returned, or that stand with one of them.
        """
        self._rows.executemany("UPDATE pair SET fresh = 0 WHERE one = ? AND other = ?", pairs)
        self._rows.executemany(f"UPDATE account SET state = {SETTLED}, strike = ? WHERE id = ?", strikes)  # noqa: S608 - a constant
        self.commit()

    def settle(self) -> None:
        """Remember that nothing is left to write, and that what `gone` returned is out of the graph."""
        self._rows.execute("DELETE FROM stale")
        self.texts.settled()
        self.commit()

    def counts(self) -> tuple[int, int]:
        """Return the number of strikes, and of those that several accounts tell of."""
        sql = "SELECT COUNT(*), COALESCE(SUM(told > 1), 0) FROM (SELECT COUNT(*) AS told FROM account WHERE strike IS NOT NULL GROUP BY strike)"
        return cast("tuple[int, int]", self._rows.execute(sql).fetchone())


def pair_name(one: str, other: str) -> str:
    """Return the name under which a pair of accounts is kept as stale."""
    return " ".join(sorted((one, other)))
