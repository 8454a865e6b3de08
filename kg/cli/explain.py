"""``kg explain``: why a claim says what it says."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  # click reads the annotation's class at run time

import click

from kg import store
from kg.cli import options
from kg.cli.explaining import explain_iri, explain_pair


@click.command()
@click.argument("iri")
@click.argument("other", required=False)
@options.store
@options.output
def explain(iri: str, other: str | None, store_dir: Path, output: Path | None) -> int:
    """Say where a claim, an account, a strike or a source comes from; or why two accounts are one strike or two.

    IRI may be written without its base, or by its beginning, as in claim/77de; a strike also by its label. Printed are sentence,
    speaker, rules and reasons; of a claim also the spans of its sentence, read anew from the text in the store, as long as the rules
    are those of the build. With OTHER, two accounts or strikes are judged anew, whatever the graph holds.
    """
    with store.open_read(store_dir) as opened:
        text = explain_iri(opened, iri) if other is None else explain_pair(opened, (iri, other))
    options.write(text, output)
    return 0
