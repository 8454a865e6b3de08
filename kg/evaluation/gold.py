"""Reads gold annotations: one YAML file per source, what a careful reader takes from it (see docs/evaluation.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

from kg.errors import GoldError
from kg.vocab import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

T = TypeVar("T")
Entry = Mapping[str, Any]

_EDTF = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
_DOCUMENT = {"source", "strikes", "claims", "attributed_elsewhere", "distractors", "cluster", "published", "main", "complete"}
_STRIKE = {
    *("id", "mode", "date", "places", "country", "attackers", "assisted_by", "targets", "weapons", "count"),
    *("specific", "same_event_ok"),
}
_CLAIM = {
    *("id", "strike", "claimant", "affiliation", "cue", "quote", "polarity", "certainty", "evidence", "attackers"),
    *("attacker_certainty", "date", "places", "targets", "weapons", "assisted_by", "casualties", "damage", "optional"),
}
_ELSEWHERE = {"claimant", "affiliation", "cue", "quote", "polarity", "certainty", "evidence"}
_FIGURE = {"outcome", "status", "actor", "group", "low", "high", "qualifier", "words", "object"}
_TARGET = {"actor", "object"}
_SCHEME = {
    "mode": "mode",
    "quote": "quotation",
    "polarity": "polarity",
    "certainty": "certainty",
    "attacker_certainty": "certainty",
    "outcome": "outcome",
    "status": "victim-status",
    "qualifier": "qualifier",
}


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A toll or a damage as annotated; ``object`` is set for damage alone."""

    outcome: str
    status: str = "unspecified"
    actor: str | None = None
    group: str | None = None
    low: int | None = None
    high: int | None = None
    qualifier: str = "exact"
    words: str | None = None
    object: str | None = None


@dataclass(frozen=True, slots=True)
class GoldTarget:
    """What was aimed at or hit."""

    actor: str | None = None
    object: str | None = None


@dataclass(frozen=True, slots=True)
class GoldStrike:
    """One occasion as the source tells it."""

    id: str
    mode: str
    date: str | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    attackers: tuple[str, ...] = ()
    targets: tuple[GoldTarget, ...] = ()
    count: int | None = None
    specific: bool = True
    same_event_ok: str | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One statement. ``evidence`` is the words to the letter, or (start, end) in code points of the text."""

    id: str
    strike: str
    claimant: str
    evidence: str | tuple[int, int]
    affiliation: str | None = None
    cue: str | None = None
    quotation: str = "narrative"
    polarity: str = "affirmed"
    certainty: str = "certain"
    attackers: tuple[str, ...] = ()
    attacker_certainty: str | None = None
    date: str | None = None
    places: tuple[str, ...] = ()
    targets: tuple[GoldTarget, ...] = ()
    casualties: tuple[GoldFigure, ...] = ()
    damage: tuple[GoldFigure, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldElsewhere:
    """An attributed statement about no strike."""

    claimant: str
    evidence: str | tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """All that is annotated of one source.

    Attributes:
        complete: False where only the first claims are annotated, so that nothing beyond them is a false positive.
        cluster: Names the real strike that the chief strike is, alike in all sources that tell of it.
        main: The chief strike.
        published: Overrides the manifest's date of publication.
    """

    source: str
    strikes: tuple[GoldStrike, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    elsewhere: tuple[GoldElsewhere, ...] = ()
    published: str | None = None
    complete: bool = True
    cluster: str | None = None
    main: str | None = None


def load_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read one gold file, or every ``*.yaml`` and ``*.yml`` of a folder in order of name.

    Raises:
        GoldError: Nothing to read, not YAML, or an entry outside the format; names file and entry.
    """
    paths = sorted(p for p in path.iterdir() if p.suffix in {".yaml", ".yml"}) if path.is_dir() else [path]
    if not paths:
        raise GoldError(f"{path}: no gold file in this folder", hint="Name a folder of YAML files or one of them")
    return tuple(_document(p) for p in paths)


def published_overrides(gold: Iterable[GoldDocument]) -> dict[str, str]:
    """Return the publication dates that the gold sets against the manifest, by source."""
    return {g.source: g.published for g in gold if g.published}


def _document(path: Path) -> GoldDocument:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise GoldError(f"{path}{line}: cannot be read: {error.problem}", hint="Correct the file") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise GoldError(f"{path}: cannot be read: {str(error).splitlines()[0]}", hint="Give a UTF-8 YAML file") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("source"), str):
        raise GoldError(f"{path}: no source is named", hint="Begin the file with `source: FILE`")
    place = str(path)
    _keys(raw, _DOCUMENT, place)
    _date(raw, "published", place)
    document = GoldDocument(
        source=raw["source"],
        strikes=_each(raw, "strikes", place, _strike),
        claims=_each(raw, "claims", place, _claim),
        elsewhere=_each(raw, "attributed_elsewhere", place, _elsewhere),
        published=raw.get("published"),
        complete=raw.get("complete", True),
        cluster=raw.get("cluster"),
        main=raw.get("main"),
    )
    _references(document, place)
    return document


