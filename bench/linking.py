"""Linking: time and memory for many made-up accounts and for a tenth of them, how they grow, and what one source more costs.

Filling the stores is not timed; what `kg build` does report by report (the view of each account) is told apart from linking. Every step runs in a process of its own, so that each has its own peak of memory.
"""

from __future__ import annotations

import resource
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import log
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING, Final, TypeVar

import pyoxigraph
from pyoxigraph import NamedNode, QuerySolutions

from bench.measure import MEGA, Ratio, parser, seconds, show
from bench.synthetic import synthetic
from kg import pipeline, rdf
from kg.store import open_write
from kg.vocab import KG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import Quad

    from bench.synthetic import Told
    from kg.store import Store

T = TypeVar("T")

_HELD: Final = 50
"""How many sources are about to be held back, to be added one by one."""
_WORKERS: Final = 2
_WORTH: Final = 1_000
_ACCOUNT_OF: Final = f"SELECT ?account ?strike {{ ?account {KG.accountOf} ?strike }}"


@dataclass(frozen=True, slots=True)
class Run:
    """What linking all accounts of a store took and found; ``precision`` and ``recall`` are B-cubed."""

    seconds: float
    processor: float
    megabytes: float
    strikes: int
    merged: int
    precision: float
    recall: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures.

    Args:
        arguments: Of the command line, without the program's name.
    """
    options = parser(__doc__)
    options.add_argument("--accounts", type=int, default=100_000, help="how many accounts are linked (default 100000)")
    given = options.parse_args(arguments)
    large = 300 if given.quick else given.accounts
    sizes = (large // 10, large)
    with TemporaryDirectory() as name:
        folders = [Path(name) / str(accounts) for accounts in sizes]
        counts = [apart(fill, folder, accounts) for folder, accounts in zip(folders, sizes, strict=True)]
        taken = [apart(take_in, folder, accounts) for folder, accounts in zip(folders, sizes, strict=True)]
        runs = [apart(link, folder, accounts) for folder, accounts in zip(folders, sizes, strict=True)]
        added = apart(add_held, folders[-1], large)
    (less, few), (more, many) = told = list(zip(counts, runs, strict=True))
    rows = [(f"{count:,} accounts", f"{run.seconds:,.1f} s") for count, run in told]
    rows += [(f"views from the graphs, {count:,} accounts", f"{spent:,.1f} s") for count, spent in zip(counts, taken, strict=True)]
    rows += [(f"of the processor, {count:,} accounts", f"{run.processor:,.1f} s") for count, run in told]
    rows += [(f"peak of memory of the writer, {count:,} accounts", f"{run.megabytes:,.0f} MB") for count, run in told]
    rows += [(f"strikes (told by several), {count:,} accounts", f"{run.strikes:,} ({run.merged:,})") for count, run in told]
    rows += [(f"B-cubed precision, recall, {count:,} accounts", f"{run.precision:.3f}, {run.recall:.3f}") for count, run in told]
    rows += [
        ("growth: time goes with accounts to the power of", f"{log(many.seconds / few.seconds) / log(more / less):.2f}"),
        (f"one source more, median of {len(added)}", f"{median(added):.3f} s"),
        ("one source more, slowest", f"{max(added):.3f} s"),
    ]
    value = more / many.seconds / (less / few.seconds)
    ratio = Ratio(value, f"accounts/s among {more:,}", f"accounts/s among {less:,}")
    show("Linking all accounts, elapsed time", rows, ratio)


def apart(step: Callable[[Path, int], T], folder: Path, accounts: int) -> T:
    """Run a step in a new process; a few accounts are not worth one."""
    if accounts < _WORTH:
        return step(folder, accounts)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(step, folder, accounts).result()


def fill(folder: Path, accounts: int) -> int:
    """Make a store of the made-up sources but for those held back; return how many accounts it holds.

    They are loaded in bulk: a transaction for each would take minutes.
    """
    count = 0
    with open_write(folder) as kept:
        minter = kept.minter
    graphs = pyoxigraph.Store(str(folder / "graph"))
    for part in parts(stored(accounts)):
        for told in part:
            count += len(told.strikes)
            document = told.extraction.document
            (folder / "texts" / f"{document.sha256}.txt").write_bytes(document.text.encode())
        graphs.bulk_extend(quads(part, minter))
    graphs.flush()
    return count


def quads(sources: Iterable[Told], minter: rdf.Minter) -> Iterator[Quad]:
    """Yield what the graphs of sources hold."""
    for told in sources:
        yield from rdf.to_quads(told.extraction, minter)


def parts(sources: Iterable[Told], size: int = 2_000) -> Iterator[list[Told]]:
    """Yield the sources in lists."""
    part: list[Told] = []
    for told in sources:
        part.append(told)
        if len(part) == size:
            yield part
            part = []
    yield part


def stored(accounts: int, *, held: bool = False) -> Iterator[Told]:
    """Yield the sources of a store, or those held back."""
    every = max(2, accounts // _HELD)
    for number, told in enumerate(synthetic(accounts)):
        if (number % every == every - 1) == held:
            yield told


def take_in(folder: Path, _: int) -> float:
    """Read the accounts back from the graphs, as is done for a store whose index is lost; return the seconds it takes."""
    with open_write(folder) as kept, pipeline.keeping(kept) as keeper:
        return seconds(keeper.take_in)


def link(folder: Path, accounts: int) -> Run:
    """Compare and join all accounts of a store, summarise and grade the strikes, and write the graph of it all."""
    with open_write(folder) as kept:
        found: list[pipeline.Linked] = []
        started = process_time()
        taken = seconds(lambda: found.append(pipeline.relink(kept, workers=_WORKERS)))
        processor = process_time() - started
        peak = megabytes()
        truth = dict(true_strikes(stored(accounts), kept.minter))
        precision, recall = b_cubed(truth, strikes_of(kept))
    return Run(taken, processor, peak, found[0].strikes, found[0].merged, precision, recall)


def add_held(folder: Path, accounts: int) -> list[float]:
    """Add the sources held back, one by one; return the seconds that each takes."""
    with open_write(folder) as kept:
        return [seconds(partial(pipeline.add, kept, [told.extraction])) for told in stored(accounts, held=True)]


def megabytes() -> float:
    """Return the most memory that this process ever had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGA if sys.platform == "darwin" else peak * 1024 / MEGA


