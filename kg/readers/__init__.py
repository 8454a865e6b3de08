"""Turns files, folders and tables into documents: text as read, metadata as stated, everything else skipped by name and reason."""

from kg.readers.records import Skipped
from kg.readers.walk import read_paths

__all__ = ["Skipped", "read_paths"]
