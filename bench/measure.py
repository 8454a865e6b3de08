"""What the benchmarks share: the documents, the clock, memory and the table that each of them prints."""

from __future__ import annotations

import argparse
import resource
import sys
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from kg import resources
from kg.model import Document
from kg.readers import read_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
MEGA: Final = 1e6
_QUICK_DOCUMENTS: Final = 3
_STATM: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Ratio:
    """How one figure stands to another: ``value`` is ``ours`` divided by ``baseline``."""

    value: float
    ours: str
    baseline: str


def parser(module_doc: str | None) -> argparse.ArgumentParser:
    """Return a parser that knows ``--quick``: a few documents, once, to see that the benchmark runs."""
    made = argparse.ArgumentParser(description=(module_doc or "").split("\n", maxsplit=1)[0])
    made.add_argument("--quick", action="store_true", help="a few documents, once: the figures mean nothing")
    return made


def corpora(*, quick: bool = False) -> dict[str, tuple[Document, ...]]:
    """Return the documents by folder: the example reports and, where they are present, ``../shared/seeds`` and ``../shared/dev``."""
    folders = {"examples/reports": resources.folder("examples") / "reports"}
    for name in ("seeds", "dev"):
        folder = ROOT.parent / "shared" / name
        if folder.is_dir() and not quick:
            folders[f"../shared/{name}"] = folder
    return {name: _documents(folder)[: _QUICK_DOCUMENTS if quick else None] for name, folder in folders.items()}


def _documents(folder: Path) -> tuple[Document, ...]:
    manifests = [path for path in (folder / "manifest.csv", folder.parent / "manifest.csv") if path.is_file()]
    return tuple(item for item in read_paths([folder], *manifests[:1]) if isinstance(item, Document))


def repeated(documents: Sequence[Document], count: int) -> Iterator[Document]:
    """Yield ``count`` documents: the given ones again and again, each time with a last line and so a hash of its own."""
    for number in range(count):
        document = documents[number % len(documents)]
        text = f"{document.text.rstrip()}\n\nCopy {number}\n"
        yield replace(document, text=text, sha256=sha256(text.encode()).hexdigest(), file=f"{number:06}-{document.file}")


def megabytes(documents: Sequence[Document]) -> float:
    """Return the size of the texts in UTF-8, in millions of bytes."""
    return sum(len(document.text.encode()) for document in documents) / MEGA


def best(work: Callable[[], object], repeats: int, clock: Callable[[], float] = perf_counter) -> float:
    """Return the seconds that some work takes at its fastest; the others tell of the machine, not of the work."""
    return min(seconds(work, clock) for _ in range(repeats))


def seconds(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return the seconds that some work takes, once."""
    started = clock()
    work()
    return clock() - started


def resident_megabytes() -> float:
    """Return the memory of this process: what is resident now on Linux, elsewhere the most that ever was."""
    if _STATM.is_file():
        return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / MEGA
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGA if sys.platform == "darwin" else peak * 1024 / MEGA


def disk_megabytes(folder: Path) -> float:
    """Return the size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGA


def show(title: str, rows: Sequence[tuple[str, str]], ratio: Ratio) -> None:
    """Print a title, aligned rows and, last, the ratio."""
    print(title)
    width = max(len(label) for label, _ in rows)
    for label, value in rows:
        print(f"  {label:<{width}}  {value:>16}")
    print(f"ratio {ratio.value:.4g}: {ratio.ours} / {ratio.baseline}")
