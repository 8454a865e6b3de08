"""Hands documents to the default extractor, in this process or in several."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, Final

from kg.extraction.cascade import EXTRACTORS
from kg.processes import end_with_parent, interrupts_held

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from kg.model import Document, Extraction

_AHEAD: Final = 8


def extract(document: Document, gazetteer: Path | None = None) -> Extraction:
    """Return what the default extractor reads in a document.

    Args:
        document: The document.
        gazetteer: Folder of an imported gazetteer, used beside the shipped one.
    """
    return EXTRACTORS[0].load(gazetteer).extract(document)


def extract_all(documents: Iterator[Document], workers: int, gazetteer: Path | None) -> Generator[Extraction]:
    """Extract in order, with at most a few documents per worker in memory."""
    if workers <= 1:
        yield from (extract(document, gazetteer) for document in documents)
        return
    with _pool(workers, gazetteer) as submit:
        pending = [submit(document) for document in islice(documents, workers * _AHEAD)]
        while pending:
            yield pending.pop(0).result()
            pending.extend(submit(document) for document in islice(documents, 1))


@contextmanager
def _pool(workers: int, gazetteer: Path | None) -> Iterator[Callable[[Document], Future[Extraction]]]:
    """Yield what hands a document to a pool of processes; they end with this one, and Ctrl-C is this one's to answer."""
    # spawned, because a forked copy of a process that holds a database may not be used
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent)

    def submit(document: Document) -> Future[Extraction]:
        with interrupts_held():  # it may start a process
            return pool.submit(extract, document, gazetteer)

    others = active_children()
    try:
        yield submit
    except (KeyboardInterrupt, GeneratorExit):  # nobody wants the rest
        for worker in active_children():
            if worker not in others:
                worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
