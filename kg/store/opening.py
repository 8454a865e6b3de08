"""Makes and opens stores: the folder, its format and its lock."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

import pyoxigraph

from kg import rdf
from kg.errors import StoreError
from kg.store.files import write_whole
from kg.store.store import Store
from kg.vocab import DEFAULT_BASE

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

VERSION: Final = "strikekg-store 1"


def open_write(folder: Path, base: str | None = None) -> Store:
    """Open a store for writing; make it where the folder is missing or empty.

    Args:
        folder: The store.
        base: What data IRIs begin with; unless told, what the store has, or ``DEFAULT_BASE`` for a new one.

    Raises:
        StoreError: The folder is no store, of another version or base, in use, or cannot be written.
        InputError: The base is no IRI, or its file of judgements cannot be read.
    """
    if not (folder / "format").is_file():
        _make(folder, rdf.Minter(base or DEFAULT_BASE).base)
    kept = _base_of(folder)
    if base is not None and base != kept:
        raise StoreError(f"The store {folder} has the base {kept}, not {base}", hint="Use that base or another folder")
    with ExitStack() as stack:
        opened = stack.enter_context(_open(folder, kept, writing=True))
        opened.follow_judgements()
        stack.pop_all()
    return opened


def open_read(folder: Path) -> Store:
    """Open a store for reading; others may read it too, and nobody writes meanwhile.

    Raises:
        StoreError: No store, a store of another version, or one that is being written.
    """
    if not folder.exists():
        raise StoreError(f"There is no store at {folder}", hint=f"Make one with: kg build INPUT --store {folder}")
    return _open(folder, _base_of(folder), writing=False)


def _make(folder: Path, base: str) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(path.name not in {"texts", "lock", "format.new", "judgements.ttl"} for path in folder.iterdir()):
            raise StoreError(f"{folder} is a folder of other things, not a store", hint="Name an empty or a new folder")
        (folder / "texts").mkdir(exist_ok=True)
        write_whole(folder / "format", f"{VERSION}\n{base}\n".encode())
    except OSError as error:
        raise StoreError(f"The store {folder} cannot be made: {error.strerror}", hint="Name another folder") from error


def _base_of(folder: Path) -> str:
    """Return the base IRI of a store, if it is one that this version reads."""
    try:
        version, base = (folder / "format").read_text(encoding="utf-8").split("\n")[:2]
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise StoreError(f"{folder} is no store", hint="Name the folder of one, made with: kg build INPUT --store FOLDER") from error
    if version != VERSION:
        raise StoreError(f"The store {folder} is of version {version!r}, not {VERSION!r}", hint="Build a new one in another folder")
    return base


def _open(folder: Path, base: str, *, writing: bool) -> Store:
    path = str(folder / "graph")
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(_locked(folder, writing=writing))
            graphs = pyoxigraph.Store(path) if writing or sys.platform == "win32" else pyoxigraph.Store.read_only(path)
        except (OSError, RuntimeError) as error:
            raise StoreError(f"The database of {folder} does not open: {error}", hint="Build it again, or name another folder") from error
        stack.pop_all()
    return Store(folder, rdf.Minter(base), graphs, lock, writing=writing)


def _locked(folder: Path, *, writing: bool) -> BinaryIO:
    """Return the lock file, held for writing by one or for reading by many; it is let go when closed or killed."""
    lock = (folder / "lock").open("ab")
    if sys.platform != "win32":  # there the database's own lock keeps readers out as well
        try:
            fcntl.flock(lock, (fcntl.LOCK_EX if writing else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise StoreError(f"The store {folder} is in use by another process", hint="Wait for it, or stop it, and try again") from None
    return lock
