"""Writes Turtle that git can compare and merge, and reads Turtle that people edited (https://www.w3.org/TR/turtle/)."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import InputError
from kg.vocab import KG_NS, RDF, SCHEME_BASE, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PREFIXES: Final = {
    "kg": KG_NS,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "verdict": f"{SCHEME_BASE}verdict/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_OURS = re.compile(r"[a-z]+/[\w#-]+", re.ASCII)
_MARKER = re.compile(rb"^(<{7}|\|{7}|={7}|>{7})( |\r?$)", re.MULTILINE)


def write_turtle(quads: Iterable[Quad], base: str, order: Sequence[NamedNode]) -> bytes:
    """Write one graph: a block per subject with its parts, sorted by IRI, one whole statement per line.

    Statements do not share a subject by semicolons: git merges line by line, and would join the beginning of one block with
    the end of another.

    Args:
        quads: The graph, without blank nodes.
        base: What most of its IRIs begin with.
        order: Its predicates, in the order in which they are read.
    """
    ranks = {predicate: rank for rank, predicate in enumerate([RDF.type, *order])}
    blocks: dict[str, list[tuple[str, int, str]]] = {}
    for quad in quads:
        subject, predicate = short(quad.subject, base), "a" if quad.predicate == RDF.type else short(quad.predicate, base)
        line = f"{subject} {predicate} {short(quad.object, base)} ."
        blocks.setdefault(subject.strip("<>").split("#")[0], []).append((subject.strip("<>"), ranks[quad.predicate], line))
    head = [f"@base <{base}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in _PREFIXES.items())]
    parts = [head, *([line for _, _, line in sorted(block)] for _, block in sorted(blocks.items()))]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts).encode()


def short(term: object, base: str = "") -> str:
    """Return a term in the fewest words of Turtle."""
    if isinstance(term, NamedNode):
        for prefix, iri in _PREFIXES.items():
            if (name := term.value.removeprefix(iri)) != term.value and name.isalpha():
                return f"{prefix}:{name}"
        rest = term.value.removeprefix(base)
        return f"<{rest}>" if _OURS.fullmatch(rest) else str(term)
    if not isinstance(term, Literal) or term.datatype == XSD.string:
        return str(term)
    if term.datatype == XSD.integer:
        return term.value
    if term.datatype == XSD.decimal:
        return term.value if "." in term.value else f"{term.value}.0"
    return f"{Literal(term.value)}^^{short(term.datatype)}"


def parse_turtle(data: bytes, file: str, graph: NamedNode) -> list[Quad]:
    """Read Turtle into a graph.

    Args:
        data: The Turtle.
        file: Where it comes from, for messages.
        graph: The graph.

    Raises:
        InputError: It is no Turtle, or a merge of it is not done; the message names the line.
    """
    if marker := _MARKER.search(data):
        line = data.count(b"\n", 0, marker.start()) + 1
        raise InputError(f"{file} holds merge conflict markers at line {line}", hint="Keep the lines of both sides and delete the markers")
    try:
        return [
            Quad(triple.subject, triple.predicate, triple.object, graph)
            for triple in parse(data.removeprefix(BOM_UTF8), format=RdfFormat.TURTLE)
        ]
    except SyntaxError as error:
        hint = "Mend that line; @base and the prefixes stand at the top"
        raise InputError(f"{file} is no Turtle: {error.msg}", hint=hint) from error
