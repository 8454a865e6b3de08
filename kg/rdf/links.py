"""Writes and reads what linking adds: strikes, the accounts they join, and judgements with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Judgement
from kg.rdf.canonical import sorted_quads
from kg.rdf.mint import last_part, name_key
from kg.vocab import DCTERMS, KG, PROV, RDF, RDFS, XSD, concept

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Mode, Verdict
    from kg.rdf.mint import Minter


@dataclass(frozen=True, slots=True)
class StrikeCluster:
    """Accounts that were found to tell of one strike.

    Attributes:
        accounts: IRIs of the accounts.
        label: What people read, e.g. "Air strike near Al-Shafah, 2018-01-20".
        mode: The mode that the accounts agree on.
        anchor: The account that gives the strike its IRI; the first in sorted order unless told.
    """

    accounts: tuple[str, ...]
    label: str
    mode: Mode = "unspecified"
    anchor: str = ""

    def iri(self, minter: Minter) -> NamedNode:
        """Return the IRI of the strike."""
        return minter.strike(self.anchor or min(self.accounts))


def strike_quads(clusters: Iterable[StrikeCluster], minter: Minter) -> list[Quad]:
    """Write strikes and the accounts they join into the graph of links.

    Every account could give a strike its IRI. Those of the others lead to the one that holds, so that an IRI which was true
    before accounts were joined is never lost.

    Args:
        clusters: The strikes; no account stands in two of them.
        minter: Names the nodes.
    """
    graph = minter.graph("links")
    quads: set[Quad] = set()
    for cluster in clusters:
        strike = cluster.iri(minter)
        quads.add(Quad(strike, RDF.type, KG.Strike, graph))
        quads.add(Quad(strike, RDFS.label, Literal(cluster.label), graph))
        quads.add(Quad(strike, KG.mode, concept("mode", cluster.mode), graph))
        for account in map(NamedNode, cluster.accounts):
            quads.add(Quad(strike, PROV.wasDerivedFrom, account, graph))
            quads.add(Quad(account, KG.accountOf, strike, graph))
            former = minter.strike(account.value)
            if former != strike:
                quads.add(Quad(former, DCTERMS.isReplacedBy, strike, graph))
    return sorted_quads(quads)


def judgement_quads(judgements: Iterable[Judgement], minter: Minter, graph: NamedNode | None = None) -> list[Quad]:
    """Write judgements.

    Args:
        judgements: What was judged of pairs of accounts.
        minter: Names the nodes.
        graph: Where they go: the graph of links unless told, ``minter.graph("judgements")`` for those by people.
    """
    graph = graph or minter.graph("links")
    quads: set[Quad] = set()
    for judgement in judgements:
        node = minter.judgement(judgement.first, judgement.second, judgement.by)
        quads.add(Quad(node, RDF.type, KG.Judgement, graph))
        quads.add(Quad(node, KG.judges, NamedNode(judgement.first), graph))
        quads.add(Quad(node, KG.judges, NamedNode(judgement.second), graph))
        quads.add(Quad(node, KG.verdict, concept("verdict", judgement.verdict), graph))
        quads.add(Quad(node, KG.score, _decimal(judgement.score), graph))
        quads.update(Quad(node, KG.reason, Literal(reason), graph) for reason in judgement.reasons)
        quads.add(Quad(node, PROV.wasAttributedTo, _judge(judgement.by, minter), graph))
        quads.update(judge_quads(judgement.by, minter, graph))
    return sorted_quads(quads)


def judge_quads(name: str, minter: Minter, graph: NamedNode | None = None) -> list[Quad]:
    """Write who judges.

    Args:
        name: A person's, or the tool's.
        minter: Names the node.
        graph: Where it goes: the graph of links unless told.
    """
    graph = graph or minter.graph("links")
    judge = _judge(name, minter)
    return [Quad(judge, RDF.type, KG.Actor, graph), Quad(judge, RDFS.label, Literal(name), graph)]


def _judge(name: str, minter: Minter) -> NamedNode:
    return NamedNode(f"{minter.base}actor/{name_key(name)}")


def link_quads(clusters: Iterable[StrikeCluster], judgements: Iterable[Judgement], minter: Minter) -> list[Quad]:
    """Write the whole graph of links: strikes, accounts and the judgements that made them.

    Args:
        clusters: The strikes; no account stands in two of them.
        judgements: The judgements of this tool.
        minter: Names the nodes.
    """
    return sorted_quads([*strike_quads(clusters, minter), *judgement_quads(judgements, minter)])


def read_judgements(quads: Iterable[Quad]) -> tuple[Judgement, ...]:
    """Read judgements back, sorted by pair and judge; the reasons come in sorted order.

    Args:
        quads: A graph that holds judgements, among others.
    """
    facts: dict[str, dict[NamedNode, list[str]]] = {}
    for quad in sorted(quads, key=str):
        facts.setdefault(_value(quad.subject), {}).setdefault(quad.predicate, []).append(_value(quad.object))
    found = [
        Judgement(
            first=stated[KG.judges][0],
            second=stated[KG.judges][-1],
            verdict=cast("Verdict", last_part(stated[KG.verdict][0])),
            score=float(stated[KG.score][0]),
            reasons=tuple(sorted(stated.get(KG.reason, ()))),
            by=facts[stated[PROV.wasAttributedTo][0]][RDFS.label][0],
        )
        for stated in facts.values()
        if KG.verdict in stated
    ]
    return tuple(sorted(found, key=lambda j: (j.first, j.second, j.by)))


def read_strikes(quads: Iterable[Quad]) -> dict[str, str]:
    """Read which strike each linked account tells of.

    Args:
        quads: The graph of links.

    Returns:
        Strike IRI by account IRI.
    """
    return {_value(quad.subject): _value(quad.object) for quad in quads if quad.predicate == KG.accountOf}


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _decimal(score: float) -> Literal:
    """Write a score as the store would, so that what is read back has the same bytes."""
    return Literal(format(Decimal(repr(round(score, 6))).normalize(), "f"), datatype=XSD.decimal)
