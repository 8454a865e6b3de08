"""Extraction on one core: documents and megabytes per second against a plain tokenizer, and whether memory stays flat."""

from __future__ import annotations

import cProfile
import pstats
import re
import sys
from importlib import import_module
from importlib.util import find_spec
from time import process_time
from typing import TYPE_CHECKING, Final

from bench.measure import Ratio, best, corpora, megabytes, parser, repeated, resident_megabytes, show
from kg.extraction.cascade import Cascade

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model import Document

_WORD: Final = re.compile(r"\w+|[^\w\s]")
_STEPS: Final = 4
_PROFILED: Final = 40


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures; ``--profile`` prints where the time goes instead.

    Args:
        arguments: Of the command line, without the program's name.
    """
    options = parser(__doc__)
    options.add_argument("--profile", action="store_true", help="print the functions by cumulative time instead")
    options.add_argument("--documents", type=int, default=2_000, help="how many documents the memory is watched over (default 2000)")
    given = options.parse_args(arguments)
    folders = corpora(quick=given.quick)
    everything = tuple(document for documents in folders.values() for document in documents)
    cascade = Cascade.load()
    if given.profile:
        profile(cascade, everything)
        return
    repeats = 1 if given.quick else 5
    speeds = [speed_row(cascade, name, documents, repeats) for name, documents in folders.items()]
    ours = best(lambda: extract_all(cascade, everything), repeats, process_time)
    name, tokenizer = plain_tokenizer()
    baseline = best(lambda: [tokenizer(document.text) for document in everything], repeats, process_time)
    size = megabytes(everything)
    rows = [
        *speeds,
        (f"all, {len(everything)} documents", f"{len(everything) / ours:,.1f} docs/s"),
        ("all", f"{size / ours:,.3f} MB/s"),
        (f"baseline: {name}", f"{size / baseline:,.3f} MB/s"),
        *memory_rows(cascade, everything, 4 * _STEPS if given.quick else given.documents),
    ]
    show("Extraction, processor time of one core", rows, Ratio(baseline / ours, "MB/s of Cascade.extract", f"MB/s of {name}"))


def extract_all(cascade: Cascade, documents: Sequence[Document]) -> int:
    """Extract every document; return how many accounts there are."""
    return sum(len(cascade.extract(document).accounts) for document in documents)


def speed_row(cascade: Cascade, name: str, documents: Sequence[Document], repeats: int) -> tuple[str, str]:
    """Return the documents per second over one folder."""
    assert extract_all(cascade, documents) > 0, f"nothing found in {name}"
    taken = best(lambda: extract_all(cascade, documents), repeats, process_time)
    return f"{name}, {len(documents)} documents", f"{len(documents) / taken:,.1f} docs/s"


def plain_tokenizer() -> tuple[str, Callable[[str], object]]:
    """Return the baseline and its name: spaCy's blank English tokenizer where spaCy is installed, else a regular expression."""
    if find_spec("spacy") is None:
        return f"re.findall({_WORD.pattern!r})", _WORD.findall
    spacy = import_module("spacy")
    return f"spaCy {spacy.__version__} blank English tokenizer", spacy.blank("en").tokenizer


def memory_rows(cascade: Cascade, documents: Sequence[Document], count: int) -> list[tuple[str, str]]:
    """Return the resident memory after each quarter of ``count`` documents, none of which is like another."""
    rows = []
    for number, document in enumerate(repeated(documents, count), start=1):
        cascade.extract(document)
        if number % max(1, count // _STEPS) == 0:
            rows.append((f"resident memory after {number:,} documents", f"{resident_megabytes():,.1f} MB"))
    return rows


def profile(cascade: Cascade, documents: Sequence[Document]) -> None:
    """Print the functions that take the most time, callees included, once everything is warm."""
    extract_all(cascade, documents)
    profiler = cProfile.Profile()
    profiler.runcall(extract_all, cascade, documents)
    pstats.Stats(profiler, stream=sys.stdout).strip_dirs().sort_stats("cumulative").print_stats(_PROFILED)


if __name__ == "__main__":
    main()
