"""The claims table: one row per claim, read back from the graph, in the order and with the keys of its contract."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QuerySolutions

from kg.rdf import root_claimant
from kg.vocab import KG, concept

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Account, Actor, Claim, Document, Place, Quantity
    from kg.rdf import ClaimRecord, SourceRecord
    from kg.store import Store

Row = dict[str, object]

CLAIM_KEYS: Final = (
    "claim",
    "source",
    "file",
    "publisher",
    "agency",
    "published",
    "account",
    "strike",
    "specific",
    "mode",
    "strike_count",
    "claimant",
    "claimant_iri",
    "claimant_kind",
    "on_behalf_of",
    "root_claimant",
    "cue",
    "quotation",
    "polarity",
    "certainty",
    "attributes_to",
    "assisted_by",
    "date",
    "date_earliest",
    "date_latest",
    "places",
    "targets",
    "weapons",
    "casualties",
    "damage",
    "evidence",
    "start",
    "end",
    "rules",
    "extractor",
)
"""The keys of every row, in order."""


def claim_rows(store: Store) -> Iterator[Row]:
    """Yield the claims table of a store, without the claims that a person rejected.

    Args:
        store: Where the claims are.

    Yields:
        Rows sorted by file, start, end, claimant and claim, each with all of `CLAIM_KEYS`; ``None`` or an empty list
        for what is not stated.
    """
    strikes, rejected = store.strikes(), {rejection.claim for rejection in store.curation().rejections}
    for _, group in groupby(_sources_by_file(store), key=lambda pair: pair[0]):
        rows = [row for _, source in group for row in _source_rows(store, source, strikes)]
        yield from sorted((row for row in rows if row["claim"] not in rejected), key=_place_in_table)


def _sources_by_file(store: Store) -> list[tuple[str, str]]:
    found = store.query(f"SELECT ?file ?source WHERE {{ ?source {KG.file} ?file }}")
    if not isinstance(found, QuerySolutions):
        raise TypeError(f"A SELECT query gave {type(found).__name__}")
    return sorted((str(row["file"].value), str(row["source"].value)) for row in found)


def _place_in_table(row: Row) -> tuple[str, int, int, str, str]:
    start, end = row["start"], row["end"]
    if not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError(f"The offsets of {row['claim']} are no numbers")
    return str(row["file"]), start, end, str(row["claimant"]), str(row["claim"])


def _source_rows(store: Store, source: str, strikes: dict[str, str]) -> Iterator[Row]:
    record = store.record(source)
    writer = _Writer(store, record)
    for told in record.accounts:
        for claim in told.claims:
            yield writer.row(claim, told.account, told.iri, strikes.get(told.iri))
    for claim in record.elsewhere:
        yield writer.row(claim, None, None, None)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes the rows of one source."""

    store: Store
    record: SourceRecord

    def row(self, told: ClaimRecord, account: Account | None, account_iri: str | None, strike: str | None) -> Row:
        """Return the row of one claim."""
        claim = told.claim
        counts = (claim.strike_count, account.strike_count if account else None)
        return {
            "claim": told.iri,
            "source": self.record.iri,
            **_document(self.record.extraction.document),
            "account": account_iri,
            "strike": strike,
            "specific": account.specific if account else None,
            "mode": account.mode if account else None,
            "strike_count": next((count for count in counts if count is not None), None),
            **self._speech(claim),
            "attributes_to": [{**self._actor(actor), "certainty": claim.attribution_certainty} for actor in claim.attributes_to],
            "assisted_by": [self._actor(actor) for actor in claim.assisted_by],
            # a date without a year has no place on a calendar: it stays in the graph (kg:edtf "XXXX-01-20") and is null here
            "date": claim.time.edtf if claim.time and claim.time.earliest else None,
            "date_earliest": claim.time.earliest if claim.time else None,
            "date_latest": claim.time.latest if claim.time else None,
            "places": [self._place(place) for place in claim.places],
            "targets": [{**self._actor(target.actor), "object": target.object} for target in claim.targets],
            "weapons": [{"name": weapon.name, "iri": concept("weapon", weapon.concept).value} for weapon in claim.weapons],
            **_figures(claim),
            "evidence": told.quote,
            "start": claim.start,
            "end": claim.end,
            "rules": list(claim.rules),
            "extractor": self.record.extraction.extractor or None,
        }

    def _speech(self, claim: Claim) -> Row:
        speaker = claim.claimant.actor
        return {
            "claimant": speaker.name if speaker else "source",
            "claimant_iri": self._iri(speaker) if speaker else self.record.iri,
            "claimant_kind": claim.claimant.kind,
            "on_behalf_of": claim.on_behalf_of.name if claim.on_behalf_of else None,
            "root_claimant": root_claimant(claim, self.record.extraction.document),
            "cue": claim.cue,
            "quotation": claim.quotation,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
        }

    def _iri(self, actor: Actor) -> str:
        return self.store.minter.actor(actor, NamedNode(self.record.iri)).value

    def _actor(self, actor: Actor | None) -> Row:
        return {"actor": actor.name if actor else None, "iri": self._iri(actor) if actor else None}

    def _place(self, place: Place) -> Row:
        iri = self.store.minter.place(place).value
        point = {"lat": place.lat, "lon": place.lon}
        return {"name": place.name, "iri": iri, "country": place.country, **point, "precision": place.precision}


def _document(document: Document) -> Row:
    return {
        "file": document.file,
        "publisher": document.publisher,
        "agency": document.agency,
        "published": document.published,
    }


def _figures(claim: Claim) -> Row:
    return {
        "casualties": [
            {
                "outcome": figure.outcome,
                "status": figure.status,
                "actor": figure.actor.name if figure.actor else None,
                "group": figure.group,
                **_quantity(figure.quantity),
            }
            for figure in claim.casualties
        ],
        "damage": [{"object": figure.object, "outcome": figure.outcome, **_quantity(figure.quantity)} for figure in claim.damage],
    }


def _quantity(quantity: Quantity) -> Row:
    return {"low": quantity.low, "high": quantity.high, "qualifier": quantity.qualifier, "words": quantity.words}
