"""Writes what linking found into the graph, so that a transaction holds whole strikes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg import rdf
from kg.linking.linker import strike_cluster
from kg.linking.wires import root_voice
from kg.model import LINKER
from kg.summaries import derive, notes_from_json, summary_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from kg.linking.index import Index
    from kg.linking.linker import Component, Linker
    from kg.model import Judgement
    from kg.pipeline.ruling import Pair
    from kg.rdf import StrikeCluster
    from kg.store import Store
    from kg.summaries import AccountNotes

_MANY: Final = 8_000
"""Accounts and judgements that go into one transaction when much is linked at once."""


@dataclass
class _Batch:
    """What goes into one transaction.

    Attributes:
        subjects: Nodes of the graph of links of which only ``quads`` shall be stated.
        quads: What shall be stated.
        judged: Judgements that shall be stated.
        pairs: Judged pairs, to be unmarked.
        strikes: Strike and number of each account, to be kept.
        clusters: Strikes that shall be stated.
        told: Strikes and their accounts, to be summarised.
        voices: Root voice of the text that several sources carry, by source.
    """

    subjects: set[NamedNode] = field(default_factory=set)
    quads: list[Quad] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    strikes: list[tuple[str | None, int]] = field(default_factory=list)
    clusters: list[StrikeCluster] = field(default_factory=list)
    told: list[tuple[str, list[AccountNotes]]] = field(default_factory=list)
    voices: dict[str, str] = field(default_factory=dict)


class Writer:
    """Brings the graphs of links and of summaries in line with an index."""

    def __init__(self, kept: Store, index: Index, rules: str) -> None:
        """Take the store, the index of its accounts, and the rules of grades."""
        self._kept = kept
        self._index = index
        self._rules = rules
        self._batch = _Batch()
        self._under_way: tuple[Future[None], _Batch] | None = None
        self._thread = ThreadPoolExecutor(1)
        self._copied: frozenset[str] = frozenset()
        self._blank = kept.is_empty(kept.minter.graph("links"))

    def write(self, linker: Linker, tick: Callable[[str], None]) -> list[Pair]:
        """Write all that is not written yet.

        Args:
            linker: Has compared what is new.
            tick: Called at each strike.

        Returns:
            Rulings of *same* that could not be followed.
        """
        self._batch.quads += rdf.judge_quads(LINKER, self._kept.minter)
        self._write_texts()
        self._copied = self._index.texts.copied()
        for pair in self._index.fresh():
            self._write_judgement(pair)
        unmet: list[Pair] = []
        for component in linker.components():
            tick("writing strikes")
            unmet += self._write_strikes(linker, component)
        self._batch.subjects.update(node for name in self._index.gone() for node in self._subjects(name))
        self._flush(last=True)
        self._thread.shutdown()
        return unmet

    def _write_texts(self) -> None:
        minter, graph = self._kept.minter, self._kept.minter.graph("links")
        for group in self._index.texts.unsettled():
            self._batch.subjects.update(node for copy in group for node in self._subjects(copy.source))
            if len(group) > 1:
                self._batch.quads += rdf.root_quads(group[0].document, [copy.source for copy in group], minter, graph)
                self._index.texts.unsettle(group)

    def _write_judgement(self, pair: tuple[int, int]) -> None:
        judgement = self._index.judgement(*pair)
        self._batch.pairs.append(pair)
        self._batch.subjects.add(self._kept.minter.judgement(judgement.first, judgement.second, judgement.by))
        self._batch.judged.append(judgement)
        self._flush()

    def _write_strikes(self, linker: Linker, component: Component) -> tuple[Pair, ...]:
        """Write the strikes of accounts that hang together."""
        minter = self._kept.minter
        members = {member.view.iri: member for member in component.members}
        found = linker.cluster(component)
        strikes: dict[str, str] = {}
        for group in found.groups:
            cluster = strike_cluster(group)
            strikes |= dict.fromkeys(cluster.accounts, cluster.iri(minter).value)
            self._batch.clusters.append(cluster)
            told = [notes_from_json(members[account].notes) for account in cluster.accounts]
            self._batch.told.append((cluster.iri(minter).value, told))
        for source in {minter.source(member.view.source).value for member in members.values()} & self._copied:
            self._batch.voices[source] = root_voice([copy.document for copy in self._index.texts.group(source)])
        self._batch.subjects.update(node for iri in members for node in self._subjects(iri))
        self._batch.strikes += [(strikes.get(iri), member.id) for iri, member in members.items()]
        self._flush()
        return found.unmet

    def _subjects(self, name: str) -> tuple[NamedNode, ...]:
        """Return the nodes of the graph of links that a source, an account, or a pair of accounts stands behind."""
        first, _, second = name.partition(" ")
        minter = self._kept.minter
        if second:
            return (minter.judgement(first, second, LINKER),)
        if first.startswith(f"{minter.base}source/"):
            return NamedNode(first), minter.root(first)
        return NamedNode(first), minter.strike(first)

    def _flush(self, *, last: bool = False) -> None:
        """Write in one transaction what differs from the graph, if it is much or the last, then remember that it is written."""
        batch = self._batch
        if len(batch.judged) + len(batch.strikes) < _MANY and not last:
            return
        minter = self._kept.minter
        wanted = [
            *batch.quads,
            *rdf.link_quads(batch.clusters, batch.judged, minter),
            *derive(batch.told, minter, self._rules, batch.voices),
        ]
        gone: set[Quad] = set()
        if not self._blank:
            held = {quad for node in batch.subjects for quad in self._held(node)}
            gone, wanted = held.difference(wanted), [quad for quad in wanted if quad not in held]
        self._settle()
        # the database writes while the next batch is put together
        self._under_way = self._thread.submit(self._kept.change, gone, wanted), batch
        self._batch = _Batch()
        if last:
            self._settle()
            self._index.settle()

    def _settle(self) -> None:
        """Wait until what is under way is in the graph, and remember it."""
        if self._under_way is not None:
            written, batch = self._under_way
            written.result()
            self._index.written(batch.pairs, batch.strikes)
            self._under_way = None

    def _held(self, node: NamedNode) -> Iterator[Quad]:
        """Yield what the graphs hold of a node, and of the summary of a strike."""
        yield from self._kept.about(node, self._kept.minter.graph("links"))
        yield from self._kept.parts(summary_iri(node.value), self._kept.minter.graph("derived"))
