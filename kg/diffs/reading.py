"""Reads a build to compare: a store, or a file in any RDF format that ``kg export`` writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import store
from kg.errors import InputError, StoreError
from kg.model import LINKER
from kg.rdf import Curation, last_part, read_curation, read_quads, read_sources
from kg.vocab import KG, KG_NS, PROV, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Quad

    from kg.rdf import SourceRecord


@dataclass(frozen=True, slots=True)
class Strike:
    """A strike as linking left it; ``accounts`` are IRIs, sorted."""

    iri: str
    label: str
    mode: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """What is compared of a build.

    Attributes:
        name: The path it was read from.
        curation: What people judged.
    """

    name: str
    sources: tuple[SourceRecord, ...] = ()
    strikes: tuple[Strike, ...] = ()
    curation: Curation = field(default_factory=Curation)


def read_build(path: Path) -> Build:
    """Read a build.

    Args:
        path: A store, or a file whose ending names its format.

    Raises:
        InputError: There is none, or the file cannot be read as such.
        StoreError: The folder is no store, or one that is being written.
    """
    if path.is_dir():
        with store.open_read(path) as opened:
            links = opened.graph(opened.minter.graph("links"))
            return Build(str(path), tuple(opened.records()), _strikes(links), opened.curation())
    if not path.exists():
        raise InputError(f"There is no store or file {path}", hint="Check the path")
    return _from_quads(str(path), read_quads(_bytes(path), str(path)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}", hint="Check the file") from error


def _from_quads(name: str, parsed: Iterable[Quad]) -> Build:
    # other tools add classes of their own to what they export
    quads = [quad for quad in parsed if quad.predicate != RDF.type or _value(quad.object).startswith(KG_NS)]
    try:
        found = Build(name, tuple(read_sources(quads)), _strikes(quads), _curation(quads))
    except StoreError as error:
        raise InputError(f"{name}: {error.message}", hint="Give a file that kg export wrote") from error
    except (KeyError, ValueError, IndexError) as error:
        raise InputError(f"{name}: not of the form that kg export writes ({error})", hint="Give a file that it wrote") from error
    if not found.sources:
        raise InputError(f"{name}: no report in it", hint="Give a file that kg export wrote, in an RDF format")
    return found


def _strikes(quads: Iterable[Quad]) -> tuple[Strike, ...]:
    """Return the strikes, sorted by IRI, with what their accounts say they are accounts of."""
    accounts: dict[str, list[str]] = {}
    labels: dict[str, list[str]] = {}
    modes: dict[str, list[str]] = {}
    for quad in quads:
        if quad.predicate == KG.accountOf:
            accounts.setdefault(_value(quad.object), []).append(_value(quad.subject))
        elif quad.predicate == RDFS.label:
            labels.setdefault(_value(quad.subject), []).append(_value(quad.object))
        elif quad.predicate == KG.mode:
            modes.setdefault(_value(quad.subject), []).append(last_part(_value(quad.object)))
    return tuple(
        Strike(iri, min(labels.get(iri, [iri])), min(modes.get(iri, ["unspecified"])), tuple(sorted(set(accounts[iri]))))
        for iri in sorted(accounts)
    )


def _curation(quads: list[Quad]) -> Curation:
    """Return what people judged; the tool's own judgements, which may stand in the same graph, are left out."""
    named = {_value(quad.subject): _value(quad.object) for quad in quads if quad.predicate == PROV.wasAttributedTo}
    linker = {_value(quad.subject) for quad in quads if quad.predicate == RDFS.label and _value(quad.object) == LINKER}
    people = {node: judge for node, judge in named.items() if judge not in linker}
    kept = {*people, *people.values()}
    return read_curation(quad for quad in quads if _value(quad.subject).split("#")[0] in kept)


def _value(term: object) -> str:
    return str(getattr(term, "value", term))
