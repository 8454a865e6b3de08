"""Graphs and texts on disk: Oxigraph behind one class (https://pyoxigraph.readthedocs.io/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Variable, serialize

from kg import rdf
from kg.errors import QueryError, StoreError
from kg.store.files import read_judgements, write_judgements, write_whole
from kg.vocab import KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from pyoxigraph import BlankNode, DefaultGraph, Quad, Triple

    from kg.model import Extraction, Judgement

_BULK: Final = 20_000
Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


def canonical_nquads(source: Store | Iterable[Quad]) -> bytes:
    """Return the canonical N-Quads of a store or of quads: sorted, with canonical blank nodes (RDFC-1.0)."""
    return rdf.canonical_bytes(source.quads() if isinstance(source, Store) else source)


class Store:
    """An open store: got from `open_write` or `open_read`, closed by ``with``."""

    def __init__(self, folder: Path, minter: rdf.Minter, graphs: pyoxigraph.Store, lock: BinaryIO, *, writing: bool) -> None:
        """Take an opened database and the lock that guards it."""
        self._writing = writing
        self.folder = folder
        self.minter = minter
        self._held: pyoxigraph.Store | None = graphs
        self._lock = lock

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Let go of database and lock; a closed store cannot be used again."""
        if self._held is not None and self._writing:
            self._held.flush()  # else the next reader has to replay the log
        self._held = None
        self._lock.close()

    @property
    def _graphs(self) -> pyoxigraph.Store:
        if self._held is None:
            raise StoreError(f"The store {self.folder} is closed", hint="Open it again")
        return self._held

    def replace_source(self, extraction: Extraction) -> bool:
        """Keep a source's text, then replace its graph in one transaction; False where nothing changed."""
        document = extraction.document
        if not self._text_file(document.sha256).is_file():
            write_whole(self._text_file(document.sha256), document.text.encode())
        graph = self.minter.source_graph(self.minter.source(document.sha256))
        return self.replace_graph(graph, rdf.to_quads(extraction, self.minter))

    def remove_source(self, source: str) -> None:
        """Remove a source's graph, then its text; a `StoreError` where there is no such source."""
        text_hash = self.record(source).extraction.document.sha256
        self.replace_graph(self.minter.source_graph(NamedNode(source)), ())
        self._text_file(text_hash).unlink(missing_ok=True)

    def sources(self) -> list[str]:
        """Return the IRIs of all sources, sorted."""
        prefix = f"{self.minter.base}graph/source/"
        names = (name.value for name in self.graph_names())
        return [f"{self.minter.base}source/{name.removeprefix(prefix)}" for name in names if name.startswith(prefix)]

    def record(self, source: str, *, with_text: bool = False) -> rdf.SourceRecord:
        """Return what the store holds of one source.

        Args:
            source: Its IRI.
            with_text: Whether the document comes with its text.

        Raises:
            StoreError: No such source, or its text is missing.
        """
        quads = list(self._graphs.quads_for_pattern(None, None, None, self.minter.source_graph(NamedNode(source))))
        if not quads:
            raise StoreError(f"The store {self.folder} holds no source {source}", hint="Give the IRI of one that it holds")
        hashes = [q.object.value for q in quads if q.predicate == KG.textHash and isinstance(q.object, Literal)]
        return rdf.read_source(quads, self.text(hashes[0]) if with_text else "", self.minter)

    def records(self, *, with_text: bool = False) -> Iterator[rdf.SourceRecord]:
        """Yield what the store holds of every source, in the order of `sources`."""
        for source in self.sources():
            yield self.record(source, with_text=with_text)

    def text(self, text_hash: str) -> str:
        """Return a stored text, unaltered; a `StoreError` where none has this SHA-256."""
        try:
            return self._text_file(text_hash).read_bytes().decode()
        except FileNotFoundError:
            raise StoreError(f"The store {self.folder} lacks the text {text_hash}", hint="Build it again") from None

    def texts(self) -> dict[str, str]:
        """Return every stored text by its SHA-256, sorted."""
        return {text_hash: self.text(text_hash) for text_hash in sorted(path.stem for path in (self.folder / "texts").glob("*.txt"))}

    def _text_file(self, text_hash: str) -> Path:
        return self.folder / "texts" / f"{text_hash}.txt"

    def strikes(self) -> dict[str, str]:
        """Return the strike IRI of every linked account, by account IRI."""
        return dict(self.stated(KG.accountOf, self.minter.graph("links")))

    def judgements(self) -> tuple[Judgement, ...]:
        """Return the tool's own judgements."""
        return rdf.read_judgements(self.graph(self.minter.graph("links")))

    @property
    def judgements_file(self) -> Path:
        """Return where the judgements by people stand for version control."""
        return self.folder / "judgements.ttl"

    def curation(self) -> rdf.Curation:
        """Return what people judged."""
        return rdf.read_curation(self.graph(self.minter.graph("judgements")))

    def replace_curation(self, curation: rdf.Curation) -> bool:
        """Replace what people judged, in file and graph; False where nothing changed.

        The file goes first: should the process end between the two, the next to open the store for writing follows it.
        """
        written = write_judgements(self.judgements_file, curation, self.minter)
        return self.replace_graph(self.minter.graph("judgements"), rdf.curation_quads(curation, self.minter)) or written

    def follow_judgements(self) -> None:
        """Bring the graph of judgements in line with their file, which people edit and merge; write one that is missing.

        Raises:
            InputError: The file cannot be read, or states what is no judgement.
        """
        if self.judgements_file.is_file():
            curation = read_judgements(self.judgements_file, self.minter)
            self.replace_graph(self.minter.graph("judgements"), rdf.curation_quads(curation, self.minter))
        else:
            self.replace_curation(self.curation())

    def load_reference(self) -> bool:
        """Load the package's ontology, schemes, actors and places, False where the same are loaded already."""
        state = rdf.reference_state()
        mark = self.folder / "reference"
        if mark.is_file() and mark.read_text(encoding="utf-8") == state:
            return False
        quads = rdf.reference_quads(self.minter)
        # the mark goes first and comes last, so that a load that is killed half-way is done again
        mark.unlink(missing_ok=True)
        self._graphs.remove_graph(self.minter.graph("reference"))
        self._graphs.extend(quads)
        write_whole(mark, state.encode())
        return True

    def graph(self, name: NamedNode) -> list[Quad]:
        """Return the quads of one graph, sorted; empty for one that is not there."""
        return rdf.sorted_quads(self._graphs.quads_for_pattern(None, None, None, name))

    def graph_names(self) -> list[NamedNode]:
        """Return the names of all graphs, sorted."""
        return sorted((name for name in self._graphs.named_graphs() if isinstance(name, NamedNode)), key=str)

    def quads(self) -> Iterator[Quad]:
        """Yield every quad, graph by graph, each graph sorted."""
        for name in self.graph_names():
            yield from self.graph(name)

    def replace_graph(self, name: NamedNode, quads: Iterable[Quad]) -> bool:
        """Replace one graph in one transaction; False where nothing changed.

        A new graph goes in by ``extend``, which is transactional. A changed one is dropped and written anew in one SPARQL
        update: Oxigraph runs all operations of an update in one transaction, and offers no other way.

        Args:
            name: The graph.
            quads: What it shall hold, without blank nodes; if nothing, the graph goes.
        """
        wanted = set(quads)
        held = set(self._graphs.quads_for_pattern(None, None, None, name))
        if wanted == held:
            return False
        if held:
            triples = serialize((quad.triple for quad in wanted), format=RdfFormat.N_TRIPLES) or b""
            self._graphs.update(f"DROP GRAPH {name}; INSERT DATA {{ GRAPH {name} {{ {triples.decode()} }} }}")
        else:
            self._graphs.extend(wanted)
        return True

    def stated(self, predicate: NamedNode, graph: NamedNode) -> Iterator[tuple[str, str]]:
        """Yield subject and object of what a graph states with a predicate, unsorted; no literals."""
        for quad in self._graphs.quads_for_pattern(None, predicate, None, graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                yield quad.subject.value, quad.object.value

    def is_empty(self, graph: NamedNode) -> bool:
        """Tell whether a graph holds nothing."""
        return next(self._graphs.quads_for_pattern(None, None, None, graph), None) is None

    def about(self, subject: NamedNode, graph: NamedNode) -> list[Quad]:
        """Return what a graph states of a subject, unsorted."""
        return list(self._graphs.quads_for_pattern(subject, None, None, graph))

    def parts(self, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
        """Yield what a graph states of a node ``IRI#part`` and of those parts of the IRI that it leads to."""
        whole = node.value.partition("#")[0] + "#"
        waiting, seen = [node], {node}
        for subject in waiting:  # grows as it goes
            for quad in self.about(subject, graph):
                yield quad
                part = quad.object
                if isinstance(part, NamedNode) and part not in seen and part.value.startswith(whole):
                    seen.add(part)
                    waiting.append(part)

    def change(self, remove: Iterable[Quad], add: Iterable[Quad]) -> None:
        """Remove and add quads without blank nodes, in whatever graphs, in one transaction.

        Very many that are only added go in by bulk, four times as fast and in no transaction: do so only with what is written
        again after a run that was killed.
        """
        gone, new = list(remove), list(add)
        if gone:
            self._graphs.update(f"DELETE DATA {{ {_grouped(gone)} }}; INSERT DATA {{ {_grouped(new)} }}")
        elif len(new) < _BULK:
            self._graphs.extend(new)
        else:
            # as text, because Oxigraph lets other threads run while it reads text, and not while it reads Python's objects
            self._graphs.bulk_load(input=serialize(new, format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)

    def query(
        self,
        sparql: str,
        values: Mapping[str, NamedNode | Literal] | None = None,
        graphs: Iterable[NamedNode] | None = None,
        *,
        union: bool = True,
    ) -> Results:
        """Answer a SPARQL query.

        Args:
            sparql: The query.
            values: Values for variables that it selects, by name without the question mark.
            graphs: What makes the default graph, instead of the union of all graphs.
            union: False leaves the data set to the query, as one with ``FROM`` needs.

        Raises:
            QueryError: The engine refuses the query.
        """
        given: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {Variable(k): v for k, v in (values or {}).items()}
        default: list[NamedNode | BlankNode | DefaultGraph] | None = None if graphs is None else [*graphs]
        union = union and default is None
        try:
            return self._graphs.query(sparql, use_default_graph_as_union=union, default_graph=default, substitutions=given or None)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"The query was refused: {' '.join(str(error).split())}", hint="Correct it and ask again") from error


def _grouped(quads: Iterable[Quad]) -> str:
    """Return quads as SPARQL data, graph by graph."""
    triples: dict[str, list[str]] = {}
    for quad in quads:
        triples.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    return " ".join(f"GRAPH {graph} {{ {' '.join(lines)} }}" for graph, lines in triples.items())
