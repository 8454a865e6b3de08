"""The HTTP side of the endpoint: routes, headers, and nothing that could block."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.web.description import describe
from kg.web.engine import Answer, Job, refusal
from kg.web.negotiation import GRAPHS, RESULTS, choose
from kg.web.protocol import BODY_LIMIT, Query, RefusalError, from_body, from_url, too_long
from kg.web.workers import WORKERS, Limits, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request

_RETRY_SECONDS: Final = "10"


def create_app(store: Path, *, workers: int = WORKERS, limits: Limits | None = None) -> Starlette:
    """Make the application that serves one store.

    Args:
        store: The folder of the store; it is opened by the workers when the application starts.
        workers: Queries that are answered at the same time, one process each.
        limits: What one query may cost.
    """
    pool = Pool(store, workers, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pool.start()
        try:
            yield
        finally:
            pool.close()

    async def sparql(request: Request) -> Response:
        try:
            query = await _read(request)
        except RefusalError as error:
            return _response(refusal(error.status, error.message, hint=error.hint))
        accept = ", ".join(request.headers.getlist("accept"))
        if query is None:
            return _response(_description(str(request.url.replace(query="")), accept))
        job = Job(query, choose(accept, RESULTS), choose(accept, GRAPHS))
        return _response(await run_in_threadpool(pool.answer, job))

    routes = [Route("/sparql", sparql, methods=["GET", "POST"]), Route("/health", _health), Route("/", _root)]
    cors = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"])
    return Starlette(routes=routes, middleware=[cors], lifespan=lifespan)


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _root(_: Request) -> Response:
    return PlainTextResponse("strikekg: the SPARQL endpoint is at /sparql\n")


async def _read(request: Request) -> Query | None:
    url: bytes = request.scope["query_string"]
    if request.method != "POST":
        return from_url(url)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_LIMIT:
            raise too_long()
    return from_body(request.headers.get("content-type", ""), url, bytes(body))


def _description(endpoint: str, accept: str) -> Answer:
    media_type = choose(accept, GRAPHS)
    if media_type is None:
        return refusal(406, "None of the accepted media types fits the description", hint=f"Accept one of {', '.join(GRAPHS)}")
    try:
        return Answer(200, media_type, describe(endpoint, GRAPHS[media_type]))
    except (SyntaxError, ValueError):  # a Host header can hold anything
        return refusal(400, "The address of the request is no IRI", hint="Check the Host header")


def _response(answer: Answer) -> Response:
    headers = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}
    if answer.status == 503:  # noqa: PLR2004 - HTTP status
        headers["Retry-After"] = _RETRY_SECONDS
    return Response(answer.body, answer.status, headers, media_type=answer.media_type)
