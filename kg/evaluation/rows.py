"""The claims table as the scorer reads it: one frozen value per row, grouped into the accounts of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RawRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A toll or a damage found; ``object`` is set for damage alone."""

    outcome: str
    low: int | None
    high: int | None
    qualifier: str
    words: str
    status: str = "unspecified"
    group: str | None = None
    object: str | None = None


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of a row, finest where ``precision`` is smallest."""

    name: str
    country: str | None
    precision: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the claims table, with what is scored of it."""

    file: str
    account: str | None
    strike: str | None
    specific: bool
    mode: str | None
    strike_count: int | None
    published: str | None
    claimant: str | None
    claimant_kind: str
    quotation: str
    polarity: str
    certainty: str
    attackers: tuple[tuple[str, str | None], ...]
    date: str | None
    date_earliest: str | None
    date_latest: str | None
    places: tuple[FoundPlace, ...]
    targets: tuple[tuple[str | None, str | None], ...]
    casualties: tuple[Figure, ...]
    damage: tuple[Figure, ...]
    evidence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Account:
    """The rows that share an account, in order of the text."""

    rows: tuple[Row, ...]

    @property
    def iri(self) -> str:
        """The account."""
        return self.rows[0].account or ""

    @property
    def specific(self) -> bool:
        """Whether it tells of one occasion."""
        return self.rows[0].specific


def read_rows(raw: Iterable[RawRow]) -> tuple[Row, ...]:
    """Take rows of the claims table (keys as in ``kg export --format claims-jsonl``), sorted by file and offset.

    Raises:
        KeyError: A row lacks a key of the table.
    """
    return tuple(sorted((_row(r) for r in raw), key=lambda r: (r.file, r.start, r.end, r.account or "", r.claimant or "")))


def belongs(file: str, source: str) -> bool:
    """Tell whether a row's file is the gold's source: ``X`` or ``X.txt``, in whatever folder."""
    return file in {source, source + ".txt"} or PurePath(file).name in {source, source + ".txt"}


def accounts(rows: Sequence[Row]) -> tuple[Account, ...]:
    """Group rows by account, in order of first mention; rows about no strike are left out."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.account is not None:
            groups.setdefault(row.account, []).append(row)
    return tuple(Account(tuple(g)) for g in groups.values())


def _row(raw: RawRow) -> Row:
    return Row(
        file=raw["file"],
        account=raw["account"],
        strike=raw.get("strike"),
        specific=raw["specific"] is not False,
        mode=raw["mode"],
        strike_count=raw["strike_count"],
        published=raw["published"],
        claimant=raw["claimant"],
        claimant_kind=raw["claimant_kind"],
        quotation=raw["quotation"],
        polarity=raw["polarity"],
        certainty=raw["certainty"],
        attackers=tuple((a["actor"], a.get("certainty")) for a in raw["attributes_to"]),
        date=raw["date"],
        date_earliest=raw["date_earliest"],
        date_latest=raw["date_latest"],
        places=tuple(FoundPlace(p["name"], p.get("country"), p.get("precision")) for p in raw["places"]),
        targets=tuple((t.get("actor"), t.get("object")) for t in raw["targets"]),
        casualties=tuple(_figure(f) for f in raw["casualties"]),
        damage=tuple(_figure(f) for f in raw["damage"]),
        evidence=raw["evidence"],
        start=raw["start"],
        end=raw["end"],
    )


def _figure(raw: RawRow) -> Figure:
    return Figure(
        outcome=raw["outcome"],
        low=raw["low"],
        high=raw["high"],
        qualifier=raw["qualifier"],
        words=raw["words"],
        status=raw.get("status") or "unspecified",
        group=raw.get("group"),
        object=raw.get("object"),
    )
