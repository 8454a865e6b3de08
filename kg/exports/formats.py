"""The formats that a store can be written in, as one readable tuple."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from kg.errors import InputError
from kg.exports.graphs import write_dataset, write_merged
from kg.exports.tables import write_csv, write_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from kg.store import Store


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a store.

    Attributes:
        name: What the user asks for.
        suffix: File name ending, without the dot.
        media_type: IANA media type.
        what: One line for the help text.
        write: Writes the store; the flag leaves reference data out.
    """

    name: str
    suffix: str
    media_type: str
    what: str
    write: Callable[[Store, BinaryIO, bool], None]


def _merged(rdf_format: RdfFormat) -> Callable[[Store, BinaryIO, bool], None]:
    return lambda store, out, data_only: write_merged(store, out, rdf_format, data_only=data_only)


def _dataset(rdf_format: RdfFormat) -> Callable[[Store, BinaryIO, bool], None]:
    return lambda store, out, data_only: write_dataset(store, out, rdf_format, data_only=data_only)


FORMATS: Final = (
    Format("turtle", "ttl", "text/turtle", "all graphs as one, with prefixes", _merged(RdfFormat.TURTLE)),
    Format("ntriples", "nt", "application/n-triples", "all graphs as one, a triple a line", _merged(RdfFormat.N_TRIPLES)),
    Format("rdfxml", "rdf", "application/rdf+xml", "all graphs as one, for older tools", _merged(RdfFormat.RDF_XML)),
    Format("trig", "trig", "application/trig", "each graph by its name, with prefixes", _dataset(RdfFormat.TRIG)),
    Format("nquads", "nq", "application/n-quads", "each graph by its name, a quad a line", _dataset(RdfFormat.N_QUADS)),
    Format("jsonld", "jsonld", "application/ld+json", "each graph by its name, as JSON-LD", _dataset(RdfFormat.JSON_LD)),
    Format(
        "claims-jsonl",
        "jsonl",
        "application/jsonl",
        "the claims table, a JSON object a line",
        lambda store, out, _: write_jsonl(store, out),
    ),
    Format("claims-csv", "csv", "text/csv", "the claims table, flattened", lambda store, out, _: write_csv(store, out)),
)
"""Every format, in the order in which the help text lists them."""


def export(store: Store, fmt: str, out: BinaryIO, *, data_only: bool = False) -> None:
    """Write a store; the same store gives the same bytes.

    Args:
        store: What to write.
        fmt: A name in `FORMATS`.
        out: Where the bytes go.
        data_only: Leave out ontology, schemes and lists. Without them labels and hierarchies do not load elsewhere.

    Raises:
        InputError: There is no such format.
    """
    for candidate in FORMATS:
        if candidate.name == fmt:
            candidate.write(store, out, data_only)
            return
    raise InputError(f"There is no format {fmt!r}", hint=f"Use one of: {', '.join(known.name for known in FORMATS)}")
