"""Reads the graph of a source back into the model: the mirror of ``write.py``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kg.errors import StoreError
from kg.model import (
    Account,
    Actor,
    CasualtyFigure,
    Claim,
    Claimant,
    DamageFigure,
    Document,
    Extraction,
    Place,
    Quantity,
    Target,
    TimeValue,
    Weapon,
)
from kg.rdf.mint import LOCAL_ACTOR, UNRESOLVED, Minter, last_part
from kg.rdf.nodes import Node, index, of_class
from kg.vocab import DCTERMS, GEO, KG, OA, PROV, RDF, RDFS, SCHEMA, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Quad

    from kg.model import ActorKind, Certainty, DamageOutcome, Mode, Outcome, Polarity, Qualifier, Quotation, TimePrecision, VictimStatus
    from kg.rdf.nodes import Facts

_POINT = re.compile(r"POINT\((\S+) (\S+)\)")


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim with its IRI and its words."""

    iri: str
    claim: Claim
    quote: str


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account with its IRI; ``claims`` in the order told."""

    iri: str
    account: Account
    claims: tuple[ClaimRecord, ...]


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """All that the graph of one source holds.

    Attributes:
        iri: The source.
        extraction: The model values; no debris, and no text unless it was given.
        accounts: Accounts with the IRIs of themselves and their claims, in the order told.
        elsewhere: Statements about no strike.
    """

    iri: str
    extraction: Extraction
    accounts: tuple[AccountRecord, ...]
    elsewhere: tuple[ClaimRecord, ...]


def read_extraction(quads: Iterable[Quad], text: str = "", minter: Minter | None = None) -> Extraction:
    """Read the graph of one source as an extraction.

    Claims come in the order of the text, actors by IRI, places finest first. Debris and text are not in the graph. A place
    that the source spells in several ways comes back in the spelling of the claim's own quote, once.

    Args:
        quads: One graph, as ``to_quads`` wrote it.
        text: The text of the source, where the caller has it.
        minter: Knows which actors are listed, and so have a slug.

    Raises:
        StoreError: The graph lacks what ``to_quads`` always writes.
    """
    return read_source(quads, text, minter).extraction


def read_source(quads: Iterable[Quad], text: str = "", minter: Minter | None = None) -> SourceRecord:
    """Read the graph of one source with the IRIs of its accounts and claims.

    Args:
        quads: One graph, as ``to_quads`` wrote it.
        text: The text of the source, where the caller has it.
        minter: Knows which actors are listed, and so have a slug.

    Raises:
        StoreError: The graph lacks what ``to_quads`` always writes.
    """
    facts = index(quads)
    sources = of_class(facts, KG.Source)
    if len(sources) != 1:
        raise StoreError(f"A graph of one source holds {len(sources)}", hint="Build the store again")
    accounts, claims, runs = (of_class(facts, class_) for class_ in (KG.Account, KG.Claim, KG.ExtractionRun))
    return _record(sources[0], accounts, claims, runs, _Reader(minter or Minter()), text)


def read_sources(quads: Iterable[Quad], minter: Minter | None = None) -> Iterator[SourceRecord]:
    """Read the graphs of many sources that were written as one, as in Turtle.

    What a source says of an actor or place cannot be told from what others say of it: labels and spellings are those of all.

    Args:
        quads: The union of graphs as ``to_quads`` wrote them, and whatever else.
        minter: Knows which actors are listed, and so have a slug.

    Yields:
        The sources, sorted by IRI.

    Raises:
        StoreError: A graph lacks what ``to_quads`` always writes.
    """
    facts = index(quads)
    accounts, claims = (_grouped(facts, *told) for told in ((KG.Account, KG.toldIn), (KG.Claim, KG.reportedIn)))
    reader = _Reader(minter or Minter())
    for source in of_class(facts, KG.Source):
        told = claims.get(source.iri, [])
        runs = [run for claim in told for run in claim.nodes(PROV.wasGeneratedBy)]
        yield _record(source, accounts.get(source.iri, []), told, runs, reader)


def _grouped(facts: Facts, class_: NamedNode, predicate: NamedNode) -> dict[str, list[Node]]:
    groups: dict[str, list[Node]] = {}
    for node in of_class(facts, class_):
        groups.setdefault(node.need(predicate), []).append(node)
    return groups


def _record(source: Node, accounts: list[Node], claims: list[Node], runs: list[Node], reader: _Reader, text: str = "") -> SourceRecord:
    told: dict[str | None, list[ClaimRecord]] = {}
    for node in claims:
        told.setdefault(node.get(KG.inAccount), []).append(reader.claim(node, source.iri))
    grouped = tuple(sorted((_account(node, told[node.iri]) for node in accounts), key=_first_place))
    elsewhere = tuple(sorted(told.get(None, ()), key=_place_in_text))
    extraction = Extraction(
        document=_document(source, text),
        accounts=tuple(record.account for record in grouped),
        elsewhere=tuple(record.claim for record in elsewhere),
        extractor=runs[0].need(KG.extractor) if runs else "",
        rules_hash=runs[0].get(KG.rulesHash) or "" if runs else "",
    )
    return SourceRecord(source.iri, extraction, grouped, elsewhere)


def _place_in_text(record: ClaimRecord) -> tuple[int, int, str]:
    return record.claim.start, record.claim.end, record.iri


def _first_place(record: AccountRecord) -> tuple[int, int, str]:
    return _place_in_text(record.claims[0])


def _account(node: Node, told: list[ClaimRecord]) -> AccountRecord:
    claims = tuple(sorted(told, key=_place_in_text))
    account = Account(
        claims=tuple(record.claim for record in claims),
        mode=cast("Mode", node.key(KG.mode)),
        specific=node.need(KG.specific) == "true",
        strike_count=node.number(KG.reportedStrikeCount),
    )
    return AccountRecord(node.iri, account, claims)


def _document(node: Node, text: str) -> Document:
    publisher, agency = node.node(DCTERMS.publisher), node.node(KG.agency)
    return Document(
        text=text,
        file=node.need(KG.file),
        sha256=node.need(KG.textHash),
        title=node.get(DCTERMS.title),
        publisher=publisher.need(RDFS.label) if publisher else None,
        agency=agency.need(RDFS.label) if agency else None,
        published=node.get(KG.published),
        url=node.get(SCHEMA.url),
        language=node.get(DCTERMS.language),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads claims; holds what is known of listed actors."""

    minter: Minter

    def claim(self, node: Node, source: str) -> ClaimRecord:
        """Read one claim and its quote."""
        position, quote = Node(node.facts, f"{node.iri}#position"), Node(node.facts, f"{node.iri}#quote").need(OA.exact)
        figures = node.numbered(KG.figure)
        claim = Claim(
            start=int(position.need(OA.start)),
            end=int(position.need(OA.end)),
            claimant=self._claimant(node, source),
            on_behalf_of=self._actor(node.node(KG.onBehalfOf)),
            relays=self._actor(node.node(KG.relays)),
            cue=node.get(KG.cue),
            quotation=cast("Quotation", node.key(KG.quotation)),
            polarity=cast("Polarity", node.key(KG.polarity)),
            certainty=cast("Certainty", node.key(KG.certainty)),
            attributes_to=tuple(self._known(actor) for actor in node.nodes(KG.attributesTo)),
            attribution_certainty=cast("Certainty | None", node.key_or_none(KG.attributionCertainty)),
            assisted_by=tuple(self._known(actor) for actor in node.nodes(KG.assistedBy)),
            targets=tuple(Target(self._actor(part.node(KG.targetActor)), part.get(KG.targetObject)) for part in node.numbered(KG.target)),
            weapons=tuple(Weapon(part.need(KG.words), part.key(KG.weaponKind)) for part in node.numbered(KG.weapon)),
            mode=cast("Mode | None", node.key_or_none(KG.statedMode)),
            places=_places(node, quote),
            time=_time(node.node(KG.statedTime)),
            strike_count=node.number(KG.reportedStrikeCount),
            casualties=tuple(self._casualty(part) for part in figures if part.is_a(KG.CasualtyFigure)),
            damage=tuple(_damage(part) for part in figures if part.is_a(KG.DamageFigure)),
            rules=tuple(node.values(KG.rule)),
        )
        return ClaimRecord(node.iri, claim, quote)

    def _claimant(self, node: Node, source: str) -> Claimant:
        speaker = node.need(KG.claimedBy)
        if speaker == source:
            return Claimant("source")
        actor = self._known(Node(node.facts, speaker))
        return Claimant("unnamed" if actor.kind == "UnnamedSource" else "named", actor)

    def _known(self, node: Node) -> Actor:
        name, key = node.need(RDFS.label), last_part(node.iri)
        kind = cast("ActorKind", node.need(RDF.type).rsplit("#", 1)[1])
        if LOCAL_ACTOR in node.iri:
            return Actor(name, kind, local=True)
        return Actor(name, kind, slug=key if self.minter.is_listed(key) else None)

    def _actor(self, node: Node | None) -> Actor | None:
        return None if node is None else self._known(node)

    def _casualty(self, node: Node) -> CasualtyFigure:
        return CasualtyFigure(
            outcome=cast("Outcome", node.key(KG.outcome)),
            status=cast("VictimStatus", node.key(KG.victimStatus)),
            quantity=_quantity(node),
            actor=self._actor(node.node(KG.victimActor)),
            group=node.get(KG.victimGroup),
        )


