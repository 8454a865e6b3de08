"""Writes files whole, and the file of what people judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import rdf
from kg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    part = path.with_name(path.name + ".new")
    part.write_bytes(data)
    part.replace(path)


def read_judgements(path: Path, minter: rdf.Minter) -> rdf.Curation:
    """Read a file of what people judged.

    Args:
        path: Turtle, as `write_judgements` wrote it or as people edited and merged it.
        minter: Names the graph.

    Raises:
        InputError: It cannot be read, or states what is no judgement.
    """
    try:
        return rdf.parse_curation(path.read_bytes(), str(path), minter)
    except OSError as error:
        hint = "Name another file; kg judge makes one with its first judgement"
        raise InputError(f"{path} cannot be read: {error.strerror}", hint=hint) from error


def write_judgements(path: Path, curation: rdf.Curation, minter: rdf.Minter) -> bool:
    """Write what people judged, a link staying a link; False where the file holds the same bytes already.

    Raises:
        InputError: It cannot be written.
    """
    data, file = rdf.curation_turtle(curation, minter), path.resolve()
    try:
        if file.is_file() and file.read_bytes() == data:
            return False
        write_whole(file, data)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}", hint="Name another file") from error
    return True
