"""What a claim states, field by field: a key that two builds agree on, and words for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.rdf import name_key
from kg.values.bounds import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Account, Actor, CasualtyFigure, Claim, DamageFigure, Document, Place, Quantity, Target, TimeValue


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """One value: compared by its key alone, shown by its words."""

    key: str
    words: str = field(compare=False)


Stated = dict[str, tuple[Value, ...]]
"""The values of each field, sorted; empty where nothing is stated."""

MANY: Final = frozenset({"attributes_to", "assisted_by", "places", "targets", "weapons", "casualties", "damage"})
"""The fields of a claim that may hold several values."""


def claim_values(claim: Claim, quote: str) -> Stated:
    """Return what a claim states, named as in the claims table; rules and offsets are left out.

    Of a place only its identity counts: coordinates and precision are the gazetteer's, and Turtle merges them.

    Args:
        claim: The claim.
        quote: Its words.
    """
    return {
        "claimant": _actors([claim.claimant.actor]) or (Value("source", "the report itself"),),
        "on_behalf_of": _actors([claim.on_behalf_of]),
        "relays": _actors([claim.relays]),
        "cue": _plain(claim.cue),
        "quotation": _plain(claim.quotation),
        "polarity": _plain(claim.polarity),
        "certainty": _plain(claim.certainty),
        "attributes_to": _actors(claim.attributes_to),
        "attribution_certainty": _plain(claim.attribution_certainty),
        "assisted_by": _actors(claim.assisted_by),
        "mode": _plain(claim.mode),
        "strike_count": _plain(claim.strike_count),
        "date": _date(claim.time),
        "places": _sorted(_place(place) for place in claim.places),
        "targets": _sorted(_target(target) for target in claim.targets),
        "weapons": _sorted(Value(repr((weapon.concept, weapon.name)), f"{weapon.name} ({weapon.concept})") for weapon in claim.weapons),
        "casualties": _sorted(_casualty(figure) for figure in claim.casualties),
        "damage": _sorted(_damage(figure) for figure in claim.damage),
        "evidence": _plain(quote),
    }


def account_values(account: Account) -> Stated:
    """Return what an account states beside its claims."""
    return {
        "account_mode": _plain(account.mode),
        "account_specific": _plain("one occasion" if account.specific else "no single occasion"),
        "account_strike_count": _plain(account.strike_count),
    }


def document_values(document: Document) -> Stated:
    """Return what is known of a report, and which text it has."""
    return {
        "file": _plain(document.file),
        "text_hash": _plain(document.sha256),
        "title": _plain(document.title),
        "publisher": _name(document.publisher),
        "agency": _name(document.agency),
        "published": _plain(document.published),
        "url": _plain(document.url),
        "language": _plain(document.language),
    }


def actor_key(actor: Actor) -> str:
    """Return who an actor is, whatever he is called; somebody known in one report only stays apart from those known to all."""
    return f"{'local ' if actor.local else ''}{actor.slug or name_key(actor.name)}"


def _sorted(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(sorted(values))


def _plain(value: object) -> tuple[Value, ...]:
    return () if value is None else (Value(str(value), str(value)),)


def _name(name: str | None) -> tuple[Value, ...]:
    return () if name is None else (Value(name_key(name), name),)


def _actors(actors: Iterable[Actor | None]) -> tuple[Value, ...]:
    return _sorted(Value(actor_key(actor), actor.name) for actor in actors if actor is not None)


def _date(time: TimeValue | None) -> tuple[Value, ...]:
    if time is None:
        return ()
    return (Value(repr((time.edtf, time.precision, time.earliest, time.latest)), f"{time.edtf} ({time.precision})"),)


def _place(place: Place) -> Value:
    around = f" ({place.country})" if place.country else ""
    return Value(place.id or repr((place.name, place.country, place.container)), f"{place.label or place.name}{around}")


def _target(target: Target) -> Value:
    key = repr((target.object, target.actor and actor_key(target.actor)))
    return Value(key, ", ".join(part for part in (target.object, target.actor and target.actor.name) if part))


def _casualty(figure: CasualtyFigure) -> Value:
    whose = figure.actor and actor_key(figure.actor)
    key = repr((figure.outcome, figure.status, figure.group, whose, _count_key(figure.quantity)))
    status = None if figure.status == "unspecified" else figure.status
    who = [part for part in (status, figure.group, figure.actor and figure.actor.name) if part]
    return Value(
        key, f"{', '.join([f'{in_words(figure.quantity.low, figure.quantity.high)} {figure.outcome}', *who])} (“{figure.quantity.words}”)"
    )


def _damage(figure: DamageFigure) -> Value:
    key = repr((figure.outcome, figure.object, _count_key(figure.quantity)))
    return Value(key, f"{in_words(figure.quantity.low, figure.quantity.high)} {figure.object} {figure.outcome} (“{figure.quantity.words}”)")


def _count_key(quantity: Quantity) -> tuple[object, ...]:
    return quantity.low, quantity.high, quantity.qualifier, quantity.words
