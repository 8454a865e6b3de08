"""The SQLite file behind the index: its tables, and how it is opened (https://www.sqlite.org/lang.html)."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, whole INTEGER NOT NULL, facts TEXT, state INTEGER NOT NULL);
CREATE INDEX source_broken ON source (whole) WHERE whole = 0;
CREATE INDEX source_state ON source (state) WHERE state > 0;
CREATE TABLE band (key INTEGER, source INTEGER, PRIMARY KEY (key, source)) WITHOUT ROWID;
CREATE INDEX band_source ON band (source);
CREATE TABLE copy (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX copy_other ON copy (other);
CREATE TABLE account (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, source INTEGER NOT NULL, view TEXT NOT NULL, notes TEXT NOT NULL,
    state INTEGER NOT NULL, strike TEXT);
CREATE INDEX account_source ON account (source);
CREATE INDEX account_state ON account (state) WHERE state > 0;
CREATE INDEX account_strike ON account (strike);
CREATE TABLE block (key INTEGER, account INTEGER, PRIMARY KEY (key, account)) WITHOUT ROWID;
CREATE TABLE pair (one INTEGER, other INTEGER, verdict TEXT NOT NULL, score REAL NOT NULL, reasons TEXT NOT NULL, fresh INTEGER NOT NULL,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
CREATE INDEX pair_fresh ON pair (fresh) WHERE fresh > 0;
CREATE TABLE stale (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE ruling (first TEXT, second TEXT, verdict TEXT NOT NULL, PRIMARY KEY (first, second)) WITHOUT ROWID;
"""


def connect(path: Path | None, state: str) -> sqlite3.Connection:
    """Open a database of this state, or begin a new one in the place of another or of a damaged one.

    Args:
        path: The file; ``None`` for one in memory.
        state: Whatever its rows depend on.
    """
    if path is not None:
        try:
            rows = _opened(path)
            if _state(rows) == state:
                return rows
            rows.close()
        except sqlite3.DatabaseError:  # damaged, or none of ours
            pass
        for part in path.parent.glob(f"{path.name}*"):
            part.unlink()
    rows = _opened(path)
    rows.executescript(_SCHEMA)
    rows.execute("INSERT INTO meta VALUES ('state', ?)", (state,))
    rows.commit()
    return rows


def _state(rows: sqlite3.Connection) -> str | None:
    if not rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return None
    found = rows.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
    return str(found[0]) if found else None


def _opened(path: Path | None) -> sqlite3.Connection:
    rows = sqlite3.connect(":memory:" if path is None else path)
    rows.execute("PRAGMA journal_mode = WAL")
    rows.execute("PRAGMA synchronous = NORMAL")
    rows.execute("PRAGMA cache_size = -65536")
    return rows