def true_strikes(sources: Iterable[Told], minter: rdf.Minter) -> Iterator[tuple[str, int]]:
    """Yield each account that tells of one strike, by IRI, with its strike."""
    for told in sources:
        source = minter.source(told.extraction.document.sha256)
        firsts: dict[int, NamedNode] = {}
        for account, _, iri in rdf.claim_iris(told.extraction, minter):
            firsts.setdefault(id(account), iri)
        for account, strike in zip(told.extraction.accounts, told.strikes, strict=True):
            if strike is not None:
                yield minter.account(source, firsts[id(account)]).value, strike


def strikes_of(kept: Store) -> dict[str, str]:
    """Return the strike of each account as linked."""
    found = kept.query(_ACCOUNT_OF, graphs=[kept.minter.graph("links")])
    assert isinstance(found, QuerySolutions)
    return {row["account"].value: row["strike"].value for row in found}


def b_cubed(truth: dict[str, int], found: dict[str, str]) -> tuple[float, float]:
    """Return precision and recall of clusters, averaged over accounts (Bagga and Baldwin 1998).

    That of ``kg.evaluation`` names every mistake, which takes the square of the accounts.
    """
    together = Counter((truth[account], found[account]) for account in truth)
    right = Counter(truth.values())
    made = Counter(found[account] for account in truth)
    shares = [(n * n / made[strike], n * n / right[true]) for (true, strike), n in together.items()]
    return sum(p for p, _ in shares) / len(truth), sum(r for _, r in shares) / len(truth)


if __name__ == "__main__":
    main()
