"""The way of the data as readable functions: read, extract, check, store, link; and the same way to a score."""

from kg.pipeline.build import Summary, build
from kg.pipeline.evaluating import evaluate
from kg.pipeline.extracting import extract
from kg.pipeline.linking import Linked, add, keeping, relink

__all__ = ["Linked", "Summary", "add", "build", "evaluate", "extract", "keeping", "relink"]
