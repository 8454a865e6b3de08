"""Writes what hangs on a claim: targets, weapons, times, figures, evidence, and the actors and places it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Actor, Passage
from kg.vocab import EDTF, GEO, KG, KG_NS, OA, RDF, RDFS, SKOS, XSD, concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import CasualtyFigure, Claim, DamageFigure, Document, Place, Quantity, Target, TimeValue, Weapon
    from kg.rdf.mint import Minter

CONTEXT: Final = 32
"""Characters of text kept on either side of a quote."""

_T = TypeVar("_T")

Object = NamedNode | Literal | str | int | bool | None


@dataclass(slots=True)
class SourceGraph:
    """The graph of one source while it is being written.

    Actors and places gather first and are described last, so that each is described once however often it is named.
    """

    minter: Minter
    document: Document
    source: NamedNode
    name: NamedNode
    quads: set[Quad] = field(default_factory=set)
    actors: dict[NamedNode, set[Actor]] = field(default_factory=dict)
    places: dict[NamedNode, set[Place]] = field(default_factory=dict)

    def add(self, subject: NamedNode, predicate: NamedNode, value: Object) -> None:
        """State one triple; nothing for a value that is not known."""
        if value is None:
            return
        term = value if isinstance(value, NamedNode | Literal) else Literal(value)
        self.quads.add(Quad(subject, predicate, term, self.name))

    def actor(self, actor: Actor | None) -> NamedNode | None:
        """Return the IRI of an actor and remember to describe it."""
        if actor is None:
            return None
        iri = self.minter.actor(actor, self.source)
        self.actors.setdefault(iri, set()).add(actor)
        return iri

    def voice(self, name: str | None) -> NamedNode | None:
        """Return the IRI of a publisher or agency; unlisted ones are organisations, and no more is said of them."""
        if name is None:
            return None
        listed = self.minter.listed(name)
        iri = self.minter.actor(listed or Actor(name, "Organisation"))
        if listed or iri not in self.actors:
            self.actor(listed or Actor(name, "Organisation"))
        return iri

    def place(self, place: Place) -> NamedNode:
        """Return the IRI of a place and remember to describe it."""
        iri = self.minter.place(place)
        self.places.setdefault(iri, set()).add(place)
        return iri


def write_parts(graph: SourceGraph, claim: Claim, iri: NamedNode) -> None:
    """Write targets, weapons, figures and time of a claim as nodes of their own, numbered in the order told."""
    for node, target in _numbered(iri, "target", claim.targets):
        graph.add(iri, KG.target, node)
        _target(graph, target, node)
    for node, weapon in _numbered(iri, "weapon", claim.weapons):
        graph.add(iri, KG.weapon, node)
        _weapon(graph, weapon, node)
    for node, casualty in _numbered(iri, "figure", claim.casualties):
        graph.add(iri, KG.figure, node)
        _casualty(graph, casualty, node)
    for node, damage in _numbered(iri, "figure", claim.damage, len(claim.casualties) + 1):
        graph.add(iri, KG.figure, node)
        _damage(graph, damage, node)
    if claim.time is not None:
        node = NamedNode(f"{iri.value}#time")
        graph.add(iri, KG.statedTime, node)
        _time(graph, claim.time, node)


def _target(graph: SourceGraph, target: Target, node: NamedNode) -> None:
    graph.add(node, RDF.type, KG.Target)
    graph.add(node, KG.targetActor, graph.actor(target.actor))
    graph.add(node, KG.targetObject, target.object)


def _weapon(graph: SourceGraph, weapon: Weapon, node: NamedNode) -> None:
    graph.add(node, RDF.type, KG.Weapon)
    graph.add(node, KG.weaponKind, concept("weapon", weapon.concept))
    graph.add(node, KG.words, weapon.name)


def _time(graph: SourceGraph, time: TimeValue, node: NamedNode) -> None:
    graph.add(node, RDF.type, KG.StatedTime)
    graph.add(node, KG.edtf, typed(time.edtf, EDTF))
    graph.add(node, KG.earliest, typed(time.earliest, XSD.date))
    graph.add(node, KG.latest, typed(time.latest, XSD.date))
    graph.add(node, KG.timePrecision, concept("time-precision", time.precision))


def _casualty(graph: SourceGraph, figure: CasualtyFigure, node: NamedNode) -> None:
    graph.add(node, RDF.type, KG.CasualtyFigure)
    graph.add(node, KG.outcome, concept("outcome", figure.outcome))
    graph.add(node, KG.victimStatus, concept("victim-status", figure.status))
    graph.add(node, KG.victimActor, graph.actor(figure.actor))
    graph.add(node, KG.victimGroup, figure.group)
    _quantity(graph, figure.quantity, node)


def _damage(graph: SourceGraph, figure: DamageFigure, node: NamedNode) -> None:
    graph.add(node, RDF.type, KG.DamageFigure)
    graph.add(node, KG.outcome, concept("outcome", figure.outcome))
    graph.add(node, KG.damagedObject, figure.object)
    _quantity(graph, figure.quantity, node)


def _quantity(graph: SourceGraph, quantity: Quantity, node: NamedNode) -> None:
    graph.add(node, KG.low, quantity.low)
    graph.add(node, KG.high, quantity.high)
    graph.add(node, KG.qualifier, concept("qualifier", quantity.qualifier))
    graph.add(node, KG.words, quantity.words)


def write_evidence(graph: SourceGraph, claim: Claim, iri: NamedNode) -> None:
    """Write the quote of a claim with its context and offsets.

    Raises:
        ValueError: The offsets lie outside the text.
    """
    text, start, end = graph.document.text, claim.start, claim.end
    if not 0 <= start < end <= len(text):
        raise ValueError(f"Characters {start} to {end} lie outside the text of {graph.document.file}")
    node, quote, position = (NamedNode(f"{iri.value}#{part}") for part in ("evidence", "quote", "position"))
    graph.add(iri, KG.evidence, node)
    for subject, predicate, value in passage_triples(node, quote, position, Passage(graph.source.value, start, end, text[start:end])):
        graph.add(subject, predicate, value)
    graph.add(quote, OA.prefix, text[max(0, start - CONTEXT) : start] or None)
    graph.add(quote, OA.suffix, text[end : end + CONTEXT] or None)


def passage_triples(
    node: NamedNode, quote: NamedNode, position: NamedNode, passage: Passage
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Yield what is stated of a passage: its source, and a selector each for its words and its offsets."""
    yield node, RDF.type, KG.Evidence
    yield node, OA.hasSource, NamedNode(passage.source)
    yield node, OA.hasSelector, quote
    yield node, OA.hasSelector, position
    yield quote, RDF.type, OA.TextQuoteSelector
    yield quote, OA.exact, Literal(passage.quote)
    yield position, RDF.type, OA.TextPositionSelector
    yield position, OA.start, Literal(passage.start)
    yield position, OA.end, Literal(passage.end)


