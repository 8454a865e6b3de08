"""Writes the claims table as JSON Lines (https://jsonlines.org/) and CSV (https://www.rfc-editor.org/rfc/rfc4180)."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

from kg.exports.claims import CLAIM_KEYS, claim_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kg.exports.claims import Row
    from kg.store import Store

_QUANTITY = ("low", "high", "qualifier", "words")
_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "attributes_to": ("actor", "iri", "certainty"),
    "assisted_by": ("actor", "iri"),
    "places": ("name", "iri", "country", "lat", "lon", "precision"),
    "targets": ("actor", "iri", "object"),
    "weapons": ("name", "iri"),
    "casualties": ("outcome", "status", "actor", "group", *_QUANTITY),
    "damage": ("object", "outcome", *_QUANTITY),
}
SEPARATOR: Final = "|"
"""Between the values of a list in one cell; a bar or backslash inside a value has a backslash before it."""

CSV_HEADER: Final = tuple(
    column for key in CLAIM_KEYS for column in ([f"{key}.{part}" for part in _PARTS[key]] if key in _PARTS else [key])
)
"""The columns of ``claims-csv``: ``places.name`` holds the names of all places of the claim, ``places.lat`` their latitudes, in one order."""


def write_jsonl(store: Store, out: BinaryIO) -> None:
    """Write one JSON object a line, in UTF-8."""
    out.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in claim_rows(store))


def write_csv(store: Store, out: BinaryIO) -> None:
    """Write the header and one record a claim, in UTF-8."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(CSV_HEADER)
    for row in claim_rows(store):
        writer.writerow(list(_cells(row)))
    text.detach()


def _cells(row: Row) -> Iterator[str]:
    for key in CLAIM_KEYS:
        value = row[key]
        if not isinstance(value, list):
            yield _cell(value)
        elif key in _PARTS:
            for part in _PARTS[key]:
                yield _joined([item[part] for item in value])
        else:
            yield _joined(value)


def _joined(values: list[object]) -> str:
    return SEPARATOR.join(_cell(value).replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR) for value in values)


def _cell(value: object) -> str:
    """Write one value: nothing for what is not stated, JSON's words for true and false."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
