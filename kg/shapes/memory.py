"""Turns quads into an rdflib graph in memory with every literal left exactly as it was written.

rdflib's own parsers rewrite what they read ("2018-W01-1"^^xsd:date becomes a valid first of January, "maybe" becomes
false), so the terms are converted one by one from pyoxigraph, whose parser keeps them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib.plugins.sparql import prepareQuery

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Node

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class MemoryGraph(rdflib.Graph):
    """A graph that parses each SPARQL query once, however many focus nodes it is asked for."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401 - rdflib's own signature
        """Answer a query as rdflib does, from the prepared form of its text."""
        prepared = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


def to_graph(quads: Iterable[Quad | Triple]) -> MemoryGraph:
    """Return the union of all graphs among the quads.

    Raises:
        InputError: A term that RDF 1.1 does not have, such as a quoted triple.
    """
    graph = MemoryGraph(bind_namespaces="none")
    terms: dict[Any, Node] = {}
    for quad in quads:
        graph.add((_term(quad.subject, terms), _term(quad.predicate, terms), _term(quad.object, terms)))
    return graph


def _term(term: object, terms: dict[Any, Node]) -> Node:
    known = terms.get(term)
    if known is None:
        known = terms[term] = _convert(term)
    return known


def _convert(term: object) -> Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        return _literal(term)
    raise InputError(f"{term} is not a term of RDF 1.1", hint="Write the statement as plain triples")


def _literal(term: Literal) -> rdflib.Literal:
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype.value == _XSD_STRING:  # an explicit xsd:string would fail sh:in in pySHACL
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def add_texts(graph: rdflib.Graph, texts: Mapping[str, str], *, text_hash: str, text: str) -> None:
    """Add the whole text of each source whose hash is known, so that shapes can compare quotes with it.

    Args:
        graph: The graph to add to.
        texts: Text by SHA-256 hex digest.
        text_hash: IRI of the property that holds the digest.
        text: IRI of the property that holds the text.
    """
    for source, digest in sorted(graph.subject_objects(rdflib.URIRef(text_hash))):
        if str(digest) in texts:
            graph.add((source, rdflib.URIRef(text), rdflib.Literal(texts[str(digest)])))
