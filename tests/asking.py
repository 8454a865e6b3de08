"""Asks the shipped queries of the small graph in ``tests/data/queries.ttl``, for the tests."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.queries import Result, run
from kg.store import open_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store import Store

HEADLINE = "sources-attributing-strikes"
SHAFAH = "Air strike near Al-Shafah, 2018-01-20"
FALLUJAH = "Air strike near Fallujah, 2016-06-29"
NOWHERE = "Air strike in Wadi Nowhere"
NEEDED = {
    "claims-by-claimant": {"claimant": "SOHR"},
    "claims-of-a-strike": {"strike": SHAFAH},
    "sentence-of-a-figure": {"figure": "at least 30"},
    HEADLINE: {"actor": "US-led coalition"},
    "strikes-near": {"place": "Al-Shafah"},
    "toll-over-time": {"strike": SHAFAH},
}
"""Values of the parameters without which a query is refused."""


@contextmanager
def small_store(root: Path, folder: Path) -> Iterator[Store]:
    """Open a store of the small graph; ``root`` is the project's folder."""
    triples = list(parse(path=root / "tests" / "data" / "queries.ttl", format=RdfFormat.TURTLE))
    # each source's graph describes its actors and places anew: answers must not double
    graphs = {"one": triples, "two": [one for one in triples if re.search("/(?:actor|place)/", str(one.subject))]}
    with open_write(folder / "store") as opened:
        for name, content in graphs.items():
            graph = NamedNode(f"https://w3id.org/strikekg/graph/{name}")
            opened.replace_graph(graph, [Quad(one.subject, one.predicate, one.object, graph) for one in content])
        yield opened


def ask(store: Store, name: str, **values: str) -> Result:
    """Ask a query by name."""
    return run(store, name, values)


def pick(result: Result, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns of an answer."""
    places = [result.columns.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in result.rows]


def claims(result: Result) -> list[str]:
    """Return the last part of each claim's IRI."""
    return [str(iri).rpartition("/")[2] for (iri,) in pick(result, "claim_iri")]
