"""Looks up the values of a node in quads that lie in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.rdf.mint import last_part
from kg.vocab import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad


Facts = dict[str, dict[NamedNode, list[str]]]


def index(quads: Iterable[Quad]) -> Facts:
    """Arrange quads by subject and predicate; each node's values are sorted."""
    facts: Facts = {}
    for quad in quads:
        facts.setdefault(_value(quad.subject), {}).setdefault(quad.predicate, []).append(_value(quad.object))
    for stated in facts.values():
        for values in stated.values():
            values.sort()
    return facts


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


@dataclass(frozen=True, slots=True)
class Node:
    """One subject and what is stated of it.

    Attributes:
        facts: All quads, arranged by `index`.
        iri: The subject.
    """

    facts: Facts
    iri: str

    @property
    def stated(self) -> Mapping[NamedNode, list[str]]:
        """Return the values by predicate; empty for a node that is only referred to."""
        return self.facts.get(self.iri, {})

    def values(self, predicate: NamedNode) -> list[str]:
        """Return every value as a string, sorted."""
        return self.stated.get(predicate, [])

    def get(self, predicate: NamedNode) -> str | None:
        """Return the value, ``None`` where nothing is stated."""
        values = self.values(predicate)
        return values[0] if values else None

    def need(self, predicate: NamedNode) -> str:
        """Return the value.

        Raises:
            StoreError: Nothing is stated; such a graph was not written by this tool.
        """
        value = self.get(predicate)
        if value is None:
            raise StoreError(f"{self.iri} has no {predicate.value}", hint="Build the store again")
        return value

    def number(self, predicate: NamedNode) -> int | None:
        """Return an integer, ``None`` where nothing is stated."""
        value = self.get(predicate)
        return None if value is None else int(value)

    def key(self, predicate: NamedNode) -> str:
        """Return the key of a concept that must be stated.

        Raises:
            StoreError: Nothing is stated.
        """
        return last_part(self.need(predicate))

    def key_or_none(self, predicate: NamedNode) -> str | None:
        """Return the key of a concept, ``None`` where nothing is stated."""
        value = self.get(predicate)
        return None if value is None else last_part(value)

    def node(self, predicate: NamedNode) -> Node | None:
        """Return the node that a value names."""
        value = self.get(predicate)
        return None if value is None else Node(self.facts, value)

    def nodes(self, predicate: NamedNode) -> list[Node]:
        """Return the nodes that the values name, sorted by IRI."""
        return [Node(self.facts, value) for value in self.values(predicate)]

    def numbered(self, predicate: NamedNode) -> list[Node]:
        """Return the nodes that end in a number, in the order of their numbers."""
        return sorted(self.nodes(predicate), key=lambda node: int(node.iri.rsplit("-", 1)[1]))

    def is_a(self, class_: NamedNode) -> bool:
        """Tell whether the node is stated to be of a class."""
        return class_.value in self.values(RDF.type)


def of_class(facts: Facts, class_: NamedNode) -> list[Node]:
    """Return every node that is stated to be of a class, sorted by IRI."""
    return [Node(facts, iri) for iri in sorted(facts) if Node(facts, iri).is_a(class_)]
