"""``kg diff``: what differs between two builds."""

from __future__ import annotations

from pathlib import Path

import click

from kg import diffs
from kg.cli import options


@click.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option("--format", "fmt", type=click.Choice(list(diffs.FORMS)), default="text", show_default=True, help="Form of the report.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=200,
    show_default=True,
    help="How many changes in reports, of strikes, and of judgements to list; the rest is counted. JSON lists all.",
)
@options.output
def diff(before: Path, after: Path, fmt: str, limit: int, output: Path | None) -> int:
    """Say what differs between two builds, by meaning.

    BEFORE and AFTER are stores, or RDF files that `kg export` wrote (Turtle, TriG, N-Triples, N-Quads, JSON-LD, RDF/XML). Listed are the
    reports, claims and strikes that were added, are gone or state something else. Order, names of nodes, rules and the version of the
    extractor are no difference.

    \b
    kg diff main-store my-store
    kg diff main.ttl mine.ttl --format markdown -o comment.md

    Exit code 1: they differ.
    """  # noqa: D301  # click reads \b as: leave the lines as they are
    found = diffs.compare(diffs.read_build(before), diffs.read_build(after))
    options.write(diffs.FORMS[fmt](found, limit), output)
    return int(found.differ)
