"""Hands documents to the default extractor, in this process or in several."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.extraction.cascade import EXTRACTORS
from kg.processes import pool

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
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
    with pool(workers) as submit:
        pending = [submit(extract, document, gazetteer) for document in islice(documents, workers * _AHEAD)]
        while pending:
            yield pending.pop(0).result()
            pending.extend(submit(extract, document, gazetteer) for document in islice(documents, 1))
