"""Options that several commands share, and where their output goes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.errors import InputError
from kg.resources import OwnFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

store = click.option(
    "--store", "store_dir", type=click.Path(path_type=Path), default=Path("kg-store"), show_default=True, help="Folder of the store."
)
output = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), show_default="standard output", help="File to write to."
)
manifest = click.option(
    "--manifest",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV with the metadata of the files: file,title,publisher,agency,published,url,language.",
)

gazetteer = click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    envvar="KG_GAZETTEER",
    show_default="KG_GAZETTEER, else none",
    help="Folder of an imported gazetteer, used beside the shipped one.",
)

judgements = click.option(
    "--judgements",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="KG_JUDGEMENTS",
    show_default="KG_JUDGEMENTS, else judgements.ttl in the store",
    help="File of what people judged.",
)
grades = click.option(
    "--grades",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="KG_GRADES",
    show_default="KG_GRADES, else the shipped rules",
    help="SPARQL file with the rules by which strikes are graded.",
)


def workers(work: str) -> Callable[[click.decorators.FC], click.decorators.FC]:
    """Return the option of how many processes do a work."""
    return click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help=f"Processes that {work}.")


def own_files(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of the user's own files, handed over as ``own``."""

    @wraps(command)
    def handed(*, gazetteer: Path | None, judgements: Path | None, grades: Path | None, **others: object) -> int:
        return command(own=OwnFiles(gazetteer, judgements, grades), **others)

    return gazetteer(judgements(grades(handed)))


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Yield standard output, or a file that appears whole or not at all.

    Args:
        path: The file; ``None`` or ``-`` for standard output. A device or pipe is written as it stands.

    Raises:
        InputError: It cannot be written.
    """
    try:
        if path is None or str(path) == "-":
            sys.stdout.flush()
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif path.exists() and not path.is_file():
            with path.open("wb") as handle:
                yield handle
        else:
            yield from _whole(path.resolve())  # a link stays a link
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "Standard output" if path is None else path
        raise InputError(f"{name} cannot be written: {error.strerror or error}", hint="Name another file with -o") from error


def _whole(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as handle:
            yield handle
        part.replace(path)
    finally:
        # where the folder is none, there is nothing to remove either
        if part.is_file():
            part.unlink()


def write(text: str, path: Path | None) -> None:
    """Write text and a line's end to a file or to standard output."""
    with opened(path) as handle:
        handle.write(text.rstrip("\n").encode() + b"\n")


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield what is to be called per document: it shows a count and a name on one line of a terminal, and is silent elsewhere."""
    shown = sys.stderr.isatty()
    count = 0

    def tick(file: str) -> None:
        nonlocal count
        count += 1
        if shown:
            click.echo(f"\r\x1b[K{count} {file[-60:]}", nl=False, err=True)

    try:
        yield tick
    finally:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)
