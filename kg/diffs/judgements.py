"""Compares what people judged: on pairs of accounts, and of claims that were misread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.diffs.changes import Change, FieldChange, Item
from kg.diffs.pairing import by_keys
from kg.diffs.strikes import Tellers
from kg.model import Judgement, Rejection
from kg.rdf import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.diffs.reading import Build

_WORDS = {"same": "one strike", "different": "two strikes", "unsure": "open whether one strike", "rejected": "misread"}


def compare_judgements(old: Build, new: Build, same: Mapping[str, str]) -> list[Change]:
    """Compare what people judged; what one person says of the same accounts or claim is one judgement, whatever those are called.

    Args:
        old: The one build.
        new: The other.
        same: IRI in ``new`` of each account and claim of ``old`` that it has.
    """
    was, now = Tellers.of(old), Tellers.of(new)
    before = [(entry, frozenset(same.get(iri, iri) for iri in _judged(entry))) for entry in _entries(old)]
    after = [(entry, frozenset(_judged(entry))) for entry in _entries(new)]
    pairs, gone, added = by_keys(before, after, [lambda told: (type(told[0]).__name__, told[1], name_key(told[0].by))])
    changes = [
        Change("", (_item(one, was),), (_item(other, now),), fields) for (one, _), (other, _) in pairs if (fields := _fields(one, other))
    ]
    changes += [Change("", (_item(one, was),), ()) for one, _ in gone]
    changes += [Change("", (), (_item(one, now),)) for one, _ in added]
    return sorted(changes, key=lambda change: (change.item.parts, change.kind))


def _entries(build: Build) -> list[Judgement | Rejection]:
    return [*build.curation.judgements, *build.curation.rejections]


def _judged(entry: Judgement | Rejection) -> list[str]:
    return [entry.claim] if isinstance(entry, Rejection) else [entry.first, entry.second]


def _reasons(entry: Judgement | Rejection) -> tuple[str, ...]:
    return (entry.reason,) if isinstance(entry, Rejection) else entry.reasons


def _verdict(entry: Judgement | Rejection) -> str:
    return "rejected" if isinstance(entry, Rejection) else entry.verdict


def _fields(old: Judgement | Rejection, new: Judgement | Rejection) -> tuple[FieldChange, ...]:
    stated = (("verdict", (_verdict(old),), (_verdict(new),)), ("reasons", _reasons(old), _reasons(new)))
    return tuple(FieldChange(name, before, after) for name, before, after in stated if before != after)


def _item(entry: Judgement | Rejection, tellers: Tellers) -> Item:
    """Return a judgement by the passages that were judged or, where it has none, by the accounts."""
    verdict, reasons = _verdict(entry), _reasons(entry)
    facts = {"on": _judged(entry), "verdict": verdict, "by": entry.by, "at": entry.at, "reasons": list(reasons)}
    passages = (entry.passage,) if isinstance(entry, Rejection) else entry.passages
    on = [f"{tellers.files.get(passage.source, passage.source)}, “{passage.quote}”" for passage in passages]
    on = on or [tellers.words(account) for account in _judged(entry)]
    lead = f"{' and '.join('{}' for _ in on)}: {_WORDS.get(verdict, verdict)}, says {{}}"
    because = f", because {'; '.join('{}' for _ in reasons)}" if reasons else ""
    return Item(facts, lead + because, (*on, entry.by, *reasons))
