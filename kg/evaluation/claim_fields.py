"""Fields of a claim: whether it was found, who makes it, whom it blames, how surely, and how it is quoted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kg.evaluation.names import actor_key, head, same_claimant
from kg.evaluation.spans import likeness, locate
from kg.evaluation.tally import Tally, compared, judged, keyed, missing, surplus, total

if TYPE_CHECKING:
    from kg.evaluation.align import Aligned, Pair
    from kg.evaluation.names import Resolver


def claim(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Count claims found, missed and invented."""
    found = len(aligned.pairs)
    return total([Tally(found, found, found), _unpaired(aligned)])


def claimant(aligned: Aligned, resolve: Resolver | None) -> Tally:
    """Tell of each claim found whether its claimant is right."""
    return total(judged(aligned, p.gold.claimant, _speaker(p), p.row.evidence, right=_same_speaker(p, resolve)) for p in aligned.pairs)


def claim_and_claimant(aligned: Aligned, resolve: Resolver | None) -> Tally:
    """Count claims found with the right claimant."""
    return total([claimant(aligned, resolve), _unpaired(aligned)])


def blame(aligned: Aligned, resolve: Resolver | None) -> Tally:
    """Compare who blames whom in each claim found; an attacker carried over from the rest of the strike is allowed."""
    key = partial(actor_key, resolve=resolve)
    tallies = []
    for p in aligned.pairs:
        speaker, allowed = _speaker(p), [key(a) for s in aligned.document.strikes if s.id == p.gold.strike for a in s.attackers]
        gold = {k: f"{p.gold.claimant} blames {a}" for k, a in keyed(p.gold.attackers, key).items()}
        found = {k: f"{speaker} blames {a}" for k, a in keyed((name for name, _ in p.row.attackers), key).items()}
        if not _same_speaker(p, resolve):
            found, allowed = {f"other: {k}": v for k, v in found.items()}, [f"other: {k}" for k in allowed if k not in gold]
        tallies.append(compared(aligned, gold, found, p.row.evidence, allowed))
    return total(tallies)


def polarity(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the polarity of each claim found."""
    return total(
        judged(aligned, p.gold.polarity, p.row.polarity, p.row.evidence, right=p.gold.polarity == p.row.polarity) for p in aligned.pairs
    )


def certainty(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the certainty of each claim found."""
    return total(
        judged(aligned, p.gold.certainty, p.row.certainty, p.row.evidence, right=p.gold.certainty == p.row.certainty) for p in aligned.pairs
    )


def attribution_certainty(aligned: Aligned, resolve: Resolver | None) -> Tally:
    """Compare how surely each attacker is named, where gold and row name the same one."""
    key = partial(actor_key, resolve=resolve)
    tallies = []
    for p in aligned.pairs:
        wanted = {p.gold.attacker_certainty} if p.gold.attacker_certainty else {"certain", p.gold.certainty}
        blamed = {key(a) for a in p.gold.attackers}
        tallies += [
            judged(aligned, " or ".join(sorted(w for w in wanted if w)), sure, p.row.evidence, right=(sure or p.row.certainty) in wanted)
            for name, sure in p.row.attackers
            if key(name) in blamed
        ]
    return total(tallies)


def quotation(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare how each claim found is quoted."""
    return total(
        judged(aligned, p.gold.quotation, p.row.quotation, p.row.evidence, right=p.gold.quotation == p.row.quotation) for p in aligned.pairs
    )


def damage(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare what each claim found reports as damaged or destroyed, by outcome and head noun."""
    return total(
        compared(
            aligned,
            {f"{d.outcome} {head(d.object or '')}": f"{d.outcome} {d.object}" for d in p.gold.damage},
            {f"{d.outcome} {head(d.object or '')}": f"{d.outcome} {d.object}" for d in p.row.damage},
            p.row.evidence,
        )
        for p in aligned.pairs
    )


def elsewhere(aligned: Aligned, _resolve: Resolver | None) -> Tally:
    """Compare the attributed statements that are about no strike."""
    entries = aligned.document.elsewhere
    spans = [locate(e.evidence, aligned.text, aligned.document.source) for e in entries]
    hits = [[any(likeness(s, (r.start, r.end), aligned.text) for s in found) for r in aligned.elsewhere] for found in spans]
    right = sum(any(line) for line in hits)
    extra = [r for i, r in enumerate(aligned.elsewhere) if aligned.document.complete and not any(line[i] for line in hits)]
    return total(
        [
            Tally(right, right, right),
            *(
                missing(aligned, e.claimant, aligned.text[slice(*s[0])])
                for e, s, line in zip(entries, spans, hits, strict=True)
                if not any(line)
            ),
            *(surplus(aligned, r.claimant, r.evidence) for r in extra),
        ]
    )


def _unpaired(aligned: Aligned) -> Tally:
    return total(
        [
            *(missing(aligned, f"{c.id} by {c.claimant}", aligned.words(c)) for c in aligned.missed),
            *(surplus(aligned, f"claim by {r.claimant or r.claimant_kind}", r.evidence) for r in aligned.invented),
        ]
    )


def _speaker(pair: Pair) -> str:
    return "source" if pair.row.claimant_kind == "source" else pair.row.claimant or "nobody"


def _same_speaker(pair: Pair, resolve: Resolver | None) -> bool:
    return same_claimant(pair.gold.claimant, pair.row.claimant, pair.row.claimant_kind, resolve)