def _each(raw: Entry, key: str, place: str, make: Callable[[Entry, str], T]) -> tuple[T, ...]:
    made = []
    for number, entry in enumerate(raw.get(key) or [], 1):
        if not isinstance(entry, dict):
            raise GoldError(f"{place}: {key} {number}: not a mapping", hint="Write `key: value` pairs")
        made.append(make(entry, f"{place}: {key} {entry.get('id', number)}"))
    return tuple(made)


def _references(document: GoldDocument, place: str) -> None:
    known = {s.id for s in document.strikes}
    if len(known) < len(document.strikes):
        raise GoldError(f"{place}: two strikes share an id", hint="Give each its own")
    used = [(c.id, c.strike) for c in document.claims] + [(s.id, s.same_event_ok) for s in document.strikes if s.same_event_ok]
    used += [("main", document.main)] if document.main else []
    for who, strike in used:
        if strike not in known:
            raise GoldError(f"{place}: {who}: no strike {strike!r}", hint=f"Known: {', '.join(sorted(known)) or 'none'}")


def _strike(raw: Entry, place: str) -> GoldStrike:
    _check(raw, _STRIKE, place, needs=("id", "mode"))
    return GoldStrike(
        id=raw["id"],
        mode=raw["mode"],
        date=raw.get("date"),
        places=tuple(raw.get("places") or ()),
        country=raw.get("country"),
        attackers=tuple(raw.get("attackers") or ()),
        targets=_each(raw, "targets", place, _target),
        count=raw.get("count"),
        specific=raw.get("specific", True),
        same_event_ok=raw.get("same_event_ok"),
    )


def _claim(raw: Entry, place: str) -> GoldClaim:
    _check(raw, _CLAIM, place, needs=("id", "strike", "claimant", "evidence"))
    return GoldClaim(
        id=raw["id"],
        strike=raw["strike"],
        claimant=raw["claimant"],
        evidence=_evidence(raw, place),
        affiliation=raw.get("affiliation"),
        cue=raw.get("cue"),
        quotation=raw.get("quote") or ("indirect" if raw.get("cue") else "narrative"),
        polarity=raw.get("polarity", "affirmed"),
        certainty=raw.get("certainty", "certain"),
        attackers=tuple(raw.get("attackers") or ()),
        attacker_certainty=raw.get("attacker_certainty"),
        date=raw.get("date"),
        places=tuple(raw.get("places") or ()),
        targets=_each(raw, "targets", place, _target),
        casualties=_each(raw, "casualties", place, _figure),
        damage=_each(raw, "damage", place, _figure),
        optional=raw.get("optional", False),
    )


def _elsewhere(raw: Entry, place: str) -> GoldElsewhere:
    _check(raw, _ELSEWHERE, place, needs=("claimant", "evidence"))
    return GoldElsewhere(claimant=raw["claimant"], evidence=_evidence(raw, place))


def _target(raw: Entry, place: str) -> GoldTarget:
    _keys(raw, _TARGET, place)
    return GoldTarget(actor=raw.get("actor"), object=raw.get("object"))


def _figure(raw: Entry, place: str) -> GoldFigure:
    _check(raw, _FIGURE, place, needs=("outcome",))
    figure = GoldFigure(**raw)
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        raise GoldError(f"{place}: low {figure.low} is above high {figure.high}", hint="Swap them")
    return figure


def _evidence(raw: Entry, place: str) -> str | tuple[int, int]:
    match raw["evidence"]:
        case str() as words:
            return words
        case [int() as start, int() as end] if 0 <= start < end:
            return (start, end)
        case other:
            raise GoldError(f"{place}: evidence {other!r}", hint="Give the words, or [start, end]")


def _check(raw: Entry, allowed: set[str], place: str, *, needs: tuple[str, ...]) -> None:
    _keys(raw, allowed, place)
    for key in needs:
        if not raw.get(key):
            raise GoldError(f"{place}: no {key}", hint=f"Add `{key}:`")
    for key in sorted(raw.keys() & _SCHEME.keys()):
        if raw[key] not in SCHEMES[_SCHEME[key]]:
            raise GoldError(f"{place}: {key} {raw[key]!r}", hint=f"Use one of {', '.join(SCHEMES[_SCHEME[key]])}")
    _date(raw, "date", place)


def _keys(raw: Entry, allowed: set[str], place: str) -> None:
    for key in _unknown(raw, allowed):
        raise GoldError(f"{place}: unknown key {key!r}", hint=f"Use one of {', '.join(sorted(allowed))}")


def _unknown(raw: Entry, allowed: set[str]) -> Iterator[str]:
    return (str(key) for key in raw if key not in allowed)


def _date(raw: Entry, key: str, place: str) -> None:
    value = raw.get(key)
    if value is not None and not (isinstance(value, str) and _EDTF.fullmatch(value)):
        raise GoldError(f"{place}: {key} {value!r}", hint="Write a quoted EDTF day, month, year or interval")
