"""Gives property shapes the targets of the node shapes around them: the same results, several times sooner.

pySHACL builds every constraint under ``sh:property`` anew for each focus node, but those of a targeted shape once. A
property shape under a targeted node shape validates exactly the node shape's targets (https://www.w3.org/TR/shacl/#PropertyConstraintComponent),
and its results carry its own name, so handing the targets down changes nothing in the report.
"""

from __future__ import annotations

from functools import lru_cache

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import SH

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@lru_cache(maxsize=8)
def flatten(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return a copy in which no targeted node shape leads to named property shapes.

    Args:
        shapes: A well-formed shapes graph; it is left as it is, and flattened once.
    """
    flat = rdflib.Graph(bind_namespaces="none")
    for triple in shapes:
        flat.add(triple)
    owners = sorted({shape for target in TARGETS for shape in shapes.subjects(target)}, key=str)
    for owner in owners:
        if (owner, SH.deactivated, None) not in shapes:
            _hand_down(flat, owner)
    return flat


def _hand_down(flat: rdflib.Graph, owner: rdflib.term.Node) -> None:
    targets = [(target, node) for target in TARGETS for node in flat.objects(owner, target)]
    properties = sorted((shape for shape in flat.objects(owner, SH.property) if isinstance(shape, rdflib.URIRef)), key=str)
    for shape in properties:
        for target, node in targets:
            flat.add((shape, target, node))
        flat.remove((owner, SH.property, shape))
    if (owner, SH.closed, None) in flat:
        _keep_closed(flat, owner, [path for shape in properties for path in flat.objects(shape, SH.path)])


def _keep_closed(flat: rdflib.Graph, owner: rdflib.term.Node, paths: list[rdflib.term.Node]) -> None:
    """Let a closed shape go on allowing the properties whose shapes have left it."""
    ignored = flat.value(owner, SH.ignoredProperties)
    known = [] if ignored is None else list(flat.items(ignored))
    allowed = rdflib.BNode()
    Collection(flat, allowed, [*known, *(path for path in paths if isinstance(path, rdflib.URIRef))])
    flat.set((owner, SH.ignoredProperties, allowed))