def write_actors(graph: SourceGraph) -> None:
    """Describe every actor named so far by class and label."""
    for iri, named in graph.actors.items():
        actor = min(named, key=lambda a: (a.name, a.kind))
        graph.add(iri, RDF.type, NamedNode(KG_NS + actor.kind))
        graph.add(iri, RDFS.label, actor.name)


def write_places(graph: SourceGraph) -> None:
    """Describe every place named so far, with the spellings that this source has for it."""
    for iri, named in graph.places.items():
        place = min(named, key=lambda p: (p.precision or 8, p.label or p.name))
        graph.add(iri, RDF.type, KG.Place)
        graph.add(iri, RDFS.label, place.label or place.name)
        graph.add(iri, KG.country, place.country)
        graph.add(iri, KG.placePrecision, known_concept("place-precision", str(place.precision) if place.precision else None))
        for spelling in sorted({p.name for p in named}):
            graph.add(iri, SKOS.altLabel, spelling if spelling != (place.label or place.name) else None)
        if place.container is not None:
            graph.add(iri, KG.within, graph.minter.container(place.container))
        _geometry(graph, iri, place)


def _geometry(graph: SourceGraph, iri: NamedNode, place: Place) -> None:
    if place.lat is None or place.lon is None:
        return
    node = NamedNode(f"{iri.value}#geometry")
    graph.add(iri, GEO.hasGeometry, node)
    graph.add(node, RDF.type, GEO.Geometry)
    graph.add(node, GEO.asWKT, Literal(f"POINT({place.lon} {place.lat})", datatype=GEO.wktLiteral))


def _numbered(iri: NamedNode, part: str, values: Iterable[_T], first: int = 1) -> Iterator[tuple[NamedNode, _T]]:
    for number, value in enumerate(values, first):
        yield NamedNode(f"{iri.value}#{part}-{number}"), value


def known_concept(scheme: str, key: str | None) -> NamedNode | None:
    """Return the concept's IRI, ``None`` for a value that is not known."""
    return None if key is None else concept(scheme, key)


def typed(value: str | None, datatype: NamedNode) -> Literal | None:
    """Return a typed literal, ``None`` for a value that is not known."""
    return None if value is None else Literal(value, datatype=datatype)
