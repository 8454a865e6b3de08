"""Joins accounts into strikes by the judgements on them, best first, never two of one source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.linking.view import AccountView
    from kg.model import Judgement


def cluster(views: Sequence[AccountView], judgements: Iterable[Judgement]) -> tuple[tuple[AccountView, ...], ...]:
    """Join accounts that were judged the same.

    Judgements are taken from the highest score down, ties by IRI. A join is left out where it would bring together two
    accounts of one source, or two that were judged different, however many others lie between them.

    Args:
        views: The accounts; those that are not specific join nothing and make no strike.
        judgements: On pairs of them.

    Returns:
        Each specific account in exactly one group; groups and their members sorted by IRI.
    """
    known = sorted(judgements, key=lambda j: (-j.score, j.first, j.second, j.by))
    groups = {view.iri: [view] for view in views if view.specific}
    apart = {(j.first, j.second) for j in known if j.verdict == "different"}
    for judgement in known:
        if judgement.verdict != "same":
            continue
        one, other = groups.get(judgement.first), groups.get(judgement.second)
        if one is None or other is None or one is other or not _may_join(one, other, apart):
            continue
        one.extend(other)
        for view in other:
            groups[view.iri] = one
    distinct = {id(group): group for group in groups.values()}
    made = [tuple(sorted(group, key=lambda view: view.iri)) for group in distinct.values()]
    return tuple(sorted(made, key=lambda group: group[0].iri))


def _may_join(one: Iterable[AccountView], other: Iterable[AccountView], apart: set[tuple[str, str]]) -> bool:
    return all(a.source != b.source and (min(a.iri, b.iri), max(a.iri, b.iri)) not in apart for a in one for b in other)
