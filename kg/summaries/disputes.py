"""In what the claims about one strike contradict one another, in words and with the claims that do."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from kg.summaries.tolls import bounds
from kg.values.bounds import in_words
from kg.values.modes import KIN
from kg.vocab import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.model import Mode
    from kg.summaries.blame import Blame
    from kg.summaries.notes import DayNote
    from kg.summaries.sides import Sides
    from kg.summaries.tolls import Kind, Stated
    from kg.summaries.voices import Told, Voices

Aspect = Literal["attacker", "civilian-harm", "killed", "injured", "mode", "date"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One matter in which claims contradict one another.

    Attributes:
        reasons: In words, sorted.
        claims: IRIs, sorted.
    """

    aspect: Aspect
    reasons: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that is compared of one strike."""

    told: Sequence[Told]
    voices: Voices
    blames: Sequence[Blame]
    figures: dict[Kind, list[Stated]]
    sides: Sides


_Found = tuple[str, tuple[str, ...]]


def disputes(case: Case) -> tuple[Dispute, ...]:
    """Return the disputes about one strike, in the order of the scheme.

    Args:
        case: The strike.
    """
    by_aspect: tuple[tuple[Aspect, Iterator[_Found]], ...] = (
        ("attacker", _attacker(case)),
        ("civilian-harm", _civilian_harm(case)),
        ("killed", _numbers(case, "killed")),
        ("injured", _numbers(case, "injured")),
        ("mode", _mode(case.told)),
        ("date", _date(case.told)),
    )
    return tuple(_dispute(aspect, reasons) for aspect, found in by_aspect if (reasons := dict(found)))


def _dispute(aspect: Aspect, reasons: dict[str, tuple[str, ...]]) -> Dispute:
    return Dispute(aspect, tuple(sorted(reasons)), tuple(sorted({claim for claims in reasons.values() for claim in claims})))


def _attacker(case: Case) -> Iterator[_Found]:
    label = case.voices.label
    for one, other in combinations(case.blames, 2):
        if other.party.key in one.contradicts:
            words = f"{one.party.name} (says {label(one.accusers)}) against {other.party.name} (says {label(other.accusers)})"
            yield words, (*one.claims, *other.claims)
    for blame in case.blames:
        # who says so itself and denies something else is no denier
        deniers = [] if blame.conceded else [voice for voice in blame.denied if case.sides.together(voice, blame.party.key)]
        others = [voice for voice in blame.accusers if not _shared(case.voices, [voice], deniers)]
        if deniers and others:
            yield f"{label(others)} against the denial of {label(deniers)} ({blame.party.name})", blame.claims


def _civilian_harm(case: Case) -> Iterator[_Found]:
    """Yield harm to civilians that one voice states and another denies; a denial of deaths is none of injuries."""
    harmed: list[tuple[Told, str]] = []
    denied: list[tuple[Told, str]] = []
    for each in case.told:
        for figure in each.claim.figures:
            if each.claim.polarity == "negated" and figure.status != "combatant":
                denied.append((each, figure.outcome))
            elif each.claim.polarity == "affirmed" and figure.status == "civilian" and not figure.none:
                harmed.append((each, figure.outcome))
    pairs = [
        (one, other)
        for one, outcome in harmed
        for other, what in denied
        if what in {outcome, "harmed"} and not _shared(case.voices, [one.voice.key], [other.voice.key])
    ]
    if pairs:
        tellers, deniers = ({pair[i].voice.key for pair in pairs} for i in (0, 1))
        words = f"told by {case.voices.label(tellers)}, denied by {case.voices.label(deniers)}"
        yield words, tuple(each.claim.iri for pair in pairs for each in pair)


def _numbers(case: Case, outcome: str) -> Iterator[_Found]:
    """Yield, for each status, two independent voices whose numbers do not meet: those furthest apart."""
    for kind, figures in case.figures.items():
        if kind[0] != outcome or len(figures) == 1:
            continue
        groups: dict[int, list[Stated]] = {}
        for figure in figures:
            groups.setdefault(case.voices.by_key[figure.voice].group, []).append(figure)
        ranges = [(bounds(own), own) for own in groups.values()]
        below = min(((high, own) for (_, high), own in ranges if high is not None), key=lambda r: r[0], default=None)
        above = max(((low, own) for (low, _), own in ranges if low is not None), key=lambda r: r[0], default=None)
        if below and above and below[0] < above[0]:
            few, many = (f"{in_words(*bounds(own))} ({case.voices.label({f.voice for f in own})})" for own in (below[1], above[1]))
            yield f"{kind[1]}: {few} against {many}", tuple(figure.claim for figure in (*below[1], *above[1]))


def _mode(told: Sequence[Told]) -> Iterator[_Found]:
    modes: dict[Mode, list[str]] = {}
    for each in told:
        if each.account.mode != "unspecified":
            modes.setdefault(each.account.mode, []).append(each.claim.iri)
    for one, other in combinations(sorted(modes, key=SCHEMES["mode"].index), 2):
        if frozenset((one, other)) not in KIN:
            yield f"{_spaced(one)} against {_spaced(other)}", (*modes[one], *modes[other])


def _spaced(mode: Mode) -> str:
    return mode.replace("-", " ")


def _date(told: Sequence[Told]) -> Iterator[_Found]:
    """Yield two accounts no day of which is told by the other: those furthest apart."""
    accounts: dict[str, list[tuple[DayNote, str]]] = {}
    for each in told:
        if each.claim.days:
            accounts.setdefault(each.account.account, []).append((each.claim.days, each.claim.iri))
    spans = [(min(d.earliest for d, _ in own), max(d.latest for d, _ in own), own) for own in accounts.values()]
    first = min(spans, key=lambda s: (s[1], s[0]), default=None)
    last = max(spans, key=lambda s: (s[0], s[1]), default=None)
    if first and last and first[1] < last[0]:
        yield f"{_days(*first[:2])} against {_days(*last[:2])}", tuple(claim for _, claim in (*first[2], *last[2]))


def _days(earliest: str, latest: str) -> str:
    return earliest if earliest == latest else f"{earliest} to {latest}"


def _shared(voices: Voices, ones: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether some voice here and some voice there are not independent."""
    return not {voices.by_key[key].group for key in ones}.isdisjoint({voices.by_key[key].group for key in others})
