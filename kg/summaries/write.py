"""Writes summaries as the derived graph, in the layout of ``docs/graph.md``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import KG, PROV, RDF, RDFS, XSD, concept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.rdf import Minter
    from kg.summaries.blame import Blame
    from kg.summaries.disputes import Dispute
    from kg.summaries.summary import Summary
    from kg.summaries.tolls import TollRange
    from kg.summaries.voices import Voice

_concept: Final = cache(concept)


def summary_quads(summary: Summary, minter: Minter) -> list[Quad]:
    """Write one summary; the same summary gives the same quads in the same order.

    Args:
        summary: What to write.
        minter: Names the graph.
    """
    return _Writer(summary, minter.graph("derived")).quads()


def summary_iri(strike: str) -> NamedNode:
    """Return the IRI of a strike's summary."""
    return NamedNode(f"{strike}#summary")


class _Writer:
    """Writes one summary; its parts are numbered from 1 in the order of the summary."""

    def __init__(self, summary: Summary, graph: NamedNode) -> None:
        """Name the nodes."""
        self._summary = summary
        self._graph = graph
        self._node = summary_iri(summary.strike)
        self._voices = {voice.key: self._part("voice", number) for number, voice in enumerate(summary.voices, 1)}
        self._blames = {blame.party.key: self._part("blame", number) for number, blame in enumerate(summary.blames, 1)}
        self._claims: Mapping[str, NamedNode] = {claim: NamedNode(claim) for claim in summary.claims}
        self._quads: list[Quad] = []

    def quads(self) -> list[Quad]:
        """Return the quads of the summary and all its parts."""
        summary, node = self._summary, self._node
        self._add(node, RDF.type, KG.Summary)
        self._add(node, KG.summarises, NamedNode(summary.strike))
        self._add(node, KG.accountCount, Literal(summary.accounts))
        self._add(node, KG.sourceCount, Literal(summary.sources))
        self._add(node, KG.voiceCount, Literal(summary.voice_count))
        if summary.earliest and summary.latest:
            self._add(node, KG.earliest, Literal(summary.earliest, datatype=XSD.date))
            self._add(node, KG.latest, Literal(summary.latest, datatype=XSD.date))
        if summary.place:
            self._add(node, KG.bestPlace, NamedNode(summary.place))
        for mode in summary.modes:
            self._add(node, KG.mode, _concept("mode", mode))
        self._add(node, KG.disputed, Literal(bool(summary.disputes)))
        self._all(node, PROV.wasDerivedFrom, summary.claims, self._claims)
        for voice in summary.voices:
            self._voice(voice)
        for blame in summary.blames:
            self._blame(blame)
        for number, toll in enumerate(summary.tolls, 1):
            self._toll(toll, self._part("toll", number))
        for number, dispute in enumerate(summary.disputes, 1):
            self._dispute(dispute, self._part("dispute", number))
        return self._quads

    def _voice(self, voice: Voice) -> None:
        node = self._voices[voice.key]
        self._add(self._node, KG.voice, node)
        self._add(node, RDF.type, KG.Voice)
        self._add(node, RDFS.label, Literal(voice.label))
        if voice.actor:
            self._add(node, KG.voiceOf, NamedNode(voice.actor))
        self._add(node, KG.belligerent, Literal(voice.key in self._summary.belligerents))
        self._all(node, PROV.wasDerivedFrom, voice.claims, self._claims)

    def _blame(self, blame: Blame) -> None:
        node = self._blames[blame.party.key]
        self._add(self._node, KG.blame, node)
        self._add(node, RDF.type, KG.Blame)
        self._add(node, KG.blames, NamedNode(blame.party.iri))
        self._all(node, KG.blamedBy, blame.by, self._voices)
        self._all(node, KG.hedgedBy, blame.hedged, self._voices)
        self._all(node, KG.deniedBy, blame.denied, self._voices)
        self._all(node, KG.concededBy, blame.conceded, self._voices)
        self._all(node, KG.contradicts, blame.contradicts, self._blames)
        self._add(node, KG.voiceCount, Literal(blame.voices))
        self._all(node, PROV.wasDerivedFrom, blame.claims, self._claims)

    def _toll(self, toll: TollRange, node: NamedNode) -> None:
        self._add(self._node, KG.tollRange, node)
        self._add(node, RDF.type, KG.TollRange)
        self._add(node, KG.outcome, _concept("outcome", toll.outcome))
        self._add(node, KG.victimStatus, _concept("victim-status", toll.status))
        self._add(node, KG.standing, _concept("standing", toll.standing))
        if toll.lowest is not None:
            self._add(node, KG.lowest, Literal(toll.lowest))
        if toll.highest is not None:
            self._add(node, KG.highest, Literal(toll.highest))
        self._all(node, KG.lowestFrom, toll.lowest_from, self._claims)
        self._all(node, KG.highestFrom, toll.highest_from, self._claims)
        self._add(node, KG.voiceCount, Literal(toll.voices))
        self._all(node, PROV.wasDerivedFrom, toll.claims, self._claims)

    def _dispute(self, dispute: Dispute, node: NamedNode) -> None:
        self._add(self._node, KG.dispute, node)
        self._add(node, RDF.type, KG.Dispute)
        self._add(node, KG.disputedIn, _concept("aspect", dispute.aspect))
        for reason in dispute.reasons:
            self._add(node, KG.reason, Literal(reason))
        self._all(node, PROV.wasDerivedFrom, dispute.claims, self._claims)

    def _part(self, kind: str, number: int) -> NamedNode:
        return NamedNode(f"{self._summary.strike}#{kind}-{number}")

    def _all(self, subject: NamedNode, predicate: NamedNode, keys: Iterable[str], nodes: Mapping[str, NamedNode]) -> None:
        for key in keys:
            self._add(subject, predicate, nodes[key])

    def _add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self._quads.append(Quad(subject, predicate, value, self._graph))
