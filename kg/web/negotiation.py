"""Chooses the media type of an answer (RFC 9110, section 12.5.1: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import QueryResultsFormat, RdfFormat

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS: Final[dict[str, QueryResultsFormat]] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""What SELECT and ASK come as; the first is the default."""
GRAPHS: Final[dict[str, RdfFormat]] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/json": RdfFormat.JSON_LD,
}
"""What CONSTRUCT, DESCRIBE and the service description come as; the first is the default."""


def choose(accept: str, offers: Iterable[str]) -> str | None:
    """Return the offer that a client likes best, or ``None`` where it accepts none.

    Args:
        accept: The header; blank means anything.
        offers: Media types, the preferred one first; it wins where the client is indifferent.

    Examples:
        >>> choose("text/html, application/xml;q=0.9, */*; q=0.1", RESULTS)
        'application/xml'
        >>> choose("text/csv;q=0", RESULTS) is None
        True
    """
    ranges = [parsed for part in accept.split(",") if (parsed := _range(part))] if accept.strip() else [("*/*", 1.0)]
    liked = [(_quality(offer, ranges), offer) for offer in offers]
    best = max((quality for quality, _ in liked), default=0.0)
    return next((offer for quality, offer in liked if quality == best > 0), None)


def _range(part: str) -> tuple[str, float] | None:
    """Return a media range and its weight; parameters other than ``q`` are passed over, a broken ``q`` counts as none."""
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weights = [value for name, _, value in (parameter.partition("=") for parameter in parameters) if name.strip() == "q"]
    return (media, _weight(weights[0]) if weights else 1.0) if "/" in media else None


def _weight(value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        return 1.0
    return min(max(weight, 0.0), 1.0) if weight == weight else 1.0  # noqa: PLR0124 - "nan" is a float


def _quality(offer: str, ranges: list[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that an offer falls under."""
    for pattern in (offer, f"{offer.split('/', maxsplit=1)[0]}/*", "*/*"):
        weights = [weight for media, weight in ranges if media == pattern]
        if weights:
            return max(weights)
    return 0.0
