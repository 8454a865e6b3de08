"""The way from accounts in a store to strikes, and from strikes to their summaries: only what changed is worked on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg import linking, rdf
from kg.gazetteer import Gazetteer
from kg.linking.index import Index
from kg.linking.linker import Linker, strike_cluster
from kg.model import LINKER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.model import Extraction
    from kg.store import Store

INDEX: Final = "links.db"
_MANY: Final = 50_000
"""Quads that go into one transaction when much is linked at once."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found.

    Attributes:
        strikes: Strikes in the store.
        merged: Of those, the ones that several accounts tell of.
        notes: Where the linker, or the store, and what people ruled do not go together; one line each.
    """

    strikes: int
    merged: int
    notes: tuple[str, ...] = ()


@contextmanager
def keeping(kept: Store, gazetteer: Path | None = None) -> Iterator[Keeper]:
    """Yield what keeps the links of a store up to date.

    Args:
        kept: A store opened for writing.
        gazetteer: Folder of an imported gazetteer, used beside the shipped one.
    """
    places = Gazetteer.load(gazetteer)
    with Index.open(kept.folder / INDEX, linking.state(places)) as index:
        yield Keeper(kept, index, places)


def relink(kept: Store, gazetteer: Path | None = None) -> Linked:
    """Judge anew, from the accounts alone, which of them tell of one strike.

    Args:
        kept: A store opened for writing.
        gazetteer: Folder of an imported gazetteer, used beside the shipped one.
    """
    for part in kept.folder.glob(f"{INDEX}*"):
        part.unlink()
    with keeping(kept, gazetteer) as keeper:
        return keeper.update()


def add(kept: Store, extractions: Iterable[Extraction], gazetteer: Path | None = None) -> Linked:
    """Store what was read from some sources and link it with what is there.

    Args:
        kept: A store opened for writing.
        extractions: What was read; a source that the store holds is replaced.
        gazetteer: Folder of an imported gazetteer, used beside the shipped one.
    """
    with keeping(kept, gazetteer) as keeper:
        for extraction in extractions:
            keeper.store(extraction)
        return keeper.update()


class Keeper:
    """Keeps the links of one open store: got from `keeping`."""

    def __init__(self, kept: Store, index: Index, places: Gazetteer) -> None:
        """Take the store, the index of its accounts, and what lies in what."""
        self.kept = kept
        self._index = index
        self._places = places

    def store(self, extraction: Extraction) -> bool:
        """Store what was read from a source; False where the store holds just that."""
        source = self.kept.minter.source(extraction.document.sha256).value
        known = self._index.holds(source)
        self._index.expect(source)
        changed = self.kept.replace_source(extraction)
        if changed or not known:
            self._put(source, extraction)
        else:
            self._index.keep(source)
        self._index.commit()
        return changed

    def remove(self, source: str) -> None:
        """Remove a source from the store."""
        self._index.expect(source)
        self.kept.remove_source(source)
        self._index.drop(source)
        self._index.commit()

    def update(self) -> Linked:
        """Bring strikes and summaries up to date with the accounts."""
        self._mend()
        linker = Linker(self._index)
        linker.compare()
        stale = self._index.stale()
        batch = _Batch(stale=stale, quads=rdf.judge_quads(LINKER, self.kept.minter))
        batch.subjects.update(node for name in stale for node in self._subjects(name))
        for pair in self._index.fresh():
            judgement = self._index.judgement(*pair)
            batch.pairs.append(pair)
            batch.subjects.add(self.kept.minter.judgement(judgement.first, judgement.second, judgement.by))
            batch.quads += rdf.judgement_quads([judgement], self.kept.minter)
            batch = self._flushed(batch)
        for component in linker.components():
            self._write(linker, component, batch)
            batch = self._flushed(batch)
        self._flush(batch)
        return Linked(*self._index.counts())

    def _mend(self) -> None:
        """Take in sources that a stopped run left, or all where the index is new."""
        if self._index.meta("whole") is None:
            for name in ("links", "derived"):
                self.kept.replace_graph(self.kept.minter.graph(name), ())
            for source in self.kept.sources():
                if not self._index.holds(source):
                    self._put(source, self.kept.record(source, with_text=True).extraction)
            self._index.note("whole", "yes")
        present = set(self.kept.sources()) if self._index.expected() else set()
        for source in self._index.expected():
            if source in present:
                self._put(source, self.kept.record(source, with_text=True).extraction)
            else:
                self._index.drop(source)
        self._index.commit()

    def _put(self, source: str, extraction: Extraction) -> None:
        views = linking.account_views(extraction, self.kept.minter, gazetteer=self._places)
        self._index.put(source, ((view, "") for view in views))

    def _write(self, linker: Linker, component: tuple[int, ...], batch: _Batch) -> None:
        """Add the strikes of accounts that hang together to what is to be written."""
        minter = self.kept.minter
        members = {member.view.iri: member for member in map(self._index.member, component)}
        found = linker.cluster(component)
        strikes: dict[str, str] = {}
        for group in found.groups:
            cluster = strike_cluster(group)
            strikes |= dict.fromkeys(cluster.accounts, cluster.iri(minter).value)
            batch.quads += rdf.strike_quads([cluster], minter)
        batch.subjects.update(node for iri in members for node in self._subjects(iri))
        batch.strikes += [(strikes.get(iri), member.id) for iri, member in members.items()]

    def _subjects(self, name: str) -> tuple[NamedNode, ...]:
        """Return the nodes of the graph of links that an account, or a pair of them, stands behind."""
        first, _, second = name.partition(" ")
        if second:
            return (self.kept.minter.judgement(first, second, LINKER),)
        return NamedNode(first), self.kept.minter.strike(first)

    def _flushed(self, batch: _Batch) -> _Batch:
        if len(batch.quads) < _MANY:
            return batch
        self._flush(batch)
        return _Batch()

    def _flush(self, batch: _Batch) -> None:
        """Write in one transaction what differs from the graph, then remember that it is written."""
        graph = self.kept.minter.graph("links")
        held = {quad for node in batch.subjects for quad in self.kept.about(node, graph)}
        wanted = set(batch.quads)
        self.kept.change(rdf.sorted_quads(held - wanted), rdf.sorted_quads(wanted - held))
        self._index.written(batch.stale, batch.pairs, batch.strikes)


@dataclass
class _Batch:
    """What goes into one transaction.

    Attributes:
        subjects: Nodes of the graph of links of which only ``quads`` shall be stated.
        quads: What shall be stated.
        stale: Names of what went, to be unmarked.
        pairs: Judged pairs, to be unmarked.
        strikes: Strike and number of each account, to be kept.
    """

    subjects: set[NamedNode] = field(default_factory=set)
    quads: list[Quad] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    strikes: list[tuple[str | None, int]] = field(default_factory=list)
