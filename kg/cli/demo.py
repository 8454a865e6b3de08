"""``kg demo``: the way from reports to an answer, on the examples that ship."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kg import pipeline, queries, resources, shapes, store
from kg.cli import options
from kg.cli.build import MANY, report


@click.command()
@click.option(
    "--store", "store_dir", type=click.Path(path_type=Path), show_default="a folder that is removed", help="Folder to keep the store in."
)
def demo(store_dir: Path | None) -> int:
    """Build, check and question a graph of the example reports.

    The reports are invented. Exit code 1: the graph does not conform to the shapes.
    """
    with tempfile.TemporaryDirectory() as folder:
        return _demo(store_dir or Path(folder) / "kg-store", kept=store_dir is not None)


def _demo(store_dir: Path, *, kept: bool) -> int:
    examples = resources.folder("examples")
    click.echo("1. Read the example reports into a store: kg build")
    with options.progress() as tick:
        # the second step checks them all
        summary = pipeline.build([examples / "reports"], store_dir, manifest=examples / "manifest.csv", check=False, tick=tick)
    report(summary, store_dir)
    with store.open_read(store_dir) as opened:
        click.echo("\n2. Check every statement against the shapes: kg validate")
        found = shapes.validate(opened.quads(), texts=opened.texts())
        click.echo(shapes.render_text(found, limit=MANY))
        click.echo('3. Who attributes strikes to the coalition: kg query sources-attributing-strikes --actor "US-led coalition"')
        result = queries.run(opened, "sources-attributing-strikes", {"actor": "US-led coalition"})
        click.echo(queries.render(result, "table"))
    where = f" --store {click.format_filename(store_dir)}" if kept else ""
    click.echo("Next:" if kept else "Next, on a store of your own (kg demo --store kg-store keeps this one):")
    for line in ("query --list", f"query contested-strikes{where}", f"export --format turtle{where}", f"serve{where}"):
        click.echo(f"  kg {line}")
    return 0 if found.conforms else 1
