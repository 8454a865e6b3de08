"""Refuses shapes that an engine would pass over in silence: misspelt terms, dead targets, rules without a name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import rdflib
from pyparsing import ParseException
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import SPARQLError

from kg import resources
from kg.errors import InputError, ShapesError
from kg.rdf import read_quads
from kg.shapes.flatten import TARGETS
from kg.shapes.memory import to_graph
from kg.vocab import KG, KG_NS, SCHEME_BASE, SCHEMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

_SEVERITIES = (SH.Violation, SH.Warning, SH.Info)
_KG_TERMS = frozenset(term.value for term in vars(KG).values() if hasattr(term, "value"))
_CONCEPTS = frozenset(f"{SCHEME_BASE}{scheme}/{key}" for scheme, keys in SCHEMES.items() for key in keys)
_ENGINE_PREFIXES = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}  # those that pySHACL adds to every query
_OPAQUE = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|#.*")  # IRIs, strings, comments
_PREFIXED = re.compile(r"([A-Za-z][\w-]*):([\w-]*)")


def load_shapes(folder: Path | None = None) -> rdflib.Graph:
    """Read and check all Turtle files of a folder as one shapes graph; files that have not changed are read once.

    Args:
        folder: Where the shapes lie; by default those that ship with the tool.

    Raises:
        ShapesError: A file cannot be read, is not Turtle, or does not pass ``lint_shapes``; or there is none.
    """
    where = resources.folder("shapes") if folder is None else folder
    try:
        files = tuple((path.name, path.read_bytes()) for path in sorted(where.glob("*.ttl")))
    except OSError as error:
        raise ShapesError(f"{where}: {error.strerror}", hint="Name a folder of Turtle files") from error
    if not files:
        raise ShapesError(f"{where} holds no shapes", hint="Name a folder of Turtle files")
    return _load(files)


@lru_cache(maxsize=8)
def _load(files: tuple[tuple[str, bytes], ...]) -> rdflib.Graph:
    graphs = [_parse(name, data) for name, data in files]
    prefixes = {str(prefix): str(space) for graph in graphs for prefix, space in _declared(graph)}
    union = rdflib.Graph(bind_namespaces="none")
    for (name, _), graph in zip(files, graphs, strict=True):
        lint_shapes(graph, name, prefixes)
        for triple in graph:
            union.add(triple)
    return union


def _parse(name: str, data: bytes) -> rdflib.Graph:
    try:
        return to_graph(read_quads(data, name))
    except InputError as error:
        raise ShapesError(error.message, hint="Correct the Turtle") from error


def _declared(graph: rdflib.Graph) -> Iterator[tuple[Node, Node]]:
    for node in graph.objects(None, SH.declare):
        prefix, space = graph.value(node, SH.prefix), graph.value(node, SH.namespace)
        if prefix is not None and space is not None:
            yield prefix, space


def lint_shapes(graph: rdflib.Graph, file: str = "shapes", prefixes: dict[str, str] | None = None) -> None:
    """Refuse a shapes graph that is not well-formed or that could not fire.

    Args:
        graph: The shapes of one file.
        file: Its name, for the message.
        prefixes: Prefixes declared for queries in other files.

    Raises:
        ShapesError: Names the file, the first shape at fault and how many more faults there are.
    """
    known = {**(prefixes or {}), **{str(prefix): str(space) for prefix, space in _declared(graph)}}
    problems = sorted({*_bad_terms(graph), *_bad_shapes(graph), *_bad_patterns(graph), *_bad_queries(graph, known)})
    if problems:
        shape, fault = problems[0]
        more = f" (+{len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ShapesError(f"{file}: {shape}: {fault}{more}", hint="Correct the shape")


def _bad_terms(graph: rdflib.Graph) -> Iterator[tuple[str, str]]:
    for subject, predicate, value in graph:
        for term in (predicate, value):
            fault = _term_fault(str(term)) if isinstance(term, rdflib.URIRef) else None
            if fault:
                yield _owner(graph, subject), fault


def _term_fault(iri: str) -> str | None:
    if iri.startswith(str(SH)) and rdflib.URIRef(iri) not in SH:
        return f"sh:{iri.removeprefix(str(SH))} is no term of SHACL"
    if iri.startswith(KG_NS) and iri not in _KG_TERMS:
        return f"kg:{iri.removeprefix(KG_NS)} is not declared in the ontology"
    if iri.startswith(SCHEME_BASE) and iri not in _CONCEPTS:
        return f"{iri} is not declared in any scheme"
    return None


def _bad_shapes(graph: rdflib.Graph) -> Iterator[tuple[str, str]]:
    targeted = {shape for target in TARGETS for shape in graph.subjects(target)}
    linked = {shape for owner, shape in graph.subject_objects(SH.property) if isinstance(owner, rdflib.URIRef)}
    typed = {shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in graph.subjects(RDF.type, kind)}
    named = {shape for shape in typed | targeted | linked if isinstance(shape, rdflib.URIRef)}
    for shape in (targeted | linked) - named:
        yield _owner(graph, shape), "a shape with a target or under sh:property has no IRI to name its rule"
    for shape in named:
        for fault in _shape_faults(graph, shape):
            yield _local(shape), fault
        if shape not in targeted and shape not in linked:
            yield _local(shape), "nothing uses this shape: it has no target and stands under no sh:property"


def _shape_faults(graph: rdflib.Graph, shape: Node) -> Iterator[str]:
    if graph.value(shape, SH.message) is None:
        yield "sh:message is missing"
    if graph.value(shape, SH.severity) not in _SEVERITIES:
        yield "sh:severity is missing, or is not sh:Violation, sh:Warning or sh:Info"
    types = set(graph.objects(shape, RDF.type))
    if not types & {SH.NodeShape, SH.PropertyShape}:
        yield "it is neither a sh:NodeShape nor a sh:PropertyShape"
    if (graph.value(shape, SH.path) is None) == (SH.PropertyShape in types):
        yield "a sh:PropertyShape has a sh:path, a sh:NodeShape has none"


def _bad_patterns(graph: rdflib.Graph) -> Iterator[tuple[str, str]]:
    for subject, pattern in graph.subject_objects(SH.pattern):
        try:
            re.compile(str(pattern))
        except re.error as error:
            yield _owner(graph, subject), f"sh:pattern is no regular expression: {error}"


def _bad_queries(graph: rdflib.Graph, prefixes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for subject, query in graph.subject_objects(SH.select):
        known = prefixes if (subject, SH.prefixes, None) in graph else {}
        for fault in _query_faults(str(query), {**_ENGINE_PREFIXES, **known}):
            yield _owner(graph, subject), fault


def _query_faults(query: str, prefixes: dict[str, str]) -> Iterator[str]:
    names = set(_PREFIXED.findall(_OPAQUE.sub(" ", query)))
    unknown = sorted({prefix for prefix, _ in names} - prefixes.keys())
    for prefix, name in sorted(names):
        fault = _term_fault(prefixes.get(prefix, "") + name)
        if fault:
            yield f"{fault} (in its query)"
    if unknown:  # the parser of rdflib would stop at these with an error of no class of its own
        yield f"its query uses undeclared prefixes: {', '.join(unknown)}"
        return
    try:
        prepareQuery(query, initNs=prefixes)
    except (ParseException, SPARQLError, ValueError, TypeError) as error:
        yield f"its query is not SPARQL: {' '.join(str(error).split())}"


def _owner(graph: rdflib.Graph, node: Node) -> str:
    """Return the name of the nearest shape with an IRI around a nameless node."""
    seen: set[Node] = set()
    current: Node | None = node
    while isinstance(current, rdflib.BNode) and current not in seen:
        seen.add(current)
        current = next(iter(sorted(graph.subjects(None, current), key=str)), None)
    return _local(current) if isinstance(current, rdflib.URIRef) else "a shape without a name"


def _local(shape: Node) -> str:
    return str(shape).rpartition("#")[2] or str(shape)
