"""Compares strikes by the accounts they join; an account is known by its claims."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.diffs.changes import Change, FieldChange, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.diffs.reading import Build, Strike

_MOST: Final = 3
"""How many files a strike is told by before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Tellers:
    """Where sources and accounts of a build stand.

    Attributes:
        files: The file of each source and account, by IRI.
        openings: The first sentence of each account.
    """

    files: Mapping[str, str]
    openings: Mapping[str, str]

    @staticmethod
    def of(build: Build) -> Tellers:
        """Read them off a build."""
        told = [(account, source.extraction.document.file) for source in build.sources for account in source.accounts]
        files = {source.iri: source.extraction.document.file for source in build.sources}
        return Tellers(files | {account.iri: file for account, file in told}, {account.iri: account.claims[0].quote for account, _ in told})

    def words(self, account: str) -> str:
        """Return an account by its file and first sentence; by its IRI where the build has it no more."""
        return f"{self.files[account]}, “{self.openings[account]}”" if account in self.openings else account

    def strike(self, strike: Strike) -> str:
        """Return a strike by its label and the files that tell of it."""
        files = sorted({self.files.get(account, account) for account in strike.accounts})
        more = [f"{len(files) - _MOST} more"] if len(files) > _MOST else []
        return f"{strike.label} ({', '.join(files[:_MOST] + more)})"


def compare_strikes(old: Build, new: Build, same: Mapping[str, str]) -> list[Change]:
    """Compare strikes.

    Args:
        old: The one build.
        new: The other.
        same: IRI in ``new`` of the account that has another in ``old``.

    Returns:
        Strikes added, gone, changed in label, mode or accounts, joined, split or regrouped; sorted by label.
    """
    was, now = Tellers.of(old), Tellers.of(new)
    found = (_change(before, after, was, now, same) for before, after in _shared(old.strikes, new.strikes, same))
    return sorted(
        (change for change in found if change), key=lambda change: (str(change.item.facts["label"]), str(change.item.facts["strike"]))
    )


def _shared(old: Sequence[Strike], new: Sequence[Strike], same: Mapping[str, str]) -> Iterator[tuple[list[Strike], list[Strike]]]:
    """Yield the strikes that share accounts, directly or through others."""
    holder = {account: j for j, strike in enumerate(new) for account in strike.accounts}
    kept = [[same[account] for account in strike.accounts if same.get(account) in holder] for strike in old]
    telling: dict[str, list[int]] = {}
    for i, accounts in enumerate(kept):
        for account in accounts:
            telling.setdefault(account, []).append(i)
    seen_old: set[int] = set()
    seen_new: set[int] = set()
    for start in range(len(old)):
        if start not in seen_old:
            reached = [start]
            others: list[int] = []
            for i in reached:
                for j in sorted({holder[account] for account in kept[i]} - set(others)):
                    others.append(j)
                    reached += sorted({k for account in new[j].accounts for k in telling.get(account, ())} - set(reached))
            seen_old.update(reached)
            seen_new.update(others)
            yield [old[i] for i in reached], [new[j] for j in others]
    yield from (([], [strike]) for j, strike in enumerate(new) if j not in seen_new)


def _change(old: list[Strike], new: list[Strike], was: Tellers, now: Tellers, same: Mapping[str, str]) -> Change | None:
    before, after = tuple(_item(strike, was) for strike in old), tuple(_item(strike, now) for strike in new)
    if not (old and new):
        return Change("", before, after)
    fields = _fields(old[0], new[0]) if len(old) == len(new) == 1 else ()
    notes = [("joined from", [was.strike(strike) for strike in old])] if len(old) > 1 else []
    notes += [("split into", [now.strike(strike) for strike in new])] if len(new) > 1 else []
    kept = {same[account] for account in _accounts(old) if account in same} & {*_accounts(new)}
    notes += [("account lost", [was.words(account)]) for account in _accounts(old) if same.get(account) not in kept]
    notes += [("account gained", [now.words(account)]) for account in _accounts(new) if account not in kept]
    if not (fields or notes):
        return None
    return Change("", before, after, fields, tuple((heading, tuple(words)) for heading, words in notes))


def _accounts(strikes: Iterable[Strike]) -> list[str]:
    return list(chain.from_iterable(strike.accounts for strike in strikes))


def _fields(old: Strike, new: Strike) -> tuple[FieldChange, ...]:
    stated = (("label", old.label, new.label), ("mode", old.mode, new.mode))
    return tuple(FieldChange(name, (before,), (after,)) for name, before, after in stated if before != after)


def _item(strike: Strike, tellers: Tellers) -> Item:
    facts = {"strike": strike.iri, "label": strike.label, "mode": strike.mode, "accounts": list(strike.accounts)}
    return Item(facts, "{}", (tellers.strike(strike),))
