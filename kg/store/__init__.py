"""Keeps graphs and texts on disk.

A store is a folder: ``format`` (version and base IRI), ``lock``, ``graph/`` (the database), ``texts/`` (one file per
source text, named by its SHA-256), ``judgements.ttl`` (what people judged) and ``reference`` (a hash of the reference data
that is loaded).
"""

from kg.store.files import read_judgements, write_judgements
from kg.store.memory import Selection, select
from kg.store.opening import VERSION, open_read, open_write
from kg.store.store import Results, Store, canonical_nquads

__all__ = [
    "VERSION",
    "Results",
    "Selection",
    "Store",
    "canonical_nquads",
    "open_read",
    "open_write",
    "read_judgements",
    "select",
    "write_judgements",
]
