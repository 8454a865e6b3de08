"""Writes and reads what linking adds: strikes, the accounts they join, and the judgements that made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf.judgements import judgement_quads
from kg.vocab import DCTERMS, KG, PROV, RDF, RDFS, concept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.model import Document, Judgement, Mode
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
    """Write strikes and the accounts they join into the graph of links; the quads are distinct, in no order.

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
    return list(quads)


def root_quads(oldest: Document, sources: Iterable[str], minter: Minter, graph: NamedNode) -> list[Quad]:
    """Write that some sources carry one text.

    Args:
        oldest: The first of them to be published.
        sources: Their IRIs, the oldest first.
        minter: Names the text.
        graph: Where it goes.
    """
    root = minter.root(minter.source(oldest.sha256).value)
    quads = [Quad(root, RDF.type, KG.RootText, graph), Quad(root, RDFS.label, Literal(oldest.title or oldest.file), graph)]
    return quads + [Quad(NamedNode(source), KG.carries, root, graph) for source in sources]


def link_quads(clusters: Iterable[StrikeCluster], judgements: Collection[Judgement], minter: Minter) -> list[Quad]:
    """Write the whole graph of links: strikes, accounts and the judgements that made them; in no order.

    Args:
        clusters: The strikes; no account stands in two of them.
        judgements: The judgements of this tool.
        minter: Names the nodes.
    """
    return [*strike_quads(clusters, minter), *judgement_quads(judgements, minter)]


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
