"""``kg build``: reports in, a store out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import pipeline, shapes
from kg.cli import options
from kg.errors import InputError
from kg.vocab import DEFAULT_BASE

if TYPE_CHECKING:
    from kg.resources import OwnFiles

MANY = 20
"""How many lines of one kind are shown before the rest is counted."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.store
@options.manifest
@options.own_files
@click.option("--base", show_default=f"that of the store, else {DEFAULT_BASE}", help="What data IRIs begin with.")
@options.workers("extract, and that compare where much is new")
@click.option("--no-check", is_flag=True, help="Store graphs without the document gate; `kg validate` checks them later.")
@click.option("--prune", is_flag=True, help="Remove sources that are not among the inputs.")
def build(
    *,
    inputs: tuple[Path, ...],
    store_dir: Path,
    manifest: Path | None,
    own: OwnFiles,
    base: str | None,
    workers: int,
    no_check: bool,
    prune: bool,
) -> int:
    """Read reports into a store.

    INPUTS are files (text, Markdown, HTML, JSON Lines, CSV) and folders of them. What cannot be read is named and skipped, the
    rest goes on. The same reports give the same store, in whatever order they come; a build that was stopped goes on when it is
    started again.

    Exit code 1: a report fails the document gate and is not stored. Exit code 2: no report could be read.
    """
    with options.progress() as tick:
        summary = pipeline.build(
            inputs,
            store_dir,
            manifest=manifest,
            own=own,
            base=base,
            workers=workers,
            check=not no_check,
            prune=prune,
            tick=tick,
        )
    report(summary, store_dir)
    return 1 if summary.refused else 0


def report(summary: pipeline.Summary, store_dir: Path) -> None:
    """Print what a build did; what was left out goes to standard error.

    Raises:
        InputError: Nothing was read.
    """
    for skipped in summary.skipped[:MANY]:
        click.echo(f"skipped {skipped.file}: {skipped.reason}", err=True)
    if len(summary.skipped) > MANY:
        click.echo(f"skipped {len(summary.skipped) - MANY} more", err=True)
    if not summary.read:
        raise InputError(
            f"None of the inputs could be read ({len(summary.skipped)} skipped), so {store_dir} is left as it was",
            hint="Mend the files named above, or give others",
        )
    for file, found in sorted(summary.refused.items()):
        click.echo(f"not stored {file}: it fails the document gate\n{shapes.render_text(found, limit=MANY)}", err=True)
    parts = [_counted(summary.read, "report") + " read", f"{summary.changed} new or changed", _counted(summary.claims, "claim")]
    parts += [
        f"{_counted(summary.linked.strikes, 'strike')} in {click.format_filename(store_dir)} ({summary.linked.merged} told by several sources)"
    ]
    parts += [f"{len(summary.skipped)} skipped"] if summary.skipped else []
    parts += [f"{len(summary.refused)} not stored"] if summary.refused else []
    parts += [f"{summary.pruned} removed"] if summary.pruned else []
    click.echo(", ".join(parts))
    for note in summary.linked.notes:
        click.echo(note, err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
