"""Reads the bytes of one file, by its suffix, into the texts it holds. Pure: no file, folder or network is touched.

A text is stored as read, line endings included. Of Markdown with YAML front matter the text is the body below the closing
line, unaltered; of a web page it is the main text that trafilatura finds; of a table it is the value in the column ``text``.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import yaml

from kg.readers.encoding import DecodingError, decode
from kg.readers.html import read_html
from kg.readers.metadata import Metadata, parse_metadata
from kg.readers.records import TEXT_LIMIT, Record, Skipped
from kg.readers.tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Reader = Callable[[bytes, str], Iterator[Record | Skipped]]

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_BOM: Final = b"\xef\xbb\xbf"


def read_text(data: bytes, file: str) -> Iterator[Record | Skipped]:
    """Yield the whole of a plain text file; it states no metadata, so its title is not guessed either."""
    try:
        yield Record(file, decode(data), Metadata())
    except DecodingError as error:
        yield Skipped(file, str(error))


def read_markdown(data: bytes, file: str) -> Iterator[Record | Skipped]:
    """Yield the body of a Markdown file with the metadata of its front matter, if it has any.

    A block between two rules that is not a mapping is prose, and stays in the text.
    """
    try:
        text = decode(data)
        match = _FRONT_MATTER.match(text)
        stated = _yaml_mapping(match["yaml"]) if match else None
        metadata = parse_metadata(stated or {})
    except ValueError as error:  # DecodingError is one
        yield Skipped(file, str(error))
        return
    yield Record(file, text[match.end() :] if match and stated is not None else text, metadata)


def _yaml_mapping(block: str) -> dict[str, object] | None:
    """Return front matter with every scalar as the text that was written, or ``None`` where it is no mapping.

    Raises:
        ValueError: Not YAML.
    """
    try:
        value = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - makes only strings, lists and dicts, and keeps 2018-01-24 a string
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ValueError(f"broken front matter at line {line}: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("broken front matter: not YAML") from error
    return value if isinstance(value, dict) and all(isinstance(key, str) for key in value) else None


def read_json_lines(data: bytes, file: str) -> Iterator[Record | Skipped]:
    """Yield one text per line (https://jsonlines.org): ``text`` and the metadata keys; ``file`` or ``id`` names it, else file and line do."""
    for number, line in enumerate(data.removeprefix(_BOM).split(b"\n"), start=1):
        if line.strip():
            yield _json_line(line, f"{file}:{number}")


def _json_line(line: bytes, place: str) -> Record | Skipped:
    if len(line) > TEXT_LIMIT:
        return Skipped(place, f"too long: {len(line):,} bytes, the limit is {TEXT_LIMIT:,}")
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Skipped(place, f"encoding: JSON has to be UTF-8, broken at byte {error.start} of the line")
    except json.JSONDecodeError as error:
        return Skipped(place, f"not JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):  # a number of thousands of digits; brackets nested by the thousand
        return Skipped(place, "not JSON: nested too deep, or a number too long")
    if not isinstance(value, dict):
        return Skipped(place, "not a JSON object")
    return _record(value, place)


def read_csv(data: bytes, file: str) -> Iterator[Record | Skipped]:
    """Yield one text per row: column ``text``, and the columns of a manifest; ``file`` or ``id`` names it, else file and line do."""
    try:
        text = decode(data)
    except DecodingError as error:
        yield Skipped(file, str(error))
        return
    for row in read_rows(text, "text", TEXT_LIMIT):
        place = f"{file}:{row.line}"
        yield Skipped(place, row.problem) if row.problem else _record(row.values, place)


def _record(values: Mapping[str, object], place: str) -> Record | Skipped:
    text = values.get("text")
    name = values.get("file") or values.get("id") or place
    if not isinstance(text, str):
        return Skipped(place, "no 'text' in the object" if text is None else "'text' is not a string")
    if isinstance(name, int):
        name = str(name)
    if not isinstance(name, str):
        return Skipped(place, "'file' is not a string")
    try:
        text.encode("utf-8")
        name.encode("utf-8")
        return Record(name, text, parse_metadata(values))
    except UnicodeEncodeError:
        return Skipped(place, "encoding: half a character (a lone surrogate) in the text or its name")
    except ValueError as error:
        return Skipped(place, str(error))


READERS: Final[dict[str, Reader]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
}
"""Every format that is read, by lower-case suffix."""
TABLES: Final = frozenset({".jsonl", ".ndjson", ".csv"})
"""Suffixes of files that hold many texts."""
