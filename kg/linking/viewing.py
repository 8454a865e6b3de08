"""Turns an extraction into the views that linking compares."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.authority import Authority, fold
from kg.gazetteer import Gazetteer, names
from kg.linking.sites import Site, make_site, resolve
from kg.linking.view import AccountView, Party, Toll
from kg.linking.when import Span, published_span, span_of
from kg.linking.words import localities, rare_words, sentence_hash
from kg.rdf import live_accounts

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kg.model import Account, Actor, CasualtyFigure, Claim, Extraction, Mode, Place
    from kg.rdf import Minter


def account_views(
    extraction: Extraction,
    minter: Minter,
    authority: Authority | None = None,
    gazetteer: Gazetteer | None = None,
    rejected: Container[str] = (),
) -> tuple[AccountView, ...]:
    """Return what linking sees of each account of one source, in the order told.

    Args:
        extraction: What was read from one document, its text included; without it, words are not compared.
        minter: Names the accounts.
        authority: Knows who is part of whom; the shipped one unless told.
        gazetteer: Knows what lies in what; the shipped one unless told.
        rejected: IRIs of claims that count nowhere; an account of nothing else is left out.
    """
    named = live_accounts(extraction, minter, rejected)
    live = replace(extraction, accounts=tuple(each.account for each in named))
    sight = _Sight(live, authority or Authority.load(), gazetteer or Gazetteer.load())
    return tuple(sight.view(each.account, each.iri) for each in named)


class _Sight:
    """Reads accounts of one document."""

    def __init__(self, extraction: Extraction, authority: Authority, gazetteer: Gazetteer) -> None:
        """Hold what every account of the document shares."""
        self.document = extraction.document
        self.authority = authority
        self.gazetteer = gazetteer
        self.known = tuple(_known_names(extraction))
        told = Counter(found for account in extraction.accounts for found in self._hashes(account))
        # a sentence that tells of two strikes tells neither from the other
        self.source_sentences = tuple(sorted(found for found, accounts in told.items() if accounts == 1))

    def view(self, account: Account, iri: str) -> AccountView:
        """Return the view of one account."""
        claims = sorted(account.claims, key=lambda c: (c.start, c.end))
        asserted = [claim for claim in claims if claim.polarity != "negated"]
        spans = [span for claim in claims if claim.time and (span := span_of(claim.time))]
        sites = self._sites(claims)
        quotes = [quote for claim in claims if (quote := self._quote(claim))]
        objects = tuple(sorted({t.object for claim in claims for t in claim.targets if t.object}))
        named = [*quotes, *objects, *(spelling for site in sites for spelling in site.spellings)]
        return AccountView(
            iri=iri,
            source=self.document.sha256,
            file=self.document.file,
            publisher=self.document.publisher,
            agency=self.document.agency,
            published=published_span(self.document.published),
            modes=_modes(account),
            spans=_by_telling(spans),
            yearless=tuple(sorted({day for claim in claims if (day := _yearless(claim))})),
            sites=sites,
            countries=frozenset(site.country for site in sites if site.country),
            attackers=self._parties(actor for claim in asserted for actor in claim.attributes_to),
            denied=self._parties(actor for claim in claims if claim.polarity == "negated" for actor in claim.attributes_to),
            target_actors=self._parties(t.actor for claim in claims for t in claim.targets if t.actor),
            target_objects=objects,
            tolls=tuple(dict.fromkeys(toll for claim in asserted for figure in claim.casualties if (toll := _toll(figure)))),
            specific=account.specific,
            claim_spans=tuple(spans),
            localities=localities(named, self.authority),
            rare_words=rare_words(quotes, self.known, self.authority, self.gazetteer),
            sentences=tuple(sorted(self._hashes(account).intersection(self.source_sentences))),
            source_sentences=self.source_sentences,
        )

    def _quote(self, claim: Claim) -> str:
        return self.document.text[claim.start : claim.end]

    def _hashes(self, account: Account) -> set[int]:
        return {found for claim in account.claims if (found := sentence_hash(self._quote(claim))) is not None}

    def _parties(self, actors: Iterable[Actor]) -> tuple[Party, ...]:
        found = {party.key: party for party in map(self._party, actors)}
        return tuple(found[key] for key in sorted(found))

    def _party(self, actor: Actor) -> Party:
        if actor.slug is None:
            # an unlisted name is known by itself, one that ends at its source by nothing else
            return Party(f"{self.document.sha256}#{fold(actor.name)}" if actor.local else fold(actor.name), actor.name)
        return Party(actor.slug, actor.name, frozenset(self._above(actor.slug)))

    def _above(self, slug: str) -> set[str]:
        found: set[str] = set()
        waiting = [slug]
        while waiting:
            for parent in self.authority.parents(waiting.pop()):
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def _sites(self, claims: list[Claim]) -> tuple[Site, ...]:
        votes = Counter(place.country for claim in claims for place in claim.places if place.country)
        country = min(votes, key=lambda c: (-votes[c], c)) if votes else None
        mentions: dict[str, list[Place]] = {}
        told: Counter[str] = Counter()
        for claim in claims:
            known = [resolve(place, country, self.gazetteer) for place in claim.places]
            for place in known:
                mentions.setdefault(_place_key(place), []).append(place)
            told.update({_place_key(place) for place in known})
        sites = [make_site(places, told[key], country, self.gazetteer) for key, places in mentions.items()]
        return tuple(sorted(sites, key=lambda s: (s.precision, -s.told, s.name, s.id or "")))


def _known_names(extraction: Extraction) -> Iterator[str]:
    """Yield the names of who publishes, who speaks and where: they tell nothing of one strike."""
    yield from filter(None, (extraction.document.publisher, extraction.document.agency))
    told = [claim for account in extraction.accounts for claim in account.claims]
    for claim in (*told, *extraction.elsewhere):
        speakers = (claim.claimant.actor, claim.on_behalf_of, claim.relays)
        yield from (actor.name for actor in speakers if actor is not None)
        yield from (place.name for place in claim.places)


def _place_key(place: Place) -> str:
    return place.id or names.strong_key(place.name)


def _by_telling(spans: list[Span]) -> tuple[Span, ...]:
    """Return the distinct spans: told most often first, then the shortest, then the earliest."""
    counts = Counter(spans)
    return tuple(sorted(counts, key=lambda s: (-counts[s], s.length, s.first, s.edtf)))


def _yearless(claim: Claim) -> str | None:
    if claim.time is None or claim.time.precision != "yearless-day":
        return None
    return claim.time.edtf.removeprefix("XXXX-")


def _modes(account: Account) -> tuple[Mode, ...]:
    told = Counter(claim.mode for claim in account.claims if claim.mode)
    ordered = (account.mode, *sorted(told, key=lambda mode: (-told[mode], mode)))
    return tuple(mode for mode in dict.fromkeys(ordered) if mode != "unspecified")


def _toll(figure: CasualtyFigure) -> Toll | None:
    low, high = figure.quantity.low, figure.quantity.high
    if (low is None and high is None) or high == 0:
        return None
    return Toll(figure.outcome, figure.status, low, high)
