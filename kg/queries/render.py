"""Prints answers: a table for people; CSV, TSV, JSON and Markdown for programs and pages."""

from __future__ import annotations

import csv
import io
import json
import textwrap
import unicodedata
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.queries.answers import Cell, Result

FORMATS: Final = ("table", "csv", "tsv", "json", "markdown")
DEFAULT_WIDTH: Final = 120
_GAP: Final = "  "
_NARROWEST: Final = 9
_MOST_LINES: Final = 4
_BELOW: Final = "sentence"
_INDENT: Final = "    "


def render(result: Result, form: str, width: int = DEFAULT_WIDTH) -> str:
    """Print an answer in one of the ``FORMATS``, ending in a line break.

    Args:
        result: The answer.
        form: One of ``FORMATS``.
        width: Columns of the terminal, for ``table`` alone.

    Raises:
        QueryError: There is no such format.
    """
    if form == "table":
        return render_table(result, width)
    writers: dict[str, Callable[[Result], str]] = {"csv": _csv, "tsv": _tsv, "json": _json, "markdown": _markdown}
    if form not in writers:
        raise QueryError(f"There is no format {form!r}", hint=f"Give one of: {', '.join(FORMATS)}")
    return writers[form](result)


def render_table(result: Result, width: int = DEFAULT_WIDTH) -> str:
    """Print an answer for people: the question, aligned rows, each sentence below its row.

    IRIs and empty columns are left out, and what is the same in every row is said once. Where the columns do not fit
    the width, each row becomes a block of lines.
    """
    if not result.rows:
        return f"{result.question}\n\nNo rows.\n"
    texts = {name: [_plain(row[index]) for row in result.rows] for index, name in enumerate(result.columns) if not name.endswith("_iri")}
    shown = {name: cells for name, cells in texts.items() if any(cells)} or texts
    shared = {name: cells[0] for name, cells in shown.items() if name != _BELOW and len(cells) > 1 and len(set(cells)) == 1}
    below = shown.pop(_BELOW, [])
    columns = {name: cells for name, cells in shown.items() if name not in shared}
    widths = _widths(columns, width)
    body = _blocks(columns, below, width) if widths is None else _aligned(columns, below, widths, width)
    said_once = [f"In all rows: {'; '.join(f'{_title(name)} {cell}' for name, cell in shared.items())}."] if shared else []
    count = "1 row" if len(result.rows) == 1 else f"{len(result.rows)} rows"
    lines = [result.question, *_wrap(said_once, width), "", *body, "", f"{count}."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _title(name: str) -> str:
    return name.replace("_", " ")


def _wrap(lines: Sequence[str], width: int) -> list[str]:
    return [piece for line in lines for piece in textwrap.wrap(line, max(width, _NARROWEST))]


def _widths(columns: dict[str, list[str]], width: int) -> list[int] | None:
    """Share the width out, taking from the widest; ``None`` where some column would become too narrow to read."""
    natural = [max(map(_size, [_title(name), *cells])) for name, cells in columns.items()]
    room = width - len(_GAP) * (len(natural) - 1)
    cap = max(natural, default=0)
    while sum(min(size, cap) for size in natural) > room:
        cap -= 1
        if cap < _NARROWEST:
            return None
    return [min(size, cap) for size in natural]


def _aligned(columns: dict[str, list[str]], below: Sequence[str], widths: Sequence[int], width: int) -> list[str]:
    lines = [*_row([_title(name) for name in columns], widths), _GAP.join("-" * size for size in widths)] if columns else []
    for number, cells in enumerate(zip(*columns.values(), strict=True) if columns else [()] * len(below)):
        lines += _row(cells, widths)
        if below:
            lines += [*_sentence(below[number], width), ""]
    return lines[:-1] if below else lines


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_cut(cell, size) for cell, size in zip(cells, widths, strict=True)]
    height = max(map(len, wrapped), default=0)
    padded = ([*lines, *[""] * (height - len(lines))] for lines in wrapped)
    return [
        _GAP.join(piece + " " * (size - _size(piece)) for piece, size in zip(line, widths, strict=True))
        for line in zip(*padded, strict=True)
    ]


def _cut(cell: str, width: int) -> list[str]:
    """Wrap a cell, and cut it after a few lines."""
    lines = textwrap.wrap(cell, width, break_on_hyphens=False) or [""]
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: width - 1] + "\u2026"]


def _sentence(text: str, width: int) -> list[str]:
    return textwrap.wrap(f"\u201c{text}\u201d", max(width, _NARROWEST * 2), initial_indent=_INDENT, subsequent_indent=_INDENT)


def _blocks(columns: dict[str, list[str]], below: Sequence[str], width: int) -> list[str]:
    """Print each row as lines of name and value, for a width that holds no table."""
    margin = max(len(_title(name)) for name in columns) + len(_GAP)
    lines: list[str] = []
    for number in range(len(next(iter(columns.values())))):
        for name, cells in columns.items():
            if cells[number]:
                head = _title(name).ljust(margin)
                lines += textwrap.wrap(cells[number], max(width, margin + _NARROWEST), initial_indent=head, subsequent_indent=" " * margin)
        lines += _sentence(below[number], width) if below else []
        lines.append("")
    return lines[:-1]


def _size(text: str) -> int:
    """Return how many terminal columns a text takes."""
    return sum(0 if unicodedata.combining(char) else 1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _plain(cell: Cell) -> str:
    """Return a cell on one line, without characters that could steer a terminal."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    text = "" if cell is None else str(cell)
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _flat(cell: Cell) -> str:
    return str(cell).lower() if isinstance(cell, bool) else "" if cell is None else str(cell)


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_flat(cell) for cell in row] for row in result.rows)
    return out.getvalue()


def _tsv(result: Result) -> str:
    """Separate by tabs; tabs, line breaks and backslashes inside a cell are escaped."""
    table = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
    rows = ([*result.columns], *([_flat(cell).translate(table) for cell in row] for row in result.rows))
    return "".join("\t".join(row) + "\n" for row in rows)


def _json(result: Result) -> str:
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _markdown(result: Result) -> str:
    """Print a pipe table without IRIs."""
    kept = [index for index, name in enumerate(result.columns) if not name.endswith("_iri")]
    rows = [[_title(result.columns[index]) for index in kept], ["---"] * len(kept)]
    rows += [[_escaped(_plain(row[index])) for index in kept] for row in result.rows]
    return f"{result.question}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\|`*_<>[]" else char for char in text)
