"""``kg evaluate``: precision, recall and F1 per field against gold annotations."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from kg import evaluation, exports, pipeline, store
from kg.authority import Authority
from kg.cli import options
from kg.errors import InputError
from kg.readers import read_paths
from kg.readers.records import Skipped


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True))
@click.option("--texts", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of the annotated texts.")
@click.option("--manifest", type=click.Path(path_type=Path, dir_okay=False), help="CSV with their metadata. [default: manifest.csv in that folder]")
@click.option("--no-manifest", is_flag=True, help="Read the texts without their metadata.")
@click.option("--errors", "fields", multiple=True, metavar="FIELD", help="List each miss in a field.")
@click.option("--floors", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="TOML file of floors; exit code 1 below one.")
@click.option("--section", default="seeds", show_default=True, help="Section of the floors.")
@click.option("--format", "fmt", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the result.")
@options.output
def evaluate(  # noqa: PLR0913, PLR0917  # one parameter per option
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
    """Compare what is extracted from annotated texts with their GOLD file or folder."""
    scores = score(gold, texts, None if no_manifest else manifest or _beside(texts), published=not no_manifest)
    lines = [evaluation.as_json(scores) if fmt == "json" else evaluation.render(scores)]
    for field in fields:
        lines += ["", f"{field}:", *evaluation.errors(scores, field)]
    short = evaluation.check_floors(scores, evaluation.read_floors(floors, section)) if floors else []
    options.write("\n".join([*lines, *short]), output)
    return 1 if short else 0


def _beside(texts: Path) -> Path | None:
    path = texts / "manifest.csv"
    return path if path.is_file() else None


def score(gold_path: Path, texts: Path, manifest: Path | None, *, published: bool = True) -> evaluation.Scores:
    """Extract from the annotated texts, through the graph and back, and compare.

    Args:
        gold_path: Gold file or folder.
        texts: Folder of the texts.
        manifest: Their metadata.
        published: Whether publication dates in the gold override the manifest's.

    Raises:
        GoldError: A gold file does not follow the format, or its text is missing.
        InputError: The texts cannot be read.
    """
    gold = evaluation.load_gold(gold_path)
    dates = evaluation.published_overrides(gold) if published else {}
    documents = [d for d in read_paths([texts], manifest) if not isinstance(d, Skipped)]
    if not documents:
        raise InputError(f"No texts in {texts}", hint="Name their folder with --texts")
    resolve = Authority.load().resolve
    with tempfile.TemporaryDirectory() as folder, store.open_write(Path(folder)) as kept:
        for document in documents:
            stem = document.file.removesuffix(".txt")
            day = dates.get(document.file) or dates.get(stem)
            kept.replace_source(pipeline.extract(replace(document, published=day) if day else document))
        pipeline.relink(kept)
        rows = list(exports.claim_rows(kept))
    return evaluation.score(gold, rows, {d.file: d.text for d in documents}, lambda name: actor.name if (actor := resolve(name)) else None)
