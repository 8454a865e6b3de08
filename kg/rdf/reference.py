"""Reads the package's own Turtle: ontology, schemes, authority file and supplement of places."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.errors import ResourceError
from kg.rdf.canonical import name_blanks
from kg.resources import files
from kg.vocab import DEFAULT_BASE, ONTOLOGY_IRI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.rdf.mint import Minter

_T = TypeVar("_T")
_REBASED = (DEFAULT_BASE + "actor/", DEFAULT_BASE + "place/")


def reference_state() -> str:
    """Return a SHA-256 over names and bytes of the reference files.

    Raises:
        ResourceError: There is none.
    """
    state = sha256()
    for path in _paths():
        data = path.read_bytes()
        state.update(b"%s %d\n" % (path.name.encode(), len(data)))
        state.update(data)
    return state.hexdigest()


def reference_quads(minter: Minter) -> list[Quad]:
    """Return the reference data as the graph ``reference``, its blank nodes with canonical labels.

    Args:
        minter: Names the graph; listed actors and places go under its base, so that sources and lists meet.

    Raises:
        ResourceError: There is no reference file, or one that is no Turtle.
    """
    return name_blanks(quad for path in _paths() for quad in _turtle(path, minter.graph("reference"), minter.base))


def _paths() -> tuple[Path, ...]:
    paths = files("ontology", ".ttl")
    if not paths:
        raise ResourceError("The folder ontology holds no Turtle", hint="Reinstall strikekg")
    return paths


def _turtle(path: Path, graph: NamedNode, base: str) -> Iterator[Quad]:
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=ONTOLOGY_IRI, rename_blank_nodes=True):
            yield Quad(_rebased(quad.subject, base), quad.predicate, _rebased(quad.object, base), graph)
    except SyntaxError as error:
        raise ResourceError(f"{path.name} is no Turtle: {error}", hint="Reinstall strikekg") from error


def _rebased(term: _T, base: str) -> _T | NamedNode:
    if isinstance(term, NamedNode) and term.value.startswith(_REBASED):
        return NamedNode(base + term.value.removeprefix(DEFAULT_BASE))
    return term
