"""The document gate: what pySHACL takes per document, and what a build takes with it and without."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time
from typing import TYPE_CHECKING

from bench.measure import Ratio, best, corpora, parser, seconds, show
from kg import pipeline, rdf, shapes
from kg.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Document, Extraction


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures.

    Args:
        arguments: Of the command line, without the program's name.
    """
    given = parser(__doc__).parse_args(arguments)
    documents = [document for found in corpora(quick=given.quick).values() for document in found]
    told = [pipeline.extract(document) for document in documents]
    first = seconds(lambda: gate(told[0]), process_time)
    refused = sum(not gate(one) for one in told)
    repeats = 1 if given.quick else 3
    gating = sorted(1_000 * best(partial(gate, one), repeats, process_time) for one in told)
    extracting = [1_000 * best(partial(pipeline.extract, one), repeats, process_time) for one in documents]
    sizes = [len(rdf.document_graph_with_text(one, rdf.Minter(DEFAULT_BASE))) for one in told]
    without = best(partial(build, documents, check=False), repeats, process_time)
    with_gate = best(partial(build, documents, check=True), repeats, process_time)
    rows = [
        (f"gate, median of {len(told)} documents", f"{median(gating):,.1f} ms"),
        ("gate, 90th percentile", f"{quantiles(gating, n=10)[-1]:,.1f} ms"),
        ("gate, per thousand triples", f"{1_000 * sum(gating) / sum(sizes):,.0f} ms"),
        ("gate, first document: shapes read and checked", f"{1_000 * first:,.0f} ms"),
        ("documents refused", f"{refused}"),
        ("extraction, median", f"{median(extracting):,.1f} ms"),
        ("build, all documents", f"{with_gate:,.2f} s"),
        ("baseline: build without the gate", f"{without:,.2f} s"),
        ("share of the gate in the build", f"{1 - without / with_gate:.0%}"),
    ]
    show(
        "The document gate, processor time",
        rows,
        Ratio(with_gate / without, "time of pipeline.build", "time of pipeline.build(check=False)"),
    )


def gate(extraction: Extraction) -> bool:
    """Check a document's graph as a build does; return whether it conforms."""
    return shapes.validate(rdf.document_graph_with_text(extraction, rdf.Minter(DEFAULT_BASE))).conforms


def build(documents: Sequence[Document], *, check: bool) -> None:
    """Build a store from the texts of the documents, one worker, and throw it away."""
    with TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        for number, document in enumerate(documents):
            (texts / f"{number:06}.txt").write_text(document.text, encoding="utf-8", newline="")
        summary = pipeline.build([texts], Path(folder) / "store", check=check)
        assert summary.changed + len(summary.refused) == len(documents), "a document was neither stored nor refused"


if __name__ == "__main__":
    main()
