"""Compares what two builds tell of one report: its claims, its accounts and itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.diffs.changes import Change, FieldChange, Item, changed_fields, shown
from kg.diffs.pairing import by_keys, by_likeness, by_votes
from kg.diffs.values import Value, account_values, claim_values, document_values
from kg.rdf import last_part

if TYPE_CHECKING:
    from kg.diffs.pairing import Pairs
    from kg.diffs.values import Stated
    from kg.model import Claim, Document
    from kg.rdf import AccountRecord, ClaimRecord, SourceRecord

_SAME_SPEAKER: Final = 0.5
"""How much of a span one claimant is worth when claims are paired."""
_ALIKE: Final = 0.4
"""From which share of common words on two sentences of a revised report may be one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with what it states and the account it belongs to."""

    record: ClaimRecord
    source: SourceRecord
    account: AccountRecord | None
    stated: Stated

    @property
    def speaker(self) -> tuple[Value, ...]:
        """Return who says it."""
        return self.stated["claimant"]

    @property
    def span(self) -> tuple[int, int]:
        """Return where it stands."""
        return self.record.claim.start, self.record.claim.end


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """What differs in one report, and the new IRI of each account and claim that stands in both builds."""

    report: Change | None
    claims: list[Change]
    same: dict[str, str] = field(default_factory=dict)


def compare_reports(old: SourceRecord | None, new: SourceRecord | None) -> ReportChanges:
    """Compare a report in two builds.

    Args:
        old: As it was; ``None`` where it was not.
        new: As it is; ``None`` where it is no more.
    """
    was, now = _told(old), _told(new)
    if old is None or new is None:
        return ReportChanges(_report(old, new), [_claim(one, None) for one in was] + [_claim(None, one) for one in now])
    same_text = _document(old).sha256 == _document(new).sha256
    pairs, gone, added = _paired(was, now, same_text=same_text)
    same = _same_accounts(pairs)
    seen: set[str] = set()
    changes = [_claim(one, None) for one in gone] + [_claim(None, one) for one in added]
    for one, other in sorted(pairs, key=lambda pair: pair[1].span):
        fields = _fields(one, other, same_text=same_text) + _account_fields(one.account, other.account, same, seen)
        changes += [Change(_document(new).file, (_item(one),), (_item(other),), fields)] if fields else []
    same |= {one.record.iri: other.record.iri for one, other in pairs}
    return ReportChanges(_report(old, new), sorted(changes, key=_place), same)


def _place(change: Change) -> tuple[int, int, str, str]:
    facts = change.item.facts
    return int(str(facts["start"])), int(str(facts["end"])), change.kind, str(facts["claim"])


def _document(record: SourceRecord) -> Document:
    return record.extraction.document


def _told(source: SourceRecord | None) -> list[Told]:
    """Return all claims of a report in the order of the text."""
    if source is None:
        return []
    told: list[tuple[AccountRecord | None, ClaimRecord]] = [(account, claim) for account in source.accounts for claim in account.claims]
    told += [(None, claim) for claim in source.elsewhere]
    found = [Told(claim, source, account, claim_values(claim.claim, claim.quote)) for account, claim in told]
    return sorted(found, key=lambda one: (one.span, last_part(one.record.iri)))


def _paired(old: list[Told], new: list[Told], *, same_text: bool) -> tuple[Pairs[Told], list[Told], list[Told]]:
    """Pair claims: equal ones, then those of one name or sentence, then the nearest."""
    if same_text:
        keys = [lambda one: (one.span, *one.stated.values()), lambda one: last_part(one.record.iri)]
    else:
        keys = [
            lambda one: tuple(one.stated.values()),
            lambda one: (one.record.quote, one.speaker),
            lambda one: one.record.quote,
        ]
    pairs, gone, added = by_keys(old, new, keys)
    words = {id(one): frozenset(one.record.quote.lower().split()) for one in (*gone, *added)}

    def likeness(one: Told, other: Told) -> float:
        score = _overlap(one, other) if same_text else _share(words[id(one)], words[id(other)])
        return score and score + (_SAME_SPEAKER if one.speaker == other.speaker else 0)

    near, gone, added = by_likeness(gone, added, likeness)
    return pairs + near, gone, added


def _overlap(one: Told, other: Told) -> float:
    """Return the share of two spans that both hold."""
    (start, end), (first, last) = one.span, other.span
    return max(0, min(end, last) - max(start, first)) / (max(end, last) - min(start, first))


def _share(words: frozenset[str], others: frozenset[str]) -> float:
    """Return the share of words that both sentences hold, 0 where it is too small to mean anything."""
    share = len(words & others) / max(1, len(words | others))
    return share if share >= _ALIKE else 0


def _same_accounts(pairs: Pairs[Told]) -> dict[str, str]:
    """Pair accounts by the number of claims that they have in common; by IRI."""
    votes = Counter((one.account.iri, other.account.iri) for one, other in pairs if one.account and other.account)
    old, new = (list(dict.fromkeys(iris)) for iris in zip(*votes, strict=True)) if votes else ([], [])
    scored = ((-count, old.index(one), new.index(other)) for (one, other), count in votes.items())
    return dict(by_votes(old, new, scored)[0])


def _fields(old: Told, new: Told, *, same_text: bool) -> tuple[FieldChange, ...]:
    spans = changed_fields({"span": _span(old)}, {"span": _span(new)}) if same_text else ()
    return changed_fields(old.stated, new.stated) + spans


def _span(told: Told) -> tuple[Value, ...]:
    words = "{} to {}".format(*told.span)
    return (Value(words, words),)


def _account_fields(old: AccountRecord | None, new: AccountRecord | None, same: dict[str, str], seen: set[str]) -> tuple[FieldChange, ...]:
    """Return whether a claim went to another account, or else, once per account, what the account states otherwise."""
    if old is None and new is None:
        return ()
    if old is None or new is None or same.get(old.iri) != new.iri:
        return (FieldChange("account", _opening(old), _opening(new)),)
    if new.iri in seen:
        return ()
    seen.add(new.iri)
    return changed_fields(account_values(old.account), account_values(new.account))


def _opening(account: AccountRecord | None) -> tuple[str, ...]:
    """Return an account by the words that it begins with."""
    return () if account is None else (f"that of “{account.claims[0].quote}”",)


def _claim(old: Told | None, new: Told | None) -> Change:
    told = old or new
    if told is None:
        raise ValueError("No claim to tell of")
    return Change(_document(told.source).file, _items(old), _items(new))


def _items(told: Told | None) -> tuple[Item, ...]:
    return () if told is None else (_item(told),)


def _item(told: Told) -> Item:
    claim = told.record.claim
    facts = {
        "claim": told.record.iri,
        "source": told.source.iri,
        "file": _document(told.source).file,
        "account": told.account.iri if told.account else None,
        "start": claim.start,
        "end": claim.end,
        **shown(told.stated),
    }
    return Item(facts, *_lead(claim, told.stated["attributes_to"]), told.record.quote)


def _lead(claim: Claim, blamed: tuple[Value, ...]) -> tuple[str, tuple[str, ...]]:
    """Return who says it and whom it blames, as a pattern and the names for it."""
    says = {"affirmed": "blaming", "negated": "denying that it was", "unconfirmed": "leaving open whether it was"}.get(
        claim.polarity, claim.polarity
    )
    blames = f"{says} {', '.join('{}' for _ in blamed)}" if blamed else "blaming nobody"
    sure = f" ({claim.attribution_certainty})" if claim.attribution_certainty not in {None, "certain"} else ""
    speaker = claim.claimant.actor
    names = tuple(value.words for value in blamed)
    who, words = ("{}", (speaker.name, *names)) if speaker else ("the report itself", names)
    return f"{who}, {blames}{sure}", words


def _report(old: SourceRecord | None, new: SourceRecord | None) -> Change | None:
    """Return what became of a report itself, ``None`` where nothing did."""
    records = [record for record in (old, new) if record is not None]
    items = [Item({"source": r.iri, **shown(document_values(_document(r)))}, "{}", (_document(r).file,)) for r in records]
    file = _document(records[-1]).file
    if old is None:
        return Change(file, (), (items[0],))
    if new is None:
        return Change(file, (items[0],), ())
    fields = changed_fields(document_values(_document(old)), document_values(_document(new)))
    return Change(file, (items[0],), (items[1],), fields) if fields else None
