"""``kg validate``, ``kg query`` and ``kg export``: what a graph holds and whether it holds good."""

from __future__ import annotations

from pathlib import Path

import click

from kg import exports, queries, shapes, store
from kg.cli import options
from kg.errors import InputError

_REPORTS = {"text": shapes.render_text, "json": shapes.render_json, "turtle": shapes.render_turtle}


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path, exists=True))
@options.store
@click.option("--shapes", "shapes_dir", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of shapes. [default: those of strikekg]")
@click.option("--format", "fmt", type=click.Choice(sorted(_REPORTS)), default="text", show_default=True, help="Form of the report.")
@click.option("--fail-on", type=click.Choice(["violation", "warning"]), default="violation", show_default=True, help="What makes exit code 1.")
@options.output
def validate(graph: Path | None, store_dir: Path, shapes_dir: Path | None, fmt: str, fail_on: str, output: Path | None) -> int:  # noqa: PLR0913, PLR0917  # one per option
    """Check a store, or a GRAPH file (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML), against the shapes."""
    if graph is not None and graph.is_file():
        found = shapes.validate(graph.read_bytes(), shapes_dir, file=graph.name)
    else:
        with store.open_read(graph or store_dir) as opened:
            found = shapes.validate(opened.quads(), shapes_dir, opened.texts())
    options.write(_REPORTS[fmt](found), output)
    return 0 if found.conforms and (fail_on == "violation" or not found.results) else 1


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the questions and their parameters.")
@click.option("--format", "fmt", type=click.Choice(["table", "csv", "tsv", "json", "markdown"]), default="table", show_default=True, help="Form of the answer.")
@options.store
@options.output
@click.pass_context
def query(context: click.Context, name: str | None, fmt: str, store_dir: Path, output: Path | None, *, listing: bool) -> int:  # noqa: PLR0913  # one per option
    """Ask a shipped question by NAME, or the query in a .rq file; parameters follow as --actor "...".

    \b
    kg query --list
    kg query sources-attributing-strikes --actor "US-led coalition"
    """
    if listing or name is None:
        options.write(_listing(), output)
        return 0
    wanted = parameters(context.args)
    with store.open_read(store_dir) as opened:
        result = queries.run(opened, name, wanted)
    options.write(queries.render(result, fmt), output)
    return 0


def parameters(args: list[str]) -> dict[str, str]:
    """Read ``--name value`` and ``--name=value`` pairs.

    Raises:
        InputError: Something else stands among them.
    """
    found: dict[str, str] = {}
    rest = list(args)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or (not equals and not rest):
            raise InputError(f"{word!r} is not a parameter with a value", hint='Write parameters as --actor "US-led coalition"')
        found[name] = value if equals else rest.pop(0)
    return found


def _listing() -> str:
    lines = []
    for item in queries.catalogue():
        lines += [f"{item.name} {' '.join(queries.usage(p) for p in item.parameters)}".rstrip(), f"    {item.question}"]
    return "\n".join(lines)


@click.command()
@click.option("--format", "fmt", type=click.Choice([f.name for f in exports.FORMATS]), default="turtle", show_default=True, help="Form of the export.")
@click.option("--data-only", is_flag=True, help="Leave the ontology, the authority file and the places out.")
@options.store
@options.output
def export(fmt: str, store_dir: Path, output: Path | None, *, data_only: bool) -> int:
    """Write the graph, or the table of claims, for other tools."""
    with store.open_read(store_dir) as opened, options.opened(output) as handle:
        exports.export(opened, fmt, handle, data_only=data_only)
    return 0
