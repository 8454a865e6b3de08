"""Options that several commands share, and where their output goes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

store = click.option(
    "--store",
    "store_dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("kg-store"),
    show_default=True,
    help="Folder of the store.",
)
output = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write to. [default: standard output]")
manifest = click.option(
    "--manifest", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="CSV with the metadata of the files: file,title,publisher,..."
)


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Yield standard output, or a file that appears whole or not at all.

    Raises:
        InputError: The file cannot be written.
    """
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as handle:
            yield handle
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}", hint="Name another file with -o") from error
    finally:
        part.unlink(missing_ok=True)


def write(text: str, path: Path | None) -> None:
    """Write text and a line's end to a file or to standard output."""
    with opened(path) as handle:
        handle.write(text.rstrip("\n").encode() + b"\n")
