"""Writes and reads judgements on pairs of accounts, by the tool and by people."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Quad

from kg.model import Judgement, Passage
from kg.rdf.nodes import Node, index, of_class
from kg.rdf.parts import passage_triples, typed
from kg.vocab import KG, OA, PROV, RDF, RDFS, XSD, concept

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.model import Rejection, Verdict
    from kg.rdf.mint import Minter

    Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def judgement_quads(judgements: Collection[Judgement], minter: Minter, graph: NamedNode | None = None) -> list[Quad]:
    """Write judgements; the quads are distinct, in no order.

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
        quads.update(Quad(*triple, graph) for triple in signature(node, judgement, judgement.passages, minter))
    for name in {judgement.by for judgement in judgements}:
        quads.update(judge_quads(name, minter, graph))
    return list(quads)


def judge_quads(name: str, minter: Minter, graph: NamedNode | None = None) -> list[Quad]:
    """Write who judges.

    Args:
        name: A person's, or the tool's.
        minter: Names the node.
        graph: Where it goes: the graph of links unless told.
    """
    graph = graph or minter.graph("links")
    judge = minter.judge(name)
    return [Quad(judge, RDF.type, KG.Actor, graph), Quad(judge, RDFS.label, Literal(name), graph)]


def signature(node: NamedNode, signed: Judgement | Rejection, passages: Iterable[Passage], minter: Minter) -> Iterator[Triple]:
    """Yield by whom and when it was judged, and the passages that were, numbered in their order."""
    yield node, PROV.wasAttributedTo, minter.judge(signed.by)
    at = typed(signed.at, XSD.dateTime)
    if at is not None:
        yield node, PROV.generatedAtTime, at
    for number, passage in enumerate(passages, 1):
        part, quote, position = (NamedNode(f"{node.value}#{name}-{number}") for name in ("passage", "quote", "position"))
        yield node, KG.passage, part
        yield from passage_triples(part, quote, position, passage)


def read_judgements(quads: Iterable[Quad]) -> tuple[Judgement, ...]:
    """Read judgements back, sorted by pair and judge; the reasons come in sorted order.

    Args:
        quads: A graph that holds judgements, among others.

    Raises:
        StoreError: A judgement lacks what `judgement_quads` always writes.
    """
    found = [
        Judgement(
            first=node.values(KG.judges)[0],
            second=node.values(KG.judges)[-1],
            verdict=cast("Verdict", node.key(KG.verdict)),
            score=float(node.need(KG.score)),
            reasons=tuple(node.values(KG.reason)),
            by=judge_of(node),
            at=node.get(PROV.generatedAtTime),
            passages=passages_of(node),
        )
        for node in of_class(index(quads), KG.Judgement)
    ]
    return tuple(sorted(found, key=lambda j: (j.first, j.second, j.by)))


def judge_of(node: Node) -> str:
    """Return the name of who judged."""
    return Node(node.facts, node.need(PROV.wasAttributedTo)).need(RDFS.label)


def passages_of(node: Node) -> tuple[Passage, ...]:
    """Return the passages that were judged, in the order of their numbers."""
    return tuple(_passage(part) for part in node.numbered(KG.passage))


def _passage(node: Node) -> Passage:
    stated = {key: value for part in node.nodes(OA.hasSelector) for key in (OA.exact, OA.start, OA.end) if (value := part.get(key))}
    return Passage(node.need(OA.hasSource), int(stated[OA.start]), int(stated[OA.end]), stated[OA.exact])


def _decimal(score: float) -> Literal:
    """Write a score as the store would, so that what is read back has the same bytes."""
    return Literal(format(Decimal(repr(round(score, 6))).normalize(), "f"), datatype=XSD.decimal)
