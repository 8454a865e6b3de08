"""Writes a store in formats for other tools; `FORMATS` lists them all."""

from kg.exports.claims import CLAIM_KEYS, claim_rows
from kg.exports.formats import FORMATS, Format, export
from kg.exports.tables import CSV_HEADER

__all__ = ["CLAIM_KEYS", "CSV_HEADER", "FORMATS", "Format", "claim_rows", "export"]
