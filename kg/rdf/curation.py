"""What people judge: in a graph of its own, and as a file that is kept in version control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputError
from kg.model import Judgement, Rejection
from kg.rdf.canonical import sorted_quads
from kg.rdf.faults import RULES, faults
from kg.rdf.judgements import judge_of, judge_quads, judgement_quads, passages_of, read_judgements, signature
from kg.rdf.nodes import index, of_class
from kg.rdf.turtle import parse_turtle, write_turtle
from kg.values.instants import instant
from kg.vocab import KG, PROV, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.rdf.mint import Minter

_HEAD: Final = b"# What people judged. Each line stands for itself, so that git can compare and merge them.\n"
_ORDER: Final = tuple(predicate for stated in RULES.values() for predicate in stated)


@dataclass(frozen=True, slots=True)
class Curation:
    """All that people judged.

    Attributes:
        judgements: On pairs of accounts; sorted by pair and judge.
        rejections: Of claims that were misread; sorted by claim and judge.
    """

    judgements: tuple[Judgement, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Judgement | Rejection]) -> Curation:
        """Return a curation of these, sorted."""
        kept = list(entries)
        judgements = sorted((e for e in kept if isinstance(e, Judgement)), key=lambda j: (j.first, j.second, j.by))
        rejections = sorted((e for e in kept if isinstance(e, Rejection)), key=lambda r: (r.claim, r.by))
        return cls(tuple(judgements), tuple(rejections))

    def named(self, minter: Minter) -> dict[str, Judgement | Rejection]:
        """Return every judgement and rejection by its IRI."""
        named: dict[str, Judgement | Rejection] = {minter.judgement(j.first, j.second, j.by).value: j for j in self.judgements}
        return named | {minter.rejection(r.claim, r.by).value: r for r in self.rejections}


def curation_quads(curation: Curation, minter: Minter) -> list[Quad]:
    """Write what people judged as the graph ``judgements``.

    Args:
        curation: Judgements and rejections.
        minter: Names the nodes.
    """
    graph = minter.graph("judgements")
    quads = set(judgement_quads(curation.judgements, minter, graph))
    for rejection in curation.rejections:
        node = minter.rejection(rejection.claim, rejection.by)
        quads.add(Quad(node, RDF.type, KG.Rejection, graph))
        quads.add(Quad(node, KG.rejects, NamedNode(rejection.claim), graph))
        quads.add(Quad(node, KG.reason, Literal(rejection.reason), graph))
        quads.update(judge_quads(rejection.by, minter, graph))
        quads.update(Quad(*triple, graph) for triple in signature(node, rejection, (rejection.passage,), minter))
    return sorted_quads(quads)


def read_curation(quads: Iterable[Quad]) -> Curation:
    """Read back what `curation_quads` wrote.

    Raises:
        StoreError: The graph lacks what `curation_quads` always writes.
    """
    held = list(quads)
    rejections = [
        Rejection(node.need(KG.rejects), node.need(KG.reason), judge_of(node), node.need(PROV.generatedAtTime), passages_of(node)[0])
        for node in of_class(index(held), KG.Rejection)
    ]
    return Curation.of([*read_judgements(held), *rejections])


def curation_turtle(curation: Curation, minter: Minter) -> bytes:
    """Write what people judged as Turtle; the same judgements give the same bytes.

    Args:
        curation: Judgements and rejections.
        minter: Names the nodes.
    """
    return _HEAD + write_turtle(curation_quads(curation, minter), minter.base, _ORDER)


def parse_curation(data: bytes, file: str, minter: Minter) -> Curation:
    """Read Turtle that says what people judged, whoever wrote it.

    Args:
        data: The Turtle.
        file: Where it comes from, for messages.
        minter: Names the graph.

    Raises:
        InputError: It is no Turtle, or states what is no judgement; the message names file and line.
    """
    quads = {_in_utc(quad) for quad in parse_turtle(data, file, minter.graph("judgements"))}  # two merged files may say a thing twice
    for fault in faults(index(quads)):
        raise InputError(f"{file}{_line(data.decode(), fault.words)}: {fault.message}", hint=fault.hint)
    return read_curation(quads)


def _in_utc(quad: Quad) -> Quad:
    time = instant(quad.object.value) if quad.predicate == PROV.generatedAtTime and isinstance(quad.object, Literal) else None
    return quad if time is None else Quad(quad.subject, quad.predicate, Literal(time, datatype=XSD.dateTime), quad.graph_name)


def _line(text: str, words: tuple[str, ...]) -> str:
    """Return the line that has most of the words, from the first on."""
    lines = text.split("\n")
    for count in range(len(words), 0, -1):
        for number, line in enumerate(lines, 1):
            if all(word in line for word in words[:count]):
                return f", line {number}"
    return ""
