"""Reads the manifest: a CSV that states the metadata of other files, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.readers.encoding import DecodingError, decode
from kg.readers.metadata import Metadata, parse_metadata
from kg.readers.records import TEXT_LIMIT
from kg.readers.tables import Row, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def load_manifest(path: Path, folders: Sequence[Path]) -> Mapping[Path, Metadata]:
    """Return the metadata stated for each file, by resolved path.

    Args:
        path: CSV with the columns ``file,title,publisher,agency,published,url,language``; only ``file`` is required, others are ignored.
        folders: Where to look for a file, after the manifest's own folder.

    Raises:
        InputError: The manifest cannot be read, a row is broken, names a file twice, or names one that does not exist.
    """
    found: dict[Path, Metadata] = {}
    lines: dict[Path, int] = {}
    for row in read_rows(_read(path), "file", TEXT_LIMIT):
        file = _locate(path, row, folders)
        if file in lines:
            raise _broken(path, row.line, f"{row.values['file']!r} was already described on line {lines[file]}", "Keep one of the two rows")
        lines[file] = row.line
        try:
            found[file] = parse_metadata(row.values)
        except ValueError as error:
            raise _broken(path, row.line, str(error), "Correct the row") from error
    return found


def _read(path: Path) -> str:
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"Cannot read the manifest {path}: {error.strerror}", hint="Check --manifest") from error
    except DecodingError as error:
        raise InputError(f"Cannot read the manifest {path}: {error}", hint="Save it as UTF-8") from error


def _locate(manifest: Path, row: Row, folders: Sequence[Path]) -> Path:
    if row.problem:
        raise _broken(manifest, row.line, row.problem, "Correct the row")
    name = row.values["file"].strip()
    if not name or "\0" in name:
        raise _broken(manifest, row.line, "the row names no file", "Fill in the column 'file'")
    for folder in (manifest.parent, *folders):
        if (folder / name).is_file():
            return (folder / name).resolve()
    raise _broken(manifest, row.line, f"there is no file {name!r}", "Give its path relative to the manifest or to an input folder")


def _broken(path: Path, line: int, problem: str, hint: str) -> InputError:
    return InputError(f"{path}, line {line}: {problem}", hint=hint)
