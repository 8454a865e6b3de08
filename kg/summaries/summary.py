"""What the claims in the accounts of one strike come to, side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kg.summaries.blame import blames
from kg.summaries.disputes import Case, disputes
from kg.summaries.tolls import stated, toll_ranges
from kg.summaries.voices import hear, tell
from kg.vocab import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Mode
    from kg.summaries.blame import Blame
    from kg.summaries.disputes import Dispute
    from kg.summaries.notes import AccountNotes, DayNote, PlaceNote, RootVoice
    from kg.summaries.sides import Sides
    from kg.summaries.tolls import TollRange
    from kg.summaries.voices import Told, Voice

_FINENESS: Final = (7, 31, 92)
"""Days in a week, a month, a season: a stated time no longer than one of them is as fine as it."""
_NEAR: Final = 2
"""UCDP precision up to which a place is a spot and not an area."""
_UNKNOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one strike.

    Attributes:
        claims: IRIs of all claims that it rests on, sorted.
        voice_count: How many of the voices are independent; one that confirms nothing is not counted.
        belligerents: Keys of voices that are blamed or cleared themselves, or on the side of who is.
    """

    strike: str
    claims: tuple[str, ...]
    accounts: int
    sources: int
    voice_count: int
    earliest: str | None
    latest: str | None
    place: str | None
    modes: tuple[Mode, ...]
    voices: tuple[Voice, ...]
    belligerents: frozenset[str]
    blames: tuple[Blame, ...]
    tolls: tuple[TollRange, ...]
    disputes: tuple[Dispute, ...]


def summarise(
    strike: str, notes: Sequence[AccountNotes], sides: Sides, text_voices: Mapping[str, RootVoice] | None = None
) -> Summary | None:
    """Return the summary of one strike, ``None`` where no claim is left.

    Args:
        strike: Its IRI.
        notes: Its accounts, in any order.
        sides: Knows who belongs together.
        text_voices: Whose the text of a source is, by source IRI, where several sources carry it.
    """
    told = tell(notes, text_voices or {})
    if not told:
        return None
    voices = hear(told, sides)
    blamed = blames(told, voices, sides)
    parties = [blame.party.key for blame in blamed]
    belligerents = frozenset(key for key in voices.by_key if any(sides.together(key, party) for party in parties))
    figures = stated(told)
    earliest, latest = _days([each.claim.days for each in told if each.claim.days])
    return Summary(
        strike=strike,
        claims=tuple(sorted(each.claim.iri for each in told)),
        accounts=len({each.account.account for each in told}),
        sources=len({each.account.source for each in told}),
        voice_count=voices.count(each.voice.key for each in told if each.claim.polarity != "unconfirmed"),
        earliest=earliest,
        latest=latest,
        place=_best_place(told),
        modes=_modes(told),
        voices=tuple(voices.by_key.values()),
        belligerents=belligerents,
        blames=blamed,
        tolls=toll_ranges(figures, voices, belligerents - _shifting(blamed, sides)),
        disputes=disputes(Case(told, voices, blamed, figures, sides)),
    )


def _shifting(blamed: Sequence[Blame], sides: Sides) -> frozenset[str]:
    """Return voices that lay the strike to others alone: a toll that they tell is a charge and concedes nothing."""
    charging = {voice for blame in blamed for voice in blame.accusers if not sides.together(voice, blame.party.key)}
    return frozenset(charging.difference(voice for blame in blamed for voice in blame.conceded))


def _days(days: Sequence[DayNote]) -> tuple[str | None, str | None]:
    """Return the first and the last day of the finest times stated: a month does not widen a day."""
    if not days:
        return None, None
    finest = min(_fineness(each) for each in days)
    fine = [each for each in days if _fineness(each) == finest]
    return min(each.earliest for each in fine), max(each.latest for each in fine)


def _fineness(days: DayNote) -> int:
    if days.earliest == days.latest:
        return 0
    length = (date.fromisoformat(days.latest) - date.fromisoformat(days.earliest)).days + 1
    return next((rank for rank, most in enumerate(_FINENESS) if length <= most), len(_FINENESS))


def _best_place(told: Sequence[Told]) -> str | None:
    """Return the finest place; among several as fine the one that most accounts tell, then most claims, then a known one."""
    accounts = {(place.iri, each.account.account) for each in told for place in each.claim.places}
    by_accounts = Counter(iri for iri, _ in accounts)
    by_claims = Counter(place.iri for each in told for place in each.claim.places)

    def rank(place: PlaceNote) -> tuple[int, int, int, int, bool, str]:
        precision = place.precision or _UNKNOWN
        return max(precision, _NEAR), -by_accounts[place.iri], precision, -by_claims[place.iri], "/place/u-" in place.iri, place.iri

    best = min((place for each in told for place in each.claim.places), key=rank, default=None)
    return best.iri if best else None


def _modes(told: Sequence[Told]) -> tuple[Mode, ...]:
    """Return every mode told, in the order of the scheme; what a denial denies is not told."""
    modes = {each.account.mode for each in told} | {
        each.claim.mode for each in told if each.claim.polarity == "affirmed" and each.claim.mode
    }
    return tuple(sorted(modes - {"unspecified"}, key=SCHEMES["mode"].index)) or ("unspecified",)
