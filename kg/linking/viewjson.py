"""Views as JSON and back, for whoever keeps them: what many accounts share (places, parties, days) comes back as one object."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from kg.linking.sites import Site
from kg.linking.view import AccountView, Party, Toll
from kg.linking.when import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARED: Final = 1 << 16
"""How many places, parties and days are held at once."""


def view_to_json(view: AccountView) -> str:
    """Return a view as a JSON array on one line, its fields in the order of the class.

    Args:
        view: Any view; equal views make equal text.
    """
    return _dumps([
        *(view.iri, view.source, view.file, view.publisher, view.agency),
        _from_span(view.published) if view.published else None,
        view.modes,
        [_from_span(span) for span in view.spans],
        view.yearless,
        [_from_site(site) for site in view.sites],
        sorted(view.countries),
        [_from_party(party) for party in view.attackers],
        [_from_party(party) for party in view.denied],
        [_from_party(party) for party in view.target_actors],
        view.target_objects,
        [(toll.outcome, toll.status, toll.low, toll.high) for toll in view.tolls],
        view.specific,
        [_from_span(span) for span in view.claim_spans],
        *(view.localities, view.rare_words, view.sentences, view.source_sentences),
    ])  # fmt: skip


def view_from_json(text: str) -> AccountView:
    """Return the view that ``view_to_json`` wrote.

    Args:
        text: One JSON array.
    """
    iri, source, file, publisher, agency, published, *told, localities, rare_words, sentences, source_sentences = json.loads(text)
    modes, spans, yearless, sites, countries, attackers, denied, target_actors, target_objects, tolls, specific, claim_spans = told
    return AccountView(
        *(iri, source, file, publisher, agency),
        _span(*published) if published else None,
        tuple(modes),
        tuple([_span(*span) for span in spans]),
        tuple(yearless),
        tuple([_site(site) for site in sites]),
        _countries(*countries),
        tuple([_party(*party) for party in attackers]),
        tuple([_party(*party) for party in denied]),
        tuple([_party(*party) for party in target_actors]),
        tuple(target_objects),
        tuple([_toll(*toll) for toll in tolls]),
        specific,
        tuple([_span(*span) for span in claim_spans]),
        *(tuple(localities), tuple(rare_words), tuple(sentences), tuple(source_sentences)),
    )


def _dumps(value: Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _from_span(span: Span) -> tuple[int, int, str]:
    return span.first, span.last, span.edtf


def _from_party(party: Party) -> tuple[str, ...]:
    return party.key, party.name, *sorted(party.above)


def _from_site(site: Site) -> str:
    """Return a place as JSON of its own: equal text is read once."""
    values = (site.name, site.spellings, site.id, site.country, site.lat, site.lon, site.precision, site.around, site.seat, site.told)
    return _dumps([*values, sorted(site.keys), sorted(site.weak_keys), sorted(site.skeletons)])


@lru_cache(_SHARED)
def _span(first: int, last: int, edtf: str) -> Span:
    return Span(first, last, edtf)


@lru_cache(_SHARED)
def _party(key: str, name: str, *above: str) -> Party:
    return Party(key, name, frozenset(above))


@lru_cache(_SHARED)
def _toll(*values: Any) -> Toll:  # noqa: ANN401 - as JSON gives them
    return Toll(*values)


@lru_cache(_SHARED)
def _countries(*codes: str) -> frozenset[str]:
    return frozenset(codes)


@lru_cache(_SHARED)
def _site(text: str) -> Site:
    *values, keys, weak_keys, skeletons = json.loads(text)
    name, spellings, place, country, lat, lon, precision, around, seat, told = values
    sounds = (frozenset(keys), frozenset(weak_keys), frozenset(skeletons))
    return Site(name, tuple(spellings), place, country, lat, lon, precision, tuple(around), seat, told, *sounds)
