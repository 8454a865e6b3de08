"""Checks a graph against the shapes and says which claim falls short, in which sentence (https://www.w3.org/TR/shacl/)."""

from kg.shapes.findings import Finding, Report, Severity
from kg.shapes.lint import lint_shapes, load_shapes
from kg.shapes.memory import to_graph
from kg.shapes.oracle import validate
from kg.shapes.report import render_json, render_text, render_turtle

__all__ = [
    "Finding",
    "Report",
    "Severity",
    "lint_shapes",
    "load_shapes",
    "render_json",
    "render_text",
    "render_turtle",
    "to_graph",
    "validate",
]
