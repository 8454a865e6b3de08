"""Storing: sources and quads per second, and size on disk, against a raw bulk load of the same quads by pyoxigraph."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat, serialize

from bench.measure import Ratio, best, corpora, disk_megabytes, parser, repeated, seconds, show
from kg import rdf
from kg.extraction.cascade import Cascade
from kg.store import open_read, open_write
from kg.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

    from kg.model import Extraction


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures.

    Args:
        arguments: Of the command line, without the program's name.
    """
    options = parser(__doc__)
    options.add_argument("--documents", type=int, default=1_000, help="how many sources are stored (default 1000)")
    given = options.parse_args(arguments)
    told = extractions(6 if given.quick else given.documents, quick=given.quick)
    minter = rdf.Minter(DEFAULT_BASE)
    writing = seconds(lambda: [rdf.to_quads(one, minter) for one in told], process_time)
    quads = [quad for one in told for quad in rdf.to_quads(one, minter)]
    data = serialize(quads, format=RdfFormat.N_QUADS) or b""
    with TemporaryDirectory() as folder:
        ours, raw = Path(folder) / "ours", Path(folder) / "raw"
        storing = seconds(lambda: store_all(told, ours))
        loading = seconds(lambda: bulk_load(data, raw))
        opening = best(lambda: open_read(ours).close(), 1 if given.quick else 3)
        size = disk_megabytes(ours / "graph")
        again = seconds(lambda: store_all(told, ours))
        reopening = best(lambda: open_read(ours).close(), 1 if given.quick else 3)
        check(ours, quads)
        texts, bulk = disk_megabytes(ours / "texts"), disk_megabytes(raw)
    rows = [
        (f"replace_source, {len(told):,} new sources", f"{len(told) / storing:,.0f} sources/s"),
        (f"replace_source, {len(quads):,} quads", f"{len(quads) / storing:,.0f} quads/s"),
        ("of its time, model to quads", f"{writing / storing:.0%}"),
        ("open_read after that", f"{1_000 * opening:,.0f} ms"),
        ("opened again, replace_source, nothing changed", f"{len(told) / again:,.0f} sources/s"),
        ("open_read after that", f"{1_000 * reopening:,.0f} ms"),
        ("baseline: pyoxigraph Store.bulk_load of N-Quads", f"{len(quads) / loading:,.0f} quads/s"),
        ("N-Quads", f"{len(data) / 1e6:,.1f} MB"),
        ("the store on disk: graph", f"{size:,.1f} MB"),
        ("the store on disk: texts", f"{texts:,.1f} MB"),
        ("the bulk-loaded store on disk", f"{bulk:,.1f} MB"),
    ]
    show("Storing, elapsed time", rows, Ratio(loading / storing, "quads/s of Store.replace_source", "quads/s of pyoxigraph bulk_load"))


def extractions(count: int, *, quick: bool) -> list[Extraction]:
    """Return ``count`` extractions with texts, and so graphs, of their own; each document is extracted once."""
    cascade = Cascade.load()
    told = [cascade.extract(document) for documents in corpora(quick=quick).values() for document in documents]
    copies = repeated([one.document for one in told], count)
    return [replace(told[number % len(told)], document=document) for number, document in enumerate(copies)]


def store_all(told: Sequence[Extraction], folder: Path) -> None:
    """Bring a store up to date with extractions, one transaction each, and close it."""
    with open_write(folder) as kept:
        for one in told:
            kept.replace_source(one)


def bulk_load(data: bytes, folder: Path) -> None:
    """Load N-Quads into a store of pyoxigraph's own; it closes when it is let go."""
    pyoxigraph.Store(str(folder)).bulk_load(data, format=RdfFormat.N_QUADS)


def check(folder: Path, quads: Sequence[Quad]) -> None:
    """Stop where the store does not hold exactly these quads."""
    with closing(open_write(folder)) as kept:
        assert set(kept.quads()) == set(quads), "the store holds something else than was put in"


if __name__ == "__main__":
    main()
