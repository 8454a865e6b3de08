"""Writes the graphs of a store in the RDF formats, sorted and with prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, serialize

from kg.vocab import KG_NS, RDF, SCHEME_BASE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pyoxigraph import Quad, RdfFormat, Triple

    from kg.rdf import Minter
    from kg.store import Store

_PREFIXES: Final = {
    "kg": KG_NS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}
_OWNED: Final = ("source/", "account/", "claim/")


def prefixes(minter: Minter) -> dict[str, str]:
    """Return the prefixes of exports, those of ``docs/graph.md``.

    Args:
        minter: Its base is that of the data.
    """
    data = {"src": "source", **{name: name for name in ("account", "claim", "strike", "actor", "place", "run", "judgement")}}
    short = {"victim-status": "vstatus", "time-precision": "tprec", "place-precision": "pprec"}
    return {
        **_PREFIXES,
        **{name: f"{minter.base}{folder}/" for name, folder in data.items()},
        **{short.get(scheme, scheme): f"{SCHEME_BASE}{scheme}/" for scheme in SCHEMES},
    }


def write_dataset(store: Store, out: BinaryIO, rdf_format: RdfFormat, *, data_only: bool) -> None:
    """Write each graph under its name.

    Args:
        store: What to write.
        out: Where the bytes go.
        rdf_format: A format for data sets.
        data_only: Leave out reference data.
    """
    quads = (quad for name in _names(store, data_only=data_only) for quad in _readable(store, name))
    serialize(quads, out, rdf_format, prefixes=prefixes(store.minter))


def write_merged(store: Store, out: BinaryIO, rdf_format: RdfFormat, *, data_only: bool) -> None:
    """Write the union of the graphs, each triple once.

    Args:
        store: What to write.
        out: Where the bytes go.
        rdf_format: A format for graphs.
        data_only: Leave out reference data.
    """
    serialize(_union(store, data_only=data_only), out, rdf_format, prefixes=prefixes(store.minter))


def _union(store: Store, *, data_only: bool) -> Iterator[Triple]:
    """Yield triples graph by graph; only those that two graphs may share are kept in memory."""
    owned = tuple(store.minter.base + part for part in _OWNED)
    shared: set[Triple] = set()
    for name in _names(store, data_only=data_only):
        for quad in _readable(store, name):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(owned):
                yield quad.triple
            elif quad.triple not in shared:
                shared.add(quad.triple)
                yield quad.triple


def _names(store: Store, *, data_only: bool) -> list[NamedNode]:
    left_out = store.minter.graph("reference") if data_only else None
    return [name for name in store.graph_names() if name != left_out]


def _readable(store: Store, name: NamedNode) -> list[Quad]:
    """Return a graph with each node's class first and a claim before its parts."""
    return sorted(store.graph(name), key=lambda q: (str(q.subject).rstrip(">"), q.predicate != RDF.type, str(q.predicate), str(q.object)))
