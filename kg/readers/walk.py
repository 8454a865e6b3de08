"""Walks files and folders in a fixed order and yields a document, or a reason, for each: the one reader that touches the disk."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Document
from kg.readers.formats import READERS, TABLES
from kg.readers.language import is_english, looks_like
from kg.readers.manifest import load_manifest
from kg.readers.metadata import Metadata
from kg.readers.records import TABLE_LIMIT, TEXT_LIMIT, Record, Skipped, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Found = tuple[str, Path]
    """A file's name relative to the input it was found under, and its path."""


def read_paths(inputs: Sequence[Path], manifest: Path | None = None) -> Iterator[Document | Skipped]:
    """Read reports from files and folders, sorted by relative name, each text once.

    Hidden files and folders are passed over, links to folders are not followed, the manifest itself is not read. Where a manifest row
    and the file state the same field, the row holds (for a table of texts the other way round). Of equal texts (by SHA-256) the first by name is read, the others are reported.

    Args:
        inputs: Files and folders; folders are searched to the bottom.
        manifest: CSV with the metadata of files, see ``load_manifest``.

    Returns:
        Documents and, between them, what was skipped and why; at the end one ``Skipped`` per suffix that no reader knows.

    Raises:
        InputError: An input is missing, a folder holds no report, or the manifest is broken. Raised at once, before any text is read.
    """
    found = _once(sorted((pair for path in inputs for pair in _found(path)), key=lambda pair: (pair[0], str(pair[1]))))
    rows = load_manifest(manifest, [path if path.is_dir() else path.parent for path in inputs]) if manifest else {}
    except_for = manifest.resolve() if manifest else None
    readable = [pair for pair in found if pair[1].suffix.lower() in READERS and pair[1].resolve() != except_for]
    if not readable:
        names = ", ".join(str(path) for path in inputs)
        raise InputError(f"No reports in {names}", hint=f"Give files that end in {', '.join(READERS)}, or folders that hold such files")
    others = Counter(pair[1].suffix.lower() for pair in found if pair[1].suffix.lower() not in READERS)
    return _read_all(readable, rows, others)


def _once(found: Sequence[Found]) -> list[Found]:
    """Return each file once, under its first name, however many inputs lead to it."""
    by_path: dict[Path, Found] = {}
    for name, path in found:
        by_path.setdefault(path.resolve(), (name, path))
    return list(by_path.values())


def _found(path: Path) -> Iterator[Found]:
    """Yield the files of one input."""
    if path.is_dir():
        yield from ((file.relative_to(path).as_posix(), file) for file in _files(path))
    elif path.is_file():
        yield path.name, path
    else:
        raise InputError(f"No file or folder {path}", hint="Check the path")


def _files(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"Cannot read the folder {folder}: {error.strerror}", hint="Check its permissions") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_file():
            yield entry
        elif entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)


def _read_all(found: Sequence[Found], rows: Mapping[Path, Metadata], others: Counter[str]) -> Iterator[Document | Skipped]:
    seen: dict[str, str] = {}
    for name, path in found:
        row = rows.get(path.resolve(), Metadata())
        for item in _read_file(name, path):
            made = item if isinstance(item, Skipped) else _document(item, _merged(path, row, item.metadata))
            if isinstance(made, Document):
                if made.sha256 in seen:
                    made = Skipped(made.file, f"same text as {seen[made.sha256]}")
                else:
                    seen[made.sha256] = made.file
            yield made
    for suffix, count in sorted(others.items()):
        yield Skipped(f"*{suffix}", f"{count} {'file' if count == 1 else 'files'} of a kind that is not read")


def _merged(path: Path, row: Metadata, own: Metadata) -> Metadata:
    """Return what holds for one text: the row of its file first, but of a table only where the table's own row says nothing."""
    return own.over(row) if path.suffix.lower() in TABLES else row.over(own)


def _read_file(name: str, path: Path) -> Iterator[Record | Skipped]:
    shown = printable(name)
    suffix = path.suffix.lower()
    limit = TABLE_LIMIT if suffix in TABLES else TEXT_LIMIT
    if shown != name:
        yield Skipped(shown, "the file's name is not valid Unicode; rename it")
        return
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= limit else b""
    except OSError as error:
        yield Skipped(shown, f"cannot be read: {error.strerror}")
        return
    if size > limit:
        yield Skipped(shown, f"too long: {size:,} bytes, the limit is {limit:,}")
    elif not data:
        yield Skipped(shown, "empty")
    else:
        yield from READERS[suffix](data, name)


def _document(record: Record, metadata: Metadata) -> Document | Skipped:
    """Return the document, unless its text is blank, binary or not English."""
    if not record.text.strip():
        return Skipped(record.file, "empty")
    if "\0" in record.text:
        return Skipped(record.file, "binary, not text")
    if metadata.language and not is_english(metadata.language):
        return Skipped(record.file, f"language: stated as {metadata.language}; only English is read")
    if language := looks_like(record.text):
        return Skipped(record.file, f"language: looks like {language}; only English is read")
    return Document(
        text=record.text,
        file=record.file,
        sha256=hashlib.sha256(record.text.encode("utf-8")).hexdigest(),
        title=metadata.title,
        publisher=metadata.publisher,
        agency=metadata.agency,
        published=metadata.published,
        url=metadata.url,
        language=metadata.language,
    )
