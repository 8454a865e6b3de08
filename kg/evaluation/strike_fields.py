"""Fields of a strike: whether it was found, and what its claims together say of mode, date, place, attacker and target."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kg.evaluation.names import actor_key, head, same_place
from kg.evaluation.tally import Tally, compared, judged, keyed, missing, surplus, total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.evaluation.align import Aligned, Match
    from kg.evaluation.gold import GoldTarget
    from kg.evaluation.names import Resolver
    from kg.evaluation.rows import Account, Row

_OPEN_END = 10**9


def strike(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Count strikes found, missed and invented (split, doubled or no strike at all)."""
    found = len(aligned.strikes)
    return total(
        [
            Tally(found, found, found),
            *(
                missing(aligned, f"{s.id} {s.mode} {s.date or 'undated'} {', '.join(s.places)}", _first(aligned, s.id))
                for s in aligned.missed_strikes
            ),
            *(surplus(aligned, _named(a), a.rows[0].evidence) for a in aligned.invented_accounts),
        ]
    )


def mode(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the mode of each strike found."""
    return total(
        judged(aligned, m.gold.mode, m.account.rows[0].mode, _sentence(m), right=m.gold.mode == m.account.rows[0].mode)
        for m in aligned.strikes
    )


def date_of(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the date of each strike found; a date that the gold leaves open must be open."""
    return total(_date(aligned, m) for m in aligned.strikes)


def date_stated(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Count dates alone: of those that the gold states, how many are given, and of those given, how many are right."""
    return total(_stated(aligned, m) for m in aligned.strikes)


def place_finest(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Tell of each strike found that has a place whether its finest place is among those predicted."""
    return total(_finest(aligned, m) for m in aligned.strikes if m.gold.places)


def places(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare all places of each strike found."""
    return total(_places(aligned, m) for m in aligned.strikes)


def country(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the country of each strike found; the predicted one is that of the finest place."""
    tallies = []
    for m in aligned.strikes:
        gold, found = m.gold.country, account_country(m.account)
        tallies.append(compared(aligned, {gold: gold} if gold else {}, {found: found} if found else {}, _sentence(m)))
    return total(tallies)


def attackers(aligned: Aligned, resolve: Resolver | None) -> Tally:
    """Compare who is said to have carried out each strike found; those whom only a single claim names are allowed."""
    key = partial(actor_key, resolve=resolve)
    tallies = []
    for m in aligned.strikes:
        told = {m.gold.id, *(s.id for s in m.merged)}
        allowed = [a for c in aligned.document.claims if c.strike in told for a in c.attackers] + [a for s in m.merged for a in s.attackers]
        found = keyed((name for r in m.account.rows if blames(r) for name, _ in r.attackers), key)
        tallies.append(compared(aligned, keyed(m.gold.attackers, key), found, _sentence(m), map(key, allowed)))
    return total(tallies)


def target_actor(aligned: Aligned, resolve: Resolver | None) -> Tally:
    """Compare the actors aimed at or hit in each strike found."""
    key = partial(actor_key, resolve=resolve)
    return total(
        compared(
            aligned,
            keyed((t.actor for t in m.gold.targets), key),
            keyed((actor for r in m.account.rows for actor, _ in r.targets), key),
            _sentence(m),
            (key(t.actor) for t in _claim_targets(aligned, m) if t.actor),
        )
        for m in aligned.strikes
    )


def target_object(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the things aimed at or hit in each strike found, by head noun."""
    return total(
        compared(
            aligned,
            keyed((t.object for t in m.gold.targets), head),
            keyed((thing for r in m.account.rows for _, thing in r.targets), head),
            _sentence(m),
            (head(t.object) for t in _claim_targets(aligned, m) if t.object),
        )
        for m in aligned.strikes
    )


def count(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the number of strikes that the source counts in each strike found."""
    tallies = []
    for m in aligned.strikes:
        gold, found = m.gold.count, next((r.strike_count for r in m.account.rows if r.strike_count is not None), None)
        tallies.append(compared(aligned, {str(gold): str(gold)} if gold else {}, {str(found): str(found)} if found else {}, _sentence(m)))
    return total(tallies)


def blames(row: Row) -> bool:
    """Tell whether a row lays the strike at its attackers' door: a bare denial does not, "no civilians were hit by X" does."""
    return row.polarity != "negated" or bool(row.casualties or row.damage)


def account_date(account: Account) -> str | None:
    """Return the date of an account: the most precise of its claims', then the most frequent, then the first told."""
    dated = [r for r in account.rows if r.date]
    often = Counter(r.date for r in dated)
    best = min(dated, key=lambda r: (_days(r), -often[r.date], r.start), default=None)
    return best.date if best else None


def account_country(account: Account) -> str | None:
    """Return the country of the finest place of an account, of the most frequent among the equally fine."""
    known = [(p.precision or _OPEN_END, p.country) for r in account.rows for p in r.places if p.country]
    if not known:
        return None
    finest = min(precision for precision, _ in known)
    return Counter(c for precision, c in known if precision == finest).most_common(1)[0][0]


def _days(row: Row) -> int:
    if row.date_earliest is None or row.date_latest is None:
        return _OPEN_END
    return (date.fromisoformat(row.date_latest) - date.fromisoformat(row.date_earliest)).days


def _date(aligned: Aligned, match: Match) -> Tally:
    gold, found = match.gold.date, account_date(match.account)
    return judged(
        aligned, gold, found, _sentence(match, dated=True), right=found == gold or (found is None and _may_be_open(aligned, gold))
    )


def _stated(aligned: Aligned, match: Match) -> Tally:
    gold, found = match.gold.date, account_date(match.account)
    if found is None and _may_be_open(aligned, gold):
        return Tally()
    return compared(aligned, {gold: gold} if gold else {}, {found: found} if found else {}, _sentence(match, dated=True))


def _may_be_open(aligned: Aligned, gold: str | None) -> bool:
    """Tell whether the gold date is no better known than a publication date that is itself an interval."""
    return bool(gold and "/" in gold and aligned.published and "/" in aligned.published)


def _finest(aligned: Aligned, match: Match) -> Tally:
    finest, found = match.gold.places[0], _found_places(match.account)
    if any(same_place(finest, name) for name in found):
        return Tally(1, 1, 1)
    return Tally(
        gold=1,
        predicted=int(bool(found)),
        mistakes=judged(aligned, finest, ", ".join(found) or None, _sentence(match), right=False).mistakes,
    )


def _places(aligned: Aligned, match: Match) -> Tally:
    told = {match.gold.id, *(s.id for s in match.merged)}
    wanted, found = match.gold.places, _found_places(match.account)
    allowed = [p for c in aligned.document.claims if c.strike in told for p in c.places] + [p for s in match.merged for p in s.places]
    return total(
        [
            *(Tally(1, 1, 1) if _listed(name, found) else missing(aligned, name, _sentence(match)) for name in wanted),
            *(surplus(aligned, name, _sentence(match)) for name in found if not _listed(name, [*wanted, *allowed])),
        ]
    )


def _listed(name: str, names: Iterable[str]) -> bool:
    return any(same_place(name, other) for other in names)


def _found_places(account: Account) -> list[str]:
    made: list[str] = []
    for place in (p for r in account.rows for p in r.places):
        if not _listed(place.name, made):
            made.append(place.name)
    return made


def _claim_targets(aligned: Aligned, match: Match) -> list[GoldTarget]:
    told = {match.gold.id, *(s.id for s in match.merged)}
    return [t for c in aligned.document.claims if c.strike in told for t in c.targets] + [t for s in match.merged for t in s.targets]


def _sentence(match: Match, *, dated: bool = False) -> str:
    rows = [r for r in match.account.rows if r.date] if dated else []
    return (rows or list(match.account.rows))[0].evidence


def _first(aligned: Aligned, strike_id: str) -> str:
    return next(aligned.words(c) for c in aligned.document.claims if c.strike == strike_id)


def _named(account: Account) -> str:
    where = ", ".join(_found_places(account)) or "nowhere"
    return f"{account.rows[0].mode or 'unspecified'} {account_date(account) or 'undated'} {where}"
