"""``kg serve``: the SPARQL endpoint."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # click reads the annotation's class at run time

import click

from kg.cli import options


@click.command()
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True, help="Seconds that a query may take.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that answer queries.")
def serve(store_dir: Path, host: str, port: int, timeout: float, workers: int) -> int:
    """Answer SPARQL queries over HTTP, read-only, at /sparql."""
    from kg.web import server  # noqa: PLC0415  # the web framework takes a third of a second that other commands need not wait for

    server.serve(store_dir, host=host, port=port, timeout=timeout, workers=workers)
    return 0
