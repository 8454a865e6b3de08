"""Runs pySHACL over an rdflib graph in memory: what it says is right (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

import logging
import re
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyshacl
import rdflib
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib.plugins.sparql.sparql import SPARQLError

from kg.rdf import read_quads
from kg.shapes.findings import ENGINE_RULE, SHAPES_NS, Finding, Report, make_report, read_results
from kg.shapes.flatten import TARGETS, flatten
from kg.shapes.lint import load_shapes
from kg.shapes.memory import add_texts, to_graph
from kg.vocab import KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad, Triple

_ENGINE_FAILURES = (
    ReportableRuntimeError,  # the engine's own, ill-formed constraints among them
    SPARQLError,
    ParseException,
    re.error,
    TypeError,  # what values that cannot be compared, deep chains and odd literals have raised in it
    ValueError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    NotImplementedError,
)
"""Dirty data can crash the engine; a crash is a finding, never a pass."""


def validate(
    data: Iterable[Quad | Triple] | bytes,
    shapes_dir: Path | None = None,
    texts: Mapping[str, str] | None = None,
    *,
    file: str = "data.trig",
) -> Report:
    """Check a graph against the shapes.

    Args:
        data: Quads or triples, of which the union of all graphs is checked, or the bytes of an RDF file.
        shapes_dir: Folder of Turtle files with shapes; by default those that ship with the tool.
        texts: Whole text of sources by the SHA-256 of their UTF-8 bytes, hex; quotes are compared with those at hand.
        file: Name of the file that the bytes come from; its ending tells the format (Turtle and N-Triples are TriG too).

    Returns:
        The report, its findings in an order that does not depend on that of the data.

    Raises:
        ShapesError: The shapes cannot be read or are not well-formed.
        InputError: The bytes are not RDF in the format that the name tells.
    """
    shapes = flatten(load_shapes(shapes_dir))
    quads = read_quads(data, file) if isinstance(data, bytes) else data
    with _quiet():
        graph = to_graph(quads)
        add_texts(graph, texts or {}, text_hash=KG.textHash.value, text=KG.text.value)
        return make_report(_findings(graph, shapes))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries from printing a traceback for each ill-typed literal and each crash: the report names them."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Parsing weird boolean")
            warnings.filterwarnings("ignore", message="NotImplemented should not be used")  # rdflib, on values without an order
            yield
    finally:
        for logger, state in zip(loggers, before, strict=True):
            logger.disabled = state


def _findings(graph: rdflib.Graph, shapes: rdflib.Graph) -> tuple[Finding, ...]:
    try:
        return _run(graph, shapes, None)
    except _ENGINE_FAILURES:
        # once more, shape by shape, so that one crash hides nothing that the others find
        return tuple(finding for shape in _targeted(shapes) for finding in _run_or_report(graph, shapes, shape))


def _run_or_report(graph: rdflib.Graph, shapes: rdflib.Graph, shape: str) -> tuple[Finding, ...]:
    try:
        return _run(graph, shapes, [shape])
    except _ENGINE_FAILURES as error:
        rule = shape.removeprefix(SHAPES_NS)
        reason = " ".join(str(error).split()) or type(error).__name__
        message = f"The engine failed on {rule}: {reason}"
        return (Finding(rule=ENGINE_RULE, severity="violation", message=message, focus=shape),)


def _run(graph: rdflib.Graph, shapes: rdflib.Graph, only: list[str] | None) -> tuple[Finding, ...]:
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False, use_shapes=only)
    if not isinstance(report, rdflib.Graph):  # pySHACL hands its own failure back in place of a report
        raise ReportableRuntimeError(text)
    return tuple(read_results(report, graph))


def _targeted(shapes: rdflib.Graph) -> list[str]:
    return sorted({str(shape) for target in TARGETS for shape in shapes.subjects(target)})
