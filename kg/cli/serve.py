"""``kg serve``: the SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # click reads the annotation's class at run time

import click

from kg.cli import options
from kg.web import server
from kg.web.workers import SECONDS, WORKERS, Limits


@click.command()
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=SECONDS, show_default=True, help="Seconds that a query may take.")
@click.option("--workers", type=click.IntRange(1, 64), default=WORKERS, show_default=True, help="Queries answered at the same time.")
def serve(store_dir: Path, host: str, port: int, timeout: float, workers: int) -> int:
    """Answer SPARQL queries over HTTP.

    The endpoint is read-only, at /sparql; nobody can write the store while it is served. Ctrl-C ends it.
    """
    server.serve(store_dir, host, port, workers=workers, limits=Limits(seconds=timeout))
    return 0
