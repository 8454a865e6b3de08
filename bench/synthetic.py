"""Made-up extractions for the benchmark of linking: lazily, the same by seed, with the strikes that their accounts tell of.

They look like what extraction returns. Sources differ in spellings, tolls, days and whom they blame; some tell little, some
carry another's text. Sentences that claim nothing are of made-up words, so that texts share them only where one copies another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Final

from bench.occasions import START, Strike, skewed, strikes
from bench.telling import CAMPAIGN, claims, filler, vague
from kg.authority import Authority
from kg.model import Account, Claim, Document, Extraction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TELLINGS: Final = ((1, 50), (2, 20), (3, 12), (4, 7), (5, 4), (7, 4), (12, 3))
"""How many sources tell of a strike, and how often out of a hundred."""
_ACCOUNTS: Final = ((1, 45), (2, 30), (3, 15), (4, 10))
"""How many strikes a source tells of, likewise."""
_PER_STRIKE: Final = 2.75
"""Accounts of a strike on average, copies included."""
_DESK: Final = 6
"""Strikes that a desk wants for its sources."""
_WAIT: Final = 3
_AGENCIES: Final = ("Agence France-Presse", "Reuters", "Associated Press")


@dataclass(frozen=True, slots=True)
class Told:
    """One source, and which strike each of its accounts tells of: ``None`` for one that could be of any."""

    extraction: Extraction
    strikes: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence and, where it claims something, the claim without its place and which account has it."""

    words: str
    claim: Claim | None = None
    account: int = 0


@dataclass(frozen=True, slots=True)
class _Draft:
    """A source before its text is written."""

    published: date
    publisher: str
    agency: str | None
    lines: tuple[_Line, ...]
    strikes: tuple[int | None, ...]


def synthetic(accounts: int, seed: int = 1) -> Iterator[Told]:
    """Yield sources, in the order of publication, that have as many accounts together, or up to three more.

    Args:
        accounts: How many; the years they are spread over stay the same.
        seed: The same one gives the same sources.
    """
    rng = Random(seed)
    waiting: dict[int, list[Strike]] = defaultdict(list)
    desks: dict[str, list[Strike]] = defaultdict(list)
    made = 0
    for day, struck in enumerate(strikes(rng, 1.06 * accounts / _PER_STRIKE)):
        for strike in struck:
            for _ in range(_often(rng, _TELLINGS)):
                waiting[day + rng.choice((0, 0, 0, 1, 1, 2))].append(strike)
        for strike in waiting.pop(day, []):
            desks[strike.front.country].append(strike)
        for told in map(_written, _drafts(rng, START + timedelta(day), desks)):
            yield told
            made += len(told.strikes)
            if made >= accounts:
                return


def _often(rng: Random, table: Sequence[tuple[int, int]]) -> int:
    return rng.choices([value for value, _ in table], [weight for _, weight in table])[0]


def _drafts(rng: Random, day: date, desks: dict[str, list[Strike]]) -> Iterator[_Draft]:
    """Yield the sources of one day, and after some of them those that carry their text; a desk may wait two days for more news."""
    for country in sorted(desks):
        if len(desks[country]) < _DESK and day.toordinal() % _WAIT:
            continue
        for group in _groups(rng, desks.pop(country)):
            draft = _draft(rng, day, group)
            yield draft
            if rng.random() < 0.08:
                yield from (_copy(rng, draft) for _ in range(rng.choice((1, 1, 2, 3))))


def _groups(rng: Random, tellings: Sequence[Strike]) -> Iterator[list[Strike]]:
    """Yield the strikes that one source tells of, each once."""
    rest = rng.sample(tellings, len(tellings))
    while rest:
        group: dict[int, Strike] = {}
        size = _often(rng, _ACCOUNTS)
        for strike in rest:
            if len(group) < size:
                group.setdefault(strike.number, strike)
        for strike in group.values():
            rest.remove(strike)
        yield list(group.values())


def _draft(rng: Random, day: date, group: Sequence[Strike]) -> _Draft:
    lines = [_Line(filler(rng, 7))]
    told: list[int | None] = []
    for number, strike in enumerate(group):
        unsure = rng.random() < 0.05
        told.append(None if unsure else strike.number)
        said = vague(rng, strike) if unsure else claims(rng, strike)
        for words, claim in said:
            lines += [
                _Line(f"{words}, {filler(rng, 5)}.", claim, number),
                *(_Line(filler(rng, 12)) for _ in range(rng.choice((1, 2, 3)))),
            ]
    agency = rng.choice(_AGENCIES) if rng.random() < 0.2 else None
    return _Draft(day, skewed(rng, _outlets()), agency, tuple(lines), tuple(told))


def _copy(rng: Random, draft: _Draft) -> _Draft:
    """Return the same text in another outlet: another headline, perhaps the end cut off, perhaps something added."""
    kept = draft.lines[1:]
    if rng.random() < 0.5:
        first = next((n for n, line in enumerate(kept) if line.account), len(kept))
        kept = kept[: max(first, round(len(kept) * rng.uniform(0.6, 1)))]
    added = (_Line(filler(rng, 20)),) if rng.random() < 0.5 else ()
    count = 1 + max(line.account for line in kept)
    later = draft.published + timedelta(rng.choice((0, 0, 1)))
    lines = (_Line(filler(rng, 7)), *kept, *added)
    return replace(draft, published=later, publisher=skewed(rng, _outlets()), lines=lines, strikes=draft.strikes[:count])


def _written(draft: _Draft) -> Told:
    """Write the text and give every claim its place in it."""
    text = ""
    claims: dict[int, list[Claim]] = defaultdict(list)
    for line in draft.lines:
        if line.claim is not None:
            claims[line.account].append(replace(line.claim, start=len(text), end=len(text) + len(line.words)))
        text += f"{line.words}\n"
    name = sha256(text.encode()).hexdigest()
    document = Document(
        text, f"{draft.published:%Y}/{name[:12]}.txt", name, text.split("\n", 1)[0], draft.publisher, draft.agency, f"{draft.published}"
    )
    accounts = tuple(
        Account(tuple(made), next((c.mode for c in made if c.mode), "unspecified"), specific=CAMPAIGN not in made[0].rules)
        for _, made in sorted(claims.items())
    )
    return Told(Extraction(document, accounts, extractor="synthetic 1", rules_hash="0" * 64), draft.strikes)


@cache
def _outlets() -> tuple[str, ...]:
    authority = Authority.load()
    listed = (authority.by_slug(slug) for slug in authority.slugs())
    return tuple(actor.name for actor in listed if actor.kind == "NewsOutlet" and actor.name not in _AGENCIES)
