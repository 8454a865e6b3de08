"""``kg validate``: whether a graph holds good."""

from __future__ import annotations

from pathlib import Path

import click

from kg import shapes, store
from kg.cli import options
from kg.errors import InputError

_REPORTS = {"text": shapes.render_text, "json": shapes.render_json, "turtle": shapes.render_turtle}


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path, exists=True))
@options.store
@click.option(
    "--shapes",
    "shapes_dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    show_default="those of strikekg",
    help="Folder of shapes in Turtle.",
)
@click.option("--format", "fmt", type=click.Choice(list(_REPORTS)), default="text", show_default=True, help="Form of the report.")
@click.option(
    "--fail-on", type=click.Choice(["violation", "warning"]), default="violation", show_default=True, help="What gives exit code 1."
)
@options.output
def validate(graph: Path | None, store_dir: Path, shapes_dir: Path | None, fmt: str, fail_on: str, output: Path | None) -> int:
    """Check a graph against the shapes.

    GRAPH is a file (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML) or a store; left out, the store of --store is checked.
    The report names each claim that falls short and quotes its sentence.

    Exit code 1: something falls short.
    """
    if graph is not None and graph.is_file():
        found = shapes.validate(_bytes(graph), shapes_dir, file=str(graph))
    else:
        with store.open_read(graph or store_dir) as opened:
            found = shapes.validate(opened.quads(), shapes_dir, opened.texts())
    options.write(_REPORTS[fmt](found), output)
    return 0 if found.conforms and (fail_on == "violation" or not found.results) else 1


def _bytes(graph: Path) -> bytes:
    try:
        return graph.read_bytes()
    except OSError as error:
        raise InputError(f"{graph} cannot be read: {error.strerror}", hint="Check the file") from error
