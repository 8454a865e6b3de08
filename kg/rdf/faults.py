"""Finds what is wrong with judgements that people edited or merged, before any of them is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.rdf.mint import name_key
from kg.rdf.nodes import Node, of_class
from kg.rdf.turtle import short
from kg.values.instants import instant
from kg.vocab import KG, OA, PROV, RDF, RDFS, SCHEME_BASE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import NamedNode

    from kg.rdf.nodes import Facts


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that no judgement may state.

    Attributes:
        words: What stands on the faulty line, as far as it is there: a part of the subject, the predicate and the value.
    """

    message: str
    hint: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """How many values a property has, how each looks, and of which classes they are together."""

    least: int
    most: int | None
    wanted: str
    fits: Callable[[str], object]
    classes: tuple[NamedNode, ...] = ()


def _like(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern, re.DOTALL).fullmatch


def _iri(kind: str) -> Callable[[str], object]:
    return _like(rf"https?://[^\s<>\"{{}}|\\^`]+/{kind}/[^\s<>\"{{}}|\\^`]+")


_TEXT: Final = _like(r".*\S.*")
_NUMBER: Final = _like(r"\d+")
_JUDGE: Final = _Rule(1, 1, "the IRI of a judge who has an rdfs:label", _iri("actor"), (KG.Actor,))
RULES: Final[dict[NamedNode, dict[NamedNode, _Rule]]] = {
    KG.Actor: {RDFS.label: _Rule(1, None, "a name", _TEXT)},
    KG.Judgement: {
        KG.judges: _Rule(2, 2, "the IRI of an account", _iri("account")),
        KG.verdict: _Rule(
            1, 1, "verdict:same, verdict:different or verdict:unsure", _like(f"{SCHEME_BASE}verdict/({'|'.join(SCHEMES['verdict'])})")
        ),
        KG.score: _Rule(1, 1, "a number from 0 to 1", _like(r"0(\.\d+)?|1(\.0+)?")),
        KG.reason: _Rule(1, None, "a reason in words", _TEXT),
        PROV.wasAttributedTo: _JUDGE,
        PROV.generatedAtTime: _Rule(0, 1, "a date and time", instant),
        KG.passage: _Rule(2, 2, "a passage, its name ending in its number", _like(r".+-\d+"), (KG.Evidence,)),
    },
    KG.Rejection: {
        KG.rejects: _Rule(1, 1, "the IRI of a claim", _iri("claim")),
        KG.reason: _Rule(1, 1, "a reason in words", _TEXT),
        PROV.wasAttributedTo: _JUDGE,
        PROV.generatedAtTime: _Rule(1, 1, "a date and time", instant),
        KG.passage: _Rule(1, 1, "a passage, its name ending in its number", _like(r".+-\d+"), (KG.Evidence,)),
    },
    KG.Evidence: {
        OA.hasSource: _Rule(1, 1, "the IRI of a source", _iri("source")),
        OA.hasSelector: _Rule(
            2, 2, "a selector of words or of offsets, one of each", _TEXT, (OA.TextQuoteSelector, OA.TextPositionSelector)
        ),
    },
    OA.TextQuoteSelector: {OA.exact: _Rule(1, 1, "words", _TEXT)},
    OA.TextPositionSelector: {OA.start: _Rule(1, 1, "a whole number", _NUMBER), OA.end: _Rule(1, 1, "a whole number", _NUMBER)},
}
"""What each node of the graph of judgements may and must state; in the order in which it is written."""


def faults(facts: Facts) -> Iterator[Fault]:
    """Yield what is wrong with the judgements and rejections of a graph, node by node."""
    for iri in sorted(facts):
        node = Node(facts, iri)
        class_ = next((known for known in RULES if node.is_a(known)), None)
        if class_ is None:
            hint = "Give it its class, as in: a kg:Judgement"
            yield Fault(f"{_name(iri)} is no judgement, no rejection and no part of one", hint, (_key(iri),))
        else:
            yield from _unknown(node, class_)
            for predicate, rule in RULES[class_].items():
                yield from _broken(node, predicate, rule)
    yield from _doubled(facts)


def _unknown(node: Node, class_: NamedNode) -> Iterator[Fault]:
    for predicate in sorted(node.stated.keys() - RULES[class_].keys() - {RDF.type}, key=str):
        known = ", ".join(map(short, RULES[class_]))
        told = short(predicate)
        yield Fault(
            f"{_name(node.iri)} has a {told}, which a {short(class_)} has not", f"It has {known}", (_key(node.iri), _key(predicate.value))
        )


def _broken(node: Node, predicate: NamedNode, rule: _Rule) -> Iterator[Fault]:
    values, told, words = node.values(predicate), f"{_name(node.iri)} has {{}} {short(predicate)}", (_key(node.iri), _key(predicate.value))
    if not values and rule.least:
        yield Fault(told.format("no"), f"Give it {rule.wanted}", (_key(node.iri),))
    elif len(values) < rule.least:
        yield Fault(told.format(f"{len(values)} in place of {rule.least} values of"), f"Each is {rule.wanted}", words)
    elif rule.most is not None and len(values) > rule.most:
        yield Fault(told.format(f"{len(values)} values of"), f"Keep {rule.most} of them", words)
    for value in values:
        if not rule.fits(value):
            yield Fault(f"{told.format('the')} {value!r}", f"Give {rule.wanted}", (*words, _key(value)))
    if rule.classes and values and {c for v in values for c in Node(node.facts, v).values(RDF.type)} != {c.value for c in rule.classes}:
        yield Fault(f"{told.format('a')} that is not described", f"Give it {rule.wanted}", words)


def _doubled(facts: Facts) -> Iterator[Fault]:
    """Yield what one person judged twice; in such a graph every judge has a name."""
    seen: dict[tuple[str, ...], str] = {}
    for node in (*of_class(facts, KG.Judgement), *of_class(facts, KG.Rejection)):
        judges = node.node(PROV.wasAttributedTo)
        by = judges.get(RDFS.label) if judges else None
        what = (*node.values(KG.judges), *node.values(KG.rejects), name_key(by or ""))
        if (other := seen.setdefault(what, node.iri)) != node.iri:
            yield Fault(f"{_name(node.iri)} and {_name(other)} are by one person on the same", "Keep one of them", (_key(node.iri),))


def _name(iri: str) -> str:
    return "/".join(iri.split("/")[-2:])


def _key(value: str) -> str:
    return re.split(r"[/:#]", value)[-1]
