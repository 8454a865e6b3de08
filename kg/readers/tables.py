"""Reads CSV into rows that know their line, and refuses what does not fit the header (RFC 4180: https://www.rfc-editor.org/rfc/rfc4180)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on, counted from 1, and its values by column, or what is wrong with it."""

    line: int
    values: dict[str, str]
    problem: str = ""


def read_rows(text: str, required: str, field_limit: int) -> Iterator[Row]:
    """Yield the rows below the header; line endings inside quoted values stay as they are.

    Args:
        text: The whole table; the first row names the columns, in any case and order.
        required: A column that has to be there.
        field_limit: Characters in one value.

    Yields:
        Rows in order. A row that does not fit is yielded with its problem; after one that cannot be parsed nothing follows.
    """
    csv.field_size_limit(field_limit)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield Row(line, {}, _explain(error))
            return
        if not cells:
            pass
        elif header is None:
            header = [name.strip().lower() for name in cells]
            if problem := _header_problem(header, required):
                yield Row(line, {}, problem)
                return
        else:
            yield _row(line, header, cells)
        line = reader.line_num + 1
    if header is None:
        yield Row(1, {}, "no header row")


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(line, {}, f"{len(cells)} values where the header names {len(header)}; quote values that hold a comma")
    return Row(line, dict(zip(header, cells, strict=True)))


def _header_problem(header: list[str], required: str) -> str:
    if required not in header and required == "text" and "file" in header:
        return "no texts but a manifest of files; give it with --manifest"
    if required not in header:
        return f"no column {required!r} (found: {', '.join(header)[:200]})"
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        return f"column {twice[0]!r} stands twice in the header"
    return ""


def _explain(error: csv.Error) -> str:
    """Return what the csv module found, in words that name the cure."""
    if "unexpected end of data" in str(error):
        return "a quotation mark that is opened here and never closed"
    if "field larger" in str(error):
        return "a value that is too long"
    return f"broken quoting ({error})"
