"""``kg link``: which accounts stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg import pipeline, store
from kg.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from kg.resources import OwnFiles


@click.command()
@options.store
@options.own_files
@options.workers("compare")
def link(store_dir: Path, own: OwnFiles, workers: int) -> int:
    """Judge anew which accounts tell of one strike.

    `kg build` does so too. What sources say stays as it is; only the tool's own judgements are replaced.
    """
    store.open_read(store_dir).close()  # a store that is missing is told, not made
    with store.open_write(store_dir) as opened, options.progress() as tick:
        linked = pipeline.relink(opened, own, workers=workers, tick=tick)
    click.echo(f"{linked.strikes} strikes, {linked.merged} of them told by several sources")
    for note in linked.notes:
        click.echo(note, err=True)
    return 0
