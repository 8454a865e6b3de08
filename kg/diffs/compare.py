"""Compares two builds by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diffs.changes import Diff
from kg.diffs.judgements import compare_judgements
from kg.diffs.pairing import by_keys
from kg.diffs.reports import compare_reports
from kg.diffs.strikes import compare_strikes

if TYPE_CHECKING:
    from kg.diffs.reading import Build
    from kg.model import Document
    from kg.rdf import SourceRecord


def compare(old: Build, new: Build) -> Diff:
    """Return what differs between two builds.

    A report is the same if its text is, else if its URL or, failing that, its file is.

    Args:
        old: The one build.
        new: The other.
    """
    keys = [
        lambda record: _document(record).sha256,
        lambda record: (_document(record).url, _document(record).file) if _document(record).url else None,
        lambda record: _document(record).url,
        lambda record: _document(record).file,
    ]
    pairs, gone, added = by_keys(sorted(old.sources, key=_place), sorted(new.sources, key=_place), keys)
    told: list[tuple[SourceRecord | None, SourceRecord | None]] = [*pairs, *((one, None) for one in gone), *((None, one) for one in added)]
    found = [compare_reports(one, other) for one, other in sorted(told, key=lambda pair: _place(pair[1] or pair[0]))]
    same = {one: other for changes in found for one, other in changes.same.items()}
    return Diff(
        before=old.name,
        after=new.name,
        reports=tuple(changes.report for changes in found if changes.report),
        claims=tuple(change for changes in found for change in changes.claims),
        strikes=tuple(compare_strikes(old, new, same)),
        judgements=tuple(compare_judgements(old, new, same)),
    )


def _document(record: SourceRecord) -> Document:
    return record.extraction.document


def _place(record: SourceRecord | None) -> tuple[str, str]:
    return (_document(record).file, _document(record).sha256) if record else ("", "")