def _damage(node: Node) -> DamageFigure:
    return DamageFigure(node.need(KG.damagedObject), cast("DamageOutcome", node.key(KG.outcome)), _quantity(node))


def _quantity(node: Node) -> Quantity:
    return Quantity(node.number(KG.low), node.number(KG.high), cast("Qualifier", node.key(KG.qualifier)), node.need(KG.words))


def _time(node: Node | None) -> TimeValue | None:
    if node is None:
        return None
    precision = cast("TimePrecision", node.key(KG.timePrecision))
    return TimeValue(node.need(KG.edtf), precision, node.get(KG.earliest), node.get(KG.latest))


def _places(node: Node, quote: str) -> tuple[Place, ...]:
    places = (_place(place, quote) for place in node.nodes(KG.statedPlace))
    return tuple(sorted(places, key=lambda p: (p.precision or 8, p.id or "", p.name)))


def _place(node: Node, quote: str) -> Place:
    key, label = last_part(node.iri), node.need(RDFS.label)
    precision, container, geometry = node.key_or_none(KG.placePrecision), node.get(KG.within), node.node(GEO.hasGeometry)
    point = _POINT.fullmatch(geometry.need(GEO.asWKT)) if geometry else None
    resolved = not key.startswith(UNRESOLVED)
    return Place(
        name=_spelling(node, label, quote),
        id=key if resolved else None,
        label=label if resolved else None,
        country=node.get(KG.country),
        lat=float(point[2]) if point else None,
        lon=float(point[1]) if point else None,
        precision=int(precision) if precision else None,
        container=last_part(container) if container else None,
    )


def _spelling(node: Node, label: str, quote: str) -> str:
    """Return the name as this claim spells it: what stands in its quote, else how the source spells it elsewhere."""
    spellings = node.values(SKOS.altLabel)
    quoted = [name for name in (*spellings, label) if name in quote]
    return max(quoted, key=len) if quoted else (*spellings, label)[0]
