"""Gold annotations as an extraction, so that what follows extraction can be scored by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from kg.evaluation.names import is_unnamed
from kg.evaluation.spans import locate
from kg.model import Account, Actor, CasualtyFigure, Claim, Claimant, Extraction, Place, Quantity, Target
from kg.values.edtf import parse_window, window_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.authority import Authority
    from kg.evaluation.gold import GoldClaim, GoldDocument, GoldFigure, GoldStrike, GoldTarget
    from kg.gazetteer import Entry, Gazetteer
    from kg.model import Certainty, Document, Mode, Outcome, Polarity, Qualifier, Quotation, TimeValue, VictimStatus

T = TypeVar("T")


def retold_strikes(gold: GoldDocument) -> tuple[GoldStrike, ...]:
    """Return the strikes that have claims, in the order of the accounts of ``retell``."""
    told = {claim.strike for claim in gold.claims}
    return tuple(strike for strike in gold.strikes if strike.id in told)


def retell(gold: GoldDocument, document: Document, authority: Authority, gazetteer: Gazetteer) -> Extraction:
    """Return the annotations of a document as if they had been read from it.

    What the annotation says of a strike and none of its claims repeats is given to the first claim that affirms anything.

    Args:
        gold: The annotations.
        document: The document, with its text.
        authority: Knows the actors.
        gazetteer: Knows the places.

    Raises:
        GoldError: Evidence is not in the text.
    """
    teller = _Teller(gold, document, authority, gazetteer)
    return Extraction(document, tuple(teller.account(strike) for strike in retold_strikes(gold)), extractor="gold")


@dataclass(frozen=True, slots=True)
class _Teller:
    gold: GoldDocument
    document: Document
    authority: Authority
    gazetteer: Gazetteer

    def account(self, strike: GoldStrike) -> Account:
        """Return the account of one strike."""
        told = [claim for claim in self.gold.claims if claim.strike == strike.id]
        bearer = next((claim for claim in told if claim.polarity != "negated"), told[0])
        places = _Places(strike, self.gazetteer)
        claims = tuple(self._claim(claim, strike, told if claim is bearer else [], places) for claim in told)
        return Account(claims, cast("Mode", strike.mode), strike.specific, strike.count)

    def _claim(self, claim: GoldClaim, strike: GoldStrike, told: list[GoldClaim], places: _Places) -> Claim:
        """Return a claim; one that bears what the strike says gets the claims that are ``told`` of it."""
        start, end = locate(claim.evidence, self.document.text, f"{self.gold.source}: {claim.id}")[0]
        attackers, targets, names, date = claim.attackers, claim.targets, claim.places, claim.date
        if told:
            attackers += _left(strike.attackers, (a for c in told for a in c.attackers))
            targets += _left(strike.targets, (t for c in told for t in c.targets))
            names += _left(strike.places, (p for c in told for p in c.places))
            date = date if any(c.date == strike.date for c in told) else strike.date or date
        return Claim(
            start=start,
            end=end,
            claimant=self._claimant(claim),
            cue=claim.cue,
            quotation=cast("Quotation", claim.quotation),
            polarity=cast("Polarity", claim.polarity),
            certainty=cast("Certainty", claim.certainty),
            attributes_to=tuple(self._actor(name) for name in attackers),
            targets=tuple(self._target(target) for target in targets),
            mode=None if strike.mode == "unspecified" else cast("Mode", strike.mode),
            places=tuple(place for name in names if (place := places.known.get(name) or places.find(name))) or places.nation(told),
            time=_time(date),
            casualties=tuple(self._figure(figure) for figure in claim.casualties),
        )

    def _claimant(self, claim: GoldClaim) -> Claimant:
        if claim.claimant == "source":
            return Claimant("source")
        if is_unnamed(claim.claimant):
            return Claimant("unnamed", Actor(claim.claimant, "UnnamedSource", local=True))
        known = self.authority.resolve(claim.claimant)
        return Claimant("named", known or Actor(claim.claimant, "Person" if claim.affiliation else "Organisation", local=True))

    def _actor(self, name: str) -> Actor:
        return self.authority.resolve(name) or Actor(name, "Organisation")

    def _target(self, target: GoldTarget) -> Target:
        return Target(self._actor(target.actor) if target.actor else None, target.object)

    def _figure(self, figure: GoldFigure) -> CasualtyFigure:
        quantity = Quantity(figure.low, figure.high, cast("Qualifier", figure.qualifier), figure.words or "")
        outcome, status = cast("Outcome", figure.outcome), cast("VictimStatus", figure.status)
        return CasualtyFigure(outcome, status, quantity, self._actor(figure.actor) if figure.actor else None, figure.group)


class _Places:
    """The places of one strike: coarse ones first, as the finer ones lie in them."""

    def __init__(self, strike: GoldStrike, gazetteer: Gazetteer) -> None:
        """Resolve what the strike names."""
        self.country = strike.country
        self.gazetteer = gazetteer
        self.around: list[Entry] = []
        self.known: dict[str, Place | None] = {}
        for name in reversed(strike.places):
            self.known[name] = self.find(name)

    def find(self, name: str) -> Place | None:
        """Return a place; ``None`` for words that only describe one ("the south of the country")."""
        entry = self._entry(name)
        if entry is not None:
            self.around.append(entry)
            return self.gazetteer.to_place(entry, name)
        if name[:1].islower() and "-" not in name:
            return None
        return Place(name, country=self.country, container=self.around[-1].id if self.around else None)

    def nation(self, told: list[GoldClaim]) -> tuple[Place, ...]:
        """Return the country where the strike has no other place."""
        entry = self.gazetteer.country(self.country) if self.country and told and not any(self.known.values()) else None
        return () if entry is None else (self.gazetteer.to_place(entry, entry.name),)

    def _entry(self, name: str) -> Entry | None:
        found = list(self._in_country(self.gazetteer.lookup(name, self.country)))
        inside = [e for e in found if any(self.gazetteer.contains(outer.id, e) for outer in self.around)]
        if inside:
            return inside[0]
        if found and (len(found) == 1 or not self.around):
            return found[0]
        alike = self._in_country(self.gazetteer.lookup_weak(name, self.country))
        inside = [e for e in alike if any(self.gazetteer.contains(outer.id, e) for outer in self.around)]
        return inside[0] if len(inside) == 1 else None

    def _in_country(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        return (entry for entry in entries if self.country is None or self.country in entry.countries)


def _left(wanted: Iterable[T], told: Iterable[T]) -> tuple[T, ...]:
    known = set(told)
    return tuple(value for value in wanted if value not in known)


def _time(date: str | None) -> TimeValue | None:
    window = parse_window(date)
    return None if window is None else window_value(window)
