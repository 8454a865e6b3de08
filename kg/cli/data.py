"""``kg build`` and ``kg demo``: reports in, a store out."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import pipeline, queries, resources, shapes, store
from kg.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable

_MANY = 20


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.store
@options.manifest
@click.option("--base", help="What data IRIs begin with. [default: that of the store, else https://w3id.org/strikekg/]")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that extract.")
@click.option("--no-check", is_flag=True, help="Store graphs without the document gate; `kg validate` checks them later.")
@click.option("--prune", is_flag=True, help="Remove sources that are not among the inputs.")
def build(  # noqa: PLR0913, PLR0917  # one parameter per option
    inputs: tuple[Path, ...], store_dir: Path, manifest: Path | None, base: str | None, workers: int, *, no_check: bool, prune: bool
) -> int:
    """Read reports (text, Markdown, HTML, JSON Lines, CSV, folders of them) into a store."""
    with _progress() as tick:
        summary = pipeline.build(
            inputs, store_dir, manifest=manifest, base=base, workers=workers, check=not no_check, prune=prune, tick=tick
        )
    report(summary, store_dir)
    return 1 if summary.refused else 0


def report(summary: pipeline.Summary, store_dir: Path) -> None:
    """Print what a build did; what was left out goes to standard error."""
    for skipped in summary.skipped[:_MANY]:
        click.echo(f"skipped {skipped.file}: {skipped.reason}", err=True)
    if len(summary.skipped) > _MANY:
        click.echo(f"skipped {len(summary.skipped) - _MANY} more", err=True)
    for file, found in summary.refused.items():
        click.echo(f"not stored {file}: it fails the document gate\n{shapes.render_text(found, limit=_MANY)}", err=True)
    parts = [f"{summary.read} reports read", f"{summary.changed} new or changed", f"{summary.claims} claims"]
    parts += [f"{summary.strikes} strikes in {store_dir} ({summary.merged} told by several sources)"]
    parts += [f"{len(summary.skipped)} skipped"] if summary.skipped else []
    parts += [f"{summary.pruned} removed"] if summary.pruned else []
    click.echo(", ".join(parts))


class _progress:  # noqa: N801  # reads as a function in a with statement
    """A progress line on standard error, silent where that is no terminal."""

    def __enter__(self) -> Callable[[str], None]:
        """Return what is to be called per document."""
        self._count = 0
        self._shown = sys.stderr.isatty()
        return self._tick

    def __exit__(self, *_exc: object) -> None:
        """Wipe the line."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def _tick(self, file: str) -> None:
        self._count += 1
        if self._shown:
            click.echo(f"\r\x1b[K{self._count} {file[-60:]}", nl=False, err=True)


@click.command()
@click.option(
    "--store", "store_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder to keep the store in. [default: a folder that is removed]"
)
def demo(store_dir: Path | None) -> int:
    """Build, check and question a graph of the example reports (they are invented)."""
    with tempfile.TemporaryDirectory() as folder:
        return _demo(store_dir or Path(folder) / "kg-store", kept=store_dir is not None)


def _demo(store_dir: Path, *, kept: bool) -> int:
    examples = resources.folder("examples")
    click.echo("1. Read the example reports into a store: kg build")
    summary = pipeline.build([examples / "reports"], store_dir, manifest=examples / "manifest.csv", check=False)
    report(summary, store_dir)
    with store.open_read(store_dir) as opened:
        click.echo("\n2. Check every statement against the shapes: kg validate")
        found = shapes.validate(opened.quads(), texts=opened.texts())
        click.echo(shapes.render_text(found, limit=_MANY))
        click.echo('\n3. Who attributes strikes to the coalition: kg query sources-attributing-strikes --actor "US-led coalition"')
        result = queries.run(opened, "sources-attributing-strikes", {"actor": "US-led coalition"})
        click.echo(queries.render(result, "table"))
    where = f" --store {store_dir}" if kept else ""
    click.echo("\nNext:" if kept else "\nNext, on a store of your own (kg demo --store kg-store keeps this one):")
    for line in ("kg query --list", f"kg query sources-that-disagree-about-killed{where}", f"kg export --format turtle{where}", f"kg serve{where}"):
        click.echo(f"  {line}")
    return 0 if found.conforms else 1
