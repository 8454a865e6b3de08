"""What linking sees of an account: plain values, gathered from its claims, that say nothing of their order in a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from kg.linking.sites import FINE, Site
from kg.linking.when import SHORT, Span

if TYPE_CHECKING:
    from kg.model import Mode, Outcome, VictimStatus


@dataclass(frozen=True, slots=True)
class Party:
    """An actor: the key by which it is known, and the keys of all that it is a part of."""

    key: str
    name: str
    above: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Toll:
    """A toll as inclusive bounds, at least one of them stated."""

    outcome: Outcome
    status: VictimStatus
    low: int | None
    high: int | None

    @property
    def size(self) -> int:
        """The larger of the stated bounds."""
        return max(bound for bound in (self.low, self.high) if bound is not None)


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account as it is compared with others.

    Attributes:
        iri: The account.
        source: SHA-256 of the text that tells it.
        published: Days of the publication date; an upper bound for the strike's date and never more.
        modes: The modes told, the account's own first; ``unspecified`` is left out.
        spans: Days stated by its claims, the ones told most often first.
        yearless: Days of an unknown year, as ``MM-DD``, sorted.
        sites: Places, the ones told most often first.
        countries: ISO 3166-1 alpha-2 codes of its places.
        attackers: Who is said to have carried it out; not who is only said not to have.
        denied: Who is said not to have carried it out, or to deny it.
        target_actors: Who was aimed at or hit.
        target_objects: What was aimed at or hit, as told.
        tolls: Casualties with at least one bound, those of nobody left out.
        specific: False for campaign talk.
        claim_spans: Days of each claim that states any, in the order told.
        localities: Named things finer than a village, folded: "nasser hospital"; sorted.
        rare_words: Words of its claims that are names of nobody and nothing known, folded and sorted.
        sentences: Hashes of its claims' words, of those with enough words to recur only in copies; sorted.
        source_sentences: The same of all accounts of its source; sorted.
        fine_sites: The places finer than a province; a town that bears its province's name counts only where no other does.
        seats: The towns among its places that bear their province's name.
        short_spans: The stated days that are few enough to compare by.
        hull: First and last of the stated days; ``None`` where none are.
        box: South, west, north and east of its fine places; ``None`` where one of them lies nowhere known, or is a district.
        vague: Whether it says too little to be linked: campaign talk, a month or more, or neither place nor day.
    """

    iri: str
    source: str
    file: str
    publisher: str | None = None
    agency: str | None = None
    published: Span | None = None
    modes: tuple[Mode, ...] = ()
    spans: tuple[Span, ...] = ()
    yearless: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    countries: frozenset[str] = frozenset()
    attackers: tuple[Party, ...] = ()
    denied: tuple[Party, ...] = ()
    target_actors: tuple[Party, ...] = ()
    target_objects: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    specific: bool = True
    claim_spans: tuple[Span, ...] = ()
    localities: tuple[str, ...] = ()
    rare_words: tuple[str, ...] = ()
    sentences: tuple[int, ...] = ()
    source_sentences: tuple[int, ...] = ()
    fine_sites: tuple[Site, ...] = field(init=False, repr=False, compare=False)
    seats: tuple[Site, ...] = field(init=False, repr=False, compare=False)
    short_spans: tuple[Span, ...] = field(init=False, repr=False, compare=False)
    hull: tuple[int, int] | None = field(init=False, repr=False, compare=False)
    box: tuple[float, float, float, float] | None = field(init=False, repr=False, compare=False)
    vague: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what every comparison asks for."""
        fine = tuple(site for site in self.sites if site.fine)
        object.__setattr__(self, "fine_sites", tuple(site for site in fine if not site.seat) or fine)
        object.__setattr__(self, "seats", tuple(site for site in fine if site.seat))
        object.__setattr__(self, "short_spans", tuple(span for span in self.spans if span.length <= SHORT))
        spans = self.short_spans
        hull = (min(span.first for span in spans), max(span.last for span in spans)) if spans else None
        object.__setattr__(self, "hull", hull)
        object.__setattr__(self, "box", _box(self.fine_sites))
        unplaced = not self.fine_sites and not self.short_spans
        object.__setattr__(self, "vague", not self.specific or bool(self.spans and not self.short_spans) or unplaced)

    def month_days(self) -> frozenset[str]:
        """Return the days it may mean as ``MM-DD``, whatever the year; empty where it says none or many."""
        days = (date.fromordinal(day) for span in self.short_spans for day in range(span.first, span.last + 1))
        return frozenset((*self.yearless, *(f"{day:%m-%d}" for day in days)))


def _box(sites: tuple[Site, ...]) -> tuple[float, float, float, float] | None:
    points = [(site.lat, site.lon) for site in sites if site.lat is not None and site.lon is not None and site.precision < FINE]
    if not points or len(points) < len(sites):
        return None
    return min(lat for lat, _ in points), min(lon for _, lon in points), max(lat for lat, _ in points), max(lon for _, lon in points)
