"""Finds the data that ships beside the code: ontology, shapes, queries, example reports.

In a wheel they lie under ``kg/_data`` (hatchling ``force-include``); in a checkout or an sdist they are the
top-level folders. A checkout always wins, so that an editable install never reads a stale copy.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_FOLDERS = ("ontology", "shapes", "queries", "examples")


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
