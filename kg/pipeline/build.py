"""The way of the data as readable functions: read, extract, check, store, link.

A build that is killed and started again ends in the same bytes.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from kg import rdf, shapes, store
from kg.gazetteer import Gazetteer
from kg.pipeline.extracting import extract_all
from kg.pipeline.linking import Linked, keeping
from kg.readers import Skipped, read_paths
from kg.resources import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.model import Document, Extraction
    from kg.pipeline.linking import Keeper
    from kg.resources import OwnFiles


@dataclass
class Summary:
    """What a build did.

    Attributes:
        read: Documents read.
        changed: Sources whose graph is new or other than before.
        claims: Claims about strikes, in the documents stored.
        skipped: Inputs that were not read, each with its reason.
        refused: Findings of the document gate, by file; these documents were not stored.
        pruned: Sources removed because they were not among the inputs.
        linked: What linking found in the whole store.
    """

    read: int = 0
    changed: int = 0
    claims: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    refused: dict[str, shapes.Report] = field(default_factory=dict)
    pruned: int = 0
    linked: Linked = field(default_factory=lambda: Linked(0, 0))


def build(
    inputs: Sequence[Path],
    folder: Path,
    *,
    manifest: Path | None = None,
    own: OwnFiles = SHIPPED,
    base: str | None = None,
    workers: int = 1,
    check: bool = True,
    prune: bool = False,
    tick: Callable[[str], None] = lambda _file: None,
) -> Summary:
    """Read reports and bring a store up to date with them; where nothing can be read, the store is left as it was.

    Args:
        inputs: Files and folders of reports.
        folder: The store, made where it is missing.
        manifest: CSV with the metadata of the files.
        own: Files of the user's own.
        base: What data IRIs begin with.
        workers: Processes that extract, and that compare where much is new; the result does not depend on it.
        check: Whether the document gate runs before a graph is stored.
        prune: Whether sources that are not among the inputs are removed.
        tick: Called with the name of each document when it is done, then with what is being done to link them.

    Raises:
        InputError: An input is missing or holds no report, or the manifest or the gazetteer is broken.
        StoreError: The store cannot be opened for writing.
    """
    Gazetteer.load(own.gazetteer)  # a broken one is told before a store is made
    summary = Summary()
    documents = _documents(read_paths(inputs, manifest), summary)
    if (first := next(documents, None)) is None:
        return summary
    extractions = extract_all(chain([first], documents), workers, own.gazetteer)
    with closing(extractions), store.open_write(folder, base) as kept, keeping(kept, own) as keeper:
        _update(keeper, extractions, summary, check=check, prune=prune, workers=workers, tick=tick)
    return summary


def _update(
    keeper: Keeper,
    extractions: Iterable[Extraction],
    summary: Summary,
    *,
    check: bool,
    prune: bool,
    workers: int,
    tick: Callable[[str], None],
) -> None:
    """Bring reference data and sources up to date, each source in one transaction, then what links them."""
    keeper.kept.load_reference()
    wanted = set(_fill(keeper, extractions, summary, check=check, tick=tick))
    summary.pruned = _prune(keeper, wanted) if prune else 0
    summary.linked = keeper.update(workers=workers, tick=tick)


def _documents(found: Iterable[Document | Skipped], summary: Summary) -> Iterator[Document]:
    for item in found:
        if isinstance(item, Skipped):
            summary.skipped.append(item)
        else:
            summary.read += 1
            yield item


def _fill(
    keeper: Keeper, extractions: Iterable[Extraction], summary: Summary, *, check: bool, tick: Callable[[str], None]
) -> Iterator[str]:
    """Store what conforms and yield the IRI of every source, stored or not."""
    for extraction in extractions:
        report = shapes.validate(rdf.document_graph_with_text(extraction, keeper.kept.minter)) if check else None
        if report is None or report.conforms:
            summary.changed += keeper.store(extraction)
            summary.claims += sum(len(account.claims) for account in extraction.accounts)
        else:
            summary.refused[extraction.document.file] = report
        tick(extraction.document.file)
        yield keeper.kept.minter.source(extraction.document.sha256).value


def _prune(keeper: Keeper, wanted: set[str]) -> int:
    gone = [source for source in keeper.kept.sources() if source not in wanted]
    for source in gone:
        keeper.remove(source)
    return len(gone)
