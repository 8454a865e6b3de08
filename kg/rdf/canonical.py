"""Canonical N-Quads: equal graphs give equal bytes (https://www.w3.org/TR/rdf-canon/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, RdfFormat, serialize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


def sorted_quads(quads: Iterable[Quad]) -> list[Quad]:
    """Return the distinct quads in the order of their N-Quads lines."""
    return sorted(set(quads), key=str)


def has_blank(quad: Quad) -> bool:
    """Tell whether a quad names a blank node."""
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def name_blanks(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads with canonical labels on their blank nodes (RDFC-1.0).

    The labels depend only on the quads that mention blank nodes, so only those go through the algorithm. Data of our
    own has none; the axioms of the ontology do.
    """
    plain: list[Quad] = []
    blank = Dataset()
    for quad in quads:
        if has_blank(quad):
            blank.add(quad)
        else:
            plain.append(quad)
    blank.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return plain + list(blank)


def canonical_bytes(quads: Iterable[Quad]) -> bytes:
    """Return the canonical N-Quads of a data set: one sorted line per distinct quad."""
    lines = serialize(set(name_blanks(quads)), format=RdfFormat.N_QUADS) or b""
    # split at line feeds alone: a literal may hold other characters that end a line in Unicode
    return b"".join(line + b"\n" for line in sorted(lines.split(b"\n")) if line)
