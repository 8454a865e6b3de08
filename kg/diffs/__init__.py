"""Compares two builds by meaning: reports, claims, strikes and the judgements of people that were added, are gone or changed."""

from kg.diffs.changes import Change, Diff, FieldChange, Item
from kg.diffs.compare import compare
from kg.diffs.reading import Build, Strike, read_build
from kg.diffs.rendering import FORMS, render_json, render_markdown, render_text

__all__ = [
    "FORMS",
    "Build",
    "Change",
    "Diff",
    "FieldChange",
    "Item",
    "Strike",
    "compare",
    "read_build",
    "render_json",
    "render_markdown",
    "render_text",
]
