"""The way of the data as one readable function: read, extract, check, store, link."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kg import rdf, shapes, store
from kg.extraction.cascade import EXTRACTORS
from kg.linking import link as find_links
from kg.readers import Skipped, read_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.model import Document, Extraction

_AHEAD = 8


@dataclass
class Summary:
    """What a build did.

    Attributes:
        read: Documents read.
        changed: Sources whose graph is new or other than before.
        claims: Claims about strikes, in the documents read.
        skipped: Inputs that were not read, each with its reason.
        refused: Findings of the document gate, by file; these documents were not stored.
        pruned: Sources removed because they were not among the inputs.
        strikes: Strikes in the store after linking.
        merged: Of those, the ones that several accounts tell of.
    """

    read: int = 0
    changed: int = 0
    claims: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    refused: dict[str, shapes.Report] = field(default_factory=dict)
    pruned: int = 0
    strikes: int = 0
    merged: int = 0


def build(
    inputs: Sequence[Path],
    folder: Path,
    *,
    manifest: Path | None = None,
    base: str | None = None,
    workers: int = 1,
    check: bool = True,
    prune: bool = False,
    tick: Callable[[str], None] = lambda _file: None,
) -> Summary:
    """Read reports and bring a store up to date with them.

    Each source's graph is replaced in one transaction, so a build that is killed and started again ends in the same
    bytes as one that was never killed.

    Args:
        inputs: Files and folders of reports.
        folder: The store; made where it is missing.
        manifest: CSV with the metadata of the files.
        base: What data IRIs begin with.
        workers: Processes that extract; the result does not depend on it.
        check: Whether the document gate runs before a graph is stored.
        prune: Whether sources that are not among the inputs are removed.
        tick: Called with the name of each document when it is done.

    Raises:
        InputError: An input is missing or holds no report, or the manifest is broken.
        StoreError: The store cannot be opened for writing.
    """
    summary = Summary()
    found = read_paths(inputs, manifest)
    with store.open_write(folder, base) as kept:
        kept.load_reference()
        wanted = set()
        for extraction in _extract(_documents(found, summary), workers):
            _keep(extraction, kept, summary, check=check)
            wanted.add(kept.minter.source(extraction.document.sha256).value)
            tick(extraction.document.file)
        if prune:
            for source in [s for s in kept.sources() if s not in wanted]:
                kept.remove_source(source)
                summary.pruned += 1
        summary.strikes, summary.merged = relink(kept)
    return summary


def _documents(found: Iterable[Document | Skipped], summary: Summary) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Skipped):
            summary.skipped.append(item)
        else:
            summary.read += 1
            yield item


def _keep(extraction: Extraction, kept: store.Store, summary: Summary, *, check: bool) -> None:
    if check:
        report = shapes.validate(rdf.document_graph_with_text(extraction, kept.minter))
        if not report.conforms:
            summary.refused[extraction.document.file] = report
            return
    summary.changed += kept.replace_source(extraction)
    summary.claims += sum(len(account.claims) for account in extraction.accounts)


def extract(document: Document) -> Extraction:
    """Return what the default extractor reads in a document."""
    return _extractor().extract(document)


@lru_cache(maxsize=1)
def _extractor() -> EXTRACTORS[0]:  # type: ignore[valid-type]  # the registry names the class
    return EXTRACTORS[0].load()


def _extract(documents: Iterator[Document], workers: int) -> Iterator[Extraction]:
    """Extract in order, with at most a few documents per worker in memory."""
    if workers <= 1:
        yield from map(extract, documents)
        return
    with _pool(workers) as pool:
        pending = [pool.submit(extract, document) for document in islice(documents, workers * _AHEAD)]
        while pending:
            yield pending.pop(0).result()
            pending.extend(pool.submit(extract, document) for document in islice(documents, 1))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # spawned, because a forked copy of a process that holds a database may not be used
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield pool


def relink(kept: store.Store) -> tuple[int, int]:
    """Judge anew which accounts tell of one strike.

    Returns:
        How many strikes there are, and how many of them several accounts tell of.
    """
    links = find_links([record.extraction for record in kept.records()], kept.minter)
    kept.replace_links(rdf.link_quads(links.clusters, links.judgements, kept.minter))
    return len(links.clusters), sum(len(cluster.accounts) > 1 for cluster in links.clusters)
