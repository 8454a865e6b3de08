"""``kg evaluate``: precision, recall and F1 per field against gold annotations."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg import evaluation, pipeline
from kg.cli import options


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of the annotated texts."
)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    show_default="manifest.csv in that folder, else beside it",
    help="CSV with their metadata.",
)
@click.option("--no-manifest", is_flag=True, help="Read the texts without their metadata.")
@click.option("--errors", "fields", multiple=True, metavar="FIELD", help="List each miss in a field; may be given several times.")
@click.option("--floors", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="TOML file of floors.")
@click.option("--section", default="seeds", show_default=True, help="Section of the floors.")
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the result.")
@options.output
def evaluate(  # noqa: PLR0917  # one parameter per option
    gold: Path,
    texts: Path,
    manifest: Path | None,
    fields: tuple[str, ...],
    floors: Path | None,
    section: str,
    fmt: str,
    output: Path | None,
    *,
    no_manifest: bool,
) -> int:
    """Score the extraction against gold annotations.

    GOLD is a YAML file or a folder of them, in the format of docs/evaluation.md. Each field is printed with its precision,
    recall and F1.

    Exit code 1: a field falls below its floor.
    """
    wanted = evaluation.read_floors(floors, section) if floors else {}
    scores = pipeline.evaluate(gold, texts, None if no_manifest else manifest or _beside(texts), published=not no_manifest)
    missed = {field: evaluation.errors(scores, field) for field in fields}
    short = evaluation.check_floors(scores, wanted)
    options.write(_as_json(scores, missed) if fmt == "json" else _as_text(scores, missed), output)
    for line in short:
        click.echo(line, err=True)
    return 1 if short else 0


def _beside(texts: Path) -> Path | None:
    paths = (texts / "manifest.csv", texts.resolve().parent / "manifest.csv")
    return next((path for path in paths if path.is_file()), None)


def _as_text(scores: evaluation.Scores, missed: dict[str, list[str]]) -> str:
    lists = ["\n".join([f"\n{field}:", *(mistakes or ["nothing missed"])]) for field, mistakes in missed.items()]
    return "\n".join([evaluation.render(scores), *lists])


def _as_json(scores: evaluation.Scores, missed: dict[str, list[str]]) -> str:
    if not missed:
        return evaluation.as_json(scores)
    return json.dumps({**json.loads(evaluation.as_json(scores)), "errors": missed}, indent=2, ensure_ascii=False)
