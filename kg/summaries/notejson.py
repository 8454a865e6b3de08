"""Notes as JSON and back, for whoever keeps them: what many claims share (voices, parties, places) comes back as one object."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, Final

from kg.summaries.notes import AccountNotes, ClaimNote, DayNote, FigureNote, Party, PlaceNote, RootVoice

_SHARED: Final = 1 << 16
"""How many voices, parties and places are held at once."""


def notes_to_json(notes: AccountNotes) -> str:
    """Return notes as a JSON array on one line, its fields in the order of the class.

    Args:
        notes: Any notes; equal ones make equal text.
    """
    claims = [_from_claim(claim) for claim in notes.claims]
    whole = (notes.account, notes.source, notes.published, claims, notes.mode, notes.specific)
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def notes_from_json(text: str) -> AccountNotes:
    """Return the notes that ``notes_to_json`` wrote.

    Args:
        text: One JSON array.
    """
    account, source, published, claims, mode, specific = json.loads(text)
    return AccountNotes(account, source, published, tuple([_claim(claim) for claim in claims]), mode, specific)


def _from_claim(claim: ClaimNote) -> tuple[Any, ...]:
    voice, days = claim.voice, claim.days
    return (
        claim.iri,
        (voice.key, voice.label, voice.actor, voice.own),
        claim.polarity,
        claim.certainty,
        [(party.iri, party.name, party.key) for party in claim.blamed],
        claim.hedged,
        [(figure.outcome, figure.status, figure.group, figure.low, figure.high) for figure in claim.figures],
        claim.mode,
        (days.earliest, days.latest) if days else None,
        [(place.iri, place.precision) for place in claim.places],
    )


def _claim(values: list[Any]) -> ClaimNote:
    iri, voice, polarity, certainty, blamed, hedged, figures, mode, days, places = values
    return ClaimNote(
        iri,
        _voice(*voice),
        polarity,
        certainty,
        tuple([_party(*party) for party in blamed]),
        hedged,
        tuple([_figure(*figure) for figure in figures]),
        mode,
        _days(*days) if days else None,
        tuple([_place(*place) for place in places]),
    )


@lru_cache(_SHARED)
def _voice(*values: Any) -> RootVoice:  # noqa: ANN401 - as JSON gives them
    return RootVoice(*values)


@lru_cache(_SHARED)
def _party(*values: str) -> Party:
    return Party(*values)


@lru_cache(_SHARED)
def _figure(*values: Any) -> FigureNote:  # noqa: ANN401 - as JSON gives them
    return FigureNote(*values)


@lru_cache(_SHARED)
def _days(*values: str) -> DayNote:
    return DayNote(*values)


@lru_cache(_SHARED)
def _place(iri: str, precision: int | None) -> PlaceNote:
    return PlaceNote(iri, precision)
