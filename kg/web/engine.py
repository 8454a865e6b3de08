"""Runs one query after another inside a worker process: guard, engine, bytes of the answer."""

from __future__ import annotations

import io
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples

from kg.errors import StoreError
from kg.store import open_read
from kg.web.guard import MAX_DEPTH, Scan, scan
from kg.web.negotiation import GRAPHS, RESULTS
from kg.web.protocol import Query, RefusalError

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from pyoxigraph import BlankNode, DefaultGraph, QueryBoolean

    from kg.store import Store

_PLAIN: Final = "text/plain; charset=utf-8"
_MAX_REASON: Final = 300


@dataclass(frozen=True, slots=True)
class Job:
    """A query and the media types it may be answered in; ``None`` where the client takes none of a kind."""

    query: Query
    results: str | None
    graph: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    media_type: str
    body: bytes


class _TooBigError(Exception):
    """The answer is beyond its limit."""


class _Bounded(io.BytesIO):
    """A file in memory that refuses to grow beyond a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, part: bytes | bytearray | memoryview, /) -> int:  # type: ignore[override]  # Buffer has a name only from Python 3.12
        """Append a part."""
        if self.tell() + memoryview(part).nbytes > self._limit:
            raise _TooBigError
        return super().write(part)


def refusal(status: int, message: str, *, hint: str = "") -> Answer:
    """Return an error as the one line that the client sees."""
    return _refused(RefusalError(status, message, hint=hint))


def _refused(error: RefusalError) -> Answer:
    return Answer(error.status, _PLAIN, f"{error}\n".encode())


def answer_jobs(folder: Path, pipe: Connection, answer_limit: int, memory: int) -> None:
    """Answer jobs until the other end of the pipe is closed: the whole life of a worker.

    Args:
        folder: The store.
        pipe: Brings jobs, takes answers; the first thing sent says that the process is up.
        answer_limit: Bytes of an answer.
        memory: Bytes of address space.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends its workers
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        with open_read(folder) as store:
            _loop(pipe, store, answer_limit)
    except StoreError as error:
        _complain(pipe, refusal(503, error.message, hint=error.hint))


def _loop(pipe: Connection, store: Store, answer_limit: int) -> None:
    try:
        pipe.send(True)  # noqa: FBT003 - a message, not an option
        while True:
            pipe.send(answer(pipe.recv(), store, answer_limit))
    except (EOFError, OSError):  # the server has gone
        return


def _complain(pipe: Connection, complaint: Answer) -> None:
    """Tell the first asker why the store does not open; then end, so that the next worker tries again."""
    try:
        pipe.send(True)  # noqa: FBT003 - a message, not an option
        pipe.recv()
        pipe.send(complaint)
    except (EOFError, OSError):
        return


def answer(job: Job, store: Store, limit: int) -> Answer:
    """Answer a query, or refuse it in one line.

    Args:
        job: What was asked.
        store: An open store.
        limit: Bytes of the answer.
    """
    seen = scan(job.query.text)
    try:
        _check(seen)
        return _written(_run(job.query, store, seen), job, limit)
    except RefusalError as error:
        return _refused(error)
    except (SyntaxError, ValueError) as error:
        if seen.update:
            return refusal(403, "Updates are refused, the endpoint is read-only", hint="Change the store with kg build")
        return refusal(400, f"The query is not well-formed: {_one_line(error)}")
    except (OSError, RuntimeError) as error:
        return refusal(500, f"The query failed: {_one_line(error)}")
    except _TooBigError:
        return refusal(400, f"The answer is longer than {limit:,} bytes", hint="Add a LIMIT")


def _check(seen: Scan) -> None:
    if seen.service:
        raise RefusalError(403, "SERVICE is refused: this endpoint asks no other", hint="Ask the other endpoint directly")
    if seen.depth > MAX_DEPTH:
        raise RefusalError(400, f"The query is nested {seen.depth:,} deep, the limit is {MAX_DEPTH}", hint="Flatten it")


def _run(query: Query, store: Store, seen: Scan) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Run a query over the dataset of the request, else its own, else the union of all graphs (SPARQL 1.1 Protocol, section 2.1.4)."""
    engine = store._graphs  # noqa: SLF001 - Store.query knows neither named graphs nor FROM
    if query.default_graphs or query.named_graphs:
        default: list[NamedNode | BlankNode | DefaultGraph] = [NamedNode(iri) for iri in query.default_graphs]
        named: list[NamedNode | BlankNode] = [NamedNode(iri) for iri in query.named_graphs]
        return engine.query(query.text, default_graph=default, named_graphs=named)
    return engine.query(query.text, use_default_graph_as_union=not seen.dataset)  # the union would override FROM


def _written(results: QuerySolutions | QueryBoolean | QueryTriples, job: Job, limit: int) -> Answer:
    is_graph = isinstance(results, QueryTriples)
    media_type = job.graph if is_graph else job.results
    if media_type is None:
        offers = ", ".join(GRAPHS if is_graph else RESULTS)
        raise RefusalError(406, "None of the accepted media types fits the answer", hint=f"Accept one of {offers}")
    out = _Bounded(limit)
    if isinstance(results, QueryTriples):
        results.serialize(out, format=GRAPHS[media_type])
    else:
        results.serialize(out, format=RESULTS[media_type])
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Answer(200, media_type + charset, out.getvalue())


def _one_line(error: Exception) -> str:
    line = " ".join(str(error).split())
    return line if len(line) <= _MAX_REASON else f"{line[:_MAX_REASON]}..."
