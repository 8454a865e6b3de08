"""The way from accounts in a store to strikes: only what changed, and what it touches, is worked on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from json import dumps, loads
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from kg import linking
from kg.gazetteer import Gazetteer
from kg.linking.index import Index, pair_name
from kg.linking.linker import Linker
from kg.linking.texts import TextFacts
from kg.pipeline.comparing import judged
from kg.pipeline.curating import load
from kg.pipeline.ruling import rulings, short
from kg.pipeline.state import state
from kg.pipeline.writing import Writer
from kg.resources import SHIPPED
from kg.summaries import account_notes, load_rules, notes_to_json
from kg.vocab import KG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.linking.linker import Judged
    from kg.model import Extraction, Passage, Rejection
    from kg.pipeline.ruling import Pair, Rulings
    from kg.resources import OwnFiles
    from kg.store import Store

    Tick = Callable[[str], None]

INDEX: Final = "links.db"


def silent(_: str) -> None:
    """Say nothing of what is being done."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found.

    Attributes:
        strikes: Strikes in the store.
        merged: Of those, the ones that several accounts tell of.
        notes: Where what people ruled and what was found do not go together; one line each.
    """

    strikes: int
    merged: int
    notes: tuple[str, ...] = ()


@contextmanager
def keeping(kept: Store, own: OwnFiles = SHIPPED) -> Iterator[Keeper]:
    """Yield what keeps the links of a store up to date.

    Args:
        kept: A store opened for writing.
        own: Files of the user's own.

    Raises:
        InputError: The judgements cannot be read, or state what is no judgement.
        QueryError: The rules cannot be read, or give no grades.
    """
    places, rules = Gazetteer.load(own.gazetteer), load_rules(own.grades)
    if own.judgements is None:
        kept.follow_judgements()
    else:
        load(kept, own.judgements)
    path, depends = kept.folder / INDEX, state(places)
    with Index.open(path, depends) as index:
        yield Keeper(kept, index, places, rules, lambda workers: judged(index, path, depends, workers))


def relink(kept: Store, own: OwnFiles = SHIPPED, *, workers: int = 1, tick: Tick = silent) -> Linked:
    """Judge anew, from the accounts and from what people judged alone, which of them tell of one strike.

    Args:
        kept: A store opened for writing.
        own: Files of the user's own.
        workers: Processes that compare; the result does not depend on it.
        tick: Called with what is being done, account by account.
    """
    with keeping(kept, own) as keeper:
        return keeper.update(anew=True, workers=workers, tick=tick)


def add(kept: Store, extractions: Iterable[Extraction] = (), own: OwnFiles = SHIPPED) -> Linked:
    """Store what was read from some sources and bring the links up to date with them, and with what people judged.

    Args:
        kept: A store opened for writing.
        extractions: What was read; a source that the store holds is replaced.
        own: Files of the user's own.
    """
    with keeping(kept, own) as keeper:
        for extraction in extractions:
            keeper.store(extraction)
        return keeper.update()


class Keeper:
    """Keeps the links of one open store: got from `keeping`."""

    def __init__(self, kept: Store, index: Index, places: Gazetteer, rules: str, judge: Callable[[int], Iterable[Judged]]) -> None:
        """Take the store, the index of its accounts, what lies in what, the rules of grades, and what judges by so many workers."""
        self.kept = kept
        self._index = index
        self._places = places
        self._rules = rules
        self._judge = judge
        self._rejected: dict[str, str] = loads(index.meta("rejected") or "{}")

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

    def update(self, *, anew: bool = False, workers: int = 1, tick: Tick = silent) -> Linked:
        """Bring strikes and summaries up to date with the accounts, and with what people judged.

        Args:
            anew: Whether pairs that were judged before are judged again.
            workers: Processes that compare; the result does not depend on it.
            tick: Called with what is being done, account by account.
        """
        if anew:
            self._index.reset()
        curation = self.kept.curation()
        self._reject(curation.rejections)
        self.take_in(tick)
        ruled = rulings(curation.judgements, self._account)
        linker = Linker(self._index, rulings=ruled.verdicts)
        self._index.texts.compare(self.kept.text)
        linker.compare(tick, self._judge(workers))
        if self._index.meta("rules") != self._rules:
            self._index.unsettle_all()
        unmet = Writer(self.kept, self._index, self._rules).write(linker, tick)
        self._index.note("rules", self._rules)
        self._index.commit()
        notes = (*ruled.notes, *self._gone(curation.rejections), *self._against(linker, ruled, unmet))
        return Linked(*self._index.counts(), notes)

    def _reject(self, rejections: Iterable[Rejection]) -> None:
        """Leave the claims that people rejected out of account, and take in again those that they no longer do."""
        rejected = {rejection.claim: rejection.passage.source for rejection in rejections}
        for source in {*(rejected.items() ^ self._rejected.items())}:
            if self._index.holds(source[1]):
                self._index.expect(source[1])
        self._rejected = rejected
        self._index.note("rejected", dumps(rejected))

    def take_in(self, tick: Tick = silent) -> None:
        """Have the index know the sources that a killed run left, or all where it is new."""
        if self._index.meta("whole") is None:
            self._index.suspect(self._linked())
            for source in self.kept.sources():
                if not self._index.holds(source):
                    tick("reading sources back")
                    self._take(source)
            self._index.note("whole", "yes")
        expected = self._index.expected()
        present = set(self.kept.sources()) if expected else set()
        for source in expected:
            if source in present:
                self._take(source)
            else:
                self._index.drop(source)
        self._index.commit()

    def _linked(self) -> Iterator[str]:
        """Yield the names of all that stands in the graph of links."""
        links, pairs = self.kept.minter.graph("links"), dict[str, list[str]]()
        for predicate in (KG.accountOf, KG.carries):
            yield from (subject for subject, _ in self.kept.stated(predicate, links))
        for judgement, account in self.kept.stated(KG.judges, links):
            pairs.setdefault(judgement, []).append(account)
        yield from (pair_name(*pair) for pair in pairs.values() if len(pair) > 1)

    def _take(self, source: str) -> None:
        self._put(source, self.kept.record(source, with_text=True).extraction)

    def _put(self, source: str, extraction: Extraction) -> None:
        minter, rejected = self.kept.minter, self._rejected
        notes = {told.account: notes_to_json(told) for told in account_notes(extraction, minter, rejected)}
        views = linking.account_views(extraction, minter, gazetteer=self._places, rejected=rejected)
        self._index.put(source, ((view, notes[view.iri]) for view in views), TextFacts.of(extraction.document))

    def _account(self, iri: str, passage: Passage) -> str | None:
        """Return the account of this IRI, else the one of its source whose claims share most with the passage."""
        if self._index.number(iri) is not None:
            return iri
        if not self._index.holds(passage.source):
            return None
        shared = {
            account.iri: sum(max(0, min(passage.end, c.claim.end) - max(passage.start, c.claim.start)) for c in account.claims)
            for account in self.kept.record(passage.source).accounts
        }
        best = min(shared, key=lambda account: (-shared[account], account), default=None)
        return best if best is not None and shared[best] and self._index.number(best) is not None else None

    def _gone(self, rejections: Iterable[Rejection]) -> Iterator[str]:
        """Say which rejected claims are no longer made."""
        for rejection in rejections:
            graph = self.kept.minter.source_graph(NamedNode(rejection.passage.source))
            if not self.kept.about(NamedNode(rejection.claim), graph):
                yield f"{rejection.by} rejected a claim that is no longer read: {rejection.passage.quote!r}"

    def _against(self, linker: Linker, ruled: Rulings, unmet: Iterable[Pair]) -> Iterator[str]:
        """Say where the linker finds otherwise than people ruled, and which rulings could not be followed."""
        for pair, verdict in sorted(ruled.verdicts.items()):
            found = linker.judge(*pair)
            if found is not None and {found.verdict, verdict} == {"same", "different"}:
                names = f"{short(pair[0])} and {short(pair[1])}"
                why = found.reasons[0] if found.reasons else "nothing in common"
                yield f"{ruled.judges[pair]} ruled {names} {verdict!r}; the linker finds {found.verdict!r} ({found.score:.2f}, {why})"
        for one, other in sorted(unmet):
            yield f"{ruled.judges[one, other]} ruled {short(one)} and {short(other)} 'same', which other rulings forbid; they stay apart"
