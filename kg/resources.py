"""Finds the data that ships beside the code: ontology, shapes, queries, example reports.

In a wheel they lie under ``kg/_data`` (hatchling ``force-include``); in a checkout or an sdist they are the
top-level folders. A checkout always wins, so that an editable install never reads a stale copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_FOLDERS = ("ontology", "shapes", "queries", "examples")


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Files of the user's own that stand beside what ships, or in its place.

    Attributes:
        gazetteer: Folder of an imported gazetteer, used beside the shipped one.
        judgements: What people judged, in the place of what the store has.
        grades: Rules by which strikes are graded, in the place of the shipped ones.
    """

    gazetteer: Path | None = None
    judgements: Path | None = None
    grades: Path | None = None


SHIPPED: Final = OwnFiles()
"""Nothing of the user's own."""


def root() -> Path:
    """Return the folder that holds ``ontology``, ``shapes``, ``queries`` and ``examples``.

    Raises:
        ResourceError: The installation carries none of them.
    """
    for base in (_CHECKOUT, _PACKAGE / "_data"):
        if (base / "ontology" / "strikekg.ttl").is_file():
            return base
    raise ResourceError("The installation lacks its ontology folder", hint="Reinstall strikekg")


def folder(name: str) -> Path:
    """Return one of the data folders.

    Args:
        name: ``ontology``, ``shapes``, ``queries`` or ``examples``.

    Raises:
        ResourceError: No such folder is shipped.
    """
    path = root() / name
    if name not in _FOLDERS or not path.is_dir():
        raise ResourceError(f"No data folder {name!r} in the installation", hint="Reinstall strikekg")
    return path


def files(name: str, suffix: str) -> tuple[Path, ...]:
    """Return the files of a data folder that end in ``suffix``, sorted by name."""
    return tuple(sorted(p for p in folder(name).iterdir() if p.name.endswith(suffix)))
