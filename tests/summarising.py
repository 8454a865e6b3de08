"""Accounts of one strike in as few words as a test needs, and their summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.authority import Authority
from kg.rdf import Minter
from kg.summaries import (
    AccountNotes,
    ClaimNote,
    DayNote,
    FigureNote,
    Party,
    PlaceNote,
    RootVoice,
    Sides,
    Summary,
    derive,
    load_rules,
    summarise,
)
from kg.summaries.notes import FILE, NAME, UNNAMED

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.model import Mode, Outcome, Polarity, VictimStatus

MINTER = Minter()
BASE = MINTER.base
STRIKE = BASE + "strike/1"
SIDES = Sides(Authority.load())
LISTED = frozenset(Authority.load().slugs())


def voice(name: str, *, own: bool = False) -> RootVoice:
    """Return a voice: a slug, "unnamed ..." for somebody without a name, "... .txt" for a file, else a name that no list holds."""
    if name in LISTED:
        return RootVoice(name, name, f"{BASE}actor/{name}", own)
    if name.endswith(".txt"):
        return RootVoice(FILE + name, name, own=True)
    if name.startswith("unnamed "):
        return RootVoice(UNNAMED + name, name)
    return RootVoice(NAME + name.casefold(), name, f"{BASE}actor/{name.casefold()}", own)


def figure(
    low: int | None, high: int | None, outcome: Outcome = "killed", status: VictimStatus = "civilian", group: str | None = None
) -> FigureNote:
    """Return a figure with these bounds."""
    return FigureNote(outcome, status, group, low, high)


def claim(
    name: str,
    by: str | RootVoice,
    *figures: FigureNote,
    blames: tuple[str, ...] = (),
    hedged: bool = False,
    polarity: Polarity = "affirmed",
    days: tuple[str, str] | None = None,
    places: tuple[tuple[str, int], ...] = (),
    mode: Mode | None = None,
) -> ClaimNote:
    """Return a claim of this name by a voice."""
    return ClaimNote(
        iri=f"{BASE}claim/{name}",
        voice=by if isinstance(by, RootVoice) else voice(by),
        polarity=polarity,
        blamed=tuple(Party(f"{BASE}actor/{slug}", slug, slug) for slug in blames),
        hedged=hedged,
        figures=figures,
        mode=mode,
        days=DayNote(*days) if days else None,
        places=tuple(PlaceNote(f"{BASE}place/{place}", precision) for place, precision in places),
    )


def account(name: str, *claims: ClaimNote, mode: Mode = "air-strike", specific: bool = True) -> AccountNotes:
    """Return an account of this name, in a source of this name."""
    return AccountNotes(f"{BASE}account/{name}", f"{BASE}source/{name}", None, claims, mode, specific)


def summary(*accounts: AccountNotes) -> Summary:
    """Return the summary of a strike with these accounts."""
    found = summarise(STRIKE, accounts, SIDES)
    assert found is not None
    return found


def derived(*accounts: AccountNotes) -> list[Quad]:
    """Return the derived graph of a strike with these accounts."""
    return derive([(STRIKE, accounts)], MINTER, load_rules())


def names(claims: tuple[str, ...]) -> list[str]:
    """Return the names of claims."""
    return [iri.rsplit("/", 1)[1] for iri in claims]
