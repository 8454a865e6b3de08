"""The endpoint: small SELECTs per second over HTTP on the loopback address, against the same queries in this process."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions

from bench.measure import Ratio, best, corpora, parser, show
from kg.extraction.cascade import Cascade
from kg.store import open_read, open_write
from kg.vocab import KG, OA
from kg.web.server import serve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

    from kg.store import Store

WORKERS: Final = 2
_OK: Final = 200
_CLAIMS: Final = f"SELECT ?claim {{ ?claim a {KG.Claim} }} ORDER BY ?claim"
_SMALL: Final = f"SELECT ?who ?words {{ <%s> {KG.claimedBy} ?who ; {KG.evidence}/{OA.hasSelector}/{OA.exact} ?words }}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures.

    Args:
        arguments: Of the command line, without the program's name.
    """
    options = parser(__doc__)
    options.add_argument("--queries", type=int, default=2_000, help="how many queries are asked each time (default 2000)")
    given = options.parse_args(arguments)
    repeats = 1 if given.quick else 3
    with TemporaryDirectory() as name:
        folder = Path(name) / "store"
        fill(folder, quick=given.quick)
        with open_read(folder) as kept:
            queries = small_queries(kept, 20 if given.quick else given.queries)
            expected = [direct(kept, query) for query in queries]
            inside = best(lambda: [direct(kept, query) for query in queries], repeats)
        with endpoint(folder) as address:
            assert over_http(address, queries) == expected, "the endpoint answers otherwise than the store"
            alone = best(lambda: over_http(address, queries), repeats)
            together = best(lambda: crowd(address, queries), repeats)
    rows = [
        ("over HTTP, one client, kept alive", f"{len(queries) / alone:,.0f} queries/s"),
        (f"over HTTP, {WORKERS} clients, {WORKERS} workers", f"{len(queries) / together:,.0f} queries/s"),
        ("baseline: Store.query and JSON in process", f"{len(queries) / inside:,.0f} queries/s"),
        ("HTTP, worker and pipe, per query", f"{1_000 * (alone - inside) / len(queries):.2f} ms"),
    ]
    show("Small SELECTs, elapsed time", rows, Ratio(inside / alone, "queries/s over HTTP, one client", "queries/s of Store.query"))


def fill(folder: Path, *, quick: bool) -> None:
    """Make a store of the example reports and the reference data."""
    cascade = Cascade.load()
    with open_write(folder) as kept:
        kept.load_reference()
        for document in corpora(quick=quick)["examples/reports"]:
            kept.replace_source(cascade.extract(document))


def small_queries(kept: Store, count: int) -> list[str]:
    """Return queries for claimant and words of one claim each."""
    found = kept.query(_CLAIMS)
    assert isinstance(found, QuerySolutions)
    return list(islice(cycle([_SMALL % row["claim"].value for row in found]), count))


def direct(kept: Store, query: str) -> bytes:
    """Answer a query without a server."""
    found, out = kept.query(query), io.BytesIO()
    assert isinstance(found, QuerySolutions)
    found.serialize(out, format=QueryResultsFormat.JSON)
    return out.getvalue()


@contextmanager
def endpoint(folder: Path) -> Iterator[str]:
    """Serve a store from another process, on a free port; yield the address."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=run_server, args=(folder, there))
    process.start()
    there.close()
    try:
        with here:
            yield here.recv().rsplit(" ", 1)[-1]
    finally:
        process.terminate()
        process.join()
        process.close()


def run_server(folder: Path, pipe: Connection) -> None:
    """Serve until ended; the line with the address goes through the pipe."""
    serve(folder, port=0, workers=WORKERS, say=pipe.send)


def over_http(address: str, queries: Sequence[str]) -> list[bytes]:
    """Ask all queries over one connection."""
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc)) as connection:
        return [_ask(connection, f"{parts.path}?query={quote(query)}") for query in queries]


def _ask(connection: HTTPConnection, target: str) -> bytes:
    connection.request("GET", target, headers={"Accept": "application/sparql-results+json"})
    response = connection.getresponse()
    body = response.read()
    assert response.status == _OK, body
    return body


def crowd(address: str, queries: Sequence[str]) -> None:
    """Ask the queries by as many clients at once as there are workers."""
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda start: over_http(address, queries[start::WORKERS]), range(WORKERS)))


if __name__ == "__main__":
    main()
