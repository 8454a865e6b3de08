"""Reads RDF files of any format that ``kg export`` writes."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from kg.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import Quad

_FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}


def read_quads(data: bytes, file: str) -> tuple[Quad, ...]:
    """Parse an RDF file; its name tells the format.

    Args:
        data: The bytes of the file.
        file: Its name, ending in ``.ttl``, ``.nt``, ``.nq``, ``.trig``, ``.jsonld`` or ``.rdf``.

    Raises:
        InputError: The ending is unknown, or the bytes are not of that format.
    """
    suffix = PurePath(file).suffix.lower()
    if suffix not in _FORMATS:
        raise InputError(f"{file}: no RDF format ends in {suffix!r}", hint="Name it " + ", ".join(sorted(_FORMATS)))
    try:
        return tuple(parse(data, format=_FORMATS[suffix]))
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{file}: {error}", hint="Correct the file or give it its right ending") from error
