"""Joins accounts into strikes: people's rulings first, then judgements from the best down, never two of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.linking.view import AccountView
    from kg.model import Judgement, Verdict

    Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clustering:
    """What became of some accounts.

    Attributes:
        groups: Accounts of one strike each, oldest first; sorted by the IRI of the first. An account that is not specific
            is in none, unless a person ruled on it.
        unmet: Rulings of *same* that could not be followed because other rulings part what they would join; sorted.
    """

    groups: tuple[tuple[AccountView, ...], ...]
    unmet: tuple[Pair, ...] = ()


def cluster(
    views: Sequence[AccountView],
    judgements: Iterable[Judgement],
    rulings: Mapping[Pair, Verdict] | None = None,
    apart: Callable[[AccountView, AccountView], bool] = lambda _one, _other: False,
) -> Clustering:
    """Join accounts that were judged the same.

    A person's *different* is always kept, a person's *same* wherever it leaves that. Computed judgements come after, from the
    highest score down, ties by IRI; a join is left out where it would bring together two accounts of one source, or two that are
    apart, however many others lie between them, unless a person ruled that very pair the same.

    Args:
        views: The accounts.
        judgements: Computed ones on pairs of them; only *same* counts.
        rulings: What people hold of pairs, by IRI in sorted order.
        apart: Tells of two accounts whether they tell plainly different things.
    """
    ruled = rulings or {}
    known = {view.iri: view for view in views}
    mine = sorted((pair, verdict) for pair, verdict in ruled.items() if pair[0] in known and pair[1] in known)
    kept = {iri for (pair, verdict) in mine for iri in pair if verdict == "same"}
    groups = {view.iri: [view] for view in views if view.specific or view.iri in kept}
    unmet = []
    for pair, verdict in mine:
        if verdict == "same" and not _join(groups, pair, lambda a, b: _ruling(ruled, a, b) != "different"):
            unmet.append(pair)

    def may_meet(a: AccountView, b: AccountView) -> bool:
        verdict = _ruling(ruled, a, b)
        return verdict == "same" or (verdict != "different" and a.source != b.source and not apart(a, b))

    best = sorted((j for j in judgements if j.verdict == "same"), key=lambda j: (-j.score, j.first, j.second))
    for judgement in best:
        _join(groups, (judgement.first, judgement.second), may_meet)
    distinct = {id(group): group for group in groups.values()}
    made = [tuple(sorted(group, key=age)) for group in distinct.values()]
    return Clustering(tuple(sorted(made, key=lambda group: group[0].iri)), tuple(unmet))


def age(view: AccountView) -> tuple[bool, int, str]:
    """Return the order of accounts: by publication, those without one last; the oldest gives its strike the IRI."""
    return view.published is None, view.published.first if view.published else 0, view.iri


def _ruling(ruled: Mapping[Pair, Verdict], a: AccountView, b: AccountView) -> Verdict | None:
    return ruled.get((min(a.iri, b.iri), max(a.iri, b.iri)))


def _join(groups: dict[str, list[AccountView]], pair: Pair, may_meet: Callable[[AccountView, AccountView], bool]) -> bool:
    """Join the groups of two accounts if each may meet each; True where they are together in the end."""
    one, other = groups.get(pair[0]), groups.get(pair[1])
    if one is None or other is None:
        return False
    if one is other:
        return True
    if not all(may_meet(a, b) for a in one for b in other):
        return False
    one.extend(other)
    for view in other:
        groups[view.iri] = one
    return True
