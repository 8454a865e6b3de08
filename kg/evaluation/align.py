"""Decides which predicted claim answers which gold claim, and which account answers which gold strike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evaluation.assign import assign
from kg.evaluation.names import same_claimant, same_place
from kg.evaluation.rows import accounts, belongs
from kg.evaluation.spans import likeness, locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.evaluation.gold import GoldClaim, GoldDocument, GoldStrike
    from kg.evaluation.names import Resolver
    from kg.evaluation.rows import Account, Row
    from kg.evaluation.spans import Span


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim, where its evidence stands in the text, and the row that answers it."""

    gold: GoldClaim
    row: Row
    likeness: float


@dataclass(frozen=True, slots=True)
class Match:
    """A gold strike and the account that answers it, with the gold strikes that were rightly merged into it."""

    gold: GoldStrike
    account: Account
    merged: tuple[GoldStrike, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """One document: what was found, missed and invented. What scoring leaves out of account is in none of these.

    Attributes:
        pairs: Required gold claims that were found.
        invented: Rows about a strike that answer no gold claim.
        strikes: Required gold strikes that were found.
        elsewhere: Rows about no strike.
        published: Date of publication, by the gold or else by the rows.
    """

    document: GoldDocument
    text: str
    pairs: tuple[Pair, ...]
    missed: tuple[GoldClaim, ...]
    invented: tuple[Row, ...]
    strikes: tuple[Match, ...]
    missed_strikes: tuple[GoldStrike, ...]
    invented_accounts: tuple[Account, ...]
    elsewhere: tuple[Row, ...]
    published: str | None

    def spans(self, claim: GoldClaim) -> tuple[Span, ...]:
        """Return where the evidence of a gold claim stands."""
        return locate(claim.evidence, self.text, f"{self.document.source}: {claim.id}")

    def words(self, claim: GoldClaim) -> str:
        """Return the evidence of a gold claim as words."""
        start, end = self.spans(claim)[0]
        return self.text[start:end]


def align(document: GoldDocument, rows: Sequence[Row], text: str, resolve: Resolver | None = None) -> Aligned:
    """Align one document with the rows predicted for it.

    Raises:
        GoldError: The evidence of a gold claim is not in the text.
    """
    mine = tuple(r for r in rows if belongs(r.file, document.source))
    told = tuple(r for r in mine if r.account is not None)
    required = _required(document)
    pairs, excused = _claims(document, told, text, resolve)
    matches = _strikes(document, pairs, accounts(told))
    scored = [m for m in matches if m.gold.id in required and m.account.specific]
    merged = _merged(document, pairs, scored)
    found = {s.gold.id for s in scored} | {s.id for _, s in merged}
    used = {m.account.rows[0].account for m in matches}
    return Aligned(
        document=document,
        text=text,
        pairs=tuple(p for p in pairs if _counts(p.gold, document)),
        missed=tuple(c for c in document.claims if _counts(c, document) and c.id not in {p.gold.id for p in pairs}),
        invented=tuple(r for r in told if r not in excused and all(r is not p.row for p in pairs)),
        strikes=tuple(Match(m.gold, m.account, tuple(s for a, s in merged if a is m.account)) for m in scored),
        missed_strikes=tuple(s for s in document.strikes if s.id in required - found),
        invented_accounts=tuple(
            a for a in accounts(told) if document.complete and a.rows[0].account not in used and a.specific and not set(a.rows) <= excused
        ),
        elsewhere=tuple(r for r in mine if r.account is None),
        published=document.published or next((r.published for r in mine if r.published), None),
    )


def _counts(claim: GoldClaim, document: GoldDocument) -> bool:
    """Tell whether a gold claim must be found: not optional, and about one occasion."""
    return not claim.optional and any(s.id == claim.strike and s.specific for s in document.strikes)


def _required(document: GoldDocument) -> set[str]:
    """Return the strikes that must be found: those with a claim that must be."""
    return {c.strike for c in document.claims if _counts(c, document)}


def _claims(document: GoldDocument, told: Sequence[Row], text: str, resolve: Resolver | None) -> tuple[tuple[Pair, ...], set[Row]]:
    """Pair claims one to one; also return the rows that are neither right nor wrong."""
    spans = {c.id: locate(c.evidence, text, f"{document.source}: {c.id}") for c in document.claims}
    like = [[max(likeness(s, (r.start, r.end), text) for s in spans[c.id]) for r in told] for c in document.claims]
    weights = [
        [_weight(c, r, like[g][p], document, resolve) if like[g][p] else 0.0 for p, r in enumerate(told)]
        for g, c in enumerate(document.claims)
    ]
    chosen = assign(weights)
    pairs = tuple(Pair(document.claims[g], told[p], like[g][p]) for g, p in chosen)
    ignored = [g for g, c in enumerate(document.claims) if not _counts(c, document)]
    paired = {p for _, p in chosen}
    excused = {p.row for p in pairs if not _counts(p.gold, document)} | {
        r for p, r in enumerate(told) if p not in paired and (not document.complete or not r.specific or any(like[g][p] for g in ignored))
    }
    return pairs, excused


def _weight(claim: GoldClaim, row: Row, like: float, document: GoldDocument, resolve: Resolver | None) -> float:
    """Weigh a pair: as many pairs as can be, then the closest words, then the closest content."""
    strike = next(s for s in document.strikes if s.id == claim.strike)
    return (
        10.0
        + 4.0 * like
        + 2.0 * same_claimant(claim.claimant, row.claimant, row.claimant_kind, resolve)
        + 0.5 * (claim.polarity == row.polarity)
        + 1.0 * _shares_place(claim.places or strike.places[:1], row)
        + 1.0 * bool({(f.outcome, f.low, f.high) for f in claim.casualties} & {(f.outcome, f.low, f.high) for f in row.casualties})
        + 0.25 * _counts(claim, document)
    )


def _shares_place(names: Sequence[str], row: Row) -> bool:
    return any(same_place(n, p.name) for n in names for p in row.places)


def _strikes(document: GoldDocument, pairs: Sequence[Pair], found: Sequence[Account]) -> list[Match]:
    """Pair strikes with accounts one to one by the evidence of their claims, then by place and date."""
    weights = [[_shared(strike, account, pairs) for account in found] for strike in document.strikes]
    return [Match(document.strikes[g], found[p]) for g, p in assign(weights)]


def _shared(strike: GoldStrike, account: Account, pairs: Sequence[Pair]) -> float:
    shared = sum(p.likeness for p in pairs if p.gold.strike == strike.id and p.row.account == account.rows[0].account)
    if not shared:
        return 0.0
    agreement = any(_shares_place(strike.places[:1], r) for r in account.rows) + any(r.date == strike.date for r in account.rows)
    alike = shared + agreement / 100
    return alike if strike.specific == account.specific else alike / 10


def _merged(document: GoldDocument, pairs: Sequence[Pair], scored: Sequence[Match]) -> list[tuple[Account, GoldStrike]]:
    """Return the gold strikes without an account of their own that may stand, and do stand, within a partner's."""
    partners = {frozenset((s.id, s.same_event_ok)) for s in document.strikes if s.same_event_ok}
    alone = [s for s in document.strikes if all(s.id != m.gold.id for m in scored)]
    return [
        (m.account, s)
        for s in alone
        for m in scored
        if frozenset((s.id, m.gold.id)) in partners
        and any(p.gold.strike == s.id and p.row.account == m.account.rows[0].account for p in pairs)
    ]
