"""Links the accounts of many sources: what is new is compared within its blocks, and what it touches is joined anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.linking.blocking import looked_under
from kg.linking.clusters import cluster
from kg.linking.index import Index
from kg.linking.judging import Weights, judge
from kg.linking.naming import label_of, mode_of
from kg.linking.viewing import account_views
from kg.model import Judgement
from kg.rdf import Minter, StrikeCluster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.gazetteer import Gazetteer
    from kg.linking.clusters import Clustering
    from kg.linking.index import Member
    from kg.linking.view import AccountView
    from kg.model import Extraction, Verdict

    Pair = tuple[str, str]
    Judged = tuple[int, list[tuple[int, Judgement]]]

TELLING: Final = 0.01
"""Score under which a pair judged different is not kept: ``kg explain`` judges any pair anew."""


@dataclass(frozen=True, slots=True)
class Links:
    """What linking adds; both go into ``kg.rdf.link_quads``.

    Attributes:
        judgements: On the pairs that share a block, but for those that are plainly different; sorted by pair.
        clusters: The strikes, singletons too; each specific account is in exactly one. Sorted by first account.
    """

    judgements: tuple[Judgement, ...] = ()
    clusters: tuple[StrikeCluster, ...] = ()


def link(extractions: Iterable[Extraction], minter: Minter | None = None, gazetteer: Gazetteer | None = None) -> Links:
    """Link the accounts of many sources. The order of the sources does not matter.

    Args:
        extractions: What was read from each; a source given twice counts once.
        minter: Names the accounts; the default base unless told.
        gazetteer: Knows what lies in what; the shipped one unless told.
    """
    minter = minter or Minter()
    return link_views(view for extraction in extractions for view in account_views(extraction, minter, gazetteer=gazetteer))


def link_views(views: Iterable[AccountView], weights: Weights | None = None, rulings: Mapping[Pair, Verdict] | None = None) -> Links:
    """Link accounts that lie in memory.

    Args:
        views: The accounts.
        weights: The shipped ones unless told.
        rulings: What people hold of pairs, by IRI in sorted order.
    """
    sources: dict[str, dict[str, AccountView]] = {}
    for view in views:
        sources.setdefault(view.source, {})[view.iri] = view
    with Index.open(None, "") as index:
        for source, told in sources.items():
            index.put(source, ((view, "") for view in told.values()))
        linker = Linker(index, weights, rulings)
        linker.compare()
        judgements = sorted((index.judgement(*pair) for pair in index.fresh()), key=lambda j: (j.first, j.second))
        clusters = [strike_cluster(group) for component in linker.components() for group in linker.cluster(component).groups]
    return Links(tuple(judgements), tuple(sorted(clusters, key=lambda cluster: cluster.accounts)))


def strike_cluster(group: tuple[AccountView, ...]) -> StrikeCluster:
    """Return the strike that some accounts tell of, oldest first."""
    return StrikeCluster(tuple(sorted(view.iri for view in group)), label_of(group), mode_of(group), group[0].iri)


def judged_pairs(index: Index, numbers: Iterable[int], weights: Weights | None = None) -> Iterator[Judged]:
    """Judge new accounts; of two new ones the later compares both. Nothing is written.

    Args:
        index: The accounts.
        numbers: Those to judge.
        weights: The shipped ones unless told.

    Yields:
        Each with the others that it was compared with and not found plainly different from.
    """
    new = frozenset(index.new())
    for number in numbers:
        mine = index.member(number).view
        others = sorted(other for other in index.sharing(looked_under(mine)) if other < number or other not in new)
        views = ((other, index.member(other).view) for other in others)
        found = ((other, judge(mine, view, weights)) for other, view in views if view.source != mine.source)
        yield number, [(other, j) for other, j in found if j.verdict != "different" or j.score >= TELLING]


@dataclass(frozen=True, slots=True)
class Component:
    """Accounts that hang together.

    Attributes:
        members: As the index keeps them.
        joined: Score of the pairs that were judged the same, by number, the lower first.
    """

    members: tuple[Member, ...]
    joined: Mapping[tuple[int, int], float]


class Linker:
    """Finds the strikes of an index."""

    def __init__(self, index: Index, weights: Weights | None = None, rulings: Mapping[Pair, Verdict] | None = None) -> None:
        """Hold what every comparison needs.

        Args:
            index: The accounts.
            weights: The shipped ones unless told.
            rulings: What people hold of pairs of accounts, by IRI in sorted order.
        """
        self._index = index
        self._weights = weights or Weights.load()
        self._rulings = dict(rulings or {})
        index.rule(self._rulings)
        self._ruled = _neighbours(self._rulings, "same")

    def judge(self, one: str, other: str) -> Judgement | None:
        """Judge two accounts of the index by IRI, whatever people ruled; ``None`` where it lacks one of them."""
        numbers = self._index.number(one), self._index.number(other)
        if numbers[0] is None or numbers[1] is None:
            return None
        return judge(self._index.member(numbers[0]).view, self._index.member(numbers[1]).view, self._weights)

    def compare(self, tick: Callable[[str], None] = lambda _: None, judged: Iterable[Judged] | None = None) -> None:
        """Judge every new account and those that share a block with it.

        Args:
            tick: Called at each account.
            judged: What `judged_pairs` found for all that are new, if that was done elsewhere.
        """
        for number, pairs in judged_pairs(self._index, self._index.new(), self._weights) if judged is None else judged:
            tick("comparing accounts")
            self._index.judged(number, pairs)
        self._index.commit()

    def components(self) -> Iterator[Component]:
        """Yield the accounts that hang together by *same*, of which one at least is unsettled."""
        seen: set[int] = set()
        for start in self._index.unsettled():
            if start in seen:
                continue
            seen.add(start)
            reached, joined = [start], dict[tuple[int, int], float]()
            for number in reached:  # grows as it goes
                same = self._index.same(number)
                joined |= {(min(number, other), max(number, other)): score for other, score in same}
                for other in (*(other for other, _ in same), *self._ruled_same(number)):
                    if other not in seen:
                        seen.add(other)
                        reached.append(other)
            yield Component(tuple(map(self._index.member, reached)), joined)

    def cluster(self, component: Component) -> Clustering:
        """Find the strikes of accounts that hang together."""
        iris = {member.id: member.view.iri for member in component.members}
        pairs = ((sorted((iris[one], iris[other])), score) for (one, other), score in component.joined.items())
        judgements = [Judgement(first, second, "same", score) for (first, second), score in pairs]
        return cluster([member.view for member in component.members], judgements, self._rulings, _vetoes(self._weights))

    def _ruled_same(self, number: int) -> Iterator[int]:
        if self._ruled:
            for iri in self._ruled.get(self._index.member(number).view.iri, ()):
                other = self._index.number(iri)
                if other is not None:
                    yield other


def _vetoes(weights: Weights) -> Callable[[AccountView, AccountView], bool]:
    """Return what tells whether two accounts are plainly different; each pair is judged once."""
    known: dict[Pair, bool] = {}

    def apart(one: AccountView, other: AccountView) -> bool:
        pair = (min(one.iri, other.iri), max(one.iri, other.iri))
        if pair not in known:
            known[pair] = judge(one, other, weights).verdict == "different"
        return known[pair]

    return apart


def _neighbours(rulings: Mapping[Pair, Verdict], verdict: Verdict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (one, other), held in sorted(rulings.items()):
        if held == verdict:
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found
