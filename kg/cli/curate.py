"""``kg link`` and ``kg explain``: why accounts stand together, why a claim says what it says."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # click reads the annotation's class at run time

import click

from kg import pipeline, store
from kg.cli import options
from kg.cli.explaining import explain_iri


@click.command()
@options.store
def link(store_dir: Path) -> int:
    """Judge anew which accounts tell of one strike."""
    with store.open_write(store_dir) as opened:
        strikes, merged = pipeline.relink(opened)
    click.echo(f"{strikes} strikes, {merged} of them told by several sources")
    return 0


@click.command()
@click.argument("iri")
@options.store
@options.output
def explain(iri: str, store_dir: Path, output: Path | None) -> int:
    """Say where a claim, an account, a strike or a source comes from: sentence, speaker, rules, reasons."""
    with store.open_read(store_dir) as opened:
        text = explain_iri(opened, iri)
    options.write(text, output)
    return 0
