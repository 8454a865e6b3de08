"""Fields of casualty figures: the bounds, and of the figures found the victims' status and the qualifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evaluation.spans import overlap
from kg.evaluation.tally import Tally, judged, missing, surplus, total

if TYPE_CHECKING:
    from kg.evaluation.align import Aligned
    from kg.evaluation.gold import GoldFigure
    from kg.evaluation.names import Resolver
    from kg.evaluation.rows import Figure
    from kg.evaluation.spans import Span


@dataclass(frozen=True, slots=True)
class _Slot:
    """A figure on either side: what it says, which pair of claims it hangs on (or none), and where it stands."""

    figure: GoldFigure | Figure
    pair: int | None
    spans: tuple[Span, ...]
    sentence: str


def figure(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare outcome, low and high of every figure of the claims that count, as multisets."""
    found, lost, extra = _matched(aligned)
    return total(
        [
            Tally(*(len(found),) * 3),
            *(missing(aligned, _named(s.figure), s.sentence) for s in lost),
            *(surplus(aligned, _named(s.figure), s.sentence) for s in extra),
        ]
    )


def figure_status(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare who the victims are said to be, in the figures found."""
    return total(
        judged(
            aligned,
            f"{g.figure.status}: {_named(g.figure)}",
            f"{p.figure.status}: {p.figure.words}",
            p.sentence,
            right=g.figure.status == p.figure.status,
        )
        for g, p in _matched(aligned)[0]
    )


def figure_qualifier(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the qualifier of the figures found that have a number."""
    return total(
        judged(aligned, g.figure.qualifier, p.figure.qualifier, p.sentence, right=g.figure.qualifier == p.figure.qualifier)
        for g, p in _matched(aligned)[0]
        if g.figure.low is not None or g.figure.high is not None
    )


def _matched(aligned: Aligned) -> tuple[list[tuple[_Slot, _Slot]], list[_Slot], list[_Slot]]:
    """Pair figures within paired claims, then leftovers of overlapping evidence; return pairs, missed and invented."""
    found: list[tuple[_Slot, _Slot]] = []
    lost, extra = _gold_slots(aligned), _row_slots(aligned)
    for rule in (_same_pair, _overlapping):
        still: list[_Slot] = []
        for slot in lost:
            fits = [s for s in extra if _key(s.figure) == _key(slot.figure) and rule(slot, s)]
            if not fits:
                still.append(slot)
                continue
            best = max(fits, key=lambda s, of=slot: _closeness(of, s))  # type: ignore[misc]
            found.append((slot, best))
            extra = [s for s in extra if s is not best]
        lost = still
    return found, lost, extra


def _gold_slots(aligned: Aligned) -> list[_Slot]:
    claims = [(p.gold, i) for i, p in enumerate(aligned.pairs)] + [(c, None) for c in aligned.missed]
    return [_Slot(f, pair, aligned.spans(c), aligned.words(c)) for c, pair in claims for f in c.casualties]


def _row_slots(aligned: Aligned) -> list[_Slot]:
    rows = [(p.row, i) for i, p in enumerate(aligned.pairs)] + [(r, None) for r in aligned.invented]
    return [_Slot(f, pair, ((r.start, r.end),), r.evidence) for r, pair in rows for f in r.casualties]


def _same_pair(gold: _Slot, row: _Slot) -> bool:
    return gold.pair is not None and gold.pair == row.pair


def _overlapping(gold: _Slot, row: _Slot) -> bool:
    return any(overlap(g, r) for g in gold.spans for r in row.spans)


def _closeness(gold: _Slot, row: _Slot) -> tuple[bool, bool]:
    return (gold.figure.status == row.figure.status, (gold.figure.group is None) == (row.figure.group is None))


def _key(value: GoldFigure | Figure) -> tuple[str, int | None, int | None]:
    return (value.outcome, value.low, value.high)


def _named(value: GoldFigure | Figure) -> str:
    if value.low is None and value.high is None:
        return f"{value.outcome} {value.words or 'some'}"
    return f"{value.outcome} {'?' if value.low is None else value.low}..{'?' if value.high is None else value.high}"
