"""What made-up sources tell of a made-up strike: claims with the words of their sentence, as right or wrong as reports are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Final

from bench.occasions import START, Front, Strike
from kg.model import Actor, CasualtyFigure, Claim, Claimant, Outcome, Place, Quantity, Target, TimeValue

CAMPAIGN: Final = "campaign"
"""Rule of a claim about no one strike."""

_OWN: Final = Claim(0, 0, Claimant("source"), rules=("made-up",))
_QUOTED: Final = replace(_OWN, cue="said", quotation="indirect")
_SPELLINGS: Final = (
    ("al-", "Al "),
    ("Al ", "al-"),
    ("ee", "i"),
    ("ou", "u"),
    ("q", "k"),
    ("ay", "ai"),
    ("Tell", "Tal"),
    ("Deir", "Dayr"),
    ("'", ""),
)


def vague(rng: Random, strike: Strike) -> list[tuple[str, Claim]]:
    """Return campaign talk, or an account that knows the month and the country alone."""
    day = START + timedelta(strike.day)
    month = TimeValue(f"{day:%Y-%m}", "month", f"{day:%Y-%m}-01", f"{day:%Y-%m}-28")
    claim = replace(_OWN, attributes_to=(strike.attacker,), attribution_certainty="certain", time=month, mode=strike.mode)
    if rng.random() < 0.5:
        claim = replace(claim, rules=(CAMPAIGN,))
    return [(f"Strikes by {strike.attacker.name} went on in {day:%B}", claim)]


def claims(rng: Random, strike: Strike) -> list[tuple[str, Claim]]:
    """Return two to five claims: what was struck, the toll, and who says or denies what."""
    blamed = _blamed(rng, strike)
    said = [_struck(rng, strike, blamed), _toll(rng, strike)]
    if blamed is not None and rng.random() < 0.4:
        said.append(_blame(rng, strike, blamed))
    if blamed is not None and rng.random() < 0.15:
        denial = replace(_QUOTED, claimant=Claimant("named", blamed), cue="denied", polarity="negated", attributes_to=(blamed,))
        said.append((f"{blamed.name} denied it", replace(denial, attribution_certainty="certain")))
    if rng.random() < 0.2:
        said.append(_toll(rng, strike))
    return said


def _blamed(rng: Random, strike: Strike) -> Actor | None:
    chance = rng.random()
    return None if chance < 0.2 else rng.choice(strike.front.attackers) if chance < 0.28 else strike.attacker


def _struck(rng: Random, strike: Strike, blamed: Actor | None) -> tuple[str, Claim]:
    time, place = _time(rng, strike), _place(rng, strike)
    claim = replace(
        _OWN,
        attributes_to=() if blamed is None else (blamed,),
        attribution_certainty=None if blamed is None else "certain" if rng.random() < 0.8 else "possible",
        targets=(Target(strike.struck if rng.random() < 0.3 else None, strike.object),),
        mode=strike.mode if rng.random() < 0.8 else "unspecified",
        places=() if place is None else (place,),
        time=time,
    )
    when = "" if time is None else f" on {time.edtf}"
    return (
        f"{'Somebody' if blamed is None else blamed.name} hit a {strike.object} in {'the area' if place is None else place.name}{when}",
        claim,
    )


def _toll(rng: Random, strike: Strike) -> tuple[str, Claim]:
    killed, injured = _figure(rng, "killed", strike.killed), _figure(rng, "injured", strike.injured)
    figures = (killed, *((injured,) if strike.injured and rng.random() < 0.4 else ()))
    claim = replace(_said(rng, strike.front), casualties=figures)
    return f"{_speaker(claim)} said {killed.quantity.words} died", claim


def _blame(rng: Random, strike: Strike, blamed: Actor) -> tuple[str, Claim]:
    hedged = rng.random() < 0.25
    claim = replace(
        _said(rng, strike.front),
        attributes_to=(blamed,),
        attribution_certainty="possible" if hedged else "certain",
        certainty="possible" if hedged else "certain",
    )
    return f"{_speaker(claim)} {'suspected' if hedged else 'blamed'} {blamed.name}", claim


def _said(rng: Random, front: Front) -> Claim:
    """Return an empty claim by an official, a body or a person of one."""
    kind = rng.random()
    if kind < 0.3:
        return replace(_QUOTED, claimant=Claimant("unnamed", Actor("officials", "UnnamedSource", local=True)))
    body = rng.choice(front.speakers)
    if kind < 0.7:
        return replace(_QUOTED, claimant=Claimant("named", body))
    person = Actor(f"{filler(rng, 1)} {filler(rng, 1)}".title().replace(".", ""), "Person", local=True)
    return replace(_QUOTED, claimant=Claimant("named", person), on_behalf_of=body)


def _speaker(claim: Claim) -> str:
    return claim.claimant.actor.name if claim.claimant.actor else "Nobody"


def _figure(rng: Random, outcome: Outcome, truth: int) -> CasualtyFigure:
    count = truth if rng.random() < 0.6 else max(1, round(truth * rng.uniform(0.7, 1.4)))
    if rng.random() < 0.2:
        return CasualtyFigure(outcome, "civilian", Quantity(count, None, "at-least", f"at least {count}"))
    return CasualtyFigure(outcome, rng.choice(("civilian", "unspecified")), Quantity(count, count, "exact", str(count)))


def _time(rng: Random, strike: Strike) -> TimeValue | None:
    chance = rng.random()
    if chance < 0.16:
        return None
    day = START + timedelta(strike.day + (rng.choice((-1, 1)) if chance < 0.24 else 0))
    return TimeValue(f"XXXX-{day:%m-%d}", "yearless-day") if chance < 0.27 else TimeValue(f"{day}", "day", f"{day}", f"{day}")


def _place(rng: Random, strike: Strike) -> Place | None:
    """Return the place in one of its spellings; some sources name none, and some one that is not found in the gazetteer."""
    chance = rng.random()
    if chance < 0.05:
        return None
    name = strike.place.name
    if rng.random() < 0.3:
        old, new = rng.choice([pair for pair in _SPELLINGS if pair[0] in name] or [("", "")])
        name = name.replace(old, new) if old else name
    if chance < 0.13:
        return Place(name, country=strike.place.country, precision=1, container=strike.place.container)
    return replace(strike.place, name=name)


def filler(rng: Random, count: int) -> str:
    """Return made-up words."""
    return " ".join(rng.choices(_vocabulary(), k=count))


@cache
def _vocabulary() -> tuple[str, ...]:
    rng = Random(0)
    return tuple(
        dict.fromkeys(
            "".join(rng.choices("ba ne ti ro lu sa me ki do va pe shi ra to mu".split(), k=rng.choice((2, 3)))) for _ in range(2_000)
        )
    )
