"""What the index of a store depends on beside the sources, as one hash."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from kg.linking import wires
from kg.rdf import reference_state

if TYPE_CHECKING:
    from kg.gazetteer import Gazetteer

_READ: Final = (".csv", ".py", ".tsv")


def state(gazetteer: Gazetteer) -> str:
    """Return a SHA-256 over the linker, the lists of actors and places, and an imported gazetteer.

    Args:
        gazetteer: The one that views are made with.
    """
    parts = (wires.SCHEME, _shipped(), reference_state(), *(found.sha256 for found in gazetteer.imports))
    return sha256(" ".join(parts).encode()).hexdigest()


@cache
def _shipped() -> str:
    found = sha256()
    for package in ("kg.linking", "kg.summaries", "kg.gazetteer", "kg.authority", "kg.rdf"):
        for path in sorted(files(package).iterdir(), key=lambda path: path.name):
            if path.name.endswith(_READ):
                data = path.read_bytes()
                found.update(b"%s %d\n" % (path.name.encode(), len(data)))
                found.update(data)
    return found.hexdigest()
