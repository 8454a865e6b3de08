"""``kg export``: the graph and the table of claims for other tools."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # click reads the annotation's class at run time

import click

from kg import exports, store
from kg.cli import options

_FORMS = "; ".join(f"{known.name}: {known.what}" for known in exports.FORMATS)


@click.command()
@click.option(
    "--format",
    "fmt",
    type=click.Choice([known.name for known in exports.FORMATS]),
    default="turtle",
    show_default=True,
    help=f"Form of the export. {_FORMS}.",
)
@click.option("--data-only", is_flag=True, help="Leave out ontology, actors and places that ship with the tool.")
@options.store
@options.output
def export(fmt: str, store_dir: Path, output: Path | None, *, data_only: bool) -> int:
    """Write the graph, or the table of claims, for other tools.

    The same store gives the same bytes.
    """
    with store.open_read(store_dir) as opened, options.opened(output) as handle:
        exports.export(opened, fmt, handle, data_only=data_only)
    return 0
